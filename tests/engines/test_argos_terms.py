"""The glossary's terms in drafts of the Argos engine: put in where attention leaves no doubt, else left."""

from __future__ import annotations

from pathlib import Path

import pytest
from argos_home import install

from l10n.engines import Preferred, Segment
from l10n.engines.argos import ENGINE as ARGOS
from l10n.engines.argos.align import Weights
from l10n.engines.argos.terms import enforced
from l10n.model import Span
from l10n.text.codes.tokens import words_of


def term(source: str, word: str, target: str) -> Preferred:
    at = source.index(word)
    return Preferred(Span(at, at + len(word)), word, target)


def looking(source: str, target: str, rows: list[dict[str, float]]) -> Weights:
    """Weights written by hand: for each word of the target how much it looks at which words of the source."""
    home = words_of(source)
    shown = [word.cut(source) for word in home]
    looks = {at: [row.get(word, 0.0) for word in shown] for at, row in enumerate(rows)}
    return Weights(home, words_of(target), looks)


SOURCE, TARGET = "Take the flu shot today", "Póngase la vacuna antigripal hoy"
SURE = [
    {"Take": 0.9},
    {"the": 0.8, "flu": 0.1},
    {"shot": 0.8},
    {"flu": 0.9},
    {"today": 0.9},
]


def said(
    preferred: str, rows: list[dict[str, float]], word: str = "flu shot", slots: tuple[int, ...] = ()
) -> str:
    weights = looking(SOURCE, TARGET, rows)
    return enforced(TARGET, weights, [term(SOURCE, word, preferred)], slots, "es")[0]


def test_the_words_that_translate_a_term_give_way_to_the_preferred_ones() -> None:
    assert said("inyección nueva", SURE) == TARGET  # its ending says it may be of another gender
    assert said("ampolla nueva", SURE) == "Póngase la ampolla nueva hoy"


@pytest.mark.parametrize(
    ("why", "rows"),
    [
        ("the words do not stand in a row", [*SURE[:2], {"flu": 0.8}, {"today": 0.9}, {"shot": 0.8}]),
        ("one of them looks elsewhere too", [*SURE[:2], {"shot": 0.45, "today": 0.4}, *SURE[3:]]),
        ("a word outside looks at the term", [*SURE[:4], {"today": 0.6, "flu": 0.3}]),
        ("nothing came of half of it", [*SURE[:3], {"shot": 0.9}, {"today": 0.7, "flu": 0.15}]),
        ("nothing looks at it", [{"Take": 0.9}] * 5),
        ("there is no attention", []),
    ],
)
def test_where_attention_leaves_a_doubt_nothing_is_changed(why: str, rows: list[dict[str, float]]) -> None:
    assert said("ampolla nueva", rows) == TARGET, why


def test_a_slot_inside_of_the_term_keeps_it_as_it_is_and_one_beside_it_does_not() -> None:
    start, inside = SOURCE.index("flu"), SOURCE.index("shot")
    assert said("ampolla nueva", SURE, slots=(inside,)) == TARGET
    assert said("ampolla nueva", SURE, slots=(start,)) != TARGET


def test_a_term_that_is_there_already_in_some_form_is_left() -> None:
    assert said("vacunas", SURE) == TARGET


def test_a_part_of_a_word_is_no_term() -> None:
    assert said("ampolla nueva", SURE, word="lu shot") == TARGET


def test_the_first_word_of_a_sentence_keeps_its_capital_and_links_follow_the_edit() -> None:
    source, target = "Shingles hurt badly.", "Culebrilla duele mucho."
    rows = [{"Shingles": 0.9}, {"hurt": 0.9}, {"badly": 0.9}, {".": 0.9}]
    weights = looking(source, target, rows)
    text, links = enforced(target, weights, [term(source, "Shingles", "herpes zóster")], (), "es")
    assert text == "Herpes zóster duele mucho."
    assert [(here.cut(source), there.cut(text)) for here, there in links] == [
        ("Shingles", "Herpes zóster"),
        ("hurt", "duele"),
        ("badly", "mucho"),
        (".", "."),
    ]


def test_two_terms_of_one_text_are_both_put_in() -> None:
    source, target = "Fever, cough", "Fiebre, tos"
    rows = [{"Fever": 0.9}, {",": 0.9}, {"cough": 0.9}]
    terms = [term(source, "Fever", "calentura"), term(source, "cough", "carraspera")]
    assert enforced(target, looking(source, target, rows), terms, (), "es")[0] == "Calentura, carraspera"


def test_a_draft_has_the_projects_term_and_its_codes_around_it(home: Path) -> None:
    install(home, "en", "es")
    plain = "Take 2.5 mg of iron every 12 hours."
    segment = Segment(
        "Take 2.5 mg of \ue400iron\ue800 every 12 hours.", terms=(term(plain, "iron", "fierro dulce"),)
    )
    ((_, made),) = ARGOS.translate_all([segment], "en", "es")
    assert made.text == "Tome 2,5 mg de \ue400fierro dulce\ue800 cada 12 horas."
    assert ARGOS.takes_terms
