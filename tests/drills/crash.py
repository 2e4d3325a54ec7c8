"""A verb run in a child that dies at a moment of our choice."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from l10n import cli

STEPS = ("open", "write", "fsync", "link", "rename", "replace", "unlink", "mkdir", "fchmod", "ftruncate")
"""The calls of `os` between which a file may be half done."""

Before = Callable[[str, tuple[Any, ...]], None]
"""Called with the name and the arguments of a step that is about to be made."""


class Ended:
    """How a child ended: its exit code, or minus the signal that killed it, and what it said."""

    def __init__(self, code: int, said: str) -> None:
        self.code, self.said = code, said


def run(folder: Path, arguments: Sequence[str], before: Before | None = None, kill_after: float = 0) -> Ended:
    """Run `l10n` in a child of this process, in a folder; it is killed after `kill_after` seconds, if any."""
    said = folder.with_suffix(".said")
    child = os.fork()
    if child == 0:
        _live(folder, arguments, before, said)
    if kill_after:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), said.read_text(errors="replace") if said.exists() else "")


def steps(folder: Path, arguments: Sequence[str]) -> list[str]:
    """The steps that a run makes, in order, undisturbed."""
    listed = folder.with_suffix(".steps")
    handle = os.open(listed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    write = os.write

    def note(name: str, _: tuple[Any, ...]) -> None:
        write(handle, f"{name}\n".encode())

    run(folder, arguments, note)
    os.close(handle)
    return listed.read_text().split()


def at(number: int, *, torn: bool = False) -> Before:
    """Kills the child before its step `number`, from 0; `torn`: that writes half of what it was to write."""
    count = -1
    write = os.write

    def die(name: str, given: tuple[Any, ...]) -> None:
        nonlocal count
        count += 1
        if count == number:
            if torn and name == "write":
                write(given[0], bytes(given[1])[: len(given[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def _live(folder: Path, arguments: Sequence[str], before: Before | None, said: Path) -> NoReturn:
    code = 70
    try:
        os.chdir(folder)
        null, out = os.open(os.devnull, os.O_RDONLY), os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for handle, ours in ((null, 0), (out, 1), (out, 2)):
            os.dup2(handle, ours)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
        sys.argv = ["l10n", *arguments]
        if before:
            _watch(before)
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 70
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as error:  # noqa: BLE001 - the child must end here, whatever comes
        os.write(2, repr(error).encode())
    finally:
        os._exit(code)


def _watch(before: Before) -> None:
    """Have `before` called at each step of `os` that writes, and at each statement of SQLite."""
    for name in STEPS:
        setattr(os, name, _watched(name, getattr(os, name), before))

    class Watched(sqlite3.Connection):
        execute = _watched("execute", sqlite3.Connection.execute, before)
        executemany = _watched("executemany", sqlite3.Connection.executemany, before)

    connect = sqlite3.connect
    setattr(sqlite3, "connect", lambda *given, **named: connect(*given, factory=Watched, **named))  # noqa: B010


def _watched(name: str, step: Callable[..., Any], before: Before) -> Callable[..., Any]:
    def watched(*given: Any, **named: Any) -> Any:
        if name != "open" or (len(given) > 1 and given[1] & (os.O_WRONLY | os.O_RDWR)):
            before(name, given)
        return step(*given, **named)

    return watched
