"""The Argos engine over a whole run: order, promptness, memory, other ways to try, pivots."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from argos_home import install, model
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.engines import Segment
from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.argos import decode, machine
from l10n.engines.argos.decode import Way
from l10n.engines.argos.engine import Argos
from l10n.engines.argos.leg import Wish, leg
from l10n.engines.argos.options import Options
from l10n.engines.argos.parts import parts
from l10n.errors import EngineError

KNOWN = (
    "What causes gout?",
    "Take 2.5 mg of iron every 12 hours.",
    "Liver cancer is common in older adults.",
    "Side effects: swelling, bleeding and chills.",
    "No, the antibiotics cannot cure malaria.",
    "There is no proof that loratadine works against vertigo.",
)


@pytest.fixture(name="home", scope="module", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("packages")
    install(home, "en", "es")
    install(home, "fr", "en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", str(home))
        yield home


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.builds(
            Segment, st.sampled_from([*KNOWN, "", "\ue000", "; ".join(KNOWN * 8)]), attempt=st.integers(0, 4)
        ),
        max_size=12,
    ),
    st.sampled_from(["en", "fr"]),
)
def test_each_segment_is_told_once_whatever_it_is(segments: list[Segment], source: str) -> None:
    told = [number for number, _ in ARGOS.translate_all(segments, source, "es")]
    assert sorted(told) == list(range(len(segments)))


def test_the_longest_come_first() -> None:
    pieces = [len(model().tokenize(text)) for text in KNOWN]
    order = [number for number, _ in ARGOS.translate_all(list(map(Segment, KNOWN)), "en", "es")]
    assert [pieces[number] for number in order] == sorted(pieces, reverse=True)


def test_a_text_in_parts_is_told_when_its_last_part_is_there_and_parts_serve_other_texts_too() -> None:
    long = "; ".join(text.rstrip(".?") for text in KNOWN * 8)
    cut = [span.cut(long) for span in parts(long, model().tokenize, 150)]
    made = dict(ARGOS.translate_all([Segment(cut[1]), Segment(long), Segment(cut[0])], "en", "es"))
    assert len(cut) > 2
    assert made[1].text.startswith(f"{made[2].text} {made[0].text} ")


def test_translations_come_before_all_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    real = decode._begun

    def spy(model_: Any, tokens: list[list[str]], *more: Any) -> list[Any]:
        begun.append(len(tokens))
        return real(model_, tokens, *more)

    monkeypatch.setattr(decode, "_begun", spy)
    segments = [Segment(f"Take {number} mg of iron every 12 hours.") for number in range(100)]
    engine = Argos(Options(device="cpu", threads=1, batch_tokens=64))
    coming = engine.translate_all(segments, "en", "es")
    next(coming)
    assert sum(begun) < 20  # two batches of 64 tokens: what a Ctrl-C, or whoever stops asking, can lose
    del coming
    assert sum(begun) < 20


@pytest.mark.parametrize("tokens", [16, 64, 1024])
@pytest.mark.parametrize("threads", [1, 2])
def test_how_sentences_fall_into_batches_changes_no_word(tokens: int, threads: int) -> None:
    engine = Argos(Options(threads=threads, batch_tokens=tokens))
    said = [one.text for one in engine.translate(KNOWN, "en", "es")]
    assert said == [ARGOS.translate([text], "en", "es")[0].text for text in KNOWN]


class Small:
    """A translator on a device with room for few tokens at once; it counts what it is given."""

    def __init__(self, room: int) -> None:
        self.room, self.tried, self.real = room, list[int](), model().translator

    def translate_batch(self, tokens: list[list[str]], **more: Any) -> list[Any]:
        size = max(map(len, tokens)) * len(tokens)
        self.tried.append(size)
        if size > self.room:
            return [Full()] * len(tokens)
        return list(self.real.translate_batch(tokens, **more))


class Full:
    def done(self) -> bool:
        return True

    def result(self) -> Any:
        raise RuntimeError("CUDA failed with error out of memory")


def test_a_batch_too_big_for_the_device_is_halved_and_so_are_those_after_it() -> None:
    whole = list(leg(model(), [Wish(number, text) for number, text in enumerate(KNOWN)], Way(), 100))
    small = Small(40)
    backend = dataclasses.replace(machine.PLAIN, device="cuda", batch_tokens=1024)
    tight = dataclasses.replace(model(), translator=small, backend=backend)
    halved = list(leg(tight, [Wish(number, text) for number, text in enumerate(KNOWN)], Way(), 100))
    assert [(number, one.text) for number, one in sorted(halved)] == [
        (number, one.text) for number, one in sorted(whole)
    ]
    fitting = list(itertools.dropwhile(lambda size: size > 40, small.tried))
    assert fitting
    assert max(fitting) <= 40


def test_a_sentence_that_never_fits_is_an_error_that_says_what_to_do() -> None:
    tight = dataclasses.replace(
        model(), translator=Small(1), backend=dataclasses.replace(machine.PLAIN, device="cuda")
    )
    with pytest.raises(EngineError, match=r'the GPU cannot be used: .* out of memory; write device = "cpu"'):
        list(leg(tight, [Wish(0, KNOWN[0])], Way(), 100))


class Unable:
    """A translator that cannot say one word; told to, it takes the source's, as CTranslate2 does."""

    def __init__(self, word: str) -> None:
        self.word, self.real, self.asked = word, model().translator, list[tuple[int, bool]]()

    def translate_batch(self, tokens: list[list[str]], **more: Any) -> list[Any]:
        replaces = more["replace_unknowns"]
        self.asked.append((len(tokens), replaces))
        made = self.real.translate_batch(tokens, **more)
        return [
            self.begun("<unk>" if self.word in source and not replaces else "", one)
            for source, one in zip(tokens, made, strict=True)
        ]

    def begun(self, unknown: str, one: Any) -> Any:
        result = one.result()
        shown = SimpleNamespace(
            hypotheses=[[*result.hypotheses[0], *filter(None, [unknown])]],
            scores=result.scores,
            attention=result.attention,
        )
        return SimpleNamespace(done=lambda: True, result=lambda: shown)


