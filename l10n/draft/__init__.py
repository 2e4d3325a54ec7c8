"""Drafts for source texts: from memory, then from engines, one after the other; codes protected and verified.

What comes out is a proposal whose inline codes are its source's, or the reason why there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from l10n.catalog import word_count
from l10n.engines import Route, Translation
from l10n.errors import EngineError, L10nError
from l10n.memory import EXACT, IN_CONTEXT, Memory, Wanted, proposals
from l10n.model import Code, Draft, Key
from l10n.text import origin
from l10n.text.inline import SLOT, UNSPACED, Protected, peel, protect, repair, restore, strip, verify

if TYPE_CHECKING:
    from l10n.engines.cache import Cache
    from l10n.formats import Format

_T = TypeVar("_T")
_LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TIMES = 5
"""How many times as long as its source a draft may be; a model that loops writes more."""


@dataclass(frozen=True, slots=True)
class Request:
    """A source text that wants a draft: its codes, its entry's key, the format that finds codes in it, and
    its place in the article as `memory.neighbours` has it, 0 for none.
    """

    source: str
    codes: tuple[Code, ...]
    key: Key
    format: Format
    around: int = 0


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
    memory: Memory | None = None,
    least: float = 0,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    broke: Callable[[EngineError], None] = lambda _error: None,
    batch: int | None = None,
) -> Iterator[tuple[int, Draft]]:
    """(number of the request, its draft) for each request once, as they get done.

    The memory is asked first: for the very same source, then for one at least `least` alike (0: for none).
    Equal sources are translated once. A text that one engine cannot do or garbles goes to the next route;
    where none is left its draft has no text, and says why. `broke` is told of each engine that breaks as a
    whole. Stopping early loses at most the batch in work, which is as many texts as the engine likes to have
    at once unless `batch` says otherwise.
    """
    done = 0
    progress(done, len(requests))
    jobs: dict[tuple[str, tuple[Code, ...], str], _Job] = {}
    for number, request in enumerate(requests):
        found = _remembered(request, memory, least) or _copied(request)
        if found is None:
            named = request.source, request.codes, request.format.name
            job = jobs.setdefault(named, _Job(request))
            job.numbers.append(number)
        else:
            done += 1
            yield number, found
    progress(done, len(requests))
    for job, made in _translated(list(jobs.values()), routes, cache, broke, batch):
        for number in job.numbers:
            yield number, made
        done += len(job.numbers)
        progress(done, len(requests))


@dataclass(slots=True, eq=False)
class _Job:
    """One source text, the requests it answers, and why the engines so far could not do it."""

    request: Request
    numbers: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def failed(self) -> Draft:
        return Draft("", "", reason="; ".join(self.reasons) or "there is no engine")


@dataclass(frozen=True, slots=True)
class _Task:
    """What of a job an engine sees: `core` without the slots that stand first and last anyway."""

    job: _Job
    protected: Protected
    head: str
    core: str
    tail: str


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
        fitted = _fitted(_cleaned(text, request.source), request.source)
        if sound and fitted.strip() and not _altered(fitted, request):
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


def _translated(
    jobs: Sequence[_Job],
    routes: Sequence[Route],
    cache: Cache | None,
    broke: Callable[[EngineError], None],
    batch: int | None,
) -> Iterator[tuple[_Job, Draft]]:
    """Each job with its draft, the one of the first route that can do it."""
    tasks: list[_Task] = []
    for job in jobs:
        try:
            tasks.append(_task(job))
        except L10nError as error:
            job.reasons.append(str(error))
            yield job, job.failed()
    for route in routes:
        left: list[_Task] = []
        for task, outcome in _routed(tasks, route, cache, broke, batch):
            if isinstance(outcome, Draft):
                yield task.job, outcome
            else:
                task.job.reasons.append(f"{route.engine.name}: {outcome}")
                left.append(task)
        tasks = left
    for task in tasks:
        yield task.job, task.job.failed()


def _task(job: _Job) -> _Task:
    if _SURROGATE.search(job.request.source):
        raise L10nError("the text is not valid Unicode")
    protected = protect(job.request.source, job.request.codes)
    head, core, tail = peel(protected)
    return _Task(job, protected, head, core, tail)


def _routed(
    tasks: Sequence[_Task],
    route: Route,
    cache: Cache | None,
    broke: Callable[[EngineError], None],
    batch: int | None,
) -> Iterator[tuple[_Task, Draft | str]]:
    """Each task with its draft from this engine, or with the reason why it has none."""
    pair = route.source, route.target
    by_core: dict[str, list[_Task]] = {}
    for task in tasks:
        by_core.setdefault(task.core.strip(), []).append(task)
    try:
        signature, name = _engine_says(lambda: (route.engine.signature(*pair), route.engine.origin(*pair)))
        known = cache.get(signature, *pair, list(by_core)) if cache else {}
        for core, translation in known.items():
            yield from _finished(by_core.pop(core), translation, name, signature)
        waiting = list(by_core)
        size = batch or route.engine.batch
        for start in range(0, len(waiting), size):
            cores = waiting[start : start + size]
            made = _asked(route, cores)
            if cache:
                cache.put(signature, *pair, made)
            for core in cores:
                yield from _finished(by_core.pop(core), made[core], name, signature)
    except EngineError as error:
        if by_core:
            broke(error)
        for some in by_core.values():
            yield from ((task, str(error)) for task in some)


def _asked(route: Route, cores: Sequence[str]) -> Mapping[str, Translation]:
    """What the engine says of these texts. Raises EngineError where it breaks, or returns another number."""
    made = _engine_says(lambda: route.engine.translate(cores, route.source, route.target))
    if len(made) != len(cores):
        raise EngineError(f"it returned {len(made)} translations for {len(cores)} texts")
    return {core: _sound(one) for core, one in zip(cores, made, strict=True)}


def _engine_says(call: Callable[[], _T]) -> _T:
    """What an engine returns; whatever it raises is an EngineError, since it may be anybody's code."""
    try:
        return call()
    except EngineError:
        raise
    except L10nError as error:
        raise EngineError(error.message, error.path, error.line, error.hint) from error
    except Exception as error:
        raise EngineError(f"it broke: {type(error).__name__}: {error}") from error


