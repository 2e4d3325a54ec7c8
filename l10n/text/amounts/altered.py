"""What is altered about numbers that both texts have: the sign, the order in a version or a range, the month.

The values are the same, so that a comparison by value finds nothing: −20 °C became 20 °C, 2.4.1 became 2.1.4,
10–20 became 20–10, 5 March became 5 May.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text.amounts import numbers
from l10n.text.amounts.in_names import has_only_names
from l10n.text.amounts.mentions import Mention
from l10n.text.amounts.numerals import words

_Mentions = tuple[Mention, ...]

_DASHES = "-−–‐‑﹣－"
_MINUS = frozenset("-−")
_BEFORE_SIGN = frozenset("([=<>≤≥~±:")
# What says it in the place of a sign, or may. In a language that is not here nobody can tell.
_IN_WORDS = {
    "ar": "تحت|ناقص|سالب|سلبي|دون|نقص|انخف|خفض",
    "de": "minus|unter|negativ|redu|senk|gesunk|wenig",
    "en": "minus|below|negative|sub-?zero|reduc|decreas|declin|fell|drop|fewer|less|loss|lost",
    "es": "menos|bajo|negativ|reduc|redujo|dismin|baj|perd|pérd",
    "fr": "moins|sous|dessous|négati|rédu|dimin|baiss|perd|perte",
    "it": "meno|sotto|negativ|ridu|ridott|dimin|cal",
    "ja": "マイナス|氷点下|零下|負|減|低",
    "nl": "min|onder|negatie|dal|verla",
    "pl": "minus|poniżej|ujemn|spad|zmniej",
    "pt": "menos|abaixo|negativ|redu|dimin|baix|perd",
    "ru": "минус|ниже|отриц|мороз|сниж|сниз|умень|пониз",
    "uk": "мінус|нижче|від.ємн|мороз|зниж|зниз|зменш",
    "zh": "零下|负|負|减|減|降|低|少",
}
_RANGE = re.compile(
    r"[ \u00a0\u202f]?[-‐‑–—~〜～至到][ \u00a0\u202f]?"
    r"|[ \u00a0\u202f](?:to|a|à|bis|até|tot|do|до|إلى)[ \u00a0\u202f]"
)
_DATE_BEGAN = re.compile(r"[0-9]-\Z")
_DATE_ENDS = re.compile("-[0-9]")
"""What makes of two numbers with a hyphen between them a part of a date: 2017-06-17, 17-06-2017."""
_SHORT = 3
"""Letters of a month's short name, which is in many a word."""
_LONGEST = 12
"""Figures of a number whose size is compared; a longer one is an id."""


class Altered(NamedTuple):
    """What stands in the source, and what stands for it in the translation."""

    was: Span
    now: Span


def altered(source: str, target: str, source_locale: str, target_locale: str) -> Altered | None:
    """The first number that is not what it was, for two texts whose numbers have the same values."""
    if has_only_names(source, target, source_locale, target_locale):
        return None
    ours = numbers.mentions(source, source_locale)
    theirs = numbers.mentions(target, target_locale) if ours else ()
    if not theirs:
        return None
    texts, tags = (source, target), (source_locale, target_locale)
    found = _sign(texts, (ours, theirs), tags) or _version(ours, theirs)
    if found is None and [one.values for one in ours] != [one.values for one in theirs]:
        found = _turned(texts, (ours, theirs), target_locale)
    return found or _month(texts, ours, tags)


def _sign(
    texts: tuple[str, str], mentions: tuple[_Mentions, _Mentions], tags: tuple[str, str]
) -> Altered | None:
    """A minus before a number that the other text has with none, neither as a sign nor in words."""
    for here, there in ((0, 1), (1, 0)):
        negative = [one for one in mentions[here] if _is_negative(texts[here], one)]
        said = _in_words(locale.language(tags[there])) if negative else None
        if said is None or said.search(texts[there]):
            continue
        dashed = {one.values for one in mentions[there] if _has_dash(texts[there], one)}
        plain = {one.values: one.span for one in mentions[there] if one.values not in dashed}
        for one in negative:
            if one.values in plain:
                signed = Span(one.span.start - 1, one.span.end)
                return Altered(plain[one.values], signed) if here else Altered(signed, plain[one.values])
    return None


