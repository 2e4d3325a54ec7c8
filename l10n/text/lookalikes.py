"""Letters of one script that look like those of another, in words that mix the two.

The letters are those that Unicode Technical Standard 39 (confusables) calls the same as a Latin one in most
fonts. Mixtures that people write on purpose are none: TNF-α, µg, Ωm, IL-1β.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.model import Span

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LIKE_LATIN = {
    "Cyrillic": "АВЕЅІЈКМНОРСТУХаеоресухіјѕԁһҺӏԛԜԝүҮ",
    "Greek": "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ",
    "Armenian": "ՕՏՍօսոհցզ",
}
_CYRILLIC = "\u0400-\u052f"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_ARMENIAN = "\u0530-\u058f"
_RANGES = {"Cyrillic": _CYRILLIC, "Greek": _GREEK, "Armenian": _ARMENIAN}
_LATIN_LIKE = "AaBCcEeHIiJjKMOoPpSsTXxYy"
"""Latin letters that another script has in the same shape."""
# Letters for formulas, in bold or script: in prose they only look like letters.
_STYLED = re.compile("[\U0001d400-\U0001d7ff]{2,}")
_WORD = re.compile(rf"[{_LATIN}{_CYRILLIC}{_GREEK}{_ARMENIAN}]+")


_FOREIGN = re.compile(f"[{_CYRILLIC}{_GREEK}{_ARMENIAN}]")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_OF_ONE = re.compile(f"[{_LATIN}]+|[{_CYRILLIC}]+|[{_GREEK}]+|[{_ARMENIAN}]+")


def spoofed(text: str) -> Iterator[tuple[Span, str]]:
    """(where a word stands in which a letter only looks right, what is wrong with it), in order."""
    if text.isascii() or not (_FOREIGN.search(text) and _LATIN_LETTER.search(text)):
        yield from () if text.isascii() else _styled(text)
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if not word.isascii() and not _OF_ONE.fullmatch(word) and (said := _mixed(word)):
            yield Span(*match.span()), said
    yield from _styled(text)


def _styled(text: str) -> Iterator[tuple[Span, str]]:
    for match in _STYLED.finditer(text):
        yield Span(*match.span()), "letters for formulas in the place of letters"


def _mixed(word: str) -> str:
    latin = sum(1 for char in word if re.match(f"[{_LATIN}]", char))
    if not latin or latin == len(word):
        return ""
    for name, shapes in _LIKE_LATIN.items():
        foreign = [char for char in word if re.match(f"[{_RANGES[name]}]", char)]
        if not foreign:
            continue
        if latin >= len(foreign) and all(char in shapes for char in foreign):
            return f"{foreign[0]} (U+{ord(foreign[0]):04X}) is {name}"
        few = [char for char in word if re.match(f"[{_LATIN}]", char)]
        if latin < len(foreign) and name != "Greek" and all(char in _LATIN_LIKE for char in few):
            return f"{few[0]} (U+{ord(few[0]):04X}) is Latin"
    return ""
