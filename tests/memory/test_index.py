"""The index follows its files: what is new is added, what is gone goes, and it can always be built anew."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from memories import index, unit

from l10n.errors import L10nError
from l10n.memory import Index, Known, Memory, Remembered
from l10n.model import Key


def targets(there: Index, source: str = "Rest.") -> list[str]:
    return [one.target for one in Memory(there, "en", "es").exact(Key(None, source))]


def test_a_file_put_again_holds_what_it_holds_now() -> None:
    there = index(unit("Rest.", "Descanse."), unit("Drink.", "Beba."))
    rows = there.database.execute("SELECT max(id) FROM unit").fetchone()
    with there.writing():
        there.put(
            Known("locales/es/a.po", "es", "1 2 3", 2), [unit("Drink.", "Beba."), unit("Rest.", "Repose.")]
        )
    assert (targets(there), targets(there, "Drink.")) == (["Repose."], ["Beba."])
    assert there.files()["locales/es/a.po"] == Known("locales/es/a.po", "es", "1 2 3", 2)
    (last,) = there.database.execute("SELECT max(id) FROM unit").fetchone()
    assert last == rows[0] + 1, "what stayed the same was not written again"


def test_what_stands_twice_in_a_file_is_there_twice_and_goes_once() -> None:
    there = index(unit("Rest.", "Descanse."), unit("Rest.", "Descanse."))
    count = "SELECT count(*) FROM unit"
    assert there.database.execute(count).fetchone() == (2,)
    with there.writing():
        there.put(Known("locales/es/a.po", "es", "", 2), [unit("Rest.", "Descanse.")])
    assert there.database.execute(count).fetchone() == (1,)
    assert targets(there) == ["Descanse."]


def test_a_forgotten_file_leaves_nothing_behind() -> None:
    there = index(unit("Rest.", "Descanse."))
    with there.writing():
        there.forget("locales/es/a.po")
    assert (targets(there), there.files()) == ([], {})
    assert Memory(there, "en", "es").similar("Rest.") == []


def test_a_change_that_stops_halfway_is_not_made() -> None:
    there = index(unit("Rest.", "Descanse."))

    def stopped() -> Iterator[Remembered]:
        yield unit("Drink water.", "Beba agua.")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), there.writing():
        there.put(Known("b.po", "es", "", 1), stopped())
    assert list(there.files()) == ["locales/es/a.po"]
    with there.writing():
        there.put(Known("b.po", "es", "", 1), [unit("Drink wine.", "Beba vino.")])
    assert [one.source for one in Memory(there, "en", "es").similar("Drink wine.")] == ["Drink wine."]


def test_another_make_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    index(unit("Rest.", "Descanse."), file=file).close()
    with Index(file, "tests") as there:
        assert targets(there) == ["Descanse."]
    with Index(file, "another source locale") as there:
        assert there.files() == {}


@pytest.mark.parametrize("holds", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_memory_is_replaced(tmp_path: Path, holds: bytes) -> None:
    file = tmp_path / "memory.sqlite"
    file.write_bytes(holds)
    with index(unit("Rest.", "Descanse."), file=file) as there:
        assert targets(there) == ["Descanse."]


def test_the_database_of_another_program_is_laid_out_anew(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE unit (x)")
    other.close()
    with index(unit("Rest.", "Descanse."), file=file) as there:
        assert targets(there) == ["Descanse."]


def test_where_there_can_be_no_file_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "memory.sqlite").mkdir()
    with pytest.raises(L10nError, match="the memory cannot be used"):
        Index(tmp_path / "memory.sqlite", "tests")


FILL = """
import sys
from pathlib import Path
from l10n.memory import Index, Known, Remembered
file, name = Path(sys.argv[1]), sys.argv[2]
def unit(source, target):
    return Remembered(source, source, target, target, "es")
with Index(file, "tests") as there:
    for number in range(30):
        with there.writing():
            there.put(Known(f"{name}{number}", "es", "", 1), [unit(f"Take {number} pills.", name)])
            there.put(Known("both", "es", "", number), [unit("Rest.", f"{number}")])
"""


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    runs = [subprocess.Popen([sys.executable, "-c", FILL, file, name]) for name in ("one", "two")]
    assert [run.wait() for run in runs] == [0, 0]
    with Index(file, "tests") as there:
        assert len(there.files()) == 61
        for number in range(30):
            assert sorted(targets(there, f"Take {number} pills.")) == ["one", "two"]
        found = Memory(there, "en", "es").similar("Take 7 pills.")
        assert found[0].source == "Take 7 pills."
        assert targets(there) == ["29"]
