"""What an expression can begin with, and the quick question that is made of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from l10n.text.denials import negation_cues
from l10n.text.denials.first_look import begins, question
from l10n.text.denials.negation_cues import cues, may_deny

LANGUAGES = sorted(negation_cues._tables())


@pytest.mark.parametrize(
    ("expression", "first"),
    [
        ("no|never", "nn"),
        (r"(?<!\w)(?:not|ca[nr])", "nc"),
        ("(?P<denies>s?in|[aou]n)", "siaou"),
        (r"(?<=\.\s)[a-z]+", "a-z"),
        (r"x{0,2}y", "xy"),
        (r"\d\w", r"\d"),
        (r"\Anor", "n"),
        ("[]x]", "]x"),
        ("a(?=b)", "a"),
        # What may be empty, or begin with nearly anything, is not told.
        ("a*", None),
        (r"\w+n't", None),
        ("(?:a|)b", None),
        ("[^a]", None),
        (".a", None),
    ],
)
def test_what_an_expression_begins_with(expression: str, first: str | None) -> None:
    assert begins(expression) == first


@given(
    st.text("abc ."),
    st.sampled_from([r"(?<!\w)(?:ab|ca?b)(?!\w)", r"a?b", r"(?<=\.)c", r"[ab]{2}c", r"\w+c"]),
)
def test_the_question_is_answered_as_by_the_expression(text: str, expression: str) -> None:
    places = [at for at in range(len(text)) if re.compile(expression).match(text, at)]
    asked = question(expression)
    assert bool(asked.search(text)) == bool(places)


@pytest.mark.parametrize("tag", LANGUAGES)
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_text_that_denies_may_deny(tag: str, data: st.DataObject) -> None:
    known = negation_cues._language(tag)
    assert known is not None
    denial = data.draw(st.from_regex(known.denying))
    text = " ".join([*data.draw(st.lists(st.sampled_from(["on", "ni", "ah,", "…"]))), denial])
    found = cues(text, tag)
    assert may_deny(text, tag) or not (found.denials or found.partial)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_without_a_word_denies_nothing(tag: str) -> None:
    assert not may_deny("5 (…) 10", tag)
