"""Lines of a plain text put together to paragraphs: which line breaks were made by hand to fill a page.

A file is taken as wrapped when it shows it: somewhere a line of some length stops in mid-sentence and the
next one goes on. In a file that never does, every line stands for itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from l10n.formats import lines
from l10n.model import Span

_WALL = 120
"""Columns beyond which nobody wraps: a longer line is a whole paragraph."""
_LEAST = 30
"""Columns below which a line was not wrapped, only short."""

_ITEM = re.compile(
    r"(?:[-*+•●▪■◦○‣⁃·–—]|\(?(?P<number>[0-9]{1,3}|[a-z]|[ivx]{2,4})[.)]|[A-Z]\))[^\S\r\n]+(?=\S)"
)
_QUESTION = re.compile(r"(?:Q|Question|问|問)\s?[0-9]{0,3}\s?(?:：|[:.)](?=\s|$))\s*")
_ANSWER = re.compile(r"(?:A|Answer|答)\s?[0-9]{0,3}\s?(?:：|:(?=\s|$))\s*")
_FINISHED = re.compile(r"[.!?…:;。！？：；।؟۔][\"'”’»)\]」』）]*$")
_FIRST_WORD = re.compile(r"\S{1,40}")


class Mark(StrEnum):
    """What a line begins with that is no words."""

    NONE = ""
    ITEM = "item"
    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Line:
    """A line's words: `start` is behind white space and mark, `end` before white space; widths in columns.

    `margin` is the offset of the line itself, `indent` the column where its mark, or else its words, begin.
    """

    margin: int
    start: int
    end: int
    mark: Mark
    indent: int
    columns: int
    first_word: int
    finished: bool
    continues: bool
    """It starts as no sentence does, with a small letter, or in a script that has no capitals."""
    small: bool
    """It starts with a small letter."""
    bare: bool
    """It has neither letters nor digits: a rule, an underline."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are read as one. `words` are those with words in them: none where a mark stands alone.

    `stands_apart`: a blank line, or the start of the file, is above it. `indent` is white space as wide as
    what its first line begins with.
    """

    words: tuple[Line, ...]
    mark: Mark
    stands_apart: bool
    indent: str


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of `text` in order. Blank lines, marks and white space around lines belong to none."""
    runs = [run for run in _runs(text) if run]
    width = _width(runs)
    found: list[Paragraph] = []
    for run in runs:
        first = 0
        for at in range(1, len(run) + 1):
            if at == len(run) or not _goes_on(run[first], run[at - 1], run[at], width):
                found.append(_paragraph(text, run[first:at], first == 0))
                first = at
    return found


def _paragraph(text: str, run: Sequence[Line], stands_apart: bool) -> Paragraph:
    head = run[0]
    ahead = text[head.margin : head.start]
    indent = "".join(char if char.isspace() else " " for char in ahead)
    return Paragraph(tuple(line for line in run if line.start < line.end), head.mark, stands_apart, indent)


def _runs(text: str) -> Iterator[list[Line]]:
    """Lines with something on them, together as no blank line parts them."""
    run: list[Line] = []
    for start, end in lines.split(text):
        margin = start + text.startswith("\ufeff", start, end) if start == 0 else start
        said = text[margin:end].lstrip()
        if said:
            run.append(_line(text, margin, Span(end - len(said), end - len(said) + len(said.rstrip())), run))
        elif run:
            yield run
            run = []
    yield run


def _line(text: str, margin: int, words: Span, run: Sequence[Line]) -> Line:
    start, end = words
    mark = Mark.NONE
    for pattern, meant in ((_QUESTION, Mark.QUESTION), (_ANSWER, Mark.ANSWER), (_ITEM, Mark.ITEM)):
        found = pattern.match(text, start, end)
        if found and not (meant is Mark.ITEM and _is_wrapped_number(found, run)):
            mark, start = meant, found.end()
            break
    said = text[start:end]
    letter = said[:1]
    word = _FIRST_WORD.match(said)
    indent = words.start - margin
    return Line(
        margin,
        start,
        end,
        mark,
        indent,
        _columns(said[: _WALL + 1]) + indent,
        _columns(word[0]) if word else 0,
        bool(_FINISHED.search(said[-8:])),
        letter.isalpha() and not letter.isupper(),
        letter.islower(),
        not any(map(str.isalnum, said)),
    )


def _is_wrapped_number(found: re.Match[str], run: Sequence[Line]) -> bool:
    """Whether `5. ` or `– ` at the start of a line is part of the sentence above, as in CommonMark 5.3."""
    if not run or run[-1].mark is Mark.ITEM or run[-1].finished:
        return False
    return found[0][0] in "–—" or found["number"] not in (None, "1", "a", "i")


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def _width(runs: Sequence[Sequence[Line]]) -> int:
    """The columns of the widest line in runs that were wrapped, 0 where no run shows that it was."""
    wrapped = [run for run in runs if any(_shows_wrapping(*pair) for pair in pairwise(run))]
    return max((line.columns for run in wrapped for line in run if line.columns <= _WALL), default=0)


def _shows_wrapping(before: Line, line: Line) -> bool:
    return (
        _LEAST <= before.columns <= _WALL
        and not before.finished
        and not before.bare
        and line.continues
        and not line.mark
    )


def _goes_on(first: Line, before: Line, line: Line, width: int) -> bool:
    """Whether `line` continues the paragraph that starts with `first` and so far ends with `before`."""
    if line.mark or line.bare or before.bare or before.start == before.end:
        return False
    if before.columns > _WALL or line.columns > _WALL:
        return line.small and not before.finished
    if first.mark is Mark.ITEM and line.indent > first.indent:
        return True
    if not width:
        return False
    # The fuller the line above, the surer that only the margin ended it, most so where a sentence ends too.
    needed = before.columns + 1 + line.first_word
    if before.finished:
        return needed > width
    return needed > width * (0.5 if line.small else 0.75)
