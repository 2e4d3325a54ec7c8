"""Translations as tables: every cell comes back as it was, and none is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io

import outside
import pytest
from exchanged import row, rows, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.interchange import sheets, table
from l10n.interchange.rows import Row, mark
from l10n.model import State

CELLS = st.lists(
    st.sampled_from(["'", "=", "+", "@", "-", '"', ",", ";", "\n", "\r", "\t", "a", "é", " "])
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3).filter(lambda cells: any(map(str.strip, cells)))))
def test_every_cell_comes_back_as_it_was(some: list[list[str]]) -> None:
    """Law: reading what was written gives it back, apostrophes, quotes and newlines included."""
    written = sheets.write(("one", "two", "three"), some)
    back = [list(found.cells.values()) for found in sheets.rows(sheets.decode(written))]
    assert back == some


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_no_cell_is_a_formula(some: list[list[str]]) -> None:
    """Law: no cell begins with what a spreadsheet runs."""
    written = sheets.write(("one", "two"), some).decode()
    for record in csv.reader(io.StringIO(written, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in record)


@settings(max_examples=100, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=4), st.booleans())
def test_what_goes_out_comes_back_as_it_was(some: list[Row], bom: bool) -> None:
    """Law: text, key and mark survive; reviewed comes back reviewed, and nothing else does."""
    sent = sheet(*some)
    data = table.write([sent], "es", bom=bom)
    assert data.startswith(b"\xef\xbb\xbf") is bom
    for one, was in zip(table.read(data), sent.rows, strict=True):
        entry = was.entry
        assert (one.key, one.path, one.locale) == (entry.key.fingerprint, "source_texts/a.txt", "es")
        assert (one.source, "".join(map(str, one.target))) == (entry.source, entry.target)
        assert one.reviewed == (entry.state is State.REVIEWED)
        assert one.mark == mark(entry.target, reviewed=one.reviewed) == was.mark


def test_a_row_reads_as_people_expect() -> None:
    written = table.write([sheet(row("=SUM(1)", "¿Qué?", State.REVIEWED, notes=("heading",)))], "es")
    first, second = csv.DictReader(io.StringIO(written.decode(), newline="")), None
    for second in first:
        assert second["source"] == "'=SUM(1)"
        assert (second["target"], second["state"], second["note"]) == ("¿Qué?", "reviewed", "heading")
        assert second["key"].startswith("#")
    assert second


def test_a_table_of_sources_and_targets_is_enough() -> None:
    found = list(table.read("Source;Target\nRest.;Descanse.\nDrink.;\n".encode("utf-8-sig")))
    assert [(one.source, one.target, one.reviewed, one.line) for one in found] == [
        ("Rest.", ("Descanse.",), False, 2),
        ("Drink.", (), False, 3),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a,b\n1,2\n", "1: no columns key or source, and target; its first row is to be locale, path, key,"),
        (b"source,target\nx,\xff\n", "2: not UTF-8; save the table as CSV UTF-8"),
        (b'source,target\n"x,y\n', "2: not a table: unexpected end of data; mend the quotation marks"),
        (b"source,target\nx,y,z\n", "2: 3 cells in a table of 2 columns; put the cell in quotation marks"),
        (b"", "1: no columns key or source, and target"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(data: bytes, message: str) -> None:
    with pytest.raises(L10nError) as caught:
        list(table.read(data))
    assert f"{caught.value.line}: {caught.value}".startswith(message)


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        ("\ufeffsource;target\r\na;b\r\n".encode(), {"source": "a", "target": "b"}),
        (b"sep=;\r\nsource;target\r\na;b, c\r\n", {"source": "a", "target": "b, c"}),
        ("source\ttarget\r\na\tñ\r\n".encode("utf-16"), {"source": "a", "target": "ñ"}),
    ],
)
def test_what_spreadsheets_save_is_read(data: bytes, cells: dict[str, str]) -> None:
    assert [one.cells for one in sheets.rows(sheets.decode(data))] == [cells]


def test_a_column_that_was_sorted_alone_is_refused() -> None:
    """Else each translation would stand at another sentence, and keep its state."""
    sources = ("Rest.", "Drink.", "Sleep.", "Walk.")
    some = [row(text, f"es {text}", State.REVIEWED) for text in sources]
    header, *cells = table.write([sheet(*some)], "es").decode().splitlines()
    turned = [
        line.replace(f"es {one}", f"es {other}")
        for line, one, other in zip(cells, sources, (*sources[1:], sources[0]), strict=True)
    ]
    with pytest.raises(L10nError) as caught:
        list(table.read("\n".join([header, *turned]).encode()))
    assert f"{caught.value.line}: {caught.value}" == (
        "2: 4 rows have translations that went out for other rows; sort whole rows, not one column"
    )
    # One sentence that is translated as another is, among others that changed, may be meant.
    meant = [turned[0], *(line.replace("es ", "ES ") for line in cells[1:])]
    assert len(list(table.read("\n".join([header, *meant]).encode()))) == 4


def test_translate_toolkit_reads_what_we_write() -> None:
    some = [row('Say "a, b".', "Diga «a».", State.REVIEWED), row("Not yet.")]
    found = outside.units(table.write([sheet(*some)], "es"), "csv")
    assert [one[:2] for one in found] == [['Say "a, b".', "Diga «a»."], ["Not yet.", ""]]
