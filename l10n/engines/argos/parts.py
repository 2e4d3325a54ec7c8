"""Texts too long for a model, cut into clauses that are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from l10n.model import Span

# Where a text is cut, best first. The mark stays with what it ends.
_CUTS = tuple(map(re.compile, ("[;；] ?", "[:：] |：", ", |[，、]", " ")))


def parts(text: str, tokenize: Callable[[str], Sequence[str]], longest: int) -> tuple[Span, ...]:
    """The text without the white space around it, or the clauses it is cut into; () where it cannot be.

    No part has more than `longest` pieces, as `tokenize` counts them.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if end - start < longest:  # a piece has one character at least, and the first may be a lone space
        return (Span(start, end),)
    pieces = len(tokenize(text[start:end]))
    if pieces <= longest:
        return (Span(start, end),)
    # Two thirds of what fits on average leave room for stretches of short pieces.
    room = max(1, (end - start) * longest * 2 // (pieces * 3))
    found: list[Span] = []
    while end - start > room:
        cut = _cut(text, start, start + room)
        if cut is None:
            return ()
        found.append(Span(start, cut[0]))
        start = cut[1]
    found.append(Span(start, end))
    return () if any(len(tokenize(part.cut(text))) > longest for part in found) else tuple(found)


def _cut(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """(end of a part, start of the next) at the last good place between the middle and `stop`."""
    for mark in _CUTS:
        matches = [match.span() for match in mark.finditer(text, start + (stop - start) // 2, stop)]
        if matches:
            low, high = matches[-1]
            return low + len(text[low:high].rstrip()), high
    return None
