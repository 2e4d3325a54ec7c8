"""A text in front matter: where it stands, what it says, and what it says with translations put in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from l10n.errors import L10nError
from l10n.model import Edit, Piece, Span

Path = tuple[str | int | None, ...]
"""How a value is reached: keys of tables, indices of lists; None for a key that is no string."""

_UNQUOTABLE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Value:
    """One text as its author wrote it.

    `role` is the key it belongs to. `span` is all of it, quotes included; `chunks` are what is read of it
    (see `l10n.formats.nested`). `style` says how it is quoted, in its language's words; `indent` begins its
    further lines.
    """

    role: str
    span: Span
    chunks: tuple[Piece, ...]
    style: str
    indent: str = ""

    @property
    def text(self) -> str:
        """What a reader of the front matter gets."""
        return "".join(chunk.text for chunk in self.chunks)

    def spliced(self, text: str, edits: Sequence[Edit], encode: Callable[[str], str]) -> str:
        """The value as it stands in `text`, with the edits, encoded, in the place of their slices."""
        out, done = [], self.span.start
        for span, new in edits:
            out += [text[done : span.start], encode(new)]
            done = span.end
        return "".join([*out, text[done : self.span.end]])

    def edited(self, edits: Sequence[Edit]) -> str:
        """What a reader is to get with these parts of it replaced."""
        starts = [chunk.span.start for chunk in self.chunks]
        out, done = [], self.span.start
        for span, new in (*edits, Edit(Span(self.span.end, self.span.end), "")):
            first, last = max(bisect_right(starts, done) - 1, 0), bisect_left(starts, span.start)
            out += [_between(self.chunks[number], done, span.start) for number in range(first, last)]
            out.append(new)
            done = span.end
        return "".join(out)


def _between(chunk: Piece, start: int, end: int) -> str:
    """What is read of the part of a chunk that stands between two offsets."""
    begin, stop = chunk.span
    if stop - begin == len(chunk.text):
        return chunk.text[max(start - begin, 0) : max(end - begin, 0)]
    return chunk.text if start <= begin else ""


def role(path: Path) -> str:
    """The last key of a path, which says what a text is."""
    last = next((key for key in reversed(path) if isinstance(key, str)), "")
    return " ".join(last.split()) or "front matter"


def escaped(text: str) -> str:
    """`text` as it stands between double quotes: the escapes that YAML, TOML and JSON have in common."""
    return _UNQUOTABLE.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text)


def unescaped(escape: str, short: dict[str, str]) -> str:
    """The character that an escape stands for; `short` has those of one letter. Half a pair stays one.

    Raises KeyError or ValueError for what is none.
    """
    letter, digits = escape[1], escape[2:]
    return chr(int(digits, 16)) if digits else short[letter]


def invalid(line: int, what: str, hint: str = "mend the line") -> L10nError:
    """The error for front matter that its own language does not allow."""
    return L10nError(f"front matter is not valid {what}", line=line, hint=hint)


def twice(line: int, key: str) -> L10nError:
    """The error for a key that stands twice in one table."""
    return L10nError(f"the key {key!r} stands twice in front matter", line=line, hint="take one out")
