"""Markdown read by pyromark, as events that count in code points. The only importer of pyromark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

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


class Mask(NamedTuple):
    """A slice of a text that the parser is to see as `shown`, nearly always of the same length."""

    start: int
    end: int
    shown: str


_LONE_RETURN = re.compile(r"\r(?!\n)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


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
        | Options.ENABLE_DEFINITION_LIST
        | Options.ENABLE_GFM
    )


def read(text: str, start: int = 0, masks: Sequence[Mask] = ()) -> list[Event]:
    """The events of `text[start:]` in the parser's order, with spans that count in `text`.

    `masks` are sorted, disjoint, behind `start`: the parser sees them and not what stands there.
    """
    body = _masked(text, start, masks) if masks else text[start:] if start else text
    # pyromark ends an HTML block at a line feed only.
    if "\r" in body:
        body = _LONE_RETURN.sub("\n", body)
    try:
        found = _events(_parser().events_with_range(body))
    except UnicodeEncodeError:
        # A lone surrogate (out of a JSON string, say) has no UTF-8: a character of as many bytes stands in.
        body = _SURROGATE.sub("\ufffd", body)
        found = _events(_parser().events_with_range(body))
    cuts = [mask for mask in masks if len(mask.shown) != mask.end - mask.start]
    if body.isascii() and not start and not cuts:
        return found
    places: Callable[[int], int] = int
    if not body.isascii():
        places = _code_points(body, {offset for event in found for offset in event[3:]})
    moved = _moved(start, cuts)
    return [Event(act, name, data, moved(places(a)), moved(places(b))) for act, name, data, a, b in found]


def _events(found: Iterable[tuple[Any, Any]]) -> list[Event]:
    """The parser's events, each a name or a table of one, as `Event`s."""
    new = tuple.__new__  # a third of the time of `Event(…)`, and there is one for each line
    listed = []
    for event, span in found:
        act, name, data = "at", event, None
        if event.__class__ is not str:
            ((name, data),) = event.items()
            if name in ("Start", "End"):
                act, name, data = name.lower(), data, None
                if name.__class__ is not str:
                    ((name, data),) = name.items()
        listed.append(new(Event, (act, name, data, span["start"], span["end"])))
    return listed


def _code_points(text: str, offsets: set[int]) -> Callable[[int], int]:
    """What turns each of these UTF-8 byte offsets into one of code points, in a single pass."""
    data = text.encode("utf-8")
    table: dict[int, int] = {}
    done = count = 0
    for offset in sorted(offsets):
        count += len(data[done:offset].decode("utf-8"))
        done = offset
        table[offset] = count
    return table.__getitem__


def _masked(text: str, start: int, masks: Sequence[Mask]) -> str:
    parts = []
    for mask in masks:
        parts += [text[start : mask.start], mask.shown]
        start = mask.end
    return "".join([*parts, text[start:]])


def _moved(start: int, cuts: Sequence[Mask]) -> Callable[[int], int]:
    """What turns an offset of the masked text into one of the text itself."""
    if not cuts:
        return lambda offset: offset + start
    lost = [0, *accumulate(cut.end - cut.start - len(cut.shown) for cut in cuts)]
    places = [cut.start - start - before for cut, before in zip(cuts, lost, strict=False)]
    return lambda offset: offset + start + lost[bisect_right(places, offset)]
