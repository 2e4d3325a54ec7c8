"""Where sentences begin and end in a block: layout first, then a language's rules and sentencex's vote."""
