"""Big files in parts of whole rows: nothing lost, few parts changed by an edit, little memory."""

from __future__ import annotations

import csv
import io
import json
import random
import tracemalloc
from collections.abc import Iterator

import pytest
from datasets import parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.formats import csv as tables
from l10n.formats import jsonl, row_parts, tsv

MANY = settings(max_examples=200, deadline=None)

SCRAPS = (
    ",",
    '"',
    '""',
    ';"',
    "\t",
    "\n",
    "\r\n",
    "\r",
    "x",
    "It helps.",
    '{"answer": "Yes."}',
    "é",
    '"a\nb"',
)
texts = st.one_of(st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join), st.text())


@given(texts, st.integers(1, 50), st.sampled_from([jsonl.parts, tables.parts, tsv.parts]))
@MANY
def test_the_parts_joined_are_the_file(text: str, size: int, parts: object) -> None:
    data = text.encode("utf-8", "replace")
    assert callable(parts)
    found = list(parts(io.BytesIO(data), size))
    assert b"".join(found) == data
    assert all(found)


def articles(count: int, seed: int = 1) -> list[dict[str, str]]:
    chance = random.Random(seed)
    words = ["rest", "water", "fever", "week", "doctor", "nurse", "often", "seldom", "child", "tablet"]

    def sentence() -> str:
        return " ".join(chance.choices(words, k=chance.randint(3, 12))).capitalize() + "."

    return [
        {
            "id": str(number),
            "question": sentence(),
            "answer": f'{sentence()}\n\n{sentence()} "{sentence()}", é',
        }
        for number in range(count)
    ]


def as_rows(rows: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_table(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_parts_are_of_about_the_size_that_was_asked_for() -> None:
    found = [len(part) for part in jsonl.parts(io.BytesIO(as_rows(articles(5000))), 10_000)]
    assert all(5_000 <= length <= 20_000 for length in found[:-1])
    assert 7_000 < sum(found) / len(found) < 13_000


@pytest.mark.parametrize("written", [as_rows, as_table])
def test_a_row_more_changes_the_parts_near_it_only(written: object) -> None:
    assert callable(written)
    parts = jsonl.parts if written is as_rows else tables.parts
    rows = articles(3000)
    before = list(parts(io.BytesIO(written(rows)), 8_000))
    for at in (0, 700, 1500, 2999):
        more = [*rows[:at], {"id": "new", "question": "Is it new?", "answer": "It is."}, *rows[at:]]
        after = list(parts(io.BytesIO(written(more)), 8_000))
        assert len(set(after) - set(before)) <= 4


def test_a_part_ends_between_records_and_is_read_with_the_columns_of_the_first() -> None:
    """The units of all the parts are those of the file."""
    data = as_table(articles(400))
    form = tables.configured({"fields": ["answer", "question"], "answer": "markdown"})
    found = list(form.parts(io.BytesIO(data), 2_000))
    assert len(found) > 20
    later = form.for_part(found[0])
    units = list(parsed(form, found[0].decode()).units)
    for part in found[1:]:
        units += parsed(later, part.decode()).units
    whole = parsed(form, data.decode()).units
    assert [(unit.source, unit.role, unit.inner) for unit in units] == [
        (unit.source, unit.role, unit.inner) for unit in whole
    ]


def test_a_first_part_of_blank_lines_leaves_the_header_to_the_next() -> None:
    later = tables.for_part(b"\n\n").blocks("answer,x\nYes.,no\n")
    assert [block.text for block in later] == ["Yes."]


class Endless(io.RawIOBase):
    """A file of rows made as it is read."""

    def __init__(self, row: bytes, count: int) -> None:
        self.row, self.left = row, count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = min(len(buffer) // len(self.row), self.left)
        self.left -= count
        buffer[: count * len(self.row)] = self.row * count
        return count * len(self.row)


@pytest.mark.parametrize("parts", [jsonl.parts, tables.parts])
def test_memory_is_bounded_by_a_part(parts: object) -> None:
    assert callable(parts)
    stream = Endless(b'"a, ""b""\nc",' + b"d" * 487 + b"\n", 40_000)
    found: Iterator[bytes] = parts(stream, 100_000)
    tracemalloc.start()
    try:
        assert sum(map(len, found)) > 19_000_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_row_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_parts, "LONGEST", 1 << 20)
    stream = io.BytesIO(b'question\n"' + b"a\n" * 1_000_000)
    with pytest.raises(L10nError, match="the row, number 2, is longer than 1 MiB; is a quote never closed"):
        list(tables.parts(stream, 1000))
