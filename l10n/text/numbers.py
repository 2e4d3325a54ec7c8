"""Numbers in a text, by value: `1,000`, `1 000`, `1.000`, `１０００` and `1千` are one number, each in its locale.

A value is a plain decimal string without grouping or needless zeros: `0.5`, `12`, `1200000`. Only the leading
zeros of a code of three digits and more stay (`0800`), for there each digit counts.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from l10n import locale
from l10n.model import Span
from l10n.text import numerals

_SPACES = " \u00a0\u202f\u2009'’"
_DECIMAL_ALWAYS = "٫·"
_GROUP_ALWAYS = "٬"
_SIGNS = f".,،{_DECIMAL_ALWAYS}{_GROUP_ALWAYS}"
_VULGAR = {sign: unicodedata.normalize("NFKC", sign).split("⁄") for sign in "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒"}

_START = re.compile(f"[0-9{''.join(_VULGAR)}]")
_BEFORE_POINT = " \n\t\u00a0\u202f(<>=≤≥~≈$€£+-و"
_NUMBER = rf"\.?[0-9]+(?:[{_SIGNS}][0-9]+|[{_SPACES}][0-9]{{3}}(?![0-9]))*"
_MENTION = re.compile(
    r"(?P<hour>(?<![0-9:])[0-9]{1,2}):(?P<minute>[0-9]{2})(?![0-9:])"
    r"|(?P<whole>(?<![0-9/.,])[0-9]{1,3}[ -])?(?P<top>(?<![0-9/.,])[0-9]{1,3})[/⁄]"
    r"(?P<bottom>[1-9][0-9]{0,2})(?![0-9/]|[.,][0-9])"
    rf"|(?P<number>{_NUMBER})(?P<part>[{''.join(_VULGAR)}])?"
    rf"|(?P<alone>[{''.join(_VULGAR)}])"
)
_RAISED = re.compile("[⁰¹²³⁴-⁹₀-₉]{1,20}")
_CIRCLED = re.compile("[①-⑳]")

# East Asian scales, written with figures before them and perhaps "some": 80多万, 3億5千万, 1만 2천.
_EAST_ASIAN = frozenset({"zh", "yue", "ja", "ko"})
_EAST_SCALE = re.compile(r" ?[多余餘数數几幾来來]? ?(百万|百萬|千万|千萬|[万萬亿億兆千百만억조천백])")
_EAST_VALUES = {
    **{"万": 10**4, "萬": 10**4, "만": 10**4, "亿": 10**8, "億": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12},
    **{"千": 1000, "천": 1000, "百": 100, "백": 100},
    **{"百万": 10**6, "百萬": 10**6, "千万": 10**7, "千萬": 10**7},
}

_THOUSANDS = re.compile(r"[kK](?![^\W_])")
_AFTERNOON = re.compile(r"(?::[0-9]{2})?[ \u00a0\u202f]?[pP]\.?[ ]?[mM](?![^\W_])")
_DECADE = re.compile(r"['’]?s(?![^\W_])|er(?:n|s)?(?![^\W_])|-[хе]| ?年代|년대")
_HOUR = re.compile(r"[0-9][ \u00a0\u202f]?[:hH時时点點시][ \u00a0\u202f]?\Z")
_DATE_GOES_ON = re.compile(r"\.?,?(?: de| of)? ?\d")
_DATE_BEGAN = re.compile(r"\d(?:st|nd|rd|th|er|º|\.)?(?: de| of)? ?\Z")
_HYPHENS = "-‐‑–"
_NAME = re.compile(r"(?:[A-Za-zÀ-ɏΑ-ωА-я]+[-‐‑–])*[A-Za-zÀ-ɏΑ-ωА-я]+[-‐‑–]?\Z")
_CENTURY = re.compile(r"(?<![0-9])([12][0-9])[0-9]{2}[-–/]\Z")
_LONG = 40  # a number of more signs is an id, a key, or made to hurt: nothing is computed with it
_RANGE = re.compile(r"[^0-9.;:!?。]{1,6}\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number as it stands in a text, `span` in code points.

    `values` is what it is worth (two for a time or a fraction, `10:30`), `others` what else it may be worth in its
    locale, `foreign` its value to readers of the other convention (`1,500` in German: 1500), empty where both
    agree. `bare` is what it was before a scale word multiplied it. `name` is what it is grown onto when it belongs
    to a name (`COVID` of `COVID-19`), else empty.
    """

    span: Span
    values: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    foreign: str = ""
    bare: tuple[str, ...] = ()
    name: str = ""


