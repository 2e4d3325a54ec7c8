"""A number as it stands in a text, with what is around it: its scale, its decade, a name it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text.amounts import clocks, figures, numerals
from l10n.text.amounts.numerals import sums, words

# East Asian scales, written with figures before them and perhaps "some": 80多万, 3億5千万, 1만 2천.
EAST_ASIAN = frozenset({"zh", "yue", "ja", "ko"})
_EAST_SCALE = re.compile(r" ?[多余餘数數几幾来來]? ?(百万|百萬|千万|千萬|[万萬亿億兆千百만억조천백])")
_EAST_SCALES = {
    10**2: "百백",
    10**3: "千천",
    10**4: "万萬만",
    10**8: "亿億억",
    10**12: "兆조",
}
_EAST_VALUES = {
    "百万": 10**6,
    "百萬": 10**6,
    "千万": 10**7,
    "千萬": 10**7,
} | {sign: scale for scale, signs in _EAST_SCALES.items() for sign in signs}

_TENTHS = "成割할"
"""A tenth, in East Asia: 3割 is 30 %."""
_CLOSING = ".,;:)]!?%/"  # no scale word comes behind these: a look at one sign saves one at a word
_THOUSANDS = re.compile(r"[kK](?![^\W_])")
_AFTERNOON = re.compile(r"(?::[0-9]{2})?[ \u00a0\u202f]?[pP]\.?[ ]?[mM](?![^\W_])")
_HINTS = f"{_TENTHS}kK:pP \u00a0\u202f"  # what the three begin with
_YEAR_OF_TEN = re.compile("(?:1[0-9]|20)[0-9]0")
_DECADE = re.compile(r"(?:['’]?s|er|ern|ers|['’]l[aeıi]\w*|-an|-talet)(?![^\W_])|-[хті]| ?年代|년대")
_CENTURY = re.compile(r"(?<![0-9])([12][0-9])[0-9]{2}[-–/]\Z")
_IN_A_HUNDRED = re.compile(r"(?<!\w)(?:cikin|bisa) \Z")
"""What makes of a hundred after it a percent sign in Hausa: `kashi 20 cikin 100`."""

_HYPHENS = "-‐‑–"
_EMAN = re.compile("[-‐‑–]?[A-Za-zÀ-ɏΑ-ωА-я]+(?:[-‐‑–][A-Za-zÀ-ɏΑ-ωА-я]+)*")
_NEAR = 24  # as much text before a number as can tell something about it

LONG = 40  # a number of more signs is an id, a key, or made to hurt: nothing is computed with it


class Mention(NamedTuple):
    """A number as it stands in a text, `span` in code points.

    `values` is what it is worth (two for a time or a fraction, `10:30`), `others` what else it may be worth
    in its locale, `foreign` its value to readers of the other convention (`1,500` in German: 1500), empty
    where both agree. `bare` is what it was before a scale word multiplied it. `name` is what it is grown onto
    where it belongs to a name (`COVID` of `COVID-19`), else empty. `spelled`: it is written as a word.
    """

    span: Span
    values: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    foreign: str = ""
    bare: tuple[str, ...] = ()
    name: str = ""
    spelled: bool = False


def in_its_place(mention: Mention, text: str, tag: str) -> Mention:
    """`mention` with what stands around it: a scale, an afternoon's hour, a decade, a name it belongs to."""
    start, end = mention.span
    if end - start >= LONG:
        return mention
    more: list[tuple[str, ...]] = []
    beside = text[start - 1] if start else " "
    own = _has_own_ways(tag)
    if own and beside == " " and mention.values[0].isdigit() and (part := words.leading_at(text, start, tag)):
        value, *others = sums.with_part(mention.values[0], part)
        mention = mention._replace(values=value, others=(*mention.others, *others))
    if beside in _HYPHENS or beside.isalpha():
        mention = _named(mention, text[max(0, start - _NEAR) : start])
    if beside in "-–/" and end - start == 2 and (century := _CENTURY.search(text[max(0, start - 6) : start])):
        more.append((century[1] + text[start:end],))  # 2019-20
    if own and mention.values == ("100",) and locale.language(tag) == "ha":
        more += [()] if _IN_A_HUNDRED.search(text[max(0, start - _NEAR) : start]) else []
    scale, scale_end = _scale(text, start, end, tag)
    if scale != 1:
        return _scaled(mention, scale, scale_end, in_name=beside in _HYPHENS)
    more += _by_what_follows(mention, text)
    if own:
        more += clocks.readings(mention.values, text, mention.span, tag)
        more += _by_calendar(mention, text, numerals.of(tag).eras)
    if _is_decade(mention, text, tag):
        # The 1960s are `años 60` and `20 世纪 60 年代`.
        decade = figures.whole(text[start + 2 : end])
        more += [(decade,), (str(int(text[start : start + 2]) + 1), decade)]
    return mention._replace(others=(*mention.others, *more)) if more else mention


