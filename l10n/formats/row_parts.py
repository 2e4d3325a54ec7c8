"""A file of rows cut into parts of whole rows, at places that its content chooses.

A row that comes or goes changes the parts near it and no other, so what was made of the others still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO
from zlib import crc32

from l10n.errors import L10nError

LONGEST = 64 << 20
"""Bytes of the longest row that is read."""

EndOf = Callable[[str, int], int]
"""The end of the row at an offset, before its newline; that of the text where the row may go on behind it."""

_CHUNK = 1 << 16


def cut(stream: BinaryIO, end_of: EndOf, size: int, head: bytes = b"") -> Iterator[bytes]:
    """The bytes of `stream` in parts of whole rows, half to twice `size` bytes each, one row at least.

    `head` is what was read of it before. Joined they are all of it. A part ends behind a row whose checksum
    says so, the likelier the longer the row, so that parts are of about `size`. At most one part and one row
    are in memory. Raises L10nError for a row of more than LONGEST bytes.
    """
    part: list[bytes] = []
    length = 0
    for one in _rows(stream, end_of, head):
        if part and length + len(one) > 2 * size:
            yield b"".join(part)
            part, length = [], 0
        part.append(one)
        length += len(one)
        if 2 * length >= size and crc32(one) * size < len(one) << 33:
            yield b"".join(part)
            part, length = [], 0
    if part:
        yield b"".join(part)


def _rows(stream: BinaryIO, end_of: EndOf, head: bytes) -> Iterator[bytes]:
    """The rows of `head` and what `stream` has behind it, each with its newline."""
    # Latin-1 has a character for each byte, and what parts rows is ASCII, which is nothing else in UTF-8.
    held = head.decode("latin-1")
    at, before, more = 0, 0, True
    while True:
        end = _end(held, at, end_of, more)
        if end:
            yield held[at:end].encode("latin-1")
            before += 1
            at = end
        elif more:
            held, at = held[at:], 0
            if len(held) > LONGEST:
                what = f"the row, number {before + 1}, is longer than {LONGEST >> 20} MiB"
                raise L10nError(what, hint="is a quote never closed? Split it, or the file, otherwise")
            # A row that goes beyond what is held is looked at again: twice as much each time.
            new = stream.read(max(_CHUNK, len(held)))
            held, more = held + new.decode("latin-1"), bool(new)
        else:
            return


def _end(held: str, at: int, end_of: EndOf, more: bool) -> int:
    """The end of the row at `at` with its newline; 0 where it is not known yet, or there is none."""
    end = end_of(held, at) if at < len(held) else at
    if held.startswith("\r\n", end):
        return end + 2
    if end < len(held) and (held[end] == "\n" or end + 1 < len(held) or not more):
        return end + 1
    return 0 if more or end == at else end
