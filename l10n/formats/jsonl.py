"""JSON Lines: one JSON value a line. Paths of fields start at the root of each row; blank lines may stand.

A file of any size can be read in parts of whole rows (`parts`), each of them a document of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from l10n.errors import L10nError
from l10n.formats import fields, json, json_scan, lines, row_parts
from l10n.formats.json_paths import Target
from l10n.model import Block, Span

name = "jsonl"
suffixes = (".jsonl", ".ndjson")

_ROW = re.compile(r"[^\r\n]*")


@dataclass(frozen=True, slots=True)
class JsonLines(json.Json):
    """JSON Lines with fields of a project's choice."""

    name: str = name
    suffixes: tuple[str, ...] = suffixes

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of every value that a field leads to, row by row."""
        return json.placed(text, self._strings(text))

    def parts(self, stream: BinaryIO, size: int) -> Iterator[bytes]:
        """A file in parts of whole rows, of about `size` bytes; joined they are it (`row_parts.cut`)."""
        return row_parts.cut(stream, _end_of_row, size)

    def for_part(self, first: bytes) -> JsonLines:  # noqa: ARG002  (a table learns its columns from it)
        """The format to read a later part with: this one, since a row stands for itself."""
        return self

    def _strings(self, text: str) -> Iterator[tuple[Span, Target]]:
        root = json.paths(self.fields, anywhere=False).root
        for number, line in enumerate(_rows(text), 1):
            try:
                for (start, end), target in json_scan.strings(line.cut(text), root):
                    yield Span(line.start + start, line.start + end), target
            except L10nError as error:
                raise L10nError(f"the row is no JSON: {error.message}", None, number, error.hint) from error


def _end_of_row(text: str, at: int) -> int:
    found = _ROW.match(text, at)
    return found.end() if found else at


def _rows(text: str) -> Iterator[Span]:
    start = 0
    for newline in lines.NEWLINE.finditer(text):
        yield Span(start, newline.start())
        start = newline.end()
    yield Span(start, len(text))


_USUAL = JsonLines(fields.DEFAULT)
blocks = _USUAL.blocks
codes = _USUAL.codes
encode = _USUAL.encode
framed = _USUAL.framed
configured = _USUAL.configured
parts = _USUAL.parts
for_part = _USUAL.for_part
