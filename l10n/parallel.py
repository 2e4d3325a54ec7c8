"""Many small pieces of work on all the machine's cores, where that pays."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

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
    rest is not begun.
    """
    pays = len(items) * PORTION >= PAYS * portion
    cores = processes or (len(os.sched_getaffinity(0)) if pays else 1)
    if cores == 1:
        for item in items:
            yield work(item)
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # late: small projects never need it
    from multiprocessing import get_context

    # Forked children have the work and the items; only places in the list and results travel.
    pool = ProcessPoolExecutor(
        cores, get_context("fork"), initializer=_begin, initargs=(work, items, portion)
    )
    waiting: deque[Future[list[Any]]] = deque()
    try:
        for start in range(0, len(items), portion):
            waiting.append(pool.submit(_portion, start))
            if len(waiting) > 2 * cores:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_given: tuple[Callable[[Any], Any], Sequence[Any], int]


def _begin(work: Callable[[Any], Any], items: Sequence[Any], portion: int) -> None:
    global _given
    _given = work, items, portion
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and lets us finish


def _portion(start: int) -> list[Any]:
    work, items, portion = _given
    return [work(item) for item in items[start : start + portion]]
