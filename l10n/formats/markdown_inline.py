r"""The inline content of one Markdown block as pieces, codes and breaks.

A soft line break with the marks that begin the next line (`> `, a list's indentation) is folded to one space.
A hard break stays a line feed behind two spaces or a backslash; it parts sentences, but not inside a pair.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from l10n.formats import lines, literals, markdown_events, markdown_marks
from l10n.formats.codes import moved, numbered
from l10n.formats.markdown_events import Event
from l10n.formats.markdown_marks import Mark, Marks
from l10n.formats.markdown_masks import expressions
from l10n.model import Code, Piece, Span

_SPACED_BREAK = "  \n"
_ESCAPED_BREAK = "\\\n"
_BREAK = re.compile(r"(?<! )  +\n|(?<!\\)\\+\n")
_PLAIN = frozenset({"Text", "SoftBreak"})
_LABEL_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Inline:
    """A block's pieces, and its codes and breaks counted in the pieces joined."""

    pieces: tuple[Piece, ...]
    codes: tuple[Code, ...]
    breaks: tuple[int, ...]


class _Fold(NamedTuple):
    """A slice of the document that is shown otherwise; `parts`: a sentence ends there whatever it says."""

    span: Span
    shown: str
    parts: bool = False


def block(text: str, events: Sequence[Event], quotes: int = 0) -> Inline:
    """What the inline `events` of one block, inside `quotes` block quotes, make of `text`."""
    start, end = markdown_marks.words_start(text, events[0]), events[-1].end
    if not may_hold_codes(text[start:end]) and all(event.name in _PLAIN for event in events):
        return Inline(tuple(_lines(text, events, start, quotes)), (), ())
    found = markdown_marks.read(text, events, quotes)
    folds = sorted([*_break_folds(found), *_code_folds(found)])
    pieces = _pieces(found, folds)
    folded = "".join(piece.text for piece in pieces)
    place = _Places(found.start, folds)
    codes = _codes(folded, found.marks, place)
    codes += [_break(place.span(fold.span), fold.shown) for fold in folds if fold.shown != " "]
    breaks = tuple(place.span(fold.span).end for fold in folds if fold.parts)
    return Inline(tuple(pieces), _finished(folded, codes), breaks)


def may_hold_codes(text: str) -> bool:
    """Whether there may be a code in a text of one line: most sentences have none, and the parser rests."""
    # Looking for each sign is several times faster than one look with a regular expression, or in a loop.
    if "*" in text or "`" in text or "[" in text or "_" in text or "<" in text:
        return True
    return "&" in text or "$" in text or "~" in text or literals.may_hold(text)


def _lines(text: str, events: Sequence[Event], start: int, quotes: int) -> Iterator[Piece]:
    """The pieces of a block of mere words, with a space for each line break."""
    last = start
    for event in events:
        if event.name == "SoftBreak":
            yield Piece(Span(start, last), text[start:last])
            start = markdown_marks.words_after(text, event.end, quotes)
            yield Piece(Span(last, start), " ")
        else:
            last = event.end
    yield Piece(Span(start, last), text[start:last])


def sentence(
    text: str, labels: Iterable[str] = (), footnotes: Iterable[str] = (), *, mdx: bool = False
) -> tuple[Code, ...]:
    """The codes of one sentence, whatever it begins with: `1. ` or `# ` at its start opens no block.

    `labels` and `footnotes` are what its document defines, as far as the sentence's source uses it.
    """
    # A word before it and no line break in it make any text one paragraph; both leave every offset countable.
    ahead = "x "
    defined = [f"[{label}]: x" for label in labels] + [f"{footnote}: x" for footnote in footnotes]
    line = ahead + lines.NEWLINE.sub(lambda found: " " * len(found[0]), text)
    document = "\n\n".join([line, *defined])
    events = _first_paragraph(markdown_events.read(document, masks=expressions(line) if mdx else ()))
    codes = _codes(document, markdown_marks.read(document, events).marks, _Places(0, ()))
    found = list(moved(codes, -len(ahead)))
    return _finished(text, [*found, *_breaks(text, found)])


def _first_paragraph(events: Sequence[Event]) -> Iterator[Event]:
    for event in events:
        if event.name != "Paragraph":
            yield event
        elif event.act == "end":
            return