@lru_cache(maxsize=256)
def _has_own_ways(tag: str) -> bool:
    """Whether the language has halves before a number, years or hours of its own, or a word for percent:
    asked once, and not at every number of the many that have none.
    """
    known = numerals.of(tag)
    return bool(known.leading or known.eras or clocks.has(tag)) or locale.language(tag) == "ha"


def _scaled(mention: Mention, scale: int, end: int, *, in_name: bool) -> Mention:
    values = tuple(figures.times(value, scale) for value in mention.values)
    others = [tuple(figures.times(value, scale) for value in other) for other in mention.others]
    if in_name:
        others.append(mention.values)  # in "CoV-2 million" the 2 is the name's
    return mention._replace(
        span=Span(mention.span.start, end),
        values=values,
        others=tuple(others),
        foreign=figures.times(mention.foreign, scale) if mention.foreign else "",
        bare=mention.values,
    )


def _by_what_follows(mention: Mention, text: str) -> list[tuple[str, ...]]:
    end = mention.span.end
    follows = text[end : end + 1]
    if not follows or follows not in _HINTS or (follows == " " and text[end + 1 : end + 2] not in "pP"):
        return []
    first = mention.values[0]
    if follows in _TENTHS:
        return [(figures.times(first, 10),)]
    if follows in "kK":
        return [(figures.times(first, 1000),)] if _THOUSANDS.match(text, end) else []
    if first.isdigit() and int(first) <= 12 and _AFTERNOON.match(text, end):
        return [(str(int(first) % 12 + 12), *mention.values[1:])]
    return []


def _by_calendar(mention: Mention, text: str, eras: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """The year of the common era that one of another may be: `พ.ศ. 2563`, `民國109年` are 2020."""
    year = mention.values[0]
    if not year.isdigit() or len(year) > 4:
        return
    before = text[max(0, mention.span.start - _NEAR) : mention.span.start].rstrip()
    for name, ahead in eras.items():
        if before.endswith(name) if name else len(year) == 4 and 1900 < int(year) - ahead < 2100:
            yield (str(int(year) - ahead), *mention.values[1:])


def _is_decade(mention: Mention, text: str, tag: str) -> bool:
    start, end = mention.span
    if end - start != 4 or not _YEAR_OF_TEN.fullmatch(text, start, end):
        return False
    return bool(_DECADE.match(text, end)) or words.names_decade(text, start, end, tag)


def _scale(text: str, start: int, end: int, tag: str) -> tuple[int, int]:
    """(multiplier, end of the number with it) of the scale at a number, 1 for none."""
    if text[end : end + 1] in _CLOSING:
        return words.scale_before(text, start, tag), end
    if locale.language(tag) in EAST_ASIAN:
        match = _EAST_SCALE.match(text, end)
        return (_EAST_VALUES[match[1]], match.end()) if match else (1, end)
    scale, scale_end = words.scale_at(text, end, tag)
    return (scale, scale_end) if scale != 1 else (words.scale_before(text, start, tag), end)


def _named(mention: Mention, before: str) -> Mention:
    if before[-1] in _HYPHENS and not before[-2:-1].isalpha():
        return mention
    grown = _EMAN.match(before[::-1])  # from its end, for where it begins is not known
    name = _name(grown[0]) if grown else ""
    return Mention(*mention[:-2], name) if name else mention


@lru_cache(maxsize=1024)  # it is always COVID
def _name(backwards: str) -> str:
    """A name read from its end, empty where it has no capital letter."""
    name = backwards[::-1].rstrip(_HYPHENS)
    return name if any(map(str.isupper, name)) else ""
