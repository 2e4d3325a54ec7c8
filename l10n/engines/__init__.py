"""Translation engines: texts in, translations out, in the same order. One file each; here one is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, cast

from l10n import locale
from l10n.errors import EngineError, L10nError


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine made of one text. `score` is a mean log-probability where the engine has one.

    `unknown` are words the engine could not translate: they stand in the text as they are. `failure` says why
    there is no text: an engine that cannot do one sentence says so here and goes on with the others.
    """

    text: str
    score: float | None = None
    unknown: tuple[str, ...] = ()
    failure: str = ""


class Engine(Protocol):
    """A translation engine, a module or an object. It sees texts, never a file.

    In a text, each inline code is one private-use character, a *slot* (`l10n.text.inline` makes and reads
    them): the engine's output must hold the same slots at their new places. How it gets them through
    (attention, superblanks, tags, masks) is its own affair; what it returns is verified.
    """

    @property
    def name(self) -> str:
        """What people call it in `l10n.toml` and on the command line."""
        ...

    @property
    def batch(self) -> int:
        """How many texts it likes to have at once: an interrupted run loses no more than these."""
        ...

    def signature(self, source: str, target: str) -> str:
        """All the settings that make this engine's output for a pair: the same signature, the same output."""
        ...

    def origin(self, source: str, target: str) -> str:
        """The short form that stands in the PO file: `argos en-es 1.9`.

        Raises EngineError where it cannot do the pair; the hint says what would make it able to.
        """
        ...

    def pairs(self) -> Iterable[tuple[str, str]]:
        """The (source, target) locales it can do now, as BCP 47 tags; none where it is not installed."""
        ...

    def prepare(self, source: str, target: str) -> bool:
        """Whether it can do a pair that `pairs` does not list, after a download if that is what it takes."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        """One translation for each text, in order. Raises EngineError where the engine as a whole breaks."""
        ...


@dataclass(frozen=True, slots=True)
class Route:
    """An engine and the pair it is asked for, which may be a wider one than the project's.

    `note` then says so, for people: `es-MX is drafted as es`.
    """

    engine: Engine
    source: str
    target: str
    note: str = ""


BUILT_IN: tuple[tuple[str, str], ...] = (
    ("argos", "l10n.engines.argos"),
    ("apertium", "l10n.engines.apertium"),
    ("pseudo", "l10n.engines.pseudo"),
)
"""Name and module of each engine that comes with l10n; a module is an Engine. Imported when first needed."""

GROUP = "l10n.engines"
"""The entry-point group of third parties' engines."""

AUTO = "auto"
_AUTO_ENGINES = ("argos", "apertium")


@cache
def names() -> tuple[str, ...]:
    """The names of all engines there are: the built-in ones, then third parties' by name."""
    built_in = [name for name, _ in BUILT_IN]
    return (*built_in, *sorted({point.name for point in entry_points(group=GROUP)} - set(built_in)))


@cache
def get(name: str) -> Engine:
    """The engine called `name`. Raises L10nError where there is none, or a third party's cannot be loaded."""
    module = dict(BUILT_IN).get(name)
    if module is not None:
        return cast("Engine", import_module(module))
    for point in entry_points(group=GROUP, name=name):
        try:
            return cast("Engine", point.load())
        except (ImportError, AttributeError) as error:
            raise L10nError(
                f"the engine {name!r} ({point.value}) cannot be loaded: {error}",
                hint="reinstall or remove the package that brings it",
            ) from error
    near = get_close_matches(name, (AUTO, *names()), 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join((AUTO, *names()))}"
    raise L10nError(f"unknown engine {name!r}", hint=hint)


def known(wanted: Sequence[str]) -> tuple[str, ...]:
    """The names as they are. Raises L10nError, as `get` does, where one is no engine's."""
    for name in wanted:
        if name != AUTO:
            get(name)
    return tuple(wanted)


def chain(wanted: Sequence[str], source: str, target: str) -> list[Route]:
    """The engines among `wanted` that can do the pair, in that order: what one cannot do goes to the next.

    `auto` stands for the first of: an installed Argos model, Apertium, an Argos model that can be downloaded.
    A locale's region is given up where an engine knows the language without it, its script never. Raises
    L10nError where no engine can do the pair, saying what would help, and for an unknown name.
    """
    engines = {name: get(name) for name in wanted if name != AUTO}
    routes: list[Route] = []
    remedies: list[str] = []
    for name in dict.fromkeys(wanted):
        route = _auto(source, target, remedies) if name == AUTO else _ready(engines[name], source, target)
        if route is None and name != AUTO:
            route = _prepared(engines[name], source, target, remedies)
        if route is not None:
            routes.append(route)
    if not routes:
        hint = ", or ".join(dict.fromkeys(remedies)) or "name another engine"
        raise L10nError(f"no engine can translate {source} -> {target}", hint=hint)
    return routes


def _auto(source: str, target: str, remedies: list[str]) -> Route | None:
    engines = [get(name) for name in _AUTO_ENGINES]
    for engine in engines:
        if route := _ready(engine, source, target):
            return route
    for engine in engines:
        if route := _prepared(engine, source, target, remedies):
            return route
    return None


def _ready(engine: Engine, source: str, target: str) -> Route | None:
    """The engine with the nearest pair it lists, if any."""
    listed = sorted(set(engine.pairs()))
    ways = [(_distance(source, one), _distance(target, other), one, other) for one, other in listed]
    fitting = [(there + back, one, other) for there, back, one, other in ways if there < 9 and back < 9]
    if not fitting:
        return None
    _, one, other = min(fitting)
    return _route(engine, source, target, one, other)


def _distance(wanted: str, listed: str) -> int:
    """How far a locale is from one that an engine lists; 9 where it will not do."""
    if wanted == listed:
        return 0
    if locale.language(wanted) != locale.language(listed) or locale.script(wanted) != locale.script(listed):
        return 9
    return (
        1 if listed in (locale.language(wanted), f"{locale.language(wanted)}-{locale.script(wanted)}") else 2
    )


def _prepared(engine: Engine, source: str, target: str, remedies: list[str]) -> Route | None:
    """The engine with the pair once it has got what it needs; where it cannot, what would help is added."""
    for one, other in dict.fromkeys(
        ((source, target), (source, _wider(target)), (_wider(source), _wider(target)))
    ):
        try:
            if engine.prepare(one, other):
                return _ready(engine, source, target) or _route(engine, source, target, one, other)
            engine.origin(one, other)
        except L10nError as error:
            remedies.append(error.hint or str(error))
    return None


def _wider(tag: str) -> str:
    """A locale without its region, in the same script: `es` for `es-MX`, `zh-Hant` for `zh-TW`."""
    language = locale.language(tag)
    return language if locale.script(language) == locale.script(tag) else f"{language}-{locale.script(tag)}"


def _route(engine: Engine, source: str, target: str, one: str, other: str) -> Route:
    changed = [
        f"{asked} is drafted as {done}" for asked, done in ((source, one), (target, other)) if asked != done
    ]
    return Route(engine, one, other, "; ".join(changed))


__all__ = [
    "AUTO",
    "BUILT_IN",
    "Engine",
    "EngineError",
    "Route",
    "Translation",
    "chain",
    "get",
    "known",
    "names",
]
