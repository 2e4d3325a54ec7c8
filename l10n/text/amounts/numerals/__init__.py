"""Numbers written as words: what a language's numerals are worth, from one data file a language.

They are for recognizing that a figure on one side of a translation stands as a word on the other, never
for writing words. To add a language, write its `<language>.toml` beside this file: values and the words for
them, and how its numerals behave.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from l10n import locale

# Signs that spelling may leave out: Latin and Arabic marks, tatweel, the nukta, the joiner of Persian.
_UNWRITTEN = dict.fromkeys(
    (*range(0x300, 0x370), *range(0x64B, 0x656), 0x670, 0x640, 0x93C, 0x9BC, 0x200C, *map(ord, "'’ʼ"))
)
# One letter to the eye: Arabic, Persian and Urdu yeh, kaf and heh.
_ALIKE = str.maketrans("ىیکةۂہھ", "ييكهههه")


@dataclass(frozen=True, slots=True)
class Numerals:
    """What is known of one language: `words` and `scales` by folded spelling, and how its numerals behave.

    `joiners` stand between the words of one number, `decades` beside a year that is one (`década de 1960`),
    `prefixes` grow onto the front of a numeral. `plain` finds numerals that are never anything else.
    `suffixes` is the least number of letters of a numeral that endings may follow, 0 for none. `inside` finds
    numerals in a language without spaces between words. `dual`: one and two may be said by the noun's form
    alone. `leading_scales`: the scale may stand before its number. `twenties`: four twenties are eighty.
    `apostrophes` stand inside words.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset()
    decades: frozenset[str] = frozenset()
    plain: re.Pattern[str] | None = None
    prefixes: tuple[str, ...] = ()
    suffixes: int = 0
    inside: re.Pattern[str] | None = None
    dual: bool = False
    leading_scales: bool = False
    twenties: bool = False
    apostrophes: bool = False

    def __bool__(self) -> bool:
        """Whether there is data for the language at all."""
        return bool(self.words)

    def scale(self, word: str) -> int | None:
        """What a folded word multiplies by (`million`, `milyonu`), None for no scale."""
        # Nothing is taken off in front: Arabic بالمئة, "in the hundred", is percent.
        for form in (word, *self._stems(word, least=max(self.suffixes, 5))):
            if form in self.scales:
                return self.scales[form]
        return None

    def worth(self, word: str) -> str | None:
        """What a folded word is worth (`two`, `second`, `zweimal`), None for no numeral."""
        bare = (word[len(prefix) :] for prefix in self.prefixes if word.startswith(prefix))
        for form in (word, *bare, *self._stems(word, least=self.suffixes)):
            if form in self.words:
                return self.words[form]
        return None

    def _stems(self, word: str, least: int) -> Iterable[str]:
        """`word` without what may have grown onto its end, longest first."""
        if not self.suffixes:
            return ()
        return (word[:length] for length in range(min(len(word), 20) - 1, least - 1, -1))


@lru_cache(maxsize=64)
def of(tag: str) -> Numerals:
    """The numerals of a locale's language; empty and false where l10n has no data for it."""
    import tomllib  # late, both: they load a fourth of the standard library
    from importlib.resources import files

    source = files(__package__) / f"{locale.language(tag)}.toml"
    if not source.is_file():
        return Numerals()
    data = tomllib.loads(source.read_text("utf-8"))
    words = _by_word(data["words"])
    if "compound" in data:
        words |= _compounds(words, fold(data["compound"]))
    scales = {word: int(value) for word, value in _by_word(data.get("scales", {})).items()}
    inside = None
    if data.get("inside"):
        longest_first = sorted({*words, *scales}, key=len, reverse=True)
        inside = re.compile("|".join(map(re.escape, longest_first)))
    return Numerals(
        words=words,
        scales=scales,
        joiners=frozenset(map(fold, data.get("joiners", "").split())),
        plain=_any_of(data.get("plain", "").split()),
        decades=frozenset(map(fold, data.get("decades", "").split())),
        prefixes=tuple(sorted(map(fold, data.get("prefixes", "").split()), key=len, reverse=True)),
        suffixes=data.get("suffixes", 0),
        inside=inside,
        dual=data.get("dual", False),
        leading_scales=data.get("leading-scales", False),
        twenties=data.get("twenties", False),
        apostrophes=data.get("apostrophes", False),
    )


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """`word` as it is compared: without case, accents, Arabic vowel marks and variants of one letter."""
    return unicodedata.normalize("NFKD", word.casefold()).translate(_UNWRITTEN).translate(_ALIKE)


def _any_of(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _by_word(table: Mapping[str, Any]) -> dict[str, str]:
    return {fold(word): value for value, line in table.items() for word in line.split()}


def _compounds(words: Mapping[str, str], joiner: str) -> dict[str, str]:
    """The words of Germanic 21 to 99, ones before tens: `einundzwanzig`."""
    ones = {word: int(value) for word, value in words.items() if re.fullmatch("[1-9]", value)}
    tens = {word: int(value) for word, value in words.items() if re.fullmatch("[2-9]0", value)}
    return {one + joiner + ten: str(tens[ten] + ones[one]) for one in ones for ten in tens}
