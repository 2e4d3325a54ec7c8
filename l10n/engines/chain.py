"""Which engines do a pair, and in what order: those a project names, or what `auto` finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from l10n import engines, locale
from l10n.engines import AUTO, Engine, Route
from l10n.errors import L10nError
from l10n.outcome import Report, silent

_AUTO_ENGINES = ("argos", "apertium")


def chain(
    wanted: Sequence[str],
    source: str,
    target: str,
    *,
    get: Callable[[str], Engine] | None = None,
    progress: Report = silent,
    skipped: Callable[[str], None] = lambda _said: None,
) -> list[Route]:
    """The engines among `wanted` that can do the pair, in that order: what one cannot do goes to the next.

    `auto` stands for the first of: an installed Argos model, Apertium, an Argos model that can be downloaded.
    A locale's region is given up where an engine knows the language without it, its script never. Raises
    L10nError where no engine can do the pair, saying what would help, and for an unknown name.

    `get` gives an engine as it is configured; `progress` hears of downloads, `skipped` of each named engine
    that cannot do the pair where another can.
    """
    get = get or engines.get
    named = {name: get(name) for name in wanted if name != AUTO}
    routes: list[Route] = []
    remedies: list[str] = []
    without: list[str] = []
    for name in dict.fromkeys(wanted):
        said = len(remedies)
        if name == AUTO:
            route = _auto([get(one) for one in _AUTO_ENGINES], source, target, remedies, progress)
        else:
            route = _ready(named[name], source, target) or _prepared(
                named[name], source, target, remedies, progress
            )
        if route is not None:
            routes.append(route)
        else:
            why = ", or ".join(dict.fromkeys(remedies[said:]))
            without.append(f"{name} cannot do {source} -> {target}{f': {why}' if why else ''}")
    if not routes:
        hint = ", or ".join(dict.fromkeys(remedies)) or "name another engine"
        raise L10nError(f"no engine can translate {source} -> {target}", hint=hint)
    for one in without:
        skipped(one)
    return routes


def estimating(
    wanted: Sequence[str], source: str, target: str, *, get: Callable[[str], Engine]
) -> list[Route]:
    """The engines among `wanted` that can say what a run would cost. Asks nobody whether they can do it."""
    found = [get(name) for name in dict.fromkeys(wanted) if name != AUTO]
    return [_route(one, source, target, source, target) for one in found if hasattr(one, "estimate")]


def _auto(
    found: Sequence[Engine], source: str, target: str, remedies: list[str], progress: Report
) -> Route | None:
    for engine in found:
        if route := _ready(engine, source, target):
            return route
    for engine in found:
        if route := _prepared(engine, source, target, remedies, progress):
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


def _prepared(
    engine: Engine, source: str, target: str, remedies: list[str], progress: Report
) -> Route | None:
    """The engine with the pair once it has got what it needs; where it cannot, what would help is added."""
    for one, other in dict.fromkeys(
        ((source, target), (source, _wider(target)), (_wider(source), _wider(target)))
    ):
        try:
            if engine.prepare(one, other, progress):
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
