"""Files read and written: whole or not at all, and never over somebody else's work. Paths are strings.

`pathlib` stays outside: tens of thousands of files are opened, compared and replaced here, and a `Path` costs
as much as the system call it is made for.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import NamedTuple

from l10n.errors import L10nError

_CHUNK = 1 << 20

Stamp = tuple[int, int, int]
"""What tells that a file was written again: the time in nanoseconds, the size in bytes, the inode."""


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
            stamp = _stamp(stream.fileno())
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
    """
    before = read_if_there(file, called)
    if before == data:
        return False
    _write(file, data, called, new=before is None)
    return True


class Growing:
    """A file that is written bit by bit, and replaced whole or not at all, once `done` is called.

    Used as a context: leaving it without that leaves the old file, and nothing beside it.
    """

    def __init__(self, file: str, called: str) -> None:
        self.file = os.path.realpath(file) if os.path.islink(file) else file
        self.called = called
        try:
            os.makedirs(os.path.dirname(self.file), exist_ok=True)
            handle, self._name = _beside(self.file)
        except OSError as error:
            raise os_error(error, called, "written") from None
        self._stream = os.fdopen(handle, "wb")

    def add(self, data: bytes) -> None:
        """Write more of it."""
        try:
            self._stream.write(data)
        except OSError as error:
            raise os_error(error, self.called, "written") from None

    def done(self) -> bool:
        """Put it in the old one's place: True where it differs from what stood there."""
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            if _same(self.file, self._name):
                return False
            os.rename(self._name, self.file)
        except OSError as error:
            raise os_error(error, self.called, "written") from None
        return True

    def __enter__(self) -> Growing:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        with suppress(FileNotFoundError):
            os.unlink(self._name)


def _same(one: str, other: str) -> bool:
    if not os.path.isfile(one) or os.path.getsize(one) != os.path.getsize(other):
        return False
    with open(one, "rb") as first, open(other, "rb") as second:
        while data := first.read(_CHUNK):
            if data != second.read(_CHUNK):
                return False
    return True


def update(
    file: str, change: Callable[[bytes | None], bytes | None], called: str, lock: str
) -> tuple[bool, Held | None]:
    """Replace a file by what `change` makes of its bytes; whether it was written, and what it holds now.

    Where there is no file, `change` is called with None; where it gives None, nothing is written.

    `change` may be called twice: once to see whether anything changes, and once more, holding the lock file
    `lock`, if somebody wrote the file in between, so that two runs at once never lose each other's work.
    """
    before = held(file, called)
    after = change(before.data if before else None)
    if after is None or (before and after == before.data):
        return False, before
    if before is None and (stamp := _created(file, after, called)):
        return True, Held(after, stamp)
    with _locked(lock):
        now = held(file, called)
        if (now and now.data) != (before and before.data):
            after = change(now.data if now else None)
            if after is None or (now and after == now.data):
                return False, now
        return True, Held(after, _write(file, after, called, new=now is None))


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
        errno.EEXIST: "a file stands where a folder should; move it away",
    }.get(error.errno or 0, "see what the system says")
    return L10nError(f"cannot be {done}: {error.strerror or error}", called, hint=hint)


def _read(file: str) -> Held | None:
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        stamp = _stamp(handle)
        size = stamp[1]
        found = os.read(handle, size + 1)
        if len(found) != size:
            parts = [found]
            while parts[-1]:
                parts.append(os.read(handle, _CHUNK))
            found = b"".join(parts)
        return Held(found, stamp)
    finally:
        os.close(handle)


def _stamp(handle: int) -> Stamp:
    about = os.fstat(handle)
    return about.st_mtime_ns, about.st_size, about.st_ino


def _write(file: str, data: bytes, called: str, *, new: bool) -> Stamp:
    try:
        file = os.path.realpath(file) if not new and os.path.islink(file) else file
        try:
            return _replace(file, data, new=new)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(file), exist_ok=True)
            return _replace(file, data, new=new)
    except OSError as error:
        raise os_error(error, called, "written") from None


def _created(file: str, data: bytes, called: str) -> Stamp | None:
    """Make a file that is not there; None where it is by now, or where that cannot be told.

    Giving a file a name that may not exist yet is atomic, so this needs no lock.
    """
    try:
        handle, name = _beside(file)
    except OSError:
        return None  # its folder is not there yet, or it cannot be written: the long way will tell
    try:
        try:
            _pour(handle, data)
            stamp = _stamp(handle)
        finally:
            os.close(handle)
        try:
            os.link(name, file)
        except OSError:
            return None
    except OSError as error:
        raise os_error(error, called, "written") from None
    finally:
        os.unlink(name)
    return stamp


def _pour(handle: int, data: bytes) -> None:
    done = os.write(handle, data)
    while done < len(data):
        done += os.write(handle, memoryview(data)[done:])


def _replace(file: str, data: bytes, *, new: bool) -> Stamp:
    """Write beside a file and rename. A new one is not waited for: it holds nothing that could be lost."""
    handle, name = _beside(file)
    try:
        try:
            _pour(handle, data)
            if not new:
                os.fchmod(handle, stat.S_IMODE(os.stat(file).st_mode))
                os.fsync(handle)
            stamp = _stamp(handle)
        finally:
            os.close(handle)
        os.rename(name, file)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
    return stamp


def _beside(file: str) -> tuple[int, str]:
    """A new file in the same folder, with the mode that new files get: its handle and its name."""
    folder, _, last = file.rpartition("/")
    start = f"{folder}/.{last[:40]}.{os.getpid()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        return os.open(f"{start}.tmp", flags, 0o666), f"{start}.tmp"
    except FileExistsError:
        import tempfile  # late: it costs more than the rest of this module

        # Left behind by a killed run that had our number, or another thread's.
        handle, name = tempfile.mkstemp(prefix=f"{start}.", suffix=".tmp", dir=folder or ".")
        os.fchmod(handle, 0o666 & ~_umask())
        return handle, name


@contextmanager
def _locked(lock: str) -> Iterator[None]:
    try:
        handle = _lock_handle(lock)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        raise os_error(error, lock, "written") from None
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


_lock: tuple[str, int, int] | None = None
"""The lock file that is open: its name, the process it was opened by, its handle."""


def _lock_handle(lock: str) -> int:
    """The lock file, opened once a process: a child that shared its parent's would share its lock too."""
    global _lock
    if _lock is not None:
        name, process, handle = _lock
        if name == lock and process == os.getpid() and os.fstat(handle).st_nlink:
            return handle
        os.close(handle)
    os.makedirs(os.path.dirname(lock), exist_ok=True)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    _lock = lock, os.getpid(), handle
    return handle


@cache
def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
