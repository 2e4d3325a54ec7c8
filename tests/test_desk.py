"""The desk: `--force` makes anew only what a machine wrote and nobody touched; what is left is counted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from l10n import catalog, config, desk, drafted, pipeline, routing
from l10n.config import Config
from l10n.draft.faults import Kind
from l10n.draft.tally import SHOWN, Tally
from l10n.engines import Engine, Translation, pseudo
from l10n.errors import EngineError, L10nError
from l10n.model import Draft, Entry, State
from l10n.outcome import Outcome
from l10n.storage import files

LEAST = 'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/*"]\n[draft]\nengine = "pseudo"\n'
PO = Path("locales/es/a.po")
TEXT = "What helps?\n\nRest is good. Ice helps too. Take it slowly. Call a doctor.\n"


class Other:
    """An engine that says another thing each time it is named anew, or breaks."""

    name, batch, translates = "other", 10, False

    def __init__(self, word: str) -> None:
        self.word = word

    def signature(self, source: str, target: str) -> str:
        return f"other {self.word}"

    def origin(self, source: str, target: str) -> str:
        return f"other {self.word}"

    def pairs(self) -> list[tuple[str, str]]:
        return [("en", "es")]

    def prepare(self, source: str, target: str, progress: object) -> bool:
        return True

    def translate(self, texts: list[str], source: str, target: str) -> list[Translation]:
        if self.word == "broken":
            raise EngineError("the engine is gone")
        return [Translation(f"{self.word} {text}") for text in texts]


@pytest.fixture
def project(tmp_path: Path) -> Config:
    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(LEAST)
    (tmp_path / "source_texts" / "a.txt").write_text(TEXT)
    settings = config.load(tmp_path)
    pipeline.extract(settings, (), (), check=False)
    pipeline.draft(settings, (), ())
    return settings


def entries(settings: Config) -> dict[str, Entry]:
    return {one.source: one for one in catalog.read(Path(settings.root) / PO).entries}


def edited(settings: Config, source: str, **changes: object) -> None:
    """A person opens the file and changes an entry."""
    file = Path(settings.root) / PO
    found = catalog.read(file)
    now = tuple(catalog.edit(one, **changes) if one.source == source else one for one in found.entries)
    file.write_bytes(catalog.dump(replace(found, entries=now)))


def forced(settings: Config, monkeypatch: pytest.MonkeyPatch, word: str) -> Outcome:
    def get(_: Config, name: str) -> Engine:
        return Other(word)  # type: ignore[return-value]

    monkeypatch.setattr(routing, "configured", get)
    return pipeline.draft(settings, (), (), force=True)


def test_force_makes_untouched_drafts_anew_and_nothing_else(
    project: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(project, "Rest is good.", target="El reposo es bueno.", state=State.REVIEWED, origin="")
    edited(project, "Ice helps too.", target="El hielo ayuda.")  # still fuzzy, `# MT:` still there
    edited(project, "Take it slowly.", comments=("is this right?",))
    before = entries(project)
    outcome = forced(project, monkeypatch, "uno")
    now = entries(project)
    for kept in ("Rest is good.", "Ice helps too."):
        assert now[kept] == before[kept]
    assert (now["Call a doctor."].target, now["Call a doctor."].origin) == (
        "uno Call a doctor.",
        "MT: other uno",
    )
    assert now["Take it slowly."].target == "uno Take it slowly."
    assert now["Take it slowly."].comments == ("is this right?",)
    assert all(now[one].state is State.DRAFT for one in now if one != "Rest is good.")
    assert outcome.lines == [
        "es: 1 draft left as they are: edited by people, or not written here",
        "es: drafted 3 by MT: other uno; 0 left empty",
    ]


def test_stale_entries_are_never_made_anew(project: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(project, "Rest is good.", target="El reposo es bueno.", state=State.REVIEWED, origin="")
    source = Path(project.root) / "source_texts" / "a.txt"
    source.write_text(TEXT.replace("Rest is good.", "Rest is very good."))
    pipeline.extract(project, (), (), check=False)
    forced(project, monkeypatch, "uno")
    stale = entries(project)["Rest is very good."]
    assert (stale.state, stale.target) == (State.STALE, "El reposo es bueno.")


def test_made_anew_and_the_same_no_byte_changes(project: Config) -> None:
    before = (Path(project.root) / PO).read_bytes()
    outcome = pipeline.draft(project, (), (), force=True)
    assert ((Path(project.root) / PO).read_bytes(), outcome.changed) == (before, 0)


def test_where_it_fails_the_old_draft_stays(project: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (Path(project.root) / PO).read_bytes()
    outcome = forced(project, monkeypatch, "broken")
    assert (Path(project.root) / PO).read_bytes() == before
    assert [str(error) for error in outcome.errors] == ["the engine is gone"]
    assert outcome.lines == ["es: drafted nothing; 0 left empty; 5 kept the draft they had"]


def test_without_the_record_every_draft_counts_as_a_persons(
    project: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    (Path(project.root) / ".l10n" / drafted.FILE).unlink()
    before = (Path(project.root) / PO).read_bytes()
    forced(project, monkeypatch, "uno")
    assert (Path(project.root) / PO).read_bytes() == before


def test_a_draft_edited_while_the_engine_works_is_kept(
    project: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(self: Other, texts: list[str], source: str, target: str) -> list[Translation]:
        edited(project, "Call a doctor.", target="Llame al médico.")
        return [Translation(f"dos {text}") for text in texts]

    monkeypatch.setattr(Other, "translate", meanwhile)
    forced(project, monkeypatch, "dos")
    found = entries(project)
    assert found["Call a doctor."].target == "Llame al médico."
    assert found["Rest is good."].target == "dos Rest is good."


def test_requests_have_their_neighbours_without_markup(tmp_path: Path) -> None:
    (tmp_path / "l10n.toml").write_text(LEAST)
    (tmp_path / "source_texts").mkdir()
    (tmp_path / "source_texts" / "a.md").write_text("# Rest\n\nIt **helps**. Sit down. Wait.\n\nThen go.\n")
    settings = config.load(tmp_path)
    pipeline.extract(settings, (), (), check=False)
    from l10n import articles

    one = desk.collect(settings, list(articles.read(settings, (), Outcome())), "es", Outcome())
    found = {request.source: (request.before, request.after) for request in one.requests}
    assert found["Sit down."] == (("Rest", "It helps."), ("Wait.", "Then go."))
    assert found["Rest"][0] == ()


def test_what_is_left_empty_is_counted_by_kind_and_named_up_to_a_number() -> None:
    tally, outcome, whole = Tally(accept=False), Outcome(), Outcome()
    for number in range(1_200):
        tally.add(Draft("Sí.", "MT: apertium eng-spa"), partial("a.po:{}".format, number))
    for number in range(30):
        kind = Kind.NUMBER if number < 21 else Kind.LOOP
        tally.add(Draft("", "", reason="x: it is wrong", kind=kind), partial("b.po:{}".format, number))
    tally.tell("es", outcome)
    assert outcome.lines[0] == "b.po:0: left empty: x: it is wrong"
    assert outcome.lines[SHOWN:] == [
        "and 10 more; l10n -v draft shows them all",
        "es: drafted 1,200 by MT: apertium eng-spa; 30 left empty (21 numbers changed, 9 repeated itself)",
    ]
    tally.tell("es", whole, whole=True)
    assert len(whole.lines) == 31


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('engine = "psuedo"', "l10n.toml:5: unknown engine 'psuedo'; did you mean pseudo?"),
        ('engine = "pseudo"\n[engines.opneai]', "l10n.toml:6: unknown engine 'opneai'; did you mean openai?"),
    ],
)
def test_an_unknown_engine_is_told_by_its_line_in_the_file(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "l10n.toml").write_text(LEAST.replace('engine = "pseudo"', written))
    with pytest.raises(L10nError) as caught:
        pipeline.draft(config.load(tmp_path), (), ())
    assert str(caught.value) == said


def test_an_interrupt_says_what_is_left_to_do(project: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    for source in entries(project):
        edited(project, source, target="", state=State.EMPTY, origin="")
    Path(project.root, ".l10n", "cache.sqlite").unlink()
    monkeypatch.setattr(pseudo, "translate", interrupted)
    lines = pipeline.draft(project, (), ()).lines
    assert lines == ["es: drafted nothing; 0 left empty", "es: interrupted, 5 units to go: run it again"]


def test_an_interrupt_while_a_catalog_is_written_loses_none_of_it(
    project: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    update, interrupts = files.update, [KeyboardInterrupt]

    def interrupted(*arguments: Any) -> object:
        if interrupts:
            raise interrupts.pop()
        return update(*arguments)

    for source in entries(project):
        edited(project, source, target="", state=State.EMPTY, origin="")
    monkeypatch.setattr(files, "update", interrupted)
    outcome = pipeline.draft(project, (), ())
    assert (outcome.interrupted, outcome.changed) == (True, 1)
    assert all(one.state is State.DRAFT for one in entries(project).values())


def test_an_entry_left_empty_is_named_where_it_stands_after_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def but_one(texts: list[str], source: str, target: str) -> list[Translation]:
        return [Translation("" if text == "Take it slowly." else f"{text} !") for text in texts]

    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(LEAST)
    (tmp_path / "source_texts" / "a.txt").write_text(TEXT)
    settings = config.load(tmp_path)
    pipeline.extract(settings, (), (), check=False)
    monkeypatch.setattr(pseudo, "translate", but_one)
    said = pipeline.draft(settings, (), ()).lines[0]
    [left] = [one for one in entries(settings).values() if one.state is State.EMPTY]
    assert said == f"{PO}:{left.line}: left empty: pseudo: the translation is empty"


def test_pseudo_is_not_judged_as_language() -> None:
    assert not pseudo.translates
