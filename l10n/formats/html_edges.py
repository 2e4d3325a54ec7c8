"""What stays outside of a block's text: tags around all of it, and drawings and empty links at its edges.

`<p><b>Rest.</b> <img src="x.png"></p>` is shown as `Rest.`: nothing a translator could move is lost, the text
is found again wherever it stands, and the words of a tag outside (its `alt`) are a unit of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from l10n.formats.html_inline import Mark
from l10n.model import CodeShape, Span

# What links beside a heading show, and other ornaments; a full stop is text.
_ORNAMENT = re.compile(r"[\s¶#§»«›‹→←↑↓↗•·|\\*†‡★☆✓✔✕×🔗-]*")


@dataclass(slots=True)
class Core:
    """The text from `start` to `end`, with the marks from number `first` to before `last`.

    `weights` counts what is text up to each mark: the words before it, and what is no tag but an element.
    """

    text: str
    marks: Sequence[Mark]
    weights: Sequence[int]
    start: int
    end: int
    first: int
    last: int

    def moved(self) -> list[Mark]:
        """Its marks, as they stand in the part."""
        by, first = self.start, self.first
        if by == first == 0:
            return list(self.marks[: self.last])
        return [
            Mark(
                mark.start - by,
                mark.end - by,
                mark.name,
                mark.shape,
                mark.partner - first if mark.partner >= 0 else -1,
                mark.light,
                tuple(Span(one.start - by, one.end - by) for one in mark.texts),
            )
            for mark in self.marks[first : self.last]
        ]

    def breaks(self) -> tuple[int, ...]:
        """Both sides of each `<br>` that stands in no pair: sentences end there, and it is in none."""
        found: list[int] = []
        depth = 0
        for mark in self.marks[self.first : self.last]:
            if mark.shape is not CodeShape.SINGLE:
                depth += 1 if mark.shape is CodeShape.OPEN else -1
            elif mark.name == "br" and not depth:
                found += (mark.start - self.start, mark.end - self.start)
        return tuple(found)

    def strip(self) -> bool:
        """Leave out white space at both ends, as it is folded; True."""
        while self.start < self.end and self.text[self.start] == " ":
            self.start += 1
        while self.start < self.end and self.text[self.end - 1] == " ":
            self.end -= 1
        return True

    def unwrapped(self) -> bool:
        """Leave out a pair that is around all; whether there was one."""
        if self.last - self.first < 2:
            return False
        opening, closing = self.marks[self.first], self.marks[self.last - 1]
        if opening.partner != self.last - 1 or opening.start != self.start or closing.end != self.end:
            return False
        self.start, self.end = opening.end, closing.start
        self.first, self.last = self.first + 1, self.last - 1
        return self.strip()

    def without_first(self) -> bool:
        """Leave out what is no text at the start; whether there was any."""
        if self.first == self.last or self.marks[self.first].start != self.start:
            return False
        behind = max(self.first, self.marks[self.first].partner) + 1
        if not self._is_hollow(self.first, behind):
            return False
        self.start, self.first = self.marks[behind - 1].end, behind
        return self.strip()

    def without_last(self) -> bool:
        """Leave out what is no text at the end; whether there was any."""
        if self.first == self.last or self.marks[self.last - 1].end != self.end:
            return False
        partner = self.marks[self.last - 1].partner
        first = partner if partner >= 0 else self.last - 1
        if not self._is_hollow(first, self.last):
            return False
        self.end, self.last = self.marks[first].start, first
        return self.strip()

    def _is_hollow(self, first: int, behind: int) -> bool:
        return self.marks[first].light and self.weights[first] == self.weights[behind - 1]


def core(text: str, marks: Sequence[Mark]) -> Core:
    """The part of `text` that is for a translator."""
    left = Core(text, marks, _weights(text, marks), 0, len(text), 0, len(marks))
    left.strip()
    while left.unwrapped() or left.without_first() or left.without_last():
        pass
    return left


def _weights(text: str, marks: Sequence[Mark]) -> list[int]:
    weights, weight, at = [], 0, 0
    for mark in marks:
        weight += not (mark.light and _ORNAMENT.fullmatch(text, at, mark.start))
        weights.append(weight)
        at = mark.end
    return weights
