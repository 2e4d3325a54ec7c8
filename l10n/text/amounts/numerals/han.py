"""Numbers written in Chinese numerals, as Chinese, Japanese and older Korean texts have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_RUN = re.compile(f"[{''.join((*_DIGITS, *_TENS, *_SCALES))}]+")
_LONG = 20


def values(text: str) -> Iterator[str]:
    """Every value that the numerals of `text` may stand for: `三十五` 35, `三四` 34, 3 and 4."""
    for run in _RUN.findall(text):
        if len(run) > _LONG:
            continue
        digits = [_DIGITS[sign] for sign in run if sign in _DIGITS]
        if len(digits) == len(run):
            yield str(int("".join(map(str, digits))))
            if len(run) > 1:
                yield from map(str, digits)
        else:
            yield str(_value(run))


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
