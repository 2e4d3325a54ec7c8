"""How units of measure are spelled in a locale: `mg`, `miligramos`, `毫克`, `درجة مئوية`, and `per day`.

quantities.toml has the units and what is written everywhere, CLDR the names in each language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from l10n import locale
from l10n.text.codes.inline import UNSPACED

_SPACE = re.compile(r"[\s\u00a0\u202f\u2009]+")
# Case is of no matter to these sets, and asking for it makes an expression slow to compile.
_END = rf"(?-i:(?!(?!{UNSPACED.pattern}|[\uac00-\ud7a3])[^\W\d_]))"
"""The end of a unit in letters; neither a script without spaces nor a Korean particle goes on with it."""
_KOREAN_END = (
    r"(?:(?![\uac00-\ud7a3])"
    "|(?=간|동안|마다|까지|부터|이[내상하며고]|정도|[을를은는이가의에도로과와만씩당짜째]))"
)
"""The end of a Korean unit: what may grow onto it, so that 3달러, three dollars, is no three months."""
_INDIC = re.compile("[\u0900-\u0963\u0966-\u096f\u0971-\u0dff]")
_MARK = "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7\u0b82\u0bbe-\u0bd7"
"""Vowel signs and the like of Devanagari, Bengali and Tamil: with one more a symbol is another word."""
_JOINED = "\u094d\u09cd"
"""What joins two consonants of those scripts: with it the end of another word begins (`মাস`, `মাস্ক`)."""
_INFLECTED = 3
"""Code points from which on a unit in those scripts is a word that may have an ending, no symbol."""
_GROWN = frozenset({"bn", "mr", "ne", "ta"})
"""Languages whose postpositions grow onto their nouns: `५ दिनसम्म`, `5 நாட்களில்`."""
_TELLING = 2
"""Letters that a spelling from CLDR has at least if they are Latin: `{0} a`, a year, is a word elsewhere."""
_SUPPRESSED = frozenset({("en", "in"), ("en", "dr"), ("en", "pt")})
"""Short forms that mean something else in running text: "5 in 10", a title, a time zone."""

_ENDINGS = {
    # Turkish: case, number and what makes adjectives, in either harmony: `20 dakikadan`, `24 saatlik`.
    "tr": "(?:l[ıiuü][kğ]?|l[ae]r|n?[ıiuü]n|[sy]?[ıiuü]|[yn]?[ae]|[dt][ae]n?|[dt][ıiuü]r|y?l[ae]|[cç][ae])"
    "{0,3}(?:ki)?",
    # Persian: what makes adjectives and plurals, after a joiner or not: `۶۰ ساله`, `۵ میلی‌گرمی`, `۵ روزه`.
    "fa": "(?:\u200c?(?:ه|ی|ای|گی|ها|های|هایی|م|مین))?",
    # Arabic: the accusative of what is counted, however it is written: `12 رطلاً`, `12 رطلًا`, `12 رطلا`.
    "ar": "(?:ًا|اً|ا|ً)?",
    "ckb": "(?:یەکە|ەکە|ێک|انە|ان|ە|ی)?(?:دا|یدا|ەوە|یە|ی)?",
    "am": "(?:ዎች|ዎቹ|ያት)?[ምንውሱ]?",
}
"""What grows onto the name of a unit, by language, where it is more than the forms that CLDR lists."""


class Measure(NamedTuple):
    """A unit of measure: `factor` is one of it in the base unit of its dimension, `offset` what is added.

    `customary`: translators turn it into a metric one, in round figures.
    """

    name: str
    dimension: str
    factor: Decimal
    offset: Decimal = Decimal(0)
    customary: bool = False


class Spelled(NamedTuple):
    """What stands before and after a number to give it a unit; one of them is often empty."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds the longest of some spellings at a place; `spelled` has them by first character, folded.

    `grown` and `endings` say how they may end. `patterns` are made when first asked for: most never are.
    """

    spelled: Mapping[str, Sequence[str]]
    grown: bool
    endings: str
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)


class Spellings(NamedTuple):
    """How a locale writes units. Keys of `after` and `before` are spellings as they stand, those of
    `folded` in small letters; `around` are the units with something on both sides of the number.

    `per` finds what stands between a unit and the one it is divided by; `rates` are whole phrases that
    divide (`per day`), by spelling in small letters. `ends_before` are the last characters of `before` and of
    what `around` has before the number, folded as `folded_character` does.
    """

    after: Mapping[str, tuple[Measure, ...]]
    folded: Mapping[str, tuple[Measure, ...]]
    before: Mapping[str, tuple[Measure, ...]]
    around: Mapping[Spelled, tuple[Measure, ...]]
    rates: Mapping[str, tuple[Measure, ...]]
    find_after: Finder
    find_before: re.Pattern[str]
    find_rate: Finder
    per: re.Pattern[str]
    ends_before: frozenset[str]


@lru_cache(maxsize=64)
def spellings(tag: str) -> Spellings:
    """How readers of the locale `tag` find units spelled."""
    after: dict[str, set[Measure]] = {}
    before: dict[str, set[Measure]] = {}
    around: dict[Spelled, set[Measure]] = {}
    rates: dict[str, set[Measure]] = {}
    for name, entry in _table().items():
        measure = _measures()[name]
        for one in _written(entry, tag):
            if one.before and one.after:
                around.setdefault(one, set()).add(measure)
            elif one.after:
                after.setdefault(one.after, set()).add(measure)
            elif one.before:
                before.setdefault(one.before, set()).add(measure)
        for pattern in locale.rate_patterns(tag, entry["cldr"]) if "cldr" in entry else ():
            phrase = _SPACE.sub(" ", pattern.removeprefix("{0}"))
            if pattern.startswith("{0}") and len(phrase.strip(" /")) >= _TELLING:
                rates.setdefault(phrase.strip().casefold(), set()).add(measure)
    for short in after.keys() & {f"{spelled}." for spelled in after}:
        after[short] |= after[short[:-1]]  # Russian `г.` is a year, and grams at the end of a sentence
    folded: dict[str, set[Measure]] = {}
    for spelled, found in after.items():
        if len(spelled) > 1:
            folded.setdefault(spelled.casefold(), set()).update(found)
    # A symbol stands before the number where the language has its names there: `mg 5` in Swahili.
    return Spellings(
        _settled(after),
        _settled(folded),
        _settled(before),
        {one: tuple(sorted(found)) for one, found in around.items()},
        _settled(rates),
        _finder(after, grown=locale.language(tag) in _GROWN, endings=_ENDINGS.get(locale.language(tag), "")),
        re.compile(rf"(?<![^\W\d_])(?:{_alternatives(before)})\Z", re.IGNORECASE),
        _finder(rates),
        re.compile(rf" ?/ ?| (?:{_alternatives(_per_words(tag))}) ", re.IGNORECASE),
        frozenset(folded_character(one[-1]) for one in (*before, *(some.before for some in around))),
    )


def found_at(finder: Finder, text: str, at: int) -> re.Match[str] | None:
    """What `finder` finds at a place of `text`."""
    first = folded_character(text[at]) if at < len(text) else ""
    if first not in finder.spelled:
        return None
    pattern = finder.patterns.get(first)
    if pattern is None:
        pattern = _any_of(finder.spelled[first], grown=finder.grown, endings=finder.endings)
        finder.patterns[first] = pattern
    return pattern.match(text, at)


def folded_character(char: str) -> str:
    """One character for all that an expression takes for `char` when it ignores case, `ı` and `İ` for i."""
    return "i" if char == "ı" else char.casefold()[0]


@lru_cache(maxsize=64)
def beginnings(tag: str, dimension: str, below: int) -> frozenset[str]:
    """What every spelling of some units has one of, in small letters: a first question to a text.

    The units of `dimension` whose factor is less than `below`.
    """
    return frozenset(
        (spelled.after or spelled.before).split(" ", 1)[0].casefold()
        for name, measure in _measures().items()
        if measure.dimension == dimension and measure.factor < below
        for spelled in _written(_table()[name], tag)
    )


def _written(entry: Mapping[str, Any], tag: str) -> Iterator[Spelled]:
    """Every spelling of a unit: symbols, our own names, CLDR's."""
    for symbol in entry.get("symbols", ()):
        yield Spelled("", symbol)
    for name in entry.get("names", {}).get(locale.language(tag), ()):
        yield _spelled(name if "{0}" in name else f"{{0}}{name}")
    if "cldr" not in entry:
        return
    for pattern in locale.unit_patterns(tag, entry["cldr"]):
        one = _spelled(pattern)
        bare = (one.before + one.after).rstrip(".")
        if len(bare) < _TELLING and bare.isascii() and bare.isalpha():
            continue
        if one.before and one.after and not (one.before.strip() and one.after.strip()):
            continue
        if (locale.language(tag), bare) not in _SUPPRESSED:
            yield one


