"""Sentences of one block of text as spans: layout cuts first, then the words; nothing is lost in between."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from l10n import locale as locales
from l10n.model import Span
from l10n.text.sentences.boundaries import sentence_starts
from l10n.text.sentences.layout import layout_starts
from l10n.text.sentences.list_marks import NO_ITEMS, list_items
from l10n.text.sentences.segment_rules import Rules, forced, kept, rules_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_WORD = re.compile(r"[^\W_]")
# A line in which nothing can happen: half of all blocks are one, as headings and items of lists.
_PLAIN = re.compile(r"[0-9A-Za-zÀ-ɏά-ώЀ-ӿ][0-9A-Za-zÀ-ɏά-ώЀ-ӿ ,'’]*+[.!?:]?")
_LONGEST_MARK = len("(viiii.)")
_MARK_ALONE = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})(?:\.\)|[.)])")

_language = lru_cache(maxsize=64)(locales.language)


def segment(
    text: str,
    locale: str,
    atoms: Sequence[Span] = (),
    breaks: Sequence[int] = (),
    rules: Rules | None = None,
) -> list[Span]:
    """The sentences of one block: sorted, disjoint, trimmed spans, between which there is only white space.

    `locale` is a BCP 47 tag; a language without rules of its own gets the general ones. No sentence begins or
    ends strictly inside one of `atoms` (inline codes, links, emphasis), unless at one of `breaks`, where one
    always ends. All offsets are code points of `text`. A text of white space alone has no sentences.
    `rules` are those of the locale's language with what a project adds to them.
    """
    return segment_with_items(text, locale, atoms, breaks, rules)[0]


def segment_with_items(
    text: str, locale: str, atoms: Sequence[Span], breaks: Sequence[int], rules: Rules | None
) -> tuple[list[Span], Mapping[int, int]]:
    """What `segment` gives, and for each list item of `text` where its mark begins -> where its words begin.

    An item's words may begin behind a sentence that is no more than a mark.
    """
    size = len(text)
    tongue = _language(locale)
    rules = rules or rules_for(tongue)
    if not (breaks or rules.always) and _PLAIN.fullmatch(text) and text[-1] != " " and "   " not in text:
        return [Span(0, size)], NO_ITEMS
    if rules.never:
        atoms = [*atoms, *kept(text, rules)]
    may_cut = _cutter(text, atoms) if atoms else None
    fixed = layout_starts(text)
    if rules.always:
        fixed = sorted({*fixed, *forced(text, rules)})
    if may_cut:
        fixed = [start for start in fixed if may_cut(start)]
    if breaks:
        fixed = sorted({*fixed, *(at for at in breaks if 0 < at < size)})
    spans: list[Span] = []
    items = list_items(text)
    begin = 0
    for end in (*fixed, size):
        first, last = _trimmed(text, begin, end)
        begin = end
        if first == last:
            continue
        words = items.get(first, first)
        starts = sentence_starts(text[words:last], tongue, rules)
        if starts and words:
            starts = [start + words for start in starts]
        if starts and may_cut:
            starts = [start for start in starts if may_cut(start)]
        if starts:
            _add(spans, text, first, starts, last)
        else:
            spans.append(Span(first, last))
    return spans, items


def _add(spans: list[Span], text: str, begin: int, starts: list[int], end: int) -> None:
    """Put the sentences between `begin` and `end` to the `spans`, trimmed.

    What is no sentence ("5.", dots without words) goes to the one it belongs to.
    """
    held, held_end, worded = -1, -1, False  # a piece that may take the next one in, and whether it has words
    for there in (*starts, end):
        if text[begin].isalnum() and text[there - 1] == " " and not text[there - 2].isspace():
            first, last, has_words = begin, there - 1, True  # as most are
        else:
            first, last = _trimmed(text, begin, there)
            if first == last:
                begin = there
                continue
            has_words = text[first].isalnum() or _WORD.search(text, first, last) is not None
        begin = there
        if held < 0:
            held, worded = first, has_words
        elif not (has_words and worded) or (
            held_end - held <= _LONGEST_MARK and _MARK_ALONE.fullmatch(text, held, held_end)
        ):
            worded = worded or has_words
        else:
            spans.append(Span(held, held_end))
            held, worded = first, has_words
        held_end = last
    if held >= 0:
        spans.append(Span(held, held_end))


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    """The stretch without the white space around it."""
    while first < last and text[first].isspace():
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    return first, last


def item_start(text: str, span: Span) -> int:
    """Where the words of a sentence begin behind the list mark (`- `, `• `, `1. `, `(a) `) it starts with.

    `span` is one that `segment` gave for this `text`. Its start comes back where it has no mark, and where
    a number stands alone, so that nothing shows that it is a mark ("5. Mai").
    """
    words = list_items(text).get(span.start, span.start)
    return words if words < span.end else span.start


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
