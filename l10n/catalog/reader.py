"""PO in, without loss: each entry keeps the very text it stands in.

Two readers of one grammar, that of GNU gettext's po-lex.c and po-gram-gen.y. Nearly every entry of every file
has the plain shape that one regular expression knows (`_shape`); what it does not know goes to `syntax.py`,
token by token, which also finds the errors. Both give the same entries; the tests hold them to it.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from l10n.catalog.comments import Comments, read_comments
from l10n.catalog.header import HEADER_KEY, charset, header_locale
from l10n.catalog.states import FUZZY, fuzzy_stays, state_of, targets
from l10n.catalog.syntax import Source, read_message, unescape
from l10n.errors import L10nError
from l10n.model import Catalog, Entry, Key, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# What a Message is made of, in its order.
_Parts = tuple[str, str | None, str, str | None, tuple[str, ...], Key | None, str | None, bool]

_BOM = "\ufeff"
_MO_MAGICS = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
# The first entry of a UTF-8 catalog as every tool writes it, comments before it or not.
_HEADER = re.compile(
    r'(?:#(?![~|,!=])[^\n]*+\n)*+msgid ""\nmsgstr ""\n(?:"[^\n]*+\n)*?'
    r'"Content-Type:[^\n]*?charset=[Uu][Tt][Ff]-8\\n"\n(?:"[^\n]*+\n)*+'
)
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

    Reads whatever msgfmt reads, and a byte-order mark besides. Raises L10nError with the line of whatever
    msgfmt would call an error, of bytes that are no text in the charset the header names, and of files that
    are no PO.
    """
    _refuse_other_kinds(data, shown)
    codec = charset(data, shown)
    text = _decode(data, codec, shown)
    bom = text.startswith(_BOM)
    if bom:
        text = text[1:]
    newline = "\n"
    if "\r" in text and text.count("\r\n") * 2 > text.count("\n"):
        newline = "\r\n"
    with _no_collections():
        entries, end = _entries(Source(text, shown, codec), newline)
    by_key = _by_key(entries, shown)
    header = by_key.get(HEADER_KEY)
    if header is not None and header.state is State.OBSOLETE:
        header = None
    if header is not None:
        entries.remove(header)
    return Catalog(header_locale(header), shown, tuple(entries), header, newline, text[end:], bom)


def reviewed_targets(data: bytes, shown: str) -> dict[Key, str]:
    """What `targets(parse(data, shown))` gives, in a third of the time; the same errors.

    Entries of the plain shape that are neither fuzzy nor obsolete need no more than their two texts; a file
    that has anything else is read in full.
    """
    found = _plain_targets(data)
    return targets(parse(data, shown)) if found is None else found


def _plain_targets(data: bytes) -> dict[Key, str] | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    header = _HEADER.match(text)
    if header is None or "fuzzy" in text or "\r" in text:
        return None
    match = _shape("\n").match
    found: dict[Key, str] = {}
    at, count = header.end(), 0
    while plain := match(text, at):
        _, _, previous, context, source, target = plain.groups()
        if previous:
            return None
        said = _joined(target, "\n")
        if said and said[0] <= " " and said.isspace():
            return None
        key = Key(None if context is None else _joined(context, "\n"), _joined(source, "\n"))
        found[key] = said
        count += 1
        at = plain.end()
    if text[at:].strip() or len(found) != count or HEADER_KEY in found:
        return None
    return {key: said for key, said in found.items() if said}


def _by_key(entries: Sequence[Entry], shown: str) -> dict[Key, Entry]:
    """The entries by key. Raises L10nError where two have one key, obsolete or not, as gettext does."""
    found: dict[Key, Entry] = {}
    for entry in entries:
        first = found.setdefault(entry.key, entry)
        if first is not entry:
            raise L10nError(
                f"duplicate msgid, first at line {first.line}",
                shown,
                entry.line,
                hint="keep one of the two entries",
            )
    return found


