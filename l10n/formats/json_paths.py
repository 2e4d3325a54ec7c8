"""Paths of fields in JSON (`faq[].answer`), and the places of a walk that follows all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from l10n.errors import L10nError
from l10n.formats.fields import Field
from l10n.formats.json_strings import CHAR, ESCAPE, SCALAR, SPACE

_STEP = re.compile(
    r"""(?P<dot>\.)?(?:(?P<deep>\*\*)|(?P<any>\*)|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<name>[^.\[\]"*]+))"""
    r"""|\[(?P<item>[0-9]{0,9})\]"""
)


class Kind(Enum):
    """What a step of a path goes to: a key or an item, that one or any of them, or anything below."""

    KEY = auto()
    ANY_KEY = auto()
    ITEM = auto()
    ANY_ITEM = auto()
    DEEP = auto()


class Step(NamedTuple):
    """One step of a path; `name` is a key's, `number` an item's."""

    kind: Kind
    name: str = ""
    number: int = 0


DEEP = Step(Kind.DEEP)
ANY_ITEM = Step(Kind.ANY_ITEM)

# Members that are no object or list, and whose key is none of some names: passed over in one go. Bounded,
# since the re module keeps half a kilobyte for each repetition of a group.
_DULL = (
    rf'(?:{SPACE}"(?!(?:%s)"){CHAR}*"{SPACE}:{SPACE}'
    rf'(?:"{CHAR}*(?:{ESCAPE}{CHAR}*){{0,100}}"|{SCALAR}){SPACE},){{0,100}}'
)


def steps(path: str) -> tuple[Step, ...]:
    """The steps of a path as a project writes it. Raises L10nError for one that cannot be read."""
    found: list[Step] = []
    at = 0
    while at < len(path):
        step = _STEP.match(path, at)
        if step is None or (step["item"] is None and bool(step["dot"]) != bool(found)):
            hint = 'write it like "faq[].answer", a key with dots in it like "\\"a.b\\".c"'
            raise L10nError(f"the path {path!r} cannot be read at {path[at:]!r}", hint=hint)
        found.append(_step(step))
        at = step.end()
    return tuple(found)


def _step(found: re.Match[str]) -> Step:
    if found["item"] is not None:
        return Step(Kind.ITEM, number=int(found["item"])) if found["item"] else ANY_ITEM
    if found["deep"] or found["any"]:
        return DEEP if found["deep"] else Step(Kind.ANY_KEY)
    if found["name"] is not None:
        return Step(Kind.KEY, found["name"])
    return Step(Kind.KEY, re.sub(r"\\(.)", r"\1", found["quoted"]))


class Target(NamedTuple):
    """A field that a path ends at, and the role of its text."""

    field: Field
    role: str


class _At(NamedTuple):
    """So many steps of the path of that number have been gone."""

    path: int
    gone: int


class Paths:
    """The paths of fields, as one machine: `root` is the place where a walk begins."""

    def __init__(self, fields: Iterable[Field], *, anywhere: bool) -> None:
        """With `anywhere` a name alone is a key at any depth, else one of the root's."""
        self.paths: list[tuple[Target, tuple[Step, ...]]] = []
        for field in fields:
            found = steps(field.path)
            target = Target(field, field.role(_last_name(found)))
            if anywhere and len(found) == 1 and found[0].kind is Kind.KEY:
                found = (DEEP, *found)
            self._add(target, found)
            if found[0].kind in (Kind.KEY, Kind.ANY_KEY):
                self._add(target, (ANY_ITEM, *found))  # of each item, where the root is a list
        # The most exact path decides what a field is.
        self.paths.sort(key=lambda path: (DEEP in path[1], -len(path[1])))
        self._places: dict[frozenset[_At], Place] = {}
        self.root = self.place(_At(number, 0) for number in range(len(self.paths)))

    def _add(self, target: Target, way: tuple[Step, ...]) -> None:
        self.paths.append((target, way))
        if way[-1].kind in (Kind.KEY, Kind.ANY_KEY):
            self.paths.append((target, (*way, ANY_ITEM)))  # a list has the role of its strings

    def place(self, reached: Iterable[_At]) -> Place:
        """The place where these parts of paths have been gone."""
        every = frozenset(self._with_nothing_between(reached))
        if every not in self._places:
            self._places[every] = Place(self, every)
        return self._places[every]

    def step(self, at: _At) -> Step | None:
        """The next step from here, None at the end of the path."""
        way = self.paths[at.path][1]
        return way[at.gone] if at.gone < len(way) else None

    def _with_nothing_between(self, reached: Iterable[_At]) -> Iterator[_At]:
        for at in reached:
            yield at
            while self.step(at) == DEEP:
                at = at._replace(gone=at.gone + 1)
                yield at


@dataclass(frozen=True, eq=False)
class Place:
    """Where a walk stands in all the paths; `at` is empty where none of them goes on."""

    paths: Paths
    at: frozenset[_At]

    @cached_property
    def target(self) -> Target | None:
        """The field that a string here belongs to."""
        ended = [at.path for at in self.at if self.paths.step(at) is None]
        return self.paths.paths[min(ended)][0] if ended else None

    @cached_property
    def live(self) -> bool:
        """Whether there may be a field below."""
        return any(self.paths.step(at) is not None for at in self.at)

    def key(self, name: str) -> Place:
        """The place of the member of that name, where an object stands here."""
        return self._keys.get(name, self._other_key)

    def item(self, number: int) -> Place:
        """The place of that item, where a list stands here."""
        return self._items.get(number, self._other_item)

    @cached_property
    def counts(self) -> bool:
        """Whether it matters which item of a list it is."""
        return bool(self._items)

    @cached_property
    def dull(self) -> re.Pattern[str] | None:
        """Matches members that no path goes to; None where every member may matter."""
        if self._other_key.at:
            return None
        names = [re.escape(name) for name in self._keys]
        return re.compile(_DULL % ("|".join(names) if names else "(?!)"))

    @cached_property
    def _keys(self) -> dict[str, Place]:
        return {
            step.name: self._after(Kind.KEY, Kind.ANY_KEY, step)
            for step in self._next
            if step.kind is Kind.KEY
        }

    @cached_property
    def _items(self) -> dict[int, Place]:
        return {
            step.number: self._after(Kind.ITEM, Kind.ANY_ITEM, step)
            for step in self._next
            if step.kind is Kind.ITEM
        }

    @cached_property
    def _other_key(self) -> Place:
        return self._after(Kind.KEY, Kind.ANY_KEY, None)

    @cached_property
    def _other_item(self) -> Place:
        return self._after(Kind.ITEM, Kind.ANY_ITEM, None)

    @cached_property
    def _next(self) -> list[Step]:
        return [step for at in self.at if (step := self.paths.step(at)) is not None]

    def _after(self, one: Kind, every: Kind, taken: Step | None) -> Place:
        """The place after a step to the key or item `taken`, or to one that no path names."""
        reached = []
        for at in self.at:
            step = self.paths.step(at)
            if step is None:
                continue
            if step.kind is Kind.DEEP:
                reached.append(at)
            elif step.kind is every or (step.kind is one and step == taken):
                reached.append(at._replace(gone=at.gone + 1))
        return self.paths.place(reached)


def _last_name(found: Iterable[Step]) -> str:
    names = [step.name for step in found if step.kind is Kind.KEY]
    return names[-1] if names else "text"
