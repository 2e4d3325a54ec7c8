"""Which script a text is written in, letter by letter, and which a locale's readers expect."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from l10n import locale

# The first word of a letter's Unicode name, as ISO 15924 calls the script; others are known by that word.
_CODES = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HALFWIDTH": "Kana",
    "BOPOMOFO": "Bopo",
    "HANGUL": "Hang",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "ORIYA": "Orya",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "TIBETAN": "Tibt",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "MONGOLIAN": "Mong",
    "ETHIOPIC": "Ethi",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "CHEROKEE": "Cher",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "NKO": "Nkoo",
    "TIFINAGH": "Tfng",
    "ADLAM": "Adlm",
    "OL": "Olck",
    "MEETEI": "Mtei",
    "VAI": "Vaii",
}
_MIXED = {
    "Hans": ("Hani", "Bopo"),
    "Hant": ("Hani", "Bopo"),
    "Jpan": ("Hani", "Hira", "Kana"),
    "Kore": ("Hang", "Hani"),
}
"""Scripts of ISO 15924 that are several at once."""

_KNOWN = frozenset(_CODES.values())


def of_letter(char: str) -> str:
    """The script of a letter (`Latn`); "" for what is no letter, or one that every script borrows."""
    return _of_letter(char)


@lru_cache(maxsize=65_536)
def _of_letter(char: str) -> str:
    # Modifiers (ʰ, ー, ـ) and units (µ, Ω, ℃) go with any script.
    if (
        not char.isalpha()
        or unicodedata.category(char) == "Lm"
        or unicodedata.normalize("NFKC", char) != char
    ):
        return ""
    first = unicodedata.name(char, "").split(" ", 1)[0].split("-")[0]
    return _CODES.get(first, first.title())


def counted(text: str) -> Counter[str]:
    """How many letters of each script there are in a text."""
    found = Counter(map(_of_letter, text))
    del found[""]
    return found


@lru_cache(maxsize=1024)
def expected(tag: str) -> frozenset[str]:
    """The scripts that a locale is written in, as `of_letter` calls them; none where they are not known."""
    script = locale.script(tag)
    found = frozenset(_MIXED.get(script, (script,)))
    return found if found <= _KNOWN else frozenset()


@lru_cache(maxsize=65_536)
def han_form(char: str) -> str:
    """`Hans` for a character of simplified Chinese alone, `Hant` for one of traditional, "" for any other.

    GB 2312 has the characters of simplified texts, Big5 those of traditional ones; most are in both.
    """
    simplified, traditional = (_is_in(char, encoding) for encoding in ("gb2312", "big5"))
    if simplified == traditional or _of_letter(char) != "Hani":
        return ""
    return "Hans" if simplified else "Hant"


def _is_in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
