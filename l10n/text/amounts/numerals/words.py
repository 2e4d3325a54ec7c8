"""The numerals of a text: what its words may stand for, and the scale words beside its figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text.amounts.numerals import Numerals, han, of
from l10n.text.amounts.numerals.sums import spelled

# A word: anything but white space, ASCII and general punctuation, digits. (A \w would break Indic words at
# their vowel signs.)
_SIGN = r"\s!-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f،؛؟۔।॥٠-٩۰-۹०-९০-৯"
_WORD = re.compile(f"[^{_SIGN}]+")
_WORD_WITH_APOSTROPHES = re.compile(f"[^{_SIGN}]+(?:['’ʼ][^{_SIGN}]+)*")
_ABBREVIATED = 3  # letters of a month's name at least
_NEAR = 24  # a longer word is no scale
_GAP = r"[\s\u00a0-]{0,3}\+?[\s\u00a0-]?(?:(?:de|d|di|von)[\s\u00a0'’])?"
_SOME = re.compile(_GAP)
_NEXT = re.compile(f"(?>{_GAP})([^{_SIGN}]{{1,{_NEAR}}})")

_ROMAN = re.compile(r"(?<![^\W_])[IVX]{1,7}(?=(?:er?|ère|[èe]me)?(?![^\W\d_]))")
_ROMAN_TENS_AND_ONES = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")

_DATE_GOES_ON = re.compile(r"\.?,?(?: de| of)? ?[0-9]")
_DATE_BEGAN = re.compile(r"[0-9](?:st|nd|rd|th|er|º|\.)?(?: de| of)? ?\Z")

_IN_SENTENCE = re.compile(r"[^\W\d_],? \Z")

_HALVES = ("6", "30", "50")
"""What half of something comes to: of a year in months, of an hour in minutes, of a hundred."""


def values(text: str, tag: str) -> Counter[str]:
    """How often the words of `text` may stand for a value: numerals, ordinals, months, `XIX`, `三十`.

    Generous on purpose: `twenty-five` gives 25, 20 and 5.
    """
    known = of(tag)
    if known.inside is not None:
        said = known.inside.findall(known.fold(text))
    else:
        word = _WORD_WITH_APOSTROPHES if known.apostrophes else _WORD
        said = [known.fold(one) for one in word.findall(text)]
    found = Counter(spelled(said, known))
    if "0.5" in found:
        found.update(_HALVES)
    found.update(han.values(text))
    found.update(_roman(text))
    found.update(value for phrase, value in known.phrases for _ in phrase.findall(text))
    found.update(str(month.number) for month in months(text, tag))
    found.update(_month_alone(text.strip(" .").casefold(), tag))
    return found


def plain(text: str, tag: str) -> Iterator[tuple[Span, str]]:
    """(span, value) of every numeral that is a number of its own and can be nothing else.

    No part of a longer one (the `five` of `205`), no ordinal; none in languages not known so well.
    """
    known = of(tag)
    for match in known.counted.finditer(text) if known.counted else ():
        if worth := _whole(match.group(), known):
            yield Span(*match.span()), worth
    for match in known.plain.finditer(text) if known.plain else ():
        start, end = match.span()
        before = [known.fold(word) for word in _WORD.findall(text[max(0, start - _NEAR) : start])]
        if _goes_on(before[::-1], known):
            continue
        scale, scaled = _large_scale(text, end, tag)
        after = [known.fold(word) for word in _WORD.findall(text[scaled : scaled + _NEAR])]
        if not _goes_on(after, known):
            yield Span(start, scaled), str(int(known.words[known.fold(match.group())]) * scale)


def _large_scale(text: str, start: int, tag: str) -> tuple[int, int]:
    """(multiplier, end) of the thousands or millions right after a numeral, (1, start) without any."""
    scale, end = scale_at(text, start, tag)
    return (scale, end) if scale >= 1000 else (1, start)


def _goes_on(beside: Sequence[str], known: Numerals) -> bool:
    """Whether the words beside a numeral, the nearest first, may be of the same number: five hundred, two and
    a half, with a word between Portuguese `dois dias e meio`, and with two "five or six hundred".
    """
    others = [word for word in beside[:4] if word not in known.joiners]
    if others and others[0] in known.leading:
        return True
    if others[1:2] and known.worth(others[1]) == "0.5":
        return True
    return any(known.scale(word) or (not at and known.worth(word)) for at, word in enumerate(others[:3]))


def _whole(numeral: str, known: Numerals) -> str:
    """What a number in words is worth from two on; empty for "one", which is also "a", and for "a few"."""
    word = known.fold(numeral)
    found = [word] if known.worth(word) else known.inside.findall(word) if known.inside else word.split()
    *_, value = [*spelled(found, known), *han.values(word, sure=True)] or [""]
    return value if value.isdigit() and int(value) > 1 else ""


class Month(NamedTuple):
    """A month named in a text. `dated`: beside a figure. `usual`: by its full name, inside a sentence."""

    span: Span
    number: int
    dated: bool
    usual: bool


def months(text: str, tag: str) -> Iterator[Month]:
    """Every month named in `text`.

    One that is neither dated nor usual may be another word: `may`, `march`, `Mayo`; French `sept` is seven.
    """
    if not any(map(text.__contains__, _shortest_months(tag))):
        return
    by_name, full = _months_by_spelling(tag), locale.month_names(tag, short=False)
    for match in _month_pattern(tag).finditer(text):
        start, end = match.span()
        before = text[max(0, start - 10) : start]
        dated = _DATE_GOES_ON.match(text, end) or _DATE_BEGAN.search(before)
        usual = end - start > 3 and match.group() in full and text[end : end + 1] != "-"
        usual = usual and bool(_IN_SENTENCE.search(before))
        yield Month(Span(start, end), by_name[match.group()], bool(dated), usual)


def scale_at(text: str, start: int, tag: str) -> tuple[int, int]:
    """(multiplier, end) of the scale words after a number that ends at `start`: `million`, `mil millones`.

    (1, start) where there are none.
    """
    known = of(tag)
    multiplier, end = 1, start
    for _ in range(2 if known.scales else 0):
        if known.inside:
            found = known.inside.match(text, _SOME.match(text, end).end())  # type: ignore[union-attr]
            word = found[0] if found else ""
        else:
            found = _NEXT.match(text, end)
            word = found[1] if found else ""
        scale = _scale(word, tag) if len(word) < _NEAR else None
        if found is None or scale is None:
            break
        multiplier, end = multiplier * scale, found.end()
    return multiplier, end


@lru_cache(maxsize=4096)  # what stands behind figures is always the same few words
def _scale(word: str, tag: str) -> int | None:
    known = of(tag)
    return known.scale(known.fold(word))


def names_decade(text: str, start: int, end: int, tag: str) -> bool:
    """Whether the year at `start` to `end` is a decade by a word beside it: `años 1960`, `1960 के दशक`."""
    known = of(tag)
    if not known.decades:
        return False
    beside = _WORD.findall(text[max(0, start - _NEAR) : start])[-2:]
    beside += _WORD.findall(text[end : end + _NEAR])[:2]
    return any(known.fold(word) in known.decades for word in beside)


def scale_before(text: str, end: int, tag: str) -> int:
    """The multiplier that stands before a number beginning at `end` (Swahili `milioni 5`), 1 for none."""
    known = of(tag)
    if not known.leading_scales or text[end - 1 : end].isalnum():
        return 1
    before = _WORD.findall(text[max(0, end - _NEAR) : end])
    return known.scales.get(known.fold(before[-1]), 1) if before else 1


def leading_at(text: str, end: int, tag: str) -> str:
    """What the word before a number that begins at `end` adds to it, empty where it is no such word."""
    known = of(tag)
    if not known.leading:
        return ""
    before = _WORD.findall(text[max(0, end - _NEAR) : end])
    return known.leading.get(known.fold(before[-1]), "") if before and text[end - 1 : end] == " " else ""


def _month_alone(text: str, tag: str) -> Iterator[str]:
    """The months whose names a text is, or begins: `sept.`, `apr` of a calendar, in small letters or not."""
    if _ABBREVIATED <= len(text) <= _NEAR:
        names = locale.month_names(tag).items()
        yield from {str(number) for name, number in names if name.casefold().startswith(text)}


def _roman(text: str) -> Iterator[str]:
    for numeral in _ROMAN.findall(text):
        match = _ROMAN_TENS_AND_ONES.fullmatch(numeral)
        if match:
            yield str(10 * len(match[1]) + _ROMAN_ONES.index(match[2]))


@cache
def _months_by_spelling(tag: str) -> dict[str, int]:
    names = locale.month_names(tag)
    return names | {name[:1].upper() + name[1:]: number for name, number in names.items()}


@cache
def _shortest_months(tag: str) -> tuple[str, ...]:
    """The names of months that contain no other: every text that names one has one of these."""
    names = sorted(_months_by_spelling(tag), key=len)
    return tuple(one for at, one in enumerate(names) if not any(less in one for less in names[:at]))


@cache
def _month_pattern(tag: str) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_months_by_spelling(tag), key=len, reverse=True))) or "(?!)"
    return re.compile(names if of(tag).inside else rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])")
