"""Drafts for source texts: from memory, then from engines, one after the other; codes protected and verified.

What comes out is a proposal whose inline codes are its source's, or the reason why there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from l10n import engines
from l10n.catalog import word_count
from l10n.draft import acceptance
from l10n.draft.asking import Job, Means, asked, unasked
from l10n.draft.request import Request
from l10n.engines import Estimating, Route
from l10n.errors import EngineError, L10nError
from l10n.memory import EXACT, IN_CONTEXT, Memory, Wanted, proposals
from l10n.model import Code, Draft
from l10n.text import origin
from l10n.text.codes.inline import SLOT, Protected, protect, restore, verify
from l10n.text.words.terms import Glossary

if TYPE_CHECKING:
    from l10n.engines.cache import Cache


@dataclass(frozen=True, slots=True)
class Amount:
    """How much there is to translate: units, words as `l10n status` counts them, code points."""

    units: int = 0
    words: int = 0
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run would come to: units that the memory fills, and what engines say of the rest, for people."""

    remembered: int
    estimates: tuple[str, ...]


def count(requests: Iterable[Request]) -> Amount:
    """How much these requests are together."""
    sources = [request.source for request in requests]
    return Amount(len(sources), sum(map(word_count, sources)), sum(map(len, sources)))


def draft(
    requests: Sequence[Request],
    routes: Sequence[Route],
    *,
    cache: Cache | None = None,
    glossary: Glossary | None = None,
    memory: Memory | None = None,
    least: float = 0,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    broke: Callable[[EngineError], None] = lambda _error: None,
    batch: int | None = None,
    locales: tuple[str, str] | None = None,
) -> Generator[tuple[int, Draft], None, None]:
    """(number of the request, its draft) for each request once, as they get done.

    The memory is asked first: for the very same source, then for one at least `least` alike (0: for none).
    Equal sources are translated once. What one engine cannot do or garbles, and a draft that the guard rails
    refuse, is tried again and goes to the next route; where none is left its draft has no text, and says why.
    `locales` are the project's, which the guard rails go by: a route's own may be wider. `broke` is told
    of each engine that breaks as a whole. Stopping early loses at most the batch in work, which is as many
    texts as the engine likes to have at once unless `batch` says otherwise.
    """
    done = 0
    progress(done, len(requests))
    jobs: _Jobs = {}
    for number, request in enumerate(requests):
        found = _at_hand(request, memory, least, jobs, number)
        if found is not None:
            done += 1
            yield number, found
    progress(done, len(requests))
    means = Means(broke, cache, glossary, batch, locales)
    for job, made in asked(list(jobs.values()), routes, means):
        for number in job.numbers:
            yield number, made
        done += len(job.numbers)
        progress(done, len(requests))


def forecast(
    requests: Sequence[Request],
    routes: Sequence[Route],
    *,
    cache: Cache | None = None,
    glossary: Glossary | None = None,
    memory: Memory | None = None,
    least: float = 0,
) -> Forecast:
    """What a run would come to, without asking any engine; `routes` are those of engines that estimate."""
    jobs: _Jobs = {}
    remembered = 0
    for number, request in enumerate(requests):
        found = _at_hand(request, memory, least, jobs, number)
        remembered += found is not None and found.origin.startswith("TM: ")
    lines = []
    for route in routes:
        engine, means = cast("Estimating", route.engine), Means(lambda _error: None, cache, glossary)
        try:
            with engines.breaking():
                segments = unasked(jobs.values(), route, means)
                lines.append(engine.estimate(segments, route.source, route.target))
        except EngineError as error:
            lines.append(f"{engine.name} cannot say what it would cost: {error}")
    return Forecast(remembered, tuple(lines))


_Jobs = dict[tuple[str, tuple[Code, ...], str], Job]


def _at_hand(request: Request, memory: Memory | None, least: float, jobs: _Jobs, number: int) -> Draft | None:
    """The draft of a request that needs no engine; None where one must be asked, which joins the jobs."""
    found = _remembered(request, memory, least) or _copied(request)
    if found is None:
        named = request.source, request.codes, request.format.name
        jobs.setdefault(named, Job(request)).add(number, request)
    return found


def _remembered(request: Request, memory: Memory | None, least: float) -> Draft | None:
    """The memory's best proposal whose codes are those of the source."""
    if memory is None:
        return None
    try:
        protected = protect(request.source, request.codes)
        if not any(map(str.isalpha, SLOT.sub("", protected.text))):
            least = 0  # what has no words is copied, not made of other numbers
    except L10nError:
        protected, least = Protected(request.source, ()), 0  # too many codes for slots
    for one in proposals(memory, Wanted(request.key, protected.text, request.around), least):
        sound = not (one.has_slots and verify(one.text, protected))
        text = restore(one.text, protected) if one.has_slots and sound else one.text
        fitted = acceptance.fitted(acceptance.cleaned(text, request.source), request.source)
        if sound and fitted.strip() and not acceptance.altered(fitted, request):
            is_changed = one.signature == IN_CONTEXT and fitted != text
            return Draft(fitted, one.origin, one.score, EXACT if is_changed else one.signature)
    return None


def _copied(request: Request) -> Draft | None:
    """A text without a letter outside its codes is its own translation."""
    try:
        bare = SLOT.sub("", protect(request.source, request.codes).text)
    except L10nError:
        return None
    copied = Draft(request.source, origin.machine("copy"), signature="copy")
    return None if any(map(str.isalpha, bare)) else copied


__all__ = ["Amount", "Forecast", "Request", "count", "draft", "forecast"]
