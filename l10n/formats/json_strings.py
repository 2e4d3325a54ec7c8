"""Strings of JSON: read with the place of each escape, and written with the escapes their file uses.

The patterns of what JSON is made of stand here too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from l10n.formats import lines
from l10n.model import Edit, Piece, Span

SPACE = r"[ \t\n\r]*"
CHAR = r'[^"\\\x00-\x1f]'
ESCAPE = r'\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})'
SCALAR = r"(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)"
"""White space, what a string is made of, and what is neither string nor list nor object (RFC 8259)."""

_PART = re.compile(
    r"[^\\]+"
    r"|\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
    r"|\\u[0-9A-Fa-f]{4}|\\."
)
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
_ESCAPED = re.compile(r"\\u(?!00[0-7])[0-9A-Fa-f]{4}")


class _Style(NamedTuple):
    """What a file writes as escapes though it need not: all characters beyond ASCII, slashes."""

    ascii: bool
    slashes: bool


def pieces(text: str, span: Span) -> tuple[Piece, ...]:
    """What the string at `span` (its quotes included) says, escape by escape; lone surrogates stay such."""
    start, end = span.start + 1, span.end - 1
    if text.find("\\", start, end) < 0:
        return (Piece(Span(start, end), text[start:end]),)
    found = []
    for part in _PART.finditer(text, start, end):
        said = part[0]
        found.append(Piece(Span(*part.span()), _meant(said) if said[0] == "\\" else said))
    return tuple(found)


def _meant(escape: str) -> str:
    if escape[1] != "u":
        return _SHORT[escape[1]]
    first = int(escape[2:6], 16)
    if len(escape) == 6:
        return chr(first)
    return chr(0x10000 + ((first & 0x3FF) << 10 | int(escape[8:], 16) & 0x3FF))  # RFC 8259, section 7


def framed(text: str, frame: Span, edits: Sequence[Edit]) -> str:
    r"""The string at `frame` with `edits` made in it; their newlines are those it has already, else `\n`.

    Where a file is all in ASCII and has other characters as escapes, or writes `\/`, so do its edits.
    """
    out, done = [], frame.start
    style = _style(text)
    for edit in edits:
        said = edit.text
        if lines.NEWLINE.search(said):
            said = lines.NEWLINE.sub(_newline_of(text, frame), said)
        said = json.dumps(said, ensure_ascii=style.ascii)[1:-1]
        out += [text[done : edit.span.start], said.replace("/", r"\/") if style.slashes else said]
        done = edit.span.end
    return "".join([*out, text[done : frame.end]])


def _newline_of(text: str, frame: Span) -> str:
    said = "".join(piece.text for piece in pieces(text, frame))
    return lines.newline_of(said)


# Asked for every string that is translated; the text is hashed once, so only the first answer costs.
@lru_cache(maxsize=1)
def _style(text: str) -> _Style:
    return _Style(text.isascii() and bool(_ESCAPED.search(text)), r"\/" in text)
