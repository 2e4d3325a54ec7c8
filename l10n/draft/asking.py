"""Jobs to engines: route after route, attempt after attempt, the cache before each; drafts as they come."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from l10n import engines
from l10n.draft.acceptance import Task, accepted, sound, task
from l10n.draft.faults import Fault, Kind
from l10n.draft.request import Request
from l10n.engines import Preferred, Route, Segment, Translation
from l10n.errors import EngineError, L10nError
from l10n.model import Draft
from l10n.text import origin
from l10n.text.codes.inline import strip
from l10n.text.words.terms import Glossary

if TYPE_CHECKING:
    from l10n.engines.cache import Cache

_KEPT_FOR = 0.5
"""Seconds after which what has come is put into the cache even if it is no batch yet."""

Told = Callable[[EngineError], None]


@dataclass(slots=True, eq=False)
class Job:
    """One source text, the requests it answers by number, and why the engines so far could not do it."""

    request: Request
    numbers: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, number: int, request: Request) -> None:
        """One more request that it answers.

        It is asked for as the one with the most around it, whatever the order of the articles, so that a
        sentence gets the same draft in every run.
        """
        self.numbers.append(number)
        self.request = max(self.request, request, key=_surroundings)

    def failed(self) -> Draft:
        """The draft of a job that nobody could do; its kind is the last engine's that said anything."""
        reason = "; ".join(dict.fromkeys(map(str, self.faults))) or "there is no engine"
        said = [fault.kind for fault in self.faults if fault.kind is not Kind.BROKEN]
        kind = said[-1] if said else Kind.BROKEN if self.faults else Kind.NONE
        return Draft("", "", reason=reason, kind=kind)


def _surroundings(request: Request) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    return len(request.before) + len(request.after), request.before, request.after


@dataclass(slots=True, eq=False)
class _Waiting:
    """A job as engines see it, and the faults of an engine's attempts so far."""

    job: Job
    task: Task
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Maker:
    """What stands with the drafts of a route: the engine's signature and origin."""

    route: Route
    signature: str
    origin: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Means:
    """What all engines of a run are asked with: the cache, the glossary, who is told of one that broke.

    `locales` are the source's and the readers' own, as the guard rails take them; None for a route's.
    """

    broke: Told
    cache: Cache | None = None
    glossary: Glossary | None = None
    batch: int | None = None
    locales: tuple[str, str] | None = None


def asked(jobs: Sequence[Job], routes: Sequence[Route], means: Means) -> Iterator[tuple[Job, Draft]]:
    """Each job with its draft, the one of the first route that can do it, or with why there is none.

    A route is tried in all the ways its engine has before the next one is.
    """
    waiting: list[_Waiting] = []
    for job in jobs:
        try:
            waiting.append(_Waiting(job, task(job.request)))
        except L10nError as error:
            job.faults.append(Fault(Kind.SOURCE, str(error)))
            yield job, job.failed()
    for route in routes:
        for one in waiting:
            one.faults = []
        left = yield from _routed(waiting, route, means)
        for one in left:
            first = one.faults[0]
            one.job.faults.append(Fault(first.kind, f"{route.engine.name}: {first}"))
        waiting = list(left)
    for one in waiting:
        yield one.job, one.job.failed()


def unasked(jobs: Iterable[Job], route: Route, means: Means) -> list[Segment]:
    """What an engine would be asked for first, each segment once: what the cache does not know. Asks nobody.

    Raises EngineError where the engine cannot say what it is.
    """
    glossary = means.glossary if engines.takes_terms(route.engine) else None
    pair = route.source, route.target
    found: dict[str, Segment] = {}
    for job in jobs:
        with suppress(L10nError):
            segment = _segment(_Waiting(job, task(job.request)), 0, glossary)
            found[_key(segment)] = segment
    with engines.breaking():
        signature = route.engine.signature(*pair)
    known = means.cache.get(signature, *pair, list(found)) if means.cache else {}
    return [segment for key, segment in found.items() if key not in known]


def _routed(
    waiting: Sequence[_Waiting], route: Route, means: Means
) -> Generator[tuple[Job, Draft], None, Sequence[_Waiting]]:
    """The drafts of one route; returns what it could not do, with the faults of each."""
    try:
        with engines.breaking():
            pair = route.source, route.target
            signature, named = route.engine.signature(*pair), route.engine.origin(*pair)
            ways = engines.attempts(route.engine)
            locales = (means.locales or pair) if engines.translates(route.engine) else None
    except EngineError as error:
        return _all_failed(waiting, error, means)
    for attempt in range(ways):
        maker = _Maker(route, signature, named, attempt)
        left: list[_Waiting] = []
        try:
            for one, made in _said(waiting, maker, means):
                text, fault = _judged(made, one.task, locales)
                if fault:
                    one.faults.append(fault)
                    left.append(one)
                else:
                    yield one.job, Draft(text, origin.machine(named, made.unknown), made.score, signature)
        except _Broke as broken:
            return _all_failed([*left, *broken.waiting], broken.error, means)
        waiting = left
        if not waiting:
            break
    return waiting


