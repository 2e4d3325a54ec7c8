"""Pure functions over strings: sentences, inline codes, similarity, escaping."""