def _breaks(text: str, codes: Sequence[Code]) -> Iterator[Code]:
    """The hard breaks of a sentence with line feeds in it."""
    ends = [code.span.end for code in codes]
    for found in _BREAK.finditer(text):
        if found[0][0] == "\\" and len(found[0]) % 2:
            continue  # each backslash escapes another one
        span = Span(found.end() - (2 if found[0][0] == "\\" else 3), found.end())
        after = bisect_right(ends, span.start)
        if after == len(codes) or codes[after].span.start >= span.end:
            yield _break(span, span.cut(text))


def _break(span: Span, shown: str) -> Code:
    return Code(span, shown, "break")


def _break_folds(found: Marks) -> Iterator[_Fold]:
    """Each line break between words and what is shown for it."""
    number = covered = 0
    for line_break in found.breaks:
        span = line_break.span
        while number < len(found.marks) and found.marks[number].start < span.start:
            partner = found.marks[number].partner
            if partner > number:
                covered = max(covered, found.marks[partner].start)
            number += 1
        if line_break.hard:
            shown = _ESCAPED_BREAK if found.text[span.start] == "\\" else _SPACED_BREAK
            yield _Fold(span, shown, parts=covered < span.end)
        else:
            yield _Fold(span, " ")


def _code_folds(found: Marks) -> Iterator[_Fold]:
    """Each line break inside a code (a link's title, a tag), where any white space means the same."""
    for mark in found.marks:
        for newline in lines.NEWLINE.finditer(found.text, mark.start, mark.end):
            start = newline.start()
            while start > mark.start and found.text[start - 1] in " \t":
                start -= 1
            end = markdown_marks.words_after(found.text, newline.end(), found.quotes)
            yield _Fold(Span(start, min(end, mark.end)), " ")


def _pieces(found: Marks, folds: Sequence[_Fold]) -> list[Piece]:
    pieces: list[Piece] = []
    at = found.start
    for fold in folds:
        if at < fold.span.start:
            pieces.append(Piece(Span(at, fold.span.start), found.text[at : fold.span.start]))
        pieces.append(Piece(fold.span, fold.shown))
        at = fold.span.end
    if at < found.cursor:
        pieces.append(Piece(Span(at, found.cursor), found.text[at : found.cursor]))
    return pieces


class _Places:
    """Offsets of the document as offsets of the folded text."""

    def __init__(self, start: int, folds: Sequence[_Fold]) -> None:
        self.start = start
        self.ends = [fold.span.end for fold in folds]
        self.lost = [0, *accumulate(fold.span.end - fold.span.start - len(fold.shown) for fold in folds)]

    def of(self, offset: int) -> int:
        return offset - self.start - self.lost[bisect_right(self.ends, offset)]

    def span(self, span: Span) -> Span:
        return Span(self.of(span.start), self.of(span.end))


def _codes(folded: str, marks: Sequence[Mark], place: _Places) -> list[Code]:
    codes = []
    for number, mark in enumerate(marks):
        span = place.span(Span(mark.start, mark.end))
        value = ""
        if mark.names_itself:
            label = folded[place.of(marks[mark.partner].end) : span.start]
            value = f"][{_LABEL_SPACE.sub(' ', label)}]"
        pair = min(number, mark.partner) if mark.partner >= 0 else None
        codes.append(Code(span, span.cut(folded), mark.kind, mark.shape, pair, value))
    return codes


def _finished(text: str, codes: list[Code]) -> tuple[Code, ...]:
    codes.sort(key=lambda code: code.span)
    return numbered(_with_literals(text, codes))


def _with_literals(text: str, codes: Sequence[Code]) -> list[Code]:
    """The codes of Markdown and the literals of `text`, in order and disjoint.

    A literal that holds whole codes swallows them (the `_` of a URL is no emphasis); one that would cut a
    code, or a pair, ends before the first if it is a URL, and is none otherwise.
    """
    found: list[Code] = []
    halves: Counter[int | None] | None = None
    at = 0
    for literal in literals.find(text, markdown=True):
        if halves is None:
            halves = Counter(code.pair for code in codes)
        while at < len(codes) and codes[at].span.end <= literal.span.start:
            found.append(codes[at])
            at += 1
        after = at
        while after < len(codes) and codes[after].span.start < literal.span.end:
            after += 1
        held = codes[at:after]
        pairs = Counter(code.pair for code in held if code.pair is not None)
        whole = all(
            literal.span.start <= code.span.start and code.span.end <= literal.span.end for code in held
        )
        if whole and all(times == halves[pair] for pair, times in pairs.items()):
            found.append(literal)
            at = after
        elif literal.kind == "url":
            end = held[0].span.start
            found.extend(moved(literals.find(text[literal.span.start : end]), literal.span.start))
    return [*found, *codes[at:]]
