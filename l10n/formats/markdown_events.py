"""Markdown read by pyromark, as events that count in code points. The only importer of pyromark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from l10n.formats import lines

if TYPE_CHECKING:
    from pyromark import Markdown

INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
"""The names of events that start and end inside a line of text."""


class Event(NamedTuple):
    """One event: `act` is `start`, `end` or `at`, `name` the parser's, `data` what it says besides."""

    act: str
    name: str
    data: object
    start: int
    end: int


_LONE_RETURN = re.compile(r"\r(?!\n)")


@cache
def _parser() -> Markdown:
    from pyromark import Markdown, Options

    # Tables, footnotes and the rest are what writers use on GitHub and in MkDocs. Headings' attributes and
    # formulas we read ourselves: pyromark takes `{name}` for an attribute and `US$5-US$10` for a formula.
    return Markdown(
        options=Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_GFM
    )


def read(text: str, start: int = 0) -> Iterator[Event]:
    """The events of `text[start:]` in the parser's order, with spans that count in `text`."""
    # pyromark ends an HTML block at a line feed only.
    body = _LONE_RETURN.sub("\n", text[start:])
    found = _parser().events_with_range(body)
    if body.isascii():
        for event, span in found:
            yield _event(event, span["start"] + start, span["end"] + start)
        return
    listed = list(found)
    place = _code_points(body, {offset for _, span in listed for offset in (span["start"], span["end"])})
    for event, span in listed:
        yield _event(event, place(span["start"]) + start, place(span["end"]) + start)


def _code_points(text: str, offsets: set[int]) -> Callable[[int], int]:
    """What turns each of these UTF-8 byte offsets into one of code points, in a single pass."""
    data = text.encode("utf-8", "surrogatepass")
    table: dict[int, int] = {}
    done = count = 0
    for offset in sorted(offsets):
        count += len(data[done:offset].decode("utf-8", "surrogatepass"))
        done = offset
        table[offset] = count
    return table.__getitem__


def _event(event: object, start: int, end: int) -> Event:
    if isinstance(event, str):
        return Event("at", event, None, start, end)
    ((key, value),) = cast("dict[str, object]", event).items()
    if key not in ("Start", "End"):
        return Event("at", key, value, start, end)
    act = key.lower()
    if isinstance(value, str):
        return Event(act, value, None, start, end)
    ((name, data),) = cast("dict[str, object]", value).items()
    return Event(act, name, data, start, end)


_FENCE = {"---": re.compile(r"(?:---|\.\.\.)[ \t]*"), "+++": re.compile(r"\+\+\+[ \t]*")}


def body_start(text: str) -> int:
    """Where the Markdown starts: behind a byte-order mark and front matter (YAML's `---`, TOML's `+++`).

    Front matter opens on the first line, begins on the next and closes; anything else is Markdown.
    """
    bom = int(text.startswith("\ufeff"))
    closing = _FENCE.get(text[bom : bom + 3])
    opening = lines.NEWLINE.search(text, bom)
    if closing is None or opening is None or text[bom + 3 : opening.start()].strip(" \t"):
        return bom
    start = opening.end()
    if not text[start : start + 1].strip():
        return bom  # a thematic break, then a blank line
    for newline in lines.NEWLINE.finditer(text, start):
        if closing.fullmatch(text, start, newline.start()):
            return newline.end()
        start = newline.end()
    return len(text) if closing.fullmatch(text, start) else bom
