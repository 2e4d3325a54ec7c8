"""What engines have said, kept in one SQLite file: a second run costs nothing, a stopped one goes on.

A translation is found again by its engine's signature, its pair and the text with slots. Two runs may share
the file. It can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from l10n.engines import Translation
from l10n.errors import L10nError
from l10n.storage import databases

# The number grows when the columns change: versions of l10n that differ in them share the file in peace.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS translation_1 (
    key BLOB PRIMARY KEY, text TEXT NOT NULL, score REAL, unknown TEXT NOT NULL
) WITHOUT ROWID
"""
_SOME = 500
"""Keys in one query; SQLite allows 999 in its older versions."""


class Cache:
    """An open cache; a context manager. A file that is broken is set aside, `warn` is told, a new one begun.

    Raises L10nError where the file can be neither opened nor made.
    """

    def __init__(self, file: Path, warn: Callable[[str], None]) -> None:
        self._file = file
        self._warn = warn
        self._database = self._opened()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was put is in it already."""
        self._database.close()

    def get(self, signature: str, source: str, target: str, texts: Sequence[str]) -> dict[str, Translation]:
        """The translations that are known of these texts, by text."""
        texts_by_key = {_key(signature, source, target, text): text for text in texts}
        keys = list(texts_by_key)
        found: dict[str, Translation] = {}
        with self._mended():
            for start in range(0, len(keys), _SOME):
                some = keys[start : start + _SOME]
                query = f"SELECT * FROM translation_1 WHERE key IN ({','.join('?' * len(some))})"  # noqa: S608  marks
                for key, text, score, unknown in self._database.execute(query, some):
                    found[texts_by_key[key]] = Translation(text, score, tuple(json.loads(unknown)))
        return found

    def put(self, signature: str, source: str, target: str, made: Mapping[str, Translation]) -> None:
        """Keep translations, by text, all of them or none; failures are not kept."""
        rows = [
            (_key(signature, source, target, text), one.text, one.score, json.dumps(one.unknown))
            for text, one in made.items()
            if not one.failure
        ]
        with self._mended(), self._database:
            self._database.executemany("INSERT OR REPLACE INTO translation_1 VALUES (?, ?, ?, ?)", rows)

    def _opened(self) -> sqlite3.Connection:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                return _connected(self._file)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self._set_aside(error)
                return _connected(self._file)
        except (OSError, sqlite3.Error) as error:
            is_full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            hint = "free some space and run it again" if is_full else "make its folder writable"
            raise L10nError(f"cannot be opened: {error}", self._file, hint=hint) from None

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """A file found broken in use is replaced by an empty one; what was asked of it is then unknown."""
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.ProgrammingError) as error:
            raise L10nError(f"cannot be used: {error}", self._file, hint="make room, or remove it") from None
        except (sqlite3.DatabaseError, ValueError) as error:
            self._database.close()
            self._set_aside(error)
            self._database = self._opened()

    def _set_aside(self, error: Exception) -> None:
        aside = databases.set_aside(self._file)
        self._warn(
            f"{self._file}: the cache is broken ({error}); set aside as {aside.name}, a new one is begun"
        )


def _connected(file: Path) -> sqlite3.Connection:
    def prepare(database: sqlite3.Connection) -> None:
        database.execute(_SCHEMA)

    # Losing the last drafts with the power is no harm: they are made again.
    return databases.connect(file, prepare, wait=60)


def _key(*parts: str) -> bytes:
    """A digest of the parts, each with its length before it, so that none can run into the next."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode() + data)
    return digest.digest()
