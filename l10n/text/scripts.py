"""Which script a text is written in, letter by letter, and which a locale's readers expect."""

from __future__ import annotations

import re
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

COMMON = {
    "Latn": "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0180-\u01c3"
    "\u1ea0-\u1ef9",
    "Cyrl": "\u0400-\u0481\u048a-\u052f",
    "Grek": "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce",
    "Arab": "\u0620-\u063f\u0641-\u064a\u0671-\u0674\u0679-\u06d3",
    "Hebr": "\u05d0-\u05ea",
    "Hani": "\u4e00-\u9fff",
    "Hira": "\u3041-\u3096",
    "Kana": "\u30a1-\u30fa",
    "Hang": "\uac00-\ud7a3",
    "Deva": "\u0904-\u0939",
    "Beng": "\u0985-\u098c\u098f\u0990\u0993-\u09a8\u09aa-\u09b0\u09b2\u09b6-\u09b9",
    "Taml": "\u0b85-\u0b8a\u0b8e-\u0b90\u0b92-\u0b95\u0b9f\u0ba3\u0ba4\u0ba8-\u0baa\u0bae-\u0bb9",
    "Thai": "\u0e01-\u0e30",
    "Armn": "\u0531-\u0556\u0561-\u0586",
    "Geor": "\u10d0-\u10f0",
}
"""Of some scripts the letters beyond ASCII that texts are mostly made of, as ranges of an expression: each is
what `of_letter` says, so that one look at a whole text finds the few letters that have to be asked about.
"""

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


@lru_cache(maxsize=1024)
def uncommon(tag: str) -> re.Pattern[str]:
    """Finds each character beyond ASCII that is not one of a locale's own `COMMON` letters."""
    return re.compile(f"[^\\x00-\\x7f{_common(tag)}]")


@lru_cache(maxsize=1024)
def common_word(tag: str) -> re.Pattern[str]:
    """Matches a word of a locale's own `COMMON` letters, those of ASCII among them where they are its own."""
    letters = _common(tag) + ("A-Za-z" if "Latn" in expected(tag) else "")
    return re.compile(f"[{letters}]+" if letters else "(?!)")


def _common(tag: str) -> str:
    return "".join(COMMON.get(one, "") for one in sorted(expected(tag)))


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
