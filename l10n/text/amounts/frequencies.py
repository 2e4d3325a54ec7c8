"""How often a text says that something is done: `twice a day`, which is not `every two days`.

frequencies.toml has the expressions; in a language that is not there nothing is found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text.amounts import quantities
from l10n.text.amounts.altered import Altered
from l10n.text.amounts.figures import ascii_digits
from l10n.text.amounts.numerals import words

_TIMES = ({("time",)}, {("months",)})


class Frequency(NamedTuple):
    """A number of times, with the place of its words."""

    span: Span
    values: frozenset[str]


def turned(source: str, target: str, source_locale: str, target_locale: str) -> Altered | None:
    """The first frequency of one text whose number the other has as a span of time that this one lacks."""
    if wrong := _wrong(source, target, source_locale, target_locale):
        return Altered(*wrong)
    if wrong := _wrong(target, source, target_locale, source_locale):
        return Altered(*reversed(wrong))
    return None


def _wrong(text: str, other: str, tag: str, other_tag: str) -> tuple[Span, Span] | None:
    """The places of a frequency in `text` and of the span of time that `other` has in its place."""
    own = None
    for often in frequencies(text, tag):
        own = _spans(text, tag) if own is None else own
        for number, span in _spans(other, other_tag).items():
            if number in often.values and number not in own:
                return often.span, span
    return None


def _spans(text: str, tag: str) -> dict[str, Span]:
    """The numbers of the times in a text (`every two days`), and where those stand."""
    return {
        str(value): one.span
        for one in quantities.quantities(text, tag)
        if one.unit.dimensions() in _TIMES
        for value in one.values
    }


def frequencies(text: str, tag: str) -> Iterator[Frequency]:
    """The frequencies of a text, from two times on."""
    known = _known(locale.language(tag))
    if known is None or not any(map(text.__contains__, known.marks)):
        return
    for match in known.often.finditer(text):
        figures = re.findall(r"\d+", ascii_digits(match[0]))
        if values := frozenset(figures or words.values(match[0], tag)) - {"0", "1"}:
            yield Frequency(Span(*match.span()), values)


class _Known(NamedTuple):
    marks: tuple[str, ...]
    often: re.Pattern[str]


@lru_cache(maxsize=64)
def _known(language: str) -> _Known | None:
    table = _table().get(language)
    if table is None:
        return None
    often = re.compile(rf"(?<!\w)(?:{table['often']})(?!\w)", re.IGNORECASE)
    return _Known(tuple(table["marks"].split()), often)


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("frequencies.toml").read_text("utf-8"))