@contextmanager
def _no_collections() -> Iterator[None]:
    """Keep the cycle collector from looking at each new entry again and again: none is part of a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _entries(source: Source, newline: str) -> tuple[list[Entry], int]:
    """Every entry of a file in its order, the header among them, and the offset after the last."""
    text = source.text
    match = _shape(newline).match
    known: dict[str, Comments] = {}  # most comments of a catalog are like others: read once
    entries: list[Entry] = []
    reviewed, empty = State.REVIEWED, State.EMPTY
    at, line = 0, 1
    while True:
        found = match(text, at)
        message: _Parts | None = None
        if found is not None:
            blank, comment, previous, context, singular, target = found.groups()
            if context is None and not previous:
                texts = _joined(singular, newline), _joined(target, newline)
                message = comment, None, texts[0], None, texts[1:], None, None, False
            else:
                message = _plain(found, newline)
        if found is not None and message is not None:
            end = found.end()
            start_line = line + len(blank) // len(newline)
        else:
            message, start, end = read_message(source, at)
            if message is None:
                return entries, at
            start_line = line + text.count("\n", at, start)
        comment, context, singular, plural, targets, previous, previous_plural, obsolete = message
        comments = known.get(comment)
        if comments is None:
            comments = known[comment] = read_comments(comment)
        fuzzy, origin, others, notes, references, flags = comments
        target = targets[0]
        if plural is None and not fuzzy and not obsolete and (not target or target[0] > " "):
            state = reviewed if target else empty
        else:
            state = state_of(singular, targets, fuzzy, previous is not None, obsolete)
        raw = text[at:end]
        entries.append(
            Entry(
                Key(context, singular),
                target,
                state,
                previous,
                origin,
                others,
                notes,
                references,
                (FUZZY, *flags) if fuzzy and fuzzy_stays(state) else flags,
                plural,
                () if plural is None else targets,
                previous_plural,
                start_line,
                raw,
            )
        )
        line += raw.count("\n")
        at = end


@lru_cache(maxsize=2)
def _shape(newline: str) -> re.Pattern[str]:
    """The shape of a plain entry: comments, previous source, msgctxt, msgid, msgstr, each string on its line.

    Possessive throughout: a line is looked at once, whatever follows.
    """
    nl = newline.replace("\r", r"\r").replace("\n", r"\n")
    strings = f"((?:{_STRING}{nl})++)"
    comment = r"#(?![|~])[^\n]*+\n"
    previous = r"#\|[^\n]*+\n"
    return re.compile(
        rf"((?:{nl})*+)((?:{comment})*+)((?:{previous})*+)"
        rf"(?:msgctxt {strings})?+msgid {strings}msgstr {strings}(?=[#m\r\n]|\Z)"
    )


_STRING = r'"[^"\\\r\n\x04]*+(?:\\[abfnrtv"\\][^"\\\r\n\x04]*+)*+"'
_PREVIOUS = re.compile(
    rf"(?:msgctxt ((?:{_STRING}\n)++))?+msgid ((?:{_STRING}\n)++)(?:msgid_plural ((?:{_STRING}\n)++))?+"
)


def _plain(found: re.Match[str], newline: str) -> _Parts | None:
    """The message in a match of `_shape`; None where its previous source is written in another way.

    The parts of a Message in a plain tuple: this runs once for each entry of every file.
    """
    _, comments, previous, context, source, target = found.groups()
    was = was_plural = None
    if previous:
        lines = previous.replace("\r\n", "\n").split("\n")
        inner = _PREVIOUS.fullmatch("\n".join(line.removeprefix("#|").removeprefix(" ") for line in lines))
        if inner is None:
            return None
        before, first, plural = inner.groups()
        was = Key(None if before is None else _joined(before, "\n"), _joined(first, "\n"))
        was_plural = None if plural is None else _joined(plural, "\n")
    if context is not None:
        context = _joined(context, newline)
    source = _joined(source, newline)
    return comments, context, source, None, (_joined(target, newline),), was, was_plural, False


def _joined(strings: str, newline: str) -> str:
    """The text of strings that stand one a line, each closed by `newline`."""
    text = strings[1 : -1 - len(newline)]
    if "\n" in text:
        text = text.replace(f'"{newline}"', "")
    if "\\" not in text:
        return text
    if "\\\\" not in text and text.count("\\") == text.count("\\n"):  # line feeds alone, as in every header
        return text.replace("\\n", "\n")
    return unescape(text)


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
