"""Which old message a new one comes from: by typography, by neighbours, by likeness.

Only old messages that vanished from the source and hold a text are candidates, each for one new message.
Every new one is compared with a handful: those that stood where it stands now, and those that share its rare
words. So the cost grows with the number of edits, not with its square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10n.model import State
from l10n.text.similarity import THRESHOLD, Index, cosmetic_fold, cues, ratio, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10n.model import Entry

_FEW = 40  # with no more candidates than this, each is looked at
_NEAR = 3  # how far from the place that corresponds to it an old message is looked for, inside one gap
_BETWEEN = 0.04  # what each neighbour in common adds to the rank
_SAME_CONTEXT = 0.02
_NOT_YET_OBSOLETE = 0.02


def cosmetic_pairs(
    wanted: Sequence[Entry], old: Sequence[Entry], news: Sequence[int], free: Sequence[int]
) -> dict[int, int]:
    """New number to old number, for messages that differ in typography alone and have the same context."""
    by_fold: dict[tuple[str | None, str, str | None], list[int]] = {}
    for number in sorted(free, key=lambda number: old[number].state is State.OBSOLETE):
        by_fold.setdefault(_folded(old[number]), []).append(number)
    pairs: dict[int, int] = {}
    for number in news if by_fold else ():
        found = by_fold.get(_folded(wanted[number]))
        if found:
            pairs[number] = found.pop(0)
    return pairs


def _folded(entry: Entry) -> tuple[str | None, str, str | None]:
    plural = None if entry.plural is None else cosmetic_fold(entry.plural)
    return entry.key.context, cosmetic_fold(entry.source), plural


def fuzzy_pairs(
    wanted: Sequence[Entry],
    old: Sequence[Entry],
    source_of: Mapping[int, int],
    free: Sequence[int],
    source_locale: str,
) -> dict[int, int]:
    """New number to old number, for messages alike enough that a translator can start from the old text.

    `source_of` holds the pairs already made, `free` the old ones to choose from. The best pair of all is made
    first, then the best of what is left; what is alike below THRESHOLD is none.
    """
    news = [number for number in range(len(wanted)) if number not in source_of]
    if not news or not free:
        return {}
    index = Index(old[number].source for number in free) if len(free) > _FEW else None
    stood = _places(range(len(old)), {was: was for was in source_of.values()}, set(free))
    stands = _places(range(len(wanted)), source_of, set(news))
    after, before = _gaps(stood)
    found: list[tuple[float, int, int, int]] = []
    for new in news:
        here = stands[new]
        ahead, behind = after.get(here.previous, ()), before.get(here.following, ())
        near = (*_window(ahead, here.from_start), *_window(behind, len(behind) - 1 - here.from_end))
        others = free if index is None else (free[at] for at in index.candidates(wanted[new].source))
        for was in dict.fromkeys((*near, *others)):
            rank = _rank(wanted[new], old[was], here, stood[was], source_locale)
            if rank is not None:
                found.append((-rank, abs(here.from_start - stood[was].from_start), new, was))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, new, was in sorted(found):
        if new not in pairs and was not in used:
            pairs[new] = was
            used.add(was)
    return pairs


def _rank(new: Entry, was: Entry, here: _Place, there: _Place, source_locale: str) -> float | None:
    """What a pair is worth beside others; None where it is no match."""
    alike = ratio(new.source, was.source, THRESHOLD)
    if alike < THRESHOLD:
        return None
    ours, theirs = cues(new.source, source_locale), cues(was.source, source_locale)
    rank = weigh(alike, ours, theirs)
    if ours.negations == theirs.negations:  # no place in the text makes up for a "not"
        rank += _BETWEEN * ((here.previous == there.previous) + (here.following == there.following))
        rank += _SAME_CONTEXT * (new.key.context == was.key.context)
        rank += _NOT_YET_OBSOLETE * (was.state is not State.OBSOLETE)
    return rank


class _Place(NamedTuple):
    """Where a message stands: between which two paired ones (by old number), and how far from each."""

    previous: int
    following: int
    from_start: int
    from_end: int


def _places(numbers: Sequence[int], anchors: Mapping[int, int], asked: set[int]) -> dict[int, _Place]:
    """The place of each of `asked`, in a sequence where `anchors` are paired: with these old numbers."""
    places: dict[int, _Place] = {}
    gap: list[int] = []
    previous = -1
    for number in (*numbers, -1):
        if number in asked:
            gap.append(number)
        elif number == -1 or number in anchors:
            following = anchors.get(number, -1)
            for at, member in enumerate(gap):
                places[member] = _Place(previous, following, at, len(gap) - 1 - at)
            gap = []
            previous = following
    return places


def _gaps(places: Mapping[int, _Place]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The members of each gap, by the message before it and by the one after it, in order."""
    after: dict[int, list[int]] = {}
    before: dict[int, list[int]] = {}
    for number, place in places.items():
        after.setdefault(place.previous, []).append(number)
        before.setdefault(place.following, []).append(number)
    return after, before


def _window(members: Sequence[int], at: int) -> Sequence[int]:
    return members[max(at - _NEAR, 0) : max(at + _NEAR + 1, 0)]
