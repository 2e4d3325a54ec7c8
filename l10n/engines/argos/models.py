"""Argos models installed and removed: `l10n models`. A model is there whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path

from l10n.engines.argos import decode, download, home, index, lock, packages, remote
from l10n.engines.argos.archive import unpack
from l10n.engines.argos.download import Saved
from l10n.engines.argos.index import Offer
from l10n.engines.argos.lock import Locked, Pair
from l10n.engines.argos.packages import Package
from l10n.errors import L10nError
from l10n.outcome import Report, downloading, silent

_LARGEST = 1 << 30
"""Bytes of an archive; the largest real ones have a few hundred million."""


def install(
    source: str,
    target: str,
    progress: Report = silent,
    *,
    folder: Path | None = None,
    upgrade: bool = False,
) -> list[Package]:
    """The models that do a pair of locales now: downloaded from the index, or here already in its version.

    Two where the pair goes through English. In the project whose `.l10n` is `folder` they are those it drafts
    with, unless it is to `upgrade`. Raises L10nError where the index has none or cannot be reached, and where
    a download is not what it should be.
    """
    sources, targets = packages.asked(source), packages.asked(target)
    locked = {} if upgrade else lock.read(folder)
    here = packages.route_of(sources, targets)
    if here and all(map(_is_locked(locked), here)):
        return list(here)
    listed = index.offers()
    offers = index.find(listed, sources, targets)
    if not offers:
        near = index.nearest(listed, sources[0], targets[0])
        hint = f"the nearest are {near}" if near else "check ARGOS_PACKAGE_INDEX"
        raise L10nError(f"the index has no Argos model for {source} to {target}", hint=hint)
    return [_install(offer, locked, progress) for offer in _chosen(offers, listed, locked)]


def fetch(source: str, target: str, progress: Report = silent, folder: Path | None = None) -> bool:
    """Whether the index has what a pair of locales needs, which is then installed.

    Raises L10nError where the index cannot be reached or a download fails.
    """
    listed, locked = index.recent(), lock.read(folder)
    found = index.find(listed, packages.codes(source), packages.codes(target))
    for offer in _chosen(found, listed, locked):
        _install(offer, locked, progress)
    return bool(found)


def install_file(file: Path, *, folder: Path | None = None, upgrade: bool = False) -> Package:
    """The model in an `.argosmodel` file, installed, or here already with the same bytes.

    Raises L10nError where the file is no sound Argos model, or another model of its pair is here that is
    whole and no older, or the project whose `.l10n` is `folder` drafts with another one and is not to
    `upgrade`.
    """
    if not file.is_file():
        problem = "is a folder" if file.is_dir() else "no such file"
        raise L10nError(problem, file, hint="name an .argosmodel file, or two languages: en es")
    try:
        with file.open("rb") as opened:
            sha256 = file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise L10nError(f"cannot be read: {error.strerror}", file) from None
    locked = {} if upgrade else lock.read(folder)
    with home.ours() as place:
        return _put(place, file, file, {"archive": sha256, "origin": file.name}, locked)


def remove(source: str, target: str) -> list[Package]:
    """The models of a pair that were installed and no longer are, every version of it.

    Raises L10nError where there is none.
    """
    sources, targets = packages.asked(source), packages.asked(target)
    with home.ours() as place:
        here = packages.readable()
        by_pair = {(one.source, one.target): one for one in here}
        pair = packages.between(by_pair, sources, targets)
        if pair is None:
            names = ", ".join(f"{one.source} {one.target}" for one in packages.installed())
            hint = f"installed are {names}" if names else "no model is installed"
            raise L10nError(f"no Argos model for {source} to {target} is installed", hint=hint)
        gone = [one for one in here if (one.source, one.target) == (pair.source, pair.target)]
        with home.scratch(place) as scratch:
            for one in gone:
                home.away(one.folder, scratch)
        home.write_record(place, {one.folder.name: None for one in gone})
    return gone


def _is_locked(locked: Mapping[Pair, Locked]) -> Callable[[Package], bool]:
    """Whether a package is whole and the one that a project drafts with."""

    def same(package: Package) -> bool:
        known = locked.get((package.source, package.target))
        return known is not None and _is_whole(package) and not known.differs(package)

    return same


def _chosen(offers: Iterable[Offer], listed: Sequence[Offer], locked: Mapping[Pair, Locked]) -> list[Offer]:
    """The offers, each in the version that the project drafts with. Raises L10nError where that is gone."""
    chosen = []
    for offer in offers:
        known = locked.get((offer.source, offer.target))
        alike = [one for one in listed if (one.source, one.target) == (offer.source, offer.target)]
        fitting = [one for one in alike if known is None or one.version == known.version]
        if known is not None and not fitting and not any(map(_is_locked(locked), _of(offer))):
            pair = f"{offer.source} {offer.target}"
            hint = f"install it from a file, or run: l10n models install --upgrade {pair}"
            problem = (
                f"the index has {offer.name} and no longer {known.version}, which this project drafts with"
            )
            raise L10nError(problem, hint=hint)
        chosen.append(offer if known is None or not fitting else fitting[0])
    return chosen


def _of(offer: Offer) -> list[Package]:
    """The installed packages of an offer's pair, whole or not."""
    return [one for one in packages.readable() if (one.source, one.target) == (offer.source, offer.target)]