def mentions(text: str, tag: str) -> tuple[Mention, ...]:
    """The numbers written with digits in `text`, in order, as a reader of the locale `tag` takes them."""
    plain = ascii_digits(text)
    found: list[Mention] = []
    begin = _START.search(plain)
    while begin:
        match = _MENTION.match(plain, begin.start() - _has_bare_point(plain, begin.start()))
        assert match, "a digit always begins a number"
        for mention in _read(match, plain, tag):
            _append(found, _in_its_place(mention, plain, tag), plain, tag)
        begin = _START.search(plain, match.end())
    return tuple(found)


def _has_bare_point(text: str, start: int) -> bool:
    """Whether the number at `start` begins with its decimal point, as in `.5 mg`."""
    return (
        start > 0 and text[start - 1] == "." and (start == 1 or text[start - 2] in _BEFORE_POINT)
    )


def dated_months(text: str, tag: str) -> tuple[Mention, ...]:
    """The months named beside a figure (`9 January`, `January 2020`): in Chinese each is a figure too, `1月`."""
    names = _months_by_spelling(tag)
    return tuple(
        Mention(Span(*match.span()), (str(names[match.group()]),))
        for match in _month_pattern(tag).finditer(text)
        if _DATE_GOES_ON.match(text, match.end())
        or _DATE_BEGAN.search(text[max(0, match.start() - 10) : match.start()])
    )


@cache
def _months_by_spelling(tag: str) -> dict[str, int]:
    names = {} if locale.numbers_months(tag) else locale.month_names(tag)
    return names | {name[:1].upper() + name[1:]: number for name, number in names.items()}


@cache
def _month_pattern(tag: str) -> re.Pattern[str]:
    spelled = "|".join(map(re.escape, sorted(_months_by_spelling(tag), key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?<![^\W\d_])(?:{spelled})(?![^\W\d_])")


def asides(text: str) -> frozenset[str]:
    """Values that stand small or in a ring (`m²`, `CO₂`, `③`): nobody must repeat them, anybody may."""
    found = {str(int(unicodedata.normalize("NFKC", run))) for run in _RAISED.findall(text)}
    found.update(str(int(unicodedata.numeric(sign))) for sign in _CIRCLED.findall(text))
    return frozenset(found)


def ascii_digits(text: str) -> str:
    """`text` with every decimal digit of every script as an ASCII one; the offsets stay."""
    return text if text.isascii() else text.translate(_digits())


@cache
def _digits() -> dict[int, str]:
    return {
        code: str(unicodedata.decimal(character))
        for code in range(0x660, min(sys.maxunicode, 0x1FBFA))
        if unicodedata.category(character := chr(code)) == "Nd"
    }


def _read(match: re.Match[str], text: str, tag: str) -> Iterator[Mention]:
    span = Span(*match.span())
    if match["hour"]:
        hour, minute = _whole(match["hour"]), _whole(match["minute"])
        if match["minute"] == "00":
            yield Mention(span, (hour,))
        else:
            yield Mention(span, (hour, minute), others=((_decimal(match["hour"], match["minute"]),),))
    elif match["top"]:
        yield _fraction(match, span, tag)
    elif match["alone"]:
        top, bottom = _VULGAR[match["alone"]]
        yield Mention(span, (_quotient(0, top, bottom),), others=((top, bottom),))
    elif match["part"] and match["number"].isdigit() and len(match["number"]) < _LONG:
        top, bottom = _VULGAR[match["part"]]
        yield Mention(span, (_quotient(match["number"], top, bottom),), others=((match["number"], top, bottom),))
    else:
        yield from _figures(match["number"], span.start, text, tag)


def _fraction(match: re.Match[str], span: Span, tag: str) -> Mention:
    top, bottom = _whole(match["top"]), _whole(match["bottom"])
    if match["whole"]:
        whole = match["whole"][:-1]
        return Mention(span, (whole, top, bottom), others=((_quotient(whole, top, bottom),),))
    others: list[tuple[str, ...]] = [(_quotient(0, top, bottom),)]
    if (top, bottom) == ("24", "7"):
        others.append(())  # "24/7" is a way of saying "always": nothing has to stand for it
    if locale.language(tag) == "fa":
        # The slash is a decimal sign in everyday Persian: ۲/۵ is two and a half.
        others.append((_decimal(match["top"], match["bottom"]),))
    return Mention(span, (top, bottom), others=tuple(others))


def _figures(token: str, start: int, text: str, tag: str) -> Iterator[Mention]:
    """One mention for a number, several for what only looks like one (`in 2020 100 people`, `3.8.1`)."""
    if token.isdigit():
        yield Mention(Span(start, start + len(token)), (_whole(token),))
        return
    pieces = _spaced(token)
    for offset, piece, grouped in pieces:
        span = Span(start + offset, start + offset + len(piece))
        if grouped:
            head = "".join(character for character in piece if character not in _SPACES)
            whole, sign, fraction = _split_last(head)
            value = _decimal(whole, fraction) if sign else _whole(head)
            apart = tuple(_whole(part) for part in re.split(rf"[{_SPACES}{_SIGNS}]", piece))
            yield Mention(span, (value,), others=(apart,))
        elif piece.isdigit():
            yield Mention(span, (_whole(piece),))
        else:
            values, others, foreign = readings(piece, tag)
            yield Mention(span, values, others, foreign)


def _spaced(token: str) -> list[tuple[int, str, bool]]:
    """(offset, piece, whether its spaces group) of a token: `10 000,5` whole, `2020 100` in two."""
    if not any(space in token for space in _SPACES):
        return [(0, token, False)]
    if re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}})+(?:[{_SIGNS}][0-9]+)?", token):
        return [(0, token, True)]
    return [(match.start(), match.group(), False) for match in re.finditer(rf"[^{_SPACES}]+", token)]


