"""Drafts for source texts: from memory, then from engines, one after the other; codes protected and verified.

What comes out is a proposal whose inline codes are its source's, or the reason why there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10n.catalog import word_count
from l10n.draft import acceptance
from l10n.draft.asking import Job, Means, asked
from l10n.draft.request import Request
from l10n.engines import Route
from l10n.errors import EngineError, L10nError
from l10n.memory import EXACT, IN_CONTEXT, Memory, Wanted, proposals
from l10n.model import Code, Draft
from l10n.text import origin
from l10n.text.inline import SLOT, Protected, protect, restore, verify
from l10n.text.terms import Glossary

if TYPE_CHECKING:
    from l10n.engines.cache import Cache


@dataclass(frozen=True, slots=True)
class Amount:
    """How much there is to translate: units, words as `l10n status` counts them, code points."""

    units: int = 0
    words: int = 0
    characters: int = 0


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
    jobs: dict[tuple[str, tuple[Code, ...], str], Job] = {}
    for number, request in enumerate(requests):
        found = _remembered(request, memory, least) or _copied(request)
        if found is None:
            named = request.source, request.codes, request.format.name
            jobs.setdefault(named, Job(request)).add(number, request)
        else:
            done += 1
            yield number, found
    progress(done, len(requests))
    means = Means(broke, cache, glossary, batch, locales)
    for job, made in asked(list(jobs.values()), routes, means):
        for number in job.numbers:
            yield number, made
        done += len(job.numbers)
        progress(done, len(requests))


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


__all__ = ["Amount", "Request", "count", "draft"]
