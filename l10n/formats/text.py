"""Plain text with a question and its answer: paragraphs, lists, headings, as a person sees them.

The first lines are the question; a short sentence alone after it is the lead; `Q:` and `A:` at the start of a
line are understood, in many languages, and so are the marks of lists. Lines wrapped by hand are one paragraph
(`l10n.formats.text_wrapping` tells them from lines that stand for themselves).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.formats import literals, text_roles, text_wrapping
from l10n.formats.text_wrapping import Paragraph
from l10n.model import Block, Code, Piece, Span, Unit

name = "text"
suffixes = (".txt", ".text")


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs, headings and list items of `text`, in order; marks of lists and `Q:` stand outside."""
    found = text_wrapping.paragraphs(text)
    for paragraph, role in zip(found, text_roles.roles(text, found), strict=True):
        if not paragraph.bare:
            yield _block(text, paragraph, role)


def codes(text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:  # noqa: ARG001  (the protocol's)
    """The URLs, addresses and placeholders of one sentence."""
    return tuple(literals.find(text)) if literals.may_hold(text) else ()


def encode(unit: Unit, target: str) -> str:
    """`target` without outer white space and blank lines, its further lines indented like the unit's."""
    if "\n" not in target and "\r" not in target:
        return target.strip()
    lines = [line.strip() for line in re.split(r"\r\n|\n|\r", target)]
    return f"\n{unit.indent}".join(line for line in lines if line)


def _block(text: str, paragraph: Paragraph, role: str) -> Block:
    words = paragraph.words
    margin, _, start, end, _, _ = words[0]
    said = text[start:end]
    pieces = [Piece(Span(start, end), said)]
    for line in words[1:]:
        pieces.append(Piece(Span(end, line.start), _joint(text[end - 1], text[line.start])))
        pieces.append(Piece(Span(line.start, line.end), text[line.start : line.end]))
        end = line.end
    if len(pieces) > 1:
        said = "".join(piece.text for piece in pieces)
    indent = _indent(text[margin:start]) if start > margin else ""
    return Block(tuple(pieces), role, codes(said), indent=indent)


def _joint(before: str, after: str) -> str:
    """What a line break between two characters reads as: nothing between two that no space ever parts."""
    return "" if text_wrapping.unspaced(before) and text_wrapping.unspaced(after) else " "


def _indent(ahead: str) -> str:
    """White space as wide as what stands before the words of a line."""
    return "".join(char if char.isspace() else " " for char in ahead)
