"""What a check run says: findings, gates, and how far the work is."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from l10n.model.classes import dataclass
from l10n.model.entries import State
from l10n.model.source import Span


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
