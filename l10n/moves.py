"""Work that follows its sentences: into the catalog of a renamed article, from one article to another.

An article that was renamed is new, and the catalog it had belongs to no source any more. Where most of its
sentences are the same, its catalog is that one, states and all: nobody's verdict on a translation depends on
the name of a file. A sentence that left one article and came into another stands between other sentences now,
where its translation may be wrong: it becomes a draft (`# TM: 100% …`), for a person to accept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from os.path import exists
from typing import NamedTuple

from l10n import catalog, project, selection
from l10n.config import Config
from l10n.model import EMPTY_TARGET, Catalog, Entry, Key, State
from l10n.outcome import Outcome
from l10n.project import Source
from l10n.storage import files
from l10n.storage.files import Held
from l10n.text import origin

_SAME = 0.5  # how much of two articles is the same sentences where one is the other, renamed
_COMMON = 40  # orphans a sentence may stand in before it says too little of which is meant


class Gone(NamedTuple):
    """A reviewed sentence that went out of an article, and the catalog it is obsolete in now."""

    tag: str
    shown: str
    key: Key
    target: str


class Fresh(NamedTuple):
    """The sentences that came into an article without a translation: the hashes of their keys."""

    tag: str
    shown: str
    file: str
    hashes: Sequence[int]


@dataclass(frozen=True)
class Orphans:
    """The catalogs, by locale, that no source belongs to any more.

    `holders` are the numbers of those that each message stands in. `watched`: there are catalogs that a
    sentence may have gone out of, so it is worth knowing which ones came.
    """

    catalogs: Mapping[str, Sequence[Catalog]]
    holders: Mapping[str, Mapping[Key, Sequence[int]]]
    watched: bool

    def renamed(self, tag: str, template: Sequence[Entry]) -> Catalog | None:
        """The catalog that a new source with these messages had under its old name; None without one.

        Of several that have as many of them, say after two renamings, the one that was revised last.
        """
        holders = self.holders.get(tag)
        if not holders:
            return None
        shared: Counter[int] = Counter()
        for entry in template:
            found = holders.get(entry.key, ())
            if len(found) <= _COMMON:
                shared.update(found)
        common = max(shared.values(), default=0)
        equals = [self.catalogs[tag][at] for at in sorted(shared) if shared[at] == common]
        if not equals:
            return None
        one = max(equals, key=_revised) if len(equals) > 1 else equals[0]
        size = len(template) + sum(entry.state is not State.OBSOLETE for entry in one.entries)
        return one if 2 * common >= _SAME * size else None

    def gone(self) -> list[Gone]:
        """Every reviewed sentence in them."""
        return [
            found
            for tag, some in self.catalogs.items()
            for one in some
            for found in gone(tag, one.path, one.entries)
        ]


def orphans(settings: Config, listed: Sequence[Source], tags: Sequence[str], outcome: Outcome) -> Orphans:
    """The catalogs without a source, read only if one of `listed` is new; broken ones go to the errors."""
    names: list[str] = []
    if any(_is_new(settings, source, tag) for source in listed for tag in tags):
        there = [tag for tag in tags if project.catalogs(settings, tag)]
        names = selection.orphans(settings, there) if there else []
    catalogs: dict[str, list[Catalog]] = {}
    for tag in tags if names else ():
        own = set(project.catalogs(settings, tag))
        for name in names:
            if name in own:
                with outcome.collecting():
                    data = files.read(f"{settings.root}/{name}", name)
                    catalogs.setdefault(tag, []).append(catalog.parse(data, name))
    watched = bool(catalogs) or not all(_is_new(settings, source, tag) for source in listed for tag in tags)
    return Orphans(catalogs, {tag: _holders(found) for tag, found in catalogs.items()}, watched)


def _revised(one: Catalog) -> str:
    """When people last worked on a catalog, as its header says; the later the greater."""
    return catalog.header_fields(one.header.target).get("PO-Revision-Date", "") if one.header else ""


def _is_new(settings: Config, source: Source, tag: str) -> bool:
    return not exists(f"{settings.root}/{project.catalog_name(settings, source, tag)}")


def _holders(catalogs: Sequence[Catalog]) -> dict[Key, list[int]]:
    """The numbers of the catalogs that each message stands in."""
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for number, one in enumerate(catalogs):
        for entry in one.entries:
            if entry.state is not State.OBSOLETE:
                found[entry.key].append(number)
    return dict(found)


def gone(tag: str, shown: str, entries: Iterable[Entry]) -> list[Gone]:
    """Those of some entries that a person has translated."""
    return [
        Gone(tag, shown, entry.key, entry.target)
        for entry in entries
        if entry.state is State.REVIEWED and entry.plural is None and entry.target != EMPTY_TARGET
    ]


def met(some: Iterable[Gone], fresh: Iterable[Fresh]) -> list[tuple[Fresh, dict[Key, Gone]]]:
    """Each article that a sentence came into, with what was said where it went out; nearly always none."""
    offers: dict[str, dict[Key, Gone]] = {}
    for one in some:
        offers.setdefault(one.tag, {}).setdefault(one.key, one)
    hashes = {tag: {hash(key) for key in found} for tag, found in offers.items()}
    none: set[int] = set()
    return [(one, offers[one.tag]) for one in fresh if not hashes.get(one.tag, none).isdisjoint(one.hashes)]


def take_over(settings: Config, place: Fresh, offers: Mapping[Key, Gone]) -> tuple[int, Held | None]:
    """Fill the empty entries of a catalog with the drafts offered: how many, and what it holds now."""
    count = 0

    def filled(before: bytes | None) -> bytes | None:
        nonlocal count
        count = 0
        if before is None:
            return None
        found = catalog.parse(before, place.shown)
        entries = list(found.entries)
        for at, entry in enumerate(entries):
            one = offers.get(entry.key)
            if one and one.shown != place.shown and entry.state is State.EMPTY and _takes(entry):
                entries[at] = catalog.with_draft(entry, one.target, origin.memory(100, one.shown))
                count += 1
        return catalog.dump(replace(found, entries=tuple(entries))) if count else None

    _, after = files.update(place.file, filled, place.shown, project.lock(settings))
    return count, after


def _takes(entry: Entry) -> bool:
    return entry.plural is None and not catalog.has_text(entry)
