"""A lock that whoever writes a file holds while the old one may still change: one run at a time.

It is the system's own (`flock`) on a file that stays where it is: it ends with the process that holds it, so
one that was killed leaves none behind.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from l10n.errors import L10nError

PATIENCE = 60.0
"""Seconds to wait for another run; what it holds the lock for takes milliseconds."""
_FIRST, _LONGEST = 0.000_5, 0.02  # seconds between two tries

_HINT = "put the project on a file system that has locks"
_HINTS = {
    errno.EACCES: "make its folder writable",
    errno.EROFS: "make its folder writable",
    errno.ENOSPC: "free some space and run it again",
    errno.EDQUOT: "free some space and run it again",
    errno.ENOTDIR: "a file stands where its folder should; move it away",
    errno.EEXIST: "a file stands where its folder should; move it away",
    errno.EISDIR: "a folder stands where the file should; move it away",
}

_open: tuple[str, int, int] | None = None
"""The lock file that is open: its name, the process it was opened by, its handle."""


@contextmanager
def held(lock: str) -> Iterator[None]:
    """Hold the lock file `lock`, waiting for whoever holds it now.

    Raises L10nError where that takes too long, or there can be no lock.
    """
    try:
        handle = _handle(lock)
        _wait(handle, lock)
    except OSError as error:
        said = f"cannot be locked: {error.strerror or error}"
        raise L10nError(said, lock, hint=_HINTS.get(error.errno or 0, _HINT)) from None
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _wait(handle: int, lock: str) -> None:
    end, pause = time.monotonic() + PATIENCE, _FIRST
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                hint = "let it end, or stop it, and run this again"
                raise L10nError("another run of l10n holds the lock", lock, hint=hint) from None
        else:
            return
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST)


def _handle(lock: str) -> int:
    """The lock file, opened once a process: a child that shared its parent's would share its lock too."""
    global _open
    if _open is not None:
        name, process, handle = _open
        if name == lock and process == os.getpid() and os.fstat(handle).st_nlink:
            return handle
        os.close(handle)
        _open = None
    os.makedirs(os.path.dirname(lock), exist_ok=True)
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except PermissionError:
        handle = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)  # somebody else's: enough for a lock
    _open = lock, os.getpid(), handle
    return handle
