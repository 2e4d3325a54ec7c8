"""The check `unknown-word`: a word that the engine did not know still stands in the draft as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span
from l10n.text.origin import unknown_words

id = "unknown-word"  # noqa: A001 - the name every check has
severity = Severity.WARNING


def run(context: Context) -> Iterator[Finding]:
    """One finding that lists the words, by the note the draft came with."""
    if not context.entry.origin:
        return
    known = ((word, _place(word, context.target_words)) for word in unknown_words(context.entry.origin))
    left = {word: place for word, place in known if place is not None}
    if left:
        said = f"the engine does not know: {', '.join(left)}"
        yield finding(id, severity, said, at=next(iter(left.values())), about=tuple(left))


# Symbols of units are no words: in every language of the Latin script they stay (SI Brochure, 5.2).
_SYMBOLS = frozenset({
    "mg", "g", "kg", "mcg", "µg", "ng", "ml", "dl", "cl", "l", "mm", "cm", "m", "km", "mmol", "mol",
    "mmhg", "kpa", "kcal", "kj", "hz", "kw", "w", "v", "s", "min", "h", "c", "f",
})  # fmt: skip


def _place(word: str, text: str) -> Span | None:
    if word.lower() in _SYMBOLS:
        return None
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    return Span(*found.span()) if found else None
