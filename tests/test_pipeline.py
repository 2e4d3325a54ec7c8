"""The laws over whole runs: whatever is done in whatever order, nothing is promoted and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import catalog, config, pipeline
from l10n.model import EMPTY_TARGET, State

if TYPE_CHECKING:
    import pytest

SENTENCES = (
    "Rest is good for a sprain.",
    "It cannot replace a doctor.",
    "Take 5 mg of the syrup.",
    "Take 50 mg of the syrup.",
    "Ice helps, e.g. on the first day.",
    "Do not run.",
    "You should walk a little.",
    "You should not walk a little.",
)

LEAST = 'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/*"]\n'
PO = Path("locales/es/a.po")


@contextmanager
def started(sentences: list[str]) -> Iterator[config.Config]:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "source_texts").mkdir()
        (root / "l10n.toml").write_text(LEAST)
        write(root, sentences)
        yield config.load(root)


def write(root: Path, sentences: list[str]) -> None:
    (root / "source_texts" / "a.txt").write_text("What helps?\n\n" + " ".join(sentences) + "\n")


def entries(root: Path) -> dict[str, tuple[State, str]]:
    found = catalog.read(root / PO).entries if (root / PO).exists() else ()
    return {entry.source: (entry.state, entry.target) for entry in found}


def accept(root: Path, number: int, text: str | None) -> tuple[str, str] | None:
    """A person opens the file, takes an entry, corrects it (or not) and clears fuzzy."""
    if not (root / PO).exists():
        return None
    found = catalog.read(root / PO)
    live = [entry for entry in found.entries if entry.state is not State.OBSOLETE]
    chosen = live[number % len(live)]
    target = text if text is not None else chosen.target
    if not target:
        return None
    changed = catalog.edit(chosen, target=target, state=State.REVIEWED, previous=None)
    entries_now = tuple(changed if entry is chosen else entry for entry in found.entries)
    (root / PO).write_bytes(catalog.dump(replace(found, entries=entries_now)))
    return chosen.source, target


STEPS = st.lists(
    st.one_of(
        st.sampled_from([("extract",), ("draft",), ("build",), ("check",)]),
        st.tuples(st.just("edit"), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True)),
        st.tuples(st.just("accept"), st.integers(0, 9), st.none() | st.sampled_from(["Sí.", "No corra."])),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True), STEPS)
def test_only_a_person_reviews_and_no_work_of_a_person_is_lost(
    sentences: list[str], steps: list[tuple[object, ...]]
) -> None:
    with started(sentences) as project:
        root = project.root
        reviewed: dict[str, str] = {}
        written: set[str] = set()
        for name, *arguments in steps:
            if name == "extract":
                pipeline.extract(project, (), (), check=False)
            elif name == "draft":
                pipeline.draft(project, (), (), names=("pseudo",))
            elif name == "build":
                pipeline.build(project, (), (), unreviewed="source")
            elif name == "check":
                pipeline.check(project, (), ())
            elif name == "edit":
                write(root, arguments[0])  # type: ignore[arg-type]
            else:
                done = accept(root, *arguments)  # type: ignore[arg-type]
                if done:
                    reviewed[done[0]] = done[1]
                    # What this very person has just written over is nobody's loss.
                    written &= {target for _, target in entries(root).values()}
                    written.add(done[1])
            now = entries(root)
            for source, (state, target) in now.items():
                if state is State.REVIEWED:
                    assert reviewed.get(source) == target, "promoted"
            assert written <= {target for _, target in now.values()}, "lost"


def test_ctrl_c_keeps_what_is_drafted_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from l10n import draft
    from l10n.engines import pseudo

    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(LEAST)
    write(tmp_path, list(SENTENCES))
    project = config.load(tmp_path)
    pipeline.extract(project, (), (), check=False)
    asked: list[list[str]] = []
    real = pseudo.translate

    def interrupted_at_the_third(texts: list[str], source: str, target: str) -> object:
        asked.append(list(texts))
        if len(asked) == 3:
            raise KeyboardInterrupt
        return real(texts, source, target)

    monkeypatch.setattr(pseudo, "translate", interrupted_at_the_third)
    defaults = draft.draft.__kwdefaults__ or {}
    monkeypatch.setattr(draft.draft, "__kwdefaults__", {**defaults, "batch": 2})
    outcome = pipeline.draft(project, (), (), names=("pseudo",))
    assert outcome.interrupted
    states = [state for state, _ in entries(tmp_path).values()]
    assert states.count(State.DRAFT) == 4
    assert states.count(State.EMPTY) == len(states) - 4

    again = pipeline.draft(project, (), (), names=("pseudo",))
    assert not again.interrupted
    assert all(state is State.DRAFT for state, _ in entries(tmp_path).values())
    assert not {text for texts in asked[:2] for text in texts} & {
        text for texts in asked[3:] for text in texts
    }


def test_an_engine_that_breaks_is_one_error_unless_the_next_one_does_its_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from l10n.engines import apertium
    from l10n.errors import EngineError

    def broken(texts: list[str], source: str, target: str) -> object:
        raise EngineError("the model is broken", hint="install it again")

    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(LEAST)
    write(tmp_path, list(SENTENCES))
    project = config.load(tmp_path)
    pipeline.extract(project, (), (), check=False)
    monkeypatch.setattr(apertium, "pairs", lambda: [("en", "es")])
    monkeypatch.setattr(apertium, "signature", lambda source, target: "broken 1")
    monkeypatch.setattr(apertium, "origin", lambda source, target: "broken")
    monkeypatch.setattr(apertium, "translate_all", broken)
    alone = pipeline.draft(project, (), (), names=("apertium",))
    assert [str(error) for error in alone.errors] == ["the model is broken; install it again"]
    assert alone.lines == [
        f"es: drafted nothing; {len(SENTENCES) + 1} left empty ({len(SENTENCES) + 1} engine failed)"
    ]
    chained = pipeline.draft(project, (), (), names=("apertium", "pseudo"))
    assert not chained.errors
    assert "the model is broken; install it again" in chained.lines
    assert all(state is State.DRAFT for state, _ in entries(tmp_path).values())


def test_a_broken_cache_is_set_aside_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(LEAST)
    write(tmp_path, list(SENTENCES))
    project = config.load(tmp_path)
    pipeline.extract(project, (), (), check=False)
    (tmp_path / ".l10n").mkdir(exist_ok=True)
    (tmp_path / ".l10n" / "cache.sqlite").write_bytes(b"no database" * 1000)
    outcome = pipeline.draft(project, (), (), names=("pseudo",))
    assert not outcome.errors
    assert any("cache.sqlite" in line for line in outcome.lines)
    assert all(state is State.DRAFT for state, _ in entries(tmp_path).values())


def test_a_reviewed_sentence_is_met_again_in_another_article_as_a_draft(tmp_path: Path) -> None:
    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(LEAST)
    write(tmp_path, ["Do not run."])
    project = config.load(tmp_path)
    pipeline.extract(project, (), (), check=False)
    assert accept(tmp_path, 1, "No corra.") == ("Do not run.", "No corra.")
    shutil.copyfile(tmp_path / "source_texts/a.txt", tmp_path / "source_texts/b.txt")
    pipeline.extract(project, (), (), check=False)
    pipeline.draft(project, (), (), names=("pseudo",))
    (met,) = [
        one for one in catalog.read(tmp_path / "locales/es/b.po").entries if one.source == "Do not run."
    ]
    assert (met.state, met.target, met.origin) == (State.DRAFT, "No corra.", "TM: 100% locales/es/a.po")


def test_empty_means_translated_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "source_texts").mkdir()
    (tmp_path / "l10n.toml").write_text(LEAST)
    write(tmp_path, ["Rest is good for a sprain.", "Do not run.", "Take 5 mg of the syrup."])
    project = config.load(tmp_path)
    pipeline.extract(project, (), (), check=False)
    accept(tmp_path, 1, "Descanse y no corra.")
    accept(tmp_path, 2, EMPTY_TARGET)
    accept(tmp_path, 3, "Tome 5 mg del jarabe.")
    pipeline.build(project, (), ())
    built = (tmp_path / "build/es/a.txt").read_text()
    assert built == "What helps?\n\nDescanse y no corra. Tome 5 mg del jarabe.\n"