def _install(offer: Offer, locked: Mapping[Pair, Locked], progress: Report) -> Package:
    """The model of an offer, from the first of its links that gives it, or here already."""
    pair = offer.source, offer.target
    with home.ours() as place:
        for here in _whole(*pair):
            if _is_locked(locked)(here) or (pair not in locked and here.order >= offer.order):
                return here
        archive = place / f"{home.SCRATCH}{offer.source}_{offer.target}-{offer.version}.part"
        while True:
            saved, link = _download(offer, archive, progress)
            known = {"archive": saved.sha256, "origin": remote.shown(link)}
            try:
                _described(offer, saved)
                return _put(place, archive, offer.name, known, locked, pair)
            except L10nError:
                if not saved.resumed:
                    raise
                # Its beginning may be of another file than its end: once more, from nothing.
            finally:
                download.discard(archive)


def _described(offer: Offer, saved: Saved) -> None:
    """Raise L10nError where a download is not the file that the index describes."""
    if offer.sha256 and saved.sha256 != offer.sha256:
        hint = "run it again; if it stays so, tell who keeps the index"
        raise L10nError("is not the file that the index describes (sha256)", offer.name, hint=hint)


def _download(offer: Offer, archive: Path, progress: Report) -> tuple[Saved, str]:
    """Fetch from one link after the other; what broke off at one is gone on with in the next run."""
    shown, last = downloading(progress), offer.links[-1]
    for link in offer.links:
        try:
            return download.save(link, archive, _LARGEST, loopback=offer.loopback, progress=shown), link
        except L10nError:
            if link is last:
                raise
    raise AssertionError("an offer has a link")


def _put(
    place: Path,
    archive: Path,
    called: str | Path,
    known: dict[str, str],
    locked: Mapping[Pair, Locked],
    pair: Pair | None = None,
) -> Package:
    """Unpack beside the packages, look the model over, try it, and only then rename it to its place."""
    decode.require()
    with home.scratch(place) as scratch:
        package = _sound(archive, scratch, called)
        if pair and pair != (package.source, package.target):
            raise L10nError(f"is not the model for {' to '.join(pair)}", called, hint="get the model anew")
        wanted = locked.get((package.source, package.target))
        if wanted is not None and (said := wanted.differs(package)):
            problem = (
                f"is {said}, and this project drafts with {package.source}-{package.target} {wanted.version}"
            )
            raise L10nError(problem, called, hint="with --upgrade it drafts with this one from now on")
        digest = packages.digest(package)
        for here in _whole(package.source, package.target):
            if packages.digest(here) == digest:
                return here
            if here.order >= package.order and wanted is None:
                hint = f"run: l10n models remove {here.source} {here.target}"
                raise L10nError(f"Argos model {here.name} is installed already", called, hint=hint)
        target = place / package.folder.name
        old = [one for one in packages.readable() if _same_pair(one, package)]
        if target.exists() and target not in (one.folder for one in old):
            raise L10nError("is in the way and no model of this pair", target, hint="move it away")
        for one in old:
            home.away(one.folder, scratch)
        package.folder.rename(target)
        home.write_record(
            place, {one.folder.name: None for one in old} | {target.name: {"digest": digest, **known}}
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
    """The installed packages of a pair that nothing is wrong with: a broken one is replaced."""
    found = (one for one in packages.readable() if (one.source, one.target) == (source, target))
    return [one for one in found if _is_whole(one)]


def _is_whole(package: Package) -> bool:
    try:
        packages.check(package)
        packages.verify(package)
    except L10nError:
        return False
    return True
