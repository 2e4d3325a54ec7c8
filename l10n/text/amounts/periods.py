"""The period in which something is done over and over: a tablet a day is no tablet an hour, nor one a week.

periods.toml has the expressions; in a language that is not there nothing is found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text.amounts.altered import Altered
from l10n.text.amounts.numerals import LETTER

_PERIODS = ("minute", "hour", "day", "week", "month", "year")
_UNSPACED = frozenset({"zh", "yue", "ja", "th", "am"})
"""Languages that part no words with spaces, or whose prefixes are part of what is written here."""


def changed(source: str, target: str, source_locale: str, target_locale: str) -> Altered | None:
    """The first rate of `source` whose period is nowhere in `target`, which has one in another period.

    None where one side has no rate at all: it may have been said otherwise.
    """
    here = _known(locale.language(source_locale))
    if here is None:
        return None
    small = f" {source.casefold()}"
    if not any(map(small.__contains__, here.marks)):
        return None
    there = _known(locale.language(target_locale))
    if there is None:
        return None
    # What has no trace in the translation is rare: only then it is asked whether it was a rate.
    kept = f" {target.casefold()}"
    lost = {
        period
        for period, some in there.traces.items()
        if not any(map(kept.__contains__, some)) and any(map(small.__contains__, here.traces.get(period, ())))
    }
    ours = dict(_rates(source, here)) if lost else {}
    gone = next((span for period, span in ours.items() if period in lost), None)
    if gone is None:
        return None
    new = [span for period, span in _rates(target, there) if period not in ours]
    return Altered(gone, new[0]) if new else None


def rates(text: str, tag: str) -> dict[str, Span]:
    """The periods of the rates in `text` (`day` for `twice a day`), and where the first of each stands."""
    known = _known(locale.language(tag))
    return dict(_rates(text, known)) if known else {}


def traces(text: str, tag: str) -> set[str]:
    """The periods that `text` may speak of in any way."""
    known = _known(locale.language(tag))
    small = f" {text.casefold()}"
    periods = known.traces.items() if known else ()
    return {period for period, some in periods if any(map(small.__contains__, some))}


class _Known(NamedTuple):
    marks: tuple[str, ...]
    traces: Mapping[str, tuple[str, ...]]
    rate: re.Pattern[str]


def _rates(text: str, known: _Known) -> Iterator[tuple[str, Span]]:
    seen = set()
    for match in known.rate.finditer(text):
        period = match.lastgroup
        if period and period not in seen:
            seen.add(period)
            yield period, Span(*match.span())


@lru_cache(maxsize=64)
def _known(language: str) -> _Known | None:
    table = _table().get(language)
    if table is None:
        return None
    each = table["each"]
    before, after = ("", "") if language in _UNSPACED else (f"(?<!{LETTER})", f"(?!{LETTER})")
    found, ways = {}, []
    for period, (noun, whole, some) in ((name, table[name]) for name in _PERIODS if name in table):
        found[period] = _split(some)
        spelled = f"{each}(?:{noun}){'|' + whole if whole else ''}"
        ways.append(f"(?P<{period}>/ ?(?:{noun})|{before}(?:{spelled}))")
    rate = re.compile(f"(?:{'|'.join(ways)}){after}", re.IGNORECASE)
    every = sorted({one for some in found.values() for one in some}, key=len)
    marks = tuple(one for at, one in enumerate(every) if not any(less in one for less in every[:at]))
    return _Known(_split(table.get("marks", "")) or marks, found, rate)


def _split(some: str) -> tuple[str, ...]:
    return tuple(one.replace("_", " ") for one in some.split())


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("periods.toml").read_text("utf-8"))
