"""PO in, without loss: each entry keeps the very text it stands in.

Two readers of one grammar, that of GNU gettext's po-lex.c and po-gram-gen.y. Nearly every entry of every file has the
plain shape that one regular expression knows (`_shape`); what it does not know goes to `syntax.py`, token by
token, which also finds the errors. Both give the same entries; the tests hold them to it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from l10n.catalog import syntax
from l10n.catalog.header import HEADER_KEY, charset, header_locale
from l10n.catalog.states import state_of
from l10n.catalog.syntax import Lines, Message, read_comments, unescape
from l10n.errors import L10nError
from l10n.model import Catalog, Entry, Key, State

if TYPE_CHECKING:
    from pathlib import Path

_BOM = "\ufeff"
_MO_MAGICS = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(path: Path, shown: str | None = None) -> Catalog:
    """The catalog in a file; `shown` is the path to name in errors. Raises L10nError, with the line."""
    name = shown or str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise L10nError(f"cannot be read: {error.strerror}", name, hint="check the path") from None
    return parse(data, name)


def parse(data: bytes, shown: str) -> Catalog:
    """The catalog in the bytes of a PO file, so that `dump(parse(data, …)) == data`.

    Reads whatever msgfmt reads, and a byte-order mark besides. Raises L10nError with the line of whatever msgfmt
    would call an error, of bytes that are no text in the charset the header names, and of files that are no PO.
    """
    _refuse_other_kinds(data, shown)
    codec = charset(data, shown)
    text = _decode(data, codec, shown)
    bom = text.startswith(_BOM)
    if bom:
        text = text[1:]
    lines = Lines(text, shown, codec)
    header: Entry | None = None
    entries: list[Entry] = []
    first: dict[Key, int] = {}
    newline = "\r\n" if "\r\n" in text and text.count("\r\n") * 2 > text.count("\n") else "\n"
    shape = _shape(newline)
    at = 0
    while True:
        entry, at = _next(lines, at, shape, newline)
        if entry is None:
            break
        if entry.key in first:
            raise L10nError(
                f"duplicate msgid, first at line {first[entry.key]}",
                shown,
                entry.line,
                hint="keep one of the two entries",
            )
        first[entry.key] = entry.line
        if entry.key == HEADER_KEY and entry.state is not State.OBSOLETE:
            header = entry
        else:
            entries.append(entry)
    return Catalog(header_locale(header), shown, tuple(entries), header, newline, text[at:], bom)


def _next(lines: Lines, at: int, shape: re.Pattern[str], newline: str) -> tuple[Entry | None, int]:
    """The entry that begins at offset `at` and the offset after it; None where no more follow."""
    found = shape.match(lines.text, at)
    message = None if found is None else _plain(found, newline)
    if found is not None and message is not None:
        lead, end = found.end("lead"), found.end()
    else:
        message, lead, end = syntax.read_message(lines, at)
        if message is None:
            return None, at
    line = lines.advance(lead)
    lines.advance(end)
    comments = read_comments(message.comments)
    fuzzy = "fuzzy" in comments.flags
    targets = message.targets
    key = Key(message.context, message.source)
    entry = Entry(
        key,
        targets[0],
        state_of(
            key.source,
            targets,
            fuzzy=fuzzy,
            previous=message.previous is not None,
            obsolete=message.obsolete,
        ),
        message.previous,
        comments.origin,
        comments.comments,
        comments.notes,
        comments.references,
        comments.flags
        if message.obsolete or not fuzzy
        else tuple(flag for flag in comments.flags if flag != "fuzzy"),
        message.plural,
        targets if message.plural is not None else (),
        message.previous_plural,
        line,
        lines.text[at:end],
    )
    return entry, end


@lru_cache(maxsize=2)
def _shape(newline: str) -> re.Pattern[str]:
    """The shape of a plain entry: comments, previous source, msgctxt, msgid, msgstr, each string on its line.

    Possessive throughout: a line is looked at once, whatever follows.
    """
    nl = newline.replace("\r", r"\r").replace("\n", r"\n")
    string = r'"[^"\\\r\n\x04]*+(?:\\[abfnrtv"\\][^"\\\r\n\x04]*+)*+"' + nl
    strings = f"((?:{string})++)"
    comment = f"#(?![|~])[^\\n]*+\\n"
    previous = f"#\\|[^\\n]*+\\n"
    return re.compile(
        rf"(?P<lead>(?:{nl})*+)(?P<comments>(?:{comment})*+)(?P<previous>(?:{previous})*+)"
        rf'(?:msgctxt {strings})?+msgid {strings}msgstr {strings}(?=[#m\r\n]|\Z)'
    )


@lru_cache(maxsize=1)
def _previous_shape() -> re.Pattern[str]:
    string = r'"[^"\\\r\n\x04]*+(?:\\[abfnrtv"\\][^"\\\r\n\x04]*+)*+"\n'
    strings = f"((?:{string})++)"
    return re.compile(f"(?:msgctxt {strings})?+msgid {strings}(?:msgid_plural {strings})?+")


def _plain(found: re.Match[str], newline: str) -> Message | None:
    """The message in a match of `_shape`; None where its previous source is written in another way."""
    comments, previous, context, source, target = found.group(2, 3, 4, 5, 6)
    was = was_plural = None
    if previous:
        stripped = "".join(line.removeprefix("#|").removeprefix(" ") for line in
                           previous.replace("\r\n", "\n").splitlines(keepends=True))
        inner = _previous_shape().fullmatch(stripped)
        if inner is None:
            return None
        was = Key(_joined(inner[1], "\n"), _joined(inner[2], "\n") or "")
        was_plural = _joined(inner[3], "\n")
    return Message(
        comments,
        _joined(context, newline),
        _joined(source, newline) or "",
        None,
        (_joined(target, newline) or "",),
        was,
        was_plural,
        False,
    )


def _joined(strings: str | None, newline: str) -> str | None:
    """The text of strings that stand one a line, each closed by `newline`."""
    if strings is None:
        return None
    text = strings[1 : -1 - len(newline)].replace(f'"{newline}"', "")
    return unescape(text) if "\\" in text else text


def _refuse_other_kinds(data: bytes, shown: str) -> None:
    """Raise L10nError for a file that is plainly something else than a PO file."""
    head = data[:512].lstrip().lower()
    kind = ""
    if data.startswith(_MO_MAGICS):
        kind, hint = "a compiled MO file", "turn it into PO with `msgunfmt`"
    elif data.startswith(_UTF16_MARKS) or data[:4].count(0) >= 2:
        kind, hint = "UTF-16 or UTF-32 text", "save it as UTF-8"
    elif head.startswith((b"<!doctype", b"<html", b"<?xml")):
        kind, hint = "a web page", "fetch the file itself"
    if kind:
        raise L10nError(f"this is {kind}, not a PO file", shown, 1, hint=hint)


def _decode(data: bytes, codec: str, shown: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        named = codec.upper()
        raise L10nError(
            f"bytes that are no {named} text (0x{data[error.start]:02x})",
            shown,
            line,
            hint=f"save the file as {named}, or name its charset in the header",
        ) from None
    if codec != "utf-8" and text.encode(codec) != data:
        # A few legacy charsets have two codes for one character: what we cannot give back we do not take.
        raise L10nError(
            f"this {codec.upper()} text would not be written back the same",
            shown,
            1,
            hint="convert the file with `msgconv -t UTF-8`",
        )
    return text
