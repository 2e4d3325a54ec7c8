"""Which sources and locales a verb works on."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import realpath
from pathlib import Path

from l10n import config, formats, locale, project
from l10n.config import Config
from l10n.errors import L10nError
from l10n.outcome import Outcome
from l10n.project import Source


def locales(settings: Config, tags: Sequence[str]) -> tuple[str, ...]:
    """The project's locales, or those of them that `tags` name. Raises L10nError for any other."""
    chosen = tuple(dict.fromkeys(locale.normalize(tag) for tag in tags))
    for tag in chosen:
        if tag not in settings.locales:
            known = ", ".join(settings.locales)
            raise L10nError(
                f"{tag} is none of the project's locales ({known})", settings.path, hint="add it to locales"
            )
    return chosen or settings.locales


def sources(settings: Config, paths: Sequence[Path], outcome: Outcome) -> list[Source]:
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


def orphans(settings: Config, tags: Sequence[str]) -> list[str]:
    """The shown paths of the catalogs that no source belongs to any more."""
    listed = project.sources(settings)
    found = []
    for tag in tags:
        own = {project.catalog_file(settings, source, tag) for source in listed}
        pattern = settings.catalogs.format(locale=locale.gettext_name(tag), path="**/*")
        found += [name for file in settings.root.glob(pattern) if (name := str(file)) not in own]
    return sorted(project.shown(settings, name) for name in found)


def _known_formats(settings: Config) -> None:
    for name in settings.formats:
        try:
            formats.by_name(name)
        except L10nError as error:
            raise config.located(settings, f"formats.{name}", error) from None
