"""The drafting desk of one locale: empty entries out of their catalogs, drafts back into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from l10n import articles, catalog, config, drafted, engines, files, glossary, project, remembering
from l10n.articles import Article
from l10n.config import Config
from l10n.draft import Amount, Request, count, draft
from l10n.drafted import Record
from l10n.engines import Engine, Route
from l10n.engines.cache import Cache
from l10n.engines.chain import chain
from l10n.errors import EngineError, L10nError
from l10n.memory import IN_CONTEXT, Index, Memory
from l10n.model import Draft, Entry, Key, State
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
    record: Record
    requests: list[Request] = field(default_factory=list)
    owners: list[Folder] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)

    def amount(self) -> Amount:
        """How much there is to draft."""
        return count(self.requests)


def collect(settings: Config, chosen: Iterable[Article], tag: str, outcome: Outcome) -> Desk:
    """The desk of a locale; catalogs that cannot be read are added to the outcome's errors."""
    record = Record(Path(project.state_file(settings, drafted.FILE)), outcome.lines.append)
    desk, missing = Desk(settings, tag, record), list[str]()
    for article in chosen:
        with outcome.collecting():
            found = articles.read_catalog(settings, article, tag)
            if found is None:
                missing.append(article.source.shown)
                continue
            codes, forms = article.codes(), article.forms()
            empty = [
                (one, around)
                for one, around in remembering.places(found.entries)
                if one.state is State.EMPTY and one.key in codes
            ]
            lines = {one.key: one.line for one, _ in empty}
            file = project.catalog_file(settings, article.source, tag)
            folder = Folder(file, found.path, lines, set(lines))
            desk.folders.append(folder)
            desk.requests += [
                Request(one.source, codes[one.key], one.key, forms[one.key], around) for one, around in empty
            ]
            desk.owners += [folder] * len(empty)
    if missing:
        others = f" and {len(missing) - 1} more" if missing[1:] else ""
        said = f"no catalog for {tag} yet{others}"
        outcome.errors.append(L10nError(said, missing[0], hint="run `l10n extract` first"))
    return desk


def configured(settings: Config, name: str) -> Engine:
    """An engine with the project's options. Raises L10nError that names the file for one that cannot be."""
    options = settings.engine_options.get(name, {})
    try:
        return engines.configured(name, options, Path(project.state_file(settings, "")))
    except L10nError as error:
        if error.path or not options:
            raise
        raise config.located(settings, f"engines.{name}", error) from None


def run(desk: Desk, names: Sequence[str], outcome: Outcome, progress: Report) -> None:
    """Draft every request and write the catalogs, each once its last draft is there.

    Whatever stops the work (Ctrl-C too, which the outcome then tells), what has been drafted is written.
    """
    settings = desk.settings
    routes = _routes(desk, names, progress) if desk.requests else []
    outcome.lines += [f"{desk.tag}: {route.note}" for route in routes if route.note]
    tally = _Tally(desk.settings.accept_exact)
    try:
        with (
            Cache(Path(project.state_file(desk.settings, "cache.sqlite")), outcome.lines.append) as cache,
            ExitStack() as stack,
        ):

            def index() -> Index:
                return stack.enter_context(remembering.refreshed(desk.settings, (desk.tag,)))

            remembered = Memory(index(), desk.settings.source_locale, desk.tag, index)
            drafts = draft(
                desk.requests,
                routes,
                cache=cache,
                glossary=glossary.of(settings, desk.tag),
                memory=remembered,
                least=desk.settings.min_similarity / 100,
                progress=progress,
                broke=tally.broken.append,
            )
            stack.enter_context(closing(drafts))  # before the cache is: it keeps what has come
            for number, one in drafts:
                _put(desk, number, one, outcome)
                folder = desk.owners[number]
                tally.add(one, f"{folder.shown}:{folder.lines[desk.requests[number].key]}")
            outcome.lines += [f"{desk.tag}: {remembered.fault}"] if remembered.fault else []
    except KeyboardInterrupt:
        outcome.interrupted = True
    finally:
        for folder in desk.folders:
            with outcome.collecting():
                _write(desk, folder, outcome)
        desk.record.close()
    tally.tell(desk.tag, outcome)


def _routes(desk: Desk, names: Sequence[str], progress: Report) -> list[Route]:
    settings = desk.settings

    def get(name: str) -> Engine:
        return configured(settings, name)

    return chain(names, settings.source_locale, desk.tag, get=get, progress=progress)


@dataclass(slots=True)
class _Tally:
    """What came of a run: drafts by origin, what was left empty and why, engines that broke as a whole."""

    accept: bool
    made: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    broken: list[EngineError] = field(default_factory=list)
    undone: int = 0

    def add(self, one: Draft, place: str) -> None:
        if one.text:
            self.made[_maker(one, accept=self.accept)] += 1
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


def _maker(one: Draft, *, accept: bool) -> str:
    """What made a draft, as a run sums it up: the engine, or the memory and how."""
    if not one.origin.startswith("TM: "):
        return one.origin.split(";")[0]
    return f"{one.signature} (accepted)" if _is_accepted(one, accept=accept) else one.signature


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
    written: dict[Key, Draft] = {}

    def filled(before: bytes | None) -> bytes | None:
        if before is None:
            return None  # removed under our hands: nothing to put a draft into
        found = catalog.parse(before, folder.shown)
        written.clear()
        written.update(
            (entry.key, drafts[entry.key])
            for entry in found.entries
            if entry.state is State.EMPTY and entry.key in drafts
        )
        entries = tuple(
            _filled(entry, written[entry.key], accept=desk.settings.accept_exact)
            if entry.state is State.EMPTY and entry.key in written
            else entry
            for entry in found.entries
        )
        return catalog.dump(replace(found, entries=entries))

    if drafts:
        changed, _ = files.update(folder.file, filled, folder.shown, project.lock(desk.settings))
        outcome.changed += changed
        _remember(desk, folder, written, outcome)


def _remember(desk: Desk, folder: Folder, written: Mapping[Key, Draft], outcome: Outcome) -> None:
    """Record what was written. Without it a draft is as good, only never taken for untouched."""
    try:
        desk.record.remember(desk.tag, folder.shown, written)
    except L10nError as error:
        outcome.lines += [] if str(error) in outcome.lines else [str(error)]


def _filled(entry: Entry, one: Draft, *, accept: bool) -> Entry:
    """An empty entry with its draft, which is fuzzy.

    With `accept`, which a project must ask for, one exception: what people have translated and reviewed in
    this very place of another article, msgctxt and neighbours the same, counts as reviewed here too. Its
    comment says so for good.
    """
    drafted = catalog.with_draft(entry, one.text, one.origin)
    if not _is_accepted(one, accept=accept):
        return drafted
    said = f"accept-exact: {one.origin}"  # it stays, since nobody else will have looked at the entry
    return catalog.edit(drafted, state=State.REVIEWED, origin="", comments=(*drafted.comments, said))


def _is_accepted(one: Draft, *, accept: bool) -> bool:
    return accept and one.signature == IN_CONTEXT
