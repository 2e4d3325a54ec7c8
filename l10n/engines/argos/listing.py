"""Argos models in a list: those on this machine, those a project drafts with, those one could download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from l10n import locale
from l10n.engines.argos import index, lock, packages
from l10n.engines.argos.lock import Locked, Pair
from l10n.engines.argos.packages import Package
from l10n.errors import EngineError, L10nError


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
        names = f"{_named(self.source)} to {_named(self.target)}"
        return f"{self.source} {self.target}  {names}  {self.version}  {self.state}"


def list_models(*, available: bool = False, folder: Path | None = None) -> list[Listed]:
    """The models on this machine, whole or broken; with `available` those of the index too.

    `folder` is a project's `.l10n`: what it drafts with is told of too. Raises L10nError where the index is
    asked for and cannot be reached.
    """
    locked = lock.read(folder)
    listed = {(one.source, one.target): _listed(one, locked) for one in packages.installed()}
    for pair, known in locked.items():
        listed.setdefault(pair, Listed(*pair, known.version, "missing: this project drafts with it"))
    offers = index.latest(index.offers()) if available else {}
    for pair, offer in offers.items():
        here = listed.get(pair)
        if here is None:
            listed[pair] = Listed(*pair, offer.version, "available")
        elif packages.version_order(here.version) < offer.order:
            listed[pair] = replace(here, state=f"{here.state}, {offer.version} available")
    return [listed[pair] for pair in sorted(listed)]


def unreadable() -> list[L10nError]:
    """Why some folders among the packages are in no list."""
    return [one for one in packages.faults() if not isinstance(one, EngineError)]


def _named(code: str) -> str:
    """The language of one of Argos's codes in English, the code itself where nobody knows it."""
    try:
        return locale.display_name(locale.normalize(packages.tag_of(code)))
    except L10nError:
        return code


def _listed(package: Package, locked: Mapping[Pair, Locked]) -> Listed:
    state, known = "installed", locked.get((package.source, package.target))
    try:
        packages.check(package)
        packages.verify(package)
        if known is not None and known.differs(package):
            other = "another " if known.version == package.version else ""
            state = f"installed, but this project drafts with {other}{known.version}"
    except L10nError:
        state = "broken: remove it, then install it again"
    return Listed(package.source, package.target, package.version, state)
