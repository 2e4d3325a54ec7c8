"""What goes out for each entry and what comes back, whatever the format; when a file is taken at its word.

Three things decide what an entry becomes when a file comes back. Its *mark*: a fingerprint of text and state
as they went out, which tells that nobody touched it. What the file says of its *state*: reviewed only where
a person said so in the format's own terms, else a draft. And the catalog as it is now: a reviewed
translation gives way to a reviewed one alone, and only if it is still the one that went out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from l10n.model import Code, CodeShape, Entry, State


@dataclass(frozen=True, slots=True)
class Row:
    """An entry on its way out, with the codes that the format finds on both sides."""

    entry: Entry
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()

    @property
    def mark(self) -> str:
        """What tells later that nothing was changed."""
        return mark_of(self.entry)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one article in the order of its sentences; `format` is the name of its format."""

    path: str
    format: str
    rows: tuple[Row, ...]


class Ref(NamedTuple):
    """An inline code in a text that came back: its number in the source, from 0, and its half.

    `native` is its own text where the file has that: what stands for a number that the source does not have.
    """

    number: int | None
    shape: CodeShape = CodeShape.SINGLE
    native: str = ""


Tokens = tuple["str | Ref", ...]
"""A text that came back: words and codes in order."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A unit of a file that came back; `line` is where it begins.

    `path` and `locale` are as the file has them, "" where it does not say. `key` is the fingerprint that went
    out, or whatever another tool has put in its place. `origin` is what a draft's maker is called.
    """

    key: str
    source: str
    target: Tokens
    reviewed: bool
    path: str = ""
    locale: str = ""
    context: str | None = None
    origin: str = ""
    doubted: bool = False
    """Whether the file says outright that the translation needs work."""
    mark: str = ""
    line: int = 0
    words: str = ""
    """The source without its codes, for which a file may have no text; "" where `source` has them all."""


def mark(target: str, *, reviewed: bool) -> str:
    """Sixteen hexadecimal digits that stay as long as the translation and whether it is reviewed do."""
    said = f"{'reviewed' if reviewed else 'draft'}\x04{target}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def mark_of(entry: Entry) -> str:
    """The mark of an entry as it is now."""
    target = "" if entry.state is State.EMPTY else entry.target
    return mark(target, reviewed=entry.state is State.REVIEWED)


def lines(entry: Entry) -> Sequence[tuple[str, str]]:
    """(who says it, text) of what translators are told of an entry: roles and notes, their own comments."""
    notes = [("developer", note) for note in entry.notes if note.strip()]
    return [*notes, *(("translator", comment) for comment in entry.comments if comment.strip())]
