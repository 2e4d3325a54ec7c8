"""Numbers written as words: what a language's numerals are worth, from one data file a language.

A value is a plain decimal string (`0.5`, `12`, `1200000`), as in `l10n.text.numbers`. What is here is for
recognizing that a figure on one side of a translation stands as a word on the other, never for writing words.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from l10n import locale

# A word: anything between white space, ASCII and general punctuation, digits. (`\\w` would break Indic words at
# their vowel signs.)
_WORD = re.compile(r"[^\s!-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f،؛؟۔।॥٠-٩۰-۹०-९০-৯]+")
_GAP = re.compile(r"[\s\u00a0\u202f-]{0,3}\+?[\s\u00a0-]?(?:(?:de|d|di|von)[\s\u00a0'’])?")

# Signs that spelling may leave out: Latin and Arabic marks, the nukta, tatweel.
_UNWRITTEN = {
    code: None for code in (*range(0x300, 0x370), *range(0x64B, 0x656), 0x670, 0x640, 0x93C, 0x9BC, 0x200C)
}
_ALIKE = {ord("ى"): "ي", ord("ی"): "ي", ord("ک"): "ك", ord("ة"): "ه", ord("ۂ"): "ه", ord("ہ"): "ه", ord("ھ"): "ه"}

_HAN_DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{"〇": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5},
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_HAN_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_HAN_RUN = re.compile(f"[{''.join((*_HAN_DIGITS, *_HAN_TENS, *_HAN_SCALES))}]+")
_ROMAN = re.compile(r"(?<![^\W_])(X{0,3})(IX|IV|V?I{0,3})(?=(?:er?|ère|[èe]me|è)?(?![^\W\d_]))")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@dataclass(frozen=True, slots=True)
class Numerals:
    """What is known of one language: `words` and `scales` by folded spelling, and how its words grow.

    `suffixes`: the least number of letters of a numeral that other endings may follow, 0 for none. `inside`: the
    language puts no spaces between words. `dual`: one and two may be said by the noun's form alone.
    `leading_scales`: the scale may stand before its number. `twenties`: four twenties are eighty.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: int = 0
    inside: re.Pattern[str] | None = None
    dual: bool = False
    leading_scales: bool = False
    twenties: bool = False

    def __bool__(self) -> bool:
        """Whether there is a data file for the language at all."""
        return bool(self.words)


@lru_cache(maxsize=64)
def of(tag: str) -> Numerals:
    """The numerals of a locale's language; empty and false where l10n has no data for it."""
    source = files(__package__) / f"{locale.language(tag)}.toml"
    if not source.is_file():
        return Numerals()
    data = tomllib.loads(source.read_text("utf-8"))
    words = {fold(word): value for value, line in data["words"].items() for word in line.split()}
    scales = {fold(word): int(value) for value, line in data.get("scales", {}).items() for word in line.split()}
    if "compound" in data:
        words |= _compounds(words, fold(data["compound"]))
    inside = None
    if data.get("inside"):
        longest_first = sorted({*words, *scales}, key=len, reverse=True)
        inside = re.compile("|".join(map(re.escape, longest_first)))
    return Numerals(
        words=words,
        scales=scales,
        joiners=frozenset(map(fold, data.get("joiners", "").split())),
        prefixes=tuple(sorted(map(fold, data.get("prefixes", "").split()), key=len, reverse=True)),
        suffixes=data.get("suffixes", 0),
        inside=inside,
        dual=data.get("dual", False),
        leading_scales=data.get("leading-scales", False),
        twenties=data.get("twenties", False),
    )


def values(text: str, tag: str) -> Counter[str]:
    """How often the words of `text` may stand for a value: numerals, ordinals, fractions, months, `XIX`, `三十`.

    Generous on purpose: `twenty-five` gives 25, 20 and 5.
    """
    known = of(tag)
    found = Counter(
        str(10 * len(tens) + _ROMAN_ONES.index(ones)) for tens, ones in _ROMAN.findall(text) if tens or ones
    )
    for run in _HAN_RUN.findall(text):
        found.update(_han_values(run))
    if known.inside is not None:
        folded = fold(text)
        spelled = list(known.inside.findall(folded))
    else:
        spelled = [fold(word) for word in _WORD.findall(text)]
    found.update(_spelled_values(spelled, known))
    found.update(_months(text, tag))
    return found


def scale_at(text: str, start: int, tag: str) -> tuple[int, int]:
    """(multiplier, end) of the scale words that follow a number ending at `start`: `million`, `mil millones`, `万`.

    (1, start) where there are none.
    """
    known = of(tag)
    multiplier, end = 1, start
    if not known.scales:
        return multiplier, end
    for _ in range(2):
        gap = _GAP.match(text, end)
        at = gap.end() if gap else end
        if known.inside is not None:
            found = known.inside.match(text, at)
            value = known.scales.get(found.group()) if found else None
        else:
            found = _WORD.match(text, at)
            value = _scale(fold(found.group()), known) if found and len(found.group()) < 24 else None
        if not found or value is None:
            break
        multiplier, end = multiplier * value, found.end()
    return multiplier, end


