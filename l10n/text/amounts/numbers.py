"""The numbers in a text, by value and place: `1,000`, `1 000`, `1.000`, `١٬٠٠٠` and `1千` are one number.

Values are strings, as `l10n.text.amounts.figures` has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from l10n import locale
from l10n.model import Span
from l10n.text.amounts import figures, numerals
from l10n.text.amounts.figures import SIGNS, SPACES
from l10n.text.amounts.mentions import EAST_ASIAN, LONG, Mention, in_its_place
from l10n.text.amounts.numerals import words

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

_SPACED_SUMS = frozenset({"ko", "hi", "bn", "ur", "ta", "mr", "ne"})
"""Languages that part what is one number with spaces: 6만 6,576, 64 करोड़ 80 लाख, 1 لاکھ 26 ہزار."""
_ABBREVIATED = re.compile("(?<=[\u0904-\u0963])०(?![०-९])")
"""A zero typed for the sign of abbreviation, ॰: `आई०डी०`, ID."""
_HOUR = re.compile(r"[0-9][ \u00a0\u202f]?[:hH時时点點시][ \u00a0\u202f]?\Z")
_RANGE = re.compile(r"[^0-9.;:!?。]{1,6}\Z")

_SLASHED = re.compile("(?<![0-9/.,])([0-9]{1,3})/(0[0-9]{0,2})(?![0-9/])")
"""A slash in Persian that can be nothing but a decimal sign: `۲/۰` is no fraction, and no part of a date."""


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
            _append(found, in_its_place(mention, plain, tag), plain, tag)
        else:
            match = _MENTION.match(plain, start - _has_bare_point(plain, start))
            assert match, "every digit begins a number"
            end = match.end()
            for mention in _read(match, tag):
                _append(found, in_its_place(mention, plain, tag), plain, tag)
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
    elif match["part"] and match["number"].isdigit() and len(match["number"]) < LONG:
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
            if joined and (language in EAST_ASIAN or language in _SPACED_SUMS):
                span = Span(last.span.start, mention.span.end)
                apart = (*last.values, *mention.values)
                found[-1] = last._replace(span=span, values=(joined,), others=(apart,))
                return
        if mention.bare and not last.bare and _RANGE.match(between) and len(last.values[0]) < LONG:
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
