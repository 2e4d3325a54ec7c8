"""Files read and written: whole or not at all, and never over somebody else's work. Paths are strings.

`pathlib` stays outside: tens of thousands of files are opened, compared and replaced here, and a `Path` costs
as much as the system call it is made for.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from l10n.errors import L10nError
from l10n.storage import locks, successor
from l10n.storage.successor import Stamp as Stamp
from l10n.storage.successor import Successor

PATIENCE = 5.0
"""Seconds to wait for a program that writes a file we want to change."""

_CHUNK = 1 << 20
_TRIES = 20
_BUSY = "save and close it there, then run this again"


class Held(NamedTuple):
    """What a file holds, and its stamp from no later than that."""

    data: bytes
    stamp: Stamp


def held(file: str, called: str) -> Held | None:
    """What a file holds, None where there is none. Raises L10nError, which calls it `called`, where it cannot
    be read.
    """
    try:
        return _read(file)
    except OSError as error:
        raise os_error(error, called, "read") from None


def slice_of(file: str, called: str, start: int, end: int) -> Held:
    """The bytes from `start` to `end` of a file, with the stamp of all of it; errors as `read` has them."""
    try:
        with open(file, "rb") as stream:
            stamp = successor.stamp(stream.fileno())
            stream.seek(start)
            return Held(stream.read(end - start), stamp)
    except OSError as error:
        raise os_error(error, called, "read") from None


def read(file: str, called: str) -> bytes:
    """The bytes of a file. Raises L10nError where it cannot be read or is not there."""
    found = held(file, called)
    if found is None:
        raise L10nError("cannot be read: No such file or directory", called, hint="check the path")
    return found.data


def read_if_there(file: str, called: str) -> bytes | None:
    """The bytes of a file, None where there is none. Raises L10nError where it cannot be read."""
    found = held(file, called)
    return found.data if found else None


def write(file: str, data: bytes, called: str) -> bool:
    """Replace a file whole: True where it was written, False where it held these bytes already.

    The new bytes are on the disk before the old ones go, so a kill or a full disk leaves one or the other.
    A device or a pipe is written to.
    """
    before = None if successor.is_special(file) else read_if_there(file, called)
    if before == data:
        return False
    with _written(called), Successor(file) as new:
        new.add(data)
        if before is not None:
            new.settle()
        new.replace()
    return True


class Growing:
    """A file that is written bit by bit, and replaced whole or not at all, once `done` is called.

    Used as a context: leaving it without that leaves the old file, and nothing beside it.
    """

    def __init__(self, file: str, called: str) -> None:
        self.called = called
        self._waiting = bytearray()
        with _written(called):
            self._new = Successor(file)

    def add(self, data: bytes) -> None:
        """Write more of it."""
        self._waiting += data
        if len(self._waiting) >= _CHUNK:
            self._pour()

    def done(self) -> bool:
        """Put it in the old one's place: True where it differs from what stood there."""
        self._pour()
        with _written(self.called):
            if self._new.is_there():
                return False
            if os.path.exists(self._new.file):
                self._new.settle()
            self._new.replace()
        return True

    def __enter__(self) -> Growing:
        return self

    def __exit__(self, *_: object) -> None:
        self._new.close()

    def _pour(self) -> None:
        with _written(self.called):
            self._new.add(self._waiting)
        self._waiting.clear()


def update(
    file: str, change: Callable[[bytes | None], bytes | None], called: str, lock: str
) -> tuple[bool, Held | None]:
    """Replace a file by what `change` makes of its bytes; whether it was written, and what it holds now.

    Where there is no file, `change` is called with None; where it gives None, nothing is written.

    `change` may be called several times: once to see whether anything changes, and once more, holding the
    lock file `lock`, whenever somebody has written the file in between, so that neither two runs at once nor
    a run and a person with an editor lose each other's work. A file that another program is still writing is
    waited for, some seconds.
    """
    before = _read_quiet(file, called)
    after = change(before.data if before else None)
    if after is None or (before and after == before.data):
        return False, before
    if before is None:
        # Giving a file a name that may not exist yet is atomic, so this needs no lock.
        with _written(called), Successor(file) as new:
            new.add(after)
            if stamp := new.create():
                return True, Held(after, stamp)
    with _written(called), locks.held(lock):
        for _ in range(_TRIES):
            with Successor(file) as new:
                new.add(after)
                if before:
                    new.settle()
                now = _read_quiet(file, called)
                if (now and now.data) == (before and before.data):
                    stamp, old = new.swap(f"{lock}.tmp") if before else (new.replace(), "")
                    if not old or _still_holds(old, before):
                        return True, Held(after, stamp)
                    new.undo()  # somebody has begun to save it between our look and our step
                    now = _read_quiet(file, called)
            before, after = now, change(now.data if now else None)
            if after is None or (before and after == before.data):
                return False, before
    raise L10nError("is written again and again", called, hint=_BUSY)


def _still_holds(file: str, before: Held | None) -> bool:
    """Whether a file holds what it held, and no other program writes it."""
    try:
        now = _read(file, quiet=True)
    except OSError:
        return False
    return (now and now.data) == (before and before.data)


@contextmanager
def _written(called: str) -> Iterator[None]:
    """What the system says while a file is written, as an error of ours."""
    try:
        yield
    except OSError as error:
        raise os_error(error, called, "written") from None


def _read_quiet(file: str, called: str) -> Held | None:
    """What a file holds while no other program writes it: half of somebody's work must never be merged."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return _read(file, quiet=True)
        except BlockingIOError:
            if time.monotonic() > end:
                raise L10nError("is open for writing in another program", called, hint=_BUSY) from None
            time.sleep(0.01)
        except OSError as error:
            raise os_error(error, called, "read") from None


def os_error(error: OSError, called: str, done: str) -> L10nError:
    """What the system says of a file, as an error of ours; `done` is what could not be done with it."""
    hint = {
        errno.ENOSPC: "free some space and run it again",
        errno.EDQUOT: "free some space and run it again",
        errno.EACCES: "check the permissions of the file and its folder",
        errno.EPERM: "check the permissions of the file and its folder",
        errno.EROFS: "the file system is read-only",
        errno.ENOENT: "check the path",
        errno.EISDIR: "a folder stands where the file should; move it away",
        errno.ENOTDIR: "a file stands where a folder should; move it away",
        errno.ENAMETOOLONG: "shorten it",
        errno.EEXIST: "a file stands where a folder should; move it away",
    }.get(error.errno or 0, "see what the system says")
    return L10nError(f"cannot be {done}: {error.strerror or error}", called, hint=hint)


def _read(file: str, *, quiet: bool = False) -> Held | None:
    """What a file holds; where it is to be `quiet`, BlockingIOError if another program writes it just now."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        stamp = successor.stamp(handle)
        size = stamp[1]
        found = os.read(handle, size + 1)
        if len(found) != size:
            parts = [found]
            while parts[-1]:
                parts.append(os.read(handle, _CHUNK))
            found = b"".join(parts)
        if quiet and (successor.is_being_written(handle) or successor.stamp(handle) != stamp):
            raise BlockingIOError
        return Held(found, stamp)
    finally:
        os.close(handle)
