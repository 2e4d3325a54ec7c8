"""A program kept running, lines in and lines out: no waiting without an end, no remembering without one."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO

from l10n.errors import EngineError
from l10n.text.escape import excerpt

LONGEST = 1 << 20
"""Bytes of a line; a longer one is no answer to a sentence."""
_CHUNK = 1 << 16
_REMEMBERED = 1 << 12
"""Bytes of what a program said last on standard error."""
_GRACE = 1.0
"""Seconds a program has to end once it is told to."""
_LAST_WORDS = 16
"""Pieces of standard error that are read once a program has ended: it may have no end."""

HINT = "see `run` in [engines.command]"


@dataclass(slots=True)
class Program:
    """A running program, what waits to be written to it, what is read of a line, and its last complaint."""

    process: subprocess.Popen[bytes]
    writer: IO[bytes]
    reader: IO[bytes]
    errors: IO[bytes]
    fault: str = ""
    """What ended it, "" while it lives."""
    _out: bytearray = field(default_factory=bytearray)
    _line: bytearray = field(default_factory=bytearray)
    _complaint: bytearray = field(default_factory=bytearray)
    _is_told_all: bool = False

    @property
    def is_listening(self) -> bool:
        """Whether it may still be told something, as far as one can know."""
        return not self.writer.closed and not self._is_told_all

    def say(self, line: bytes) -> None:
        """Have a line written to it, as soon as it reads."""
        self._out += line

    def that_was_all(self) -> None:
        """Close its standard input, once it has read what was said."""
        self._is_told_all = True
        if not self._out:
            self.writer.close()

    def lines(self, seconds: float) -> list[bytes]:
        """The lines it writes next; none where it writes none for so long, or `fault` says why not."""
        end = time.monotonic() + seconds
        while not self.fault:
            ready = self._ready(max(0.0, end - time.monotonic()))
            if self.writer in ready:
                self._write()
            if self.errors in ready:
                self._listen()
            if self.reader in ready and (found := self._read()):
                return found
            if time.monotonic() >= end:
                break
        return []

    def complaint(self) -> str:
        """What it said last on standard error, as the end of a sentence; "" where it said nothing."""
        for _ in range(_LAST_WORDS):
            if self.errors not in self._ready(0):
                break
            self._listen()
        said = bytes(self._complaint).decode(errors="replace").strip().splitlines()
        return f": {excerpt(said[-1].strip())}" if said else ""

    def _ready(self, seconds: float) -> list[IO[bytes]]:
        """The streams that something can be done with."""
        waiting = {one.fileno(): one for one in (self.reader, self.errors) if not one.closed}
        poll = select.poll()
        for handle in waiting:
            poll.register(handle, select.POLLIN)
        if self._out and not self.writer.closed:
            waiting[self.writer.fileno()] = self.writer
            poll.register(self.writer, select.POLLOUT)
        return [waiting[handle] for handle, _ in poll.poll(seconds * 1000)]

    def _write(self) -> None:
        try:
            del self._out[: os.write(self.writer.fileno(), self._out[:_CHUNK])]
        except BlockingIOError:
            return
        except BrokenPipeError:  # it reads no more, and may still answer
            self._out.clear()
            self.writer.close()
        if self._is_told_all:
            self.that_was_all()

    def _listen(self) -> None:
        more = os.read(self.errors.fileno(), _CHUNK)
        self._complaint += more
        del self._complaint[:-_REMEMBERED]
        if not more:
            self.errors.close()

    def _read(self) -> list[bytes]:
        more = os.read(self.reader.fileno(), _CHUNK)
        first, *others = more.split(b"\n")
        self._line += first
        found = [bytes(self._line), *others[:-1]] if others else []
        if others:
            self._line[:] = others[-1]
        if len(self._line) > LONGEST:
            self.fault = f"it wrote a line of more than {LONGEST >> 20} MiB"
        elif not more:
            self.fault = _end(self.process)
            found = [bytes(self._line)]
        return [line for line in found if line.strip()]


@contextmanager
def running(command: Sequence[str], folder: str) -> Iterator[Program]:
    """A program started in a folder, without a shell; it and all it has started are gone afterwards.

    Raises EngineError where it cannot be started.
    """
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={"PYTHONUNBUFFERED": "1", **os.environ},
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else str(error)
        raise EngineError(f"{command[0]} cannot be started: {said}", hint=HINT) from None
    writer, reader, errors = process.stdin, process.stdout, process.stderr
    assert writer and reader and errors  # noqa: PT018  for the type checker: they are pipes
    os.set_blocking(writer.fileno(), False)
    program = Program(process, writer, reader, errors)
    is_done = False
    try:
        yield program
        is_done = not program.fault
    finally:
        for stream in (writer, reader, errors):
            stream.close()
        _stop(process, _GRACE if is_done else 0)


def _stop(process: subprocess.Popen[bytes], grace: float) -> None:
    """End a program that has `grace` seconds to do so by itself, and its whole process group with it."""
    try:
        _wait(process, grace)
        _signal(process, signal.SIGTERM)
        _wait(process, _GRACE)
    finally:  # a second Ctrl-C too
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], which: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, which)  # not yet waited for: the number is still its own


def _wait(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a program has ended, after so many seconds at most; its number stays taken."""
    end, pause = time.monotonic() + seconds, 0.001
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() >= end:
            return False
        time.sleep(pause)
        pause = min(2 * pause, 0.05)
    return True


def _end(process: subprocess.Popen[bytes]) -> str:
    """How a program ended that writes no more."""
    _wait(process, _GRACE)
    seen = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if seen is None:
        return "it closed its output"
    if seen.si_code == os.CLD_EXITED:
        return f"it ended with status {seen.si_status}" if seen.si_status else "it ended"
    return f"it was ended by {signal.Signals(seen.si_status).name}"
