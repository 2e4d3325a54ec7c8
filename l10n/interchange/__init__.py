"""Translations in the formats that other tools exchange: XML read and written with care, a file each."""

SUFFIXES = {"xliff": (".xlf", ".xliff"), "csv": (".csv",), "tmx": (".tmx",), "tbx": (".tbx", ".xml")}
"""What the name of one file of each format ends with; any other path is a folder."""
