"""Texts found again by the words they share: what to compare a text with, when there are too many for all.

Words are the features, and three-character grams where words are few (titles, scripts written without
spaces). Texts stand in the order of their length, so of the many that share a common word those as long as
the text asked for can be taken alone: what was edited has nearly the length it had.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW_WORDS = 3
_WIDE = 12  # more characters to a word than this: white space does not part the words here
_MARKS = ".,;:?!()"
_HEAD = 4_000  # code points of a text that are looked at
_MOST_FEATURES = 400  # of one text
_NEAR = 1_200  # texts taken of those that share one feature
_LOOKED_AT = 3_200  # texts, about, counted for one query: its rarest features come first
_FOUND = 200  # texts that are found, and those that have a feature with few others:
_RARE = 8


class Index:
    """Texts by their features; a query costs about the same however many there are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        self._lengths = [len(texts[number]) for number in self._order]
        self._where: defaultdict[str, list[int]] = defaultdict(list)
        where = self._where
        for place, number in enumerate(self._order):
            for feature in _features(texts[number]):
                where[feature].append(place)

    def candidates(self, text: str) -> list[int]:
        """The numbers of the few texts that share the most of the rarer features of `text`; those as long as
        it go first where many share as much.
        """
        where = self._where
        lists = sorted((where[name] for name in _features(text) if name in where), key=len)
        middle = bisect_left(self._lengths, len(text))
        left = _LOOKED_AT
        taken: list[list[int]] = []
        for places in lists:
            if len(places) > _NEAR:
                at = bisect_left(places, middle)
                places = places[max(0, at - _NEAR // 2) : at + _NEAR // 2]
            left -= len(places)
            if taken and left < 0:
                break
            taken.append(places)
        rare = dict.fromkeys(place for places in taken if len(places) <= _RARE for place in places)
        shared = Counter(chain.from_iterable(taken))
        least = _least(Counter(shared.values()))
        level = [place for place, count in shared.items() if count == least]
        best = [place for place, count in shared.items() if count > least] if len(level) < len(shared) else []
        found = dict.fromkeys((*best, *_nearest(level, middle, _FOUND - len(best)), *rare))
        return [self._order[place] for place in found]


def _least(sizes: Counter[int]) -> int:
    """How many features are shared at least by the texts that share most; `sizes`: by how many how many."""
    left = _FOUND
    for count in sorted(sizes, reverse=True):
        left -= sizes[count]
        if left <= 0:
            return count
    return min(sizes, default=0)


def _nearest(places: list[int], middle: int, limit: int) -> list[int]:
    """The `limit` places nearest to `middle`."""
    if len(places) <= limit:
        return places
    places.sort()
    at = bisect_left(places, middle)
    window = places[max(0, at - limit) : at + limit]
    window.sort(key=lambda place: abs(place - middle))
    return window[:limit]


def _features(text: str) -> list[str]:
    head = text[:_HEAD].casefold()
    for mark in _MARKS:
        head = head.replace(mark, "")  # quicker, in texts of any script, than to translate or to search
    words = head.split()
    if len(words) < _FEW_WORDS or len(head) > _WIDE * len(words):
        words += (head[at : at + 3] for at in range(len(head) - 2))
    return list(dict.fromkeys(words))[:_MOST_FEATURES]
