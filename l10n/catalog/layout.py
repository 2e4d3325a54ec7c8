"""How a plain entry stands in its file, in little: beside what it says, only what is not told by that."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from l10n.catalog.comments import Comments, read_comments, read_references
from l10n.catalog.states import FUZZY, fuzzy_stays

if TYPE_CHECKING:
    from l10n.model import Entry


NARROW = 79
"""Characters of a line; no line of so many could be much too long."""


class Layout(NamedTuple):
    r"""The very text of an entry, told from what it says, and its comments, read when somebody asks.

    `lead` is all that stands before msgctxt or msgid, blank lines included; `source` and `target` are the
    lengths of the lines that msgid and msgstr are folded into, None where each is on one line with its
    keyword. For entries of the plain shape with no backslash in their texts: `\n` and `\"` are then all the
    escapes that stand there.
    """

    lead: str
    source: bytes | None
    target: bytes | None
    newline: str

    def is_folded(self) -> bool:
        """Whether msgid or msgstr stands on several lines."""
        return self.source is not None or self.target is not None

    def is_narrow(self, entry: Entry) -> bool:
        """Whether no line of msgid or msgstr, quotes and keyword aside, has more than `NARROW` characters."""
        _, source, target, _ = self
        return (len(entry.key[1]) if source is None else max(source)) <= NARROW and (
            len(entry.target) if target is None else max(target)
        ) <= NARROW

    def text(self, entry: Entry) -> str:
        """What stands in the file for `entry`, which was read with this layout."""
        lead, source, target, newline = self
        context, meant = entry.key
        said = entry.target
        if '"' in meant or "\n" in meant:
            meant = _escaped(meant)
        if '"' in said or "\n" in said:
            said = _escaped(said)
        if source is not None:
            meant = _folded(meant, source, newline)
        if target is not None:
            said = _folded(said, target, newline)
        if context is not None:
            lead = f'{lead}msgctxt "{_escaped(context)}"{newline}'
        return f'{lead}msgid "{meant}"{newline}msgstr "{said}"{newline}'

    def comments(self, entry: Entry) -> Told:
        """`origin`, `comments`, `notes`, `references` and `flags` of `entry`, which was read with this."""
        return _told(self.lead, entry)


class Whole(NamedTuple):
    """The layout of an entry whose text cannot be told from what it says: that text, and what leads it."""

    raw: str
    lead: str

    def is_folded(self) -> bool:
        """Whether a text of it may stand on several lines."""
        return True

    def is_narrow(self, _entry: Entry) -> bool:
        """Whether all lines are known to be short."""
        return False

    def text(self, _entry: Entry) -> str:
        """What stands in the file."""
        return self.raw

    def comments(self, entry: Entry) -> Told:
        """`origin`, `comments`, `notes`, `references` and `flags` of `entry`, which was read with this."""
        return _told(self.lead, entry)


Told = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _told(lead: str, entry: Entry) -> Told:
    fuzzy, origin, comments, notes, references, flags = comments_of(lead)
    if fuzzy and fuzzy_stays(entry.state):
        flags = (FUZZY, *flags)
    return origin, comments, notes, references, flags


def is_fuzzy(lead: str) -> bool:
    """Whether an entry with this lead is fuzzy."""
    return comments_of(lead).fuzzy if "range:" in lead else _FUZZY.search(lead) is not None


_FUZZY = re.compile(r"^#[,!=](?:[^\n]*[\s,])?fuzzy(?:[\s,]|\Z)", re.MULTILINE)


@lru_cache(maxsize=256)
def comments_of(lead: str) -> Comments:
    """The comments of an entry, in what leads it."""
    places = _PLACES.search(lead)
    if places is None:
        return _comments(lead)
    rest = lead[: places.start()] + lead[places.end() :]
    if "#:" in rest:
        return _comments(lead)
    fuzzy, origin, own, notes, _, flags = _comments(rest)
    return Comments(fuzzy, origin, own, notes, read_references(places[0]), flags)


_PLACES = re.compile(r"^(?:#:[^\n]*+\n)++", re.MULTILINE)


@lru_cache(maxsize=1024)
def _comments(lead: str) -> Comments:
    # Few comments are like no other once the places that an entry comes from are taken out.
    return read_comments(_PREVIOUS.sub("", lead) if "#|" in lead else lead)


_PREVIOUS = re.compile(r"^#\|[^\n]*\n", re.MULTILINE)


def _escaped(text: str) -> str:
    return text.replace('"', r"\"").replace("\n", r"\n")


def _folded(text: str, lengths: bytes, newline: str) -> str:
    at = 0
    lines = []
    for end in accumulate(lengths):
        lines.append(text[at:end])
        at = end
    return f'"{newline}"'.join(lines)
