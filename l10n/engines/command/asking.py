"""All texts of a run asked of a program, which may end, hang or say anything in the middle of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from l10n.engines.command.lines import Answer, answer
from l10n.engines.command.program import HINT, Program
from l10n.errors import EngineError

_IN_A_ROW = 3
"""Texts, one after the other, that a fresh program ends or hangs at, after which it is given up."""

_PROTOCOL = f"{HINT}, and what a program must say in docs/engines.md"


@dataclass(frozen=True, slots=True)
class Way:
    """How a program is asked: how to start it, the line that asks for a text, how many texts at once, and for
    how many seconds it may write nothing.
    """

    start: Callable[[], AbstractContextManager[Program]]
    line: Callable[[int], bytes]
    window: int
    patience: float


@dataclass(slots=True)
class _Queue:
    """The numbers of the texts that are to come, that are to be asked once more, and that were asked."""

    coming: Iterator[int]
    again: deque[int] = field(default_factory=deque)
    asked: dict[int, None] = field(default_factory=dict)
    careful: set[int] = field(default_factory=set)
    """Those at which a program may have ended: until they are done, texts are asked one at a time."""

    def take(self, window: int) -> int | None:
        """The next text, None where there is none or it has to wait for an answer."""
        if len(self.asked) >= (1 if self.careful else window):
            return None
        number = self.again.popleft() if self.again else next(self.coming, None)
        if number is not None:
            self.asked[number] = None
        return number

    def done(self, number: int) -> None:
        """A text is answered, or given up."""
        del self.asked[number]
        self.careful.discard(number)

    def is_empty(self) -> bool:
        """Whether no text is left to be asked; looks at the next one."""
        if not self.again and (number := next(self.coming, None)) is not None:
            self.again.append(number)
        return not self.again

    def give_back(self) -> None:
        """What was asked and not answered is asked once more."""
        self.careful.update(self.asked)
        self.again.extendleft(reversed(self.asked))
        self.asked.clear()


def run(way: Way, count: int) -> Generator[tuple[int, Answer | str], None, None]:
    """(number of a text, its answer or why there is none), for each from 0 up to `count`, as they come.

    What waits for an answer when the program ends or hangs is asked again of a fresh one, one at a time: the
    text at which that one does the same has no answer. Raises EngineError where the program cannot be
    started, does so with one text after the other, or says what nobody asked.
    """
    queue, in_a_row = _Queue(iter(range(count))), 0
    while not queue.is_empty():
        alone = bool(queue.careful)
        answered, fault = yield from _life(way, queue)
        in_a_row = 0 if answered else in_a_row
        if fault and alone and not answered and queue.asked:
            culprit = next(iter(queue.asked))
            queue.done(culprit)
            in_a_row += 1
            if in_a_row == _IN_A_ROW:
                raise EngineError(f"{fault}; the same at {in_a_row} texts in a row", hint=HINT)
            yield culprit, fault
        queue.give_back()


def _life(way: Way, queue: _Queue) -> Generator[tuple[int, Answer | str], None, tuple[int, str]]:
    """What one program answers; returns to how many texts, and what ended it early, "" where nothing did."""
    answered = 0
    with way.start() as program:
        while True:
            while program.is_listening and (number := queue.take(way.window)) is not None:
                program.say(way.line(number))
            if program.is_listening and queue.is_empty():
                program.that_was_all()
            if not queue.asked:
                return answered, ""
            lines = program.lines(way.patience)
            if not lines:
                fault = program.fault or f"it wrote nothing for {way.patience:g} s"
                program.fault = fault
                return answered, fault + program.complaint()
            for line in lines:
                said = _answer(line)
                if said.id not in queue.asked:
                    problem = f"it answered to {said.id}, which it was not asked, or has answered before"
                    raise EngineError(problem, hint=_PROTOCOL)
                queue.done(said.id)
                answered += 1
                yield said.id, said


def _answer(line: bytes) -> Answer:
    try:
        return answer(line)
    except ValueError as error:
        raise EngineError(str(error), hint=_PROTOCOL) from None
