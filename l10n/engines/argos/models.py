"""Argos models listed, installed and removed: `l10n models`. A model is there whole or not at all."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from l10n import files, locale
from l10n.engines.argos import decode, download, index, packages
from l10n.engines.argos.archive import unpack
from l10n.engines.argos.download import Report, silent
from l10n.engines.argos.index import Offer
from l10n.engines.argos.packages import RECORD, Package
from l10n.errors import L10nError

_LARGEST = 1 << 30
"""Bytes of an archive; the largest real ones have a few hundred million."""
_SCRATCH = ".l10n-"


@dataclass(frozen=True, slots=True)
class Listed:
    """A model in a list. `source` and `target` are Argos's codes; `state` says what stands with it."""

    source: str
    target: str
    version: str
    state: str

    @property
    def line(self) -> str:
        """How it is printed: `en es  English to Spanish  1.9  installed`."""
        names = (locale.display_name(packages.tag_of(code)) for code in (self.source, self.target))
        return f"{self.source} {self.target}  {' to '.join(names)}  {self.version}  {self.state}"


def list_models(*, available: bool = False) -> list[Listed]:
    """The models on this machine, whole or broken; with `available` those of the index too.

    Raises L10nError where the index is asked for and cannot be reached.
    """
    listed = {(one.source, one.target): _listed(one) for one in packages.installed()}
    for offer in index.offers() if available else ():
        here = listed.get((offer.source, offer.target))
        if here is None:
            listed[offer.source, offer.target] = Listed(
                offer.source, offer.target, offer.version, "available"
            )
        elif packages.version_order(here.version) < packages.version_order(offer.version):
            state = f"{here.state}, {offer.version} available"
            listed[offer.source, offer.target] = Listed(here.source, here.target, here.version, state)
    return [listed[pair] for pair in sorted(listed)]


def install(source: str, target: str, progress: Report = silent) -> list[Package]:
    """The models that do a pair of locales now: downloaded from the index, or here already in its version.

    Two where the pair goes through English. Raises L10nError where the index has none or cannot be reached,
    and where a download is not what it should be.
    """
    sources, targets = packages.asked(source), packages.asked(target)
    listed = index.offers()
    offers = index.find(listed, sources, targets)
    if not offers:
        near = index.nearest(listed, sources[0], targets[0])
        hint = f"the nearest are {near}" if near else "check ARGOS_PACKAGE_INDEX"
        raise L10nError(f"the index has no Argos model for {source} to {target}", hint=hint)
    return [_install(offer, progress) for offer in offers]


def fetch(source: str, target: str, progress: Report = silent) -> bool:
    """Whether the index has what a pair of locales needs, which is then installed.

    Raises L10nError where the index cannot be reached or a download fails.
    """
    found = index.find(index.offers(), packages.codes(source), packages.codes(target))
    for offer in found:
        _install(offer, progress)
    return bool(found)


def install_file(file: Path) -> Package:
    """The model in an `.argosmodel` file, installed, or here already with the same bytes.

    Raises L10nError where the file is no sound Argos model, or another model of its pair is here that is
    whole and no older.
    """
    if not file.is_file():
        problem = "is a folder" if file.is_dir() else "no such file"
        raise L10nError(problem, file, hint="name an .argosmodel file, or two languages: en es")
    try:
        with file.open("rb") as opened:
            sha256 = file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise L10nError(f"cannot be read: {error.strerror}", file) from None
    with _home() as home:
        return _put(home, file, file, {"archive": sha256, "origin": file.name})


def remove(source: str, target: str) -> list[Package]:
    """The models of a pair that were installed and no longer are, every version of it.

    Raises L10nError where there is none.
    """
    sources, targets = packages.asked(source), packages.asked(target)
    with _home() as home:
        here = packages.readable()
        by_pair = {(one.source, one.target): one for one in here}
        pair = packages.between(by_pair, sources, targets)
        if pair is None:
            names = ", ".join(f"{one.source} {one.target}" for one in packages.installed())
            hint = f"installed are {names}" if names else "no model is installed"
            raise L10nError(f"no Argos model for {source} to {target} is installed", hint=hint)
        gone = [one for one in here if (one.source, one.target) == (pair.source, pair.target)]
        with _scratch(home) as scratch:
            for one in gone:
                _away(one.folder, scratch)
        _write_record(home, {one.folder.name: None for one in gone})
    return gone


def _listed(package: Package) -> Listed:
    try:
        packages.check(package)
        packages.verify(package)
    except L10nError:
        return Listed(
            package.source, package.target, package.version, "broken: remove it, then install it again"
        )
    return Listed(package.source, package.target, package.version, "installed")


