"""Articles and their catalogs, read: the walk over sources and locales that every verb makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from l10n import catalog, config, document, formats, locale, project
from l10n.config import Config
from l10n.errors import L10nError
from l10n.formats import Format
from l10n.model import Catalog, Code, Document, Entry, Key, State
from l10n.project import Source

Report = Callable[[int, int], None]
"""Called as work goes on with (done, total)."""


@dataclass(slots=True)
class Outcome:
    """What a verb did: a summary for people, lines of result, and the errors of what it could not do."""

    summary: str = ""
    lines: list[str] = field(default_factory=list)
    errors: list[L10nError] = field(default_factory=list)
    changed: int = 0
    unmet: bool = False
    interrupted: bool = False

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """One broken file does not stop the others: its error is kept, to be said at the end."""
        try:
            yield
        except L10nError as error:
            self.errors.append(error)


@dataclass(frozen=True, slots=True)
class Article:
    """A source file that was read: where it is, its format, its document, its units as empty entries."""

    source: Source
    format: Format
    document: Document
    template: tuple[Entry, ...]

    def codes(self) -> dict[Key, tuple[Code, ...]]:
        """The inline codes of each unit, as the document has them."""
        return {unit.key: unit.codes for unit in self.document.units}

    def forms(self) -> dict[Key, Format]:
        """The format that each unit's text is written in."""
        return {unit.key: formats.inner(self.format, unit) for unit in self.document.units}


def silent(_done: int, _total: int) -> None:
    """A Report that says nothing."""


def chosen_locales(settings: Config, tags: Sequence[str]) -> tuple[str, ...]:
    """The project's locales, or those of them that `tags` name. Raises L10nError for any other."""
    chosen = tuple(dict.fromkeys(locale.normalize(tag) for tag in tags))
    for tag in chosen:
        if tag not in settings.locales:
            known = ", ".join(settings.locales)
            raise L10nError(
                f"{tag} is none of the project's locales ({known})", settings.path, hint="add it to locales"
            )
    return chosen or settings.locales


def read(
    settings: Config, paths: Sequence[Path], outcome: Outcome, progress: Report = silent
) -> Iterator[Article]:
    """Every article of the project, or those at or below `paths`, one at a time.

    What cannot be read is added to the outcome's errors. A file in a source folder that no format knows (a
    picture, say) is passed over, unless `paths` name it.
    """
    _known_formats(settings)
    listed = project.sources(settings)
    clashing = project.collisions(settings, [one for one in listed if formats.known(one.file)])
    chosen = project.sources(settings, paths) if paths else listed
    named = {path.resolve() for path in paths}
    for number, source in enumerate(chosen):
        progress(number, len(chosen))
        if not formats.known(source.file) and source.file.resolve() not in named:
            continue
        try:
            if source.shown in clashing:
                raise clashing[source.shown]
            article = _article(settings, source)
        except L10nError as error:
            outcome.errors.append(error)
            continue
        yield article
    progress(len(chosen), len(chosen))


def read_catalog(settings: Config, article: Article, tag: str) -> Catalog | None:
    """The catalog of an article in a locale, None where there is no file yet."""
    file = project.catalog_file(settings, article.source, tag)
    return catalog.read(file, project.shown(settings, file)) if file.exists() else None


def standing(article: Article, found: Catalog | None) -> list[Entry]:
    """For each distinct unit of an article, in order, the entry the catalog has for it, else an empty one.

    What counts is the source as it is now: a sentence that no `extract` has seen yet is missing.
    """
    live = {one.key: one for one in found.entries if one.state is not State.OBSOLETE} if found else {}
    return [live.get(entry.key, entry) for entry in article.template]


def _article(settings: Config, source: Source) -> Article:
    form = _configured(settings, formats.for_path(source.shown))
    found = document.read(source.file, source.shown, form, settings.source_locale, settings.unit)
    return Article(source, form, found, document.template(found, settings.references))


def _known_formats(settings: Config) -> None:
    for name in settings.formats:
        try:
            formats.by_name(name)
        except L10nError as error:
            raise config.located(settings, f"formats.{name}", error) from None


def _configured(settings: Config, form: Format) -> Format:
    try:
        return formats.configured(form, settings.formats.get(form.name, {}))
    except L10nError as error:
        raise config.located(settings, f"formats.{form.name}", error) from None


def orphans(settings: Config, tags: Sequence[str]) -> list[str]:
    """The shown paths of the catalogs that no source belongs to any more."""
    listed = project.sources(settings)
    found = []
    for tag in tags:
        own = {project.catalog_file(settings, source, tag) for source in listed}
        pattern = settings.catalogs.format(locale=locale.gettext_name(tag), path="**/*")
        found += [file for file in settings.root.glob(pattern) if file not in own]
    return sorted(project.shown(settings, file) for file in found)
