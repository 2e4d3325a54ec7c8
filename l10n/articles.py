"""Articles and their catalogs, read: the walk over sources and locales that every verb makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path

from l10n import catalog, config, document, files, formats, locale, project
from l10n.config import Config
from l10n.errors import L10nError
from l10n.files import Held
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


def chosen(settings: Config, paths: Sequence[Path], outcome: Outcome) -> list[Source]:
    """The project's sources, or those at or below `paths`.

    Two with one catalog are added to the outcome's errors. A file in a source folder that no format knows (a
    picture, say) is passed over, unless `paths` name it.
    """
    _known_formats(settings)
    listed = project.sources(settings)
    wanted = project.sources(settings, paths) if paths else listed
    readable = [one for one in listed if formats.known(one.shown)]
    clashing = project.collisions(settings, readable)
    outcome.errors += (clashing[one.shown] for one in wanted if one.shown in clashing)
    named = {str(path.resolve()) for path in paths}
    fitting = {one.shown for one in readable}
    return [
        one
        for one in wanted
        if one.shown not in clashing and (one.shown in fitting or realpath(one.file) in named)
    ]


def read(
    settings: Config, paths: Sequence[Path], outcome: Outcome, progress: Report = silent
) -> Iterator[Article]:
    """Every chosen article, one at a time; what cannot be read is added to the outcome's errors."""
    wanted = chosen(settings, paths, outcome)
    for number, source in enumerate(wanted):
        progress(number, len(wanted))
        try:
            article = parsed(settings, source, held(source).data)
        except L10nError as error:
            outcome.errors.append(error)
            continue
        yield article
    progress(len(wanted), len(wanted))


def held(source: Source) -> Held:
    """What the file of a source holds, with its stamp. Raises L10nError where it cannot be read."""
    found = files.held(source.file, source.shown)
    if found is None:
        raise L10nError("is gone since it was found", source.shown, hint="run it again")
    return found


def parsed(settings: Config, source: Source, data: bytes) -> Article:
    """The article in the bytes of a source's file. Raises L10nError for what its format refuses."""
    form = _configured(settings, formats.for_path(source.shown))
    text = document.decode(data, source.shown)
    found = document.parse(text, source.shown, form, settings.source_locale, settings.unit)
    return Article(source, form, found, document.template(found, settings.references))


def read_catalog(settings: Config, article: Article, tag: str) -> Catalog | None:
    """The catalog of an article in a locale, None where there is no file yet."""
    return catalog_of(settings, article.source, tag)


def catalog_of(settings: Config, source: Source, tag: str) -> Catalog | None:
    """The catalog of a source in a locale, None where there is no file yet."""
    file = project.catalog_file(settings, source, tag)
    called = project.shown(settings, file)
    data = files.read_if_there(file, called)
    return None if data is None else catalog.parse(data, called)


def standing(article: Article, found: Catalog | None) -> list[Entry]:
    """For each distinct unit of an article, in order, the entry the catalog has for it, else an empty one.

    What counts is the source as it is now: a sentence that no `extract` has seen yet is missing.
    """
    live = {one.key: one for one in found.entries if one.state is not State.OBSOLETE} if found else {}
    return [live.get(entry.key, entry) for entry in article.template]


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
        found += [name for file in settings.root.glob(pattern) if (name := str(file)) not in own]
    return sorted(project.shown(settings, name) for name in found)
