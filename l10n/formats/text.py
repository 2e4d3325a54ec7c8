"""Plain text with a question and its answer: paragraphs, lists, headings, as a person sees them.

The first lines are the question; a short sentence alone after it is the lead; `Q:` and `A:` at the start of a
line are understood. Lines wrapped by hand are one paragraph (`l10n.formats.text_lines` tells them from lines
that stand for themselves).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from l10n.formats import literals
from l10n.formats.text_lines import Line, Mark, Paragraph, paragraphs
from l10n.model import Block, Code, Piece, Span, Unit

name = "text"
suffixes = (".txt", ".text")

_LEAD = 100
"""Columns of the longest lead."""
_HEADING = 80
"""Columns of the longest heading."""

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟۔][\"'”’»)\]」』）]*$")
_ENDS_CLAUSE = re.compile(r"[,;:，；：、،؛\-–—]$")


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs, headings and list items of `text`, in order; marks of lists and `Q:` stand outside."""
    found = paragraphs(text)
    awaited = ""
    for number, paragraph in enumerate(found):
        if not paragraph.words:
            awaited = paragraph.mark
            continue
        role = _role(text, found, number) if awaited != Mark.QUESTION else "question"
        awaited = ""
        yield _block(text, paragraph, role)


def codes(text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:  # noqa: ARG001  (the protocol's)
    """The URLs, addresses and placeholders of one sentence."""
    return tuple(literals.find(text))


def encode(unit: Unit, target: str) -> str:
    """`target` without outer white space and blank lines, its further lines indented like the unit's."""
    lines = [line.strip() for line in re.split(r"\r\n|\n|\r", target)]
    return f"\n{unit.indent}".join(line for line in lines if line)


def _block(text: str, paragraph: Paragraph, role: str) -> Block:
    pieces: list[Piece] = []
    end = 0
    for line in paragraph.words:
        if pieces:
            between = Span(end, line.start)
            pieces.append(Piece(between, _joint(text[end - 1], text[line.start])))
        pieces.append(Piece(Span(line.start, line.end), text[line.start : line.end]))
        end = line.end
    folded = "".join(piece.text for piece in pieces)
    return Block(tuple(pieces), role, tuple(literals.find(folded)), indent=paragraph.indent)


def _joint(before: str, after: str) -> str:
    """What a line break between two characters reads as: nothing between two that no space ever parts."""
    return "" if _unspaced(before) and _unspaced(after) else " "


def _unspaced(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


def _role(text: str, found: Sequence[Paragraph], number: int) -> str:
    paragraph = found[number]
    if paragraph.mark:
        return {Mark.QUESTION: "question", Mark.ANSWER: "paragraph"}.get(paragraph.mark, "list item")
    if number == 0:
        return "question"
    after = found[number + 1] if number + 1 < len(found) else None
    if after is None or len(paragraph.words) > 1:
        return "paragraph"
    line = paragraph.words[0]
    said = text[line.start : line.end]
    if _ENDS_SENTENCE.search(said, max(0, len(said) - 8)):
        leads = number == 1 and not found[0].mark and not after.mark
        return "lead" if leads and line.columns <= _LEAD else "paragraph"
    return "heading" if _is_heading(line, said, paragraph, after) else "paragraph"


def _is_heading(line: Line, said: str, paragraph: Paragraph, after: Paragraph) -> bool:
    """Whether an unfinished line is one: short, below a blank line, above something of another kind."""
    if line.columns > _HEADING or said[:1].islower() or _ENDS_CLAUSE.search(said[-1:]):
        return False
    return paragraph.stands_apart and (
        after.stands_apart or bool(after.mark) or not after.words or after.words[0].columns > line.columns
    )
