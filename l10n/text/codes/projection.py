"""What became of source words in a translation, by links between words: a stretch of it, or a joint.

Words go by their number. Links may miss words, be many and contradict each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from l10n.model import Span

_SIGN = 0.1
"""What a link of a punctuation mark counts beside one of a word."""
_GAP = 2
"""How many words without a link may stand between two parts of a phrase: `caída del cabello`."""


def linked(
    home: Sequence[Span], words: Sequence[Span], links: Sequence[tuple[Span, Span]]
) -> list[tuple[int, int] | None]:
    """For each source word the first target word it became and the one after the last, None if unlinked."""
    found: list[tuple[int, int] | None] = [None] * len(home)
    for here, there in links:
        low, high = _covered(words, there)
        if low < high:
            for at in range(*_covered(home, here)):
                old = found[at]
                found[at] = (low, high) if old is None else (min(low, old[0]), max(high, old[1]))
    return found


def origins(
    home: Sequence[Span], words: Sequence[Span], links: Sequence[tuple[Span, Span]]
) -> list[list[int]]:
    """For each target word the source words that it is linked to, each once."""
    found: list[dict[int, None]] = [{} for _ in words]
    for here, there in links:
        said = dict.fromkeys(range(*_covered(home, here)))
        for at in range(*_covered(words, there)):
            found[at].update(said)
    return [list(one) for one in found]


def stretch(
    start: int, end: int, origins: Sequence[Sequence[int]], target: Sequence[str]
) -> tuple[int, int] | None:
    """The stretch of target words that says what the source words from `start` to `end` do, None for none.

    It has the most words of these and the fewest of others; of two as good it is the longer. So one stray
    link does not pull a pair over half of the sentence.
    """
    best: tuple[float, int, int, int] | None = None
    total, since = 0.0, 0
    for at, word in enumerate(origins):
        if total < 0:
            total, since = 0.0, at
        if word:
            weight = 1.0 if any(map(str.isalnum, target[at])) else _SIGN
            is_inside = any(start <= one < end for one in word)
            total += weight if is_inside else -weight
            if is_inside and (best is None or (total, at - since) > best[:2]):
                best = total, at - since, since, at + 1
    if best is None:
        return None
    low, high = best[2:]
    while not any(start <= one < end for one in origins[low]):
        low += 1
    return low, high


def copied(
    start: int, end: int, origins: Sequence[Sequence[int]], shown: tuple[Sequence[str], Sequence[str]]
) -> tuple[int, int] | None:
    """Where the source words from `start` to `end`, which nothing links, stand as they are, if once."""
    wanted, size = shown[0][start:end], end - start
    found = [
        at
        for at in range(len(shown[1]) - size + 1)
        if shown[1][at] == wanted[0]
        and shown[1][at : at + size] == wanted
        and not any(origins[at : at + size])
    ]
    return (found[0], found[0] + size) if len(found) == 1 else None


def phrase_end(
    word: int, joint: int, linked: Sequence[tuple[int, int] | None], origins: Sequence[Sequence[int]]
) -> int:
    """`joint`, the end of what a source word became, or behind the words before it that came to follow it.

    What stands behind `hair loss` stands behind `caída del cabello`.
    """
    for earlier in range(word - 1, -1, -1):
        there = linked[earlier]
        if there is None:
            continue
        low, high = there
        if high <= joint:
            break
        between = [one for origin in origins[joint:low] for one in origin]
        if low < joint or low - joint > _GAP or any(one > word for one in between):
            break
        joint = high
    return joint


def _covered(words: Sequence[Span], span: Span) -> tuple[int, int]:
    """The words that share a character with the span, as a half-open range of their numbers."""
    if span.start >= span.end:
        return 0, 0
    low = bisect_right(words, span.start, key=lambda word: word.end)
    return low, max(low, bisect_left(words, span.end, key=lambda word: word.start))
