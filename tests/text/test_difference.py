"""What differs between two texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.text.difference import brief, changes, marked


@pytest.mark.parametrize(
    ("old", "new", "shown", "said"),
    [
        ("You should drive.", "You should not drive.", "You should {+not +}drive.", "+not"),
        (
            "Take 5 mg daily.",
            "Take 5 g each day.",
            "Take 5 [-mg daily-]{+g each day+}.",
            "mg daily -> g each day",
        ),
        ("Never eat it raw.", "Eat it raw.", "[-Never eat-]{+Eat+} it raw.", "Never eat -> Eat"),
        ("不能开车", "能开车了", "[-不-]能开车{+了+}", "-不, +了"),
        ("the same", "the same", "the same", ""),
        ("", "all", "{+all+}", "+all"),
    ],
)
def test_a_difference(old: str, new: str, shown: str, said: str) -> None:
    assert (marked(changes(old, new)), brief(old, new)) == (shown, said)


def test_a_long_difference_is_cut() -> None:
    assert brief("a " * 50, "b " * 50, 20) == "a a a a a a a a a a…"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=30), st.text(max_size=30))
def test_both_texts_are_in_it_whole(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(text for kind, text in found if kind != "new") == old
    assert "".join(text for kind, text in found if kind != "gone") == new
