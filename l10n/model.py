"""The words everything else is written in: frozen dataclasses, the standard library only.

Offsets are code points, half open. A text is never normalized, only sliced.

The dataclasses are frozen to the type checker, which every commit passes; at run time they are plain ones
with a hash, since frozen ones take five times as long to make, and a big project makes millions.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, frozen, slots):  # noqa: D103  (see above)
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)


EMPTY_TARGET = "<EMPTY>"
"""The msgstr that says "translated, as nothing": another sentence carries this one (OmegaT's word)."""


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


class State(StrEnum):
    """What a PO entry is, told from its flags and comments alone, so that any editor can change it."""

    EMPTY = "empty"
    DRAFT = "draft"
    """Fuzzy: from a machine or a memory, or put back by a translator; nobody vouches for it."""
    STALE = "stale"
    """Fuzzy with its previous source: the source changed under a translation."""
    REVIEWED = "reviewed"
    OBSOLETE = "obsolete"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a PO file.

    `origin` is what made a draft, the text after `# MT: ` or `# TM: ` with that word before it
    (`MT: argos en-es 1.9`). `comments` are the translators' own (`# `, without the origin line), `notes` the
    extracted ones (`#.`), `flags` all but `fuzzy`. `line` is that of its first line, from 1, 0 for a new one.
    `raw` is what stands in the file, None once anything differs from it: what has a `raw` is written so.
    Where only a part differs, the lines of msgid or msgstr that stay are in `raw_source` and `raw_target`,
    those of the comments, some of which may stay, in `raw_lead`.
    A message with plural forms has `plural` (msgid_plural) and `plural_targets` (msgstr[0], …); `target` is
    then msgstr[0].
    `layout` is there for an entry as it was read: it tells the comments and `raw` when they are asked for.
    """

    key: Key
    target: str = ""
    state: State = State.EMPTY
    previous: Key | None = None
    origin: str = ""
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    plural: str | None = None
    plural_targets: tuple[str, ...] = ()
    previous_plural: str | None = None
    line: int = 0
    raw: str | None = None
    raw_source: str | None = field(default=None, compare=False)
    raw_target: str | None = field(default=None, compare=False)
    raw_lead: str | None = field(default=None, compare=False)
    layout: Layout | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def source(self) -> str:
        """The msgid."""
        return self.key.source

    @staticmethod
    def standing(
        key: Key,
        target: str,
        state: State,
        previous: Key | None,
        was_plural: str | None,
        line: int,
        layout: Layout,
        plural: str | None = None,
        plural_targets: tuple[str, ...] = (),
    ) -> Entry:
        """An entry as it stands in a file; its layout tells the rest when asked for."""
        entry: Any = _bare(Entry)
        entry.key = key
        entry.target = target
        entry.state = state
        entry.previous = previous
        entry.plural = plural
        entry.plural_targets = plural_targets
        entry.previous_plural = was_plural
        entry.line = line
        entry.raw_source = entry.raw_target = entry.raw_lead = None
        entry.layout = layout
        return entry  # type: ignore[no-any-return]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """What `standing` left to the layout. (Python asks here only for what is not set.)"""
            if name == "raw":
                return self.layout.text(self)
            if name not in ("origin", "comments", "notes", "references", "flags"):
                raise AttributeError(f"an entry has no {name}")
            self.origin, self.comments, self.notes, self.references, self.flags = self.layout.comments(self)
            return getattr(self, name)


_bare = object.__new__


class Layout(Protocol):
    """How an entry stands in its file, for whoever asks: what few ask for is not read before."""

    def is_folded(self) -> bool:
        """Whether a text of its stands on several lines."""
        ...

    def is_narrow(self, entry: Entry) -> bool:
        """Whether no line with a text of `entry` fills a line of 79 columns."""
        ...

    def text(self, entry: Entry) -> str:
        """What stands in the file for `entry`: its `raw`."""
        ...

    def comments(
        self, entry: Entry
    ) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Its `origin`, `comments`, `notes`, `references` and `flags`."""
        ...


@dataclass(frozen=True, slots=True)
class Catalog:
    """One PO file: `header` is the entry with the empty msgid, `entries` the rest in the file's order.

    `newline` is the file's own; `tail` whatever stands after the last entry; `bom` whether it began with one.
    """

    locale: str
    path: str
    entries: tuple[Entry, ...] = ()
    header: Entry | None = None
    newline: str = "\n"
    tail: str = ""
    bom: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal for one source text, or the reason why there is none.

    `text` is empty where nothing could be written; `reason` then says why, and `kind` what kind of a fault it
    was, as reports count them. `signature` holds all the settings that made it; `origin` is the short form
    that stands in the PO file.
    """

    text: str
    origin: str
    score: float | None = None
    signature: str = ""
    reason: str = ""
    kind: str = ""


class Severity(StrEnum):
    """How much a finding weighs; `error` fails a run by default."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 1 for a warning, 2 for an error."""
        return ("note", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of one entry. `line` counts from 1 in `path`; `key` is the entry's fingerprint.

    `at` is the place in `target` that it is about, `source_at` the one in `source`, None where it is about no
    one place; an empty one is where something is missing. `about` is what it is about in the texts' own words
    (`5 mg`, `50 mg`), so that a finding is known again whatever our words for it are.
    """

    check: str
    severity: Severity
    message: str
    path: str = ""
    line: int = 0
    key: str = ""
    locale: str = ""
    source: str = ""
    target: str = ""
    state: State = State.REVIEWED
    at: Span | None = None
    source_at: Span | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A threshold and what was measured: percent of units, exact; `have` is None for no units at all.

    `was` is what it was at the revision that a run compares with: a gate that is no worse is met.
    """

    locale: str
    gate: str
    have: float | None
    need: float
    ok: bool
    was: float | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that could not be read, in a run that went on without it; `line` is 0 where none is known."""

    path: str
    line: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of something (units, or words of them) in each state."""

    units: int = 0
    reviewed: int = 0
    drafted: int = 0
    stale: int = 0
    missing: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.units + other.units,
            self.reviewed + other.reviewed,
            self.drafted + other.drafted,
            self.stale + other.stale,
            self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Units and words of one file or locale, by state."""

    units: Counts = field(default_factory=Counts)
    words: Counts = field(default_factory=Counts)

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.units + other.units, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check run looked at: one catalog, the article it belongs to, and how far it is.

    `path` is empty for an article with no catalog in the locale yet, `source` for a catalog of no project.
    """

    locale: str
    path: str
    source: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome of a check run: every gate and every finding, and what was looked at.

    `fails_from` is the least severity of a finding that fails the run, None where none does;
    `source_locale` the language of what was translated, empty where no one said. `known` are findings that
    the baseline or the revision compared with has too: they fail no run.
    """

    gates: tuple[Gate, ...] = ()
    findings: tuple[Finding, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    examined: tuple[Examined, ...] = ()
    fails_from: Severity | None = Severity.ERROR
    source_locale: str = ""
    known: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing fails the run: no gate, no finding, no file that could not be read."""
        return (
            all(gate.ok for gate in self.gates)
            and not self.troubles
            and not any(map(self.fails, self.findings))
        )

    def fails(self, finding: Finding) -> bool:
        """Whether one of its findings fails the run."""
        return self.fails_from is not None and finding.severity.rank >= self.fails_from.rank
