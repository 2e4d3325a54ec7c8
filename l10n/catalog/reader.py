"""PO in, without loss: each entry keeps the very text it stands in.

Two readers of one grammar, that of GNU gettext's po-lex.c and po-gram-gen.y. Nearly every entry of every file
has the plain shape that one regular expression knows (`plain.py`); what it does not know goes to `syntax.py`,
token by token, which also finds the errors. Both give the same entries; the tests hold them to it.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from l10n.catalog import plain
from l10n.catalog.comments import read_comments
from l10n.catalog.header import HEADER_KEY, header_charset, header_locale
from l10n.catalog.pieces import SIZE, Text, text_of
from l10n.catalog.states import FUZZY, fuzzy_stays, state_of, targets
from l10n.catalog.strings import joined
from l10n.catalog.syntax import TOKEN_START, Source, read_message
from l10n.errors import L10nError
from l10n.model import Catalog, Entry, Key, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from l10n.catalog.layout import Layout

# The first entry of a UTF-8 catalog as every tool writes it, comments before it or not.
_HEADER = re.compile(
    r'(?:#(?![~|,!=])[^\n]*+\n)*+msgid ""\nmsgstr ""\n(?:"[^\n]*+\n)*?'
    r'"Content-Type:[^\n]*?charset=[Uu][Tt][Ff]-8\\n"\n(?:"[^\n]*+\n)*+'
)


def read(path: Path, shown: str | None = None) -> Catalog:
    """The catalog in a file; `shown` is the path to name in errors. Raises L10nError, with the line."""
    name = shown or str(path)
    try:
        with path.open("rb", buffering=0) as stream:
            return _catalog(iter(partial(stream.read, SIZE), b""), name)
    except OSError as error:
        raise L10nError(f"cannot be read: {error.strerror}", name, hint="check the path") from None


def parse(data: bytes, shown: str, *, domains: bool = False) -> Catalog:
    """The catalog in the bytes of a PO file, so that `dump(parse(data, …)) == data`.

    Reads whatever msgfmt reads, and a byte-order mark besides. Raises L10nError with the line of whatever
    msgfmt would call an error, of bytes that are no text in the charset the header names, and of files that
    are no PO. A message that stands in two domains (`domain "…"`) is refused as well, since a key then names
    two entries; who only copies takes it, with `domains`.
    """
    return _catalog((data[at : at + SIZE] for at in range(0, len(data), SIZE)), shown, domains=domains)


def _catalog(blocks: Iterable[bytes], shown: str, *, domains: bool = False) -> Catalog:
    text = text_of(blocks, shown)
    with no_collections():
        entries, tail = _entries(text, shown)
    if len(set(map(_KEY, entries))) != len(entries):
        _refuse_duplicates(entries, shown, domains=domains)
    header = next((entry for entry in entries if entry.key == HEADER_KEY), None)
    if header is not None and header.state is State.OBSOLETE:
        header = None
    if header is not None:
        entries.remove(header)
    if (
        header_charset(header.target) if header else "utf-8"
    ) != text.codec:  # it would be written in that one
        raise L10nError(
            f"read as {text.codec.upper()}, but that is not what its header names",
            shown,
            header.line if header else 1,
            hint="put the header first, and convert the file with `msgconv -t UTF-8`",
        )
    return Catalog(header_locale(header), shown, tuple(entries), header, text.newline, tail, text.bom)


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
    if not plain.fits(text, "\n"):
        return None
    match = plain.shape("\n").match
    found: dict[Key, str] = {}
    at, count = header.end(), 0
    while entry := match(text, at):
        previous, context, source, target = entry.group(6, 7, 8, 9)
        if source is None:
            break
        said = None if target is None else joined(target, "\n")
        named = None if context is None else joined(context, "\n")
        meant = joined(source, "\n")
        if (
            previous
            or said is None
            or meant is None
            or said.isspace()
            or (context is not None and named is None)
        ):
            return None
        found[Key(named, meant)] = said
        count += 1
        at = entry.end()
    if text[at:].strip() or len(found) != count or HEADER_KEY in found:
        return None
    return {key: said for key, said in found.items() if said}


def _refuse_duplicates(entries: Sequence[Entry], shown: str, *, domains: bool) -> None:
    """Raise L10nError where two entries have one key, obsolete or not, as gettext does."""
    found: dict[tuple[str, Key], Entry] = {}
    by_key: dict[Key, Entry] = {}
    domain = ""
    for entry in entries:
        for named in _DOMAIN.findall(entry.raw or ""):
            domain = named
        first = found.setdefault((domain, entry.key), entry)
        if first is entry:
            first = entry if domains else by_key.setdefault(entry.key, entry)
        if first is not entry:
            if found[domain, entry.key] is entry:
                said, hint = "a message of two domains", "split the file, one for each domain"
            else:
                said, hint = "duplicate msgid", "keep one of the two entries"
            raise L10nError(f"{said}, first at line {first.line}", shown, entry.line, hint=hint)
        by_key.setdefault(entry.key, entry)


_KEY = attrgetter("key")
_MANY = 50_000  # new objects
_DOMAIN = re.compile(r'^[ \t]*domain[ \t]*"([^"]*)"', re.MULTILINE)


@contextmanager
def no_collections() -> Iterator[None]:
    """Keep the cycle collector from looking at new entries, again and again: none is part of a cycle.

    What is made in here of a big file counts as old for it afterwards, or it would look at everything right
    then. Not of small ones: garbage that is made among thousands of them would count as old as well, and the
    collector never come to it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _entries(text: Text, shown: str) -> tuple[list[Entry], str]:
    """Every entry of a file in its order, the header among them, and what stands after the last."""
    layouts: dict[str, Layout] = {}
    entries: list[Entry] = []
    piece, at, line, first_line = "", 0, 1, 1
    seen, fits = "", True
    while True:
        entry, end = None, at
        if piece is not seen:
            seen, fits = piece, plain.fits(piece, text.newline)
        if fits:
            at, line = plain.run(piece, at, line, text.newline, layouts, entries)
        if at < len(piece):
            try:
                entry, end = plain.obsolete(piece, at, line, text.newline) or _exact(
                    Source(piece, shown, text.codec, first_line), at, line
                )
            except L10nError:
                rest = "".join(text.pieces)  # an entry of unusual shape may go on in another piece
                if not rest:
                    raise
                piece, at, first_line = piece[at:] + rest, 0, line
                continue
        if entry is None or not TOKEN_START.search(piece, end):
            more = next(text.pieces, None)
            if more is not None:
                piece, at, first_line = piece[at:] + more, 0, line
                continue
        if entry is None:
            return entries, piece[at:]
        entries.append(entry)
        line += piece.count("\n", at, end)
        at = end


def _exact(source: Source, at: int, line: int) -> tuple[Entry | None, int]:
    """The entry after offset `at`, on this line, as the grammar has it, and the offset after it."""
    message, start, end = read_message(source, at)
    if message is None:
        return None, end
    raw = source.text[at:end]
    line += source.text.count("\n", at, start)
    fuzzy, origin, comments, notes, references, flags = read_comments(message.comments)
    targets = message.targets
    state = state_of(message.source, targets, fuzzy, message.previous is not None, message.obsolete)
    entry = Entry(
        Key(message.context, message.source),
        targets[0],
        state,
        message.previous,
        origin,
        comments,
        notes,
        references,
        (FUZZY, *flags) if fuzzy and fuzzy_stays(state) else flags,
        message.plural,
        () if message.plural is None else targets,
        message.previous_plural,
        line,
        raw,
    )
    return entry, end
