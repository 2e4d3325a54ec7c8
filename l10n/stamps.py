"""Which files are as the last extraction left them, told by size, time and inode, as git and make tell it.

A stamp is worth something only where whatever writes the file again gives it another one. A file written in
the same tick of the clock as its stamp could be written again unseen, so such a stamp is kept with a checksum
and believed only where that still fits.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from l10n.config import Config
from l10n.errors import L10nError
from l10n.project import keep_out_of_git, state_file
from l10n.storage import files
from l10n.storage.files import Stamp

_FILE = "extracted.json"
_TICK = 20_000_000
"""Nanoseconds: no kernel's clock for files ticks more slowly."""
_COARSE_TICK = 2_000_000_000
"""The same for file systems that know whole seconds only."""
_WALK = ("l10n", "sentencex", "pyromark")
"""The packages whose code decides what a catalog holds."""

UNKNOWN = -1
"""The checksum of a file that was read in parts: such a stamp is believed once the clock has ticked."""

Stamps = Mapping[str, tuple[int, ...]]


@dataclass(slots=True)
class Record:
    """The stamps of a project's sources and catalogs, by shown path, as the last extraction left them."""

    config: Config
    maker: str
    old: Stamps
    new: dict[str, tuple[int, ...]]

    def holds(self, names: Sequence[str]) -> bool:
        """Whether every one of these files is as it was; where one is not, all their stamps are forgotten."""
        for name in names:
            stamp = self.old.get(name)
            if stamp is None or not self._fits(name, stamp):
                for one in names:
                    self.new.pop(one, None)
                return False
        return True

    def add(self, name: str, stamp: Stamp, crc: int) -> None:
        """Remember that the file held data with this `checksum`, and had that stamp no later."""
        self.new[name] = (*stamp, crc)

    def keep(self, names: Iterable[str]) -> None:
        """Forget every file but these."""
        known = set(names)
        for name in [one for one in self.new if one not in known]:
            del self.new[name]

    def save(self) -> None:
        """Write what is known now, if it is not what was; a folder that cannot be written costs time only."""
        now = time.time_ns()
        kept = {}
        for name, stamp in self.new.items():
            if len(stamp) == 3 or _settled(stamp[0], now):
                kept[name] = stamp[:3]
            elif stamp[3] != UNKNOWN:
                kept[name] = stamp
        if kept != self.old:
            text = json.dumps({"maker": self.maker, "files": kept}, separators=(",", ":"))
            try:
                keep_out_of_git(self.config)
                files.write(_place(self.config), text.encode("utf-8", "surrogateescape"), _FILE)
            except L10nError:
                return

    def _fits(self, name: str, stamp: tuple[int, ...]) -> bool:
        path = f"{self.config.root}/{name}"
        try:
            now = os.stat(path)
        except OSError:
            return False
        if (now.st_mtime_ns, now.st_size, now.st_ino) != stamp[:3]:
            return False
        if len(stamp) == 3:
            return True
        data = files.read_if_there(path, name)
        return data is not None and checksum(data) == stamp[3]


def read(config: Config) -> Record:
    """The record of a project; an empty one where there is none, or another version of l10n has made it."""
    made_by = maker(config)
    try:
        data = files.read_if_there(_place(config), _FILE)
        found = json.loads(data) if data else {}
        good = isinstance(found, dict) and found.get("maker") == made_by
        old = {name: tuple(stamp) for name, stamp in found["files"].items()} if good else {}
    except (L10nError, ValueError, TypeError, KeyError, AttributeError):
        old = {}
    return Record(config, made_by, old, dict(old))


def checksum(data: bytes) -> int:
    """The CRC-32 of what a file holds."""
    return zlib.crc32(data)


def _place(config: Config) -> str:
    return state_file(config, _FILE)


def _settled(written: int, now: int) -> bool:
    tick = _COARSE_TICK if written % 1_000_000_000 == 0 else _TICK
    return written + tick < now


def maker(config: Config) -> str:
    """A fingerprint of all that decides what an extraction writes: the configuration, and our code."""
    digest = hashlib.blake2b(repr(config).encode("utf-8", "surrogatepass"), digest_size=16)
    for package in _WALK:
        found = find_spec(package)
        for folder in found.submodule_search_locations or () if found else ():
            for line in sorted(_code(folder)):
                digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _code(folder: str) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as inside:
            for entry in inside:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    about = entry.stat()
                    yield f"{entry.path} {about.st_mtime_ns} {about.st_size}\n"
