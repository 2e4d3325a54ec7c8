"""What checks found in a catalog, remembered by the contents of all that they looked at.

One SQLite file; a catalog whose bytes, source, glossary, configuration and our own code are the same need not
be looked at again. It can be deleted at any time; one that is broken, or cannot be written, costs time only.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Any, TypeVar

from l10n import stamps
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import Counts, Entry, Finding, Progress, Severity, Span, State
from l10n.project import keep_out_of_git, state_file
from l10n.storage import databases

_FILE = "examinations.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS examination_1 (
    place TEXT PRIMARY KEY, name BLOB NOT NULL, data TEXT NOT NULL
) WITHOUT ROWID
"""
_T = TypeVar("_T")
_LIBRARIES = ("babel", "rapidfuzz", "sentencex", "pyromark")
"""What checks and formats stand on, besides our own code."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in one catalog, and how far it is.

    `said` has for each reviewed entry digests of its source and its translation and its line, for comparing
    catalogs.
    """

    findings: tuple[Finding, ...]
    progress: Progress
    said: tuple[tuple[str, str, int], ...] = ()


class Examinations:
    """What is known of the last run, by place (a locale and a source), and what this one adds."""

    def __init__(self, maker: str, database: sqlite3.Connection | None) -> None:
        self._maker = maker
        self._database = database
        self._new: dict[str, tuple[bytes, str]] = {}

    def named(self, *parts: bytes) -> bytes:
        """The name of an examination of these bytes: all that was looked at, each with its length."""
        digest = hashlib.blake2b(self._maker.encode(), digest_size=20)
        for part in parts:
            digest.update(b"%d:" % len(part))
            digest.update(part)
        return digest.digest()

    def get(self, place: str, name: bytes) -> Examination | None:
        """The examination of a place if it has that name."""
        return self.get_as(_read, place, name)

    def get_as(self, read: Callable[[Any], _T], place: str, name: bytes) -> _T | None:
        """What `read` makes of the values that were kept for a place under that name."""
        if self._database is None:
            return None
        query = "SELECT data FROM examination_1 WHERE place = ? AND name = ?"
        with suppress(sqlite3.Error, ValueError, TypeError, KeyError, IndexError):
            row = self._database.execute(query, (place, name)).fetchone()
            return read(json.loads(row[0])) if row else None
        return None

    def put(self, place: str, name: bytes, made: Examination) -> None:
        """Remember an examination in the place of an older one."""
        self.keep(place, name, _written(made))

    def keep(self, place: str, name: bytes, values: Sequence[Any]) -> None:
        """Remember plain values, as JSON has them, in the place of older ones."""
        self._new[place] = name, json.dumps(values, separators=(",", ":"))

    def save(self) -> None:
        """Write what is new; where that cannot be, the next run looks again."""
        if self._database is None or not self._new:
            return
        rows = [(place, *row) for place, row in self._new.items()]
        with suppress(sqlite3.Error), self._database:
            self._database.executemany("INSERT OR REPLACE INTO examination_1 VALUES (?, ?, ?)", rows)
        self._new.clear()


@contextmanager
def opened(config: Config) -> Iterator[Examinations]:
    """The project's examinations, saved at the end whatever ends the run."""
    database = _connected(config)
    known = Examinations(_maker(config), database)
    try:
        yield known
    finally:
        known.save()
        if database is not None:
            database.close()


def _connected(config: Config) -> sqlite3.Connection | None:
    """The open file, None where there can be none: a read-only project is checked all the same."""
    try:
        file = Path(state_file(config, _FILE))
        file.parent.mkdir(exist_ok=True)
        keep_out_of_git(config)
    except (L10nError, OSError):
        return None
    for _ in range(2):
        try:
            # What a power cut takes is found again.
            return databases.connect(file, _lay_out, wait=5, synchronous="OFF")
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            with suppress(OSError):  # not one of ours, or broken: nothing in it is anybody's work
                databases.remove(file)
    return None


def _lay_out(database: sqlite3.Connection) -> None:
    database.execute(_SCHEMA)


@cache
def _versions() -> str:
    """The libraries that decide what is found, and the checks and formats of others."""
    found = []
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found.append(f"{name}={version(name)}")
    points = (point for group in ("l10n.checks", "l10n.formats") for point in entry_points(group=group))
    found += (f"{point.value} {point.dist.version if point.dist else ''}" for point in points)
    return " ".join(found)


def _maker(config: Config) -> str:
    return f"{stamps.maker(config)} {_versions()}"


def _written(made: Examination) -> list[Any]:
    return [
        [_finding_row(one) for one in made.findings],
        [list(astuple(made.progress.units)), list(astuple(made.progress.words))],
        [list(pair) for pair in made.said],
    ]


def _read(data: Sequence[Any]) -> Examination:
    findings, (units, words), said = data
    return Examination(
        tuple(_finding(row) for row in findings),
        Progress(Counts(*units), Counts(*words)),
        tuple((source, target, line) for source, target, line in said),
    )


def _finding_row(one: Finding) -> list[Any]:
    places = [list(span) if span is not None else None for span in (one.at, one.source_at)]
    texts = [one.message, one.path, one.line, one.key, one.locale, one.source, one.target]
    return [one.check, one.severity, *texts, one.state, *places, list(one.about)]


def _finding(row: Sequence[Any]) -> Finding:
    check, severity, message, path, line, key, tag, source, target, state, at, source_at, about = row
    return Finding(
        check,
        Severity(severity),
        message,
        path,
        line,
        key,
        tag,
        source,
        target,
        State(state),
        Span(*at) if at is not None else None,
        Span(*source_at) if source_at is not None else None,
        tuple(about),
    )


def digest(text: str) -> str:
    """What a text is known by in `said`."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def said(entries: Iterable[Entry]) -> tuple[tuple[str, str, int], ...]:
    """Entries as an examination keeps them in `said`: a source is another one in another context."""
    return tuple((one.key.fingerprint, digest(one.target), one.line) for one in entries)
