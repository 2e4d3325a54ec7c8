"""JSON and JSON Lines: which strings are text, the laws, and translations written as the file writes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from datasets import built, check_laws, opened, parsed, told
from hypothesis import example, given, settings
from hypothesis import strategies as st

from l10n import document, formats
from l10n.errors import L10nError
from l10n.formats import Format, by_name

MANY = settings(max_examples=200, deadline=None)

EVERYTHING = formats.configured(by_name("json"), {"fields": ["**"]})
ROWS = formats.configured(by_name("jsonl"), {"fields": ["question", "a.answer"], "a.answer": "markdown"})


@pytest.mark.cases("json_blocks.txt")
def test_json(given: str, wanted: str) -> None:
    form, text = opened(given, "json")
    assert told(form, text) == wanted
    check_laws(form, text)


@pytest.mark.cases("json_rows.txt")
def test_json_lines(given: str, wanted: str) -> None:
    form, text = opened(given, "jsonl")
    assert told(form, text) == wanted
    check_laws(form, text)


strings = st.one_of(
    st.sampled_from(
        [
            "It helps. Not always.",
            "Étude — 你好。世界",
            'say "ah"\\ or / not',
            "One.\n\nTwo.\r\n- three",
            "\ud83d",
            "# *x*",
        ]
    ),
    st.text(max_size=20),
)
keys = st.one_of(st.sampled_from(["question", "answer", "a", "a.b"]), st.text(max_size=3))
values = st.recursive(
    st.one_of(
        strings, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=8,
)
styles: st.SearchStrategy[Callable[[object], str]] = st.builds(
    lambda ascii_only, indent, between: (
        lambda value: json.dumps(value, ensure_ascii=ascii_only, indent=indent, separators=(",", between))
    ),
    st.booleans(),
    st.sampled_from([None, 0, "\t"]),
    st.sampled_from([":", " :  "]),
)


@given(values, styles, st.sampled_from(["", "\ufeff", " \r\n"]))
@MANY
def test_a_json_file_is_given_back(value: object, write: Callable[[object], str], around: str) -> None:
    text = around + write(value).encode("utf-8", "replace").decode() + around.strip("\ufeff")
    check_laws(EVERYTHING, text)


@given(st.lists(values, max_size=4), st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
@MANY
def test_a_file_of_rows_is_given_back(rows: list[object], newline: str) -> None:
    check_laws(ROWS, newline.join(json.dumps(row) for row in rows))


SCRAPS = (
    *("{", "}", "[", "]", ",", ":", '"', '"a"', '"question":', "\\", "\\u00e9", "\\ud800", "[[[["),
    *("1", "-", "0.5e3", "01", "true", "nul", "NaN", " ", "\n", "\t", "\x00", "\x0b", "é", "//c\n", "'a'"),
)
scraps = st.lists(st.sampled_from(SCRAPS), max_size=12).map("".join)


@given(st.one_of(scraps, st.text(max_size=20)), st.sampled_from(["**", "x.y", "question"]))
@example('{"a": "\\ud800", "question": "\\u0000"}', "**")
@example("[1, 2,, 3]", "x.y")
@MANY
def test_what_is_json_is_decided_as_the_standard_library_does(text: str, path: str) -> None:
    """Any text is either read, and then given back, or refused with a line, whatever fields are wanted."""
    form = formats.configured(by_name("json"), {"fields": [path]})
    try:
        json.loads(text, parse_constant=_no_constant)
    except ValueError:
        if text.strip(" \t\r\n") in ("", "\ufeff"):
            check_laws(form, text)
            return
        if text.startswith("\ufeff"):
            return
        with pytest.raises(L10nError) as error:
            list(form.blocks(text))
        assert 1 <= (error.value.line or 0) <= text.count("\n") + text.count("\r") + 1
        assert error.value.hint
    else:
        check_laws(form, text)


def _no_constant(name: str) -> None:
    raise ValueError(name)


@given(values, styles, st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
@MANY
def test_a_translated_file_says_in_each_value_what_the_value_alone_would(
    value: object, write: Callable[[object], str], target: str
) -> None:
    """The standard library reads every value as plain text that was translated by itself."""
    text = write(value).encode("utf-8", "replace").decode()

    def alone(one: object) -> object:
        if isinstance(one, dict):
            return {key: alone(below) for key, below in one.items()}
        if isinstance(one, list):
            return [alone(below) for below in one]
        return one if not isinstance(one, str) or "\0" in one else translated(by_name("text"), one)

    def translated(form: Format, one: str) -> str:
        read = parsed(form, one)
        return document.build(read, {unit.key: target for unit in read.units}, "es", form)

    assert json.loads(translated(EVERYTHING, text)) == alone(json.loads(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"answer": "It helps."}', r'{"answer": "Ayuda a \"él\" \\ / 你."}'),
        ('{"answer": "It helps.", "by": "Zoë"}', r'{"answer": "Ayuda a \"él\" \\ / 你.", "by": "Zoë"}'),
        (
            r'{"answer": "It helps.", "by": "Zo\u00eb"}',
            r'{"answer": "Ayuda a \"\u00e9l\" \\ / \u4f60.", "by": "Zo\u00eb"}',
        ),
        (
            r'{"answer": "It helps.", "u": "https:\/\/x.org"}',
            r'{"answer": "Ayuda a \"él\" \\ \/ 你.", "u": "https:\/\/x.org"}',
        ),
    ],
    ids=["raw", "raw in a file with other letters", "all in ASCII", "slashes"],
)
def test_a_translation_is_escaped_as_its_file_does(text: str, expected: str) -> None:
    form = by_name("json")
    assert built(form, text, {"It helps.": 'Ayuda a "él" \\ / 你.'}) == expected


def test_new_lines_of_a_translation_are_those_of_its_value() -> None:
    given = r'[{"answer": "One.\r\n\r\nTwo."}, {"answer": "One."}]'
    assert built(by_name("json"), given, {"One.": "Uno\ny.", "Two.": "Dos."}) == (
        r'[{"answer": "Uno\r\ny.\r\n\r\nDos."}, {"answer": "Uno\ny."}]'
    )


def test_sentences_of_a_value_are_units_joined_as_the_target_language_does() -> None:
    given = '{"answer" : "It helps. Not always." , "n":1.0E+2}'
    form = by_name("json")
    assert built(form, given, {"It helps.": "有用。", "Not always.": "有时不。"}, "zh-Hans") == (
        '{"answer" : "有用。有时不。" , "n":1.0E+2}'
    )
    assert built(form, given, {"Not always.": "No siempre."}) == given.replace("Not always.", "No siempre.")


def test_markdown_in_a_value_stays_markdown() -> None:
    options = {"fields": ["answer"], "answer": "markdown"}
    form = formats.configured(by_name("jsonl"), options)
    given = r'{"answer": "# Rest\n\n> It helps.\n> Not always.\n"}'
    targets = {"Rest": "Reposo", "It helps.": "1. Ayuda.", "Not always.": "No\nsiempre."}
    assert built(form, given, targets) == r'{"answer": "# Reposo\n\n> 1\\. Ayuda. No\n> siempre.\n"}'


def test_a_field_called_like_a_part_of_markdown_is_none() -> None:
    """Only a cell of a table escapes bars."""
    form = formats.configured(by_name("jsonl"), {"fields": ["cell"], "cell": "markdown"})
    assert built(form, '{"cell": "One."}', {"One.": "Uno | dos."}) == '{"cell": "Uno | dos."}'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            '{"a": 1,\n "b": 2,\n}',
            3,
            "a comma before }, which JSON does not have (column 1); remove the comma",
        ),
        ("[1, 2, ]", 1, "a comma before ]"),
        ('{\n  // why\n  "a": 1}', 2, "a comment, which JSON does not have (column 3); remove it"),
        ("[1 /* so */]", 1, "a comment"),
        ("{'a': 1}", 1, "stands where a key in double quotes should (column 2); use double quotes"),
        ('{"a" 1}', 1, "'1' stands where a colon should"),
        ('{"a": 1 "b": 2}', 1, "stands where a comma or } should"),
        ('["a\nb"]', 1, r"a line break stands in a string (column 4); write it as an escape (\n)"),
        ('["a\\x"]', 1, r"'\\x' is no escape of JSON (column 4)"),
        ('\n["abc', 2, 'a string is never closed (column 2); put a " at its end'),
        ('{"a": [1,\n2', 2, "it ends where a comma or ] should stand"),
        ("[NaN]", 1, "'NaN' stands where a value should"),
        ("[01]", 1, "stands where a comma or ] should"),
        ("[1] [2]", 1, "something stands behind the end of the value (column 5); remove it"),
    ],
)
@pytest.mark.parametrize("fields", ["**", "nothing.here"])
def test_what_is_not_json_is_told_with_its_line(text: str, line: int, said: str, fields: str) -> None:
    form = formats.configured(by_name("json"), {"fields": [fields]})
    with pytest.raises(L10nError) as error:
        list(form.blocks(text))
    assert said in str(error.value)
    assert error.value.line == line


def test_a_row_that_is_not_json_is_told_with_its_line() -> None:
    with pytest.raises(
        L10nError, match="the row is no JSON: it ends where a key in double quotes should"
    ) as error:
        list(by_name("jsonl").blocks('{"answer": "One."}\r\n\r\n{\n"answer": "Two."}'))
    assert error.value.line == 3


def test_an_error_inside_of_a_value_has_the_line_of_the_value() -> None:
    form = formats.configured(by_name("json"), {"fields": ["answer"], "answer": "markdown"})
    with pytest.raises(L10nError, match="l10n:note says nothing") as error:
        list(form.blocks('[{"answer": "One."},\n {"answer":\n  "One.\\n\\n<!-- l10n:note -->"}]'))
    assert error.value.line == 3


@pytest.mark.parametrize("fields", ["answer", "x.y"])
@pytest.mark.parametrize("nest", [("[", "]"), ('{"answer":', "}"), ('[{"x":', "}]")])
def test_deep_nesting_is_walked(fields: str, nest: tuple[str, str]) -> None:
    form = formats.configured(by_name("json"), {"fields": [fields]})
    opening, closing = nest
    check_laws(form, opening * 10_000 + '"Rest."' + closing * 10_000)
    with pytest.raises(L10nError, match="it ends where"):
        list(form.blocks(opening * 10_000 + "1"))


def test_numbers_of_any_length_and_keys_that_stand_twice_are_kept() -> None:
    given = '{"n": ' + "9" * 5000 + ', "n": -0.10e-400, "answer": "One.", "answer": "Two."}'
    assert built(by_name("json"), given, {"*": "«{}»"}) == given.replace("One.", "«One.»").replace(
        "Two.", "«Two.»"
    )
