"""Many small pieces of work on all the machine's cores, where that pays."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from l10n.errors import L10nError

Item = TypeVar("Item")
Result = TypeVar("Result")

PAYS = 400
"""Pieces of about half a millisecond below which starting processes takes longer than it saves."""
PORTION = 64
"""Pieces handed over at a time, so that handing over costs little beside the work."""


def each(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    processes: int | None = None,
    portion: int = PORTION,
) -> Iterator[Result]:
    """`work` of each item, in their order. Results travel between processes, and so must be picklable.

    `processes`: how many; None lets the number of items and of cores decide. `portion`: how many items are
    handed over at a time; fewer where each is much work, or its result big. Where the caller stops early, or
    is interrupted, the portions that have begun are finished, so that no file is left half done, and the
    rest is not begun. Where the caller is killed, the processes end. Raises L10nError where one of them is.
    """
    pays = len(items) * PORTION >= PAYS * portion
    cores = processes or (len(os.sched_getaffinity(0)) if pays else 1)
    if cores == 1:
        for item in items:
            yield work(item)
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # late: small projects never need it
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Forked children have the work and the items; only places in the list and results travel.
    ends = os.pipe()
    pool = ProcessPoolExecutor(
        cores, get_context("fork"), initializer=_begin, initargs=(work, items, portion, ends)
    )
    waiting: deque[Future[list[Any]]] = deque()
    try:
        for start in range(0, len(items), portion):
            waiting.append(pool.submit(_portion, start))
            if len(waiting) > 2 * cores:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        hint = "look at the memory that is left, and run it again"
        raise L10nError("a process that did a part of the work was killed", hint=hint) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for end in ends:
            os.close(end)


_given: tuple[Callable[[Any], Any], Sequence[Any], int]


def _begin(work: Callable[[Any], Any], items: Sequence[Any], portion: int, ends: tuple[int, int]) -> None:
    global _given
    _given = work, items, portion
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and lets us finish
    ours, theirs = ends
    os.close(theirs)
    threading.Thread(target=_end_with_parent, args=(ours,), daemon=True).start()


def _end_with_parent(pipe: int) -> None:
    """Wait for the end of a pipe that only the parent can write to, and never does."""
    os.read(pipe, 1)
    os._exit(1)


def _portion(start: int) -> list[Any]:
    work, items, portion = _given
    return [work(item) for item in items[start : start + portion]]