def _judged(made: Translation, task: Task, locales: tuple[str, str] | None) -> tuple[str, Fault | None]:
    if made.failure:
        return "", Fault(Kind.REFUSED, made.failure)
    return accepted(made, task, locales)


class _Broke(Exception):  # noqa: N818  not an error of ours: it carries one out of a generator
    """An engine broke, and what it had not done by then."""

    def __init__(self, error: EngineError, waiting: Sequence[_Waiting]) -> None:
        super().__init__(str(error))
        self.error = error
        self.waiting = waiting


def _all_failed(waiting: Sequence[_Waiting], error: EngineError, means: Means) -> list[_Waiting]:
    if waiting:
        means.broke(error)
    for one in waiting:
        one.faults.append(Fault(Kind.BROKEN, str(error)))
    return list(waiting)


def _said(waiting: Sequence[_Waiting], maker: _Maker, means: Means) -> Iterator[tuple[_Waiting, Translation]]:
    """Each of `waiting` with what the engine says of it: from the cache, then as it comes.

    Equal segments are asked for once, as the one with the most around it. Raises _Broke where the engine
    breaks.
    """
    route = maker.route
    glossary = means.glossary if engines.takes_terms(route.engine) else None
    by_key: dict[str, list[_Waiting]] = {}
    segments: dict[str, Segment] = {}
    for one in waiting:
        segment = _segment(one, maker.attempt, glossary)
        key = _key(segment)
        segments[key] = max(segments.get(key, segment), segment, key=_telling)
        by_key.setdefault(key, []).append(one)
    pair = route.source, route.target
    known = means.cache.get(maker.signature, *pair, list(by_key)) if means.cache else {}
    for key, translation in known.items():
        yield from ((one, translation) for one in by_key.pop(key))
    keys = list(by_key)
    keep = _Keeper(maker, means.cache, means.batch or route.engine.batch)
    wanted = [segments[key] for key in keys]
    try:
        for some in engines.translations(route.engine, wanted, *pair, means.batch):
            come = [(keys[at], sound(made)) for at, made in some]
            keep.put(come)
            for key, made in come:
                yield from ((one, made) for one in by_key.pop(key, []))
    except EngineError as error:
        raise _Broke(error, _all(by_key)) from None
    finally:
        keep.flush()
    if by_key:
        raise _Broke(EngineError(f"it left out {len(by_key)} of {len(keys)} texts"), _all(by_key))


def _all(by_key: Mapping[str, list[_Waiting]]) -> list[_Waiting]:
    return [one for some in by_key.values() for one in some]


def _segment(one: _Waiting, attempt: int, glossary: Glossary | None) -> Segment:
    request, text = one.task.request, one.task.core.strip()
    terms = _preferred(strip(text)[0], glossary) if glossary else ()
    fault = str(one.faults[-1]) if one.faults else ""
    return Segment(text, request.before, request.after, terms, attempt, fault)


def _telling(segment: Segment) -> tuple[int, tuple[str, ...], tuple[str, ...], str]:
    return len(segment.before) + len(segment.after), segment.before, segment.after, segment.fault


def _preferred(plain: str, glossary: Glossary) -> tuple[Preferred, ...]:
    hits = (hit for hit in glossary.hits(plain) if hit.concept.targets)
    return tuple(Preferred(hit.span, hit.span.cut(plain), hit.concept.targets[0]) for hit in hits)


def _key(segment: Segment) -> str:
    """What the cache knows a segment by: its text, and what else changes the translation.

    Neighbours do not count, so that a sentence gets one draft wherever it stands.
    """
    more = [f"{one.span.start}-{one.span.end}={one.target}" for one in segment.terms]
    more += [f"attempt={segment.attempt}"] if segment.attempt else []
    return "\x1f".join((segment.text, *more))


@dataclass(slots=True)
class _Keeper:
    """Puts translations into the cache as they come, a batch at a time: no kill loses more."""

    maker: _Maker
    cache: Cache | None
    batch: int
    made: dict[str, Translation] = field(default_factory=dict)
    since: float = field(default_factory=time.monotonic)

    def put(self, made: Iterable[tuple[str, Translation]]) -> None:
        self.made.update(made)
        if len(self.made) >= self.batch or time.monotonic() - self.since > _KEPT_FOR:
            self.flush()

    def flush(self) -> None:
        made: Mapping[str, Translation] = self.made
        if self.cache and made:
            route = self.maker.route
            self.cache.put(self.maker.signature, route.source, route.target, made)
        self.made, self.since = {}, time.monotonic()
