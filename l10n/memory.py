"""Reviewed translations of a locale to be met again: the same source in another place has the same draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from l10n.model import EMPTY_TARGET, Catalog, Key, State


@dataclass(frozen=True, slots=True)
class Match:
    """A reviewed translation of the same source, and the catalog it is from."""

    target: str
    path: str


class Memory:
    """The reviewed entries of one locale's catalogs, by source."""

    def __init__(self, catalogs: Iterable[Catalog] = ()) -> None:
        self._found: dict[str, Counter[tuple[str | None, str]]] = {}
        self._first: dict[tuple[str, str], str] = {}
        for catalog in catalogs:
            self.add(catalog)

    def add(self, catalog: Catalog) -> None:
        """Take in what a person has reviewed: drafts, stale, obsolete and plural entries are passed over."""
        for entry in catalog.entries:
            if entry.state is not State.REVIEWED or entry.plural is not None:
                continue
            if entry.target.strip() and entry.target != EMPTY_TARGET:
                there = self._found.setdefault(entry.source, Counter())
                there[entry.key.context, entry.target] += 1
                self._first.setdefault((entry.source, entry.target), catalog.path)

    def exact(self, key: Key) -> Match | None:
        """The translation of this very source, None without one.

        One with the same context is preferred; then the most frequent, then the one first met.
        """
        there = self._found.get(key.source)
        if not there:
            return None
        same = {target: times for (context, target), times in there.items() if context == key.context}
        every: Counter[str] = Counter()
        for (_, target), times in there.items():
            every[target] += times
        # max() keeps the first of equals, and a Counter its order of insertion.
        best = max(same or every, key=lambda target: (same.get(target, 0), every[target]))
        return Match(best, self._first[key.source, best])
