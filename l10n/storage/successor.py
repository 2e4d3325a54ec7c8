"""What is to stand in a file's place: written apart, put there in one step, gone with a killed run.

Where the system can (Linux, nearly all of its file systems) it has no name until it is whole, so a kill
leaves nothing. Else it stands beside the file as `.NAME.tmp`, which the next run to write that removes.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import stat
from collections.abc import Callable
from contextlib import suppress
from functools import cache

_CHUNK = 1 << 20
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux

Stamp = tuple[int, int, int]
"""What tells that a file was written again: the time in nanoseconds, the size in bytes, the inode."""


def stamp(handle: int) -> Stamp:
    """The stamp of an open file."""
    about = os.fstat(handle)
    return about.st_mtime_ns, about.st_size, about.st_ino


def is_being_written(handle: int) -> bool:
    """Whether another program has an open file open for writing, as far as the system tells (Linux does)."""
    lease = getattr(fcntl, "F_SETLEASE", None)
    if lease is None:
        return False
    try:
        # A lease is refused while there is a writer. One that comes now waits until we let go, and we get a
        # signal, which by default would end us: one that is ignored by default is asked for.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, lease, fcntl.F_RDLCK)
        fcntl.fcntl(handle, lease, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        pass  # somebody else's file, or a file system without leases
    return False


def is_special(file: str) -> bool:
    """Whether it is a device or a pipe, which can be written to and must never be replaced."""
    try:
        mode = os.stat(file).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


class Successor:
    """An open file that can take the place of `file`; a context manager, after which nothing of it is left.

    A link stays a link: what it points to is replaced. Folders that are not there are made. All methods, and
    the making of one, raise OSError.
    """

    def __init__(self, file: str) -> None:
        self._is_special = is_special(file)
        self._name = ""
        if self._is_special:
            self.file = file
            self._handle = os.open(file, os.O_WRONLY | os.O_CLOEXEC)
            return
        self.file = os.path.realpath(file) if os.path.islink(file) else file
        try:
            self._handle, self._name = _beside(self.file)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(self.file) or ".", exist_ok=True)
            self._handle, self._name = _beside(self.file)

    def add(self, data: bytes | bytearray) -> None:
        """Write more of it."""
        done = os.write(self._handle, data)
        while done < len(data):
            done += os.write(self._handle, memoryview(data)[done:])

    def settle(self) -> None:
        """Give it the mode, owner and attributes of the file that is there, and see it on the disk.

        Raises PermissionError where that file may not be written, though it could be replaced.
        """
        if self._is_special:
            return
        about = os.stat(self.file)
        if not os.access(self.file, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if (about.st_uid, about.st_gid) != (os.geteuid(), os.getegid()):
            for owner in (about.st_uid, -1):  # only root can give a file away
                with suppress(PermissionError):
                    os.fchown(self._handle, owner, about.st_gid)
                    break
        os.fchmod(self._handle, stat.S_IMODE(about.st_mode))
        with suppress(OSError, AttributeError):  # not on this system, or not for us to copy
            for name in os.listxattr(self.file):
                os.setxattr(self._handle, name, os.getxattr(self.file, name))
        os.fsync(self._handle)

    def replace(self) -> Stamp:
        """Put it in the place of the file, or where there is none; its stamp."""
        if self._is_special:
            return stamp(self._handle)
        self._call(_name_beside(self.file))
        os.rename(self._name, self.file)
        self._name = ""
        return stamp(self._handle)

    def swap(self, name: str) -> tuple[Stamp, str]:
        """Put it in the place of the file, in whose stead the old one has the name, until this is closed.

        Its stamp, and that name; "" where the system cannot swap files. Nobody else may use `name` meanwhile.
        """
        if not self._name and not self._is_special:
            try:
                self._call(name)
            except OSError:
                return self.replace(), ""  # on another file system than the file
            if _exchange(self._name, self.file):
                return stamp(self._handle), self._name
        return self.replace(), ""

    def undo(self) -> None:
        """Put the old file back, which a swap has taken away."""
        os.rename(self._name, self.file)
        self._name = ""

    def create(self) -> Stamp | None:
        """Put it where no file is, and give its stamp; None, and nothing done, where that cannot be."""
        if self._name or self._is_special:
            return None
        try:
            self._link(self.file)
        except OSError:
            return None
        return stamp(self._handle)

    def is_there(self) -> bool:
        """Whether the file holds the same bytes already."""
        size = os.fstat(self._handle).st_size
        if not os.path.isfile(self.file) or os.path.getsize(self.file) != size:
            return False
        with open(self.file, "rb") as there:
            return all(
                there.read(_CHUNK) == os.pread(self._handle, _CHUNK, start)
                for start in range(0, size, _CHUNK)
            )

    def __enter__(self) -> Successor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it; what has not been put anywhere is gone."""
        os.close(self._handle)
        if self._name:
            with suppress(FileNotFoundError):
                os.unlink(self._name)

    def _call(self, name: str) -> None:
        """Give it a name to be renamed from, unless it has one."""
        if self._name:
            os.fsync(
                self._handle
            )  # some of the file systems without nameless files tell late that they are full
            return
        try:
            self._link(name)
        except FileExistsError:
            os.unlink(name)  # left by a run that was killed in its last step
            self._link(name)
        self._name = name

    def _link(self, name: str) -> None:
        """Give the nameless file its first name: atomic, and refused where one of that name is."""
        # The folder given makes Python follow the link that /proc has; the path is absolute.
        os.link(f"/proc/self/fd/{self._handle}", name, src_dir_fd=self._handle, follow_symlinks=True)


def _exchange(one: str, other: str) -> bool:
    """Give two files each other's name in one step; whether the system can."""
    call = _renameat2()
    return call is not None and call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


@cache
def _renameat2() -> Callable[..., int] | None:
    try:
        import ctypes  # late: for runs that change what people have; some builds of Python have none

        call: Callable[..., int] = ctypes.CDLL(None).renameat2
    except (ImportError, OSError, AttributeError):
        return None
    return call


def _beside(file: str) -> tuple[int, str]:
    """A new file in the folder of another one, with the mode that new files get: its handle and its name."""
    if can_be_nameless():
        flags = os.O_RDWR | os.O_TMPFILE | os.O_CLOEXEC
        try:
            return os.open(file.rpartition("/")[0] or ".", flags, 0o666), ""
        except OSError:
            pass  # not on this file system; or it cannot be written, which the next step says better
    name = _name_beside(file)
    return _claimed(name), name


def _name_beside(file: str) -> str:
    folder, slash, last = file.rpartition("/")
    return f"{folder}{slash}.{last[:40]}.tmp"


@cache
def can_be_nameless() -> bool:
    """Whether the system has files without a name at all; a file system may still have none."""
    return hasattr(os, "O_TMPFILE") and os.path.isdir("/proc/self/fd")


def _claimed(name: str) -> int:
    """A new file of that name which is ours alone; one that a killed run has left is removed."""
    while True:
        try:
            handle = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        except FileExistsError:
            _remove_left(name)
            continue
        _lock(handle)
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)  # taken for a killed run's before it was locked


def _remove_left(name: str) -> None:
    """Remove a file beside another one, once whoever writes it has ended."""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        _lock(handle)
        with suppress(FileNotFoundError):
            if os.stat(name).st_ino == os.fstat(handle).st_ino:
                os.unlink(name)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    with suppress(OSError):  # a file system without locks: two runs at once fail there, and say so
        fcntl.flock(handle, fcntl.LOCK_EX)
