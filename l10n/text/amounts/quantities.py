"""Numbers with their units of measure, compared by what they amount to: `1 g` is `1000 mg`, not `1 mg`.

A unit is read where it stands right by its number, in the spellings of the text's locale (`measures`). What
is not known as a unit is none: a translation may say it in words that no list has. So a unit that is missing
tells little, while the same number with another unit tells that somebody wrote the wrong one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from itertools import islice, pairwise
from operator import itemgetter

from l10n.model import Span
from l10n.text.amounts import measures, numbers
from l10n.text.amounts.figures import ascii_digits
from l10n.text.amounts.in_names import has_only_names
from l10n.text.amounts.measures import Measure, Spellings
from l10n.text.amounts.numbers import Mention

_JOINT = re.compile(r"[ \u00a0\u202f\u2009]?[-‐‑ ]?")
"""What may stand between a number and its unit: `5mg`, `5 mg`, `a 5-day course`."""
_ASIDE = re.compile(r" ?\([\d.,;%\s~–—-]{1,40}\) ?")
"""The range that science puts between a number and its unit: `4.8 (3.0-7.2) days`."""
_RANGE = re.compile(r"[ \u00a0\u202f]?[-‐‑–—~〜～至到][ \u00a0\u202f]?|[ \u00a0\u202f]to[ \u00a0\u202f]")
_SPACE = re.compile(r"\s*")
_RATES = 3
"""Units in one rate at most: `mg/kg/day`."""
_LONGEST = 24
"""Code points looked at before a number for its unit."""
_DECADE = re.compile(r"(?<=0)s(?![^\W\d_])")
"""The `s` of `the 1960s`, which is no second."""
_ROUGHLY = Decimal("0.15")
"""How far from the exact amount people round it in another unit; for a temperature, of ten degrees."""
_DIGITS = 30
_KINDS = 100
"""Quantities of a text, each kind once, that are held against those of another."""
_SPACES = "\u00a0\u202f\u2009"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, or one divided by others: `mg`, `mg/dL`. A spelling may mean several: `readings` are all."""

    parts: tuple[tuple[Measure, ...], ...]

    def dimensions(self) -> set[tuple[str, ...]]:
        """What it may measure: ("mass", "volume") for `mg/dL`."""
        found: set[tuple[str, ...]] = {()}
        for part in self.parts:
            found = {(*one, measure.dimension) for one in found for measure in part}
        return found


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, and where both stand in the text; `values` are all the number may be worth."""

    span: Span
    values: tuple[Decimal, ...]
    unit: Unit
    places: int = 0
    """Decimal places as written: how exact it wants to be."""

    def amounts(self) -> Iterator[tuple[tuple[str, ...], Decimal, Decimal, bool]]:
        """(what it measures, how much in base units, half the last place as much, whether customary) of
        each reading.
        """
        half = Decimal(5).scaleb(-self.places - 1)
        ways: list[tuple[tuple[str, ...], Decimal, Decimal, bool]] = [((), Decimal(1), Decimal(0), False)]
        for number, part in enumerate(self.unit.parts):
            ways = [
                (
                    (*dimensions, one.dimension),
                    factor / one.factor if number else one.factor,
                    offset if number else one.offset,
                    customary or one.customary,
                )
                for dimensions, factor, offset, customary in ways
                for one in part
            ]
        for dimensions, factor, offset, customary in ways:
            for value in self.values:
                yield dimensions, value * factor + offset, half * factor, customary


@dataclass(frozen=True, slots=True)
class Difference:
    """How the quantities of a translation differ from its source's.

    `changed`: pairs of one number and another unit, `5 mg` and `5 g`. `converted`: pairs that say the same
    by other numbers, `1 g` and `1000 mg`. `lost` and `new`: those of one side that nothing on the other
    answers, which may be said in words.
    """

    changed: tuple[tuple[Quantity, Quantity], ...] = ()
    converted: tuple[tuple[Quantity, Quantity], ...] = ()
    lost: tuple[Quantity, ...] = ()
    new: tuple[Quantity, ...] = ()


_NONE = Difference()
_Kind = tuple[tuple[Decimal, ...], Unit, int]
"""All that two quantities are compared by."""


@lru_cache(maxsize=64)  # number and unit ask for the same texts
def quantities(text: str, tag: str) -> tuple[Quantity, ...]:
    """The numbers with units in `text`, in order, as a reader of the locale `tag` takes them.

    In a range (`2–3 g`) the unit is that of both numbers.
    """
    mentions = [one for one in numbers.mentions(text, tag) if not one.name]
    if spelled_out := numbers.plain_words(text, tag):
        mentions = sorted((*mentions, *spelled_out), key=lambda one: one.span)
    if not mentions:
        return ()
    plain = ascii_digits(text)
    for space in _SPACES:  # str.translate() would be twenty times slower
        plain = plain.replace(space, " ")
    spelled = measures.spellings(tag)
    found: list[Quantity] = []
    for number, mention in enumerate(mentions):
        one = _at(mention, plain, spelled)
        first = mentions[number - 1] if number else None
        is_range = first and _RANGE.fullmatch(plain, first.span.end, mention.span.start)
        if one is None and first and is_range and found and found[-1].span.end == first.span.end:
            # The unit before the first number is that of the second, too: `%20-30`, `siku 3-7`.
            one = _quantity(mention, mention.span, found[-1].unit, plain)
        if one is None:
            continue
        is_alone = first and is_range and not (found and found[-1].span.end > first.span.start)
        shared = _quantity(first, first.span, one.unit, plain) if first and is_alone else None
        found += [shared] if shared else []
        found.append(one)
    return tuple(found)


def may_have(text: str, tag: str, dimension: str, below: int) -> bool:
    """Whether there may be quantities of this dimension in `text`, in units of a factor `below` this one.

    A first question, much faster than `quantities`.
    """
    return any(map(text.casefold().__contains__, measures.beginnings(tag, dimension, below)))


def compare(source: str, target: str, source_locale: str, target_locale: str) -> Difference:
    """How the quantities of `target` differ from those of `source`."""
    if not numbers.hints(source, source_locale) or has_only_names(
        source, target, source_locale, target_locale
    ):
        return _NONE
    ours = list(quantities(source, source_locale))
    if not ours:
        return _NONE
    theirs = list(quantities(target, target_locale))
    if not theirs:
        return Difference(lost=tuple(ours))
    _, ours, theirs = _paired(ours, theirs, None)
    _, ours, theirs = _paired(ours, theirs, partial(_is_same, same_number=True))
    converted, ours, theirs = _paired(ours, theirs, partial(_is_same, same_number=False))
    changed, ours, theirs = _paired(ours, theirs, _is_changed)
    return Difference(tuple(changed), tuple(converted), tuple(ours), tuple(theirs))


def _paired(
    ours: list[Quantity], theirs: list[Quantity], fits: Callable[[Quantity, Quantity], bool] | None
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """(each of ours with the first of theirs that is free and fits it, ours that are left, theirs that are).

    Without `fits` it is the same number of the same unit. Those that are alike are compared once, and of many
    kinds the first alone, so that a table of a thousand doses costs no million comparisons.
    """
    if not ours or not theirs:
        return [], ours, theirs
    free: dict[_Kind, deque[int]] = {}
    first: dict[_Kind, Quantity] = {}
    for number, one in enumerate(theirs):
        free.setdefault(_kind(one), deque()).append(number)
        first.setdefault(_kind(one), one)
    answers: dict[_Kind, list[_Kind]] = {}
    pairs, left, taken = list[tuple[Quantity, Quantity]](), list[Quantity](), set[int]()
    for one in ours:
        kind = _kind(one)
        if kind not in answers:
            some = islice(free, _KINDS if len(answers) < _KINDS else 0) if fits else (kind,)
            answers[kind] = [
                name for name in some if name in free and (fits is None or fits(one, first[name]))
            ]
        queue = min((free[name] for name in answers[kind] if free[name]), key=itemgetter(0), default=None)
        if queue is None:
            left.append(one)
        else:
            taken.add(queue[0])
            pairs.append((one, theirs[queue.popleft()]))
    return pairs, left, [one for number, one in enumerate(theirs) if number not in taken]


def _kind(one: Quantity) -> _Kind:
    return one.values, one.unit, one.places


def restated(lost: Sequence[Quantity], text: str, tag: str) -> Iterator[Quantity]:
    """Those of the `lost` quantities that only say in a customary unit what one beside it says already:
    the feet of `two meters (six feet)`, which a translator may leave out.
    """
    if not any(measure.customary for one in lost for part in one.unit.parts for measure in part):
        return
    gone = {one.span for one in lost}
    every = quantities(text, tag)
    for one, other in (*pairwise(every), *((late, early) for early, late in pairwise(every))):
        if one.span in gone and other.span not in gone and _is_restated(one, other):
            yield one


def _is_restated(one: Quantity, other: Quantity) -> bool:
    return any(
        dimensions == others and customary and not also and abs(amount - another) <= _ROUGHLY * span
        for dimensions, amount, _, customary in one.amounts()
        for others, another, _, also in other.amounts()
        for span in [Decimal(10) if dimensions == ("temperature",) else abs(amount)]
    )


def _at(mention: Mention, text: str, spelled: Spellings) -> Quantity | None:
    """The quantity of a number, if a unit stands by it: behind it, else around or before it."""
    start, end = mention.span
    follows = text[end : end + 2]
    if follows.startswith("s") and _DECADE.match(text, end):
        return None
    joint = _JOINT.match(text, end)
    assert joint, "it may be empty"
    begin = joint.end()
    # Without the hyphen or space it may still be a unit of its own: `5°C`.
    found = _unit_at(text, begin, spelled) or (_unit_at(text, end, spelled) if begin != end else None)
    if found is None and "(" in follows and (aside := _ASIDE.match(text, end)):
        found = _unit_at(text, aside.end(), spelled)
    if found:
        return _quantity(mention, Span(start, found[1]), found[0], text)
    return _after_its_unit(mention, text, spelled) if spelled.ends_before else None


def _after_its_unit(mention: Mention, text: str, spelled: Spellings) -> Quantity | None:
    """The quantity of a number whose unit stands before it, or on both sides (`摄氏 37 度`)."""
    start, end = mention.span
    head = text[max(0, start - _LONGEST) : start]
    bare = head.rstrip()
    if not bare or measures.folded_character(bare[-1]) not in spelled.ends_before:
        return None
    behind = _SPACE.match(text, end).end() if spelled.around else end  # type: ignore[union-attr]
    for one, meant in spelled.around.items():
        if bare.endswith(one.before) and text.startswith(one.after, behind):
            begin = start - (len(head) - head.rindex(one.before))
            return _quantity(mention, Span(begin, behind + len(one.after)), Unit((meant,)), text)
    before = spelled.find_before.search(head[:-1] if head[-1] == " " else head)
    if before is None:
        return None
    meant = spelled.before.get(before[0]) or spelled.before.get(before[0].lower(), ())
    begin = start - len(head) + before.start()
    return _quantity(mention, Span(begin, end), Unit((meant,)), text) if meant else None


def _unit_at(text: str, at: int, spelled: Spellings) -> tuple[Unit, int] | None:
    """The unit that begins at a place, with what it is divided by, and where it ends."""
    found = measures.found_at(spelled.find_after, text, at)
    meant = _meant(found[0], spelled.after, spelled.folded) if found else ()
    if not found or not meant:
        return None
    parts, end = [meant], found.end()
    while len(parts) < _RATES:
        rate = _rate_at(text, end, spelled)
        if rate is None:
            break
        parts.append(rate[0])
        end = rate[1]
    return Unit(tuple(parts)), end


def _rate_at(text: str, at: int, spelled: Spellings) -> tuple[tuple[Measure, ...], int] | None:
    begin = at + text.startswith(" ", at)
    whole = measures.found_at(spelled.find_rate, text, begin)
    if whole:
        return spelled.rates[whole[0].casefold()], whole.end()
    per = spelled.per.match(text, at)
    unit = measures.found_at(spelled.find_after, text, per.end()) if per else None
    meant = _meant(unit[0], spelled.after, spelled.folded) if unit else ()
    return (meant, unit.end()) if unit and meant else None


def _meant(
    written: str, exact: Mapping[str, tuple[Measure, ...]], folded: Mapping[str, tuple[Measure, ...]]
) -> tuple[Measure, ...]:
    return exact.get(written) or folded.get(written.casefold(), ())


def _quantity(mention: Mention, span: Span, unit: Unit, text: str) -> Quantity | None:
    readings = (mention.values, *mention.others)
    values = [value for one in readings if len(one) == 1 if (value := _decimal(one[0])) is not None]
    if not values and mention.values and (value := _decimal(mention.values[-1])) is not None:
        values = [value]  # 120/80 mmHg
    figures = mention.span.cut(text)
    _, point, decimals = (figures.replace(",", ".")).rpartition(".")
    is_decimal = bool(point) and any(value != value.to_integral_value() for value in values)
    places = len(decimals) if is_decimal and decimals.isdigit() else 0
    return Quantity(span, tuple(dict.fromkeys(values)), unit, places) if values else None


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value) if len(value) <= _DIGITS else None
    except InvalidOperation:
        return None


def _is_same(one: Quantity, other: Quantity, *, same_number: bool) -> bool:
    """Whether two quantities amount to the same, to the last place written where one unit is customary."""
    if same_number != bool(set(one.values) & set(other.values)):
        return False
    if (one.values, one.unit) == (other.values, other.unit):
        return True
    for dimensions, amount, half, customary in one.amounts():
        for others, another, other_half, also in other.amounts():
            allowed = max(half, other_half) if customary or also else abs(amount) * Decimal("1e-9")
            if dimensions == others and abs(amount - another) <= allowed:
                return True
    # One side may leave the rate to its words: `5 mg/day`, `5 mg al día`.
    shorter = min(len(one.unit.parts), len(other.unit.parts))
    if len(one.unit.parts) != len(other.unit.parts):
        cut = [replace(some, unit=Unit(some.unit.parts[:shorter])) for some in (one, other)]
        return _is_same(*cut, same_number=same_number)
    return False


def _is_changed(one: Quantity, other: Quantity) -> bool:
    """Whether it is one number with another unit."""
    return bool(set(one.values) & set(other.values))


def shown(pairs: Sequence[tuple[Quantity, Quantity]], source: str, target: str) -> str:
    """What changed, for people: `5 mg became 5 g`."""
    return "; ".join(f"{one.span.cut(source)} became {other.span.cut(target)}" for one, other in pairs)
