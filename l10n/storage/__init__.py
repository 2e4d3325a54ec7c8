"""Files, read and written whole or not at all; held by one run, or shared by several."""
