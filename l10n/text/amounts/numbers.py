"""The numbers in a text, by value and place: `1,000`, `1 000`, `1.000`, `١٬٠٠٠` and `1千` are one number.

Values are strings, as `l10n.text.amounts.figures` has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text.amounts import clocks, figures, numerals
from l10n.text.amounts.figures import SIGNS, SPACES
from l10n.text.amounts.numerals import sums, words

_VULGAR = {sign: unicodedata.normalize("NFKC", sign).split("⁄") for sign in "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒"}
_PARTS = "".join(_VULGAR)

_ANY = re.compile(rf"[\d{_PARTS}]")
_START = re.compile(
    rf"[0-9{_PARTS}](?:(?<=[0-9])[0-9]*+"
    rf"(?![:/⁄{SIGNS}][0-9]|[{SPACES}][0-9]{{3}}|[ -][0-9]{{1,3}}[/⁄]|[{_PARTS}])())?"
)
"""Where a number begins; with its group it is mere digits, as most are, and ends where this does."""
_BEFORE_POINT = " \n\t\u00a0\u202f(<>=≤≥~≈$€£+-و"
_MENTION = re.compile(
    r"(?P<hour>(?<![0-9:])[0-9]{1,2}):(?P<minute>[0-9]{2})(?![0-9:])"
    r"|(?P<whole>(?<![0-9/.,])[0-9]{1,3}[ -])?(?P<top>(?<![0-9/.,])[0-9]{1,3})[/⁄]"
    r"(?P<bottom>[1-9][0-9]{0,2})(?![0-9/]|[.,][0-9])"
    rf"|(?P<number>\.?[0-9]+(?:[{SIGNS}][0-9]+|[{SPACES}][0-9]{{3}}(?![0-9]))*)(?P<part>[{_PARTS}])?"
    rf"|(?P<alone>[{_PARTS}])"
)
_RAISED = re.compile("[⁰¹²³⁴-⁹₀-₉]{1,20}")
_RINGED = re.compile("[①-⑳]")

# East Asian scales, written with figures before them and perhaps "some": 80多万, 3億5千万, 1만 2천.
_EAST_ASIAN = frozenset({"zh", "yue", "ja", "ko"})
_SPACED_SUMS = frozenset({"ko", "hi", "bn", "ur", "ta", "mr", "ne"})
"""Languages that part what is one number with spaces: 6만 6,576, 64 करोड़ 80 लाख, 1 لاکھ 26 ہزار."""
_ABBREVIATED = re.compile("(?<=[\u0904-\u0963])०(?![०-९])")
"""A zero typed for the sign of abbreviation, ॰: `आई०डी०`, ID."""
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
_HOUR = re.compile(r"[0-9][ \u00a0\u202f]?[:hH時时点點시][ \u00a0\u202f]?\Z")
_CENTURY = re.compile(r"(?<![0-9])([12][0-9])[0-9]{2}[-–/]\Z")
_RANGE = re.compile(r"[^0-9.;:!?。]{1,6}\Z")

_SLASHED = re.compile("(?<![0-9/.,])([0-9]{1,3})/(0[0-9]{0,2})(?![0-9/])")
"""A slash in Persian that can be nothing but a decimal sign: `۲/۰` is no fraction, and no part of a date."""
_IN_A_HUNDRED = re.compile(r"(?<!\w)(?:cikin|bisa) \Z")
"""What makes of a hundred after it a percent sign in Hausa: `kashi 20 cikin 100`."""

_HYPHENS = "-‐‑–"
_EMAN = re.compile("[-‐‑–]?[A-Za-zÀ-ɏΑ-ωА-я]+(?:[-‐‑–][A-Za-zÀ-ɏΑ-ωА-я]+)*")
_NEAR = 24  # as much text before a number as can tell something about it

_LONG = 40  # a number of more signs is an id, a key, or made to hurt: nothing is computed with it


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


@lru_cache(maxsize=64)
def hints(text: str, tag: str) -> tuple[bool, bool] | None:
    """(whether `text` may have figures, whether it may have words that are numbers and nothing else).

    None where it has neither, as most texts: the first question to every one, and quick.
    """
    figure_or_word, word = _hints(tag)
    small = text.casefold()
    first = figure_or_word.search(small)
    counted = numerals.of(tag).counted
    is_counted = counted is not None and counted.search(text) is not None
    if first is None:
        return (False, True) if is_counted else None
    if first.lastindex:
        return _ANY.search(text) is not None, True
    return True, is_counted or word.search(small, first.end()) is not None


def count(text: str) -> int:
    """How many figures `text` has, of any script."""
    return len(_ANY.findall(text))


@lru_cache(maxsize=64)
def _hints(tag: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds (figures or, as a group, words; words) in small letters.

    Expressions are fast where they begin with a set of characters, so a word is found by its first letter and
    only then asked whether it begins there. One with the first letter of another is found too: no matter.
    """
    known = numerals.of(tag).plain_words
    figure = f"{figures.any_digit()}{_PARTS}"
    if not known:
        return re.compile(f"[{figure}]"), re.compile("(?!)")
    firsts, seconds = ("".join(sorted({re.escape(word[at]) for word in known})) for at in (0, 1))
    ends = "|".join(sorted({re.escape(word[1:]) for word in known}))
    word = rf"(?=[{seconds}])(?<!\w\w)(?:{ends})(?!\w)"
    return re.compile(f"[{figure}{firsts}](?:(?<![{firsts}])|({word}))"), re.compile(f"[{firsts}]{word}")