def readings(token: str, tag: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]:
    """(values, others, foreign) of digits with `.`, `,` and their like between them; see Mention.

    The locale's own convention comes first (CLDR), then its language's; then the form alone decides: what cannot
    group is decimal, `1.2.3` is a list.
    """
    token = token if token[0] != "." else f"0{token}"
    signs = [character for character in token if not character.isdigit()]
    parts = re.split(rf"[{_SIGNS}]", token)
    found: dict[str, None] = {}
    for decimal, group in locale.number_conventions(tag):
        value = _by_convention(token, decimal, group)
        if value is not None:
            found[value] = None
    by_form = _by_form(token, signs, parts)
    apart = tuple(map(_whole, parts))
    if not found:
        if not by_form:
            return apart, (), ""
        others = [(value,) for value in by_form[1:]]
        if "," in signs:
            others.append(apart)
        return (by_form[0],), tuple(others), ""
    first, *rest = found
    others = [(value,) for value in rest]
    if len(signs) > 1 and set(signs) == {","}:
        others.append(apart)
    foreign = next((value for value in by_form if value not in found), "")
    return (first,), tuple(others), foreign


def _by_convention(token: str, decimal: str, group: str) -> str | None:
    whole, sign, fraction = token, "", ""
    for candidate in (decimal, *_DECIMAL_ALWAYS):
        if token.count(candidate) == 1:
            whole, sign, fraction = token.partition(candidate)
            break
    if sign and not fraction.isdigit():
        return None
    if not whole.isdigit():
        groups = re.split(f"[{re.escape(group)}{_GROUP_ALWAYS}]", whole)
        if not _are_groups(groups):
            return None
        whole = "".join(groups)
    return _decimal(whole, fraction) if sign else _whole(whole)


def _by_form(token: str, signs: list[str], parts: list[str]) -> list[str]:
    """What a number may be worth whatever the locale, likeliest first; empty for a list or a version."""
    if len(signs) == 1:
        decimal = _decimal(*parts)
        if not _are_groups(parts) or signs[0] in _DECIMAL_ALWAYS:
            return [decimal]
        return ["".join(parts), decimal]
    if len(set(signs)) == 1:
        return ["".join(parts)] if _are_groups(parts) else []
    whole = parts[:-1]
    if len(set(signs[:-1])) == 1 and signs[-1] != signs[0] and _are_groups(whole):
        return [_decimal("".join(whole), parts[-1])]
    return []


def _are_groups(parts: list[str]) -> bool:
    """Whether digits are parted as thousands are: by threes, or the Indian way."""
    if len(parts) < 2 or not all(part.isdigit() for part in parts) or parts[0].startswith("0"):
        return False
    inner = {len(part) for part in parts[1:-1]}
    return len(parts[-1]) == 3 and len(parts[0]) <= 3 and (inner <= {3} or (inner == {2} and len(parts[0]) <= 2))


def _in_its_place(mention: Mention, text: str, tag: str) -> Mention:
    """`mention` with what stands around it: a scale, an afternoon's hour, a decade, a name it belongs to."""
    start, end = mention.span
    if end - start >= _LONG:
        return mention
    if start:
        before = text[max(0, start - 24) : start]
        mention = _named(mention, before)
        century = _CENTURY.search(before) if end - start == 2 else None
        if century:
            mention = replace(mention, others=(*mention.others, (century[1] + text[start:end],)))
    scale, scale_end = _scale(text, start, end, tag)
    if scale != 1:
        values = tuple(_times(value, scale) for value in mention.values)
        others = tuple(tuple(_times(value, scale) for value in other) for other in mention.others)
        foreign = _times(mention.foreign, scale) if mention.foreign else ""
        if text[max(0, start - 1) : start] in _HYPHENS and start:
            others = (*others, mention.values)  # of CoV-2 million infections the 2 is the name's
        return replace(
            mention, span=Span(start, scale_end), values=values, others=others, foreign=foreign, bare=mention.values
        )
    more = tuple(_by_what_follows(mention, text))
    return replace(mention, others=(*mention.others, *more)) if more else mention


