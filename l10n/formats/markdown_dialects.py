"""Lines that CommonMark takes for text and other readers of Markdown for the edge of a block.

`:::note` (Docusaurus, Pandoc), `!!! note` and `=== "Tab"` (MkDocs) and a template tag alone on its line
(Hugo, Liquid, Jinja) are left alone. `: ` begins a definition (Pandoc, MkDocs) and stands outside its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.formats.markdown_events import INLINE, Event

_MAY_HOLD_EDGE = re.compile(r"(?:^|[\r\n])[ \t>]*(?:[:{=]|!!!|\?\?\?)")
_EDGE = re.compile(
    r":{3,}[^\r\n]*|(?:!!!|\?\?\?\+?) ?\w[^\r\n]*|=== ?\"[^\r\n]*"
    r"|(?:\{%[^{}\r\n]*%\}|\{\{[<%][^{}\r\n]*[>%]\}\})[ \t]*"
)
_DEFINITION = re.compile(r":[ \t]+(?=\S)")


def runs_of_text(text: str, events: Sequence[Event]) -> Iterator[tuple[Sequence[Event], bool]]:
    """The inline `events` of a block in runs that are parted by edges, and whether a run is a definition."""
    if not _MAY_HOLD_EDGE.search(text[events[0].start : events[-1].end]):
        yield events, False
        return
    run: list[Event] = []
    defines = False
    for line, before in _lines(events):
        mark = _DEFINITION.match(text, line[0].start, line[0].end)
        edge = _EDGE.fullmatch(text, line[0].start, line[-1].end)
        if run and (mark or edge):
            yield run, defines
            run = []
        if mark:
            run, defines = [line[0]._replace(start=mark.end()), *line[1:]], True
        elif not edge:
            defines = defines and bool(run)
            run += [before, *line] if before and run else line
    if run:
        yield run, defines


def _lines(events: Sequence[Event]) -> Iterator[tuple[list[Event], Event | None]]:
    """The lines of a block outside of pairs, each with the line break before it."""
    line: list[Event] = []
    before = None
    depth = 0
    for event in events:
        if event.name in INLINE:
            depth += 1 if event.act == "start" else -1
        if event.name in ("SoftBreak", "HardBreak") and not depth and line:
            yield line, before
            line, before = [], event
        else:
            line.append(event)
    if line:
        yield line, before
