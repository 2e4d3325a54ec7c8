"""Lines of a plain text put together to paragraphs: which line breaks were made by hand to fill a page.

A file is taken as wrapped when it shows it: somewhere a line of some length stops in mid-sentence and the
next one goes on. In a file that never does, every line stands for itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from l10n.formats import text_lines
from l10n.formats.text_lines import Line
from l10n.formats.text_marks import Mark

_WALL = 120
"""Columns beyond which nobody wraps: a longer line is a whole paragraph."""
_LEAST = 30
"""Columns below which a line was not wrapped, only short."""
_OWN = 40
"""Columns from which lines that were wrapped among themselves have a width of their own."""

_WORD = re.compile(r"\S{1,40}")
_WORDY = re.compile(r"[^\W_]")
_FIRST_WIDE = "\u1100"


class Paragraph(NamedTuple):
    """Lines that are read as one. `words` are those with words in them: none where a mark stands alone.

    `stands_apart`: a blank line, or the start of the file, is above it. `bare`: it has neither letters nor
    digits (a rule, an underline).
    """

    words: tuple[Line, ...]
    mark: Mark
    stands_apart: bool
    bare: bool


class _Shape(NamedTuple):
    """What tells a wrapped line from one that stands for itself. `room`: what the line above must have left.

    `continues`: it starts as no sentence does, with a small letter, or in a script that has no capitals;
    `small`: with a small letter. `bare`: it has neither letters nor digits.
    """

    line: Line
    columns: int
    room: int
    finished: bool
    continues: bool
    small: bool
    bare: bool


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of `text` in order. Blank lines, marks and white space around lines belong to none."""
    runs = text_lines.runs(text)
    shapes = {number: _shapes(text, run) for number, run in enumerate(runs) if len(run) > 1}
    widths = {number: _width(shaped) for number, shaped in shapes.items()}
    page = max(widths.values(), default=0)
    found: list[Paragraph] = []
    for number, run in enumerate(runs):
        if number in shapes:
            own = widths[number]
            width = own if own >= _OWN and _is_full(shapes[number], own) else page
            found.extend(_joined(shapes[number], width))
        else:
            line = run[0]
            bare = not _WORDY.search(text, line.start, line.end)
            found.append(Paragraph((line,) if line.start < line.end else (), line.mark, True, bare))
    return found


def columns(text: str) -> int:
    """The columns that `text` takes: two for an ideograph and its like."""
    if text.isascii() or max(text) < _FIRST_WIDE:
        return len(text)
    return len(text) + sum(map(_is_wide, text))


def unspaced(char: str) -> bool:
    """Whether a character is one that no space ever parts from its like: an ideograph, but no Hangul."""
    return _is_wide(char) and not "\uac00" <= char <= "\ud7a3"


def _is_wide(char: str) -> bool:
    return char >= _FIRST_WIDE and unicodedata.east_asian_width(char) in "WF"


def _shapes(text: str, run: Sequence[Line]) -> list[_Shape]:
    return [_shape(text, line) for line in run]


def _shape(text: str, line: Line) -> _Shape:
    said = text[line.start : line.end]
    letter = said[:1]
    if not letter:
        room = 0
    elif unspaced(letter):
        room = 2
    else:
        word = _WORD.match(said)
        room = 1 + columns(word[0]) if word else 0
    small = letter.islower()
    return _Shape(
        line,
        columns(text[line.margin : min(line.end, line.margin + _WALL + 1)]),
        room,
        text_lines.finished(said),
        small or (letter.isalpha() and not letter.isupper()),
        small,
        not _WORDY.search(said),
    )


def _width(shapes: Sequence[_Shape]) -> int:
    """The columns of the widest line in a run that shows that it was wrapped, 0 for another."""
    if not any(_shows_wrapping(*pair) for pair in pairwise(shapes)):
        return 0
    return max(shape.columns for shape in shapes if shape.columns <= _WALL)


def _shows_wrapping(before: _Shape, shape: _Shape) -> bool:
    return (
        shape.continues
        and not shape.line.mark
        and not before.finished
        and not before.bare
        and _LEAST <= before.columns <= _WALL
    )


def _is_full(shapes: Sequence[_Shape], width: int) -> bool:
    """Whether no line that was wrapped for sure had room for the next word within `width` columns."""
    return all(
        before.columns + shape.room > width
        for before, shape in pairwise(shapes)
        if _shows_wrapping(before, shape)
    )


def _joined(shapes: Sequence[_Shape], width: int) -> Iterator[Paragraph]:
    """The paragraphs of a run of several lines on a page of `width` columns, 0 where nothing was wrapped."""
    first = 0
    for at in range(1, len(shapes) + 1):
        if at < len(shapes) and _goes_on(shapes[first], shapes[at - 1], shapes[at], width):
            continue
        head = shapes[first]
        words = tuple(shape.line for shape in shapes[first:at] if shape.line.start < shape.line.end)
        yield Paragraph(words, head.line.mark, first == 0, head.bare)
        first = at


def _goes_on(first: _Shape, before: _Shape, shape: _Shape, width: int) -> bool:
    """Whether `shape` continues the paragraph that starts with `first` and so far ends with `before`."""
    line = shape.line
    if line.mark or shape.bare or before.bare:
        return False
    if before.columns > _WALL or shape.columns > _WALL:
        return shape.small and not before.finished
    if first.line.mark and line.indent > first.line.indent:
        return True
    if not width:
        return False
    # The fuller the line above, the surer that only the margin ended it, most so where a sentence ends too.
    needed = before.columns + shape.room
    if before.finished:
        return needed > width
    return needed > width * (0.5 if shape.small else 0.75)
