"""The index of Argos models that can be downloaded: a JSON list, one object a model."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from l10n.engines.argos import decode, packages, remote
from l10n.engines.argos.packages import Package
from l10n.errors import L10nError

_LIMIT = 16 << 20
_SHA256 = re.compile("[0-9a-f]{64}")
_RECENT = 60.0
"""Seconds for which a run believes what the index said, or that it cannot be reached."""

_asked: tuple[str, float, list[Offer] | L10nError] | None = None
"""Where the index was asked for last, when, and what it said."""


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

    @property
    def order(self) -> tuple[int, ...]:
        """A sort key: later versions after earlier ones."""
        return packages.version_order(self.version)


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
    """All models in the index, by pair and version.

    Models without a link we would follow are none: https only, or http where the index itself is on this
    machine. Raises L10nError where the index cannot be reached or is none.
    """
    where = url()
    loopback = remote.is_loopback(where)
    raw = remote.read(where, _LIMIT, loopback=loopback)
    try:
        listed = json.loads(raw)
    except (ValueError, RecursionError):
        listed = None
    if not isinstance(listed, list):
        hint = "check ARGOS_PACKAGE_INDEX"
        raise L10nError("is not an index of Argos models", remote.shown(where), hint=hint)
    found = (_offer(entry, loopback) for entry in listed)
    return sorted((one for one in found if one), key=lambda one: (one.source, one.target, one.order))


def recent() -> list[Offer]:
    """The same, asked for once in a while: a run drafts into many locales and, offline, waits only once."""
    global _asked
    where, now = url(), time.monotonic()
    if _asked is None or _asked[0] != where or now > _asked[1] + _RECENT:
        try:
            _asked = where, now, offers()
        except L10nError as error:
            _asked = where, now, error
    if isinstance(_asked[2], L10nError):
        raise _asked[2]
    return _asked[2]


def latest(listed: Iterable[Offer]) -> dict[tuple[str, str], Offer]:
    """The latest version of each pair; of one version the first that the index has."""
    found: dict[tuple[str, str], Offer] = {}
    for offer in listed:
        pair = offer.source, offer.target
        found[pair] = max(found.get(pair, offer), offer, key=lambda one: one.order)
    return found


def find(listed: Iterable[Offer], sources: tuple[str, ...], targets: tuple[str, ...]) -> tuple[Offer, ...]:
    """The latest offer for a pair of code lists, or two through English; empty where there are none."""
    by_pair = latest(listed)
    if direct := packages.between(by_pair, sources, targets):
        return (direct,)
    first = packages.between(by_pair, sources, ("en",))
    second = packages.between(by_pair, ("en",), targets)
    return (first, second) if first and second else ()


def nearest(listed: Iterable[Offer], source: str, target: str) -> str:
    """A few pairs of the index that are most like the one asked for: `en es, en et`."""

    def likeness(offer: Offer) -> float:
        halves = ((source, offer.source), (target, offer.target))
        return sum(SequenceMatcher(None, one, other).ratio() for one, other in halves)

    best = sorted(latest(listed).values(), key=likeness, reverse=True)[:5]
    return ", ".join(f"{offer.source} {offer.target}" for offer in best)


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
        if isinstance(link, str) and remote.allowed(link, loopback=loopback)
    ]
    if package is None or not sound or not isinstance(sha256, str):
        return None
    if sha256 and not _SHA256.fullmatch(sha256.lower()):
        return None
    return Offer(package.source, package.target, package.version, tuple(sound), sha256.lower(), loopback)
