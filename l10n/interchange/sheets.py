"""Tables for spreadsheets: rows of named cells, CSV in and out, with no cell that a spreadsheet would run."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from l10n.errors import L10nError

BOM = "\ufeff"
_DELIMITERS = ",;\t|"
_LARGEST = 16 << 20
"""Characters of one cell."""
_SEPARATION = re.compile(r"\ufeff?sep=([,;\t|])\r?\n", re.IGNORECASE)
"""The line by which Excel is told what parts the cells; it is no row."""
_RUN = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


class Row(NamedTuple):
    """A row's cells by the names of their columns, lower case; `line` is where it begins, from 1."""

    cells: Mapping[str, str]
    line: int

    def first(self, *names: str) -> str:
        """The first of these columns that is there and not empty, "" where none is."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")


def decode(data: bytes) -> str:
    """The text of a table: UTF-8, or UTF-16 that says so, as Excel's "Unicode text" does.

    Raises L10nError, with a line, for anything else.
    """
    if not is_utf8(data):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise L10nError("broken UTF-16", line=1, hint="save the table as CSV UTF-8") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise L10nError("not UTF-8", line=line, hint="save the table as CSV UTF-8") from None


def is_utf8(data: bytes) -> bool:
    """Whether a table that could be decoded is UTF-8."""
    return not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def delimiter(text: str) -> str:
    """What parts the cells: the one of comma, semicolon, tab and bar that its first line has most of.

    A line `sep=;` before the names of the columns says it.
    """
    if said := _SEPARATION.match(text):
        return said[1]
    head = text.lstrip("\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=head.count)


def header(text: str) -> list[str]:
    """The names of the columns as they are written, none for an empty table."""
    first = next(_records(text), None)
    return first[0] if first else []


def rows(text: str) -> Iterator[Row]:
    """The rows below the first, which names the columns; blank ones are none, missing cells are empty.

    What `write` put before a cell is taken off. Raises L10nError with a line: a quote that is not closed, a
    row with more cells than there are columns, two columns of one name.
    """
    names: list[str] = []
    for record, line in _records(text):
        if not names:
            names = [plain(name) for name in record]
            twice = [name for name, number in Counter(names).items() if name and number > 1]
            if twice:
                raise L10nError(f"two columns are called {twice[0]}", line=line, hint="take one of them out")
            continue
        extra = [cell for cell in record[len(names) :] if cell.strip()]
        if extra:
            said = f"{len(record)} cells in a table of {len(names)} columns"
            raise L10nError(said, line=line, hint="put the cell in quotation marks")
        cells = dict.fromkeys(names, "")
        cells.update((name, _bare(cell)) for name, cell in zip(names, record, strict=False) if cell)
        yield Row(cells, line)


def write(names: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool = False) -> bytes:
    """A table as UTF-8. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return (BOM if bom else "").encode() + lines([names]) + lines(rows)


def lines(rows: Iterable[Sequence[str]], parting: str = ",", newline: str = "\r\n") -> bytes:
    """Rows as they stand in a table, without its first line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=parting, lineterminator=newline)
    for row in rows:
        writer.writerow([f"'{cell}" if _RUN.match(cell) else cell for cell in row])
    return text.getvalue().encode()


def _records(text: str) -> Iterator[tuple[list[str], int]]:
    before = csv.field_size_limit(_LARGEST)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
        found, line = [], 1
        for record in reader:
            if any(map(str.strip, record)) and not (line == 1 and _SEPARATION.match(text)):
                found.append((record, line))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "mend the quotation marks of that row"
        raise L10nError(f"not a table: {error}", line=reader.line_num, hint=hint) from None
    finally:
        csv.field_size_limit(before)
    yield from found


def plain(name: str) -> str:
    """The name of a column as `rows` has it: in lower case, `_` and `-` as spaces."""
    return " ".join(name.replace("_", " ").replace("-", " ").split()).casefold()


def _bare(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
