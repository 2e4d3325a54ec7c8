"""A chain of Apertium's programs kept running: segments in, answers out, a NUL after each. No shell."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from l10n.errors import EngineError

PATIENCE = 60.0
"""Seconds without an answer after which a segment is given up."""

_WINDOW = 256
"""Segments in the pipeline at once: enough to keep all its programs busy."""
_CHUNK = 1 << 16
_LAST_WORDS = 0.2
"""Seconds in which a program that breaks off is gone."""
_SILENCES = 3
"""Segments in a row that get no answer in time, after which the pipeline is given up."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one segment, or why there is none."""

    stream: str
    failure: str = ""


@dataclass(slots=True)
class _Queue:
    """The segments to come, and those that were taken and wait for their answer."""

    coming: Iterator[str]
    asked: deque[str] = field(default_factory=deque)
    answered: int = 0

    def take(self) -> str | None:
        """The next segment, None where there is none."""
        segment = next(self.coming, None)
        if segment is not None:
            self.asked.append(segment)
        return segment

    def done(self, reply: Reply) -> Reply:
        """The reply to the first that waits, which no longer does."""
        self.asked.popleft()
        self.answered += 1
        return reply


def run(
    stages: Sequence[Sequence[str]], primer: str, segments: Iterable[str], patience: float = PATIENCE
) -> Generator[Reply, None, None]:
    """The answer to each segment, in order, as they come. A fresh pipeline is fed the primer first.

    Segments are taken as the pipeline has room for them. The one in which it dies is asked once more in a
    new pipeline, since it may be no fault of that segment's; then it gets a failure, as does at once one that
    stops it, and a new pipeline goes on with the next. Raises EngineError where a program is missing, not
    even the primer comes through, or one segment after the other stops it.
    """
    queue = _Queue(iter(segments))
    blamed, silences = -1, 0
    while queue.asked or queue.take() is not None:
        before = queue.answered
        try:
            fault = yield from _life(stages, primer, queue, patience)
        except _Silent as silent:
            silences = 1 if queue.answered > before else silences + 1
            if silences == _SILENCES:
                raise EngineError(f"{silent}, {silences} times in a row", hint=_REINSTALL) from None
            yield queue.done(Reply("", str(silent)))
            continue
        if fault and queue.asked:
            if blamed == queue.answered:
                yield queue.done(Reply("", fault))
            else:
                blamed = queue.answered


_REINSTALL = "reinstall the Apertium packages"


class _Silent(Exception):  # noqa: N818  not an error of ours: it says how a life ended
    """The pipeline did not answer in time."""


def _life(
    stages: Sequence[Sequence[str]], primer: str, queue: _Queue, patience: float
) -> Generator[Reply, None, str]:
    """The answers that one life of the pipeline gives; returns what ended it early, "" where nothing did."""
    with ExitStack() as stack:
        complaints = stack.enter_context(tempfile.TemporaryFile())
        processes = _started(stages, stack, complaints)
        pipeline = _Pipeline(*_ends(processes), [primer, *queue.asked])
        primed = False
        fault = ""
        try:
            while not fault and pipeline.fill(queue, patience):
                for answer in pipeline.exchange(patience):
                    before, mark, after = answer.partition(_end(pipeline.answered))
                    if not mark:
                        fault = _cause(processes, complaints) or "Apertium lost its place"
                        break
                    pipeline.answered += 1
                    if primed:
                        moved = "Apertium moved the end of the text" if after else ""
                        yield queue.done(Reply("" if moved else before, moved))
                    primed = True
                if pipeline.is_dead and not fault:
                    fault = _cause(processes, complaints) or "Apertium broke off"
        except _Silent as silent:
            if primed:
                raise
            fault = str(silent)
        if fault and not primed:
            raise EngineError(f"not even its first sentence comes through: {fault}", hint=_REINSTALL)
        return fault


