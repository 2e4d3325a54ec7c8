"""The comment lines of a PO entry, written: those that stand in the file where they say what they should."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from l10n.catalog.comments import Kind, read_comments, woven
from l10n.catalog.states import FUZZY, fuzzy_stays
from l10n.catalog.wrap import columns
from l10n.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from l10n.model import Entry

# A comment line that is kept whole must still be a comment of the kind that nobody acts upon.
_PLAIN_COMMENT = re.compile(r"#(?![,!.:|~])")
# gettext 0.22 puts U+2068 and U+2069 around a file name with spaces; the line number stays outside.
_SPACED_NAME = re.compile(r"^(?=[^\u2068]* )(.*?)(?=(?::\d+)?$)")


def lead_lines(entry: Entry, width: int) -> list[str]:
    """The comment lines; those that stand in the file where they say the same."""
    flags = [FUZZY] if _is_fuzzy(entry) else []
    flags += (" ".join(flag.split()) for flag in entry.flags if flag != FUZZY)
    kinds: dict[Kind, Iterable[str]] = {Kind.OWN: _comment_lines(entry)}
    standing = None if entry.state is State.OBSOLETE else entry.raw_lead
    if entry.state is not State.OBSOLETE:
        kinds[Kind.NOTE] = _note_lines(entry.notes)
        kinds[Kind.REFERENCE] = _reference_lines(entry.references, width)
    kinds[Kind.FLAG] = (f"#, {', '.join(flags)}",) if flags else ()
    if standing is not None:
        was = read_comments(standing)
        others = tuple(flag for flag in entry.flags if flag != FUZZY)
        if (was.comments, was.origin) == (entry.comments, entry.origin):
            del kinds[Kind.OWN]
        if was.notes == entry.notes:
            del kinds[Kind.NOTE]
        if was.references == entry.references:
            del kinds[Kind.REFERENCE]
        if (was.fuzzy, was.flags) == (_is_fuzzy(entry), others):
            del kinds[Kind.FLAG]
    # A backslash at the end of a line would join the next one to it.
    new = {
        kind: [f"{line} " if line.endswith("\\") else line for line in lines] for kind, lines in kinds.items()
    }
    return [line for lines in new.values() for line in lines] if standing is None else woven(standing, new)


@lru_cache(maxsize=256)
def described(notes: tuple[str, ...], references: tuple[str, ...]) -> str:
    """The comment lines that a source gives an entry."""
    return "".join(f"{line}\n" for line in (*_note_lines(notes), *_reference_lines(references, 0)))


def _note_lines(notes: tuple[str, ...]) -> Iterator[str]:
    return (f"#. {line}".rstrip(" ") if line else "#." for note in notes for line in _split(note))


def _comment_lines(entry: Entry) -> Iterator[str]:
    for comment in (*entry.comments, *((entry.origin,) if entry.origin else ())):
        for line in _split(comment):
            if not line:
                yield "#"
            elif _PLAIN_COMMENT.match(line):
                yield line
            else:
                yield f"# {line}"


def _is_fuzzy(entry: Entry) -> bool:
    if fuzzy_stays(entry.state):
        return FUZZY in entry.flags
    return entry.state in (State.DRAFT, State.STALE)


def _reference_lines(references: tuple[str, ...], width: int) -> Iterator[str]:
    line = "#:"
    for reference in references:
        named = _SPACED_NAME.sub("\u2068\\1\u2069", " ".join(reference.split()))
        if width and line != "#:" and columns(f"{line} {named}") > width:
            yield line
            line = "#:"
        line += f" {named}"
    if line != "#:":
        yield line


def _split(text: str) -> list[str]:
    """The lines of a comment, by every line break that any reader of PO files knows."""
    return text.splitlines() or [""]
