"""Fields of data sets: chosen by options, with roles and formats of their own."""

from __future__ import annotations

import pytest

from l10n import formats
from l10n.errors import L10nError
from l10n.formats import by_name
from l10n.formats.fields import Field, read


def test_options_name_fields_and_their_formats() -> None:
    options = {"fields": ["question", "faq[].answer"], "faq[].answer": "markdown"}
    assert read(options) == (Field("question"), Field("faq[].answer", "markdown"))


def test_a_usual_field_can_have_a_format_without_being_named() -> None:
    assert Field("answer", "markdown") in read({"answer": "markdown"})
    assert Field("question") in read({"answer": "markdown"})


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("question", "question"),
        ("Answer", "answer"),
        ("q", "question"),
        ("answers", "answer"),
        ("Side\nNote", "Side Note"),
    ],
)
def test_a_field_gives_its_name_for_a_role(name: str, role: str) -> None:
    assert Field(name).role(name) == role


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"fields": "question"}, "'fields' must be a list of names; write fields = ["),
        ({"fields": []}, "'fields' must be a list of names"),
        ({"fields": ["a", 5]}, "the field 5 is no name"),
        ({"fields": ["a", "a"]}, "the field 'a' stands twice; take one out"),
        ({"field": ["a"]}, "'field' is no field and no option; did you mean 'fields'?"),
        (
            {"fields": ["answer"], "anser": "text"},
            "'anser' is no field and no option; did you mean 'answer'?",
        ),
        (
            {"fields": ["answer"], "xyz": "text"},
            "'xyz' is no field and no option; add it to fields; known are answer",
        ),
        ({"answer": "markdwn"}, "'answer': unknown format 'markdwn'; did you mean markdown?"),
        ({"answer": "json"}, "'answer': json cannot stand in a field"),
        ({"answer": True}, "'answer' must name a format; write answer = \"markdown\""),
        (
            {"fields": ["faq.answer"], "faq": {"answer": "markdown"}},
            "'faq' is a table here; write a path in quotes: \"faq.answer\" =",
        ),
    ],
)
@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "tsv"])
def test_options_that_cannot_be_are_told(name: str, options: dict[str, object], said: str) -> None:
    with pytest.raises(L10nError) as error:
        formats.configured(by_name(name), options)
    assert said in str(error.value)


def test_a_path_that_cannot_be_read_is_told() -> None:
    with pytest.raises(L10nError, match=r"the path 'faq\[\.answer' cannot be read at '\[\.answer'"):
        formats.configured(by_name("json"), {"fields": ["faq[.answer"]})
