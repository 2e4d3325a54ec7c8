"""CSV: the columns that the project's fields name; quoting, delimiters and ragged rows stay as written.

Columns are named by the first row, in any case, or numbered from 1 where `header = false`. The delimiter
(comma, semicolon, tab, bar) is told from the first rows unless `delimiter` says it. `quotes = false`: the
quotation mark is a character like others. A file of any size can be read in parts of whole records: the later
ones with the columns of the first (`for_part`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from l10n.errors import L10nError
from l10n.formats import csv_scan, fields, row_parts
from l10n.formats import text as plain
from l10n.formats.fields import Field
from l10n.model import Block, Code, Edit, Span, Unit

name = "csv"
suffixes = (".csv",)

_OPTIONS = ("delimiter", "header", "quotes")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with columns of a project's choice.

    `delimiter` is empty where it is to be found out; `columns` are the names where no header row tells them.
    """

    fields: tuple[Field, ...]
    name: str = name
    suffixes: tuple[str, ...] = suffixes
    delimiter: str = ""
    header: bool = True
    quotes: bool = True
    columns: tuple[str, ...] = ()

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of every cell in a chosen column, record by record."""
        chosen: list[tuple[int, Field, str]] | None = None if self.header else self._chosen(self.columns)
        for record in csv_scan.records(text, self._delimiter_of(text), self.quotes):
            if chosen is None:
                names = [csv_scan.shown(text, span, self.quotes) for span in record]
                chosen = self._chosen(names) if any(map(str.strip, names)) else None
                continue
            for column, field, role in chosen:
                if column < len(record):
                    chunks = csv_scan.pieces(text, record[column], self.quotes)
                    if chunks:
                        yield from fields.blocks(field, role, text, record[column], chunks)

    def codes(self, text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
        """The inline codes of plain text; a unit's own are found by the format of its field."""
        return plain.codes(text, like)

    def encode(self, unit: Unit, target: str) -> str:
        """`target` in the format of the unit's field; quotes are put in by `framed`."""
        return fields.encode(unit, target)

    def framed(self, text: str, frame: Span, edits: Sequence[Edit]) -> str:
        """The field at `frame` with all of `edits` made in it, in quotes where it needs them."""
        return csv_scan.framed(text, frame, edits, self.quotes)

    def configured(self, options: Mapping[str, object]) -> Table:
        """The table with these options. Raises L10nError for what they cannot say."""
        chosen = fields.read(options, _OPTIONS)
        header, quotes = _switch(options, "header"), _switch(options, "quotes")
        if not header:
            for field in chosen:
                if not field.path.isdecimal() or int(field.path) < 1:
                    hint = 'number the columns: fields = ["1", "2"]'
                    raise L10nError(f"without a header there is no column {field.path!r}", hint=hint)
        delimiter = options.get("delimiter", self.delimiter)
        if not isinstance(delimiter, str) or (delimiter and not _can_delimit(delimiter)):
            raise L10nError(
                f"delimiter = {delimiter!r} cannot be", hint='write one character, like ";" or "\\t"'
            )
        return replace(self, fields=chosen, delimiter=delimiter, header=header, quotes=quotes)

    def parts(self, stream: BinaryIO, size: int) -> Iterator[bytes]:
        """A file in parts of whole records, of about `size` bytes, that joined are it (`row_parts.cut`)."""
        head = stream.read(csv_scan.SAMPLE)
        delimiter = self._delimiter_of(head.decode("utf-8", "replace"))

        def end_of(text: str, at: int) -> int:
            return csv_scan.end_of_record(text, at, delimiter, self.quotes)

        return row_parts.cut(stream, end_of, size, head)

    def for_part(self, first: bytes) -> Table:
        """The format to read a later part with: the delimiter and the columns are those of the first part."""
        text = first.decode("utf-8", "replace")
        found = replace(self, delimiter=self._delimiter_of(text), header=False)
        if not self.header:
            return found
        for record in csv_scan.records(text, found.delimiter, self.quotes):
            names = tuple(csv_scan.shown(text, span, self.quotes) for span in record)
            if any(map(str.strip, names)):
                return replace(found, columns=names)
        return self  # the header is still to come

    def _delimiter_of(self, text: str) -> str:
        return self.delimiter or csv_scan.delimiter_of(
            text, self.quotes, lambda names: len(self._chosen(names))
        )

    def _chosen(self, names: Sequence[str]) -> list[tuple[int, Field, str]]:
        """The number, the field and the role of each column that is to be translated, from left to right."""
        if not self.header and not self.columns:
            return sorted((int(one.path) - 1, one, "cell") for one in self.fields)
        wanted = {_plain(one.path): one for one in reversed(self.fields)}
        found = ((number, wanted.get(_plain(one)), one) for number, one in enumerate(names))
        return [(number, field, field.role(one)) for number, field, one in found if field is not None]


def _plain(column: str) -> str:
    return " ".join(column.split()).casefold()


def _switch(options: Mapping[str, object], option: str) -> bool:
    value = options.get(option, True)
    if not isinstance(value, bool):
        raise L10nError(f"{option} = {value!r} cannot be", hint=f"write {option} = true or false")
    return value


def _can_delimit(delimiter: str) -> bool:
    return (
        len(delimiter) == 1 and delimiter.isascii() and not delimiter.isalnum() and delimiter not in '"\r\n\0'
    )


_USUAL = Table(fields.DEFAULT)
blocks = _USUAL.blocks
codes = _USUAL.codes
encode = _USUAL.encode
framed = _USUAL.framed
configured = _USUAL.configured
parts = _USUAL.parts
for_part = _USUAL.for_part
