"""Apertium for real where it is installed: drafts, their codes and terms, directly and through a pivot."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import codes_of, readable, slotted

from l10n.engines import Preferred, Segment, Translation, apertium
from l10n.model import Span
from l10n.text.codes.inline import protect, verify
from l10n.text.codes.mending import repair

real = pytest.mark.skipif(
    ("en", "es") not in apertium.pairs(), reason="apertium and apertium-eng-spa are not installed"
)

pivoted = pytest.mark.skipif(
    ("en", "pt") not in apertium.pairs(), reason="apertium-es-pt is not installed beside apertium-eng-spa"
)


def translated(*texts: str, target: str = "es") -> list[str]:
    return [readable(one.text) for one in apertium.translate([*map(slotted, texts)], "en", target)]


def with_terms(text: str, terms: dict[str, str], target: str = "es") -> Translation:
    """A draft of a text in which these words are terms of the glossary."""
    plain = re.sub(r"<[^>]*>|\{\d\} ?", "", text)
    spans = {one: Span(plain.index(one), plain.index(one) + len(one)) for one in terms}
    preferred = tuple(Preferred(spans[one], one, other) for one, other in terms.items())
    ((_, made),) = apertium.translate_all([Segment(slotted(text), terms=preferred)], "en", target)
    return made


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
@settings(max_examples=20, deadline=None)
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
        r"Apertium [\d.]+ lt-proc version [\d.]+; stream=2; eng-spa [0-9a-f]{16}; primer=A form .+", said
    )
    assert said == apertium.signature("en", "es") != apertium.signature("es", "en")
    assert apertium.origin("en", "es") == "apertium eng-spa"


@pivoted
def test_where_there_is_no_pair_two_do_it() -> None:
    assert apertium.origin("en", "pt") == "apertium eng-spa + es-pt"
    said = apertium.signature("en", "pt")
    assert re.search(r"eng-spa [0-9a-f]{16}; primer=A .+ \+ es-pt [0-9a-f]{16}; primer=Es ", said)
    assert translated("The red pills are in the house.", target="pt") == [
        "As píldoras vermelhas estão na casa."
    ] or translated("The doctor sees the big house.", target="pt") == ["O doutor vê a casa grande."]


@pivoted
def test_codes_come_through_both_pairs() -> None:
    texts = [f"{who} {does} {what}." for who in SUBJECTS for does in VERBS for what in OBJECTS]
    protected = [protect(text, codes_of(text)) for text in texts]
    for one, made in zip(
        protected, apertium.translate([one.text for one in protected], "en", "pt"), strict=True
    ):
        assert verify(repair(made.text, one), one) == "", readable(made.text)


@pivoted
def test_a_word_that_nobody_knows_is_no_word_of_the_language_between() -> None:
    """English lacks `cuchillo`; as the Spanish word that it also is, it would become Portuguese."""
    (made,) = apertium.translate(["The cuchillo and the vexoril are here."], "en", "pt")
    assert "cuchillo" in made.text
    assert "vexoril" in made.text
    assert made.unknown[:2] == ("cuchillo", "vexoril")


@real
def test_a_segment_that_fails_on_the_first_way_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first program of the first pair dies of one sentence; those around it come through."""
    (tmp_path / "modes").mkdir()
    for pair in ("eng-spa", "spa-por"):
        (tmp_path / "modes" / f"{pair}.mode").touch()
    monkeypatch.setenv("L10N_APERTIUM_DIR", str(tmp_path))
    monkeypatch.setattr(
        "l10n.engines.apertium.programs.stages",
        lambda mode: (
            [["sed", "-zu", "/die/Q3"] if mode.stem == "eng-spa" else ["sed", "-zu", "s/t/T/g"]],
            True,
        ),
    )
    segments = [Segment(text) for text in ("let", "die", "at")]
    assert dict(apertium.translate_all(segments, "en", "pt")) == {
        0: Translation("leT"),
        1: Translation("", failure="sed broke off: status 3"),
        2: Translation("aT"),
    }


@real
def test_a_word_that_only_one_dictionary_has_is_unknown_and_unmarked() -> None:
    made = apertium.translate(["In the 1860s, see @1870s."], "en", "es")[0]
    assert (made.text, made.unknown) == ("En el 1860s, ve @1870s.", ("1860s", "1870s"))


@real
def test_a_term_of_the_glossary_stands_where_its_words_would() -> None:
    made = with_terms("The pills for <0>shortness of breath</0> are red.", {"shortness of breath": "disnea"})
    assert readable(made.text) == "Las píldoras para <0>disnea</0> es roja."
    made = with_terms("Frobbled coughs are here.", {"Frobbled coughs": "tos convulsa"})
    assert made.text.startswith("Tos convulsa ")
    assert made.unknown == ()


@real
def test_a_term_that_the_draft_has_already_is_left_in_its_form() -> None:
    made = with_terms("The red houses are here.", {"houses": "casa"})
    assert made == Translation(translated("The red houses are here.")[0])


@real
def test_codes_inside_of_a_term_go_around_it_and_none_is_lost() -> None:
    made = with_terms("High <0>blood</0> pressure is bad.", {"High blood pressure": "hipertensión"})
    assert readable(made.text) == "<0>Hipertensión</0> es mala."


@pivoted
def test_a_term_is_followed_through_both_pairs() -> None:
    made = with_terms("The doctor sees the {0} face mask.", {"face mask": "protetor facial"}, "pt")
    assert readable(made.text) == "O doutor vê a {0} protetor facial."


@pytest.mark.skipif(
    not {("es", "pt"), ("es", "fr")} <= {*apertium.pairs()},
    reason="apertium-es-pt and -fr-es are not installed",
)
@pytest.mark.parametrize(
    ("target", "text"), [("pt", "Casos en cada país."), ("fr", "Siente como falta de aire.")]
)
def test_what_came_before_has_no_say_in_a_draft(target: str, text: str) -> None:
    """A tagger reads classes of words that it was not trained on otherwise once it has met one."""
    alone = apertium.translate([text], "es", target)
    for other in ("El tamaño.", "Centro", "Casi.", "Es cierto.", "Que fuera.", "No lo sé, dijo ella."):
        assert apertium.translate([other, text], "es", target)[1:] == alone, other
