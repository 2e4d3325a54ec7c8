"""Apertium for real where it is installed; and a pipeline of small programs that misbehave."""

from __future__ import annotations

import random
import re
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import codes_of, readable, slotted

from l10n.engines import apertium
from l10n.engines.apertium import pipe, stream
from l10n.errors import EngineError
from l10n.text.inline import protect, verify
from l10n.text.mending import repair

real = pytest.mark.skipif(
    ("en", "es") not in apertium.pairs(), reason="apertium and apertium-eng-spa are not installed"
)


def translated(*texts: str) -> list[str]:
    return [readable(one.text) for one in apertium.translate([*map(slotted, texts)], "en", "es")]


@real
def test_codes_go_where_the_grammar_moves_their_words() -> None:
    """Spanish puts the adjective after its noun; the emphasis follows, which plain superblanks would not."""
    assert translated("The <0>red</0> car is here.", "The patient's <0>liver</0> cancer treatment.") == [
        "El coche <0>rojo</0> es aquí.",
        "El tratamiento de cáncer del <0>hígado</0> del paciente.",
    ]


@real
def test_the_lowered_figure_of_a_formula_stays_lowered() -> None:
    assert translated("We drink H<0>2</0>O.")[0].endswith(" H<0>2</0>O.")


@real
@pytest.mark.parametrize(
    "text", ["[x]", "{y}", "^z$", "/w\\", "<b>", "a@b.example", "*", "#", "5~6", "~", "[[0]]", "[=1=]"]
)
def test_characters_that_mean_something_to_apertium_come_through(text: str) -> None:
    made = apertium.translate([f"The cat {text} sleeps."], "en", "es")[0]
    assert (made.failure, text in made.text) == ("", True), made.text


@real
def test_words_it_does_not_know_are_named_and_their_marks_taken_off() -> None:
    made = apertium.translate([slotted("Take <0>frobbled</0> *pills* with vexoril.")], "en", "es")[0]
    assert made.unknown == ("frobbled", "vexoril")
    assert readable(made.text) == "Toma <0>frobbled</0> *píldoras* con vexoril."


@real
def test_a_title_is_not_read_into_the_next_sentence() -> None:
    assert translated("Side Effects", "Water", "", "{0}") == [
        *translated("Side Effects"),
        *translated("Water"),
        "",
        "{0}",
    ]


SUBJECTS = ["The doctor", "Her two sons", "A form known as flu", "The QX1 gene", "Many people", "I"]
VERBS = ["sees", "have seen", "will not stop", "vary with", "can affect", "was known for"]
OBJECTS = [
    "the <b>red</b> pills",
    "a liver {x} disease",
    "it",
    "the symptoms of <i>many <b>cold</b> days</i>",
]


@real
def test_every_draft_has_its_codes_and_the_order_of_sentences_changes_none() -> None:
    """So that what was drafted before, or is in the cache, has no say in what a sentence becomes."""
    texts = [f"{who} {does} {what}." for who in SUBJECTS for does in VERBS for what in OBJECTS]
    protected = {text: protect(text, codes_of(text)) for text in texts}
    shuffled = random.Random(1).sample(texts, len(texts))
    first, second = (
        dict(
            zip(order, apertium.translate([protected[text].text for text in order], "en", "es"), strict=True)
        )
        for order in (texts, shuffled)
    )
    assert first == second
    for text, made in first.items():
        assert verify(repair(made.text, protected[text]), protected[text]) == "", readable(made.text)


@real
@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_gets_an_answer_or_a_reason(texts: list[str]) -> None:
    """Controls, lone surrogates, scripts it does not know, its own syntax."""
    slotless = [re.sub("[\ue000-\uebff\U000f0000-\U000f0bff]", "", text) for text in texts]
    for text, made in zip(slotless, apertium.translate(slotless, "en", "es"), strict=True):
        assert "\0" not in made.text
        assert made.failure or bool(made.text.strip()) >= any(map(str.isalpha, text))


@real
def test_the_signature_names_versions_and_data_and_stays() -> None:
    said = apertium.signature("en", "es")
    assert re.fullmatch(
        r"Apertium [\d.]+ lt-proc version [\d.]+; eng-spa [0-9a-f]{16}; stream=1; primer=.+", said
    )
    assert said == apertium.signature("en", "es") != apertium.signature("es", "en")
    assert apertium.origin("en", "es") == "apertium eng-spa"


