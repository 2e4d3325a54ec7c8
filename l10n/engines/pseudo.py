"""The pseudo engine: accented, longer, bracketed text that shows a layout's faults before anybody translates.

What stands in brackets is translatable; what does not never reached a catalog. Slots stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from l10n import locale
from l10n.engines import Translation
from l10n.outcome import Report, silent

name = "pseudo"
batch = 1024
"""It costs next to nothing."""
translates = False
"""What it says is no language, and any letter or length of it is right."""

_ACCENTED = str.maketrans(
    "ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz",
    "ÅÇÐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽåçðéĝĥîĵķļñöŕšţûŵýž",
)
_WORD = re.compile(r"[^\W\d_]+")
# Doubled vowels make English about a third longer; any character added instead could be markup somewhere.
_VOWEL = re.compile("[aeiouAEIOU]")
# Right-to-left override and its end (Unicode Standard Annex 9): Latin letters then run the other way. Around
# single words, so that no slot is within: its code's text would be reversed too.
_OVERRIDE = ("\u202e", "\u202c")


def signature(source: str, target: str) -> str:
    """Its version and the direction it writes in."""
    return f"pseudo 1 {source}-{target} {locale.direction(target)}"


def origin(source: str, target: str) -> str:  # noqa: ARG001  every pair is the same to it
    """`pseudo`."""
    return name


def pairs() -> Iterable[tuple[str, str]]:
    """None is listed: `prepare` says yes to all."""
    return ()


def prepare(source: str, target: str, progress: Report = silent) -> bool:  # noqa: ARG001  every pair is the same to it
    """True: it can do any pair."""
    return True


def translate(texts: Sequence[str], source: str, target: str) -> list[Translation]:  # noqa: ARG001  as above
    """Each text accented, longer, in brackets, and from right to left where the target language is."""
    before, after = _OVERRIDE if locale.direction(target) == "rtl" else ("", "")
    return [
        Translation(f"⟦{_WORD.sub(lambda word: before + _longer(word[0]) + after, text)}⟧") for text in texts
    ]


def _longer(word: str) -> str:
    return _VOWEL.sub(r"\g<0>\g<0>", word).translate(_ACCENTED)
