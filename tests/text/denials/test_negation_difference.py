"""Denials on both sides of a translation: what is counted, what excuses, and what no text can do to it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text.denials import negation_cues
from l10n.text.denials.negation_cues import answers, cues, hints, may_deny
from l10n.text.denials.negation_difference import compare

CODES = list(tomllib.loads(Path(negation_cues.__file__).with_suffix(".toml").read_text("utf-8")))


def test_a_clause_that_denies_twice_denies_once_in_languages_that_do() -> None:
    assert len(cues("No lo sabe nadie.", "es").denials) == 1
    assert len(cues("No lo tome sin agua.", "es").denials) == 2
    assert len(cues("Nobody is without water.", "en").denials) == 2


@pytest.mark.parametrize(
    ("text", "tag"), [("कोई टीका नहीं।", "hi"), ("এটি নিরাপদ নয়।", "bn"), ("یہ محفوظ نھيں۔", "ur")]
)
def test_a_denial_is_known_before_a_danda_and_in_every_spelling_of_its_letters(text: str, tag: str) -> None:
    composed = text.replace("য\u09bc", "\u09df")
    assert len(cues(text, tag).denials) == len(cues(composed, tag).denials) == 1


def test_the_place_of_a_denial_is_its_own_whatever_becomes_of_letters() -> None:
    text = "İlaç değil, şeker."  # the small form of its first letter is two
    (at,) = cues(text, "tr").denials
    assert at.cut(text) == "değil"


def test_what_may_deny_is_counted_beside_what_does() -> None:
    assert hints("Avoid what is unknown and fat-free.", "en") == 3


def test_a_denial_is_missed_where_the_rest_is_said_already() -> None:
    source = "Avoid milk and do not eat eggs."
    assert compare(source, "Evite la leche y coma huevos.", "en", "es") is not None
    assert compare(source, "Evite la leche y evite los huevos.", "en", "es") is None


def test_a_word_that_turns_the_sense_is_missed_and_is_never_sure() -> None:
    found = compare("Avoid alcohol.", "Beba alcohol.", "en", "es")
    assert found is not None
    assert (found.words, found.lost, found.sure) == ("Avoid", True, False)
    assert compare("Avoid alcohol.", "Evite el alcohol.", "en", "es") is None


def test_of_two_words_that_turn_the_sense_each_is_missed_in_a_short_text() -> None:
    source = "Avoid touching the wound with unwashed hands."
    assert compare(source, "Toque la herida con las manos sin lavar.", "en", "es") is not None
    assert compare(source, "Evite tocar la herida con las manos sin lavar.", "en", "es") is None
    assert compare(source + " Rest." * 60, "Toque la herida con las manos sin lavar.", "en", "es") is None


def test_what_says_a_word_without_a_denial_answers_a_denial_within_and_no_other() -> None:
    assert answers("Es peligroso.", "es")
    assert compare("It is unsafe.", "Es peligroso.", "en", "es") is None
    assert compare("Avoid the road.", "Tome la ruta peligrosa.", "en", "es") is not None
    assert compare("It is not safe.", "Es peligroso.", "en", "es") is not None


def test_unless_not_is_a_denial_and_no_turn() -> None:
    assert not cues("Go unless you do not want to.", "en").turns
    assert cues("Go unless you are ill.", "en").turns


@pytest.mark.parametrize("kind", ["turns", "within"])
def test_a_text_with_any_word_that_turns_the_sense_may_deny(kind: str) -> None:
    table = tomllib.loads(Path(negation_cues.__file__).with_suffix(".toml").read_text("utf-8"))["en"]
    plain = [one for one in table[kind].split() if one.isalpha()]
    assert plain
    assert all(may_deny(f"So {one} it is.", "en") for one in plain)


def test_a_language_that_hides_its_denials_is_never_sure() -> None:
    found = compare("Do not drink it.", "それを飲んでください。", "en", "ja")
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize("code", CODES)
def test_every_language_finds_each_word_that_it_lists_as_it_is(code: str) -> None:
    table = tomllib.loads(Path(negation_cues.__file__).with_suffix(".toml").read_text("utf-8"))[code]
    plain = [one for one in table["denies"].split() if not set("*?()[]{}|._\\") & set(one)]
    assert plain
    assert all(cues(one, code).denials for one in plain)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("piece", ["a", "ma", "no ", "n'", " ", "un", "не", "ない", "س", "x_"])
def test_no_text_takes_more_than_its_length(code: str, piece: str) -> None:
    text = piece * 20_000
    cues(text, code)
    hints(text, code)
    answers(text, code)


@given(st.text(), st.sampled_from(CODES))
def test_a_text_says_nothing_that_it_does_not_say_itself(text: str, code: str) -> None:
    assert compare(text, text, code, code) is None