@dataclass(slots=True)
class _Pipeline:
    """The two ends of a running pipeline, what waits to be written, and what has been read of an answer."""

    first: IO[bytes]
    last: IO[bytes]
    again: list[str]
    sent: int = 0
    answered: int = 0
    is_dead: bool = False
    _out: bytearray = field(default_factory=bytearray)
    _read: bytes = b""
    _deadline: float = 0.0

    def fill(self, queue: _Queue, patience: float) -> bool:
        """Take segments as there is room for them. Whether any answer is still to come."""
        while len(self._out) < _CHUNK and self.sent - self.answered < _WINDOW:
            # What an earlier life left unanswered comes first.
            segment = self.again.pop(0) if self.again else queue.take()
            if segment is None:
                break
            self._out += f"{segment}{_end(self.sent)}\0".encode()
            self.sent += 1
            self._deadline = time.monotonic() + patience  # the segment itself may have been long in coming
        return self.sent > self.answered

    def exchange(self, patience: float) -> Iterator[str]:
        """Write and read what can be, and give the answers that are whole.

        Raises _Silent where there was none for `patience`.
        """
        poll = select.poll()
        poll.register(self.last, select.POLLIN)
        if self._out:
            poll.register(self.first, select.POLLOUT)
        ready = dict(poll.poll(max(0.0, self._deadline - time.monotonic()) * 1000))
        if not ready or (self.last.fileno() not in ready and time.monotonic() > self._deadline):
            raise _Silent(f"no answer from Apertium in {patience:g} s")
        if self.first.fileno() in ready:
            try:
                del self._out[: os.write(self.first.fileno(), self._out[:_CHUNK])]
            except BlockingIOError:
                pass
            except OSError:
                self._out.clear()  # a pipeline that died says so at its other end
        if self.last.fileno() in ready:
            chunk = os.read(self.last.fileno(), _CHUNK)
            self.is_dead = not chunk
            *done, self._read = (self._read + chunk).split(b"\0")
            for one in done:
                if self.answered == self.sent:
                    return  # a NUL too many
                self._deadline = time.monotonic() + patience
                yield one.decode("utf-8", "replace")


def _end(number: int) -> str:
    """The superblank after a segment, by which its answer is known."""
    return f"[={number}=]"


def _started(
    stages: Sequence[Sequence[str]], stack: ExitStack, complaints: IO[bytes]
) -> list[subprocess.Popen[bytes]]:
    # Apertium's programs read and write the locale's encoding.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    processes: list[subprocess.Popen[bytes]] = []
    stack.callback(_close, processes)
    for stage in stages:
        before = processes[-1].stdout if processes else subprocess.PIPE
        try:
            process = subprocess.Popen(
                stage,
                stdin=before,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            hint = "run: apt install apertium"
            raise EngineError(f"{stage[0]} cannot be run: {error.strerror}", hint=hint) from None
        processes.append(process)
        if len(processes) > 1 and (pipe := processes[-2].stdout):
            pipe.close()  # only the next stage holds it now, so that each learns of its neighbour's end
    return processes


def _ends(processes: Sequence[subprocess.Popen[bytes]]) -> tuple[IO[bytes], IO[bytes]]:
    first, last = processes[0].stdin, processes[-1].stdout
    if first is None or last is None:  # never so: both are pipes
        raise AssertionError
    os.set_blocking(first.fileno(), False)
    return first, last


def _cause(processes: Sequence[subprocess.Popen[bytes]], complaints: IO[bytes]) -> str:
    """Which program has broken off, and its last word; "" where all still run.

    The programs after it end by themselves then, and may say a NUL of their own before.
    """
    until = time.monotonic() + _LAST_WORDS
    while all(process.poll() is None for process in processes) and time.monotonic() < until:
        time.sleep(0.01)
    failed = [process for process in processes if process.poll()]
    if not failed:
        return ""
    # Who writes to a program that is gone dies of that, and is not the first.
    first = next((one for one in failed if one.returncode != -signal.SIGPIPE), failed[-1])
    program = Path(cast("Sequence[str]", first.args)[0]).name
    said = _last_line(complaints) or (
        f"signal {-first.returncode}" if first.returncode < 0 else f"status {first.returncode}"
    )
    return f"{program} broke off: {said}"


def _close(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()
    for process in processes:
        for pipe in (process.stdin, process.stdout):
            if pipe and not pipe.closed:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def _last_line(complaints: IO[bytes]) -> str:
    """The last thing that any of the programs said on its standard error."""
    complaints.seek(0)
    lines = complaints.read().decode("utf-8", "replace").split("\n")
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")