def scale_before(text: str, end: int, tag: str) -> int:
    """The multiplier that stands before a number beginning at `end` (Swahili `milioni 5`), 1 for none."""
    known = of(tag)
    if not known.leading_scales:
        return 1
    before = _WORD.findall(text[max(0, end - 24) : end])
    if not before or text[end - 1 : end].isalnum():
        return 1
    return known.scales.get(fold(before[-1]), 1)


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """`word` as it is compared: without case, accents, Arabic vowel marks and variants of one letter."""
    return unicodedata.normalize("NFKD", word.casefold()).translate(_UNWRITTEN).translate(_ALIKE)


def _compounds(words: Mapping[str, str], joiner: str) -> Iterator[tuple[str, str]] | dict[str, str]:
    """The words of Germanic 21 to 99, ones before tens: `einundzwanzig`."""
    ones = {word: int(value) for word, value in words.items() if value.isdigit() and 1 <= int(value) <= 9}
    tens = {word: int(value) for word, value in words.items() if value.isdigit() and value in _TENS}
    return {one + joiner + ten: str(tens[ten] + ones[one]) for one in ones for ten in tens}


_ENOUGH = 10**18
_TENS = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})


def _scale(word: str, known: Numerals) -> int | None:
    """What a scale word multiplies by; in languages of endings also with one (`milyonu`)."""
    found = known.scales.get(word)
    if found is None and known.suffixes:
        for length in range(len(word) - 1, 4, -1):
            found = known.scales.get(word[:length])
            if found is not None:
                break
    return found


def _worth(word: str, known: Numerals) -> str | None:
    """What a folded word is worth, with the little words before it and the endings after it taken off."""
    found = known.words.get(word)
    if found is not None:
        return found
    for prefix in known.prefixes:
        if word.startswith(prefix):
            found = known.words.get(word[len(prefix) :])
            if found is not None:
                return found
    if known.suffixes:
        for length in range(min(len(word), 20), known.suffixes - 1, -1):
            found = known.words.get(word[:length])
            if found is not None:
                return found
    return None


def _multiplier(word: str, known: Numerals) -> int | None:
    found = _scale(word, known)
    if found is None:
        for prefix in known.prefixes:
            if word.startswith(prefix) and word[len(prefix) :] in known.scales:
                return known.scales[word[len(prefix) :]]
    return found


def _spelled_values(words: list[str], known: Numerals) -> list[str]:
    """The values of the numerals among `words`, each alone and neighbours put together (`two hundred and five`)."""
    found: list[str] = []
    total = current = 0
    running = False
    part = ""
    for word in (*words, ""):
        multiplier = _multiplier(word, known)
        worth = None if multiplier else _worth(word, known)
        if multiplier and part and not total:
            found.append(_part_of(part, multiplier))
        if multiplier:
            current = max(current, 1) * multiplier
            if multiplier >= 1000:
                total, current = total + current, 0
            running = True
            found.append(str(total + current))
            if total + current > _ENOUGH:
                total = current = 0
        elif worth is not None:
            found.append(worth)
            if not worth.isdigit():
                part = worth
                continue
            value = int(worth)
            if known.twenties and current == 4 and value == 20:
                current, value = 80, 0
            elif not _adds(current, value):
                found.append(str(total + current))
                total = current = 0
            current += value
            running = True
        elif running and word not in known.joiners:
            found.append(str(total + current))
            total, current, running = 0, 0, False
        if worth is None and word not in known.joiners:
            part = ""
    return found


def _part_of(part: str, multiplier: int) -> str:
    """Half a million: 500000."""
    whole, _, decimals = part.partition(".")
    return str(int(whole + decimals) * multiplier // 10 ** len(decimals))


def _adds(current: int, value: int) -> bool:
    """Whether `value` after `current` goes on with one number: 20 and 5, 100 and 25, 5 and 20, 60 and 15."""
    if current == 0:
        return True
    room = 100 if current % 100 == 0 else 20 if current % 20 == 0 else 10 if current % 10 == 0 else 0
    return value < room or (current < 10 and str(value) in _TENS)


def _han_values(run: str) -> Iterator[str]:
    """The values of a run of Chinese numerals: whole, by position (`二〇二〇`), and digit by digit (`三四`)."""
    digits = [_HAN_DIGITS[sign] for sign in run if sign in _HAN_DIGITS]
    if len(digits) == len(run):
        if len(run) <= 20:
            yield str(int("".join(map(str, digits))))
        yield from map(str, digits[:20])
        return
    total = section = digit = 0
    for sign in run[:40]:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif sign in _HAN_TENS:
            section += (digit or 1) * _HAN_TENS[sign]
            digit = 0
        else:
            scale = _HAN_SCALES[sign]
            section = section + digit or (0 if total else 1)
            total = total + section * scale if total > scale else (total + section) * scale
            section = digit = 0
    yield str(total + section + digit)


def _months(text: str, tag: str) -> list[str]:
    """The numbers of the months named in `text`."""
    names = locale.month_names(tag)
    if of(tag).inside is not None:
        return [str(number) for name, number in names.items() if name in text]
    lowered = {name[:1].upper() + name[1:]: number for name, number in names.items()} | names
    return [str(lowered[word]) for word in _WORD.findall(text) if word in lowered]
