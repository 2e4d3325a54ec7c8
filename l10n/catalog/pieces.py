"""A PO file as text, in pieces that end between two entries: a big one is never held whole, nor twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10n.catalog.comments import without_strays
from l10n.catalog.header import charset
from l10n.errors import L10nError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIZE = 1 << 16
"""The bytes of a piece, about."""

_MO_MAGICS = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
_COMPRESSED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_UTF16 = re.compile(rb"(?:[\x09-\x7e]\0){2}|(?:\0[\x09-\x7e]){2}|[\x09-\x7e]\0\0\0|\0\0\0[\x09-\x7e]")
_BOM = "\ufeff"
_STRAY = re.compile("[\udc80-\udcff]")


class Text(NamedTuple):
    """The text of a file in pieces, its codec and newline (the first piece's), and whether it had a BOM."""

    pieces: Iterator[str]
    codec: str
    newline: str
    bom: bool


def text_of(blocks: Iterable[bytes], shown: str) -> Text:
    """The text of a file that comes in blocks of any size, joined what they hold.

    A piece ends after an entry and before another: at a blank line between a string and a comment or a
    keyword. Bytes of comments that are no text become lone surrogates (PEP 383). Raises L10nError for a file
    that is no PO; the pieces raise it for bytes that are no text of the charset its header names.
    """
    parts = _parts(blocks)
    first = next(parts, b"")
    _refuse_other_kinds(first, shown)
    codec = charset(first, shown)
    if codec is None:
        first = b"".join((first, *parts))
        codec = charset(first, shown) or "utf-8"
    newline = "\r\n" if first.count(b"\r\n") * 2 > first.count(b"\n") else "\n"
    start = _decoded(first, codec, shown, 1)
    bom = start.startswith(_BOM)

    def pieces() -> Iterator[str]:
        yield start[1:] if bom else start
        line = 1 + first.count(b"\n")
        for part in parts:
            yield _decoded(part, codec, shown, line)
            line += part.count(b"\n")

    return Text(pieces(), codec, newline, bom)


# Between two entries that the simple reader and the exact one agree upon, LF and CRLF.
_BOUNDARY = re.compile(
    rb'(?<="\n)(?=\n(?:#[^~|]|msgid "|msgctxt "))|(?<="\r\n)(?=\r\n(?:#[^~|]|msgid "|msgctxt "))'
)
_SEARCHED = SIZE // 4  # the end of a block, where a boundary is looked for


def _parts(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The blocks cut anew, at boundaries."""
    held: list[bytes] = []
    for block in blocks:
        cut = _BOUNDARY.search(block, max(0, len(block) - _SEARCHED))
        if cut is None:
            held.append(block)
            continue
        yield b"".join((*held, block[: cut.start()]))
        held = [block[cut.start() :]]
    yield b"".join(held)


def _refuse_other_kinds(data: bytes, shown: str) -> None:
    """Raise L10nError for a file that is plainly something else than a PO file."""
    head = data[:512]
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = ""
    if head.startswith(_MO_MAGICS):
        kind, hint = "a compiled MO file", "turn it into PO with `msgunfmt`"
    elif head.startswith(_COMPRESSED):
        kind, hint = "a compressed file", "unpack it"
    elif head.startswith(_UTF16_MARKS) or _UTF16.match(head):
        kind, hint = "UTF-16 or UTF-32 text", "save it as UTF-8"
    elif head.count(0) >= 2:
        kind, hint = "a binary file", "check the path"
    elif text.startswith(b"<") and not text.startswith(b"<<<<<<<"):
        kind, hint = "a web page or other markup", "fetch the file itself"
    elif text.startswith(b"version https://git-lfs."):
        kind, hint = "a pointer of Git LFS", "fetch the file with `git lfs pull`"
    if kind:
        raise L10nError(f"this is {kind}, not a PO file", shown, 1, hint=hint)


def _decoded(data: bytes, codec: str, shown: str, line: int) -> str:
    """The text of a piece that begins in this line."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "surrogateescape")
        stray = _STRAY.search(without_strays(text))
        if stray is not None:
            named = codec.upper()
            raise L10nError(
                f"bytes that are no {named} text (0x{ord(stray[0]) - 0xDC00:02x})",
                shown,
                line + text.count("\n", 0, stray.start()),
                hint=f"save the file as {named}, or name its charset in the header",
            ) from None
    if codec != "utf-8" and text.encode(codec, "surrogateescape") != data:
        # A few legacy charsets have two codes for one character: what we cannot give back we do not take.
        raise L10nError(
            f"this {codec.upper()} text would not be written back the same",
            shown,
            line,
            hint="convert the file with `msgconv -t UTF-8`",
        )
    return text
