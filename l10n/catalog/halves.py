"""A sentence that was split in two, two that were joined: which consecutive messages make up another one."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from l10n.text.codes.inline import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WORD = re.compile(rf"{UNSPACED.pattern}|\w+")
_INSIDE = 0.7  # share of a part's words that must stand in the whole, at their place
_COVERED = 0.6  # share of the whole's words that the parts must make up
_LEAST = 2  # words a part must have in common with the whole
_MOST = 6  # parts
_LONG = 400  # words; what is longer is not compared


def parts_of(whole: str, seeds: Iterable[int], text: Callable[[int], str | None]) -> tuple[int, ...]:
    """The numbers of two or more consecutive messages whose texts, put together, say what `whole` says.

    One of `seeds` is among them. `text` gives a message's text, None for one that cannot be a part.
    """
    words: list[str] = []
    for seed in seeds:
        first = text(seed)
        if first is None or (text(seed - 1) is None and text(seed + 1) is None):
            continue
        words = words or _words(whole)
        found = _grown(words, seed, first, text)
        if len(found) > 1:
            return found
    return ()


def _grown(whole: list[str], seed: int, first: str, text: Callable[[int], str | None]) -> tuple[int, ...]:
    """`seed` with the messages before and after it, as long as each has its own share in `whole`."""
    parts, words = deque([seed]), _words(first)
    common = _common(whole, words)
    if common < max(_LEAST, _INSIDE * len(words)):
        return ()
    for step in (1, -1):
        while len(parts) < _MOST:
            number = parts[-1] + 1 if step > 0 else parts[0] - 1
            said = text(number)
            if said is None:
                break
            more = _words(said)
            longer = words + more if step > 0 else more + words
            gain = _common(whole, longer) - common
            if gain < max(_LEAST, _INSIDE * len(more)):
                break
            words, common = longer, common + gain
            if step > 0:
                parts.append(number)
            else:
                parts.appendleft(number)
    return tuple(parts) if common >= _COVERED * len(whole) else ()


def _words(text: str) -> list[str]:
    return _WORD.findall(text[: 20 * _LONG].casefold())[:_LONG]


def _common(one: list[str], other: list[str]) -> int:
    """How many words the two have in common, in order."""
    from rapidfuzz.distance import LCSseq  # late, as in `similarity`

    return int(LCSseq.similarity(one, other))
