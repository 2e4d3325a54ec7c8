"""Letters of one script that look like those of another, in words that mix the two.

The letters are those that Unicode Technical Standard 39 (confusables) calls the same as a Latin one in most
fonts. Mixtures that people write on purpose are none: TNF-α, µg, Ωm, IL-1β. Forms of a letter for other uses
(bold ones for formulas, wide ones, the radicals of dictionaries) look right too, and are found by no search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n import locale
from l10n.model import Span

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
LIKE_LATIN = {
    "Cyrillic": "АВЕЅІЈКМНОРСТУХаеоресухіјѕԁһҺӏԛԜԝүҮ",
    "Greek": "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ",
    "Armenian": "ՕՏՍօսոհցզ",
}
"""Letters of other scripts in the shape of a Latin one, by the name of the script."""
_CYRILLIC = "\u0400-\u052f"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_ARMENIAN = "\u0530-\u058f"
_RANGES = {"Cyrillic": _CYRILLIC, "Greek": _GREEK, "Armenian": _ARMENIAN}
_LATIN_LIKE = "AaBCcEeHIiJjKMOoPpSsTXxYy"
"""Latin letters that another script has in the same shape."""
# Letters for formulas, in bold or script: in prose they only look like letters. One alone may be a variable.
_STYLED = re.compile("[\U0001d400-\U0001d7ff]{2,}|[\U0001d400-\U0001d7ff](?=[a-z]{3}|(?<=[A-Za-z].)[a-z])")
_RADICALS = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]")
"""Parts of Chinese characters as signs of their own, for dictionaries; copies from PDF files have them."""
_WIDE = "０-９Ａ-Ｚａ-ｚ"
_IN_WIDE = re.compile(f"[{_WIDE}]+")
_PARTLY_WIDE = re.compile(f"(?<=[A-Za-z])[{_WIDE}]+|[{_WIDE}]+(?=[A-Za-z])")
_WIDE_SCRIPTS = frozenset({"Hans", "Hant", "Jpan", "Kore"})
"""Scripts beside whose square characters Latin letters may be as wide, a whole word of them."""
_FEW = 3
"""Such letters in a text that is in its own language; more make it one in another."""
_LONGEST = 40
_UNUSUAL = re.compile(
    f"[{_CYRILLIC}{_GREEK}{_ARMENIAN}\U0001d400-\U0001d7ff\u2e80-\u2ef3\u2f00-\u2fd5{_WIDE}]"
)
"""What most texts in Latin letters, and in many others, have nothing of."""
_OF_OTHERS = {"ar": re.compile("[\u06a9\u06aa\u06be\u06c1\u06cc\u06d5]")}
"""Letters that a language is not written with and that look like its own: for Arabic the kaf, heh and yeh of
Persian and Urdu (Unicode Standard 9.2)."""
_WORD = re.compile(rf"[{_LATIN}{_CYRILLIC}{_GREEK}{_ARMENIAN}]+")


_FOREIGN = re.compile(f"[{_CYRILLIC}{_GREEK}{_ARMENIAN}]")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_OF_ONE = re.compile(f"[{_LATIN}]+|[{_CYRILLIC}]+|[{_GREEK}]+|[{_ARMENIAN}]+")


def spoofed(text: str, tag: str = "") -> Iterator[tuple[Span, str]]:
    """(where a word stands in which a letter only looks right, what is wrong with it).

    `tag` is the locale of the text, where that is known: some letters are right in other languages only.
    """
    if text.isascii():
        return
    if _UNUSUAL.search(text):
        if _FOREIGN.search(text) and _LATIN_LETTER.search(text):
            for match in _WORD.finditer(text):
                word = match[0]
                if not word.isascii() and not _OF_ONE.fullmatch(word) and (said := _mixed(word)):
                    yield Span(*match.span()), said
        yield from _disguised(text, tag)
    others = _OF_OTHERS.get(locale.language(tag)) if tag else None
    found = list(others.finditer(text)) if others else []
    for match in found if len(found) <= _FEW else ():
        yield _word_at(text, match.span()), f"{match[0]} (U+{ord(match[0]):04X}) is another language's"


def _disguised(text: str, tag: str) -> Iterator[tuple[Span, str]]:
    """Letters in a form that is for something else."""
    for match in _STYLED.finditer(text):
        yield _word_at(text, match.span()), "letters for formulas in the place of letters"
    for match in _RADICALS.finditer(text):
        yield Span(*match.span()), f"U+{ord(match[0]):04X} is a radical, not a character"
    wide = _PARTLY_WIDE if not tag or locale.script(tag) in _WIDE_SCRIPTS else _IN_WIDE
    for match in wide.finditer(text):
        yield _word_at(text, match.span()), "wide letters or digits"


def _word_at(text: str, span: tuple[int, int]) -> Span:
    """The word around some letters of it; no more than a long word's length."""
    start, end = span
    while start and _is_spelling(text[start - 1]) and span[0] - start < _LONGEST:
        start -= 1
    while end < len(text) and _is_spelling(text[end]) and end - span[1] < _LONGEST:
        end += 1
    return Span(start, end)


def _is_spelling(char: str) -> bool:
    """Whether a character is a letter of a word, and no word or syllable of its own."""
    return char.isalpha() and not "\u2e80" <= char < "\uff00"


def _mixed(word: str) -> str:
    latin = sum(1 for char in word if re.match(f"[{_LATIN}]", char))
    if not latin or latin == len(word):
        return ""
    for name, shapes in LIKE_LATIN.items():
        foreign = [char for char in word if re.match(f"[{_RANGES[name]}]", char)]
        if not foreign:
            continue
        few = [char for char in word if re.match(f"[{_LATIN}]", char)]
        alike = all(char in _LATIN_LIKE for char in few)
        if all(char in shapes for char in foreign) and (latin >= len(foreign) or not alike):
            return f"{foreign[0]} (U+{ord(foreign[0]):04X}) is {name}"
        if latin < len(foreign) and name != "Greek" and alike:
            return f"{few[0]} (U+{ord(few[0]):04X}) is Latin"
    return ""
