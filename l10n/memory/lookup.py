"""The memory, read: what is known of the very same source, and of sources like it."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from heapq import nlargest
from typing import NamedTuple

from l10n import locale
from l10n.memory import database
from l10n.memory.features import features
from l10n.memory.index import LONGEST, PART, Index, text_hash
from l10n.model import Key
from l10n.text import similarity

_BUDGET = 6_000
"""Numbers of sources that one query reads from the lists of its features, rarest first."""
_COMPARED = 200
"""Sources that are compared with a query, those with most in common."""
_RANKED = 50
"""Of these the most alike, whose numbers and negations are looked at too."""

_UNITS = (
    "SELECT source.text, coalesce(source.slots, source.text), target, coalesce(unit.slots, target),"
    " unit.locale, context, around, file.name, file.locale != ''"
    " FROM source CROSS JOIN unit ON unit.source = source.id JOIN file ON file.id = unit.file"
)
"""CROSS JOIN is SQLite's way to say: source first. By itself it would walk all units in their order."""


class Match(NamedTuple):
    """A reviewed translation of a source, and how like the wanted one that source is.

    `alike` is the share of characters in common, `score` that after what numbers and negations say; 0 to 1.
    `target_slots` is "" where its codes do not answer its source's. `is_own`: it is from the project's own
    catalogs, not imported. `around`: `index.neighbours` of its place.
    """

    source: str
    slots: str
    target: str
    target_slots: str
    locale: str
    context: str | None
    around: int
    path: str
    is_own: bool
    alike: float = 1.0
    score: float = 1.0


