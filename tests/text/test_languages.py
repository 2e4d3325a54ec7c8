"""The language of a text by its small words: what is told, and what is left untold."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import locale
from l10n.model import Span
from l10n.text import languages
from l10n.text.languages import other_language

CODES = list(tomllib.loads(Path(languages.__file__).with_suffix(".toml").read_text("utf-8")))


def test_relatives_are_told_by_what_they_do_not_share() -> None:
    text = "Não se sabe ainda se os medicamentos são bons para as crianças."
    told = other_language(text, "es")
    assert told is not None
    assert (told.language, told.span) == ("pt", Span(0, len(text)))
    assert other_language(text, "pt-BR") is None


def test_twins_are_told_by_the_words_that_they_spell_in_two_ways() -> None:
    malay = "Minum ubat ini dengan air kerana ia lebih baik untuk perut anda."
    told = other_language(malay, "id")
    assert told is not None
    assert told.language == "ms"
    assert other_language(malay, "ms") is None


def test_the_name_of_an_office_of_the_twin_tells_nothing() -> None:
    text = "Pedoman itu disusun oleh Kementerian Kesihatan dan dibagikan kepada semua orang di sana."
    assert other_language(text, "id") is None


def test_letters_tell_where_words_do_not() -> None:
    told = other_language("Їжте більше свіжої їжі щодня й пийте чистої кип’яченої води.", "ru")
    assert told is not None
    assert told.language == "uk"


def test_one_sentence_may_be_in_the_language_of_the_source() -> None:
    own = "Lávese las manos con agua y jabón durante el tiempo que se tarda en contar hasta treinta. "
    left = "Dry them with a towel that nobody else in the house has used."
    told = other_language(own + left, "es", "en")
    assert told is not None
    assert told.span.cut(own + left).strip() == left


@pytest.mark.parametrize("tag", ["mi", "zh-Hans", "ja", "th"])
def test_nothing_is_said_of_a_language_that_is_not_listed(tag: str) -> None:
    assert other_language("the water that you drink is the best of all the water", tag) is None


def test_seven_words_are_too_few() -> None:
    assert other_language("the water that you drink is good", "es") is None


@pytest.mark.parametrize("code", CODES)
def test_a_text_of_all_its_small_words_is_in_its_language(code: str) -> None:
    words = tomllib.loads(Path(languages.__file__).with_suffix(".toml").read_text("utf-8"))[code]["words"]
    assert locale.script(code)
    assert other_language(words, code) is None


@given(st.text(), st.sampled_from(CODES))
def test_whatever_it_is_its_place_is_within_the_text(text: str, code: str) -> None:
    told = other_language(text, code, "en")
    assert told is None or 0 <= told.span.start < told.span.end <= len(text)


@pytest.mark.parametrize("piece", ["the ", "a", ".", "і", " \n", "l'"])
def test_no_text_takes_more_than_its_length(piece: str) -> None:
    other_language(piece * 200_000, "es", "en")
    other_language(piece * 200_000, "ru", "en")
