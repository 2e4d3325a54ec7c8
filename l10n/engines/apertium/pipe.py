"""A chain of Apertium's programs kept running: segments in, answers out, a NUL after each. No shell."""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import IO

from l10n.errors import EngineError

PATIENCE = 60.0
"""Seconds without an answer after which a segment is given up."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one segment, or why there is none."""

    stream: str
    failure: str = ""


def run(
    stages: Sequence[Sequence[str]], primer: str, segments: Sequence[str], patience: float = PATIENCE
) -> list[Reply]:
    """The answer to each segment, in order. A fresh pipeline is fed the primer first.

    A segment that kills the pipeline or stops it gets a failure, and a new one goes on with the next. Raises
    EngineError where a program is missing or not even the primer comes through.
    """
    replies: list[Reply] = []
    while len(replies) < len(segments):
        got, fault = _once(stages, [primer, *segments[len(replies) :]], patience)
        if not got:
            raise EngineError(
                f"{stages[0][0]} … {stages[-1][0]}: {fault}", hint="reinstall the Apertium packages"
            )
        replies += got[1:]
        if fault:
            replies.append(Reply("", fault))
    return replies


def _once(
    stages: Sequence[Sequence[str]], segments: Sequence[str], patience: float
) -> tuple[list[Reply], str]:
    """The answers that one life of the pipeline gave, and what ended it early, "" where nothing did."""
    with ExitStack() as stack:
        complaints = stack.enter_context(tempfile.TemporaryFile())
        processes = _started(stages, complaints, stack)
        first, last = processes[0].stdin, processes[-1].stdout
        if first is None or last is None:  # never so: both are pipes
            raise AssertionError
        data = [f"{segment}{_end(at)}\0".encode() for at, segment in enumerate(segments)]
        writer = threading.Thread(target=_write, args=(first, data), daemon=True)
        writer.start()
        # Registered last, done first: with its readers dead, the writer cannot hang.
        stack.callback(writer.join)
        stack.callback(_kill, processes)
        replies, fault = _read(last, len(segments), patience)
        if fault == _DIED:
            complaint = _last_line(complaints)
            fault = f"Apertium broke off: {complaint}" if complaint else "Apertium broke off"
        return replies, fault


_DIED = "died"


def _read(stream: IO[bytes], many: int, patience: float) -> tuple[list[Reply], str]:
    replies: list[Reply] = []
    waiting = b""
    poll = select.poll()
    poll.register(stream, select.POLLIN | select.POLLHUP)
    deadline = time.monotonic() + patience
    while len(replies) < many:
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            return replies, f"no answer from Apertium in {patience:g} s"
        chunk = os.read(stream.fileno(), 1 << 16)
        if not chunk:
            return replies, _DIED
        *done, waiting = (waiting + chunk).split(b"\0")
        for one in done[: many - len(replies)]:  # at the end of its input a program may add NULs of its own
            answer, end = one.decode("utf-8", "replace"), _end(len(replies))
            if end not in answer:
                return replies, "Apertium lost its place"
            before, _, after = answer.partition(end)
            replies.append(Reply(before) if not after else Reply("", "Apertium moved the end of the text"))
            deadline = time.monotonic() + patience
    return replies, ""


def _end(number: int) -> str:
    """The superblank after a segment, by which its answer is known."""
    return f"[={number}=]"


def _started(
    stages: Sequence[Sequence[str]], complaints: IO[bytes], stack: ExitStack
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


def _write(stream: IO[bytes], data: Sequence[bytes]) -> None:
    # A pipeline that died says so at its other end.
    with suppress(OSError, ValueError), stream:
        for piece in data:
            stream.write(piece)
            stream.flush()


def _kill(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()


def _close(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()
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
