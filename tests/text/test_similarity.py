"""How alike sentences are: what msgmerge measures, and what it does not see."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.text.similarity import THRESHOLD, cosmetic_fold, cues, ratio, similarity


def test_it_is_the_share_of_characters_in_common() -> None:
    assert similarity("Rest for a day.", "Rest for a day.") == 1
    assert similarity("abcd", "abxd") == pytest.approx(0.75)
    assert similarity("abc", "xyz") == 0


@pytest.mark.parametrize(
    ("language", "source", "same", "opposite"),
    [
        ("en", "You should not drive today.", "You should not drive for a week.", "You should drive today."),
        ("en-GB", "Don't take it.", "Don’t swallow it.", "Do take it."),
        ("es", "No tome alcohol.", "No tome cerveza.", "Tome alcohol."),
        ("zh-Hans", "这种病不能治愈。", "这种癌症不可能治愈。", "这种病能治愈。"),
        ("de", "Das ist nicht heilbar.", "Das ist oft nicht heilbar.", "Das ist heilbar."),
    ],
)
def test_the_opposite_never_goes_before_the_same(
    language: str, source: str, same: str, opposite: str
) -> None:
    assert ratio(source, opposite) >= THRESHOLD
    assert THRESHOLD <= similarity(source, opposite, language) < similarity(source, same, language)


def test_another_number_goes_behind_the_same_number() -> None:
    dose = "Take 5 mg twice daily."
    assert (
        THRESHOLD
        < similarity(dose, "Take 50 mg twice daily.")
        < similarity(dose, "Take 5 mg three times daily.")
    )
    assert cues("٥ mg or 2.5") == cues("2.5 mg or ٥")


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_it_is_symmetric_bounded_and_one_for_equal_texts(one: str, other: str) -> None:
    score = similarity(one, other)
    assert 0 <= score <= 1
    assert score == similarity(other, one)
    assert similarity(one, one) == 1
    assert (score >= THRESHOLD) == (ratio(one, other) >= THRESHOLD)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_folding_typography_twice_folds_no_more(text: str) -> None:
    assert cosmetic_fold(cosmetic_fold(text)) == cosmetic_fold(text)


def test_very_long_texts_are_compared_too() -> None:
    """Word by word and in linear scans: anything quadratic would take hours here."""
    one, other = "word and " * 60_000, "word or " * 60_000
    assert 0 < ratio(one, other) < 1
    assert ratio("x" * 500_000, "y" * 500_000) == 0
    assert len(cosmetic_fold("`<](" * 100_000)) == 400_000
