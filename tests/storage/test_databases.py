"""SQLite files shared by runs that begin at one moment, and what becomes of broken ones."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from l10n.storage import databases

OPEN = """
import sys
from pathlib import Path
from l10n.storage import databases

def lay_out(database):
    database.execute("CREATE TABLE IF NOT EXISTS visit (name TEXT)")

sys.stdout.write("ready\\n")
sys.stdout.flush()
for line in sys.stdin:
    database = databases.connect(Path(line.rstrip()), lay_out, wait=60)
    with database:
        database.execute("INSERT INTO visit VALUES ('here')")
    database.close()
    sys.stdout.write("done\\n")
    sys.stdout.flush()
"""


def tell(run: subprocess.Popen[str], line: str) -> None:
    """Give a run a line."""
    assert run.stdin
    run.stdin.write(f"{line}\n")
    run.stdin.flush()


def answer(run: subprocess.Popen[str]) -> str:
    """The line that a run says next."""
    assert run.stdout
    return run.stdout.readline().rstrip()


def nothing(database: sqlite3.Connection) -> None:
    """A file that needs no layout."""


def test_runs_that_open_a_new_file_at_one_moment_all_get_it(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [answer(run) for run in runs] == ["ready"] * 4
    for number in range(40):
        for run in runs:
            tell(run, str(tmp_path / str(number)))
        assert [answer(run) for run in runs] == ["done"] * 4
    for run in runs:
        run.communicate()
    for number in range(40):
        with closing(sqlite3.connect(tmp_path / str(number))) as database:
            assert database.execute("SELECT count(*) FROM visit").fetchone() == (4,)


def test_a_busy_file_is_asked_again(tmp_path: Path) -> None:
    asked = []

    def busy_once(database: sqlite3.Connection) -> None:
        asked.append(database)
        if len(asked) == 1:
            busy = sqlite3.OperationalError("database is locked")
            busy.sqlite_errorcode = sqlite3.SQLITE_BUSY_RECOVERY
            raise busy

    with closing(databases.connect(tmp_path / "busy.sqlite", busy_once, wait=60)) as database:
        assert asked[1:] == [database]


def test_a_file_that_stays_held_is_said_to_be_busy_after_the_wait(tmp_path: Path) -> None:
    file = tmp_path / "held.sqlite"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE visit (name TEXT)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError) as caught:
            databases.connect(file, nothing, wait=0.1)
    assert databases.is_busy(caught.value)


def test_what_is_set_aside_keeps_its_bytes_and_leaves_the_place_free(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    for name in ("cache.sqlite", "cache.sqlite-wal", "cache.sqlite.broken"):
        (tmp_path / name).write_text(name)
    aside = databases.set_aside(file)
    assert aside.read_text() == "cache.sqlite"
    assert [path.name for path in tmp_path.iterdir()] == ["cache.sqlite.broken"]


def test_a_file_is_removed_with_all_beside_it_and_none_need_be_there(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    for name in ("memory.sqlite", "memory.sqlite-wal", "memory.sqlite-shm"):
        (tmp_path / name).write_text("")
    databases.remove(file)
    databases.remove(file)
    assert list(tmp_path.iterdir()) == []
