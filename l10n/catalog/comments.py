"""The comment lines of a PO entry by kind: translators', extracted, references, flags, a draft's origin."""

from __future__ import annotations

import re
from typing import NamedTuple

from l10n.catalog.states import FUZZY, is_origin

# gettext 0.22 puts U+2068 and U+2069 around a file name with spaces.
_REFERENCE = re.compile("\u2068[^\u2069]*\u2069\\S*|\\S+")
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
    way to write `#,`; gettext 1.0 may put flags after `#=`, and then `fuzzy` there counts.
    """
    comments: list[str] = []
    notes: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    origin = ""
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        kind = line[1:2]
        if kind == ":":
            body = line[2:]
            if "\u2068" in body:
                references += (found.translate(_ISOLATES) for found in _REFERENCE.findall(body))
            else:
                references += body.split()
        elif kind == ".":
            notes.append(line[3:] if line[2:3] == " " else line[2:])
        elif kind in (",", "!") or (kind == "=" and FUZZY in _FLAG.findall(line[2:])):
            flags += _FLAG.findall(line[2:])
        elif line == "#":
            comments.append("")
        elif line.startswith("# ") and line[2:3] != "#":
            if is_origin(line[2:]):
                origin = line[2:]
            else:
                comments.append(line[2:])
        elif line:
            comments.append(line)
    others = tuple(dict.fromkeys(flag for flag in flags if flag != FUZZY))
    return Comments(FUZZY in flags, origin, tuple(comments), tuple(notes), tuple(references), others)
