"""What the numbers of a text and of its translation have against each other, by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache

from l10n import locale
from l10n.text.amounts import numbers, numerals
from l10n.text.amounts.figures import ascii_digits
from l10n.text.amounts.in_names import has_only_names
from l10n.text.amounts.mentions import Mention
from l10n.text.amounts.numerals import words

_Mentions = tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The numbers of two texts that do not answer each other; all empty where they say the same.

    `lost`: in the source alone. `new`: in the translation alone. `fewer`: in both, less often in the
    translation. `misread`: right to readers of the source's convention only (`1,500` in German). `rewritten`:
    pairs of one value and another precision (`1.5` and `1,50`).
    """

    lost: _Mentions = ()
    new: _Mentions = ()
    fewer: _Mentions = ()
    misread: _Mentions = ()
    rewritten: tuple[tuple[Mention, Mention], ...] = ()


_NONE = Difference()


def compare(source: str, target: str, source_locale: str, target_locale: str) -> Difference:
    """How the numbers of `target` differ from those of `source`.

    Equal values in any notation do not, nor does a number written as a word on one side.
    """
    by_month, by_word = _readings(source_locale, target_locale)
    if not (by_month or numbers.hints(source, source_locale) or numbers.hints(target, target_locale)):
        return _NONE
    if not by_month and has_only_names(source, target, source_locale, target_locale):
        return _NONE
    ours, theirs = numbers.mentions(source, source_locale), numbers.mentions(target, target_locale)
    if by_month:
        ours += numbers.named_months(source, source_locale)
        theirs += numbers.named_months(target, target_locale)
    if by_word:
        ours += _asked(numbers.plain_words(source, source_locale), target_locale)
        theirs += _asked(numbers.plain_words(target, target_locale), source_locale)
    if not (ours or theirs):
        return _NONE
    ours, theirs, misread = _as_meant(ours, theirs, source, target)
    if sorted(one.values for one in ours) == sorted(one.values for one in theirs):
        return Difference(misread=misread, rewritten=_rewritten(ours, theirs, source, target))
    ours, theirs = _bare_where_unknown(ours, target_locale), _bare_where_unknown(theirs, source_locale)
    pool_ours, pool_theirs = _pool(ours, source), _pool(theirs, target)
    lost, new = _unexplained(ours, pool_theirs), _unexplained(theirs, pool_ours)
    fewer, more = _oftener(ours, theirs), _oftener(theirs, ours)
    if lost or new or fewer:
        # The words are read only now: most translations keep their figures.
        said_here = words.values(_without(source, ours), source_locale)
        said_there = words.values(_without(target, theirs), target_locale)
        # A word of the translation answers a figure only where no word of the source asks for it.
        spare = set(said_there - said_here)
        if locale.numbers_months(source_locale):
            spare.update(str(month.number) for month in words.months(target, target_locale))
        lost = _unexplained(lost, pool_theirs, spare)
        new = _unexplained(new, pool_ours, said_here)
        if not (lost or new) and fewer and more:
            return Difference(fewer, more, misread=misread)  # 5 … 50 became 50 … 50
        fewer = _unexplained(fewer, frozenset(), spare)
    if lost or new:
        return Difference(lost, new, misread=misread)
    return Difference(fewer=fewer, misread=misread, rewritten=_rewritten(ours, theirs, source, target))


@lru_cache(maxsize=256)
def _readings(source_locale: str, target_locale: str) -> tuple[bool, bool]:
    """(whether months are numbers in one of the languages only, whether we know the numerals of both)."""
    by_month = locale.numbers_months(source_locale) != locale.numbers_months(target_locale)
    return by_month, bool(numerals.of(source_locale) and numerals.of(target_locale))


def _asked(spelled: _Mentions, tag: str) -> _Mentions:
    """Of numbers in words those that a locale has words for too: a dual is two by its ending alone."""
    dual = spelled and numerals.of(tag).dual
    return tuple(one for one in spelled if one.values != ("2",)) if dual else spelled


