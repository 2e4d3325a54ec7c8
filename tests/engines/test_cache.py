"""The cache: what was said is found again, also by two runs at once; a broken file costs its content only."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from l10n.engines import Translation
from l10n.engines.cache import Cache
from l10n.errors import L10nError

SAID = {
    "Take \ue000 now.": Translation("Tome \ue000 ya.", -0.25, ("now", "a, b")),
    "Rest.": Translation("Descanse.\0", None),
}


def refuse(message: str) -> None:
    raise AssertionError(message)


def test_what_was_put_is_there_for_the_next_run_as_it_was(tmp_path: Path) -> None:
    with Cache(tmp_path / "folder" / "cache.sqlite", refuse) as cache:
        cache.put("engine 1", "en", "es", SAID)
    with Cache(tmp_path / "folder" / "cache.sqlite", refuse) as cache:
        assert cache.get("engine 1", "en", "es", [*SAID, "Unknown."]) == SAID


def test_another_signature_or_pair_knows_nothing_of_it(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.sqlite", refuse) as cache:
        cache.put("engine 1", "en", "es", SAID)
        for asked in (("engine 2", "en", "es"), ("engine 1", "en", "fr"), ("engine 1e", "n", "es")):
            assert cache.get(*asked, list(SAID)) == {}


def test_failures_are_not_kept_and_the_latest_word_counts(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.sqlite", refuse) as cache:
        cache.put("e", "en", "es", {"a": Translation("", failure="too long"), "b": Translation("be")})
        cache.put("e", "en", "es", {"b": Translation("bé")})
        assert cache.get("e", "en", "es", ["a", "b"]) == {"b": Translation("bé")}


def test_more_texts_than_one_query_takes_are_found(tmp_path: Path) -> None:
    many = {f"text {number}": Translation(f"texto {number}") for number in range(1201)}
    with Cache(tmp_path / "cache.sqlite", refuse) as cache:
        cache.put("e", "en", "es", many)
        assert cache.get("e", "en", "es", list(many)) == many


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_cache_is_set_aside_and_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cache.sqlite"
    file.write_bytes(content)
    said: list[str] = []
    with Cache(file, said.append) as cache:
        cache.put("e", "en", "es", SAID)
        assert cache.get("e", "en", "es", list(SAID)) == SAID
    assert len(said) == 1
    assert "set aside as cache.sqlite.broken" in said[0]
    assert (tmp_path / "cache.sqlite.broken").read_bytes() == content


def test_a_file_damaged_within_is_set_aside_when_that_shows(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    many = {f"{number} {'x' * 500}": Translation("y" * 500) for number in range(300)}
    with Cache(file, refuse) as cache:
        cache.put("e", "en", "es", many)
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    file.write_bytes(data)
    said: list[str] = []
    with Cache(file, said.append) as cache:
        cache.get("e", "en", "es", list(many))
        cache.put("e", "en", "es", SAID)
        assert cache.get("e", "en", "es", list(SAID)) == SAID
    assert len(said) == 1


def test_a_row_of_another_tool_is_no_crash(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    with Cache(file, refuse) as cache:
        cache.put("e", "en", "es", SAID)
    database = sqlite3.connect(file)
    with database:
        database.execute("UPDATE translation_1 SET unknown = '['")
    database.close()
    said: list[str] = []
    with Cache(file, said.append) as cache:
        assert cache.get("e", "en", "es", ["Rest."]) == {}
    assert said


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(L10nError, match=r"cache\.sqlite: cannot be opened: .*; make its folder writable"):
        Cache(tmp_path / "file" / "cache.sqlite", refuse)


WRITER = """
import sys
from pathlib import Path
from l10n.engines import Translation
from l10n.engines.cache import Cache
who = sys.argv[2]
with Cache(Path(sys.argv[1]), sys.exit) as cache:
    for number in range(30):
        cache.put("e", "en", "es", {f"{who} {number}": Translation(who)})
        assert f"{who} {number}" in cache.get("e", "en", "es", [f"{who} {number}"])
"""


def test_runs_that_share_the_file_lose_nothing_of_each_other(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), str(who)]) for who in range(4)]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    with Cache(file, refuse) as cache:
        asked = [f"{who} {number}" for who in range(4) for number in range(30)]
        assert len(cache.get("e", "en", "es", asked)) == 120


def test_a_table_of_a_newer_version_is_left_to_it(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    database = sqlite3.connect(file)
    with database:
        database.execute("CREATE TABLE translation_2 (key BLOB PRIMARY KEY, other TEXT)")
        database.execute("INSERT INTO translation_2 VALUES (x'00', 'kept')")
    database.close()
    with Cache(file, refuse) as cache:
        cache.put("e", "en", "es", SAID)
        assert cache.get("e", "en", "es", list(SAID)) == SAID
    database = sqlite3.connect(file)
    assert database.execute("SELECT other FROM translation_2").fetchall() == [("kept",)]
    database.close()


def test_a_full_disk_is_one_line_and_what_was_put_before_stays(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    with Cache(file, refuse) as cache:
        cache.put("e", "en", "es", SAID)
        pages = cache._database.execute("PRAGMA page_count").fetchone()[0]
        cache._database.execute(f"PRAGMA max_page_count = {pages}")
        many = {f"{number}": Translation("x" * 5_000) for number in range(50)}
        with pytest.raises(L10nError, match=r"cannot be used: database or disk is full; make room"):
            cache.put("e", "en", "es", many)
        assert cache.get("e", "en", "es", list(SAID)) == SAID
        assert cache.get("e", "en", "es", list(many)) == {}
