"""How many columns of a terminal a text takes, and whether its columns are in the order of its letters."""

from __future__ import annotations

import unicodedata

_WIDE = frozenset("WF")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def columns(text: str) -> int:
    """The columns that `text` fills: two for a wide character, none for a mark on another one.

    Wide is what Unicode's annex 11 calls W or F. Controls are not for this: escape them before.
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def runs_left_to_right(text: str) -> bool:
    """Whether a terminal shows `text` in its own order: nothing in it makes the bidi algorithm reorder it."""
    return text.isascii() or not any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in text)


def is_mark(character: str) -> bool:
    """Whether it is drawn on the character before it."""
    # Vowels and finals of Hangul join the consonant before them, though no category says so.
    return unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff"


def _width(character: str) -> int:
    if is_mark(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
