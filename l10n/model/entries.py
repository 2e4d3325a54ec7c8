"""Translations: the entries of a PO file, their states, a catalog of them, and drafts."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from l10n.model.classes import dataclass
from l10n.model.source import Key

EMPTY_TARGET = "<EMPTY>"
"""The msgstr that says "translated, as nothing": another sentence carries this one (OmegaT's word)."""


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