def _spelled(pattern: str) -> Spelled:
    before, _, after = _SPACE.sub(" ", pattern).partition("{0}")
    return Spelled(before.strip(), after.strip())


def _per_words(tag: str) -> set[str]:
    """What stands between two units of a rate in words: `per`, `por`, `kwa kila`."""
    found = set()
    for pattern in locale.compound_unit_patterns(tag):
        middle = pattern.removeprefix("{0}").removesuffix("{1}").strip()
        if pattern.startswith("{0}") and pattern.endswith("{1}") and middle != "/":
            found.add(middle)
    return found or {"per"}


def _finder(spelled: Iterable[str], *, grown: bool = False, endings: str = "") -> Finder:
    by_first: dict[str, list[str]] = {}
    for one in spelled:
        by_first.setdefault(folded_character(one[0]), []).append(one)
    return Finder(by_first, grown, endings)


def _any_of(spelled: Iterable[str], *, grown: bool = False, endings: str = "") -> re.Pattern[str]:
    """What finds the longest of these at a place, whole words only; scripts without spaces have no words.

    `grown`: a word may have an ending of any length; `endings`: or one of these.
    """
    by_end: dict[str, list[str]] = {}
    for one in sorted(spelled, key=len, reverse=True):
        if _INDIC.match(one[-1]):
            by_end.setdefault("", []).append(re.escape(one) + _indic_end(one, grown=grown))
        else:
            by_end.setdefault(_end_of(one, endings), []).append(re.escape(one))
    shown = (f"(?:{'|'.join(some)}){end}" for end, some in by_end.items())
    return re.compile("|".join(shown) or "(?!)", re.IGNORECASE)


