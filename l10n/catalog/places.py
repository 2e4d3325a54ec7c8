"""Where messages stand between those that are known to be the same, in the old catalog and in the new one.

An edit leaves a message where it was: between the same neighbours, as far from each as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_NEAR = 3  # how far from the place that corresponds to it a message is looked for, inside one gap


class Place(NamedTuple):
    """Where a message stands: between which two paired ones (by old number), and how far from each."""

    previous: int
    following: int
    from_start: int
    from_end: int


class Gaps:
    """The places of messages that have no partner yet, `here` new ones and `there` old ones, by number.

    `pairs` are the messages that have one: new number to old number.
    """

    def __init__(
        self, counts: tuple[int, int], pairs: Mapping[int, int], news: Iterable[int], olds: Iterable[int]
    ) -> None:
        self.here = _places(range(counts[0]), pairs, set(news))
        self.there = _places(range(counts[1]), {was: was for was in pairs.values()}, set(olds))
        self._olds = _members(self.there)
        self._news = _members(self.here)

    def olds_near(self, new: int) -> list[int]:
        """The old messages that stood where a new one stands, counted from either end of the gap."""
        return _near(self.here[new], *self._olds)

    def news_near(self, was: int) -> list[int]:
        """The new messages that stand where an old one stood."""
        return _near(self.there[was], *self._news)

    def neighbours(self, new: int, was: int) -> int:
        """How many neighbours the two have in common: 0, 1 or 2."""
        here, there = self.here[new], self.there.get(was)
        if there is None:
            return 0
        return (here.previous == there.previous) + (here.following == there.following)

    def distance(self, new: int, was: int) -> int:
        """How far the two are from corresponding places, where they are in one gap."""
        there = self.there.get(was)
        return abs(self.here[new].from_start - there.from_start) if there else 0


_Members = tuple[dict[int, list[int]], dict[int, list[int]]]


def _places(numbers: Iterable[int], anchors: Mapping[int, int], asked: Collection[int]) -> dict[int, Place]:
    """The place of each of `asked`, in a sequence where `anchors` are paired: with these old numbers."""
    places: dict[int, Place] = {}
    gap: list[int] = []
    previous = -1
    for number in (*numbers, -1):
        if number in asked:
            gap.append(number)
        elif number == -1 or number in anchors:
            following = anchors.get(number, -1)
            if gap:
                for at, member in enumerate(gap):
                    places[member] = Place(previous, following, at, len(gap) - 1 - at)
                gap = []
            previous = following
    return places


def _members(places: Mapping[int, Place]) -> _Members:
    """The members of each gap, by the message before it and by the one after it, in order."""
    after: dict[int, list[int]] = {}
    before: dict[int, list[int]] = {}
    for number, place in places.items():
        after.setdefault(place.previous, []).append(number)
        before.setdefault(place.following, []).append(number)
    return after, before


def _near(place: Place, after: Mapping[int, Sequence[int]], before: Mapping[int, Sequence[int]]) -> list[int]:
    ahead, behind = after.get(place.previous, ()), before.get(place.following, ())
    found = (*_window(ahead, place.from_start), *_window(behind, len(behind) - 1 - place.from_end))
    return list(dict.fromkeys(found))


def _window(members: Sequence[int], at: int) -> Sequence[int]:
    return members[max(at - _NEAR, 0) : max(at + _NEAR + 1, 0)]