def _is_negative(text: str, mention: Mention) -> bool:
    """Whether a minus stands before a number, and no dash of a list or a range, nor the hyphen of a name."""
    start = mention.span.start
    if start < 2 or text[start - 1] not in _MINUS or mention.name:
        return False
    before = text[start - 2]
    if before.isspace():
        before = text[max(0, start - 8) : start - 2].rstrip()[-1:]
        return before in _BEFORE_SIGN or (before.isalpha() and not before.isupper())
    return before in _BEFORE_SIGN or ("\u2e80" <= before <= "\uffef" and text[start - 1] == "−")


def _has_dash(text: str, mention: Mention) -> bool:
    """Whether there is anything at a number that may be its minus; in Arabic it may stand behind."""
    start, end = mention.span
    return text[start - 1 : start] in _DASHES or text[end : end + 1] in _DASHES if start else True


@cache
def _in_words(language: str) -> re.Pattern[str] | None:
    written = _IN_WORDS.get(language)
    return re.compile(written, re.IGNORECASE) if written else None


def _version(ours: _Mentions, theirs: _Mentions) -> Altered | None:
    """A version whose parts are others now, or in another order; both texts have one."""
    if not any(len(one.values) > 2 for one in ours):
        return None
    here, there = ({one.values: one.span for one in side if _is_version(one)} for side in (ours, theirs))
    lost, new = [one for one in here if one not in there], [one for one in there if one not in here]
    return Altered(here[lost[0]], there[new[0]]) if lost and new else None


def _is_version(mention: Mention) -> bool:
    """Whether a number has three parts and more, and is no date."""
    return len(mention.values) > 2 and all(value.isdigit() and len(value) < 4 for value in mention.values)


def _turned(texts: tuple[str, str], mentions: tuple[_Mentions, _Mentions], tag: str) -> Altered | None:
    """A range that goes up in the source and down in the translation.

    A dash between figures in text from right to left shows either order, whatever was meant.
    """
    here, there = (dict(_ranges(text, side)) for text, side in zip(texts, mentions, strict=True))
    for (low, high), span in here.items():
        now = there.get((high, low))
        if now is None or (low, high) in there or low >= high:
            continue
        if locale.direction(tag) != "rtl" or any(map(str.isalpha, now.cut(texts[1]))):
            return Altered(span, now)
    return None


def _ranges(text: str, mentions: _Mentions) -> Iterator[tuple[tuple[float, float], Span]]:
    for one, other in pairwise(mentions):
        if not _RANGE.fullmatch(text, one.span.end, other.span.start) or one.name:
            continue
        before = max(0, one.span.start - 2)
        if _DATE_BEGAN.match(text, before, one.span.start) or _DATE_ENDS.match(text, other.span.end):
            continue
        if len(one.values) == len(other.values) == 1 and len(one.values[0] + other.values[0]) <= 2 * _LONGEST:
            yield (float(one.values[0]), float(other.values[0])), Span(one.span.start, other.span.end)


def _month(texts: tuple[str, str], ours: _Mentions, tags: tuple[str, str]) -> Altered | None:
    """The month of a date that is another one now. Where months are numbered, their numbers are compared."""
    if not any(map(_is_of_date, ours)) or any(map(locale.numbers_months, tags)):
        return None
    if not _any_month(tags[0]).search(texts[0]):
        return None
    here = [*words.months(texts[0], tags[0])]
    names = _month_names(tags[1])
    if all(
        any(len(name) > _SHORT and name in texts[1] for name in names[month.number])
        for month in here
        if month.dated
    ):
        return None  # nearly always so; what else there is costs time
    there = [*words.months(texts[1], tags[1])]
    both = {month.number for month in here} & {month.number for month in there}
    lost = [month for month in here if month.dated and month.number not in both]
    new = [month for month in there if month.dated and month.number not in both]
    return Altered(lost[0].span, new[0].span) if lost and new else None


def _is_of_date(mention: Mention) -> bool:
    """Whether a number may be a day or a year."""
    value = mention.values[0]
    return value.isdigit() and (len(value) == 4 or len(value) < 3) and not mention.name


@cache
def _any_month(tag: str) -> re.Pattern[str]:
    """What finds the names of months fast, and other words that begin so."""
    written = [name for names in _month_names(tag).values() for name in names]
    return re.compile("|".join(sorted(map(re.escape, written))) or "(?!)")


@cache
def _month_names(tag: str) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {number: set() for number in range(1, 14)}
    for name, number in locale.month_names(tag).items():
        found[number].update((name, name[:1].upper() + name[1:]))
    return found
