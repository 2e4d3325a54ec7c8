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
from typing import Any, TypeVar

from l10n import locale

# Signs that spelling may leave out: Latin and Arabic marks, tatweel, the nukta, the joiner of Persian.
_UNWRITTEN = dict.fromkeys(
    (*range(0x300, 0x370), *range(0x64B, 0x656), 0x670, 0x640, 0x93C, 0x9BC, 0x200C, *map(ord, "'’ʼ"))
)
_Value = TypeVar("_Value", str, int)

# One letter to the eye: Arabic, Persian and Urdu yeh, kaf and heh.
_ALIKE = str.maketrans("ىیکةۂہھ", "ييكهههه")
LETTER = r"[\w\u0900-\u0963\u0971-\u0dff]"
"""A letter, or a mark of one, as which Indic scripts write their vowels (`दस`, ten, is not in `दस्त`)."""
_BOUND = "(?<![\u0e40-\u0e44\u0ec0-\u0ec4])"
"""In Thai and Lao a vowel before its consonant is of one syllable with it: no numeral begins behind."""
_MOST = 24
"""Words of a number before a counter: no more are looked through at each place for one that comes then."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """What is known of one language: `words` and `scales` by folded spelling, and how its numerals behave.

    `joiners` stand between the words of one number, `decades` beside a year that is one (`década de 1960`),
    `prefixes` grow onto the front of a numeral. `plain` finds numerals that are never anything else.
    `suffixes` is the least number of letters of a numeral that endings may follow, 0 for none, and
    `scale_suffixes` that of a scale. `inside` finds
    numerals in a language without spaces between words. `dual`: one and two may be said by the noun's form
    alone. `leading_scales`: the scale may stand before its number. `twenties`: four twenties are eighty.
    `apostrophes` stand inside words. `toned`: words differ by nothing but their marks (Vietnamese).
    `plain_words` are those that `plain` finds, in small letters.

    `counted` finds numerals right before what they count, in languages where many a numeral is something else
    elsewhere. `phrases` are expressions of several words and what they are worth (`8時半`: 30). `eras` are
    the names of calendars and how many years they are ahead, "" the one that goes without saying.

    `leading` are words that add a part to the number after them: Hindi `साढ़े तीन` is three and a half.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset()
    decades: frozenset[str] = frozenset()
    plain: re.Pattern[str] | None = None
    prefixes: tuple[str, ...] = ()
    suffixes: int = 0
    scale_suffixes: int = 5
    inside: re.Pattern[str] | None = None
    dual: bool = False
    leading_scales: bool = False
    twenties: bool = False
    apostrophes: bool = False
    toned: bool = False
    counted: re.Pattern[str] | None = None
    phrases: tuple[tuple[re.Pattern[str], str], ...] = ()
    leading: Mapping[str, str] = field(default_factory=dict)
    eras: Mapping[str, int] = field(default_factory=dict)
    plain_words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is data for the language at all."""
        return bool(self.words)

    def fold(self, word: str) -> str:
        """`word` as it is compared in this language."""
        return unicodedata.normalize("NFC", word.casefold()) if self.toned else fold(word)

    def scale(self, word: str) -> int | None:
        """What a folded word multiplies by (`million`, `milyonu`), None for no scale."""
        # Nothing is taken off in front: Arabic بالمئة, "in the hundred", is percent.
        found = self.scales.get(word)
        if found is not None or not self.suffixes:
            return found
        return _first(self.scales, self._stems(word, least=max(self.suffixes, self.scale_suffixes)))

    def worth(self, word: str) -> str | None:
        """What a folded word is worth (`two`, `second`, `zweimal`), None for no numeral."""
        found = self.words.get(word)
        if found is not None or not (self.prefixes or self.suffixes):
            return found
        whole = [word, *(word[len(one) :] for one in self.prefixes if word.startswith(one))]
        stems = (stem for form in whole for stem in self._stems(form, least=self.suffixes))
        return _first(self.words, (*whole, *stems))

    def _stems(self, word: str, least: int) -> Iterable[str]:
        """`word` without what may have grown onto its end, longest first."""
        if not self.suffixes:
            return ()
        return (word[:length] for length in range(min(len(word), 20) - 1, least - 1, -1))


def _first(table: Mapping[str, _Value], forms: Iterable[str]) -> _Value | None:
    return next((table[form] for form in forms if form in table), None)


@lru_cache(maxsize=64)
def of(tag: str) -> Numerals:
    """The numerals of a locale's language; empty and false where l10n has no data for it."""
    import tomllib  # late, both: they load a fourth of the standard library
    from importlib.resources import files

    source = files(__package__) / f"{locale.language(tag)}.toml"
    if not source.is_file():
        return Numerals()
    data = tomllib.loads(source.read_text("utf-8"))
    toned = data.get("toned", False)
    words = _by_word(data["words"], toned=toned)
    if "compound" in data:
        words |= _compounds(words, fold(data["compound"]))
    scales = {word: int(value) for word, value in _by_word(data.get("scales", {}), toned=toned).items()}
    inside = None
    if data.get("inside"):
        longest_first = sorted(
            {*words, *scales, *map(fold, data.get("alike", "").split())}, key=len, reverse=True
        )
        inside = re.compile(f"{_BOUND}(?:{'|'.join(map(re.escape, longest_first))})")
    return Numerals(
        words=words,
        scales=scales,
        joiners=frozenset(map(Numerals(toned=toned).fold, data.get("joiners", "").split())),
        plain=_any_of(data.get("plain", "").split()),
        decades=frozenset(map(Numerals(toned=toned).fold, data.get("decades", "").split())),
        prefixes=tuple(sorted(map(fold, data.get("prefixes", "").split()), key=len, reverse=True)),
        suffixes=data.get("suffixes", 0),
        scale_suffixes=data.get("scale-suffixes", 5),
        inside=inside,
        dual=data.get("dual", False),
        leading_scales=data.get("leading-scales", False),
        twenties=data.get("twenties", False),
        apostrophes=data.get("apostrophes", False),
        toned=toned,
        plain_words=tuple(sorted({word.casefold() for word in data.get("plain", "").split()})),
        counted=_counted(data, inside) if "counters" in data else None,
        phrases=tuple((re.compile(one), value) for value, one in data.get("phrases", {}).items()),
        eras=data.get("eras", {}),
        leading=_by_word(data.get("leading", {}), toned=toned),
    )


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """`word` as it is compared: without case, accents, Arabic vowel marks and variants of one letter."""
    return unicodedata.normalize("NFKD", word.casefold()).translate(_UNWRITTEN).translate(_ALIKE)


