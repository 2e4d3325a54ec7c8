"""Sentences with codes that a person can read: `Take <b>two</b> {x}.` has a pair and a single."""

from __future__ import annotations

import re

from l10n.model import Code, CodeShape, Span
from l10n.text.codes.inline import SLOT, number, shape, slot

_CODE = re.compile(r"<(/?)(\w{1,4})>|\{(\w*)\}")
_READABLE = {CodeShape.SINGLE: "{%d}", CodeShape.OPEN: "<%d>", CodeShape.CLOSE: "</%d>"}


def codes_of(text: str) -> tuple[Code, ...]:
    """The codes of a text: `<b>` opens, `</b>` closes, `{x}` stands alone."""
    found = []
    for match in _CODE.finditer(text):
        span = Span(*match.span())
        if match[2] is None:
            found.append(Code(span, match[0], "placeholder"))
        else:
            how = CodeShape.CLOSE if match[1] else CodeShape.OPEN
            found.append(Code(span, match[0], "tag", how, int(match[2], 36)))
    return tuple(found)


def slotted(text: str) -> str:
    """`<0>red</0> {1}` with the slots that have these numbers."""

    def one(match: re.Match[str]) -> str:
        if match[2] is None:
            return slot(int(match[3]))
        return slot(int(match[2]), CodeShape.CLOSE if match[1] else CodeShape.OPEN)

    return _CODE.sub(one, text)


def readable(text: str) -> str:
    """What `slotted` makes its slots from."""
    return SLOT.sub(lambda match: _READABLE[shape(match[0])] % number(match[0]), text)
