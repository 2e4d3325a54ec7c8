"""The project's terms: its files read, the glossary of a locale, what translators see of it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from l10n import locale, project
from l10n.config import Config
from l10n.errors import L10nError
from l10n.interchange import tbx, term_table
from l10n.model import Code, Entry, Key
from l10n.outcome import Outcome
from l10n.storage import files
from l10n.storage.files import Held
from l10n.text.codes.inline import blanked
from l10n.text.words.terms import Concept, Glossary, Term

_TBX = (".tbx", ".xml")

_read: dict[tuple[object, ...], tuple[object, Glossary]] = {}
"""Glossaries with the stamps of their files, by project and locale: thousands of articles ask for a few."""


def of(settings: Config, tag: str) -> Glossary | None:
    """The glossary of a locale, None for a project without one. Raises L10nError for a broken file."""
    if not settings.glossary:
        return None
    found = held(settings)
    asked = settings.root, settings.source_locale, settings.locales, tag
    stamps = [(name, one.stamp) for name, one in found.items()]
    if asked not in _read or _read[asked][0] != stamps:
        concepts = _concepts(_terms(found, settings.source_locale), settings, tag)
        _read[asked] = stamps, Glossary(concepts, settings.source_locale, tag)
    return _read[asked][1]


def terms(settings: Config) -> list[Term]:
    """All the terms of the project's files, in their order."""
    return _terms(held(settings), settings.source_locale)


def parse(data: bytes, shown: str, source_tag: str) -> list[Term]:
    """The terms in a file's bytes, TBX or a table as its name says. Raises L10nError with path and line."""
    is_tbx = shown.lower().endswith(_TBX)
    try:
        found = tbx.read(io.BytesIO(data), source_tag) if is_tbx else term_table.read(data, source_tag)
    except L10nError as error:
        raise L10nError(error.message, shown, error.line, error.hint) from None
    return [replace(one, path=shown) for one in found]


def held(settings: Config) -> dict[str, Held]:
    """What each file of the glossary holds, by shown path."""
    found = {}
    for name in settings.glossary:
        one = files.held(str(settings.root / name), name)
        if one is None:
            hint = f"mend [glossary] in {settings.path}"
            raise L10nError("no such file, and the glossary is to be in it", name, hint=hint)
        found[name] = one
    return found


def noted(
    template: Iterable[Entry], codes: Mapping[Key, Sequence[Code]], glossary: Glossary
) -> tuple[Entry, ...]:
    """A source's entries with a note for each term in them, behind their own: `term: fever = fiebre`."""
    found = []
    for entry in template:
        concepts = glossary.terms(blanked(entry.source, codes.get(entry.key, ())))
        notes = tuple(f"term: {_said(one)}" for one in concepts)
        found.append(replace(entry, notes=(*entry.notes, *notes)) if notes else entry)
    return tuple(found)


def _said(concept: Concept) -> str:
    """A concept in one line: `fever = fiebre, calentura (not: temperatura)`."""
    said = f"{concept.source} = {', '.join(concept.targets)}" if concept.targets else concept.source
    return f"{said} (not: {', '.join(concept.forbidden)})" if concept.forbidden else said


def _terms(found: Mapping[str, Held], source_tag: str) -> list[Term]:
    return [term for name, one in found.items() for term in parse(one.data, name, source_tag)]


def _concepts(found: Sequence[Term], settings: Config, tag: str) -> list[Concept]:
    """The terms that are for a locale, those of one source together.

    A term is for a locale if language and script are the same, and its tag is none of the project's other
    locales. Where a source has terms in this very tag, those of other regions do not count.
    """
    others = {one for one in settings.locales if one != tag}
    by_source: dict[str, list[Term]] = {}
    for term in found:
        if not term.locale or (_near(term.locale, tag) and term.locale.replace("_", "-") not in others):
            by_source.setdefault(term.source, []).append(term)
    concepts = []
    for source, some in by_source.items():
        own = [one for one in some if one.locale.replace("_", "-") in (tag, "")] or some
        concepts.append(
            Concept(
                source,
                tuple(dict.fromkeys(one.target for one in own if not one.forbidden)),
                tuple(dict.fromkeys(one.target for one in own if one.forbidden)),
                path=own[0].path,
                line=own[0].line,
            )
        )
    return concepts


def _near(one: str, tag: str) -> bool:
    return locale.language(one) == locale.language(tag) and locale.script(one) == locale.script(tag)


def to_tbx(settings: Config, tags: Sequence[str], version: str) -> bytes:
    """The project's terms as TBX of version 2 or 3: those of these locales, and those for all.

    Raises L10nError for a project without terms.
    """
    if not settings.glossary:
        hint = 'add [glossary] files = ["terms.csv"]'
        raise L10nError("the project has no glossary", settings.path, hint=hint)
    wanted = [one for one in terms(settings) if not one.locale or any(_near(one.locale, tag) for tag in tags)]
    tag = tags[0] if len(tags) == 1 else "und"
    return tbx.write(wanted, settings.source_locale, tag, version=version)


def take(settings: Config, paths: Iterable[Path], tags: Sequence[str]) -> Outcome:
    """Put the terms of other files that the glossary lacks behind those of its first table.

    With `tags` only those for these locales. What is wrong with a file is in the outcome; raises L10nError
    where the glossary has no table.
    """
    table = next((name for name in settings.glossary if not name.lower().endswith(_TBX)), "")
    if not table:
        hint = 'add [glossary] files = ["terms.csv"]'
        raise L10nError("the project has no table of terms to put them in", settings.path, hint=hint)
    outcome, new = Outcome(), list[Term]()
    for path in paths:
        with outcome.collecting():
            shown = project.shown(settings, str(path))
            found = parse(files.read(str(path), shown), shown, settings.source_locale)
            new += (one for one in found if not tags or any(_near(one.locale, tag) for tag in tags))
    known = {_same(one) for one in terms(settings)}
    new = [replace(one, line=0) for one in new if _same(one) not in known]

    def added(before: bytes | None) -> bytes:
        try:
            return term_table.appended(before, new, settings.source_locale)
        except L10nError as error:
            raise L10nError(error.message, table, error.line, error.hint) from None

    if new:
        changed, _ = files.update(
            project.inside(settings, str(settings.root / table)), added, table, project.lock(settings)
        )
        outcome.changed = int(changed)
    outcome.summary = f"{table}: {'terms added' if outcome.changed else 'nothing to add'}"
    return outcome


def _same(term: Term) -> tuple[str, str, str, bool]:
    """What makes two rows one: tools spell `es_XX` as `es-XX`."""
    return term.source, term.target, term.locale.replace("_", "-").casefold(), term.forbidden