def _any_of(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"(?<!{LETTER})(?:{'|'.join(map(re.escape, words))})(?!{LETTER})", re.IGNORECASE)


def _counted(data: Mapping[str, Any], inside: re.Pattern[str] | None) -> re.Pattern[str]:
    """What finds a number in words right before one of the language's counters.

    `numerals` lists the words that make such numbers, `alone` whole ones that count something in themselves
    (Korean 사흘, three days), `never-after` what makes them something else (Vietnamese `thứ hai`, Monday).
    """
    one = f"(?:{'|'.join(sorted(data['numerals'].split(), key=len, reverse=True))})"
    counters = "|".join(sorted(data["counters"].split(), key=len, reverse=True))
    guards = "".join(f"(?<!{word.replace('_', ' ')})" for word in data.get("never-after", "").split())
    if inside is not None:
        return re.compile(rf"{_BOUND}{guards}{one}{{1,{_MOST}}}(?=\s?(?:{counters}))")
    alone = "".join(f"|{word}" for word in data.get("alone", "").split())
    end = "" if data.get("suffixes") else f"(?!{LETTER})"
    counted = rf"{one}(?: {one}){{0,{_MOST}}}(?= ?(?:{counters}){end})"
    return re.compile(rf"(?<!{LETTER}){guards}(?:{counted}{alone})", re.IGNORECASE)


def _by_word(table: Mapping[str, Any], *, toned: bool) -> dict[str, str]:
    folded = Numerals(toned=toned).fold
    return {folded(word): value for value, line in table.items() for word in line.split()}


def _compounds(words: Mapping[str, str], joiner: str) -> dict[str, str]:
    """The words of Germanic 21 to 99, ones before tens: `einundzwanzig`."""
    ones = {word: int(value) for word, value in words.items() if re.fullmatch("[1-9]", value)}
    tens = {word: int(value) for word, value in words.items() if re.fullmatch("[2-9]0", value)}
    return {one + joiner + ten: str(tens[ten] + ones[one]) for one in ones for ten in tens}
