"""Words in letters that a locale's readers do not expect."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from l10n.text.foreign_script import foreign


def test_what_is_foreign_is_shown_with_the_place_of_its_first_word() -> None:
    text = "Beba много воды."
    found = foreign("Drink much.", text, "en", "es")
    assert found is not None
    assert (found.words, found.span.cut(text), found.sure) == ("много воды", "много", True)


def test_one_letter_of_another_script_may_be_a_symbol() -> None:
    assert foreign("Drink much.", "Beba я.", "en", "es") is None


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_latin_letters_are_never_foreign_where_latin_is_written(text: str) -> None:
    assert foreign("", text, "en", "fr") is None


@given(st.text())
def test_a_locale_without_a_known_script_has_no_foreign_letters(text: str) -> None:
    assert foreign("", text, "en", "und-Zsym") is None


def test_no_text_takes_more_than_its_length() -> None:
    foreign("x" * 200_000, "я" * 200_000, "en", "es")
    foreign("a " * 100_000, "a " * 100_000, "en", "ar")
    foreign("", "國" * 200_000, "en", "zh-Hans")


def test_what_is_much_beside_a_text_is_told_by_its_own_letters_and_names_may_stay() -> None:
    text = "اشرب plenty of water كل يوم."
    found = foreign("", text, "en", "ar")
    assert found is not None
    assert (found.words, found.sure) == ("plenty of water", False)
    assert foreign("", "اشرب Pedialyte كل يوم، أو Gatorade.", "en", "ar") is None
