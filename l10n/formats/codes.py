"""A block's codes, whatever its format: where it may be cut, and how they count in a part of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from l10n.model import Code, CodeShape, Span


def moved(codes: Iterable[Code], by: int) -> Iterator[Code]:
    """The codes, each `by` code points further on."""
    for code in codes:
        start, end = code.span
        yield Code(Span(start + by, end + by), code.text, code.kind, code.shape, code.pair, code.value)


def numbered(codes: Iterable[Code]) -> tuple[Code, ...]:
    """The codes with their pairs numbered from 0 as they open; a half without its other half stands alone."""
    listed = tuple(codes)
    halves = Counter(code.pair for code in listed if code.pair is not None)
    if not halves:
        return listed
    numbers: dict[int, int] = {}
    found = []
    for code in listed:
        shape, pair = code.shape, code.pair
        if pair is not None:
            shape, pair = (
                (CodeShape.SINGLE, None)
                if halves[pair] == 1
                else (shape, numbers.setdefault(pair, len(numbers)))
            )
        found.append(
            code if pair == code.pair else Code(code.span, code.text, code.kind, shape, pair, code.value)
        )
    return tuple(found)


def unwrapped(own: Sequence[Code], whole: Span) -> tuple[Span, Sequence[Code]]:
    """What is left of a block, and of its codes, without the pairs that are around all of it.

    A shortcut reference stays: its words name its target.
    """
    first, last = 0, len(own) - 1
    while first < last:
        opening, closing = own[first], own[last]
        fits = opening.span.start == whole.start and closing.span.end == whole.end
        if not fits or opening.pair is None or opening.pair != closing.pair or closing.value != closing.text:
            break
        whole = Span(opening.span.end, closing.span.start)
        first, last = first + 1, last - 1
    return whole, own[first : last + 1]


def atoms(own: Sequence[Code]) -> list[Span]:
    """What no sentence may be cut inside of: pairs with all that they hold, and single codes."""
    ends = {code.pair: code.span.end for code in own if code.shape is CodeShape.CLOSE}
    found: list[Span] = []
    for code in own:
        if not found or code.span.start >= found[-1].end:
            end = ends.get(code.pair, code.span.end) if code.shape is CodeShape.OPEN else code.span.end
            found.append(Span(code.span.start, end))
    return found


def meets(breaks: Sequence[int], span: Span) -> bool:
    """Whether one of the sorted `breaks` is inside `span` or at its end."""
    return bisect_right(breaks, span.start) < bisect_right(breaks, span.end)
