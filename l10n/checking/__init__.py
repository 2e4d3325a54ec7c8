"""A check run: every catalog examined, and of what is found what is new, what is known, and the gates."""