def _sound(made: Translation) -> Translation:
    if not made.failure and _SURROGATE.search(made.text):
        return Translation("", failure="its text is not valid Unicode")
    return made


def _finished(
    tasks: Iterable[_Task], made: Translation, name: str, signature: str
) -> Iterator[tuple[_Task, Draft | str]]:
    for task in tasks:
        text, fault = ("", made.failure) if made.failure else _accepted(made.text, task)
        if fault:
            yield task, fault
        else:
            yield task, Draft(text, origin.machine(name, made.unknown), made.score, signature)


def _accepted(made: str, task: _Task) -> tuple[str, str]:
    """(text of the draft, "") where an engine's output will do, else ("", what is wrong with it)."""
    request, protected = task.job.request, task.protected
    text = _cleaned(made, request.source).strip()
    if not SLOT.sub("", text).strip():
        return "", "the translation is empty"
    text = repair(f"{task.head}{text}{task.tail}", protected)
    if fault := verify(text, protected):
        return "", fault
    if _size(text) > _TIMES * max(_size(protected.text), 8):
        return "", f"the translation is more than {_TIMES} times as long as its source"
    text = _fitted(restore(text, protected), request.source)
    return ("", fault) if (fault := _altered(text, request)) else (text, "")


def _cleaned(text: str, source: str) -> str:
    """`text` without control characters, and on one line unless the source has several."""
    if not _LINE_ENDS.search(source) and _LINE_ENDS.search(text):
        text = re.sub(" {2,}", " ", _LINE_ENDS.sub(" ", text))
    return _CONTROLS.sub("", text)


def _fitted(text: str, source: str) -> str:
    """`text` with the white space around it that its source has."""
    before, after = source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :]
    return before + text.strip() + after


def _size(text: str) -> int:
    """How long a text is, alike for all scripts: a Chinese character says about what three letters do."""
    bare = strip(text)[0]
    return len(bare) + 2 * len(UNSPACED.findall(bare))


def _altered(target: str, request: Request) -> str:
    """How the codes of a target differ from its source's, as the format reads both; "" if they do not."""
    there = _values(request.format.codes(target, request.codes))
    here = _values(request.format.codes(request.source, request.codes))
    for missing in here - there:
        return f"{missing} is lost"
    for new in there - here:
        return f"{new} is new"
    return ""


def _values(codes: Iterable[Code]) -> Counter[str]:
    return Counter(code.value for code in codes)
