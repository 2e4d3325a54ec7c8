"""Where layout, not words, ends a sentence: blank and deliberate lines, wide gaps, list items, table rows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from l10n.text.sentences.list_marks import line_spans, list_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_GAP = re.compile(r"   +")
_ROW_END = re.compile(r"%(?=\s)|/(?=\d{1,4}\s)")
_VALUE = re.compile(r"(?:%|/\d+)\s+")
_ROW_BREAK = re.compile(r"[.!?;:](?=\s)|\n")
_LONGEST_ROW = 120
_SHORTEST_WRAP = 40
"""Code points: nobody wraps text narrower, so a shorter line ended because its author ended it."""
_RAGGED = 8
"""A line counts as full when the next word would have come this near to the margin, in parts of the width."""
_GOES_ON = re.compile(r"[,،、，([{«„“‘–—-]\Z")
_CONTINUES = re.compile(r"[.,;:!?…。！？，、；：؟،)\]}»”’」』）]")
_PARTICLE = re.compile(r"[のはがをにでとへもやてし]\Z")


def layout_starts(text: str) -> list[int]:
    """The offsets, sorted, at which layout begins something new in `text`; white space is at none of them."""
    items = list_items(text)
    # Printable text is a single line whose white space is all spaces: most blocks are, and have no layout.
    one_line = text.isprintable()
    gaps = not one_line or "   " in text
    rows = text.count("%") + text.count("/") > 2
    if one_line and not (items or gaps or rows):
        return []
    starts = set(items)
    if not one_line:
        starts.update(_line_starts(text, items))
    if gaps:
        starts.update(_after_gaps(text, frozenset(items.values())))
    if rows:
        starts.update(_after_rows(text))
    return sorted(starts)


def _line_starts(text: str, items: Mapping[int, int]) -> Iterator[int]:
    """Lines that begin something new: after a blank line, or where nothing shows that text was wrapped."""
    for paragraph in _paragraphs(text):
        yield paragraph[0][0]
        width = max(end - start for start, end in paragraph)
        for (above, above_end), (start, end) in pairwise(paragraph):
            if start in items or _ends_line(text[above:above_end], text[start:end], width):
                yield start


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines without a blank one between, each line as its offsets without surrounding white space."""
    lines: list[tuple[int, int]] = []
    for start, end in line_spans(text):
        if start < end:
            lines.append((start, end))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _ends_line(above: str, below: str, width: int) -> bool:
    """Whether the break between two lines of a paragraph is deliberate: a wrapped line had no room for more.

    `width` is that of the paragraph's longest line, in code points.
    """
    first = below.split(maxsplit=1)[0]
    if _CONTINUES.match(below) or first[0].islower() or _GOES_ON.search(above) or _PARTICLE.search(above):
        return False
    wrapped = len(above) >= _SHORTEST_WRAP and len(above) + 1 + len(first) > width - width // _RAGGED
    return not wrapped


def _after_gaps(text: str, item_words: frozenset[int]) -> Iterator[int]:
    """What begins behind three spaces in a line: with a capital letter, or after the end of a sentence."""
    for match in _GAP.finditer(text.replace("\t", " ").replace("\xa0", " ")):
        start = match.end()
        if start in item_words or match.start() == 0 or start == len(text):
            continue
        if text[start].isspace() or text[match.start() - 1].isspace():
            continue
        if text[start].isupper() or text[match.start() - 1] in ".!?:;。！？：；":
            yield start


def _after_rows(text: str) -> Iterator[int]:
    """Rows of a table that lost its lines: "Fever 90% Dry cough 50% Fatigue 7.5%", three or more in a row."""
    run: list[int] = []
    before = 0
    for match in _ROW_END.finditer(text):
        value = _VALUE.match(text, match.start())
        if value is None or not text[max(0, match.start() - 2) : match.start()].rstrip()[-1:].isdigit():
            continue
        near = match.start() - before <= _LONGEST_ROW
        if not (near and run and not _ROW_BREAK.search(text, before, match.start())):
            yield from run if len(run) > 2 else ()
            run = []
        before = value.end()
        if text[before : before + 1].isupper():
            run.append(before)
    yield from run if len(run) > 2 else ()
