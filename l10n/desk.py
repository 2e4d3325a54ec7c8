"""The drafting desk of one locale: empty entries out of their catalogs, drafts back into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from l10n import articles, catalog, engines, files, project
from l10n.articles import Article
from l10n.config import Config
from l10n.draft import Amount, Request, count, draft
from l10n.engines.cache import Cache
from l10n.errors import EngineError, L10nError
from l10n.memory import Memory
from l10n.model import Draft, Key, State
from l10n.outcome import Outcome, Report


@dataclass(slots=True)
class Folder:
    """One catalog on the desk: where its waiting entries stand in the file, and the drafts they have got."""

    file: str
    shown: str
    lines: dict[Key, int]
    waiting: set[Key]
    drafts: dict[Key, Draft] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """All the empty entries of a locale as requests, in the order of articles and sentences."""

    settings: Config
    tag: str
    requests: list[Request] = field(default_factory=list)
    owners: list[Folder] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)

    def amount(self) -> Amount:
        """How much there is to draft."""
        return count(self.requests)


def collect(settings: Config, chosen: Iterable[Article], tag: str, outcome: Outcome) -> Desk:
    """The desk of a locale; catalogs that cannot be read are added to the outcome's errors."""
    desk, missing = Desk(settings, tag), list[str]()
    for article in chosen:
        with outcome.collecting():
            found = articles.read_catalog(settings, article, tag)
            if found is None:
                missing.append(article.source.shown)
                continue
            codes, forms = article.codes(), article.forms()
            empty = [one for one in found.entries if one.state is State.EMPTY and one.key in codes]
            lines = {one.key: one.line for one in empty}
            file = project.catalog_file(settings, article.source, tag)
            folder = Folder(file, found.path, lines, set(lines))
            desk.folders.append(folder)
            desk.requests += [Request(one.source, codes[one.key], one.key, forms[one.key]) for one in empty]
            desk.owners += [folder] * len(empty)
    if missing:
        others = f" and {len(missing) - 1} more" if missing[1:] else ""
        said = f"no catalog for {tag} yet{others}"
        outcome.errors.append(L10nError(said, missing[0], hint="run `l10n extract` first"))
    return desk


def run(desk: Desk, names: Sequence[str], outcome: Outcome, progress: Report) -> None:
    """Draft every request and write the catalogs, each once its last draft is there.

    Whatever stops the work (Ctrl-C too, which the outcome then tells), what has been drafted is written.
    """
    routes = engines.chain(names, desk.settings.source_locale, desk.tag) if desk.requests else []
    outcome.lines += [f"{desk.tag}: {route.note}" for route in routes if route.note]
    tally = _Tally()
    remembered = _memory(desk)
    try:
        with Cache(desk.settings.root / project.STATE_FOLDER / "cache.sqlite", outcome.lines.append) as cache:
            broke = tally.broken.append
            drafts = draft(
                desk.requests, routes, cache=cache, memory=remembered, progress=progress, broke=broke
            )
            for number, one in drafts:
                _put(desk, number, one, outcome)
                folder = desk.owners[number]
                tally.add(one, f"{folder.shown}:{folder.lines[desk.requests[number].key]}")
    except KeyboardInterrupt:
        outcome.interrupted = True
    finally:
        for folder in desk.folders:
            with outcome.collecting():
                _write(desk, folder, outcome)
    tally.tell(desk.tag, outcome)


@dataclass(slots=True)
class _Tally:
    """What came of a run: drafts by origin, what was left empty and why, engines that broke as a whole."""

    made: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    broken: list[EngineError] = field(default_factory=list)
    undone: int = 0

    def add(self, one: Draft, place: str) -> None:
        if one.text:
            self.made[one.origin.split(";")[0]] += 1
        elif any(str(error) in one.reason for error in self.broken):
            self.undone += 1  # all for one reason, which is said once
        else:
            self.left.append(f"{place}: left empty: {one.reason}")

    def tell(self, tag: str, outcome: Outcome) -> None:
        """Say it; an engine that broke is an error unless the next one of the chain has done its work."""
        if self.undone:
            outcome.errors += self.broken
        else:
            outcome.lines += map(str, self.broken)
        outcome.lines += self.left
        said = ", ".join(f"{number} by {origin}" for origin, number in self.made.most_common()) or "nothing"
        outcome.lines.append(f"{tag}: drafted {said}; {len(self.left) + self.undone} left empty")


def _put(desk: Desk, number: int, one: Draft, outcome: Outcome) -> None:
    folder, key = desk.owners[number], desk.requests[number].key
    folder.waiting.discard(key)
    if one.text:
        folder.drafts[key] = one
    if not folder.waiting:
        with outcome.collecting():
            _write(desk, folder, outcome)


def _write(desk: Desk, folder: Folder, outcome: Outcome) -> None:
    """Put a folder's drafts into its file as it is now: an entry filled by somebody meanwhile is left."""
    drafts, folder.drafts = folder.drafts, {}

    def filled(before: bytes | None) -> bytes | None:
        if before is None:
            return None  # removed under our hands: nothing to put a draft into
        found = catalog.parse(before, folder.shown)
        entries = tuple(
            catalog.with_draft(entry, drafts[entry.key].text, drafts[entry.key].origin)
            if entry.state is State.EMPTY and entry.key in drafts
            else entry
            for entry in found.entries
        )
        return catalog.dump(replace(found, entries=entries))

    if drafts:
        changed, _ = files.update(folder.file, filled, folder.shown, project.lock(desk.settings))
        outcome.changed += changed


def _memory(desk: Desk) -> Memory:
    """What has been reviewed in this locale, in any article. A catalog that cannot be read adds nothing."""
    memory = Memory()
    for source in project.sources(desk.settings):
        # Unreadable ones among the chosen are in the outcome's errors already.
        try:
            found = articles.catalog_of(desk.settings, source, desk.tag)
        except L10nError:
            continue
        if found is not None:
            memory.add(found)
    return memory
