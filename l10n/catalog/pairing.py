"""Which old message a new one comes from: by typography, by place, by likeness.

Candidates are the messages that stood where the new one stands now and those that share its rarer words
(`ngrams.py`), so the cost grows with the number of edits, not with its square. Likeness decides between them,
neighbours in common where that is close. An old message that vanished from the source passes its text on to
one new message, or to each of those it was split into (`halves.py`).
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from l10n.catalog.halves import parts_of
from l10n.catalog.ngrams import Index
from l10n.catalog.places import Gaps
from l10n.model import State
from l10n.text.similarity import THRESHOLD, cosmetic_fold, cues, ratios

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from l10n.model import Entry, Key

_FEW = 40  # with no more candidates than this, each is looked at
_RIVALS = 12  # matches that are weighed, the most alike, and as many opposites: others may take the best
_SURE = 0.96  # an old message in the same place and as much alike as this needs no rival
_COPIED = 0.7  # how much alike a message must be that a copy is made of
_OPPOSITE = 0.05  # what another count of negations costs, in a source that has none itself
# What decides between matches that are about equally much alike:
_OTHER_NUMBERS = 0.005
_BETWEEN = 0.02  # each neighbour in common; where copies are made likeness says nearly all
_BETWEEN_COPIES = 0.001
_SAME_CONTEXT = 0.002
_NOT_YET_OBSOLETE = 0.002
_COPY = 0.001  # what a copy is behind a text that nobody else has


def cosmetic_pairs(
    wanted: Sequence[Entry], old: Sequence[Entry], news: Sequence[int], free: Sequence[int]
) -> dict[int, int]:
    """New number to old number, for messages that differ in typography alone and have the same context."""
    by_fold: dict[tuple[str | None, str, str | None], list[int]] = {}
    for number in sorted(free, key=lambda number: old[number].state is State.OBSOLETE) if news else ():
        by_fold.setdefault(_folded(old[number]), []).append(number)
    pairs: dict[int, int] = {}
    for number in news if by_fold else ():
        found = by_fold.get(_folded(wanted[number]))
        if found:
            pairs[number] = found.pop(0)
    return pairs


def same_words(one: Entry, other: Entry) -> bool:
    """True where two messages differ in typography at most."""
    return _folded(one) == _folded(other)


def folded(key: Key, plural: str | None) -> tuple[str | None, str, str | None]:
    """What is the same for two messages that differ in typography alone."""
    return key.context, cosmetic_fold(key.source), None if plural is None else cosmetic_fold(plural)


def _folded(entry: Entry) -> tuple[str | None, str, str | None]:
    return folded(entry.key, entry.plural)


class Carried(NamedTuple):
    """What new messages take over, by their numbers: `pairs` from one old one, `joins` from several.

    `halves` are those of `pairs` that are no more than a part of the old message.
    """

    pairs: Mapping[int, int] = {}
    joins: Mapping[int, tuple[int, ...]] = {}
    halves: frozenset[int] = frozenset()


def fuzzy_pairs(
    wanted: Sequence[Entry],
    old: Sequence[Entry],
    source_of: Mapping[int, int],
    free: Sequence[int],
    source_locale: str,
    *,
    copies: bool = False,
) -> Carried:
    """Which new messages are alike enough to old ones that a translator can start from their text.

    `source_of` holds the pairs already made, `free` the old ones that vanished and have a text. The best pair
    of all is made first, then the best of what is left; what is alike below THRESHOLD is none. With `copies`
    a message that found none takes a copy of the text of another one, if that is very much alike.
    """
    news = [number for number in range(len(wanted)) if number not in source_of]
    stay = [number for number in source_of.values() if old[number].target.strip()] if copies and news else []
    if not news or not (free or stay):
        return Carried()
    gaps = Gaps((len(wanted), len(old)), source_of, news, free)
    pool = [*free, *stay]
    index = Index([old[number].source for number in pool]) if len(pool) > _FEW else None
    between = _BETWEEN_COPIES if copies else _BETWEEN
    search = _Search(wanted, old, gaps, pool, index, frozenset(stay), between, source_locale)
    pairs = _best(search, news, copies=copies)
    return _with_halves(wanted, old, gaps, pairs, search.staying)


class _Match(NamedTuple):
    """An old message that a new one may come from; the least is the best."""

    opposite: bool
    rank: float
    distance: int
    was: int
    alike: float
    differs: bool


class _Search(NamedTuple):
    """All that tells which old messages a new one is like."""

    wanted: Sequence[Entry]
    old: Sequence[Entry]
    gaps: Gaps
    pool: Sequence[int]
    lookup: Index | None
    staying: frozenset[int]
    between: float
    locale: str

    def matches(self, new: int, used: Collection[int] | None = None) -> list[_Match]:
        """The old messages that new message `new` is like; with those `used` given, the free ones alone."""
        source = self.wanted[new].source
        if self.lookup is None:
            return self._among(new, self.pool, used)
        olds = self.gaps.olds_near(new)
        matches = self._among(new, olds, used)
        if any(match.alike >= _SURE and not match.differs for match in matches):
            return matches
        found = (self.pool[at] for at in self.lookup.candidates(source))
        return self._among(new, list(dict.fromkeys((*olds, *found))), used)

    def _among(self, new: int, olds: Sequence[int], used: Collection[int] | None) -> list[_Match]:
        """The matches among some old messages, the most alike first, but what is no opposite before that."""
        if used is not None:
            olds = [number for number in olds if number not in used and number not in self.staying]
        found = ratios(self.wanted[new].source, [self.old[number].source for number in olds], THRESHOLD)
        matches: list[_Match] = []
        opposites: list[_Match] = []
        for alike, at in found:
            if len(matches) >= _RIVALS:
                break
            match = self._match(new, olds[at], alike)
            (opposites if match.opposite else matches).append(match)
        return matches + opposites[:_RIVALS]

    def _match(self, new: int, was: int, alike: float) -> _Match:
        entry, before = self.wanted[new], self.old[was]
        ours, theirs = cues(entry.source, self.locale), cues(before.source, self.locale)
        opposite = ours.negations != theirs.negations
        rank = alike - _OPPOSITE * opposite - _OTHER_NUMBERS * (ours.numbers != theirs.numbers)
        rank += self.between * self.gaps.neighbours(new, was)
        rank += _SAME_CONTEXT * (entry.key.context == before.key.context)
        rank += _NOT_YET_OBSOLETE * (before.state is not State.OBSOLETE)
        # No place in the text, and no likeness, makes up for a "not" that is gone.
        opposite = opposite and ours.negations > 0
        return _Match(opposite, -rank, self.gaps.distance(new, was), was, alike, ours != theirs)


def _best(search: _Search, news: Sequence[int], *, copies: bool) -> dict[int, int]:
    """New number to old number: the best match first; each old one once, but for what is a copy.

    Whose matches are all used by others is asked for again, if it may have more.
    """
    found = {new: search.matches(new) for new in news}
    heap = [(match, new, False) for new, matches in found.items() for match in matches]
    heapify(heap)
    left = {new: _open(matches) for new, matches in found.items() if _may_have_more(matches)}
    pairs: dict[int, int] = {}
    used: set[int] = set()
    while heap:
        match, new, copied = heappop(heap)
        if new in pairs:
            continue
        if copied or not (match.was in used or match.was in search.staying):
            pairs[new] = match.was
            used.add(match.was)
            continue
        if copies and match.alike >= _COPIED:
            heappush(heap, (match._replace(rank=match.rank + _COPY), new, True))
        if new in left and not match.opposite:
            left[new] -= 1
            if left[new] == 0:
                more = search.matches(new, used)
                left[new] = _open(more)
                for one in more:
                    heappush(heap, (one, new, False))
    return pairs


def _open(matches: Sequence[_Match]) -> int:
    return sum(not match.opposite for match in matches)


def _may_have_more(matches: Sequence[_Match]) -> bool:
    """Whether a search stopped before it had looked at all: at enough matches, or at a sure one."""
    return len(matches) >= _RIVALS or any(match.alike >= _SURE for match in matches)


def _with_halves(
    wanted: Sequence[Entry], old: Sequence[Entry], gaps: Gaps, pairs: dict[int, int], staying: frozenset[int]
) -> Carried:
    """`pairs` with the other halves of what was split or joined."""
    owner: dict[int, int] = {}  # old number to the new one that has the text of that vanished message
    for new, was in pairs.items():
        if was not in staying:
            owner.setdefault(was, new)
    left = {was for was in gaps.there if was not in owner and old[was].state is not State.OBSOLETE}
    halves = _halves(wanted, old, gaps, owner, left, gaps.here.keys() - pairs.keys())
    left.difference_update(halves.values())
    joins = _joins(wanted, old, gaps, owner, left, gaps.here.keys() - halves.keys())
    return Carried(pairs | halves, joins, frozenset(halves))


def _halves(
    wanted: Sequence[Entry],
    old: Sequence[Entry],
    gaps: Gaps,
    owner: Mapping[int, int],
    left: Collection[int],
    loose: set[int],
) -> dict[int, int]:
    """New number to old number, for the parts of messages that were split. `loose`: who has no partner."""
    halves: dict[int, int] = {}
    for was in gaps.there if loose else ():
        seed = owner.get(was)
        if old[was].plural is None and (seed is not None or was in left):
            seeds = gaps.news_near(was) if seed is None else [seed]
            found = parts_of(old[was].source, seeds, _texts(wanted, loose, seed))
            halves |= dict.fromkeys(found, was)
            loose.difference_update(found)
    return halves


def _joins(
    wanted: Sequence[Entry],
    old: Sequence[Entry],
    gaps: Gaps,
    owner: Mapping[int, int],
    left: set[int],
    news: Collection[int],
) -> dict[int, tuple[int, ...]]:
    """New number to old numbers, for messages that were joined. `left`: old ones whose text nobody has."""
    has = {new: was for was, new in owner.items()}
    joins: dict[int, tuple[int, ...]] = {}
    for new in gaps.here if left else ():
        if wanted[new].plural is None and new in news:
            seed = has.get(new)
            seeds = gaps.olds_near(new) if seed is None else [seed]
            found = parts_of(wanted[new].source, seeds, _texts(old, left, seed))
            if found:
                joins[new] = found
                left.difference_update(found)
    return joins


def _texts(entries: Sequence[Entry], loose: Collection[int], seed: int | None) -> Callable[[int], str | None]:
    """The source of a message that may be part of another: one without a partner, or the seed itself."""

    def text(number: int) -> str | None:
        if (number == seed or number in loose) and entries[number].plural is None:
            return entries[number].source
        return None

    return text
