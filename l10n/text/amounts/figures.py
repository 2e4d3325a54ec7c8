"""What digits with signs between them are worth: `1,234.5`, `1.234,5`, `12,34,567`, `2·5`, `3.8.1`.

A value is a plain decimal string without grouping or needless zeros: `0.5`, `12`, `1200000`. Only the
leading zeros of a code of three digits and more stay (`0800`), for there each digit counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from l10n import locale

SPACES = " \u00a0\u202f\u2009'’"
"""Signs that group digits by threes everywhere (ISO 80000-1; the apostrophe is Swiss) and part words."""

DECIMAL = "٫·"
"""Signs that are nothing but decimal signs: Arabic, and the raised point of medical journals."""

GROUP = "٬"
"""The Arabic thousands sign."""

SIGNS = f".,،{DECIMAL}{GROUP}"
"""What may stand between two digits of one number, `SPACES` aside."""

_OTHER_DIGITS = re.compile(r"[^\D0-9]+")
_CLOCK = re.compile(r"[0-3]?[0-9]\.[0-5][0-9]")
_SIGN = re.compile(f"[{SIGNS}]")
_SPACE = re.compile(f"[{SPACES}]")
_SPACE_OR_SIGN = re.compile(f"[{SPACES}{SIGNS}]")
_UNSPACED = re.compile(f"[^{SPACES}]+")
_SPACED = re.compile(rf"[1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}})+(?:[{SIGNS}][0-9]+)?")


class Reading(NamedTuple):
    """What a reader of a locale takes figures for.

    `values` is what they are worth (several for a list or a version), `others` what else they may be worth
    there, `foreign` their value by the other convention (`1,500` in German: 1500), empty where both agree.
    """

    values: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    foreign: str = ""


def ascii_digits(text: str) -> str:
    """`text` with every decimal digit of every script as an ASCII one; the offsets stay."""
    return text if text.isascii() else _with_ascii_digits(text)


@lru_cache(maxsize=8)  # asked for one text several times, one right after the other
def _with_ascii_digits(text: str) -> str:
    return _OTHER_DIGITS.sub(lambda run: run[0].translate(_digits()), text)


def read(token: str, tag: str) -> Reading:
    """What `token` means in the locale `tag`: ASCII digits, and `SIGNS` between them or one before them.

    The locale's own convention comes first (CLDR), then its language's; then the form alone decides: what
    cannot group is decimal, `1.2.3` is a list.
    """
    token = f"0{token}" if token[0] == "." else token
    parts = _SIGN.split(token)
    if len(parts) == 1:
        return Reading((whole(token),))
    signs = [character for character in token if not character.isdigit()]
    apart = tuple(map(whole, parts))
    likely = _by_form(signs, parts)
    known = dict.fromkeys(
        value
        for decimal_sign, group_sign in locale.number_conventions(tag)
        if (value := _by_convention(token, decimal_sign, group_sign))
    )
    if not known and not likely:
        return Reading(apart)
    first, *rest = known or likely
    others: list[tuple[str, ...]] = [(value,) for value in rest]
    if "," in signs and (not known or len(signs) > 1):
        others.append(apart)  # 1,2,3 and, in scientific notes, 12,13
    elif not known and _CLOCK.fullmatch(token):
        others.append(apart)  # 20.30 Uhr and 23.03., where the point is no decimal sign
    foreign = next((value for value in likely if value not in known), "") if known else ""
    return Reading((first,), tuple(others), foreign)


def spaced(token: str) -> list[tuple[int, str, Reading | None]]:
    """(offset, piece, reading) of a token with spaces in it: `10 000,5` in one, `2020 100` in two.

    The reading is None for a piece without spaces, which is for `read`.
    """
    if not _SPACE.search(token):
        return [(0, token, None)]
    if not _SPACED.fullmatch(token):
        return [(match.start(), match.group(), None) for match in _UNSPACED.finditer(token)]
    parts = _SPACE_OR_SIGN.split(token)
    sign = next((character for character in token if character in SIGNS), "")
    value = decimal("".join(parts[:-1]), parts[-1]) if sign else "".join(parts)
    return [(0, token, Reading((value,), others=(tuple(map(whole, parts)),)))]


def whole(digits: str) -> str:
    """The value of a whole number; a code's zeros (`0800`, `007`) stay."""
    if digits[0] != "0":
        return digits
    return digits if len(digits) > 2 and digits.strip("0") else digits.lstrip("0") or "0"


def decimal(integer: str, fraction: str) -> str:
    """The value of the digits before and after a decimal sign."""
    fraction = fraction.rstrip("0")
    integer = integer.lstrip("0") or "0"
    return f"{integer}.{fraction}" if fraction else integer


def times(value: str, factor: int) -> str:
    """`value` multiplied. For numbers of a human length: Python refuses to read 4,300 digits."""
    integer, _, fraction = value.partition(".")
    return _plain(Decimal(int(integer + fraction) * factor).scaleb(-len(fraction)))


def quotient(integer: str, top: str, bottom: str) -> str:
    """`integer` and `top`/`bottom` to three decimals: a third is 0.333."""
    exact = Decimal(int(integer)) + Decimal(int(top)) / Decimal(int(bottom))
    return _plain(exact.quantize(Decimal("0.001")))


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _by_convention(token: str, decimal_sign: str, group_sign: str) -> str | None:
    integer, sign, fraction = token, "", ""
    for candidate in (decimal_sign, *DECIMAL):
        if token.count(candidate) == 1:
            integer, sign, fraction = token.partition(candidate)
            break
    if sign and not fraction.isdigit():
        return None
    if not integer.isdigit():
        groups = re.split(f"[{re.escape(group_sign)}{GROUP}]", integer)
        if not _are_groups(groups):
            return None
        integer = "".join(groups)
    return decimal(integer, fraction) if sign else whole(integer)


def _by_form(signs: Sequence[str], parts: Sequence[str]) -> list[str]:
    """What a number may be worth whatever the locale, likeliest first; empty for a list or a version."""
    if len(signs) == 1:
        value = decimal(*parts)
        if not _are_groups(parts) or signs[0] in DECIMAL:
            return [value]
        return ["".join(parts), value]
    if len(set(signs)) == 1:
        return ["".join(parts)] if _are_groups(parts) else []
    if len(set(signs[:-1])) == 1 and signs[-1] != signs[0] and _are_groups(parts[:-1]):
        return [decimal("".join(parts[:-1]), parts[-1])]
    return []


def _are_groups(parts: Sequence[str]) -> bool:
    """Whether digits are parted as thousands are: by threes, or by twos before the last three."""
    if len(parts) == 1 or not all(part.isdigit() for part in parts) or parts[0].startswith("0"):
        return False
    inner = {len(part) for part in parts[1:-1]}
    threes = inner <= {3} and len(parts[0]) <= 3
    indian = inner == {2} and len(parts[0]) <= 2
    return len(parts[-1]) == 3 and (threes or indian)


@cache
def any_digit() -> str:
    """What a set of characters in an expression needs to have every decimal digit, and little else.

    Not all of them are digits above U+FFFF, where ranges make a set slow: they are rare in any text.
    """
    plane = "".join(map(chr, range(0x660, 0x10000)))
    others = "".join(re.findall(r"\d", plane))
    return f"0-9{others}\U00010000-\U0010ffff"


@cache
def _digits() -> dict[int, str]:
    # From Arabic-Indic, the first beyond ASCII, to the segmented digits, the last there are.
    return {
        code: str(unicodedata.decimal(character))
        for code in range(0x660, 0x1FBFA)
        if (character := chr(code)).isdecimal()
    }