def mentions(text: str, tag: str) -> tuple[Mention, ...]:
    """The numbers written with digits in `text`, in order, as a reader of the locale `tag` takes them."""
    hint = hints(text, tag)
    return _mentions(text, tag) if hint and hint[0] else ()


@lru_cache(maxsize=64)  # several checks ask for the same two texts, one after the other
def _mentions(text: str, tag: str) -> tuple[Mention, ...]:
    plain = figures.ascii_digits(_ABBREVIATED.sub("॰", text) if "०" in text else text)
    if "/" in plain and locale.language(tag) == "fa":
        plain = _SLASHED.sub(r"\1٫\2", plain)
    found: list[Mention] = []
    begin = _START.search(plain)
    while begin:
        start, end = begin.span()
        if begin.lastindex and (not start or plain[start - 1] != "."):
            mention = Mention(Span(start, end), (figures.whole(plain[start:end]),))
            _append(found, _in_its_place(mention, plain, tag), plain, tag)
        else:
            match = _MENTION.match(plain, start - _has_bare_point(plain, start))
            assert match, "every digit begins a number"
            end = match.end()
            for mention in _read(match, tag):
                _append(found, _in_its_place(mention, plain, tag), plain, tag)
        begin = _START.search(plain, end)
    return tuple(found)


def asides(text: str) -> frozenset[str]:
    """Values that stand small or in a ring (`m²`, `CO₂`, `③`): nobody must repeat them, anybody may."""
    found = {str(int(unicodedata.normalize("NFKC", run))) for run in _RAISED.findall(text)}
    found.update(str(int(unicodedata.numeric(sign))) for sign in _RINGED.findall(text))
    return frozenset(found)


def named_months(text: str, tag: str) -> tuple[Mention, ...]:
    """The months that `text` names (`9 January`, `in March`): in Chinese each of them is a figure, `1月`."""
    if locale.numbers_months(tag):
        return ()
    return tuple(
        Mention(month.span, (str(month.number),), spelled=not month.dated)
        for month in words.months(figures.ascii_digits(text), tag)
        if month.dated or month.usual
    )


def plain_words(text: str, tag: str) -> tuple[Mention, ...]:
    """The numbers of `text` written as words that can be nothing else, where we know the language so well."""
    hint = hints(text, tag)
    return _plain_words(text, tag) if hint and hint[1] else ()


@lru_cache(maxsize=64)
def _plain_words(text: str, tag: str) -> tuple[Mention, ...]:
    return tuple(Mention(span, (value,), spelled=True) for span, value in words.plain(text, tag))


def _has_bare_point(text: str, start: int) -> bool:
    """Whether the number at `start` begins with its decimal point, as in `.5 mg`."""
    if not start or text[start - 1] != "." or text[start] in _VULGAR:
        return False
    return start == 1 or text[start - 2] in _BEFORE_POINT


