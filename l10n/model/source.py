"""A source read: spans of its text, inline codes, blocks, units. Offsets are code points, half open."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from l10n.model.classes import dataclass


class Span(NamedTuple):
    """Half-open code-point offsets into a text."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The slice of `text` that this span covers."""
        return text[self.start : self.end]


class Key(NamedTuple):
    """What names an entry inside one catalog, as gettext has it: msgctxt (None where absent) and msgid."""

    context: str | None
    source: str

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that stay the same as long as context and source do."""
        import hashlib  # late: it costs more than the rest of this module, and few need it

        named = self.source if self.context is None else f"{self.context}\x04{self.source}"
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class CodeShape(StrEnum):
    """How an inline code stands to the words: alone, or opening or closing a pair around them."""

    SINGLE = "single"
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Code:
    """An inline thing that is not words: emphasis, a tag, a link's target, a code span, a placeholder, a URL.

    `span` counts in the text the code was found in (a unit's folded source, a translation).
    `pair` is the same small number for an opening code and its closing one, None for a single.
    `value` is what must stand in a translation for it (`][aspirin]` for the `]` of a shortcut reference, so
    that the link still finds its definition); for nearly every code it is `text` itself.
    """

    span: Span
    text: str
    kind: str
    shape: CodeShape = CodeShape.SINGLE
    pair: int | None = None
    value: str = ""

    def __post_init__(self) -> None:
        if not self.value:
            object.__setattr__(self, "value", self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of the document and what a translator sees of it.

    Where `text` is the slice itself the two count alike, offset by offset; otherwise (a soft line break with
    its continuation prefix shown as one space, an entity shown as its character) it is whole or not at all.
    """

    span: Span
    text: str


class Edit(NamedTuple):
    """A slice of the document and what is to stand in its place."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of translatable text as a format finds it: a paragraph, a heading, a cell.

    `pieces` tile one slice of the document. `codes` and `breaks` count in `text`, the pieces joined; `breaks`
    are places where a sentence ends whatever the words say (a hard line break). `indent` begins each
    further line of the block in the document (`> ` in a block quote), for targets of several lines. `inner`
    names the format its text is written in where that is another than the document's: Markdown in a JSON
    field, plain text in an HTML attribute. `frame` is the slice of the document that the format writes as one
    where anything in it is translated: a value that may need quotes around all of it then.
    """

    pieces: tuple[Piece, ...]
    role: str
    codes: tuple[Code, ...] = ()
    breaks: tuple[int, ...] = ()
    note: str = ""
    context: str | None = None
    indent: str = ""
    inner: str = ""
    frame: Span | None = None

    @property
    def text(self) -> str:
        """What a translator sees: the pieces joined."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def span(self) -> Span:
        """The slice of the document that the pieces tile."""
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing a translator sees, by default one sentence.

    `source` is the slice `span` of the document with soft breaks and continuation prefixes folded to one
    space; `codes` count in `source`. `joins`: only white space stands between it and the unit before it, in
    the same block. `block` is the number of its block in the document, `inner` the format its text is
    written in where that is not the document's, `frame` the slice that is written as one with it.
    """

    key: Key
    span: Span
    role: str
    codes: tuple[Code, ...] = ()
    note: str = ""
    joins: bool = False
    block: int = 0
    indent: str = ""
    inner: str = ""
    frame: Span | None = None

    @property
    def source(self) -> str:
        """The text to translate: the msgid."""
        return self.key.source


@dataclass(frozen=True, slots=True)
class Document:
    """One source file: its text, byte-order mark and newlines included, and its units in order."""

    path: str
    format: str
    text: str
    units: tuple[Unit, ...]
