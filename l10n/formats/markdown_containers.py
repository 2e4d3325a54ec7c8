"""What is open around a line of Markdown: quotes, list items, footnotes, a fence of code.

It is followed as far as masking lines takes (`l10n.formats.markdown_masks`); the parser has the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_SPACE = re.compile(r"[ \t]*+")
_QUOTE = re.compile(r"[ \t]*+> ?")
_MARKER = re.compile(r"(?:[-*+:]|[0-9]{1,9}[.)]|(?P<footnote>\[\^[^\]\s]{1,99}\]:))[ \t]++")
_FENCE = re.compile(r"`{3,}(?!.*`)|~{3,}")


class Line(NamedTuple):
    """A line: where its words begin, and how much of the white space before them means nothing.

    `column` is that of its words, without what is cut, behind the marks of quotes. `is_code`: it stands in a
    fence, or its indentation makes code of it.
    """

    words: int
    column: int = 0
    cut: int = 0
    is_code: bool = False


@dataclass(slots=True)
class Containers:
    """What is open around the line that was read last. `free`: indentation never makes code, as in MDX."""

    text: str
    free: bool = False
    levels: list[list[int]] = field(default_factory=lambda: [[]])
    """Outside of quotes and in each of them, where the words begin in every open item, aside and footnote."""
    shift: int = 0
    """How many columns of indentation are cut."""
    fence: str = ""

    @property
    def quotes(self) -> int:
        """How many quotes are open."""
        return len(self.levels) - 1

    def read(self, at: int, end: int) -> Line:
        """The next line, `text[at:end]`."""
        first = _end(_SPACE, self.text, at, end)
        column = _width(self.text, at, first)
        if self.fence and (line := self._in_fence(at, first, end)):
            return line
        self.fence = ""
        if first == end:
            del self.levels[1:]
            return Line(end)
        if column < self.shift:
            self.shift = 0
        surplus = self._surplus(self.levels[0], column - self.shift)
        if surplus >= 4 and not self.free:
            return Line(first, is_code=True)
        self.shift += surplus if surplus >= 4 else 0
        line = Line(first, column - self.shift, self._cut(at, first))
        words, quotes = self._behind_quotes(first, end, end)
        if quotes != self.quotes:
            self.levels[1:] = [[] for _ in range(quotes)]
        if quotes:
            first = _end(_SPACE, self.text, words, end)
            line = Line(first, _width(self.text, words, first), line.cut)
            if first < end and self._surplus(self.levels[-1], line.column) >= 4:
                return line._replace(is_code=not self.free)
        return self._marked(line, end)

    def open_aside(self, line: Line) -> None:
        """Let what is indented by four columns more than the words of `line` belong to it."""
        self.levels[-1].append(line.column + 4)

    def open_fence(self, line: Line, end: int) -> bool:
        """Whether a fence of code opens where the words of a line begin."""
        found = _FENCE.match(self.text, line.words, end)
        self.fence = found[0] if found else ""
        return found is not None

    def _in_fence(self, at: int, first: int, end: int) -> Line | None:
        """The line as one of the fence that is open, None where what the fence stands in is closed by it."""
        words, quotes = self._behind_quotes(at, end, self.quotes)
        if quotes != self.quotes:
            return None
        words = _end(_SPACE, self.text, words, end)
        column = _width(self.text, at, words) - self.shift
        if words < end and not quotes and self.levels[0] and column < self.levels[0][-1]:
            return None
        bare = self.text[words:end].rstrip()
        if bare.startswith(self.fence) and not bare.strip(self.fence[0]):
            self.fence = ""
        return Line(words, cut=self._cut(at, first), is_code=True)

    def _surplus(self, columns: list[int], column: int) -> int:
        """How far a line that begins in `column` is indented in the innermost of what stays open at it."""
        while columns and column < columns[-1]:
            columns.pop()
        return column - (columns[-1] if columns else 0)

    def _behind_quotes(self, at: int, end: int, most: int) -> tuple[int, int]:
        """Behind the marks of quotes that a line begins with, no more than `most`, and how many there are."""
        quotes = 0
        while quotes < most and (behind := _end(_QUOTE, self.text, at, end)) >= 0:
            at, quotes = behind, quotes + 1
        return at, quotes

    def _cut(self, at: int, first: int) -> int:
        """How many characters of an indentation are cut, so that no more than `shift` columns are."""
        if "\t" not in self.text[at:first]:
            return min(self.shift, first - at)
        cut = 0
        while at + cut < first and _width(self.text, at, at + cut + 1) <= self.shift:
            cut += 1
        return cut

    def _marked(self, line: Line, end: int) -> Line:
        """The line with its words behind the marks that begin on it, and what they open as open from now."""
        at, column = line.words, line.column
        while True:
            if (quoted := _end(_QUOTE, self.text, at, end)) >= 0:
                self.levels.append([])
                at, column = quoted, 0
                continue
            marker = _MARKER.match(self.text, at, end)
            if marker is None:
                return line._replace(words=at, column=column)
            width, mark = _width(self.text, *marker.span()), len(marker[0].rstrip())
            inside = 4 if marker["footnote"] else width if width - mark <= 4 else mark + 1
            self.levels[-1].append(column + inside)
            at, column = marker.end(), column + width


def _end(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    found = pattern.match(text, at, end)
    return found.end() if found else -1


def _width(text: str, start: int, end: int) -> int:
    """How many columns a part of a line takes."""
    part = text[start:end]
    return len(part.expandtabs(4)) if "\t" in part else len(part)
