"""Articles and their catalogs, read: the walk over sources and locales that every verb makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from l10n import catalog, document, formats, locale, project, selection
from l10n.config import Config
from l10n.errors import L10nError
from l10n.formats import Format
from l10n.model import Catalog, Code, Document, Entry, Key, State
from l10n.outcome import Outcome, Report, silent
from l10n.project import Source
from l10n.storage import files
from l10n.storage.files import Held
from l10n.text.sentences import segment_rules
from l10n.text.sentences.segment_rules import Rules

_HEAD = 1 << 16
"""Bytes at the start of a file of rows among which the names of its columns are."""


@dataclass(frozen=True)
class Article:
    """A source file that was read: where it is, its format, its document.

    `references` is what its entries say of their places, as `document.template` has it.
    """

    source: Source
    format: Format
    document: Document
    references: str

    @cached_property
    def template(self) -> tuple[Entry, ...]:
        """Its units as empty entries, which a build has no need of."""
        return document.template(self.document, self.references, self.source.line)

    def codes(self) -> dict[Key, tuple[Code, ...]]:
        """The inline codes of each unit, as the document has them."""
        return {unit.key: unit.codes for unit in self.document.units}

    def forms(self) -> dict[Key, Format]:
        """The format that each unit's text is written in."""
        return {unit.key: formats.inner(self.format, unit) for unit in self.document.units}


def read(
    settings: Config, paths: Sequence[Path], outcome: Outcome, progress: Report = silent
) -> Iterator[Article]:
    """Every chosen article, one at a time; what cannot be read is added to the outcome's errors."""
    wanted = selection.sources(settings, paths, outcome)
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
    if source.part:
        return files.slice_of(source.file, source.shown, source.start, source.end)
    found = files.held(source.file, source.shown)
    if found is None:
        raise L10nError("is gone since it was found", source.shown, hint="run it again")
    return found


def parsed(settings: Config, source: Source, data: bytes) -> Article:
    """The article in the bytes of a source's file. Raises L10nError for what its format refuses."""
    form = selection.form_of(settings, source)
    if source.part > 1 and hasattr(form, "for_part"):
        form = form.for_part(files.slice_of(source.file, source.shown, 0, _HEAD).data)
    try:
        text = document.decode(data, source.shown)
        found = document.parse(
            text, source.shown, form, settings.source_locale, settings.unit, sentence_rules(settings)
        )
    except L10nError as error:
        if not source.line or error.line is None:
            raise
        raise L10nError(error.message, error.path, error.line + source.line, error.hint) from None
    return Article(source, form, found, settings.references)


def sentence_rules(settings: Config) -> Rules | None:
    """The rules for sentences of the source language with the project's own; None where it adds none."""
    if not settings.segmentation:
        return None
    own = segment_rules.project_rules(settings.segmentation)
    return segment_rules.rules_for(locale.language(settings.source_locale), own)


def read_catalog(settings: Config, article: Article, tag: str) -> Catalog | None:
    """The catalog of an article in a locale, None where there is no file yet."""
    return catalog_of(settings, article.source, tag)


def catalog_of(settings: Config, source: Source, tag: str) -> Catalog | None:
    """The catalog of a source in a locale, None where there is no file yet."""
    file = project.catalog_file(settings, source, tag)
    called = project.shown(settings, file)
    data = files.read_if_there(file, called)
    return None if data is None else catalog.parse(data, called)


def reviewed_targets(settings: Config, source: Source, tag: str) -> dict[Key, str]:
    """The reviewed translations of a source in a locale."""
    file = project.catalog_file(settings, source, tag)
    called = project.shown(settings, file)
    data = files.read_if_there(file, called)
    return {} if data is None else catalog.reviewed_targets(data, called)


def standing(article: Article, found: Catalog | None) -> list[Entry]:
    """For each distinct unit of an article, in order, the entry the catalog has for it, else an empty one.

    What counts is the source as it is now: a sentence that no `extract` has seen yet is missing.
    """
    live = {one.key: one for one in found.entries if one.state is not State.OBSOLETE} if found else {}
    return [live.get(entry.key, entry) for entry in article.template]
