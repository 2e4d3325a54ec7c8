"""Translations in the formats that other tools exchange: XML read and written with care, a file each."""