def test_a_pair_that_is_not_there_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("L10N_APERTIUM_DIR", str(tmp_path))
    assert apertium.pairs() == []
    assert not apertium.prepare("en", "ca")
    with pytest.raises(
        EngineError, match="pair eng-cat is not installed; run: apt install apertium apertium-eng-cat"
    ):
        apertium.origin("en", "ca")


def test_languages_are_named_as_bcp_47_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "modes").mkdir()
    for name in ("eng-spa", "spa-eng_US", "cat-por_BR", "spa-ast", "eng-spa-tagger", "oci_aran-cat"):
        (tmp_path / "modes" / f"{name}.mode").write_text("lt-proc x")
    monkeypatch.setenv("L10N_APERTIUM_DIR", str(tmp_path))
    monkeypatch.setattr("l10n.engines.apertium.shutil.which", lambda name: name)
    assert apertium.pairs() == [("ca", "pt-BR"), ("en", "es"), ("es", "ast"), ("es", "en-US")]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab é.\\[]{}^$@/<>~*#\u00a0\u200b\n"), max_size=20), st.booleans())
def test_what_was_encoded_is_decoded_to_itself(text: str, bound: bool) -> None:
    encoded = stream.encode(text, bound=bound)
    # The pipeline gives superblanks back as they are, and escapes what was escaped.
    decoded = stream.decode(encoded.stream, encoded)
    assert decoded.unknown == ()
    assert decoded.text == text.strip(" ")


@pytest.mark.parametrize("bound", [True, False])
def test_slots_survive_the_way_through_the_stream(bound: bool) -> None:
    text = slotted("See {0}, <1>the <2>red</2></1> one{3}.")
    encoded = stream.encode(text, bound=bound)
    assert readable(stream.decode(encoded.stream, encoded).text) == readable(text)


# A stage that answers in capitals, and does something else where the text tells it to.
STAGE = """\
#!{python}
import sys, os, time
data = b""
while True:
    chunk = os.read(0, 65536)
    if not chunk:
        break
    *segments, data = (data + chunk).split(b"\\0")
    for segment in segments:
        if b"die" in segment:
            print("first line", "stage: it hurts", sep="\\n", file=sys.stderr)
            sys.exit(3)
        if b"sleep" in segment:
            time.sleep(60)
        if b"swallow" in segment:
            continue
        if b"move" in segment:
            segment += b" moved"
        os.write(1, segment.upper() + b"\\0")
"""


@pytest.fixture
def stage(tmp_path: Path) -> list[list[str]]:
    file = tmp_path / "stage"
    file.write_text(STAGE.format(python=sys.executable))
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return [[str(file)], [str(file)]]


def test_one_bad_segment_does_not_take_the_others_with_it(stage: list[list[str]]) -> None:
    segments = ["one", "die", "two", "swallow", "three", "move", "four", "sleep", "five"]
    replies = pipe.run(stage, "primer", segments, patience=3)
    assert [reply.stream for reply in replies] == ["ONE", "", "TWO", "", "THREE", "", "FOUR", "", "FIVE"]
    assert [reply.failure for reply in replies if reply.failure] == [
        "Apertium broke off: stage: it hurts",
        "Apertium lost its place",
        "Apertium moved the end of the text",
        "no answer from Apertium in 3 s",
    ]


def test_the_last_segment_may_be_the_bad_one(stage: list[list[str]]) -> None:
    assert [one.failure for one in pipe.run(stage, "p", ["die"])] == ["Apertium broke off: stage: it hurts"]
    assert pipe.run(stage, "p", []) == []


def test_more_than_the_pipes_hold_goes_through(stage: list[list[str]]) -> None:
    segments = ["x" * 100_000] * 20
    assert [one.stream for one in pipe.run(stage, "p", segments)] == [one.upper() for one in segments]


def test_a_pipeline_that_cannot_run_at_all_breaks_the_engine(stage: list[list[str]]) -> None:
    with pytest.raises(EngineError, match="stage: it hurts; reinstall the Apertium packages"):
        pipe.run(stage, "die", ["one"])
    with pytest.raises(
        EngineError, match="no-such-program cannot be run: No such file or directory; run: apt install"
    ):
        pipe.run([*stage, ["no-such-program"]], "p", ["one"])