class Memory:
    """What an index has for one locale, or for all with `tag` "".

    A locale is served by what is in its language and script, whatever the region. A file that turns out
    broken is removed, and `fault` says so; nothing is found from then on.
    """

    def __init__(self, index: Index, source_locale: str, tag: str = "") -> None:
        self._index = index
        self.source_locale = source_locale
        self.tag = tag
        self.fault = ""
        self._lengths: dict[int, array[int]] | None = None
        self._has: bytearray | None = None
        self._tags = tuple(one for one in index.locales() if not tag or serves(one, tag))
        self._marks = ",".join("?" * len(self._tags))

    def exact(self, key: Key, around: int = 0) -> list[Match]:
        """The translations of this very source, the best first.

        That is one with the same context and neighbours, of the locale itself, by the project's own people;
        then the one met most often, then the one met first.
        """
        return self._asked(lambda: self._exact(key, around))

    def similar(
        self, text: str, least: float = similarity.THRESHOLD, limit: int = 20, *, slots: bool = True
    ) -> list[Match]:
        """Up to `limit` translations of sources at least so much `alike`, best score first.

        `text` has slots for its codes, and so have the sources it is compared with, unless `slots` is False.
        """
        return self._asked(lambda: self._similar(text, least, limit, slots=slots))

    def _exact(self, key: Key, around: int) -> list[Match]:
        there = self._units("source.hash = ?", text_hash(key.source))
        found = [one for one in there if one.source == key.source]
        often = Counter(one.target for one in found)
        return sorted(
            found,
            key=lambda one: (
                one.context != key.context,
                not around or one.around != around,
                one.locale != self.tag,
                not one.is_own,
                -often[one.target],
            ),
        )

    def _similar(self, text: str, least: float, limit: int, *, slots: bool) -> list[Match]:
        found: list[Match] = []
        for score, alike, number in self._ranked(text, least, slots=slots):
            there = self._units("source.id = ?", number)
            there.sort(key=lambda one: (one.locale != self.tag, not one.is_own))
            found += (one._replace(alike=alike, score=score) for one in there)
            if len(found) >= limit:
                break
        return found[:limit]

    def _units(self, which: str, *values: object) -> list[Match]:
        """The translations of some sources that serve this locale, the first met first."""
        rows = self._index.database.execute(
            f"{_UNITS} WHERE {which} AND unit.locale IN ({self._marks}) ORDER BY unit.id",
            (*values, *self._tags),
        )
        return [Match._make((*row[:-1], bool(row[-1]), 1.0, 1.0)) for row in rows]

    def _ranked(self, text: str, least: float, *, slots: bool) -> list[tuple[float, float, int]]:
        """(score, alike, number) of the sources most like a text, the best first."""
        numbers = self._candidates(text)
        column = "coalesce(slots, text)" if slots else "text"
        rows = self._index.database.execute(
            f"SELECT id, {column} FROM source WHERE id IN ({','.join('?' * len(numbers))})",  # noqa: S608
            numbers,
        )
        alike = ((similarity.ratio(text, one, least), number, one) for number, one in rows)
        best = nlargest(_RANKED, (one for one in alike if one[0] >= least))
        cues = similarity.cues(text, self.source_locale)
        scored = (
            (similarity.weigh(ratio, cues, similarity.cues(one, self.source_locale)), ratio, number)
            for ratio, number, one in best
        )
        return sorted(scored, key=lambda one: (-one[0], -one[1], one[2]))

    def _candidates(self, text: str) -> list[int]:
        """The numbers of the sources that share the rarest features of a text and have about its length."""
        read = self._index.database.execute
        wanted = features(text)
        marks = ",".join("?" * len(wanted))
        counts = read(
            f"SELECT feature, sum(length(ids)) FROM posting WHERE feature IN ({marks})"  # noqa: S608
            " GROUP BY feature",
            wanted,
        )
        lengths, has = self._places()
        weights: dict[int, float] = {}
        left = _BUDGET
        for size, feature in sorted((size // 2, feature) for feature, size in counts):
            if left <= 0 or (weights and size > left):
                break
            weight = math.log2(1 + len(has) / size)
            for number in self._numbers(feature, left):
                weights[number] = weights.get(number, 0.0) + weight
            left -= size
        size = min(len(text), LONGEST)
        found = (
            (weight * min(size, there) / (size + there), number)
            for number, weight in weights.items()
            if number < len(has) and has[number] and (there := lengths[number // PART][number % PART])
        )
        return [number for _, number in nlargest(_COMPARED, found)]

    def _numbers(self, feature: int, most: int) -> Iterator[int]:
        """The numbers of the sources with a feature, the latest `most` of them."""
        parts = self._index.database.execute(
            "SELECT part, ids FROM posting WHERE feature = ? ORDER BY part DESC", (feature,)
        )
        for part, ids in parts:
            numbers = array("H", ids)
            for low in numbers[-most:]:
                yield part * PART + low
            most -= len(numbers)
            if most <= 0:
                return

    def _places(self) -> tuple[dict[int, array[int]], bytearray]:
        """The length of each source, by part and place in it; a mark for each with a fitting translation."""
        if self._lengths is None or self._has is None:
            read = self._index.database.execute
            self._lengths = {part: array("H", sizes) for part, sizes in read("SELECT * FROM length")}
            count = sum(map(len, self._lengths.values()))
            self._has = bytearray(count)
            rows = read(f"SELECT source FROM unit WHERE locale IN ({self._marks})", self._tags)  # noqa: S608
            for (number,) in rows:
                if number < count:
                    self._has[number] = 1
        return self._lengths, self._has

    def _asked(self, question: Callable[[], list[Match]]) -> list[Match]:
        """The answer to a question, none from a file that turns out broken."""
        if self.fault:
            return []
        try:
            with database.judged(self._index.file):
                return question()
        except (database.BrokenError, ValueError, TypeError, LookupError, ArithmeticError) as error:
            self._index.close()
            database.remove(self._index.file)
            self.fault = f"the memory was broken and is removed ({error}); the next run builds it anew"
            return []


def serves(have: str, wanted: str) -> bool:
    """Whether a translation in one locale is of use in another: the same language in the same script."""
    return have == wanted or (
        locale.language(have) == locale.language(wanted) and locale.script(have) == locale.script(wanted)
    )
