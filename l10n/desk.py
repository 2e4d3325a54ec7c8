"""The drafting desk of one locale: entries that want drafts out of their catalogs, drafts back into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from l10n import articles, catalog, drafted, glossary, project, remembering, routing
from l10n.articles import Article
from l10n.checking import sound_sources
from l10n.config import Config
from l10n.draft import Request, count, draft, forecast
from l10n.draft.preferred import lacks_term
from l10n.draft.tally import Tally, is_accepted
from l10n.drafted import Record
from l10n.engines.cache import Cache
from l10n.errors import L10nError
from l10n.memory import Index, Memory
from l10n.model import Catalog, Draft, Entry, Key, State, Unit
from l10n.outcome import Outcome, Report, counted
from l10n.storage import files

_CACHE = "cache.sqlite"
_AROUND = 2
"""Sentences on each side of one that help an engine with it."""


@dataclass(slots=True)
class Folder:
    """One catalog on the desk: where its waiting entries stand in the file, and the drafts they have got.

    `old` are the drafts that are to be made anew, as the machine wrote them.
    """

    file: str
    shown: str
    lines: dict[Key, int]
    waiting: set[Key]
    old: dict[Key, Draft] = field(default_factory=dict)
    drafts: dict[Key, Draft] = field(default_factory=dict)

    def place(self, key: Key) -> str:
        """Where an entry stands in the file as it was last seen: `locales/es/liver.po:31`."""
        return f"{self.shown}:{self.lines[key]}"


@dataclass(slots=True)
class Desk:
    """All the entries of a locale that want a draft, as requests in the order of articles and sentences.

    `touched` counts drafts that were to be made anew and that a person may have edited.
    """

    settings: Config
    tag: str
    record: Record
    requests: list[Request] = field(default_factory=list)
    owners: list[Folder] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    touched: int = 0
    broken: list[str] = field(default_factory=list)
    """What is wrong with sources that are not drafted for it."""


def collect(
    settings: Config, chosen: Iterable[Article], tag: str, outcome: Outcome, *, force: bool = False
) -> Desk:
    """The desk of a locale; catalogs that cannot be read are added to the outcome's errors.

    What wants a draft is what is empty; with `force` also each draft that is still, letter by letter, what
    was written. What a person may have put a hand to is left alone, and so is what no record tells of.
    """
    record = Record(Path(project.state_file(settings, drafted.FILE)), outcome.lines.append)
    desk, missing = Desk(settings, tag, record), list[str]()
    for article in chosen:
        with outcome.collecting():
            found = articles.read_catalog(settings, article, tag)
            if found is None:
                missing.append(article.source.shown)
            else:
                _take(desk, article, found, force=force)
    if missing:
        others = f" and {len(missing) - 1} more" if missing[1:] else ""
        said = f"no catalog for {tag} yet{others}"
        outcome.errors.append(L10nError(said, missing[0], hint="run `l10n extract` first"))
    outcome.lines += [one for one in desk.broken if one not in outcome.lines]
    if desk.touched:
        drafts = counted(desk.touched, "draft")
        outcome.lines.append(f"{tag}: {drafts} left as they are: edited by people, or not written here")
    return desk


def _take(desk: Desk, article: Article, found: Catalog, *, force: bool) -> None:
    """Put what wants a draft in a catalog on the desk."""
    codes, forms = article.codes(), article.forms()
    written = desk.record.written(desk.tag, found.path) if force else {}
    wanted, old = [], dict[Key, Draft]()
    faults = {
        one.key: one for one in sound_sources.faults(article, desk.settings) if sound_sources.breaks(one)
    }
    desk.broken += (f"{one.path}:{one.line}: not drafted: {one.message}" for one in faults.values())
    for one, around in remembering.places(found.entries):
        if one.key not in codes or one.key.fingerprint in faults:
            continue
        if one.state is State.EMPTY:
            wanted.append((one, around))
        elif force and one.state is State.DRAFT:
            if one.plural is None and drafted.is_untouched(one, written):
                wanted.append((one, around))
                old[one.key] = written[one.key]
            else:
                desk.touched += 1
    lines = {one.key: one.line for one, _ in wanted}
    file = project.catalog_file(desk.settings, article.source, desk.tag)
    folder = Folder(file, found.path, lines, set(lines), old)
    desk.folders.append(folder)
    beside = _neighbours(article) if wanted else {}
    desk.requests += [
        Request(one.source, codes[one.key], one.key, forms[one.key], around, *beside[one.key])
        for one, around in wanted
    ]
    desk.owners += [folder] * len(wanted)


def _neighbours(article: Article) -> dict[Key, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words of the sentences before and after each unit, where it stands first."""
    units = article.document.units
    plain = [_words(unit) for unit in units]
    found: dict[Key, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for at, unit in enumerate(units):
        if unit.key not in found:
            before, after = plain[max(0, at - _AROUND) : at], plain[at + 1 : at + 1 + _AROUND]
            found[unit.key] = tuple(before), tuple(after)
    return found


def _words(unit: Unit) -> str:
    """The text of a unit without its codes."""
    text, end = "", 0
    for code in unit.codes:
        text += unit.source[end : max(end, code.span.start)]
        end = max(end, code.span.end)
    return " ".join((text + unit.source[end:]).split())


def run(desk: Desk, names: Sequence[str], outcome: Outcome, progress: Report, *, whole: bool = False) -> None:
    """Draft every request and write the catalogs, each once its last draft is there.

    What could not be drafted is told entry by entry, with `whole` however many there are.
    Whatever stops the work (Ctrl-C too, which the outcome then tells), what has been drafted is written.
    """
    settings = desk.settings
    routes = routing.routes(settings, names, desk.tag, outcome, progress) if desk.requests else []
    tally = Tally(desk.settings.accept_exact)
    try:
        with (
            Cache(Path(project.state_file(desk.settings, _CACHE)), outcome.lines.append) as cache,
            ExitStack() as stack,
        ):

            def index() -> Index:
                return stack.enter_context(remembering.refreshed(desk.settings, (desk.tag,)))

            remembered = Memory(index(), desk.settings.source_locale, desk.tag, index)
            terms = glossary.of(settings, desk.tag)
            drafts = draft(
                desk.requests,
                routes,
                cache=cache,
                glossary=terms,
                memory=remembered,
                least=desk.settings.min_similarity / 100,
                progress=progress,
                broke=tally.broken.append,
                locales=(settings.source_locale, desk.tag),
            )
            stack.enter_context(closing(drafts))  # before the cache is: it keeps what has come
            for number, one in drafts:
                _put(desk, number, one, outcome)
                folder, key = desk.owners[number], desk.requests[number].key
                tally.add(one, partial(folder.place, key), redone=key in folder.old)
                tally.lacking += lacks_term(one.text, desk.requests[number], terms, desk.tag)
            outcome.lines += [f"{desk.tag}: {remembered.fault}"] if remembered.fault else []
    except KeyboardInterrupt:
        outcome.interrupted = True
    finally:
        for folder in desk.folders:
            with outcome.collecting():
                _write(desk, folder, outcome)
        desk.record.close()
    tally.tell(desk.tag, outcome, whole=whole)
    left = sum(len(folder.waiting) for folder in desk.folders)
    if outcome.interrupted and left:
        outcome.lines.append(f"{desk.tag}: interrupted, {counted(left, 'unit')} to go: run it again")


def foresee(desk: Desk, names: Sequence[str], outcome: Outcome) -> None:
    """Say how much there is to draft, what of it the memory has, and what engines say the rest would cost.

    Nobody is asked and nothing is written but the memory's own index.
    """
    settings = desk.settings
    much = count(desk.requests)
    said = f"{desk.tag}: {much.units} units, {much.words} words, {much.characters} characters"
    if not desk.requests:
        outcome.lines.append(said)
        return
    file = Path(project.state_file(settings, _CACHE))
    with ExitStack() as stack:

        def index() -> Index:
            return stack.enter_context(remembering.refreshed(settings, (desk.tag,)))

        found = forecast(
            desk.requests,
            routing.estimating(settings, names, desk.tag),
            cache=stack.enter_context(Cache(file, outcome.lines.append)) if file.exists() else None,
            glossary=glossary.of(settings, desk.tag),
            memory=Memory(index(), settings.source_locale, desk.tag, index),
            least=settings.min_similarity / 100,
        )
    said += f"; {found.remembered:,} of the units are in the memory" if found.remembered else ""
    outcome.lines += [said, *(f"{desk.tag}: {line}" for line in found.estimates)]


def _put(desk: Desk, number: int, one: Draft, outcome: Outcome) -> None:
    folder, key = desk.owners[number], desk.requests[number].key
    folder.waiting.discard(key)
    if one.text:
        folder.drafts[key] = one
    if not folder.waiting:
        with outcome.collecting():
            _write(desk, folder, outcome)


def _write(desk: Desk, folder: Folder, outcome: Outcome) -> None:
    """Put a folder's drafts into its file as it is now: an entry filled or edited meanwhile is left.

    What stops it (Ctrl-C, a full disk) leaves them in the folder, for the last try when the run ends.
    """
    drafts = folder.drafts
    written: dict[Key, Draft] = {}
    made = b""

    def filled(before: bytes | None) -> bytes | None:
        nonlocal made
        if before is None:
            return None  # removed under our hands: nothing to put a draft into
        found = catalog.parse(before, folder.shown)
        written.clear()
        written.update(
            (entry.key, drafts[entry.key])
            for entry in found.entries
            if entry.key in drafts and _is_free(entry, folder.old)
        )
        entries = tuple(
            _filled(entry, written[entry.key], accept=desk.settings.accept_exact)
            if entry.key in written and _is_free(entry, folder.old)
            else entry
            for entry in found.entries
        )
        made = catalog.dump(replace(found, entries=entries))
        return made

    if drafts:
        changed, _ = files.update(folder.file, filled, folder.shown, project.lock(desk.settings))
        outcome.changed += changed
        if made and folder.lines.keys() - written.keys():  # drafts moved the entries that have none
            lines = ((entry.key, entry.line) for entry in catalog.parse(made, folder.shown).entries)
            folder.lines.update((key, line) for key, line in lines if key in folder.lines)
        _remember(desk, folder, written, outcome)
        folder.drafts = {}


def _remember(desk: Desk, folder: Folder, written: Mapping[Key, Draft], outcome: Outcome) -> None:
    """Record what was written. Without it a draft is as good, only never taken for untouched."""
    try:
        desk.record.remember(desk.tag, folder.shown, written)
    except L10nError as error:
        outcome.lines += [] if str(error) in outcome.lines else [str(error)]


def _is_free(entry: Entry, old: Mapping[Key, Draft]) -> bool:
    """Whether a draft may be written there: it is empty, or holds the very draft that is to be replaced."""
    return entry.state is State.EMPTY or drafted.is_untouched(entry, old)


def _filled(entry: Entry, one: Draft, *, accept: bool) -> Entry:
    """An entry with its draft, which is fuzzy.

    With `accept`, which a project must ask for, one exception: what people have translated and reviewed in
    this very place of another article, msgctxt and neighbours the same, counts as reviewed here too. Its
    comment says so for good.
    """
    if entry.state is State.DRAFT:
        if (entry.target, entry.origin) == (one.text, one.origin) and not is_accepted(one, accept=accept):
            return entry  # made anew, and the same: not a byte of it changes
        entry = catalog.edit(entry, target="", state=State.EMPTY, origin="")
    filled = catalog.with_draft(entry, one.text, one.origin)
    if not is_accepted(one, accept=accept):
        return filled
    said = f"accept-exact: {one.origin}"  # it stays, since nobody else will have looked at the entry
    return catalog.edit(filled, state=State.REVIEWED, origin="", comments=(*filled.comments, said))
