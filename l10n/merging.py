"""One source merged into its catalogs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from l10n import articles, catalog, files, project, stamps
from l10n.articles import Article
from l10n.config import Config
from l10n.errors import L10nError
from l10n.files import Held, Stamp
from l10n.model import Catalog, Entry, Key
from l10n.project import Source


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with each source: merge it into the catalogs of `tags`, or only look at it."""

    settings: Config
    tags: tuple[str, ...]
    check: bool

    def __call__(self, source: Source) -> Done:
        """Do it; what could not be done is told in the result."""
        done = Done([], [], [], [])
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
                self._merge(article, tag, done)
            except L10nError as error:
                done.errors.append(error)
        return done

    def _merge(self, article: Article, tag: str, done: Done) -> None:
        settings = self.settings
        file = project.catalog_file(settings, article.source, tag)
        merge = _Merge(settings, article, tag, project.shown(settings, file))
        if self.check:
            before = files.held(file, merge.shown)
            changed, after = merge(before.data if before else None) != (before and before.data), before
        else:
            changed, after = files.update(file, merge, merge.shown, project.lock(settings))
        if changed:
            done.merges.append((merge.shown, merge.counts))
        if after is not None and not (changed and self.check):
            done.remember(merge.shown, after)


class Done(NamedTuple):
    """What came of one source: the catalogs that changed and how, errors, what each file holds now.

    `barren` has its name where there is something in it, and nothing to translate. A tuple, since it travels
    between processes.
    """

    merges: list[tuple[str, dict[str, int]]]
    errors: list[L10nError]
    stamps: list[tuple[str, Stamp, int]]
    barren: list[str]

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
    counts: dict[str, int] = field(default_factory=dict)

    def __call__(self, before: bytes | None) -> bytes:
        template = self.article.template
        if before is None and not self.article.source.part:
            self.counts = {"new": len(template)}
            return catalog.dump(catalog.new(self.tag, self.shown, self.settings.project, template))
        if before is None:
            existing = catalog.new(self.tag, self.shown, self.settings.project)
        else:
            existing = catalog.parse(before, self.shown)
        if self.article.source.part:
            existing = self._with_neighbours(existing)
        merged = catalog.merge(template, existing, self.settings.source_locale)
        report = merged.report
        self.counts = {
            "new": len(report.new),
            "fuzzy, their source changed": len(report.fuzzied),
            "carried over, only typography changed": len(report.cosmetic),
            "revived": len(report.revived),
            "obsolete": len(report.obsolete),
            "dropped": len(report.dropped),
        }
        return catalog.dump(merged.catalog)

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
