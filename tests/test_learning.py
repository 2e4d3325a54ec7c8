"""Learning from reviewers: their words replace untouched drafts, their corrections are offered as terms."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n import catalog, config, pipeline
from l10n.cli import cli
from l10n.engines import Translation
from l10n.model import Entry, State

PO = Path("locales/es/a.po")
WORDS = {
    "A cold is mild.": "Un resfriado es leve.",
    "Colds pass by themselves.": "Los resfriados pasan solos.",
    "Nobody can vaccinate against a cold.": "Nadie puede vacunar contra un resfriado.",
    "A cold is worse with asthma.": "Un resfriado es peor con asma.",
    "Rest is good.": "El reposo es bueno.",
    "Drink 2 glasses of water.": "Beba 2 vasos de agua.",
    "Drink 5 glasses of water.": "Beba 5 copas de agua.",
    "See a doctor.": "Vea un doctor.",
}


class Phrases:
    """An engine that says what is in a table, or with a sign before it that it cannot."""

    name = "phrases"
    batch = 50

    def signature(self, source: str, target: str) -> str:
        return "phrases 1"

    def origin(self, source: str, target: str) -> str:
        return "phrases 1"

    def pairs(self) -> list[tuple[str, str]]:
        return [("en", "es")]

    def prepare(self, source: str, target: str, progress: object) -> bool:
        return True

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        return [Translation(WORDS[text]) for text in texts]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that was extracted and drafted, and that nobody has looked at yet."""
    monkeypatch.setattr("l10n.engines.get", lambda _name: Phrases())
    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(
        'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/*"]\n'
        '[draft]\nengine = "phrases"\n[glossary]\nfiles = ["terms.csv"]\n'
    )
    (tmp_path / "terms.csv").write_text("source,target,locale\nasthma,asma,es\n")
    (tmp_path / "source_texts" / "a.txt").write_text("\n\n".join(WORDS) + "\n")
    drafted(tmp_path)
    return tmp_path


def drafted(root: Path, *, learn: bool = False) -> list[str]:
    """Extract and draft; what the draft said."""
    settings = config.load(root)
    pipeline.extract(settings, [], [], check=False)
    outcome = pipeline.draft(settings, [], [], learn=learn)
    assert outcome.errors == []
    return outcome.lines


def changed(root: Path, change: Callable[[Entry], Entry], path: Path = PO) -> None:
    found = catalog.read(root / path)
    (root / path).write_bytes(catalog.dump(replace(found, entries=tuple(map(change, found.entries)))))


def reviewed(entry: Entry, target: str | None = None) -> Entry:
    """The entry as a person leaves it who has looked at it, and perhaps written something else."""
    return catalog.edit(entry, target=target or entry.target, state=State.REVIEWED)


def entries(root: Path, path: Path = PO) -> dict[str, Entry]:
    return {entry.source: entry for entry in catalog.read(root / path).entries}


def to_catarro(entry: Entry) -> Entry:
    """A reviewer who says `catarro` for a cold, and clears all that needs no change."""
    return reviewed(entry, entry.target.replace("resfriado", "catarro"))


def offered(root: Path) -> list[dict[str, object]]:
    result = CliRunner().invoke(cli, ["-C", str(root), "status", "--format", "json"])
    found: list[dict[str, object]] = json.loads(result.output)["candidates"]
    return found


def test_a_correction_made_again_and_again_is_offered_as_a_term(root: Path) -> None:
    changed(root, to_catarro)
    drafted(root, learn=True)
    (one,) = offered(root)
    assert one == {
        "locale": "es",
        "source": "cold",
        "draft": "resfriado",
        "reviewed": "catarro",
        "count": 4,
        "places": one["places"],
    }
    said = CliRunner().invoke(cli, ["-C", str(root), "status"]).output
    assert (
        'es: reviewers changed "resfriado" to "catarro" for "cold" in 4 entries;'
        " add to terms.csv: cold,catarro,es\n"
    ) in said


def test_what_is_learnt_is_the_same_after_an_extract_has_dropped_the_comments(root: Path) -> None:
    changed(root, to_catarro)
    assert all(entry.origin for entry in entries(root).values())
    drafted(root)
    assert not any(entry.origin for entry in entries(root).values())
    drafted(root, learn=True)
    assert [one["reviewed"] for one in offered(root)] == ["catarro"]


def test_learning_twice_changes_no_byte(root: Path) -> None:
    changed(root, lambda one: to_catarro(one) if "cold" in one.source.casefold() else one)
    kept = (root / PO, root / ".l10n" / "candidates.json")
    drafted(root, learn=True)
    before = [file.read_bytes() for file in kept]
    drafted(root, learn=True)
    assert [file.read_bytes() for file in kept] == before


