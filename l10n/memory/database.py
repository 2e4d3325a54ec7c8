"""The SQLite file of the memory: opened, laid out, and begun anew where it is broken or of another make.

Nothing stands in it that is not in catalogs and imported TMX too, so it can be removed at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from l10n.errors import L10nError
from l10n.storage import databases

FILE = "memory-1.sqlite"
"""Its name; the number grows with the layout, so that versions of l10n that differ in it do not quarrel."""

# A text with its inline codes as slots is stored where that is another text; "" is one whose codes are not
# those of its source.
_LAYOUT = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE file (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, locale TEXT NOT NULL,"
    " stamp TEXT NOT NULL, checksum INTEGER NOT NULL)",
    "CREATE TABLE source (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL, slots TEXT)",
    "CREATE INDEX source_by_hash ON source (hash)",
    "CREATE TABLE unit (id INTEGER PRIMARY KEY, file INTEGER NOT NULL, source INTEGER NOT NULL,"
    " locale TEXT NOT NULL, context TEXT, target TEXT NOT NULL, slots TEXT, around INTEGER NOT NULL)",
    "CREATE INDEX unit_by_locale ON unit (locale, source)",
    "CREATE INDEX unit_by_file ON unit (file)",
    "CREATE TABLE locale (tag TEXT PRIMARY KEY)",
    "CREATE TABLE posting (feature INTEGER, part INTEGER, ids BLOB NOT NULL, PRIMARY KEY (feature, part))"
    " WITHOUT ROWID",
    "CREATE TABLE length (part INTEGER PRIMARY KEY, lengths BLOB NOT NULL)",
)
_TABLES = ("about", "file", "source", "unit", "locale", "posting", "length")
_FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What comes of a file that is broken: its messages may be broken too."""
_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_HINT = "make its folder writable, or remove it"
_HINTS = {
    sqlite3.SQLITE_FULL: "free some space and run it again",
    sqlite3.SQLITE_IOERR: "free some space, or see what the system says of its disk",
    sqlite3.SQLITE_BUSY: "another run holds it: wait for that one",
    sqlite3.SQLITE_LOCKED: "another run holds it: wait for that one",
}
_WAIT = 300  # seconds for another run to finish a file


def connect(file: Path, maker: str) -> sqlite3.Connection:
    """A connection to the memory in `file`, in autocommit mode; empty if it was not made by `maker`.

    A file that is no database is removed first. Raises L10nError where there can be none.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _opened(file, maker)
        except _FAULTS as error:
            if _is_trouble(error):
                raise
            databases.remove(file)
            return _opened(file, maker)
    except (OSError, *_FAULTS) as error:
        raise _unusable(file, error) from None


class BrokenError(Exception):
    """The file is not what SQLite wrote: it is to be removed and built anew."""


@contextmanager
def judged(file: Path) -> Iterator[None]:
    """What SQLite says against a file: BrokenError, or L10nError where it is not the file's fault."""
    try:
        yield
    except _FAULTS as error:
        if _is_trouble(error):
            raise _unusable(file, error) from None
        raise BrokenError(str(error)) from None


def _opened(file: Path, maker: str) -> sqlite3.Connection:
    def prepare(database: sqlite3.Connection) -> None:
        database.execute("PRAGMA mmap_size=1073741824")
        database.execute("PRAGMA cache_size=-65536")
        if not _is_made_by(database, maker):
            _lay_out(database, maker)

    # What the power takes with it is read from the catalogs again.
    return databases.connect(file, prepare, wait=_WAIT, autocommit=True)


def _is_made_by(database: sqlite3.Connection, maker: str) -> bool:
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
        return False
    found = database.execute("SELECT value FROM about WHERE name = 'maker'").fetchone()
    return found is not None and found[0] == maker


def _lay_out(database: sqlite3.Connection, maker: str) -> None:
    """Drop what is there and make the tables, in one transaction: another run sees the old or the new."""
    database.execute("BEGIN IMMEDIATE")
    try:
        if not _is_made_by(database, maker):  # another run may have been here first
            for name in _TABLES:
                database.execute(f"DROP TABLE IF EXISTS {name}")
            for statement in _LAYOUT:
                database.execute(statement)
            database.execute("INSERT INTO about VALUES ('maker', ?)", (maker,))
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def _is_trouble(error: Exception) -> bool:
    """Whether the fault is not the file's: another run holds it, it may not be written, the disk is full."""
    return databases.code(error) in _TROUBLE


def _unusable(file: Path, error: Exception) -> L10nError:
    hint = _HINTS.get(databases.code(error), _HINT)
    return L10nError(f"the memory cannot be used: {error}", str(file), hint=hint)
