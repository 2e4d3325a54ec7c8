"""The memory, read: what is known of the very same source, and of sources like it."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import NamedTuple

from l10n import locale
from l10n.memory import database
from l10n.memory.features import features
from l10n.memory.index import LONGEST, PART, Index, text_hash
from l10n.model import Key
from l10n.storage import databases
from l10n.text import similarity

_BUDGET = 12_000
"""Numbers of sources that one query reads from the lists of its features, rarest first."""
_COMPARED = 400
"""Sources that are compared with a query, those with most in common."""
_RANKED = 50
"""Of these the most alike, whose numbers and negations are looked at too."""
_BY_CHARACTERS = 4_000
"""Below this many code points the lengths of two texts say how alike they can be at most."""
_MOST, _NUMBER = 1 << 10, (1 << 32) - 1
"""More than a text has features; the bits of a source's number."""
_HELD = 4_096
"""Sources whose translations are kept for the next query."""

_UNITS = (
    "SELECT source.text, coalesce(source.slots, source.text), target, coalesce(unit.slots, target),"
    " unit.locale, context, around, file.name, file.locale != '', unit.id"
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


@dataclass(slots=True)
class _Told:
    """One translation of a source: as it was first met, how often it was, and in which places."""

    match: Match
    first: int
    times: int = 0
    paths: dict[int, str] = field(default_factory=dict)

    def at(self, around: int) -> Match:
        """The match, of this place where the translation stands in it."""
        if around and around in self.paths:
            return self.match._replace(around=around, path=self.paths[around])
        return self.match


class Memory:
    """What an index has for one locale, or for all with `tag` "".

    A locale is served by what is in its language and script, whatever the region. A file that turns out
    broken is removed, and `again` gives one built anew, once. Where that does not help `fault` says so, and
    nothing is found from then on.
    """

    def __init__(
        self, index: Index, source_locale: str, tag: str = "", again: Callable[[], Index] | None = None
    ) -> None:
        self._index = index
        self._again = again
        self.source_locale = source_locale
        self.tag = tag
        self.fault = ""
        self._forget()

    def _forget(self) -> None:
        """Begin as if nothing had been read."""
        self._lengths: dict[int, array[int]] | None = None
        self._has: bytearray | None = None
        self._held: dict[int, list[_Told]] = {}
        self._tags: tuple[str, ...] | None = None
        self._marks = ""

    def exact(self, key: Key, around: int = 0) -> list[Match]:
        """The translations of this very source, each once, the best first.

        That is one with the same context and neighbours, of the locale itself, by the project's own people;
        then the one met most often, then the one met first.
        """
        return self._asked(lambda: self._exact(key, around))

    def similar(
        self, text: str, least: float = similarity.THRESHOLD, limit: int = 20, *, slots: bool = True
    ) -> list[Match]:
        """Up to `limit` translations of sources at least so much `alike`, each once, best score first.

        `text` has slots for its codes, and so have the sources it is compared with, unless `slots` is False.
        """
        return self._asked(lambda: self._similar(text, least, limit, slots=slots))

    def _exact(self, key: Key, around: int) -> list[Match]:
        rows = self._index.database.execute(
            "SELECT id FROM source WHERE hash = ? AND text = ?", (text_hash(key.source), key.source)
        ).fetchall()
        told = [one for (number,) in rows for one in self._told(number)]
        often: Counter[str] = Counter()
        for one in told:
            often[one.match.target] += one.times
        told.sort(
            key=lambda one: (
                one.match.context != key.context,
                not around or around not in one.paths,
                one.match.locale != self.tag,
                not one.match.is_own,
                -often[one.match.target],
                one.first,
            )
        )
        return [one.at(around) for one in told]

    def _similar(self, text: str, least: float, limit: int, *, slots: bool) -> list[Match]:
        found: list[Match] = []
        for score, alike, number in self._ranked(text, least, slots=slots):
            told = sorted(
                self._told(number),
                key=lambda one: (one.match.locale != self.tag, not one.match.is_own, -one.times, one.first),
            )
            once = {(one.match.target, one.match.locale): one.match for one in reversed(told)}
            found += (one._replace(alike=alike, score=score) for one in reversed(once.values()))
            if len(found) >= limit:
                break
        return found[:limit]

    def _told(self, number: int) -> list[_Told]:
        """The translations of a source that serve this locale, each once, the first met first."""
        if number in self._held:
            return self._held[number]
        rows = self._index.database.execute(
            f"{_UNITS} WHERE source.id = ? AND unit.locale IN ({self._marks}) ORDER BY unit.id",
            (number, *(self._tags or ())),
        )
        told: dict[tuple[object, ...], _Told] = {}
        for *values, is_own, first in rows:
            match = Match._make((*values, bool(is_own), 1.0, 1.0))
            same = match.target, match.target_slots, match.locale, match.context, match.is_own
            one = told.setdefault(same, _Told(match, first))
            one.times += 1
            one.paths.setdefault(match.around, match.path)
        if len(self._held) >= _HELD:
            self._held.clear()
        self._held[number] = list(told.values())
        return self._held[number]

    def _ranked(self, text: str, least: float, *, slots: bool) -> list[tuple[float, float, int]]:
        """(score, alike, number) of the sources most like a text, the best first."""
        numbers = self._candidates(text, least, slots=slots)
        column = "coalesce(slots, text)" if slots else "text"
        rows = self._index.database.execute(
            f"SELECT id, {column} FROM source WHERE id IN ({','.join('?' * len(numbers))})",  # noqa: S608
            numbers,
        ).fetchall()
        best = similarity.ratios(text, [one for _, one in rows], least)[:_RANKED]
        cues = similarity.cues(text, self.source_locale)
        scored = (
            (
                similarity.weigh(ratio, cues, similarity.cues(rows[at][1], self.source_locale)),
                ratio,
                rows[at][0],
            )
            for ratio, at in best
        )
        return sorted(scored, key=lambda one: (-one[0], -one[1], one[2]))

    def _candidates(self, text: str, least: float, *, slots: bool) -> list[int]:
        """The numbers of the sources with most of the rarest features of a text, nearest its length."""
        lengths, has = self._places()
        size = min(len(text), LONGEST)
        low, high = _lengths(size, least, with_codes=not slots)
        shared = self._shared(text)
        often: Counter[int] = Counter()
        for counts in shared.values():
            often.update(counts.values())
        ranks: list[int] = []  # most in common first, then nearest in length: one number each sorts fastest
        for floor in dict.fromkeys((_floor(often), 1)):
            ranks.clear()
            for part, counts in shared.items():
                sizes, start = lengths.get(part, ()), part * PART
                there = len(sizes)
                ranks += [
                    (_MOST - times << 48) | (abs(sizes[at] - size) << 32) | (start + at)
                    for at, times in counts.items()
                    if times >= floor and at < there and low <= sizes[at] <= high and has[start + at]
                ]
            if len(ranks) >= _COMPARED:
                break
        return [rank & _NUMBER for rank in nsmallest(_COMPARED, ranks)]

    def _shared(self, text: str) -> dict[int, Counter[int]]:
        """How many of the rarest features of a text each source has, by part and place in it."""
        read = self._index.database.execute
        wanted = features(text)
        marks = ",".join("?" * len(wanted))
        counts = read(
            f"SELECT feature, sum(length(ids)) FROM posting WHERE feature IN ({marks})"  # noqa: S608
            " GROUP BY feature",
            wanted,
        )
        found: defaultdict[int, Counter[int]] = defaultdict(Counter)
        left = _BUDGET
        for size, feature in sorted((size // 2, feature) for feature, size in counts):
            if found and size > left:
                break
            for part, numbers in self._lists(feature, left):
                found[part].update(numbers)
            left -= size
        return found

    def _lists(self, feature: int, most: int) -> Iterator[tuple[int, array[int]]]:
        """The sources with a feature by part, the latest `most` of them."""
        parts = self._index.database.execute(
            "SELECT part, ids FROM posting WHERE feature = ? ORDER BY part DESC", (feature,)
        )
        for part, ids in parts:
            numbers = array("H", ids)
            yield part, numbers[-most:]
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
            rows = read(f"SELECT source FROM unit WHERE locale IN ({self._marks})", self._tags or ())  # noqa: S608
            for (number,) in rows:
                if number < count:
                    self._has[number] = 1
        return self._lengths, self._has

    def _asked(self, question: Callable[[], list[Match]]) -> list[Match]:
        """The answer to a question; where the file turns out broken, that of one built anew."""
        if self.fault:
            return []
        try:
            with database.judged(self._index.file):
                if self._tags is None:
                    there = self._index.locales()
                    self._tags = tuple(one for one in there if not self.tag or serves(one, self.tag))
                    self._marks = ",".join("?" * len(self._tags))
                return question()
        except (database.BrokenError, ValueError, TypeError, LookupError, ArithmeticError) as error:
            self._index.close()
            databases.remove(self._index.file)
            if self._again is None:
                self.fault = f"the memory was broken and is removed ({error}); the next run builds it anew"
                return []
            self._index, self._again = self._again(), None
            self._forget()
        return self._asked(question)


def _lengths(size: int, least: float, *, with_codes: bool) -> tuple[float, float]:
    """The lengths of texts that can be `least` alike one of this size; `with_codes`: and longer by codes."""
    high = size * (2 - least) / least if least else LONGEST
    if high > _BY_CHARACTERS:
        return 0, LONGEST
    return 0 if with_codes else size * least / (2 - least), high


def _floor(often: Counter[int]) -> int:
    """How much sources must have in common to be looked at; `often` is how many have so much."""
    found = 0
    for times in sorted(often, reverse=True):
        found += often[times]
        if found >= 2 * _COMPARED:
            return times
    return 1


def serves(have: str, wanted: str) -> bool:
    """Whether a translation in one locale is of use in another: the same language in the same script."""
    return have == wanted or (
        locale.language(have) == locale.language(wanted) and locale.script(have) == locale.script(wanted)
    )
