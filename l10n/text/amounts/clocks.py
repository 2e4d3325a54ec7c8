"""Hours that a language counts from sunrise and sunset, and what they are elsewhere: `saa 2 asubuhi` is 8."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n import locale
from l10n.model import Span

_CLOCKS = {
    "sw": (
        re.compile(r"(?<!\w)[Ss]aa \Z"),
        re.compile(" ?(?:za |ya )?(?:asubuhi|alfajiri|mchana|alasiri|jioni|usiku)"),
    ),
    "am": (re.compile(r"(?:ጠዋቱ?|ሌሊቱ?|ቀኑ|ምሽቱ?) \Z"), re.compile(" ?ሰዓት")),
}
"""What stands before and behind such an hour, by language."""
_NEAR = 8


def has(tag: str) -> bool:
    """Whether the language counts its hours so."""
    return locale.language(tag) in _CLOCKS


def readings(values: Sequence[str], text: str, span: Span, tag: str) -> Iterator[tuple[str, ...]]:
    """What the time at a place of a text may be elsewhere, by 12 and by 24 hours; nothing for other numbers.

    `values` are the hour and perhaps the minute, as written.
    """
    if not (known := _CLOCKS.get(locale.language(tag))):
        return
    before, behind = known
    hour = int(values[0]) if values[0].isdigit() and len(values[0]) < 3 else 0
    if not 1 <= hour <= 12 or not before.search(text[max(0, span.start - _NEAR) : span.start]):
        return
    if behind.match(text, span.end):
        other = (hour + 5) % 12 + 1
        yield (str(other), *values[1:])
        yield (str(other % 12 + 12), *values[1:])
