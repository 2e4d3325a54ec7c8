"""What denies in a text, by language, and a denial that only one of two texts has."""
