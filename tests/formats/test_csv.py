"""CSV and TSV: which cells are text, the laws, and cells that come to need quotes."""

from __future__ import annotations

import csv
import io
from typing import Literal

import pytest
from datasets import built, check_laws, opened, parsed, told
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import document, formats
from l10n.errors import L10nError
from l10n.formats import by_name

MANY = settings(max_examples=200, deadline=None)

NUMBERED = {"header": False, "fields": ["1", "2", "3"]}


@pytest.mark.cases("csv_blocks.txt")
def test_csv(given: str, wanted: str) -> None:
    form, text = opened(given, "csv")
    assert told(form, text) == wanted.strip()
    check_laws(form, text)


SCRAPS = (
    *(",", ";", "\t", "|", '"', '""', '"a"', '",', '\n"', "\n", "\r\n", "\r", "\n\n", " ", "\ufeff"),
    *("question", "answer", "It helps. Not always.", "5", "é", "你好。世界", "x\n\ny", "# *x*"),
)


@given(
    st.lists(st.sampled_from(SCRAPS), max_size=20).map("".join),
    st.sampled_from(["csv", "tsv"]),
    st.sampled_from(
        [
            {},
            NUMBERED,
            {"fields": ["answer", "question"], "answer": "markdown"},
            {**NUMBERED, "quotes": False},
        ]
    ),
)
@MANY
def test_any_text_is_given_back_or_refused(text: str, name: str, options: dict[str, object]) -> None:
    """Only a quote that is never closed is refused, with its line."""
    form = formats.configured(by_name(name), options)
    refused = None
    try:
        check_laws(form, text)
    except L10nError as error:
        refused = error
    if refused:
        assert refused.message == "a quote is opened and never closed"
        assert refused.line is not None
        assert options.get("quotes", True)


cells = st.one_of(
    st.sampled_from(
        ["It helps. Not always.", 'say "ah"', '"ah" she said', "a, b; c", "One.\n\nTwo.", "", "5"]
    ),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
tables = st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width)))
targets = st.sampled_from(["Ayuda", 'Dice "sí"', '"Sí"', "a, b; c\td|e", "Uno\ndos", "'x'"])


@given(
    tables,
    st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    targets,
)
@MANY
def test_a_translated_table_says_in_each_cell_what_the_cell_alone_would(
    rows: list[list[str]], quoting: Literal[0, 1], delimiter: str, newline: str, target: str
) -> None:
    """The standard library reads as many rows and cells, each as plain text that was translated by itself."""
    out = io.StringIO()
    csv.writer(out, quoting=quoting, delimiter=delimiter, lineterminator=newline).writerows(rows)
    text = out.getvalue()
    form = formats.configured(by_name("csv"), {**NUMBERED, "delimiter": delimiter})
    plain = by_name("text")

    def alone(cell: str) -> str:
        read = parsed(plain, cell)
        return document.build(read, {unit.key: target for unit in read.units}, "es", plain)

    def seen(table: str) -> list[list[str]]:
        return [
            [cell.replace("\r\n", "\n") for cell in row]
            for row in csv.reader(io.StringIO(table, newline=""), delimiter=delimiter)
        ]

    read = parsed(form, text)
    written = document.build(read, {unit.key: target for unit in read.units}, "es", form)
    assert seen(written) == [[alone(cell) for cell in row] for row in seen(text)]


@pytest.mark.parametrize(
    ("cell", "target", "expected"),
    [
        ("One.", "Uno, dos.", '"Uno, dos."'),
        ("One.", "Uno; dos.", "Uno; dos."),
        ("One.", 'Uno "dos".', '"Uno ""dos""."'),
        ("One.", "Uno\ndos.", '"Uno\r\ndos."'),
        ('"One."', 'Uno "dos".', '"Uno ""dos""."'),
        ('"One."', "Uno", '"Uno"'),
        ("One. Two.", "Uno, dos.", '"Uno, dos. Two."'),
        ('"One. ""Two""."', "Uno.", '"Uno. ""Two""."'),
        ('5" is one. One.', "Uno.", '"5"" is one. Uno."'),
        ('"One.\n\nTwo."', "Uno\ndos.", '"Uno\ndos.\n\nTwo."'),
        ("One.", "<EMPTY>", ""),
    ],
)
def test_a_cell_gets_quotes_where_it_needs_them(cell: str, target: str, expected: str) -> None:
    text = "id,answer,n\r\n1,{},2\r\n"
    assert built(by_name("csv"), text.format(cell), {"One.": target}) == text.format(expected)


def test_a_lone_column_keeps_its_rows() -> None:
    given = "answer\nOne.\nTwo.\n"
    targets = {"One.": "<EMPTY>", "Two.": "Dos, tres."}
    assert built(by_name("csv"), given, targets) == 'answer\n""\n"Dos, tres."\n'


def test_between_tabs_quotes_are_rare() -> None:
    given = "question\tanswer\nOne.\tTwo.\n"
    targets = {"One.": 'Uno, "dos".', "Two.": '"Dos".'}
    assert built(by_name("tsv"), given, targets) == 'question\tanswer\nUno, "dos".\t"""Dos""."\n'


def test_where_quotes_mean_nothing_a_cell_is_one_line() -> None:
    form = formats.configured(by_name("tsv"), {"quotes": False})
    given = 'question\tanswer\n"One."\tTwo.\n'
    assert built(form, given, {"*": '"a\tb\nc"'}) == 'question\tanswer\n"a b c"\t"a b c"\n'


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    with pytest.raises(L10nError, match="a quote is opened and never closed; close it, or write") as error:
        list(by_name("csv").blocks('question,answer\nOne?,"Two\nlines"\nThree?,"Four.\n\nFive,x\n'))
    assert error.value.line == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"delimiter": "::"}, "delimiter = '::' cannot be; write one character"),
        ({"delimiter": "a"}, "delimiter = 'a' cannot be"),
        ({"delimiter": 5}, "delimiter = 5 cannot be"),
        ({"header": "no"}, "header = 'no' cannot be; write header = true or false"),
        ({"quotes": 0}, "quotes = 0 cannot be"),
        ({"header": False}, "without a header there is no column 'question'; number the columns: fields"),
        ({"header": False, "fields": ["0"]}, "without a header there is no column '0'"),
        ({"heder": True}, "'heder' is no field and no option; did you mean 'header'?"),
    ],
)
def test_options_that_cannot_be_are_told(options: dict[str, object], said: str) -> None:
    with pytest.raises(L10nError) as error:
        formats.configured(by_name("csv"), options)
    assert said in str(error.value)
