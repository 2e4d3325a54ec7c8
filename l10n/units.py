"""A block cut into units: its sentences, where each stands in the document, and what codes it has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from l10n import formats
from l10n.formats import Format, codes
from l10n.model import Block, Code, Key, Span, Unit
from l10n.text.sentences import segment
from l10n.text.sentences.segment_rules import Rules

_LETTER = re.compile(r"[^\W\d_]")
_PROSE = ("paragraph", "answer", "lead")
"""Roles of blocks in which an inline list may stand; its items are list items."""


_LIST_GAP = 2
"""Spaces between two sentences of one list; more of them end it."""


class _Sentence(NamedTuple):
    """Where a sentence stands, and whether it belongs to an item of an inline list."""

    start: int
    end: int
    item: bool


def units_of(
    form: Format, block: Block, number: int, locale: str, size: str, rules: Rules | None = None
) -> Iterable[Unit]:
    """The units of block `number` of a document, in order; what has no letters outside its codes is none.

    A unit is a sentence in the language `locale`, or with `size` "block" the whole block. `rules` are those
    of the language with what a project adds to them.
    """
    if size == "sentence" and not (block.codes or block.breaks):
        return _plain_units(form, block, number, locale, rules)
    return _units(form, block, number, locale, size, rules)


def _plain_units(form: Format, block: Block, number: int, locale: str, rules: Rules | None) -> list[Unit]:
    """What `_units` gives for a block without codes and breaks, in a fraction of the time: most have none."""
    base, text, places = block.pieces[0].span.start, block.pieces[0].text, None
    if len(block.pieces) > 1 or block.pieces[0].span.end - base != len(text):
        text, places = block.text, _Places(block)
    role, note, context, indent, inner, frame = (
        block.role,
        block.note,
        block.context,
        block.indent,
        block.inner,
        block.frame,
    )
    codes_of = formats.inner(form, block).codes if inner else form.codes
    units: list[Unit] = []
    before = 0
    spans, items = segment.segment_with_items(text, locale, (), (), rules)
    listed = "list item" if items and role in _PROSE else role
    item, last = False, 0
    for start, end in spans:
        words = items.get(start, start) if items else start
        words = words if words < end else start
        item = words != start or (item and start - last <= _LIST_GAP)
        last = end
        source = text[words:end]
        if not (source[0].isalpha() or _has_letter(source, 0, end - words)):
            continue
        joins = before > 0 and (before + 1 == words or not text[before:words].strip())
        place = places.span(Span(words, end)) if places else Span(base + words, base + end)
        said = listed if item else role
        units.append(
            Unit(
                Key(context, source), place, said, codes_of(source), note, joins, number, indent, inner, frame
            )
        )
        before = end
    return units


def _units(
    form: Format, block: Block, number: int, locale: str, size: str, rules: Rules | None
) -> Iterator[Unit]:
    """The units of one block, in order."""
    text = block.text
    within = formats.inner(form, block)
    places = _Places(block)
    end = 0
    at = 0
    for start, stop, item in _spans(block, text, locale, size, rules):
        span = Span(start, stop)
        while at < len(block.codes) and block.codes[at].span.start < start:
            at += 1
        first = at
        while at < len(block.codes) and block.codes[at].span.end <= stop:
            at += 1
        own = block.codes[first:at]
        if _has_words(text, span, own):
            source = span.cut(text)
            between = Span(end, start)
            yield Unit(
                Key(block.context, source),
                places.span(span),
                "list item" if item and block.role in _PROSE else block.role,
                # As a sentence of its own, the way its translation will be read: what both have must agree.
                within.codes(source, tuple(codes.moved(own, -start))),
                block.note,
                joins=end > 0 and not between.cut(text).strip() and not codes.meets(block.breaks, between),
                block=number,
                indent=block.indent,
                inner=block.inner,
                frame=block.frame,
            )
            end = stop


def _spans(block: Block, text: str, locale: str, size: str, rules: Rules | None) -> list[_Sentence]:
    """Where the units of a block may be: its sentences, without the marks of inline lists, or all of it.

    Where one pair of codes holds all of several sentences (a bold paragraph), it stays outside of them: each
    can be translated, and the pair is copied. A pair around some sentences of a block keeps them one unit.
    """
    whole = _stripped(text, Span(0, len(text)))
    if size == "block":
        return [_Sentence(*whole, item=False)] if whole.start < whole.end else []
    inner, own = codes.unwrapped(block.codes, whole)
    if inner != whole:
        found = list(_sentences_inside(text, inner, own, block.breaks, locale, rules))
        if len(found) > 1:
            return found
    return list(_sentences_inside(text, whole, block.codes, block.breaks, locale, rules))


def _sentences_inside(
    text: str, inside: Span, own: Sequence[Code], breaks: Sequence[int], locale: str, rules: Rules | None
) -> Iterator[_Sentence]:
    """The sentences in a part of a block, in the block's offsets, stripped, without the marks of lists."""
    part = inside.cut(text)
    own = tuple(codes.moved(own, -inside.start))
    breaks = [at - inside.start for at in breaks]
    for start, end, item in _sentences(part, locale, rules, codes.atoms(own), breaks):
        last = bisect_left(own, end, key=lambda code: code.span.start) - 1
        if last >= 0 and end < own[last].span.end:
            end = own[last].span.start  # the backslash of a hard break
        yield _Sentence(*_stripped(text, Span(start + inside.start, end + inside.start)), item)


def _sentences(
    text: str, locale: str, rules: Rules | None, atoms: Sequence[Span] = (), breaks: Sequence[int] = ()
) -> Iterator[_Sentence]:
    """The sentences of a text without the marks of lists before them.

    Those behind the first of an inline list's item belong to it, until more than two spaces end the list.
    """
    spans, items = segment.segment_with_items(text, locale, atoms, breaks, rules)
    item, before = False, 0
    for start, end in spans:
        words = items.get(start, start)
        words = words if words < end else start
        item = words != start or (item and start - before <= _LIST_GAP)
        before = end
        yield _Sentence(words, end, item)


def _stripped(text: str, span: Span) -> Span:
    part = span.cut(text)
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, max(start, span.start + len(part.rstrip())))


def _has_words(text: str, span: Span, own: Sequence[Code]) -> bool:
    """Whether there is a letter in `span` outside of its codes."""
    at = span.start
    for code in own:
        if _has_letter(text, at, code.span.start):
            return True
        at = code.span.end
    return _has_letter(text, at, span.end)


def _has_letter(text: str, start: int, end: int) -> bool:
    # Python's \w takes fractions and superscripts for letters.
    return any(found[0].isalpha() for found in _LETTER.finditer(text, start, end))


class _Places:
    """Offsets of a block's text as offsets of the document."""

    def __init__(self, block: Block) -> None:
        self.pieces = block.pieces
        self.starts = [0, *accumulate(len(piece.text) for piece in block.pieces)]

    def span(self, span: Span) -> Span:
        """The slice of the document that shows as `span`, with all of a piece that is shown otherwise."""
        return Span(self._of(span.start)[0], self._of(span.end - 1)[1])

    def _of(self, offset: int) -> tuple[int, int]:
        """Start and end, in the document, of the character at `offset` of the block."""
        number = bisect_right(self.starts, offset) - 1
        piece = self.pieces[number]
        if piece.span.end - piece.span.start != len(piece.text):
            return piece.span
        start = piece.span.start + offset - self.starts[number]
        return start, start + 1
