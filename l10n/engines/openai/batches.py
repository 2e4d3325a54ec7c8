"""Which segments go into one request: neighbours in an article, as many as fit; the same ones every time."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.engines import Segment
from l10n.engines.openai import tokens
from l10n.engines.openai.options import Settings
from l10n.text.codes.inline import strip

_ASIDE = 500
"""Characters of a neighbour that are shown; what helps with a sentence stands near it."""


def batches(segments: Sequence[Segment], settings: Settings, target: str) -> list[tuple[int, ...]]:
    """The numbers of the segments, in order, in batches: none over `batch` segments, over `tokens` or over
    the end of an article as far as neighbours tell it; a segment asked for again is alone.
    """
    found: list[tuple[int, ...]] = []
    now: list[int] = []
    size = 0
    for at, segment in enumerate(segments):
        own = size_of(segment, target)
        is_over = size + own > settings.tokens or len(now) >= settings.batch
        if now and (is_over or segment.attempt or not _follows(segments[now[-1]], segment)):
            found.append(tuple(now))
            now, size = [], 0
        now.append(at)
        size += own
    return [*found, tuple(now)] if now else found


def size_of(segment: Segment, target: str) -> int:
    """About how many tokens a segment takes, there and back."""
    there = tokens.count(segment.text)
    return there + tokens.translated(segment.text, target) + tokens.FOR_ONE


def around(segments: Sequence[Segment], context: int) -> list[str | int]:
    """A batch in its article: texts of neighbours that are context only, and the places of its segments.

    No neighbour is said twice, nor where it is a segment of the batch itself.
    """
    own = {strip(segment.text)[0] for segment in segments}
    seen: set[str] = set()
    found: list[str | int] = []

    def aside(texts: Sequence[str]) -> None:
        for text in texts:
            if text not in own and text not in seen:
                seen.add(text)
                found.append(text if len(text) <= _ASIDE else f"{text[: _ASIDE - 1]}…")

    for at, segment in enumerate(segments):
        aside(segment.before[-context:] if context else ())
        found.append(at)
    aside(segments[-1].after[:context] if context and segments else ())
    return found


def _follows(one: Segment, other: Segment) -> bool:
    """Whether two segments may be of one article: their neighbours meet, or nothing is known of them."""
    if not (one.before or one.after or other.before or other.after):
        return True
    here = {*one.before, strip(one.text)[0], *one.after}
    return bool(here & {*other.before, strip(other.text)[0]})
