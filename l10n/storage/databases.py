"""SQLite files that several runs share: opened with patience, set aside or removed where they are broken.

They hold what can be found or made again; each owner says what becomes of a file that is not one of its own.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_PAUSE: Final = 0.02  # seconds between two tries
_BESIDE: Final = ("-wal", "-shm")


def connect(
    file: Path,
    prepare: Callable[[sqlite3.Connection], None],
    *,
    wait: float,
    synchronous: str = "NORMAL",
    autocommit: bool = False,
) -> sqlite3.Connection:
    """A connection with a write-ahead log, after `prepare` has laid the file out; it may be asked again.

    `wait` is how many seconds another run may hold the file, here and in every later statement. With
    `autocommit`, transactions begin and end where they are told to only. Raises what sqlite3 raises.
    """
    # Where two runs open a file at one moment, or one closes it, SQLite says at once that it is busy, without
    # the wait that it keeps elsewhere: https://sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY".
    last = time.monotonic() + wait
    while True:
        try:
            return _opened(file, prepare, wait, synchronous, autocommit)
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > last:
                raise
            time.sleep(_PAUSE)


def is_busy(error: Exception) -> bool:
    """Whether an error of sqlite3 says that another run holds the file."""
    return code(error) in _BUSY


def code(error: Exception) -> int:
    """SQLite's primary result code (https://sqlite.org/rescode.html) of an error, 0 of others."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def remove(file: Path) -> None:
    """Remove a file with what SQLite keeps beside it; what is not there need not be removed."""
    for suffix in ("", *_BESIDE):
        with suppress(FileNotFoundError):
            file.with_name(f"{file.name}{suffix}").unlink()


def set_aside(file: Path) -> Path:
    """Rename a broken file to `NAME.broken`, over an earlier one; returns the new path."""
    aside = file.with_name(f"{file.name}.broken")
    file.replace(aside)
    for suffix in _BESIDE:
        with suppress(FileNotFoundError):
            file.with_name(f"{file.name}{suffix}").unlink()
    return aside


def _opened(
    file: Path,
    prepare: Callable[[sqlite3.Connection], None],
    wait: float,
    synchronous: str,
    autocommit: bool,
) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=wait, isolation_level=None if autocommit else "DEFERRED")
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(f"PRAGMA synchronous={synchronous}")
        prepare(database)
    except BaseException:
        database.close()
        raise
    return database