def _by_what_follows(mention: Mention, text: str) -> Iterator[tuple[str, ...]]:
    start, end = mention.span
    first = mention.values[0]
    if end < len(text):
        if text[end] in "kK" and _THOUSANDS.match(text, end):
            yield (_times(first, 1000),)
        elif first.isdigit() and int(first) <= 12 and _AFTERNOON.match(text, end):
            yield (str(int(first) % 12 + 12), *mention.values[1:])
        elif end - start == 4 and text[end - 1] == "0" and _DECADE.match(text, end):
            # The 1960s are `años 60` and `20 世纪 60 年代`.
            yield (_whole(text[start + 2 : end]),)
            yield (str(int(text[start : start + 2]) + 1), _whole(text[start + 2 : end]))


def _scale(text: str, start: int, end: int, tag: str) -> tuple[int, int]:
    if end < len(text):
        if locale.language(tag) in _EAST_ASIAN:
            match = _EAST_SCALE.match(text, end)
            if match:
                more = _EAST_SCALE.match(text, match.end())
                if more and not text[match.end()].isspace():
                    return _EAST_VALUES[match[1]] * _EAST_VALUES[more[1]], more.end()
                return _EAST_VALUES[match[1]], match.end()
        else:
            scale, scale_end = numerals.scale_at(text, end, tag)
            if scale != 1:
                return scale, scale_end
    return numerals.scale_before(text, start, tag), end


def _named(mention: Mention, before: str) -> Mention:
    if not (before[-1].isalpha() or (before[-1] in _HYPHENS and before[-2:-1].isalpha())):
        return mention
    grown = _NAME.search(before)
    name = grown.group().rstrip(_HYPHENS) if grown else ""
    return replace(mention, name=name) if any(character.isupper() for character in name) else mention


def _append(found: list[Mention], mention: Mention, text: str, tag: str) -> None:
    """Adds `mention`, joined to the one before where they are one number (`1万2000`, `2 to 3 million`)."""
    if mention.values == ("0",) and _HOUR.search(text[max(0, mention.span.start - 4) : mention.span.start]):
        return  # 8 h 00 is 8 a.m.
    if found:
        last = found[-1]
        between = text[last.span.end : mention.span.start]
        if last.bare and between in ("", " ") and locale.language(tag) in _EAST_ASIAN and (mention.bare or not between):
            joined = _sum(last.values[0], mention.values[0])
            if joined:
                apart = (*last.values, *mention.values)
                span = Span(last.span.start, mention.span.end)
                found[-1] = replace(last, span=span, values=(joined,), others=(apart,))
                return
        if mention.bare and not last.bare and _RANGE.match(between) and len(mention.values) == 1:
            scale = int(Decimal(mention.values[0]) / Decimal(mention.bare[0])) if mention.bare[0] != "0" else 1
            scaled = tuple(_times(value, scale) for value in last.values)
            found[-1] = replace(last, others=(*last.others, scaled))
    found.append(mention)


def _sum(large: str, small: str) -> str:
    """The sum of a part with its scale and the next smaller part, empty where they are two numbers."""
    if not large.isdigit() or not small.isdigit() or len(small) >= len(large) or not large.endswith("0" * len(small)):
        return ""
    return str(int(large) + int(small))


def _split_last(head: str) -> tuple[str, str, str]:
    for index in range(len(head) - 1, -1, -1):
        if not head[index].isdigit():
            return head[:index], head[index], head[index + 1 :]
    return head, "", ""


def _whole(digits: str) -> str:
    """A whole number's value; a code's zeros (`0800`, `007`) stay."""
    if digits[0] != "0":
        return digits
    return digits if len(digits) >= 3 and digits.strip("0") else digits.lstrip("0") or "0"


def _decimal(whole: str, fraction: str) -> str:
    fraction = fraction.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole


def _times(value: str, factor: int) -> str:
    whole, _, fraction = value.partition(".")
    return _plain(Decimal(int(whole + fraction) * factor).scaleb(-len(fraction)))


def _quotient(whole: str | int, top: str, bottom: str) -> str:
    """`whole` and `top`/`bottom` to three decimals, as people round a third."""
    return _plain((Decimal(int(whole)) + Decimal(int(top)) / Decimal(int(bottom))).quantize(Decimal("0.001")))


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
