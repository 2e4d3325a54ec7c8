"""The text in a block of HTML that stands in Markdown: what is read and written as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from l10n import formats
from l10n.formats import lines
from l10n.formats.markdown_events import Event
from l10n.formats.nested import nested
from l10n.model import Block, Piece, Span, Unit

FORMAT = "html"
_LINE_END = re.compile(r"[\r\n]*\Z")
# A tag may be all that a block has, and an attribute in it words.
_WORDS = re.compile(
    r">[^<>]*[^\W\d_]|\b(?:alt|title|placeholder|label|summary|aria-[a-z]+|content)\s*=", re.IGNORECASE
)


def blocks(text: str, events: Sequence[Event]) -> list[Block]:
    """The blocks in the HTML whose `events` these are; none where an author tells l10n something in it."""
    said = text[events[0].start : events[-1].end]
    if "l10n:" in said or not _WORDS.search(said):
        return []
    chunks = list(_chunks(text, events))
    html = formats.by_name(FORMAT)
    return list(nested(html.blocks("".join(chunk.text for chunk in chunks)), chunks, FORMAT))


def encode(unit: Unit, target: str) -> str:
    """`target` as HTML on one line: a blank line would end its block."""
    written = formats.by_name(FORMAT).encode(unit, target)
    return " ".join(line.strip() for line in lines.NEWLINE.split(written))


def _chunks(text: str, events: Sequence[Event]) -> Iterator[Piece]:
    """The slice that the events stand in, with the marks of quotes and items before each line as nothing."""
    start = events[0].start
    for event, after in pairwise(events):
        if event.end < after.start:
            end = event.end - len(_LINE_END.search(text, start, event.end)[0])  # type: ignore[index]
            yield Piece(Span(start, end), text[start:end])
            yield Piece(Span(end, after.start), "\n")
            start = after.start
    yield Piece(Span(start, events[-1].end), text[start : events[-1].end])