def _read(match: re.Match[str], tag: str) -> Iterator[Mention]:
    """The numbers of one match: several for what only looks like one (`in 2020 100 people`)."""
    span = Span(*match.span())
    if match["hour"]:
        hour, minute = figures.whole(match["hour"]), figures.whole(match["minute"])
        decimal = figures.decimal(match["hour"], match["minute"])
        yield Mention(span, (hour,)) if minute == "0" else Mention(span, (hour, minute), ((decimal,),))
    elif match["top"]:
        yield _fraction(match, span, tag)
    elif match["alone"]:
        top, bottom = _VULGAR[match["alone"]]
        yield Mention(span, (figures.quotient("0", top, bottom),), ((top, bottom),))
    elif match["part"] and match["number"].isdigit() and len(match["number"]) < _LONG:
        top, bottom = _VULGAR[match["part"]]
        number = match["number"]
        yield Mention(span, (figures.quotient(number, top, bottom),), ((number, top, bottom),))
    else:
        for offset, piece, known in figures.spaced(match["number"]):
            start = span.start + offset
            reading = known or figures.read(piece, tag)
            yield Mention(Span(start, start + len(piece)), *reading)


def _fraction(match: re.Match[str], span: Span, tag: str) -> Mention:
    top, bottom = figures.whole(match["top"]), figures.whole(match["bottom"])
    if match["whole"]:
        number = match["whole"][:-1]
        return Mention(span, (number, top, bottom), ((figures.quotient(number, top, bottom),),))
    others: list[tuple[str, ...]] = [(figures.quotient("0", top, bottom),)]
    if (top, bottom) == ("24", "7"):
        others.append(())  # 24/7 is a way of saying "always": nothing has to stand for it
    if locale.language(tag) == "fa":
        # The slash is a decimal sign in everyday Persian: ۲/۵ is two and a half.
        others.append((figures.decimal(match["top"], match["bottom"]),))
    return Mention(span, (top, bottom), tuple(others))


def _in_its_place(mention: Mention, text: str, tag: str) -> Mention:
    """`mention` with what stands around it: a scale, an afternoon's hour, a decade, a name it belongs to."""
    start, end = mention.span
    if end - start >= _LONG:
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
    if locale.language(tag) in _EAST_ASIAN:
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


def _append(found: list[Mention], mention: Mention, text: str, tag: str) -> None:
    """Adds `mention`, joined to the one before where they are one number (`1万2000`) or share a scale."""
    start = mention.span.start
    if mention.values == ("0",) and _HOUR.search(text[max(0, start - 4) : start]):
        return  # 8 h 00 is 8 a.m.
    if found and (mention.bare or found[-1].bare):
        last, between = found[-1], text[found[-1].span.end : start]
        language = locale.language(tag)
        is_one = not between or (between == " " and (mention.bare or language in _SPACED_SUMS))
        if last.bare and is_one:
            joined = _sum(last.values[0], mention.values[0])
            if joined and (language in _EAST_ASIAN or language in _SPACED_SUMS):
                span = Span(last.span.start, mention.span.end)
                apart = (*last.values, *mention.values)
                found[-1] = last._replace(span=span, values=(joined,), others=(apart,))
                return
        if mention.bare and not last.bare and _RANGE.match(between) and len(last.values[0]) < _LONG:
            found[-1] = _sharing_scale(last, mention)
    found.append(mention)


def _sum(large: str, small: str) -> str:
    """The sum of a part with its scale and the next smaller part, empty where they are two numbers."""
    if not (large + small).isdigit() or not large.endswith("0" * len(small)) or len(small) >= len(large):
        return ""
    return str(int(large) + int(small))


def _sharing_scale(first: Mention, second: Mention) -> Mention:
    """The `2` of `2 to 3 million`, which may be two million."""
    if not Decimal(second.bare[0]):
        return first
    scale = int(Decimal(second.values[0]) / Decimal(second.bare[0]))
    return first._replace(others=(*first.others, tuple(figures.times(one, scale) for one in first.values)))
