"""Numbers written in Chinese numerals, as Chinese, Japanese and older Korean texts have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_HANGUL = str.maketrans("일이삼사오육칠팔구십백천만억조", "一二三四五六七八九十百千万亿兆")
_SIGNS = "".join((*_DIGITS, *_TENS, *_SCALES))
_RUN = re.compile(f"([{_SIGNS}]+)([成割]?)")
_HANGUL_RUN = re.compile(
    "[일이삼사오육칠팔구]?[십백천만억조][일이삼사오육칠팔구십백천만억조]*|(?<!\\w)[이삼사오육칠팔구](?= )"
)
_LONG = 20


def values(text: str, *, sure: bool = False) -> Iterator[str]:
    """Every value that the numerals of `text` may stand for: `三十五` 35, `三四` 34, 3 and 4, `三成` 30.

    Of those that are `sure`, `三四` is none.
    """
    for run, tenths in (*_RUN.findall(text), *_korean(text)):
        if len(run) > _LONG:
            continue
        digits = [_DIGITS[sign] for sign in run if sign in _DIGITS]
        if tenths:
            yield str(10 * _value(run))
        if len(digits) == len(run) and sure:
            yield from map(str, digits if len(run) == 1 else ())
        elif len(digits) == len(run):
            yield str(int("".join(map(str, digits))))
            if len(run) > 1:
                yield from map(str, digits)
        else:
            yield str(_value(run))


def _korean(text: str) -> Iterator[tuple[str, str]]:
    """The numerals that Korean spells as it says the Chinese ones: `오천` is 五千."""
    for run in _HANGUL_RUN.findall(text):
        yield run.translate(_HANGUL), ""


def _value(run: str) -> int:
    total = section = digit = 0
    for sign in run:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            scale = _SCALES[sign]
            section = section + digit or (0 if total else 1)
            # 一亿两千万 goes on after its hundred millions, 一万亿 is ten thousand of them.
            total = total + section * scale if total > scale else (total + section) * scale
            section = digit = 0
    return total + section + digit
