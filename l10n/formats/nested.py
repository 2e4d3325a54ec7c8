"""A text inside of a text: the blocks of a decoded value (a JSON string, a CSV field) where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from l10n.model import Block, Piece, Span


def nested(blocks: Iterable[Block], chunks: Sequence[Piece], inner: str = "") -> Iterator[Block]:
    """Blocks found in a decoded value, as blocks of the document that the value stands in, `inner` theirs.

    `chunks` tile the value's slice of the document; their texts joined are the decoded value that the
    blocks' spans count in. A chunk shows its slice as it is, or an escape as the one character it stands for.
    A block with a frame of its own is left out: the outer format cannot write it as its inner one would.
    """
    starts = [0, *accumulate(len(chunk.text) for chunk in chunks)]
    for block in blocks:
        if block.frame is not None:
            continue
        pieces = [part for piece in block.pieces for part in _placed(piece, chunks, starts)]
        yield replace(block, pieces=tuple(pieces), inner=block.inner or inner)


def _placed(piece: Piece, chunks: Sequence[Piece], starts: Sequence[int]) -> Iterator[Piece]:
    """A piece of the decoded value as pieces of the document."""
    begin, end = piece.span
    first = bisect_right(starts, begin, hi=len(chunks)) - 1
    parts = []
    for number in range(first, len(chunks)):
        chunk, start = chunks[number], starts[number]
        if start >= end:
            break
        here, there = max(begin - start, 0), min(end - start, len(chunk.text))
        if chunk.span.end - chunk.span.start == len(chunk.text):
            span = Span(chunk.span.start + here, chunk.span.start + there)
            parts.append(Piece(span, chunk.text[here:there]))
        elif here < there:
            parts.append(chunk)
    if "".join(part.text for part in parts) == piece.text:
        yield from parts
    elif parts:
        yield Piece(Span(parts[0].span.start, parts[-1].span.end), piece.text)
