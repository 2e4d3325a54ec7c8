"""A format: subtitles. Each cue is a number, a time and some lines of text; only the text is translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.model import Block, Code, Piece, Span, Unit

name = "subtitles"
suffixes = (".srt",)

_CUE = re.compile(r"^\d+\n\d\d:\d\d:\d\d,\d+ --> .*\n((?:.+\n?)+)", re.MULTILINE)
_TAG = re.compile(r"</?[ib]>")


def blocks(text: str) -> Iterator[Block]:
    """Each cue's text, its lines folded into one."""
    for cue in _CUE.finditer(text):
        start, end = cue.span(1)
        words = text[start:end].rstrip("\n")
        shown = words.replace("\n", " ")
        pieces = tuple(Piece(Span(start + at, start + at + 1), char) for at, char in enumerate(shown))
        yield Block(pieces, "subtitle", codes(shown))


def codes(text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
    """Italics and bold, each tag a code of its own."""
    return tuple(Code(Span(*tag.span()), tag[0], "tag") for tag in _TAG.finditer(text))


def encode(unit: Unit, target: str) -> str:
    """A translation as it is: nothing has to be escaped, but an empty line would end the cue."""
    return "\n".join(line for line in target.split("\n") if line.strip())