def _install(offer: Offer, progress: Report) -> Package:
    """The model of an offer, from the first of its links that gives it."""
    with _home() as home:
        for here in _whole(offer.source, offer.target):
            if here.order >= packages.version_order(offer.version):
                return here
        archive = home / f"{_SCRATCH}{offer.source}_{offer.target}-{offer.version}.part"
        sha256 = _download(offer, archive, progress)
        try:
            if offer.sha256 and sha256 != offer.sha256:
                hint = "run it again; if it stays so, tell who keeps the index"
                raise L10nError("is not the file that the index describes (sha256)", offer.name, hint=hint)
            known = {"archive": sha256, "origin": "index"}
            return _put(home, archive, offer.name, known, (offer.source, offer.target))
        finally:
            archive.unlink(missing_ok=True)


def _download(offer: Offer, archive: Path, progress: Report) -> str:
    """Fetch from one link after the other; what broke off at one is gone on with in the next run."""
    for link in offer.links[:-1]:
        try:
            return download.save(link, archive, _LARGEST, loopback=offer.loopback, progress=progress)
        except L10nError:
            continue
    last = offer.links[-1]
    return download.save(last, archive, _LARGEST, loopback=offer.loopback, progress=progress)


def _put(
    home: Path,
    archive: Path,
    called: str | Path,
    known: dict[str, str],
    pair: tuple[str, str] | None = None,
) -> Package:
    """Unpack beside the packages, look the model over, try it, and only then rename it to its place."""
    decode.require()
    with _scratch(home) as scratch:
        package = _sound(archive, scratch, called)
        if pair and pair != (package.source, package.target):
            raise L10nError(f"is not the model for {' to '.join(pair)}", called, hint="get the model anew")
        digest = packages.digest(package)
        for here in _whole(package.source, package.target):
            if packages.digest(here) == digest:
                return here
            if here.order >= package.order:
                hint = f"run: l10n models remove {here.source} {here.target}"
                raise L10nError(f"Argos model {here.name} is installed already", called, hint=hint)
        target = home / package.folder.name
        old = [one for one in packages.readable() if _same_pair(one, package)]
        if target.exists() and target not in (one.folder for one in old):
            raise L10nError("is in the way and no model of this pair", target, hint="move it away")
        for one in old:
            _away(one.folder, scratch)
        package.folder.rename(target)
        _write_record(
            home, {one.folder.name: None for one in old} | {target.name: {"digest": digest, **known}}
        )
        return replace(package, folder=target)


def _sound(archive: Path, scratch: Path, called: str | Path) -> Package:
    """The model of an archive, unpacked and tried. Raises L10nError, that names the archive, for none."""
    try:
        package = packages.read(unpack(archive, scratch))
        if package is not None:
            packages.check(package)
            decode.open_model(package)
    except L10nError as error:
        raise L10nError(error.message, called, hint="get the model anew") from None
    if package is None:
        raise L10nError("is no translation model", called, hint="get the model anew")
    return package


def _same_pair(one: Package, other: Package) -> bool:
    return (one.source, one.target) == (other.source, other.target)


def _whole(source: str, target: str) -> list[Package]:
    """The installed packages of a pair that nothing is wrong with."""
    found = []
    for package in packages.readable():
        if (package.source, package.target) == (source, target):
            try:
                packages.check(package)
                packages.verify(package)
            except L10nError:
                continue  # a broken one is replaced
            found.append(package)
    return found


@contextmanager
def _home() -> Iterator[Path]:
    """The packages' folder, ours alone for the time; what a killed run left there is cleared away."""
    home = packages.directory()
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(home / f"{_SCRATCH}lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _unwritten(home, error) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            hint = "wait for it to end"
            raise L10nError("another l10n installs or removes models here", home, hint=hint) from None
        for left in home.glob(f"{_SCRATCH}*"):
            if left.is_dir():
                shutil.rmtree(left)
        yield home
    except OSError as error:
        raise _unwritten(home, error) from None
    finally:
        os.close(handle)


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """A folder on the packages' own file system, gone afterwards with all that is in it."""
    with tempfile.TemporaryDirectory(dir=home, prefix=_SCRATCH, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _away(folder: Path, scratch: Path) -> None:
    """Take a package out of the packages' folder; of a link, the link alone."""
    if folder.is_symlink():
        folder.unlink()
    else:
        folder.rename(scratch / f"old-{folder.name}")


def _write_record(home: Path, changes: dict[str, dict[str, str] | None]) -> None:
    record = packages.read_record(home) | changes
    kept = {name: known for name, known in sorted(record.items()) if known}
    files.write(str(home / RECORD), f"{json.dumps(kept, indent=1)}\n".encode(), RECORD)


def _unwritten(home: Path, error: OSError) -> L10nError:
    place = error.filename or home
    return L10nError(f"cannot be written: {error.strerror}", place, hint="see ARGOS_PACKAGES_DIR")
