"""Drills for the law "all or nothing": every verb is killed at every moment, and nobody's work is gone."""
