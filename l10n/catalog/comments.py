"""The comment lines of a PO entry by kind: translators', extracted, references, flags, a draft's origin."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from l10n.catalog.states import FUZZY, is_origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# gettext 0.22 puts U+2068 and U+2069 around a file name with spaces.
_REFERENCE = re.compile("\u2068[^\u2068\u2069]*+\u2069\\S*+|\\S++")
_ISOLATES = {0x2068: None, 0x2069: None}
_FLAG = re.compile(r"range:[^,]*|[^\s,]+")


class Comments(NamedTuple):
    """The comment lines of a message by kind; `flags` are all but `fuzzy`."""

    fuzzy: bool
    origin: str
    comments: tuple[str, ...]
    notes: tuple[str, ...]
    references: tuple[str, ...]
    flags: tuple[str, ...]


def read_comments(text: str) -> Comments:
    """The comment lines in `text` by kind; a newline after the last one adds nothing.

    A line `# …` is known by what follows the space; any other that gettext takes for a translator's (`#=`,
    `#x`) is kept whole, and so is one whose text begins with `#`, so that the two never mix. `#!` is another
    way to write `#,`; gettext 1.0 may put flags after `#=`, and then `fuzzy` there counts. A line that a
    backslash ends goes on in the next one.
    """
    comments: list[str] = []
    notes: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    origin = ""
    if "\r" in text:
        text = "\n".join(line.rstrip("\r") for line in text.split("\n"))
    if "\\\n" in text:
        text = text.replace("\\\n", "")
    for line in text.split("\n"):
        kind = kind_of(line)
        if kind is Kind.NOTE:
            notes.append(line[3:] if line[2:3] == " " else line[2:])
        elif kind is Kind.REFERENCE:
            references += read_references(line)
        elif kind is Kind.FLAG:
            flags += _FLAG.findall(line[2:])
        elif line == "#":
            comments.append("")
        elif line[1:2] == " " and line[2:3] != "#":
            if is_origin(line[2:]):
                origin = line[2:]
            else:
                comments.append(line[2:])
        elif line:
            comments.append(line)
    if not flags:
        return Comments(False, origin, tuple(comments), tuple(notes), tuple(references), ())
    others = tuple(dict.fromkeys(flag for flag in flags if flag != FUZZY))
    return Comments(FUZZY in flags, origin, tuple(comments), tuple(notes), tuple(references), others)


class Kind(IntEnum):
    """What a comment line is, in the order that gettext writes them in."""

    OWN = 0
    """A translator's, an origin among them, and whatever nobody acts upon."""
    NOTE = 1
    REFERENCE = 2
    FLAG = 3


_KINDS = {".": Kind.NOTE, ":": Kind.REFERENCE, ",": Kind.FLAG, "!": Kind.FLAG}
_OWN = Kind.OWN  # an enumeration's members take a while to look up


def kind_of(line: str) -> Kind:
    """The kind of a comment line."""
    kind = _KINDS.get(line[1:2], _OWN)
    return Kind.FLAG if kind is _OWN and line.startswith("#=") and FUZZY in _FLAG.findall(line[2:]) else kind


def woven(standing: str, given: Mapping[Kind, Sequence[str]]) -> list[str]:
    """The comment lines in `standing`, those of the kinds in `given` replaced by the lines given: where the
    first of the kind stands, else where gettext would put them.
    """
    lines: list[str] = []
    rest = dict(given)
    for line in standing.split("\n"):
        kind = kind_of(line)
        if kind not in given:
            lines.append(line)
        else:
            lines += rest.pop(kind, ())
    for kind, new in sorted(rest.items()):
        later = (number for number, line in enumerate(lines) if kind_of(line) > kind)
        at = next(later, len(lines))
        lines[at:at] = new
    return lines


def read_references(lines: str) -> tuple[str, ...]:
    """The places that lines of references (`#: a.md:3 b.md`) name."""
    if "\u2068" in lines:
        names = (name for line in lines.split("\n") for name in _REFERENCE.findall(line[2:]))
        return tuple(name.translate(_ISOLATES) for name in names)
    return tuple(lines.replace("\n#:", " ")[2:].split())


def without_strays(text: str) -> str:
    """The text of a PO file with a `?` for every byte of a comment, or of the header, that is no text of the
    file's charset.

    Such bytes are lone surrogates here (PEP 383): old files have names in other charsets there, and gettext
    looks at neither.
    """
    without = _COMMENT.sub(lambda line: _STRAY.sub("?", line[0]), text)
    return _HEADER.sub(lambda header: _STRAY.sub("?", header[0]), without, count=1)


_STRAY = re.compile("[\udc80-\udcff]")
_COMMENT = re.compile(r"(?<!\\\n)^[ \t]*+#(?![|~]).*+", re.MULTILINE)
_HEADER = re.compile(r'^[ \t]*+msgid\s*+""\s*+msgstr\s*+"[^\n]*+(?:\n\s*+"[^\n]*+)*+', re.MULTILINE)
