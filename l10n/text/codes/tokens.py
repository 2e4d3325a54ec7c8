"""The words of a text as spans, for whatever stands between them: all that is not space is in one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet

from l10n.model import Span
from l10n.text.codes.inline import UNSPACED

_CHUNK = re.compile(r"\S+")


def words_of(
    text: str, edges: AbstractSet[int] = frozenset(), forced: AbstractSet[int] = frozenset()
) -> list[Span]:
    """The words of a text, in order; all that is not space is in one.

    Punctuation around a word, and each letter of a script without spaces, is a word of its own. `edges` cut
    where they do not part two letters, `forced` cuts anywhere.
    """
    found: list[Span] = []
    for match in _CHUNK.finditer(text):
        low, high = match.span()
        lead, trail = low, high
        while lead < high and _is_punctuation(text[lead]):
            lead += 1
        while trail > lead and _is_punctuation(text[trail - 1]):
            trail -= 1
        start = low
        for at in range(low + 1, high):
            if at in forced or (
                not unicodedata.category(text[at]).startswith("M")
                and (at <= lead or at >= trail or _cuts(text[at - 1], text[at], at in edges))
            ):
                found.append(Span(start, at))
                start = at
        found.append(Span(start, high))
    return found


def _is_punctuation(char: str) -> bool:
    return char != "%" and unicodedata.category(char).startswith("P")


def _cuts(left: str, right: str, edge: bool) -> bool:
    """Whether a word may end between two characters of one chunk."""
    if UNSPACED.match(left) or UNSPACED.match(right):
        return True
    return edge and not (right.isalnum() and (left.isalnum() or unicodedata.category(left).startswith("M")))
