"""A long text cut around the place that matters in it, so that whoever shows it shows a bounded part."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from l10n.model import Span


class Window(NamedTuple):
    """A slice of a text; `span` is the place that matters, counted in it, and may have been cut with it.

    `start` is where it begins in the whole text, `before` and `after` whether there is more on either side.
    """

    text: str
    span: Span | None
    start: int
    before: bool
    after: bool


def window(text: str, span: Span | None, length: int) -> Window:
    """At most `length` code points of `text` around `span`, from its beginning where that is None."""
    if len(text) <= length:
        return Window(text, span, 0, before=False, after=False)
    start = 0
    if span is not None:
        around = max(length - (span.end - span.start), length // 4)
        start = max(0, min(span.start - around // 2, len(text) - length))
        while start and start < span.start and unicodedata.combining(text[start]):
            start += 1  # a mark goes with its letter
    end = min(start + length, len(text))
    inside = None if span is None else Span(span.start - start, min(span.end, end) - start)
    return Window(text[start:end], inside, start, before=start > 0, after=end < len(text))


def shortened(text: str, span: Span | None, length: int) -> str:
    """The same as a text, with `…` where something was cut off."""
    cut = window(text, span, length)
    return f"{'…' if cut.before else ''}{cut.text}{'…' if cut.after else ''}"
