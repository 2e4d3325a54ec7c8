"""The index of the memory, written: the units of each file, their sources, and what those are found by.

Sources are kept once, numbered as they come. The sources with a feature are lists of their numbers, a list
for each 65,536 of them, so that a number takes two bytes and a new source changes the last lists alone.
"""

from __future__ import annotations

import sys
import time
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from l10n.memory import database
from l10n.memory.features import features

PART = 1 << 16
LONGEST = (1 << 16) - 1
"""The lengths that are told apart, in code points."""

_PATIENCE = 2.0  # seconds that a transaction keeps other runs waiting
_MANY = 50_000  # sources whose features are held back


class Remembered(NamedTuple):
    """One reviewed translation: texts as they stand, and with slots as `slots.slotted` has them.

    `around` is the `neighbours` of its place, 0 for none.
    """

    source: str
    slots: str
    target: str
    target_slots: str
    locale: str
    context: str | None = None
    around: int = 0


class Known(NamedTuple):
    """A file that the memory has the units of: its locale ("" for several), stamp and checksum.

    The stamp is "" where the file may have been written again with the same one.
    """

    name: str
    locale: str
    stamp: str
    checksum: int


class Index:
    """An open memory; a context manager. Methods raise BrokenError for a file that is to be built anew."""

    def __init__(self, file: Path, maker: str) -> None:
        self.file = file
        self.database = database.connect(file, f"{sys.byteorder} {maker}")
        self._lists: defaultdict[int, array[int]] = defaultdict(lambda: array("H"))
        self._lengths = array("H")
        self._first = self._next = 0
        self._since = 0.0

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was written is in it already."""
        self.database.close()

    def files(self) -> dict[str, Known]:
        """The files whose units it has, by name."""
        with database.judged(self.file):
            rows = self.database.execute("SELECT name, locale, stamp, checksum FROM file")
            return {row[0]: Known(*row) for row in rows}

    def locales(self) -> tuple[str, ...]:
        """The locales that it has, or had, translations in."""
        with database.judged(self.file):
            return tuple(tag for (tag,) in self.database.execute("SELECT tag FROM locale ORDER BY tag"))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A context for changes: all since the last pause are made or none, and other runs get their turn."""
        with database.judged(self.file):
            self._begin()
            try:
                yield
            except BaseException:
                self._forget_pending()
                self.database.execute("ROLLBACK")
                raise
            self._commit()

    def put(self, file: Known, units: Iterable[Remembered]) -> None:
        """Make these all the units of a file; where they are the same as before, its stamp alone changes."""
        number, there = self._number(file)
        for unit in units:
            row = _digest(*map(repr, unit))
            if there.get(row):
                there[row].pop()
            else:
                self._add(number, unit)
            if len(self._lengths) >= _MANY:
                self._flush()
        gone = [(one,) for ids in there.values() for one in ids]
        self.database.executemany("DELETE FROM unit WHERE id = ?", gone)
        self._pause()

    def stamp(self, file: Known) -> None:
        """Note a file's stamp and checksum; this and the two others are for a `writing` context."""
        self.database.execute(
            "UPDATE file SET stamp = ?, checksum = ? WHERE name = ?", (file.stamp, file.checksum, file.name)
        )

    def forget(self, name: str) -> None:
        """Take out all that was in a file."""
        self.database.execute("DELETE FROM unit WHERE file = (SELECT id FROM file WHERE name = ?)", (name,))
        self.database.execute("DELETE FROM file WHERE name = ?", (name,))
        self._pause()

    def is_stale(self) -> bool:
        """Whether most of its sources have no translation any more, so that building it anew pays."""
        with database.judged(self.file):
            all_of_them, used = self.database.execute(
                "SELECT (SELECT count(*) FROM source), (SELECT count(DISTINCT source) FROM unit)"
            ).fetchone()
            return bool(all_of_them > 1000 and all_of_them > 2 * used)

    def _number(self, file: Known) -> tuple[int, dict[int, list[int]]]:
        """(the file's number, the numbers of its units by their digests)."""
        found = self.database.execute("SELECT id FROM file WHERE name = ?", (file.name,)).fetchone()
        if found is None:
            made = self.database.execute(
                "INSERT INTO file (name, locale, stamp, checksum) VALUES (?, ?, ?, ?)", file
            )
            return int(made.lastrowid or 0), {}
        self.stamp(file)
        rows = self.database.execute(
            "SELECT unit.id, source.text, coalesce(source.slots, source.text), target,"
            " coalesce(unit.slots, target), locale, context, around"
            " FROM unit JOIN source ON source.id = unit.source WHERE file = ?",
            found,
        )
        there: dict[int, list[int]] = {}
        for number, *unit in rows:
            there.setdefault(_digest(*map(repr, unit)), []).append(number)
        return int(found[0]), there

    def _add(self, file: int, unit: Remembered) -> None:
        source = self._source(unit.source, unit.slots)
        slots = None if unit.target_slots == unit.target else unit.target_slots
        self.database.execute("INSERT OR IGNORE INTO locale VALUES (?)", (unit.locale,))
        self.database.execute(
            "INSERT INTO unit (file, source, locale, context, target, slots, around)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (file, source, unit.locale, unit.context, unit.target, slots, unit.around),
        )

    def _source(self, text: str, slots: str) -> int:
        """The number of a source, a new one where it has none yet."""
        key = text_hash(text)
        known = self.database.execute(
            "SELECT id FROM source WHERE hash = ? AND text = ? AND coalesce(slots, text) = ?",
            (key, text, slots),
        ).fetchone()
        if known:
            return int(known[0])
        number = self._next
        self.database.execute(
            "INSERT INTO source VALUES (?, ?, ?, ?)", (number, key, text, None if slots == text else slots)
        )
        if number % PART == 0:
            self._flush()
        for feature in features(slots):
            self._lists[feature].append(number % PART)
        self._lengths.append(min(len(slots), LONGEST))
        self._next = number + 1
        return number

    def _begin(self) -> None:
        self.database.execute("BEGIN IMMEDIATE")
        (last,) = self.database.execute("SELECT max(id) FROM source").fetchone()
        self._first = self._next = 0 if last is None else last + 1
        self._since = time.monotonic()

    def _commit(self) -> None:
        self._flush()
        self.database.execute("COMMIT")

    def _pause(self) -> None:
        if time.monotonic() - self._since > _PATIENCE:
            self._commit()
            self._begin()

    def _flush(self) -> None:
        """Write the features of the new sources, all of one part."""
        if self._lengths:
            part = self._first // PART
            self.database.executemany(
                "INSERT INTO posting VALUES (?, ?, ?) ON CONFLICT (feature, part)"
                " DO UPDATE SET ids = CAST(ids || excluded.ids AS BLOB)",
                ((one, part, self._lists[one].tobytes()) for one in sorted(self._lists)),
            )
            self.database.execute(
                "INSERT INTO length VALUES (?, ?) ON CONFLICT (part)"
                " DO UPDATE SET lengths = CAST(lengths || excluded.lengths AS BLOB)",
                (part, self._lengths.tobytes()),
            )
        self._forget_pending()

    def _forget_pending(self) -> None:
        self._lists.clear()
        self._lengths = array("H")
        self._first = self._next


def text_hash(text: str) -> int:
    """Sixty-four bits that a text is looked up by."""
    return _digest(text)


def neighbours(before: str | None, after: str | None) -> int:
    """What tells the place of a sentence: the sources before and after it in its article; 0 for none."""
    return 0 if before is None and after is None else _digest(*map(repr, (before, after)))


def _digest(*parts: str) -> int:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