def _indic_end(spelled: str, *, grown: bool) -> str:
    """The end of a unit in a script whose vowels are marks, which are no letters."""
    if len(spelled) < _INFLECTED:
        return rf"(?![^\W\d_]|[{_MARK}])"
    return f"(?![{_JOINED}])" if grown else rf"(?![^\W\d_]|[{_JOINED}])"


def _end_of(spelled: str, endings: str) -> str:
    """What may follow: anything on a sign or in a script without spaces, else no letter of the word.

    `endings` may grow onto a name, and onto no symbol.
    """
    if UNSPACED.match(spelled[-1]) or not spelled[-1].isalnum():
        return ""
    if endings and spelled not in _symbols():
        return f"(?={endings}{_END})"
    return _KOREAN_END if "\uac00" <= spelled[-1] <= "\ud7a3" else _END


def _alternatives(spelled: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(spelled, key=len, reverse=True))) or "(?!)"


def _settled(found: Mapping[str, set[Measure]]) -> dict[str, tuple[Measure, ...]]:
    return {spelled: tuple(sorted(some)) for spelled, some in found.items()}


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))


@cache
def _symbols() -> frozenset[str]:
    return frozenset(symbol for entry in _table().values() for symbol in entry.get("symbols", ()))


@cache
def _measures() -> dict[str, Measure]:
    return {
        name: Measure(
            name,
            entry["dimension"],
            Decimal(entry["factor"]),
            Decimal(entry.get("offset", "0")),
            entry.get("customary", False),
        )
        for name, entry in _table().items()
    }
