"""What reviewers' work teaches: their translations for machine drafts, and candidates for the glossary.

Only drafts that no person touched are changed, and they stay drafts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from l10n import articles, candidates, catalog, drafted, project, remembering
from l10n.articles import Article
from l10n.config import Config
from l10n.draft import Request, draft
from l10n.drafted import Record, is_untouched
from l10n.formats import Format
from l10n.memory import EXACT, IN_CONTEXT, Memory
from l10n.model import Catalog, Draft, Entry, Key, State
from l10n.outcome import Outcome, counted
from l10n.storage import files
from l10n.text.codes.inline import blanked
from l10n.text.words import term_candidates
from l10n.text.words.term_candidates import Candidate, Revision

_NO_TRANSLATION = ("MT: copy", "MT: pseudo")
"""Origins of drafts that say nothing of how an engine translates."""


def learn(settings: Config, chosen: Iterable[Article], tag: str, outcome: Outcome) -> None:
    """Take people's translations for the untouched drafts of the chosen articles, where the memory has them,
    and find the candidates of the locale, from all its catalogs.
    """
    file = Path(project.state_file(settings, drafted.FILE))
    if not file.exists():
        return  # nothing was drafted here
    with Record(file, outcome.lines.append) as record:
        found = _revised(settings, tag, record, outcome)
        candidates.keep(settings, {tag: found})
        better = _remembered(settings, chosen, tag, record, outcome)
    if better:
        outcome.lines.append(f"{tag}: {counted(better, 'draft')} replaced by what people have translated")


def _revised(settings: Config, tag: str, record: Record, outcome: Outcome) -> list[Candidate]:
    """The candidates of a locale. What is recorded of catalogs that are gone goes with their entries to where
    they are now, or is forgotten.
    """
    gone = [path for path in record.paths(tag) if not Path(settings.root, path).exists()]
    homeless = {key: one for path in gone for key, one in record.written(tag, path).items()}
    form_of = remembering.forms_by_catalog(settings, tag)
    revisions: list[Revision] = []
    errors = len(outcome.errors)
    for path in project.catalogs(settings, tag):
        with outcome.collecting():
            data = files.read_if_there(f"{settings.root}/{path}", path)
            if data is not None:
                found = catalog.parse(data, path)
                written = _at_home(found, tag, record, homeless)
                revisions += _revisions(found, written, form_of(found))
    if len(outcome.errors) == errors:
        for path in gone:
            record.forget(tag, path)
    return term_candidates.candidates(revisions, settings.source_locale, tag)


def _at_home(found: Catalog, tag: str, record: Record, homeless: Mapping[Key, Draft]) -> Mapping[Key, Draft]:
    """What is recorded of a catalog, with what is of entries that came to it from elsewhere."""
    written = record.written(tag, found.path)
    keys = {entry.key for entry in found.entries}
    record.forget(tag, found.path, written.keys() - keys)
    arrived = {key: homeless[key] for key in keys - written.keys() if key in homeless}
    record.remember(tag, found.path, arrived)
    return written | arrived


def _revisions(found: Catalog, written: Mapping[Key, Draft], form: Format | None) -> Iterator[Revision]:
    """The entries that a machine drafted, with what a person made of them."""
    for entry in found.entries:
        one = written.get(entry.key)
        if one is None or not one.origin.startswith("MT: ") or one.origin.startswith(_NO_TRANSLATION):
            continue
        if entry.state is State.OBSOLETE or entry.plural is not None:
            continue
        said = entry.target if remembering.is_remembered(entry) else None
        source, target = _words(entry, said or "", form)
        yield Revision(
            source,
            _words(entry, one.text, form)[1],
            None if said is None else target,
            f"{found.path}:{entry.line}",
        )


def _words(entry: Entry, target: str, form: Format | None) -> tuple[str, str]:
    """The source and a target of an entry without their codes."""
    codes = remembering.codes_of(replace(entry, target=target), form)
    return blanked(entry.source, codes[0]), blanked(target, codes[1])


def _remembered(
    settings: Config, chosen: Iterable[Article], tag: str, record: Record, outcome: Outcome
) -> int:
    """How many untouched drafts of these articles were replaced by the memory's."""
    replaced = 0
    with closing(remembering.refreshed(settings, (tag,))) as index:
        memory = Memory(index, settings.source_locale, tag)
        for article in chosen:
            with outcome.collecting():
                found = articles.read_catalog(settings, article, tag)
                if found is not None:
                    waiting = _untouched(article, found, record.written(tag, found.path))
                    better = _better(waiting, memory, settings.min_similarity / 100)
                    replaced += _write(settings, article, tag, better, record, outcome)
        outcome.lines += [f"{tag}: {memory.fault}"] if memory.fault else []
    return replaced


def _untouched(article: Article, found: Catalog, written: Mapping[Key, Draft]) -> list[tuple[Request, Draft]]:
    """What was drafted and nobody touched, but for what people's own words were taken for already."""
    codes, forms = article.codes(), article.forms()
    return [
        (Request(one.source, codes[one.key], one.key, forms[one.key], around), written[one.key])
        for one, around in remembering.places(found.entries)
        if one.key in codes
        and is_untouched(one, written)
        and not written[one.key].origin.startswith("TM: 100%")
    ]


def _better(waiting: Sequence[tuple[Request, Draft]], memory: Memory, least: float) -> dict[Key, Draft]:
    """What the memory proposes for drafts: for a machine's all that it has, for its own former ones only what
    is of the very same source.
    """
    found: dict[Key, Draft] = {}
    for number, one in draft([request for request, _ in waiting], (), memory=memory, least=least):
        request, before = waiting[number]
        if one.text and one.origin.startswith("TM: "):
            is_same = one.signature in (EXACT, IN_CONTEXT)
            if is_same or before.origin.startswith("MT: "):
                found[request.key] = one
    return found


def _write(
    settings: Config,
    article: Article,
    tag: str,
    better: Mapping[Key, Draft],
    record: Record,
    outcome: Outcome,
) -> int:
    """How many drafts of a catalog were replaced: those that are untouched in the file as it is now."""
    if not better:
        return 0
    file = project.catalog_file(settings, article.source, tag)
    shown = project.shown(settings, file)
    written = record.written(tag, shown)
    done: dict[Key, Draft] = {}

    def replaced(before: bytes | None) -> bytes | None:
        if before is None:
            return None
        found = catalog.parse(before, shown)
        done.clear()
        done.update(
            (entry.key, better[entry.key])
            for entry in found.entries
            if entry.key in better and is_untouched(entry, written)
        )
        entries = tuple(
            catalog.edit(entry, target=done[entry.key].text, origin=done[entry.key].origin)
            if entry.key in done
            else entry
            for entry in found.entries
        )
        return catalog.dump(replace(found, entries=entries))

    changed, _ = files.update(file, replaced, shown, project.lock(settings))
    outcome.changed += changed
    record.remember(tag, shown, done)
    return len(done)


__all__ = ["learn"]
