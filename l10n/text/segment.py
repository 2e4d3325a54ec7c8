"""Sentences of one block of text as spans: layout cuts first, then the words; nothing is lost in between."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from l10n.locale import language
from l10n.model import Span
from l10n.text.boundaries import sentence_starts
from l10n.text.layout import layout_starts
from l10n.text.list_marks import list_items
from l10n.text.segment_rules import rules_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_WORD = re.compile(r"[^\W_]")
_MARK_ALONE = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})(?:\.\)|[.)])")


def segment(text: str, locale: str, atoms: Sequence[Span] = (), breaks: Sequence[int] = ()) -> list[Span]:
    """The sentences of one block: sorted, disjoint, trimmed spans, between which there is only white space.

    `locale` is a BCP 47 tag; a language without rules of its own gets the general ones. No sentence begins or
    ends strictly inside one of `atoms` (inline codes, links, emphasis), unless at one of `breaks`, where one
    always ends. All offsets are code points of `text`. A text of white space alone has no sentences.
    """
    tongue = language(locale)
    rules = rules_for(tongue)
    may_cut = _cutter(text, atoms)
    fixed = {start for start in layout_starts(text) if may_cut(start)}
    fixed.update(at for at in breaks if 0 < at < len(text))
    spans: list[Span] = []
    items = list_items(text)
    for stretch in _pieces(text, 0, len(text), sorted(fixed)):
        words = items.get(stretch.start, stretch.start)
        starts = [words + start for start in sentence_starts(text[words : stretch.end], tongue, rules)]
        starts = [start for start in starts if may_cut(start)]
        spans.extend(_without_fragments(text, _pieces(text, *stretch, starts)) if starts else (stretch,))
    return spans


def item_start(text: str, span: Span) -> int:
    """Where the words of a sentence begin behind the list mark (`- `, `• `, `1. `, `(a) `) it starts with.

    `span` is one that `segment` gave for this `text`. Its start comes back where it has no mark, and where
    a number stands alone, so that nothing shows that it is a mark ("5. Mai").
    """
    words = list_items(text).get(span.start, span.start)
    return words if words < span.end else span.start


def _pieces(text: str, begin: int, end: int, starts: Iterable[int]) -> Iterator[Span]:
    """The stretches between `starts`, without surrounding white space; the empty ones left out."""
    for here, there in pairwise((begin, *starts, end)):
        piece = text[here:there]
        first = here + len(piece) - len(piece.lstrip())
        last = here + len(piece.rstrip())
        if first < last:
            yield Span(first, last)


def _cutter(text: str, atoms: Sequence[Span]) -> Callable[[int], bool]:
    """A function that says whether a cut in the white space around an offset leaves every atom whole."""
    if not atoms:
        return lambda _: True
    ordered = sorted(atoms)
    begins = [atom.start for atom in ordered]
    reach = list(accumulate((atom.end for atom in ordered), max))

    def inside(position: int) -> bool:
        before = bisect_left(begins, position)
        return before > 0 and reach[before - 1] > position

    def may_cut(position: int) -> bool:
        end = start = position
        while end > 0 and text[end - 1].isspace():
            end -= 1
        while start < len(text) and text[start].isspace():
            start += 1
        return not inside(end) and not inside(start)

    return may_cut


def _without_fragments(text: str, pieces: Iterable[Span]) -> Iterator[Span]:
    """The pieces, with what is no sentence ("5.", dots without words) put to the one it belongs to."""
    held: Span | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif _is_fragment(text, held) or not _WORD.search(text, *piece):
            held = Span(held.start, piece.end)
        else:
            yield held
            held = piece
    if held is not None:
        yield held


def _is_fragment(text: str, piece: Span) -> bool:
    return bool(_MARK_ALONE.fullmatch(text, *piece)) or not _WORD.search(text, *piece)
