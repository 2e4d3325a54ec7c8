"""What a text says over and over."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text import repetition
from l10n.text.repetition import repeated


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("Drink water water water every day.", "water"),
        ("Drink water, and rest. Drink water, and rest.", "drink water and rest"),
        ("Beba agua cada día cada día cada día.", "cada día"),
        ("Hahahahaha, said the nurse.", "hahahahaha"),
        ("多喝水多喝水多喝水。", "多喝水"),
        ("请洗手手手手。", "手"),
        ("用肥皂洗手用肥皂洗手。", "用肥皂洗手"),
        # A language doubles a word, and a rule of three is none.
        ("Vous vous reposez.", ""),
        ("Blood, sweat, and blood.", ""),
        ("人人都要慢慢吃。", ""),
    ],
)
def test_what_is_said_again_and_again_is_told(text: str, loop: str) -> None:
    assert repeated(text) == loop


def test_what_the_source_repeats_is_no_mistake() -> None:
    assert repeated("No, no, no.", "No, no, no.") == ""


@given(st.lists(st.text("abcdefg", min_size=1, max_size=5), unique=True).map(" ".join))
def test_words_that_come_once_are_no_loop(text: str) -> None:
    assert repeated(text) == ""


@given(st.lists(st.sampled_from([*"医生不要药，。1 ", "IgG", "ａ", "ـ", "ก", "_"]), max_size=40).map("".join))
def test_characters_that_are_passed_over_at_once_would_not_be_found_by_a_closer_look(text: str) -> None:
    quick = repeated(f"医{text}")
    with mock.patch.object(repetition, "_may_repeat", return_value=True):
        assert repeated(f"医{text}") == quick


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.integers(1, 6), st.integers(1, 12))
def test_a_run_is_where_it_is_first_found_step_by_step(words: list[str], size: int, needed: int) -> None:
    same = [one == other for one, other in zip(words, words[size:], strict=False)]
    runs = (at for at in range(len(same)) if same[at : at + needed] == [True] * needed)
    assert repetition._first_run(words, size, needed) == next(runs, -1)
