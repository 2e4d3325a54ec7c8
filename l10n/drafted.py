"""The record of what was drafted, one SQLite file: it tells a machine's words from those of people who edit.

It is read by `--force`, which may replace only what no person touched, and by learning, which looks at what
people made of it. A catalog is right without it; a draft that is not in it counts as touched.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from l10n.errors import L10nError
from l10n.model import Draft, Entry, Key, State
from l10n.storage import databases

FILE = "drafts.sqlite"
"""Its name, in the project's own folder."""

# The number grows when the columns change: versions of l10n that differ in them share the file in peace.
# One row an entry, so that the record cannot outgrow the catalogs. A path is what the file system has, which
# may be no text.
_LAYOUT = (
    "CREATE TABLE IF NOT EXISTS draft_2 (name BLOB PRIMARY KEY, locale TEXT NOT NULL, path BLOB NOT NULL,"
    " context TEXT, source TEXT NOT NULL, text TEXT NOT NULL, origin TEXT NOT NULL, signature TEXT NOT NULL,"
    " score REAL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS draft_2_by_path ON draft_2 (locale, path)",
)
_BEFORE = (
    "INSERT INTO draft_2 SELECT name, locale, path, context, source, text, origin, signature, NULL"
    " FROM draft_1"
)
"""What takes over the rows of a version that kept no scores."""
_COLUMNS = "path, context, source, text, origin, signature, score"


class Written(NamedTuple):
    """A draft that was written into a catalog: which, of which entry."""

    path: str
    key: Key
    draft: Draft


class Record:
    """The record of a project; a context manager. The file is opened when first needed.

    One that is broken is set aside, `warn` is told, and a new one begun. Every question and every change
    raises L10nError where the file can be neither opened nor made.
    """

    def __init__(self, file: Path, warn: Callable[[str], None]) -> None:
        self._file = file
        self._warn = warn
        self._database: sqlite3.Connection | None = None

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was remembered is in it already. It opens again if it is asked."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def remember(self, tag: str, path: str, drafts: Mapping[Key, Draft]) -> None:
        """Keep what was written into the catalog `path`, all of it or none; the latest draft of an entry
        counts.
        """
        rows = [
            (
                _name(tag, path, key),
                tag,
                os.fsencode(path),
                *key,
                one.text,
                one.origin,
                one.signature,
                one.score,
            )
            for key, one in drafts.items()
        ]
        if rows:
            self._rows("INSERT OR REPLACE INTO draft_2 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def written(self, tag: str, path: str) -> dict[Key, Draft]:
        """The drafts that were written into a catalog, by entry."""
        query = f"SELECT {_COLUMNS} FROM draft_2 WHERE locale = ? AND path = ?"  # noqa: S608  our own names
        return {one.key: one.draft for one in self._found(query, tag, os.fsencode(path))}

    def by_key(self, tag: str, key: Key) -> list[Written]:
        """The drafts of a source in a context, wherever they were written."""
        query = f"SELECT {_COLUMNS} FROM draft_2 WHERE locale = ? AND source = ? AND context IS ?"  # noqa: S608
        return self._found(query, tag, key.source, key.context)

    def paths(self, tag: str) -> list[str]:
        """The catalogs it knows drafts of, in order."""
        query = "SELECT DISTINCT path FROM draft_2 WHERE locale = ? ORDER BY path"
        return [os.fsdecode(path) for (path,) in self._rows(query, [(tag,)])]

    def forget(self, tag: str, path: str, keys: Iterable[Key] | None = None) -> None:
        """Drop what was written into a catalog: of these entries, or all."""
        if keys is None:
            self._rows("DELETE FROM draft_2 WHERE locale = ? AND path = ?", [(tag, os.fsencode(path))])
        elif names := [(_name(tag, path, key),) for key in keys]:
            self._rows("DELETE FROM draft_2 WHERE name = ?", names)

    def _found(self, query: str, *values: str | bytes | None) -> list[Written]:
        return [
            Written(os.fsdecode(path), Key(context, source), Draft(text, origin, score, signature))
            for path, context, source, text, origin, signature, score in self._rows(query, [values])
        ]

    def _rows(self, statement: str, values: Iterable[tuple[object, ...]]) -> list[tuple[Any, ...]]:
        """What a statement finds for each of the values, in one transaction.

        A file found broken by it is set aside, and a new one asked.
        """
        values = list(values)
        for is_last in (False, True):
            try:
                self._database = self._database or _connected(self._file)
                with self._database as database:
                    return [row for some in values for row in database.execute(statement, some)]
            except (OSError, sqlite3.OperationalError, sqlite3.ProgrammingError) as error:
                self.close()
                raise self._unusable(error) from None
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                self.close()
                if is_last:
                    raise self._unusable(error) from None
                self._set_aside(error)
        raise AssertionError("the last try returns or raises")

    def _unusable(self, error: Exception) -> L10nError:
        hint = "make room, or remove it"
        return L10nError(f"the record of drafts cannot be used: {error}", str(self._file), hint=hint)

    def _set_aside(self, error: Exception) -> None:
        aside = databases.set_aside(self._file)
        self._warn(f"{self._file}: the record of drafts is broken ({error}); set aside as {aside.name}")


def is_untouched(entry: Entry, written: Mapping[Key, Draft]) -> bool:
    """Whether an entry is still the very draft that was written: fuzzy, not a letter changed."""
    one = written.get(entry.key)
    return one is not None and entry.state is State.DRAFT and entry.target == one.text


def _connected(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    # What the power takes with it counts as touched.
    return databases.connect(file, _lay_out, wait=60)


def _lay_out(database: sqlite3.Connection) -> None:
    """Make the tables that are not there yet, in one transaction, with what an older version kept."""
    query = "SELECT name FROM sqlite_master WHERE name IN ('draft_1', 'draft_2')"
    if {"draft_2"} <= {name for (name,) in database.execute(query)}:
        return
    database.execute("BEGIN IMMEDIATE")
    with database:
        there = {name for (name,) in database.execute(query)}  # another run may just have made it
        for statement in _LAYOUT:
            database.execute(statement)
        if there == {"draft_1"}:
            database.execute(_BEFORE)


def _name(tag: str, path: str, key: Key) -> bytes:
    """A digest of what names an entry: each part with its length before it, so that none runs into the next;
    no context is another than an empty one.
    """
    digest = hashlib.sha256()
    for part in (tag, path, "-" if key.context is None else f"+{key.context}", key.source):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode() + data)
    return digest.digest()
