"""The check `unknown-word`: a word that the engine did not know still stands in the draft as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text.origin import unknown_words

id = "unknown-word"  # noqa: A001 - the name every check has
severity = Severity.WARNING


def run(context: Context) -> Iterator[Finding]:
    """One finding that lists the words, by the note the draft came with."""
    if not context.entry.origin:
        return
    left = [word for word in unknown_words(context.entry.origin) if _stands(word, context.target_words)]
    if left:
        yield finding(id, severity, f"the engine does not know: {', '.join(left)}")


# Symbols of units are no words: in every language of the Latin script they stay (SI Brochure, 5.2).
_SYMBOLS = frozenset({
    "mg", "g", "kg", "mcg", "µg", "ng", "ml", "dl", "cl", "l", "mm", "cm", "m", "km", "mmol", "mol",
    "mmhg", "kpa", "kcal", "kj", "hz", "kw", "w", "v", "s", "min", "h", "c", "f",
})  # fmt: skip


def _stands(word: str, text: str) -> bool:
    if word.lower() in _SYMBOLS:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))