def test_a_term_that_the_glossary_has_by_now_is_not_offered_another_is_a_contradiction(root: Path) -> None:
    changed(root, to_catarro)
    drafted(root, learn=True)
    terms = root / "terms.csv"
    terms.write_text("source,target,locale\ncold,resfriado común,es\n")
    assert [one["glossary"] for one in offered(root)] == [["resfriado común"]]
    said = CliRunner().invoke(cli, ["-C", str(root), "status"]).output
    assert 'for "cold" in 4 entries; terms.csv says resfriado común\n' in said
    terms.write_text("source,target,locale\ncold,catarro,es\n")
    assert offered(root) == []


def test_drafts_that_are_not_reviewed_tell_nothing(root: Path) -> None:
    changed(root, lambda one: replace(to_catarro(one), state=State.DRAFT, raw=None))
    drafted(root, learn=True)
    assert offered(root) == []


def test_a_word_of_people_replaces_an_untouched_draft_and_stays_a_draft(root: Path) -> None:
    (root / "source_texts" / "b.txt").write_text("See a doctor.\n\nDrink 5 glasses of water.\n")
    drafted(root)
    at_b = Path("locales/es/b.po")
    changed(root, lambda one: reviewed(one, "Consulte a su médico.") if "doctor" in one.source else one, at_b)
    changed(root, lambda one: reviewed(one, "Tome 2 vasos de agua.") if " 2 " in one.source else one)
    lines = drafted(root, learn=True)
    assert "es: 3 drafts replaced by what people have translated" in lines
    after = entries(root)
    assert after["See a doctor."].target == "Consulte a su médico."
    assert after["See a doctor."].state is State.DRAFT
    assert after["See a doctor."].origin == "TM: 100% locales/es/b.po"
    assert after["Drink 5 glasses of water."].target == "Tome 5 vasos de agua."
    assert after["Drink 5 glasses of water."].origin.startswith("TM: ")
    assert after["Rest is good."].origin == "MT: phrases 1"


def test_a_draft_that_somebody_edited_is_left_though_it_is_fuzzy(root: Path) -> None:
    (root / "source_texts" / "b.txt").write_text("See a doctor.\n")
    drafted(root)
    changed(root, lambda one: reviewed(one, "Consulte a su médico."), Path("locales/es/b.po"))
    changed(
        root,
        lambda one: catalog.edit(one, target="Acuda al médico.") if "doctor" in one.source else one,
    )
    drafted(root, learn=True)
    assert entries(root)["See a doctor."].target == "Acuda al médico."


def test_a_plain_draft_leaves_drafts_and_offers_nothing(root: Path) -> None:
    changed(root, to_catarro)
    before = (root / PO).read_bytes()
    pipeline.draft(config.load(root), [], [])
    assert (root / PO).read_bytes() == before
    assert offered(root) == []
    assert "reviewers" not in CliRunner().invoke(cli, ["-C", str(root), "status"]).output


def test_a_renamed_article_keeps_what_was_recorded_of_it(root: Path) -> None:
    changed(root, to_catarro)
    (root / "source_texts" / "a.txt").rename(root / "source_texts" / "colds.txt")
    (root / PO).rename(root / "locales/es/colds.po")
    drafted(root, learn=True)
    assert [one["reviewed"] for one in offered(root)] == ["catarro"]
    places = offered(root)[0]["places"]
    assert isinstance(places, list)
    assert all(str(place).startswith("locales/es/colds.po:") for place in places)


def test_a_broken_list_of_candidates_says_what_to_do_and_is_made_again(root: Path) -> None:
    changed(root, to_catarro)
    (root / ".l10n" / "candidates.json").write_text("[")
    result = CliRunner().invoke(cli, ["-C", str(root), "status"])
    assert result.exit_code == 2
    assert "remove it" in result.output
    (root / ".l10n" / "candidates.json").unlink()
    drafted(root, learn=True)
    assert len(offered(root)) == 1


def test_drafts_without_the_glossarys_term_are_counted(root: Path) -> None:
    (root / "terms.csv").write_text("source,target,locale\ncold,catarro,es\nasthma,asma,es\n")
    (root / PO).unlink()
    assert "es: 4 drafts without the glossary's term (l10n check names them)" in drafted(root)
    assert not any("glossary" in line for line in drafted(root))


def test_a_project_that_was_never_drafted_has_nothing_to_learn(tmp_path: Path) -> None:
    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(
        'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/*"]\n'
    )
    (tmp_path / "source_texts" / "a.txt").write_text("12\n")
    drafted(tmp_path, learn=True)
    assert offered(tmp_path) == []
