"""An extraction passes over what is as it left it, and over nothing else."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from l10n import config, merging, pipeline, stamps
from l10n.config import Config
from l10n.project import Source

LEAST = 'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/*"]\n'
SOURCE, CATALOG = "source_texts/a.txt", "locales/es/a.po"


@pytest.fixture
def project(tmp_path: Path) -> Config:
    """A project whose one article is extracted, long enough ago for the clock to have ticked."""
    (tmp_path / "source_texts").mkdir()
    (tmp_path / SOURCE).write_text("What helps?\n\nRest is good for a sprain.\n")
    (tmp_path / "l10n.toml").write_text(LEAST)
    settings = config.load(tmp_path)
    pipeline.extract(settings, [], [], check=False)
    for name in (SOURCE, CATALOG):
        os.utime(tmp_path / name, ns=(time.time_ns() - 10**9,) * 2)
    pipeline.extract(settings, [], [], check=False)
    return settings


def merged(settings: Config, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that another extraction looks at."""
    seen: list[str] = []
    work = merging.Work.__call__

    def watched(self: merging.Work, source: Source) -> merging.Done:
        seen.append(source.shown)
        return work(self, source)

    monkeypatch.setattr(merging.Work, "__call__", watched)
    pipeline.extract(settings, [], [], check=False)
    return seen


def test_nothing_changed_and_nothing_is_looked_at(project: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    assert merged(project, monkeypatch) == []


@pytest.mark.parametrize("name", [SOURCE, CATALOG])
def test_a_file_written_again_with_as_many_bytes_is_seen(
    name: str, project: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (project.root / name).read_bytes()
    (project.root / name).write_bytes(data.replace(b"sprain", b"strain"))
    assert merged(project, monkeypatch) == [SOURCE]
    assert "strain" in (project.root / CATALOG).read_text() or name == CATALOG


def test_a_catalog_that_is_gone_comes_back(project: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.root / CATALOG).unlink()
    assert merged(project, monkeypatch) == [SOURCE]
    assert (project.root / CATALOG).exists()


def test_another_configuration_is_another_extraction(
    project: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.root / "l10n.toml").write_text(LEAST + 'unit = "block"\n')
    assert merged(config.load(project.root), monkeypatch) == [SOURCE]


def test_a_file_as_young_as_its_stamp_is_believed_by_its_checksum_alone(tmp_path: Path) -> None:
    settings = Config(tmp_path, "l10n.toml", "en", ("es",), (), "x")
    file = tmp_path / "a.txt"
    file.write_bytes(b"5 mg")
    about = file.stat()
    record = stamps.read(settings)
    record.add("a.txt", (about.st_mtime_ns, about.st_size, about.st_ino), stamps.checksum(b"5 mg"))
    record.save()
    assert stamps.read(settings).holds(["a.txt"])
    file.write_bytes(b"9 mg")
    os.utime(file, ns=(about.st_mtime_ns, about.st_mtime_ns))  # in the same tick of the clock
    assert not stamps.read(settings).holds(["a.txt"])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"maker": 5}', '{"maker": "x", "files": []}', "\udcff"])
def test_a_broken_record_costs_time_and_nothing_else(
    text: str, project: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = project.root / ".l10n" / "extracted.json"
    record.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert merged(project, monkeypatch) == [SOURCE]


def test_a_record_whose_maker_fits_and_whose_files_do_not_costs_time_only(project: Config) -> None:
    record = project.root / ".l10n" / "extracted.json"
    said = json.loads(record.read_text())
    record.write_text(json.dumps(said | {"files": {SOURCE: 5}}))
    assert stamps.read(project).old == {}


def test_check_writes_no_record(tmp_path: Path) -> None:
    (tmp_path / "source_texts").mkdir()
    (tmp_path / SOURCE).write_text("What helps?\n")
    (tmp_path / "l10n.toml").write_text(LEAST)
    assert pipeline.extract(config.load(tmp_path), [], [], check=True).changed == 1
    assert not (tmp_path / ".l10n").exists()


def test_a_run_over_some_sources_keeps_the_stamps_of_the_others(project: Config) -> None:
    (project.root / "source_texts" / "b.txt").write_text("And then?\n")
    pipeline.extract(project, [project.root / "source_texts" / "b.txt"], [], check=False)
    assert set(stamps.read(project).old) == {SOURCE, CATALOG, "source_texts/b.txt", "locales/es/b.po"}
