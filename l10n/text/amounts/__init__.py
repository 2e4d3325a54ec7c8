"""Numbers and quantities in a text, by value and unit, and what two texts' have against each other."""
