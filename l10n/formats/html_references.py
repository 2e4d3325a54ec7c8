"""Character references (`&eacute;`, `&#39;`) read as the HTML standard reads them (13.2.5.72 to .80)."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from html.entities import html5

_SHAPE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9A-Fa-f]+);?|[A-Za-z][A-Za-z0-9]{0,31};?)")
# Some names count without a semicolon too, even as the start of a longer word: &copy2024.
_BARE = frozenset(name for name in html5 if not name.endswith(";"))
_LONGEST_BARE = max(map(len, _BARE))
_LONGEST_NUMBER = 12

# Decoded, these could become a part of another reference, of a tag or of a template beside them.
_MEANINGFUL = frozenset("#;/!?{}")
_HIDDEN = frozenset({"Cc", "Cn", "Co", "Cs", "Zl", "Zp"})


def end_of(text: str, at: int, end: int, *, in_attribute: bool = False) -> int:
    """Where the character reference that starts at the `&` at `at` ends, before `end`; 0 where none does.

    In an attribute's value, a name without a semicolon is none before `=`, a letter or a digit.
    """
    found = _SHAPE.match(text, at, end)
    if found is None:
        return 0
    name = found[0][1:]
    if name[0] == "#" or (name[-1] == ";" and name in html5):
        return found.end()
    for length in range(min(len(name), _LONGEST_BARE), 1, -1):
        if name[:length] in _BARE:
            stop = at + 1 + length
            following = text[stop : min(stop + 1, end)]
            goes_on = in_attribute and (following == "=" or (following.isascii() and following.isalnum()))
            return 0 if goes_on else stop
    return 0


@lru_cache(maxsize=4096)
def shown(reference: str) -> str:
    """What a reference stands for, "" where a translator must see it as written.

    That is where its character is white space (but no-break and the like) or a control, and where it could be
    taken for markup together with its neighbours.
    """
    if len(reference) > _LONGEST_NUMBER and reference[1] == "#":
        return ""
    said = html.unescape(reference)
    for char in said:
        if char in _MEANINGFUL or char in "\ufffd " or (char.isascii() and char.isalnum()):
            return ""
        if unicodedata.category(char) in _HIDDEN:
            return ""
    return said
