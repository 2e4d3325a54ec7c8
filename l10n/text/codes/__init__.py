"""Inline codes through an engine: slots, tags, places by word alignment, and mending of what engines bend."""
