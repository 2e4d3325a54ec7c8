"""How the quantities of a translation differ from its source's, by what they amount to.

A unit that is missing tells little, for it may be said in words that no list has, while the same number with
another unit tells that somebody wrote the wrong one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import islice, pairwise
from operator import itemgetter

from l10n.text.amounts import numbers
from l10n.text.amounts.in_names import has_only_names
from l10n.text.amounts.quantities import Quantity, Unit, quantities

_ROUGHLY = Decimal("0.15")
"""How far from the exact amount people round it in another unit; for a temperature, of ten degrees."""
_KINDS = 100
"""Quantities of a text, each kind once, that are held against those of another."""


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
