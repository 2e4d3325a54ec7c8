"""One source merged into its catalogs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from l10n import articles, catalog, glossary, moves, project, stamps
from l10n.articles import Article
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import Catalog, Entry, Key
from l10n.moves import Fresh, Gone, Orphans
from l10n.project import Source
from l10n.storage import files
from l10n.storage.files import Held, Stamp


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with each source: merge it into the catalogs of `tags`, or only look at it.

    `orphans` are the catalogs that a new source may have had under another name.
    """

    settings: Config
    tags: tuple[str, ...]
    check: bool
    orphans: Orphans

    def __call__(self, source: Source) -> Done:
        """Do it; what could not be done is told in the result."""
        done = Done([], [], [], [], [], [])
        try:
            held = articles.held(source)
            article = articles.parsed(self.settings, source, held.data)
        except L10nError as error:
            done.errors.append(error)
            return done
        done.remember(source.shown, held, whole=not source.part)
        if held.data and not article.document.units:
            done.barren.append(source.shown)
        for tag in self.tags:
            try:
                if self.settings.term_comments:
                    for name, one in glossary.held(self.settings).items():
                        done.remember(name, one)
                self._merge(article, tag, done)
            except L10nError as error:
                done.errors.append(error)
        return done

    def _merge(self, article: Article, tag: str, done: Done) -> None:
        settings = self.settings
        file = project.catalog_file(settings, article.source, tag)
        merge = _Merge(settings, article, tag, project.shown(settings, file), self.orphans)
        if self.check:
            before = files.held(file, merge.shown)
            changed, after = merge(before.data if before else None) != (before and before.data), before
        else:
            changed, after = files.update(file, merge, merge.shown, project.lock(settings))
        if changed:
            done.merges.append((merge.shown, merge.counts))
            done.gone.extend(merge.gone)
            if merge.fresh:
                done.fresh.append(Fresh(tag, merge.shown, file, merge.fresh))
        if after is not None and not (changed and self.check):
            done.remember(merge.shown, after)


class Done(NamedTuple):
    """What came of one source: the catalogs that changed and how, errors, what each file holds now.

    `barren` has its name where there is something in it, and nothing to translate. `gone` and `fresh` are the
    sentences that went and came. A tuple, since it travels between processes.
    """

    merges: list[tuple[str, dict[str, int]]]
    errors: list[L10nError]
    stamps: list[tuple[str, Stamp, int]]
    barren: list[str]
    gone: list[Gone]
    fresh: list[Fresh]

    def remember(self, name: str, held: Held, *, whole: bool = True) -> None:
        """Keep the stamp of a file and, where it was read whole, the checksum of what it holds."""
        self.stamps.append((name, held.stamp, stamps.checksum(held.data) if whole else stamps.UNKNOWN))


@dataclass(slots=True)
class _Merge:
    """Old bytes of a catalog to new ones, as `files.update` wants it; counts what it did the last time."""

    settings: Config
    article: Article
    tag: str
    shown: str
    orphans: Orphans
    counts: dict[str, int] = field(default_factory=dict)
    gone: list[Gone] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)

    def __call__(self, before: bytes | None) -> bytes:
        if before is not None and not before.strip():
            # An editor that was killed, a disk that was full: what stood here may still be in git.
            hint = "bring its text back, or remove it to begin anew"
            raise L10nError("is an empty file", self.shown, hint=hint)
        template = self._template()
        renamed = self.orphans.renamed(self.tag, template) if before is None else None
        if before is not None:
            existing = catalog.parse(before, self.shown)
        elif renamed is not None:
            existing = replace(renamed, path=self.shown)
        elif not self.article.source.part:
            self.counts = {"new": len(template)}
            self.gone, self.fresh = [], self._came(entry.key for entry in template)
            return catalog.dump(catalog.new(self.tag, self.shown, self.settings.project, template))
        else:
            existing = catalog.new(self.tag, self.shown, self.settings.project)
        if self.article.source.part:
            existing = self._with_neighbours(existing)
        merged = catalog.merge(template, existing, self.settings.source_locale, copies=False)
        report = merged.report
        self.counts = {
            "new": len(report.new),
            "kept from the catalog it had under another name": len(report.kept) if renamed else 0,
            "fuzzy, their source changed": len(report.fuzzied),
            "carried over, only typography changed": len(report.cosmetic),
            "revived": len(report.revived),
            "obsolete": len(report.obsolete),
            "dropped": len(report.dropped),
        }
        left = set(report.obsolete)
        self.gone = moves.gone(self.tag, self.shown, (one for one in existing.entries if one.key in left))
        self.fresh = self._came(report.new)
        return catalog.dump(merged.catalog)

    def _came(self, keys: Iterable[Key]) -> list[int]:
        return [hash(key) for key in keys] if self.orphans.watched else []

    def _template(self) -> tuple[Entry, ...]:
        """The article's units as empty entries, with their terms where the project wants to see them."""
        terms = glossary.of(self.settings, self.tag) if self.settings.term_comments else None
        if terms is None:
            return self.article.template
        return glossary.noted(self.article.template, self.article.codes(), terms)

    def _with_neighbours(self, existing: Catalog) -> Catalog:
        """The catalog of a part with what its neighbours' say of rows that have moved over into it."""
        source = self.article.source
        missing = {entry.key for entry in self.article.template} - {entry.key for entry in existing.entries}
        found: dict[Key, Entry] = {}
        for step in (-1, 1) if missing else ():
            neighbour = project.neighbour(source, step)
            theirs = neighbour and articles.catalog_of(self.settings, neighbour, self.tag)
            for entry in theirs.entries if theirs else ():
                if entry.key in missing and catalog.has_text(entry):
                    found.setdefault(entry.key, replace(entry, line=0, raw=None))
        return replace(existing, entries=(*existing.entries, *found.values()))
