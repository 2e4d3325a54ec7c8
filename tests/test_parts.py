"""A file of rows that is too big for one catalog: read, extracted and built in parts, with nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from l10n import catalog, config, pipeline, selection
from l10n.config import Config

LEAST = (
    'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/*"]\nreferences = "line"\n'
    '[formats.jsonl]\nfields = ["answer"]\n[formats.csv]\nfields = ["answer"]\n'
)
ROWS = [f"Drink {number} glasses of water, and rest for {number + 1} days." for number in range(300)]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "WHOLE", 2000)
    monkeypatch.setattr(selection, "PART", 4000)


def project(root: Path, name: str, text: str) -> Config:
    (root / "source_texts").mkdir(exist_ok=True)
    (root / "source_texts" / name).write_text(text, encoding="utf-8", newline="")
    (root / "l10n.toml").write_text(LEAST)
    return config.load(root)


def jsonl(rows: list[str]) -> str:
    return "".join(json.dumps({"id": number, "answer": row}) + "\n" for number, row in enumerate(rows))


def csv(rows: list[str]) -> str:
    return "id,answer\r\n" + "".join(f'{number},"{row}"\r\n' for number, row in enumerate(rows))


def extract(settings: Config) -> list[Path]:
    """Extract without an error; the catalogs that are there then."""
    outcome = pipeline.extract(settings, [], [], check=False)
    assert outcome.errors == []
    return sorted(settings.root.glob("locales/es/*.po"))


def review(files: list[Path]) -> None:
    """Translate every entry, as a person would."""
    for file in files:
        text = file.read_text(encoding="utf-8")
        for row in ROWS:
            text = text.replace(f'msgid "{row}"\nmsgstr ""', f'msgid "{row}"\nmsgstr "{spanish(row)}"')
        file.write_text(text, encoding="utf-8")


def spanish(row: str) -> str:
    said = row.replace("Drink", "Beba").replace("glasses of water, and rest for", "vasos de agua y repose")
    return said.replace("days", "días")


@pytest.mark.parametrize(("name", "made"), [("faq.jsonl", jsonl), ("faq.csv", csv)])
def test_every_part_has_a_catalog_and_the_article_is_built_whole(
    name: str, made: object, tmp_path: Path
) -> None:
    assert callable(made)
    settings = project(tmp_path, name, made(ROWS))
    files = extract(settings)
    assert [file.name for file in files[:2]] == ["faq.0002.po", "faq.0003.po"]
    assert files[-1].name == "faq.po"
    found = [entry for file in files for entry in catalog.read(file).entries]
    assert sorted(entry.source for entry in found) == sorted(ROWS)
    lines = {entry.source: entry.references for entry in found}
    assert lines[ROWS[-1]] == (f"source_texts/{name}:{len(ROWS) + (name == 'faq.csv')}",)
    pipeline.build(settings, [], [])
    built = tmp_path / "build" / "es" / name
    assert built.read_bytes() == (tmp_path / "source_texts" / name).read_bytes()
    review(files)
    assert pipeline.build(settings, [], []).changed == 1
    assert built.read_bytes().decode() == made([spanish(row) for row in ROWS]).replace("\\u00ed", "í")
    assert pipeline.build(settings, [], []).changed == 0
    assert extract(settings) == files
    assert pipeline.status(settings, [], []).progress["es"][f"source_texts/{name}"].units.reviewed == 300


@pytest.mark.parametrize("at", [0, 5, 150, 299])
def test_rows_that_come_and_go_leave_the_others_reviewed(at: int, tmp_path: Path) -> None:
    settings = project(tmp_path, "faq.jsonl", jsonl(ROWS))
    review(extract(settings))
    changed = [*ROWS[:at], "Call a doctor at once.", *ROWS[at + 1 :]]
    # Rows keep their ids here, so that only the parts near the change are cut anew.
    project(tmp_path, "faq.jsonl", jsonl(ROWS).replace(ROWS[at], "Call a doctor at once."))
    extract(settings)
    counted = pipeline.status(settings, [], []).progress["es"]["source_texts/faq.jsonl"].units
    assert (counted.units, counted.reviewed) == (300, 299)
    assert "Call a doctor at once." in changed
    longer = jsonl(ROWS).splitlines(keepends=True)
    longer.insert(at, json.dumps({"id": 999, "answer": "Wash your hands."}) + "\n")
    project(tmp_path, "faq.jsonl", "".join(longer))
    extract(settings)
    counted = pipeline.status(settings, [], []).progress["es"]["source_texts/faq.jsonl"].units
    assert counted.reviewed >= 299


def test_a_broken_row_is_named_by_its_line_in_the_file_and_the_old_article_stays(tmp_path: Path) -> None:
    settings = project(tmp_path, "faq.jsonl", jsonl(ROWS))
    pipeline.build(settings, [], [])
    project(tmp_path, "faq.jsonl", jsonl(ROWS).replace('"id": 250,', '"id": ,'))
    outcome = pipeline.build(settings, [], [])
    assert [(error.path, error.line) for error in outcome.errors] == [("source_texts/faq.jsonl", 251)]
    assert (tmp_path / "build/es/faq.jsonl").read_text() == jsonl(ROWS)
    assert [file.name for file in (tmp_path / "build/es").iterdir()] == ["faq.jsonl"]


def test_nothing_is_built_of_a_part_where_something_is_unreviewed_and_must_not_be(tmp_path: Path) -> None:
    settings = project(tmp_path, "faq.jsonl", jsonl(ROWS))
    review(extract(settings)[1:])
    outcome = pipeline.build(settings, [], [], unreviewed="fail")
    assert outcome.unmet
    assert not (tmp_path / "build/es/faq.jsonl").exists()


def test_a_part_and_a_file_of_the_same_name_do_not_share_a_catalog(tmp_path: Path) -> None:
    settings = project(tmp_path, "faq.jsonl", jsonl(ROWS))
    project(tmp_path, "faq.0002.csv", csv(ROWS[:3]))
    outcome = pipeline.extract(settings, [], [], check=False)
    assert any("shares the catalog" in error.message for error in outcome.errors)