def _as_meant(
    ours: _Mentions, theirs: _Mentions, source: str, target: str
) -> tuple[_Mentions, _Mentions, _Mentions]:
    """(ours, theirs, misread): numbers written by the other convention as they were meant.

    A number copied sign by sign (`1,500` into German) is right to whoever wrote it and wrong to its readers:
    misread. One that the translator wrote anew tells what the author meant by 42.000.
    """
    if not any(mention.foreign for mention in (*ours, *theirs)):
        return ours, theirs, ()
    copied = {mention.span.cut(source) for mention in ours} & {mention.span.cut(target) for mention in theirs}
    wanted = Counter(value for mention in ours for value in mention.values)
    written = Counter(value for mention in theirs for value in mention.values)
    misread = tuple(
        mention
        for mention in theirs
        if mention.foreign in wanted
        and written[mention.values[0]] > wanted[mention.values[0]]
        and mention.span.cut(target) in copied
    )
    slips = (
        mention
        for mention in ours
        if mention.foreign in written
        and len(mention.foreign) > len(mention.values[0])
        and mention.span.cut(source) not in copied
    )
    return _by_foreign(ours, frozenset(slips)), _by_foreign(theirs, frozenset(misread)), misread


def _by_foreign(mentions: _Mentions, chosen: Container[Mention]) -> _Mentions:
    return tuple(
        mention._replace(values=(mention.foreign,)) if mention in chosen else mention for mention in mentions
    )


def _bare_where_unknown(mentions: _Mentions, tag: str) -> _Mentions:
    """`mentions` as may answer, without their scales, numbers of a locale whose scale words are unknown."""
    if numerals.of(tag) or not any(one.bare for one in mentions):
        return mentions
    return tuple(one._replace(others=(*one.others, one.bare)) if one.bare else one for one in mentions)


def _pool(mentions: _Mentions, text: str) -> frozenset[str]:
    """Every value that a number of the other side may answer."""
    pool = set(numbers.asides(text))
    for mention in mentions:
        pool.update(mention.values, *mention.others)
    return frozenset(pool)


def _unexplained(mentions: _Mentions, pool: frozenset[str], spare: Container[str] = ()) -> _Mentions:
    """The `mentions` that nothing answers: no figure of the other side nor, but for names, a `spare` word."""
    return tuple(mention for mention in mentions if not _is_explained(mention, pool, spare))


def _is_explained(mention: Mention, pool: frozenset[str], spare: Container[str]) -> bool:
    readings = (mention.values, *mention.others)
    if any(pool.issuperset(reading) for reading in readings):
        return True
    return not mention.name and any(
        all(value in pool or value in spare for value in reading) for reading in readings
    )


def _oftener(mentions: _Mentions, others: _Mentions) -> _Mentions:
    """The `mentions` of values that both sides have and this side has more of: the last of each, so many."""
    here, there = (Counter(mention.values for mention in side) for side in (mentions, others))
    if here == there:
        return ()
    for mention in others:
        if len(mention.values) > 1:  # the 4 of 8.4.2007 is there too
            there.update((value,) for value in mention.values)
    counts = Counter({values: number for values, number in (here - there).items() if there[values]})
    found = []
    for mention in reversed(mentions):
        if counts[mention.values] > 0:
            counts[mention.values] -= 1
            found.append(mention)
    return tuple(reversed(found))


def _without(text: str, mentions: _Mentions) -> str:
    """`text` with its figures blank, and their scales: the 万 of 10万 says no more."""
    pieces, at = [], 0
    for start, end in sorted(mention.span for mention in mentions):
        pieces += [text[at:start], " "]
        at = max(at, end)
    return "".join((*pieces, text[at:]))


def _rewritten(
    ours: _Mentions, theirs: _Mentions, source: str, target: str
) -> tuple[tuple[Mention, Mention], ...]:
    here = _decimals(ours, source)
    there = _decimals(theirs, target) if here else {}
    return tuple(
        (mention, there[values][1])
        for values, (zeros, mention) in here.items()
        if values in there and there[values][0] != zeros
    )


def _decimals(mentions: _Mentions, text: str) -> dict[tuple[str, ...], tuple[int, Mention]]:
    """(zeros at its end, mention) of every decimal number, by value."""
    found: dict[tuple[str, ...], tuple[int, Mention]] = {}
    for mention in mentions:
        if "." in mention.values[0] and len(mention.values) == 1 and not mention.bare:
            figures = mention.span.cut(text)
            found[mention.values] = (_zeros(figures), mention)
    return found


def _zeros(figures: str) -> int:
    digits = ascii_digits(figures)
    return len(digits) - len(digits.rstrip("0"))
