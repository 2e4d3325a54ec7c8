"""Numbers with their units of measure, and what they amount to: `1 g` is `1000 mg`, not `1 mg`.

A unit is read where it stands right by its number, in the spellings of the text's locale (`measures`). What
is not known as a unit is none: a translation may say it in words that no list has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from l10n.model import Span
from l10n.text.amounts import measures, numbers
from l10n.text.amounts.figures import ascii_digits
from l10n.text.amounts.measures import Measure, Spellings
from l10n.text.amounts.mentions import Mention

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
_DIGITS = 30
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
