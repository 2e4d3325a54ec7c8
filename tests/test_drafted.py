"""The record of drafts: what was written is known again, by catalog and source; a broken file is replaced."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from l10n.drafted import Record, Written, is_untouched
from l10n.errors import L10nError
from l10n.model import Draft, Entry, Key, State

REST = Key(None, "Rest is good for a sprain.")
TITLE = Key("title", "Rest is good for a sprain.")
DRAFT = Draft("El reposo es bueno para un esguince.", "MT: apertium eng-spa", signature="apertium 3.8")


def refuse(message: str) -> None:
    raise AssertionError(message)


def record(folder: Path) -> Record:
    return Record(folder / ".l10n" / "drafts.sqlite", refuse)


def test_what_was_written_is_known_to_the_next_run_by_catalog_and_by_source(tmp_path: Path) -> None:
    with record(tmp_path) as kept:
        kept.remember("es", "locales/es/a.po", {REST: DRAFT})
        kept.remember("es", "locales/es/b.po", {REST: DRAFT, TITLE: Draft("Reposo.", "TM: 100% x.po")})
    with record(tmp_path) as kept:
        assert kept.written("es", "locales/es/a.po") == {REST: DRAFT}
        assert kept.written("fr", "locales/es/a.po") == {}
        assert sorted(one.path for one in kept.by_key("es", REST)) == ["locales/es/a.po", "locales/es/b.po"]
        assert kept.by_key("es", TITLE) == [
            Written("locales/es/b.po", TITLE, Draft("Reposo.", "TM: 100% x.po"))
        ]
        assert kept.paths("es") == ["locales/es/a.po", "locales/es/b.po"]


def test_an_empty_context_is_not_the_same_as_none(tmp_path: Path) -> None:
    with record(tmp_path) as kept:
        kept.remember("es", "a.po", {Key(None, "Fever"): DRAFT, Key("", "Fever"): Draft("Fiebre", "MT: x")})
        assert len(kept.written("es", "a.po")) == 2
        assert [one.draft.text for one in kept.by_key("es", Key("", "Fever"))] == ["Fiebre"]


def test_the_latest_draft_of_an_entry_counts_and_a_forgotten_catalog_is_gone(tmp_path: Path) -> None:
    with record(tmp_path) as kept:
        kept.remember("es", "a.po", {REST: DRAFT})
        kept.remember("es", "a.po", {REST: Draft("Descanse.", "MT: x")})
        assert kept.written("es", "a.po") == {REST: Draft("Descanse.", "MT: x")}
        kept.forget("es", "a.po", [TITLE])
        assert kept.paths("es") == ["a.po"]
        kept.forget("es", "a.po", [REST])
        assert kept.paths("es") == []
        kept.remember("es", "a.po", {REST: DRAFT})
        kept.forget("es", "a.po")
        assert kept.paths("es") == []


def test_a_path_that_is_no_text_is_kept_too(tmp_path: Path) -> None:
    odd = os.fsdecode(b"locales/es/caf\xe9.po")
    with record(tmp_path) as kept:
        kept.remember("es", odd, {REST: DRAFT})
        assert kept.written("es", odd) == {REST: DRAFT}
        assert kept.paths("es") == [odd]


def test_nothing_is_made_until_something_is_asked(tmp_path: Path) -> None:
    with record(tmp_path) as kept:
        kept.remember("es", "a.po", {})
    assert not (tmp_path / ".l10n").exists()


def test_a_draft_is_untouched_as_long_as_every_letter_is_the_machines() -> None:
    entry = Entry(REST, DRAFT.text, State.DRAFT)
    assert is_untouched(entry, {REST: DRAFT})
    assert not is_untouched(entry, {})
    assert not is_untouched(Entry(REST, DRAFT.text.lower(), State.DRAFT), {REST: DRAFT})
    assert not is_untouched(Entry(REST, DRAFT.text, State.REVIEWED), {REST: DRAFT})
    assert not is_untouched(Entry(REST, DRAFT.text, State.STALE), {REST: DRAFT})


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_record_is_set_aside_and_said(tmp_path: Path, content: bytes) -> None:
    file, said = tmp_path / "drafts.sqlite", list[str]()
    file.write_bytes(content)
    with Record(file, said.append) as kept:
        kept.remember("es", "a.po", {REST: DRAFT})
        assert kept.written("es", "a.po") == {REST: DRAFT}
    assert len(said) == 1
    assert "set aside as drafts.sqlite.broken" in said[0]
    assert (tmp_path / "drafts.sqlite.broken").read_bytes() == content


def test_what_a_version_without_scores_wrote_is_known_still(tmp_path: Path) -> None:
    file = tmp_path / "drafts.sqlite"
    with Record(file, refuse) as kept:
        kept.remember("es", "a.po", {REST: replace(DRAFT, score=-0.25), TITLE: DRAFT})
        assert kept.written("es", "a.po") == {REST: replace(DRAFT, score=-0.25), TITLE: DRAFT}
    database = sqlite3.connect(file)
    with database:  # as it was before scores were kept
        database.execute("ALTER TABLE draft_2 RENAME TO draft_1")
        database.execute("ALTER TABLE draft_1 DROP COLUMN score")
        database.execute("DROP INDEX draft_2_by_path")
    database.close()
    with Record(file, refuse) as kept:
        assert kept.written("es", "a.po") == {REST: DRAFT, TITLE: DRAFT}
        kept.forget("es", "a.po")
    with Record(file, refuse) as kept:
        assert kept.written("es", "a.po") == {}, "what is forgotten does not come back"


def test_a_newer_layout_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "drafts.sqlite"
    database = sqlite3.connect(file)
    with database:
        database.execute("CREATE TABLE draft_3 (all_in_one TEXT)")
        database.execute("INSERT INTO draft_3 VALUES ('of a later version')")
    database.close()
    with Record(file, refuse) as kept:
        kept.remember("es", "a.po", {REST: DRAFT})
        assert kept.written("es", "a.po") == {REST: DRAFT}
    database = sqlite3.connect(file)
    assert database.execute("SELECT * FROM draft_3").fetchall() == [("of a later version",)]
    database.close()


def test_where_no_file_can_be_one_line_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "drafts.sqlite").mkdir()
    with Record(tmp_path / "drafts.sqlite", refuse) as kept, pytest.raises(L10nError) as caught:
        kept.remember("es", "a.po", {REST: DRAFT})
    assert os.fspath(tmp_path) in str(caught.value)
    assert caught.value.hint
