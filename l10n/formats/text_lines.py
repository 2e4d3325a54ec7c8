"""The lines of a plain text in runs that no blank line parts, each with the mark it begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from l10n.formats import lines, text_marks
from l10n.formats.text_marks import Found, Mark

_FINISHED = frozenset(".!?…:;。！？：；।؟۔")
_CLOSING = "\"'”’»)]」』）"


class Line(NamedTuple):
    """Offsets of a line: where it begins, where its mark or else its words do, where the words begin and end.

    `label` is what the mark of an item counts, its own or that of the last item above it in its run.
    """

    margin: int
    head: int
    start: int
    end: int
    mark: Mark = Mark.NONE
    label: str = ""

    @property
    def indent(self) -> int:
        """The white space before its mark, or else its words, in code points."""
        return self.head - self.margin


def runs(text: str) -> list[list[Line]]:
    """The lines with something on them, as no blank line parts them, without the white space around them."""
    found: list[list[Line]] = [[]]
    letters: list[tuple[int, int]] = []  # lines that begin with one: the number of the run, and in it
    for margin, raw in _split(text):
        said = raw.strip()
        run = found[-1]
        if not said:
            if run:
                found.append([])
            continue
        head = margin if raw[0] == said[0] else margin + len(raw) - len(raw.lstrip())
        label = run[-1].label if run else ""
        line = Line(margin, head, head, head + len(said), Mark.NONE, label)
        mark = text_marks.find(said)
        if mark is text_marks.NOTHING:
            run.append(line)
            continue
        if mark.mark is not Mark.ITEM and mark.label:
            letters.append((len(found) - 1, len(run)))
        run.extend(_marked(text, line, mark, run))
    if letters:
        _believe_letters(text, found, letters)
    if not found[-1]:
        found.pop()
    return found


def finished(said: str) -> bool:
    """Whether words end as a sentence or a clause does that a list may follow."""
    words = said.rstrip(_CLOSING)
    return bool(words) and words[-1] in _FINISHED


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Each line without its newline, and where it starts; a byte-order mark is no part of the first one."""
    start = 1 if text.startswith("\ufeff") else 0
    returns = text.count("\r")
    pairs = returns and text.count("\r\n")
    if returns != pairs or (pairs and text.count("\n") != pairs):
        for span in lines.split(text):
            begin = max(span.start, start)
            yield begin, text[begin : span.end]
        return
    newline = "\r\n" if pairs else "\n"
    for line in (text[start:] if start else text).split(newline):
        yield start, line
        start += len(line) + len(newline)


def _marked(text: str, line: Line, found: Found, run: Sequence[Line]) -> Iterator[Line]:
    """The line with the mark that was found; one that holds a question and its answer as several."""
    margin, head, _, end, _, label = line
    if found.mark is Mark.NONE or (found.mark is Mark.ITEM and _is_prose(text, found, run)):
        yield line
        return
    if found.mark is Mark.ITEM:
        yield line._replace(start=head + found.length, mark=Mark.ITEM, label=found.label)
        return
    said = text[head:end]
    parts = [(0, found), *text_marks.later(said, found.length)]
    for (at, one), (stop, _) in pairwise((*parts, (len(said), found))):
        words = said[at + one.length : stop].rstrip()
        start = head + at + one.length
        yield Line(head + at if at else margin, head + at, start, start + len(words), one.mark, label)


def _is_prose(text: str, found: Found, run: Sequence[Line]) -> bool:
    """Whether `5. ` or `– ` at the start of a line belongs to the sentence above, as in CommonMark 5.3."""
    if not run or not text_marks.may_be_prose(found.label):
        return False
    above = run[-1]
    if text_marks.follows(above.label, found.label):
        return False
    # The abbreviated name of a species ends no sentence: "T.", "b. gambiense".
    return found.label.isalpha() or not (above.mark is Mark.ITEM or finished(text[above.start : above.end]))


def _believe_letters(text: str, found: Sequence[list[Line]], letters: Sequence[tuple[int, int]]) -> None:
    """Mark the lines that begin with a letter for a question and one for its answer, and no other `A:`."""
    places = [(found[run][at], run, at) for run, at in letters]
    for line, run, at in places:
        below = found[run][at + 1 : at + 2]
        if line.mark is Mark.ANSWER and below and text_marks.is_listed(text, below[0].head):
            found[run][at] = line._replace(start=line.head, mark=Mark.NONE)
    for number, mark, length in text_marks.pairs(text, [line.head for line, _, _ in places]):
        line, run, at = places[number]
        found[run][at] = line._replace(start=min(line.head + length, line.end), mark=mark)
