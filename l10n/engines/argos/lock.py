"""`.l10n/models.lock`: the models a project drafts with, so that all its drafts come from the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from l10n.engines.argos import packages
from l10n.engines.argos.packages import Package
from l10n.errors import EngineError, L10nError
from l10n.storage import files

FILE = "models.lock"
_CALLED = f".l10n/{FILE}"
_LARGEST = 1 << 20

Pair = tuple[str, str]
"""Two of Argos's codes."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The model of a pair: its version, the sha256 over the files that decide what it writes, as
    `packages.digest` has it; where they are known, the sha256 of its archive and where that came from.
    """

    version: str
    digest: str
    archive: str = ""
    origin: str = ""

    def is_same(self, other: Locked) -> bool:
        """Whether another record is of the same model, wherever that came from."""
        return (self.version, self.digest) == (other.version, other.digest)

    def differs(self, package: Package) -> str:
        """How a package is another model than this one, "" where it is the same."""
        if packages.digest(package) == self.digest:
            return ""
        same = package.version == self.version
        return "the same version with other files" if same else f"version {package.version}"


def read(folder: Path | None) -> dict[Pair, Locked]:
    """The models of the project whose own folder is `folder`, `.l10n`; none without a project.

    Raises L10nError where the file cannot be read or is none.
    """
    return {} if folder is None else _parsed(files.read_if_there(_file(folder), _CALLED))


def verify(folder: Path | None, route: Sequence[Package]) -> None:
    """Raise EngineError where a model is not the one that the project has drafted with so far."""
    locked = read(folder)
    for package in route:
        known = locked.get((package.source, package.target))
        if known is not None and (said := known.differs(package)):
            pair = f"{package.source} {package.target}"
            raise EngineError(
                f"the Argos model {package.source}-{package.target} here is {said}, "
                f"and this project drafts with {known.version}",
                _CALLED,
                hint=f"run: l10n models install {pair}; or, to draft with another one from now on, "
                f"l10n models install --upgrade {pair}",
            )


def check(folder: Path | None, route: Sequence[Package]) -> None:
    """The same, and models that the project drafts with for the first time are recorded."""
    verify(folder, route)
    if folder is not None:
        locked = read(folder)
        record(folder, [one for one in route if (one.source, one.target) not in locked])


def record(folder: Path, used: Iterable[Package]) -> bool:
    """Put models into the project's file, in the place of others of their pairs; whether that changed it."""
    fresh = {(one.source, one.target): _locked(one) for one in used}

    def changed(before: bytes | None) -> bytes | None:
        known = _parsed(before)
        new = {pair: one for pair, one in fresh.items() if not (pair in known and known[pair].is_same(one))}
        return _dumped(known | new) if new else before

    return files.update(_file(folder), changed, _CALLED, f"{folder}/lock")[0]


def _locked(package: Package) -> Locked:
    known = packages.read_record(package.folder.parent).get(package.folder.name, {})
    archive, origin = (str(known.get(key, "")) for key in ("archive", "origin"))
    return Locked(package.version, packages.digest(package), archive, origin)


def _file(folder: Path) -> str:
    """The file. Raises L10nError where a link leads it out: a repository may come from anybody."""
    file = folder / FILE
    if file.is_symlink() or folder.is_symlink():
        raise L10nError("is a link", _CALLED, hint="remove it")
    return str(file)


def _parsed(data: bytes | None) -> dict[Pair, Locked]:
    if data is None:
        return {}
    try:
        listed: Any = json.loads(data) if len(data) <= _LARGEST else None
        return {_pair(pair): _entry(entry) for pair, entry in listed.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        hint = "mend it, or remove it to have the models recorded anew"
        raise L10nError("is no record of models", _CALLED, hint=hint) from None


def _pair(text: str) -> Pair:
    source, target = text.split(" ")
    return source, target


def _entry(entry: Mapping[str, Any]) -> Locked:
    known = (entry["version"], entry["digest"], entry.get("archive", ""), entry.get("origin", ""))
    if not all(isinstance(one, str) for one in known):
        raise TypeError
    return Locked(*known)


def _dumped(locked: Mapping[Pair, Locked]) -> bytes:
    """One value a line, sorted: what changes is a small difference."""
    entries = {
        " ".join(pair): {key: value for key, value in asdict(one).items() if value}
        for pair, one in locked.items()
    }
    return f"{json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False)}\n".encode()