def test_words_a_model_cannot_say_are_looked_for_in_the_source_where_there_are_any() -> None:
    """Looking for them in all sentences costs a tenth of the time."""
    unable = Unable("▁iron")
    open_ = dataclasses.replace(model(), translator=unable)
    made = dict(decode.decode(open_, KNOWN, Way()))
    assert unable.asked == [(len(KNOWN), False), (1, True)]
    assert [made[number].text for number in range(len(KNOWN))] == [
        one.text for one in ARGOS.translate(KNOWN, "en", "es")
    ]


def test_each_attempt_is_another_way_to_decode(monkeypatch: pytest.MonkeyPatch) -> None:
    ways: list[tuple[Way, int]] = []
    real = decode._begun

    def spy(model_: Any, tokens: list[list[str]], task: Any) -> list[Any]:
        ways.append((task.way, max(map(len, tokens))))
        return real(model_, tokens, task)

    monkeypatch.setattr(decode, "_begun", spy)
    text = "Keep warm milk and black tea away from children, or give iron every 12 hours after meals."
    for attempt in range(ARGOS.attempts):
        list(ARGOS.translate_all([Segment(text, attempt=attempt)], "en", "es"))
    assert len({way for way, _ in ways}) == ARGOS.attempts == 3
    assert ways[0][0] == Way()
    assert all(longest <= way.longest for way, longest in ways)
    assert ways[-1][1] < ways[0][1]  # the last resort are clauses


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(" ".join(KNOWN).split()), min_size=1, max_size=15))
def test_the_second_way_never_says_three_tokens_twice(words: list[str]) -> None:
    """CTranslate2's no_repeat_ngram_size: what a model that loops is given to get out of it."""
    second = Way(1, repetition_penalty=1.2, no_repeat=3)
    ((_, made),) = decode.decode(model(), [" ".join(words)], second)
    said = list(zip(made.target_pieces, made.target_pieces[1:], made.target_pieces[2:], strict=False))
    assert len(set(said)) == len(said)


def test_the_second_model_of_a_pivot_starts_before_the_first_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("l10n.engines.argos.engine._PIVOT_WINDOW", 4)
    taken: list[int] = []

    segments = [Segment(f"Take {number} mg of iron every 12 hours.") for number in range(60)]
    engine = Argos(Options(device="cpu", threads=1, batch_tokens=32))
    real = decode._begun

    def spy(model_: Any, tokens: list[list[str]], *more: Any) -> list[Any]:
        if model_.package.source == "fr":
            taken.append(len(tokens))
        return real(model_, tokens, *more)

    monkeypatch.setattr(decode, "_begun", spy)
    coming = engine.translate_all(segments, "fr", "es")
    next(coming)
    assert sum(taken) < 20
    assert len(list(coming)) == 59


def test_what_fails_in_the_first_model_of_a_pivot_fails_with_its_reason() -> None:
    made = dict(ARGOS.translate_all([Segment("x" * 2000), Segment(KNOWN[0])], "fr", "es"))
    assert made[0].failure == "too long for the model, with no place to cut it"
    assert made[1].text
