"""Which sources and locales a verb works on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os.path import getsize, realpath
from pathlib import Path
from typing import TYPE_CHECKING, cast

from l10n import config, formats, locale, project
from l10n.config import Config
from l10n.errors import L10nError
from l10n.outcome import Outcome
from l10n.project import Source

if TYPE_CHECKING:
    from l10n.formats import Format, Parted

_SURROGATE = re.compile("[\ud800-\udfff]")

WHOLE = 4 << 20
"""Bytes of the biggest file of rows that has one catalog."""
PART = 1 << 20
"""Bytes, about, of each part of a bigger one: what an editor of catalogs still opens with ease."""


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

    Two with one catalog, and those whose name is no text, are added to the outcome's errors. A file in a
    source folder that no format knows (a picture, say) is passed over, unless `paths` name it.
    """
    _known_formats(settings)
    listed = project.sources(settings)
    readable = _readable(settings, listed, outcome)
    clashing = project.collisions(settings, readable) | _nameless(listed)
    if not paths:
        outcome.errors += clashing.values()
        return [one for one in readable if one.shown not in clashing]
    wanted = {one.shown: one for one in project.sources(settings, paths)}
    outcome.errors += (error for shown, error in clashing.items() if shown in wanted)
    named = {str(path.resolve()) for path in paths}
    strange = [one for one in wanted.values() if not formats.known(one.shown) and realpath(one.file) in named]
    return [*(one for one in readable if one.shown in wanted and one.shown not in clashing), *strange]


def form_of(settings: Config, source: Source) -> Format:
    """The format of a source, with the project's options. Raises L10nError for what they cannot say."""
    form = formats.for_path(source.shown)
    try:
        return formats.configured(form, settings.formats.get(form.name, {}))
    except L10nError as error:
        raise config.located(settings, f"formats.{form.name}", error) from None


def _readable(settings: Config, listed: Sequence[Source], outcome: Outcome) -> list[Source]:
    """The sources that some format reads, big ones of rows in parts."""
    found: list[Source] = []
    for source in listed:
        if not formats.known(source.shown) or _is_nameless(source):
            continue
        if not formats.has_parts(source.shown) or _size(source.file) <= WHOLE:
            found.append(source)
            continue
        with outcome.collecting():
            form = cast("Parted", form_of(settings, source))
            with open(source.file, "rb") as stream:
                found += project.parts(source, form.parts(stream, PART))
    return found


def _nameless(listed: Sequence[Source]) -> dict[str, L10nError]:
    """An error for each source that no PO file, report or exchanged file could name, by shown path."""
    return {
        one.shown: L10nError("its name is not UTF-8", one.shown, hint="rename it")
        for one in listed
        if _is_nameless(one) and formats.known(one.shown)
    }


def _is_nameless(source: Source) -> bool:
    return not source.shown.isascii() and bool(_SURROGATE.search(source.shown))


def _size(file: str) -> int:
    try:
        return getsize(file)
    except OSError:
        return 0  # gone since it was listed: whoever reads it says so


def orphans(settings: Config, tags: Sequence[str]) -> list[str]:
    """The shown paths of the catalogs that no source belongs to any more."""
    listed = _readable(settings, project.sources(settings), Outcome())
    found: list[str] = []
    for tag in tags:
        own = {project.catalog_name(settings, source, tag) for source in listed}
        found += (name for name in project.catalogs(settings, tag) if name not in own)
    return sorted(found)


def _known_formats(settings: Config) -> None:
    for name in settings.formats:
        try:
            formats.by_name(name)
        except L10nError as error:
            raise config.located(settings, f"formats.{name}", error) from None
