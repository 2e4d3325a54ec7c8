"""Numerals that do not count: ordinals, fractions and multiples in words: the second dose is not the third.

noncardinals.toml has the words; in a language that is not there nothing is found. A figure on one side is
for `number_difference`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text.amounts import numbers
from l10n.text.amounts.altered import Altered
from l10n.text.amounts.numerals import LETTER

_VALUES = {
    "ordinals": ("1", "2", "3", "4", "5"),
    "fractions": ("1/2", "1/3", "2/3", "1/4", "3/4", "2"),
    "multiples": ("10", "100", "1000"),
}
_FIGURES = {
    "1/2": {"0.5", "50", "30", "6"},
    "1/3": {"33", "33.3", "0.33", "20"},
    "2/3": {"66", "67", "66.7", "0.67", "40"},
    "1/4": {"0.25", "25", "15"},
    "3/4": {"0.75", "75", "45"},
    "2": {"2", "200"},
}
"""What says a fraction in figures: as a decimal, of a hundred, in the minutes of an hour; half of a year."""
_NEAR = 24
"""Code points from a mark to the ends of its expression at most."""
_UNSPACED = frozenset({"zh", "yue", "ja", "th", "ko"})
"""Languages that part no words with spaces, or whose particles grow onto them."""


def changed(source: str, target: str, source_locale: str, target_locale: str) -> Altered | None:
    """The first ordinal, fraction or multiple of `source` that `target` has another of its kind for.

    Both must be in words, and neither value may be said otherwise on the other side.
    """
    here = _known(locale.language(source_locale))
    part = _told(source, here) if here else None
    if here is None or part is None:
        return None
    there = _known(locale.language(target_locale))
    ours = _found(source, here, part) if there else {}
    if not ours or there is None:
        return None
    theirs = _found(target, there)
    for kind, values in ours.items():
        others = theirs.get(kind, {})
        lost, new = values.keys() - others.keys(), others.keys() - values.keys()
        if lost and new:
            lost -= _said(lost, kind, target, target_locale)
            new -= _said(new, kind, source, source_locale)
        if lost and new:
            was, now = (min(some, key=one.__getitem__) for some, one in ((lost, values), (new, others)))
            return Altered(values[was], others[now])
    return None


def noncardinals(text: str, tag: str) -> dict[str, dict[str, Span]]:
    """The values of the ordinals, fractions and multiples in `text`, by kind, with the place of the first."""
    known = _known(locale.language(tag))
    return _found(text, known) if known else {}


class _Known(NamedTuple):
    marks: tuple[str, ...]
    word: re.Pattern[str]
    values: Mapping[str, tuple[str, str]]


def _told(text: str, known: _Known) -> Span | None:
    """The part of a text that has marks of such words, with what may belong to them; None without any."""
    if not known.marks:
        return Span(0, len(text))
    small = text.casefold()
    if not any(map(small.__contains__, known.marks)):
        return None
    marks = [mark for mark in known.marks if mark in small]
    if len(small) != len(text):  # İ and ß: places are others there
        return Span(0, len(text))
    first, last = min(map(small.find, marks)), max(map(small.rfind, marks))
    return Span(max(0, first - _NEAR), last + 2 * _NEAR)


def _found(text: str, known: _Known, part: Span | None = None) -> dict[str, dict[str, Span]]:
    found: dict[str, dict[str, Span]] = {}
    for match in known.word.finditer(text, *part or (0, len(text))):
        kind, value = known.values[match.lastgroup or ""]
        found.setdefault(kind, {}).setdefault(value, Span(*match.span()))
    return found


def _said(values: set[str], kind: str, text: str, tag: str) -> set[str]:
    """Those of the values that a text may say otherwise: in figures, or as a number that counts.

    The first is not said by "one", which is in nearly every text, nor the second by the 2 of a name.
    """
    figures = {
        value
        for mention in (*numbers.mentions(text, tag), *numbers.plain_words(text, tag))
        if not mention.name
        for reading in (mention.values, *mention.others)
        for value in reading
    }
    if kind == "fractions":
        return {value for value in values if _FIGURES[value] & figures}
    return values & figures - {"1"}


@lru_cache(maxsize=64)
def _known(language: str) -> _Known | None:
    table = _table().get(language)
    if table is None:
        return None
    values: dict[str, tuple[str, str]] = {}
    ways: list[str] = []
    for kind, every in _VALUES.items():
        for number, (value, expression) in enumerate(zip(every, table.get(kind, ()), strict=False)):
            values[f"{kind}{number}"] = kind, value
            ways.append(f"(?P<{kind}{number}>{expression})")
    before, after = ("", "") if language in _UNSPACED else (f"(?<!{LETTER})", f"(?!{LETTER})")
    ways.sort(key=lambda way: not way.startswith("(?P<fractions"))  # `two thirds` before `third`
    word = re.compile(f"{before}(?:{'|'.join(ways)}){after}", re.IGNORECASE)
    return _Known(tuple(mark.replace("_", " ") for mark in table.get("marks", "").split()), word, values)


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("noncardinals.toml").read_text("utf-8"))
