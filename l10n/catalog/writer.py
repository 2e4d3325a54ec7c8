"""PO out: the very text of every entry that did not change, gettext's conventions for the ones that did.

Ours are not wrapped. In a file that plainly is wrapped, as gettext's own tools and Poedit do by default, a
changed entry is wrapped too (`wrap.py`), so that a diff shows no more than what changed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from l10n.catalog.comment_lines import described, lead_lines
from l10n.catalog.comments import without_strays
from l10n.catalog.header import header_charset
from l10n.catalog.wrap import WIDTH, columns, wrap
from l10n.errors import L10nError
from l10n.model import Entry, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from l10n.model import Catalog, Key

_BLANK = 2  # lines between two entries, at most
_EMPTY = State.EMPTY  # an enumeration's members take a while to look up
_ESCAPES = {
    "\a": r"\a", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v",
    '"': r"\"", "\\": r"\\",
}  # fmt: skip
_ESCAPED = re.compile('[\x00-\x1f\x7f"\\\\]')
# A string line that goes on in the next one with no newline between; one far too long that could be cut.
_FOLDED = re.compile(r'[^"n]"\r?\n(?:#~ |#\| |#~\| )?"')
_UNFOLDED = re.compile(
    rf'^(?:#[~|]{{1,2}} )?(?:msg[a-z_]+(?:\[\d\])? )?"(?=[^\n]{{{WIDTH + 20}}})[^\n ]*+ ++[^\n "]',
    re.MULTILINE,
)


def dump(catalog: Catalog) -> bytes:
    """The bytes of a PO file; those that were read, for a catalog that is as it was read.

    Raises L10nError where a text has no place in the charset that the header names.
    """
    text = _all_new(catalog)
    try:
        return _encoded(catalog, _spliced(catalog) if text is None else (text,))
    except UnicodeEncodeError:
        return _with_strays(catalog, "".join(_spliced(catalog) if text is None else (text,)))


def _all_new(catalog: Catalog) -> str | None:
    """The text of a catalog that was never in a file, None for any other.

    What an extraction makes of a sentence is written in one go, as `format_entry` would: there are millions.
    """
    if catalog.header is None or catalog.header.raw is not None or catalog.tail or catalog.bom:
        return None
    parts = [_header(catalog.header)]
    for entry in catalog.entries:
        if entry.raw is not None:
            return None
        context, source = entry.key
        if context is None and _is_new(entry) and not _ESCAPED.search(source):
            parts.append(f'{described(entry.notes, entry.references)}msgid "{source}"\nmsgstr ""\n')
        else:
            parts.append(format_entry(entry))
    text = "\n".join(parts)
    return text if catalog.newline == "\n" else text.replace("\n", catalog.newline)


@lru_cache(maxsize=64)
def _header(header: Entry) -> str:
    # The same for all the new catalogs of a locale.
    return format_entry(header)


def _spliced(catalog: Catalog) -> Iterator[str]:
    """The text of a catalog: what was read where it stands, the rest as gettext would write it."""
    if catalog.bom:
        yield "\ufeff"
    newline = catalog.newline
    wrapped = any(entry.layout is None and entry.raw is None for entry in catalog.entries) and is_wrapped(
        catalog
    )
    end: str | None = None  # the last character so far
    after = 0  # the line after the last entry, where that one stands as it was read
    blank = 1  # lines before the last entry that did not
    for entry in _in_order(catalog):
        layout = entry.layout
        text = entry.raw if layout is None else layout.text(entry)
        if text is None:
            text = format_entry(entry, wrapped).replace("\n", newline)
            # As many blank lines as stood there; a larger gap is that of an entry which is gone.
            blank = entry.line - after if after and 0 <= entry.line - after <= _BLANK else 1
            gap = "" if end is None else newline * (blank + (end != "\n"))
            after = 0
        else:
            lead = len(text) - len(text.lstrip())
            start = entry.line - text.count("\n", 0, lead)
            gap = ""
            if end is not None and (start != after or not start):
                gap = "" if end == "\n" else newline
                gap += newline if blank and "\n" not in text[:lead] else ""
            after = start + text.count("\n")
        if gap:
            yield gap
        yield text
        end = text[-1:]
    last = catalog.entries[-1] if catalog.entries else None
    # A blank line at the end of the file now stands before a new entry.
    if last is None or last.line or catalog.tail.strip():
        yield catalog.tail


def _encoded(catalog: Catalog, parts: Iterable[str]) -> bytes:
    """The bytes of a text, encoded bit by bit: a big one is never held in several forms at once."""
    codec = header_charset(catalog.header.target) if catalog.header else "utf-8"
    done = BytesIO()
    rest = iter(parts)
    while some := list(islice(rest, 1000)):
        done.write("".join(some).encode(codec))
    return done.getvalue()


def _with_strays(catalog: Catalog, text: str) -> bytes:
    """The bytes of a text with bytes in its comments that are no text. Raises L10nError for any other."""
    codec = header_charset(catalog.header.target) if catalog.header else "utf-8"
    try:
        without_strays(text).encode(codec)
    except UnicodeEncodeError as error:
        raise L10nError(
            f"{text[error.start]!a} has no place in {codec.upper()}",
            catalog.path,
            text.count("\n", 0, error.start) + 1,
            hint="convert the file with `msgconv -t UTF-8`",
        ) from None
    return text.encode(codec, "surrogateescape")


def _in_order(catalog: Catalog) -> Iterator[Entry]:
    """The entries with the header where it stood, which is nearly always first."""
    header = catalog.header
    for entry in catalog.entries:
        if header is not None and not 0 < entry.line < header.line:
            yield header
            header = None
        yield entry
    if header is not None:
        yield header


def is_wrapped(catalog: Catalog) -> bool:
    """True where the entries, as read, have lines folded between words and none that is far too long."""
    folded = False
    for entry in catalog.entries:
        layout = entry.layout
        if layout is not None and layout.is_narrow(entry) and (folded or not layout.is_folded()):
            continue
        for raw in (entry.raw, entry.raw_source, entry.raw_target):
            if raw is not None and "no-wrap" not in entry.flags:
                if _UNFOLDED.search(raw):
                    return False
                folded = folded or _FOLDED.search(raw) is not None
    return folded


def format_entry(entry: Entry, wrapped: bool = False) -> str:
    """`entry` as gettext would write it, each line closed by a newline, no blank line around it.

    Text that holds line breaks cannot add a line of its own: comments become one comment line each,
    references and flags lose theirs, and in strings every control character is escaped.
    """
    width = WIDTH if wrapped and "no-wrap" not in entry.flags else 0
    obsolete = entry.state is State.OBSOLETE
    lines = lead_lines(entry, width)
    mark = "#~ " if obsolete else ""
    if entry.previous is not None and not (entry.raw_source or "").startswith("#|"):
        lines += _fields(entry.previous, entry.previous_plural, "#~| " if obsolete else "#| ", width)
    lines += _raw_lines(entry.raw_source) or _fields(entry.key, entry.plural, mark, width)
    lines += _raw_lines(entry.raw_target) or _targets(entry, mark, width)
    return "".join(f"{line}\n" for line in lines)


def _is_new(entry: Entry) -> bool:
    """Whether an entry is what an extraction makes of a sentence: a source with notes, and nothing else."""
    return (
        entry.state is _EMPTY
        and not entry.target
        and not (
            entry.comments
            or entry.origin
            or entry.flags
            or entry.raw_source
            or entry.raw_target
            or entry.raw_lead
        )
        and entry.plural is None
        and entry.previous is None
    )


def _raw_lines(raw: str | None) -> list[str]:
    return raw.replace("\r\n", "\n").rstrip("\n").split("\n") if raw else []


def _targets(entry: Entry, mark: str, width: int) -> Iterator[str]:
    if entry.plural is None:
        yield from _string("msgstr", entry.target, mark, width)
    for index, target in enumerate(entry.plural_targets):
        yield from _string(f"msgstr[{index}]", target, mark, width)


def _fields(key: Key, plural: str | None, mark: str, width: int) -> Iterator[str]:
    if key.context is not None:
        yield from _string("msgctxt", key.context, mark, width)
    yield from _string("msgid", key.source, mark, width)
    if plural is not None:
        yield from _string("msgid_plural", plural, mark, width)


def _string(keyword: str, text: str, mark: str, width: int) -> Iterator[str]:
    r"""The lines of one keyword and its text, which is cut after each `\n` inside it and, with `width`,
    wrapped.
    """
    portions = [_ESCAPED.sub(_escape, line) for line in text.split("\n")]
    portions = [f"{portion}\\n" for portion in portions[:-1]] + ([portions[-1]] if portions[-1] else [])
    one = "".join(portions)
    first = f"{mark}{keyword} "
    if len(portions) <= 1 and (not width or columns(first) + columns(one) + 2 <= width):
        yield f'{first}"{one}"'
        return
    yield f'{first}""'
    for portion in portions:
        for line in wrap(portion, width - columns(mark) - 2) if width else (portion,):
            yield f'{mark}"{line}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in "\0\x04":
        raise L10nError(
            f"U+{ord(character):04X} cannot stand in a PO file", hint="delete that character from the text"
        )
    return _ESCAPES.get(character) or f"\\{ord(character):03o}"
