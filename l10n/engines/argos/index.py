"""The index of Argos models that can be downloaded: a JSON list, one object a model."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from l10n.engines.argos import decode, download, packages
from l10n.engines.argos.packages import Package
from l10n.errors import L10nError

_LIMIT = 16 << 20
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Offer:
    """A model in the index. `sha256` is "" where the index does not say it. Codes are Argos's."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    sha256: str
    loopback: bool

    @property
    def name(self) -> str:
        """What messages call it: `en-es 1.9`."""
        return f"{self.source}-{self.target} {self.version}"


def url() -> str:
    """Where the index is: ARGOS_PACKAGE_INDEX and `index.json`, or argostranslate's own setting."""
    folder = os.environ.get("ARGOS_PACKAGE_INDEX")
    if not folder:
        decode.require()
        try:
            from argostranslate import settings
        except OSError as error:  # it creates its folders when it is imported
            raise L10nError(f"argostranslate cannot start: {error}", hint="set ARGOS_PACKAGE_INDEX") from None
        folder = str(settings.package_index)
    return f"{folder.removesuffix('/')}/index.json"


def offers() -> list[Offer]:
    """The models in the index, the latest version of each pair, by pair.

    Models without a link we would follow are none: https only, or http where the index itself is on this
    machine. Raises L10nError where the index cannot be reached or is none.
    """
    where = url()
    loopback = download.is_loopback(where)
    raw = download.read(where, _LIMIT, loopback=loopback)
    try:
        listed = json.loads(raw)
    except (ValueError, RecursionError):
        listed = None
    if not isinstance(listed, list):
        hint = "check ARGOS_PACKAGE_INDEX"
        raise L10nError("is not an index of Argos models", download.shown(where), hint=hint)
    latest: dict[tuple[str, str], Offer] = {}
    for entry in listed:
        offer = _offer(entry, loopback)
        if offer:
            pair = offer.source, offer.target
            latest[pair] = max(latest.get(pair, offer), offer, key=_order)
    return [latest[pair] for pair in sorted(latest)]


def find(listed: list[Offer], sources: tuple[str, ...], targets: tuple[str, ...]) -> tuple[Offer, ...]:
    """The offer for a pair of code lists, or two through English; empty where there are none."""
    by_pair: dict[tuple[str, str], Offer] = {(offer.source, offer.target): offer for offer in listed}
    first = packages.between(by_pair, sources, ("en",))
    second = packages.between(by_pair, ("en",), targets)
    direct = packages.between(by_pair, sources, targets)
    if direct:
        return (direct,)
    return (first, second) if first and second else ()


def nearest(listed: list[Offer], source: str, target: str) -> str:
    """A few pairs of the index that are most like the one asked for: `en es, en et`."""

    def likeness(offer: Offer) -> float:
        halves = ((source, offer.source), (target, offer.target))
        return sum(SequenceMatcher(None, one, other).ratio() for one, other in halves)

    best = sorted(listed, key=likeness, reverse=True)[:5]
    return ", ".join(f"{offer.source} {offer.target}" for offer in best)


def _order(offer: Offer) -> tuple[int, ...]:
    return packages.version_order(offer.version)


def _offer(entry: Any, loopback: bool) -> Offer | None:
    try:
        package: Package | None = packages.described(entry, Path())
    except L10nError:
        return None
    links = entry.get("links")
    sha256 = entry.get("sha256", "")
    sound = [
        link
        for link in (links if isinstance(links, list) else ())
        if isinstance(link, str) and download.allowed(link, loopback=loopback)
    ]
    if package is None or not sound or not isinstance(sha256, str):
        return None
    if sha256 and not _SHA256.fullmatch(sha256.lower()):
        return None
    return Offer(package.source, package.target, package.version, tuple(sound), sha256.lower(), loopback)
