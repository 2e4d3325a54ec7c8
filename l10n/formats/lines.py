"""Lines as every editor counts them: only line feed, carriage return and the two together end one.

`str.splitlines` also ends lines at form feeds, U+0085, U+2028 and others, which are mere characters here.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from l10n.model import Span

NEWLINE = re.compile(r"\r\n|\n|\r")
"""Matches one newline."""


def split(text: str) -> list[Span]:
    """The lines of `text` in order, each without its newline; the last one has none and may be empty."""
    lines = []
    start = 0
    for newline in NEWLINE.finditer(text):
        lines.append(Span(start, newline.start()))
        start = newline.end()
    lines.append(Span(start, len(text)))
    return lines


def starts(text: str) -> list[int]:
    """The offset at which each line of `text` starts."""
    return [0, *(newline.end() for newline in NEWLINE.finditer(text))]


def number(line_starts: list[int], offset: int) -> int:
    """The number, from 1, of the line that holds `offset`, given the `starts` of the text's lines."""
    return bisect_right(line_starts, offset)


def line_of(text: str, offset: int) -> int:
    """The number, from 1, of the line of `text` that holds `offset`."""
    return number(starts(text[:offset]), offset)


def newline_of(text: str) -> str:
    r"""The newline a text uses first, `\n` where it has none."""
    first = NEWLINE.search(text)
    return first[0] if first else "\n"
