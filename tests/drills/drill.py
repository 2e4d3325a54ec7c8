"""One drill: a verb killed, the damage looked at, the verb run again."""

from __future__ import annotations

import importlib
import pkgutil
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import l10n
from drills import crash
from drills.crash import Before
from drills.scene import BESIDE, Files, Verb
from l10n import catalog, config, project
from l10n.errors import L10nError
from l10n.model import State

_STATE = ".l10n/"
_KEPT = ".l10n/memory/"


def warm_up() -> None:
    """Import all that a child would, so that it begins with its work."""
    for module in pkgutil.walk_packages(l10n.__path__, "l10n."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def read(folder: Path) -> Files:
    """The files of a project: all but what can be built again."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return {
        name: file.read_bytes()
        for name, file in found.items()
        if not name.startswith(_STATE) or name.startswith(_KEPT)
    }


@dataclass
class Stage:
    """A verb's scene in a folder: made ready once, set up anew for every drill."""

    verb: Verb
    folder: Path
    ready: Path = field(init=False)

    def __post_init__(self) -> None:
        self.ready = self.folder.with_suffix(".ready")
        shutil.rmtree(self.ready, ignore_errors=True)
        for name, data in {**self.verb.files, **BESIDE}.items():
            (self.ready / name).parent.mkdir(parents=True, exist_ok=True)
            (self.ready / name).write_bytes(data)
        self.ready.rename(self.folder)
        for arguments in self.verb.before:
            ended = crash.run(self.folder, arguments)
            assert ended.code == 0, ended.said
        self.folder.rename(self.ready)

    @cached_property
    def old(self) -> Files:
        """The files before the verb."""
        return read(self.ready)

    @cached_property
    def undisturbed(self) -> tuple[Files, int, float]:
        """The files after it, its exit code, and the seconds that it took."""
        self.set_up()
        begun = time.monotonic()
        ended = crash.run(self.folder, self.verb.arguments)
        took = time.monotonic() - begun
        assert ended.code in (0, 1), ended.said
        new = read(self.folder)
        assert new != self.old, f"{self.verb.name} has nothing to do"
        return new, ended.code, took

    def steps(self) -> list[str]:
        """The steps that it makes, none where they are made by several processes."""
        if self.verb.many:
            return []
        self.set_up()
        return crash.steps(self.folder, self.verb.arguments)

    def set_up(self) -> None:
        """Put the files before the verb in the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.ready, self.folder)

    def drill(self, before: Before | None, kill_after: float = 0) -> tuple[bool, list[str]]:
        """Kill the verb and run it again: whether it was alive to be killed, and what is wrong then."""
        new, code, _ = self.undisturbed
        self.set_up()
        ended = crash.run(self.folder, self.verb.arguments, before, kill_after)
        wrong = list(self._damage(new))
        again = crash.run(self.folder, self.verb.arguments)
        if again.code != code:
            wrong.append(f"the next run ends with {again.code}: {again.said.strip()}")
        after = read(self.folder)
        wrong += (f"{name}: another file than without the kill" for name in _differing(after, new))
        wrong += self._broken_databases()
        return ended.code < 0, wrong

    def _damage(self, new: Files) -> Iterator[str]:
        """What a kill has done to the files, people's words, and what counts as content."""
        found = read(self.folder)
        for name, data in found.items():
            if data in (self.old.get(name), new.get(name)):
                continue
            if name not in self.old and name not in new:
                if not name.rpartition("/")[2].startswith(".") or not name.endswith(".tmp"):
                    yield f"{name}: left behind"
            elif not name.endswith(".po"):
                yield f"{name}: neither old nor new"
        for name, data in self.old.items():
            if name not in found:
                yield f"{name}: gone"
            elif name.endswith(".po"):
                try:
                    lost = reviewed(data) - texts(found[name])
                except L10nError as error:
                    yield f"{name}: {error}"
                else:
                    yield from (f"{name}: lost {text!r}" for text in lost)
        if "l10n.toml" in found:
            settings = config.load(self.folder)
            listed = [one.shown for one in project.sources(settings)]
            listed += (name for tag in settings.locales for name in project.catalogs(settings, tag))
            known = self.old.keys() | new.keys()
            yield from (f"{name}: taken for content" for name in listed if name not in known)

    def _broken_databases(self) -> Iterator[str]:
        for file in (self.folder / _STATE).glob("*.sqlite"):
            database = sqlite3.connect(file)
            try:
                said = database.execute("PRAGMA integrity_check").fetchone()[0]
            except sqlite3.DatabaseError as error:
                said = str(error)
            finally:
                database.close()
            if said != "ok":
                yield f"{file.name}: {said}"


def reviewed(data: bytes) -> set[str]:
    """What people stand for in a catalog: reviewed, or so before its source changed or went."""
    states = (State.REVIEWED, State.STALE, State.OBSOLETE)
    return {one.target for one in catalog.parse(data, "catalog").entries if one.state in states}


def texts(data: bytes) -> set[str]:
    """All translations in a catalog."""
    return {one.target for one in catalog.parse(data, "catalog").entries}


def _differing(one: Files, other: Files) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
