"""What a reviewer put in the place of a draft's words: phrases that may be terms, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text.words.corrections import read, replacements

WORDS = st.lists(
    st.sampled_from(["la", "gripe", "el", "catarro", "de", "fiebre", "dura", "tos", "mucho"]), max_size=9
)


def told(draft: str, reviewed: str, tag: str = "es") -> list[tuple[str, str]]:
    old, new = read(draft, tag), read(reviewed, tag)
    return [
        (old.phrase(one.start, one.end), new.phrase(one.new_start, one.new_end))
        for one in replacements(old, new)
    ]


@pytest.mark.parametrize(
    ("draft", "reviewed", "expected"),
    [
        ("El resfriado dura días.", "El catarro dura días.", [("resfriado", "catarro")]),
        ("La gripe es leve.", "El catarro es leve.", [("gripe", "catarro")]),
        ("Es un resfriado común.", "Es un catarro común.", [("resfriado", "catarro")]),
        ("Hay virus de corona aquí.", "Hay coronavirus aquí.", [("virus de corona", "coronavirus")]),
        (
            "Tiene la garganta dolorida.",
            "Tiene dolor de garganta.",
            [("garganta dolorida", "dolor de garganta")],
        ),
    ],
)
def test_a_replacement_is_a_phrase_for_a_phrase(
    draft: str, reviewed: str, expected: list[tuple[str, str]]
) -> None:
    assert told(draft, reviewed) == expected


def test_two_changes_beside_each_other_are_told_together_and_apart() -> None:
    said = told("Sufre un resfriado fuerte.", "Sufre un catarro intenso.")
    assert said == [
        ("resfriado fuerte", "catarro intenso"),
        ("resfriado", "catarro"),
        ("fuerte", "intenso"),
    ]


@pytest.mark.parametrize(
    ("draft", "reviewed"),
    [
        ("El Resfriado dura días", "el resfriado dura días."),
        ("Los resfriados duran.", "El resfriado duran."),
        ("Vaya a casa.", "Vaya a la casa."),
        ("Vaya a casa.", "Vaya a casa y descanse."),
    ],
)
def test_case_punctuation_endings_and_what_is_only_added_are_no_replacement(
    draft: str, reviewed: str
) -> None:
    assert told(draft, reviewed) == []


def test_a_sentence_written_anew_is_no_term() -> None:
    draft = "El paciente debe beber abundante agua fresca cada mañana temprano."
    assert told(draft, "Conviene tomar líquidos con frecuencia durante todo el día.") == []


def test_characters_are_the_words_of_a_script_without_spaces() -> None:
    assert ("感冒", "伤风") in told("感冒很常见", "伤风很常见", "zh-Hans")


@given(WORDS, WORDS)
def test_a_replacement_takes_words_with_a_meaning_for_others(old: list[str], new: list[str]) -> None:
    """The law: within the texts, not empty, not the same, no function word at an edge."""
    draft, reviewed = read(" ".join(old), "es"), read(" ".join(new), "es")
    for one in replacements(draft, reviewed):
        assert 0 <= one.start < one.end <= len(old)
        assert 0 <= one.new_start < one.new_end <= len(new)
        assert draft.names[one.start : one.end] != reviewed.names[one.new_start : one.new_end]
        for text, start, end in ((draft, one.start, one.end), (reviewed, one.new_start, one.new_end)):
            assert not text.is_small[start]
            assert not text.is_small[end - 1]


@given(WORDS)
def test_what_was_not_changed_has_no_replacement(words: list[str]) -> None:
    text = read(" ".join(words), "es")
    assert replacements(text, text) == []
