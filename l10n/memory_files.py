"""The memory in and out: TMX files imported and written, and what it has for a text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from l10n import catalog, locale, project, remembering
from l10n.config import Config
from l10n.errors import L10nError
from l10n.formats import Format
from l10n.interchange import codes, tmx
from l10n.interchange.tmx import TranslationUnit
from l10n.interchange.xml import Element
from l10n.memory import Index, Match, Memory, serves
from l10n.model import Entry, Key
from l10n.outcome import Outcome, Report, counted, silent
from l10n.storage import files
from l10n.text.codes.inline import protect

Put = Callable[[bytes], object]
"""What takes a file bit by bit."""

_CHUNK = 1 << 20
_STEM = 60  # of the characters of a file's name, which may take four bytes each
_ODD = re.compile(r"[^\w.-]+")


def take(settings: Config, paths: Sequence[Path], progress: Report = silent) -> Outcome:
    """Take TMX files into the memory: each is read to its end, then copied below `.l10n/memory/`.

    One imported before from the same place is replaced. What is wrong with a file is in the outcome.
    """
    outcome = Outcome()
    for number, path in enumerate(paths):
        progress(number, len(paths))
        with outcome.collecting():
            outcome.lines.append(_taken(settings, path))
            outcome.changed += 1
    if outcome.changed:
        remembering.refreshed(settings, ()).close()
    progress(len(paths), len(paths))
    return outcome


def write(settings: Config, tags: Sequence[str], put: Put) -> Outcome:
    """Write the memory as TMX: all that people have reviewed, then what was imported; in `tags`, or in all.

    A unit with a character that no XML can hold is left out, and said. Catalogs that cannot be read are in
    the outcome's errors.
    """
    outcome = Outcome()
    segments = "sentence" if settings.unit == "sentence" else "paragraph"
    put(tmx.head(settings.source_locale, segments).encode())
    for place, unit in chain(
        _own(settings, tags or settings.locales, outcome), _imported(settings, tags, outcome)
    ):
        try:
            put(tmx.written(unit).encode())
            outcome.changed += 1
        except L10nError as error:
            outcome.lines.append(f"{place}: left out: {error}")
    put(tmx.foot().encode())
    outcome.summary = f"{counted(outcome.changed, 'unit')} written"
    return outcome


def write_file(settings: Config, tags: Sequence[str], path: Path) -> Outcome:
    """Write the memory to a TMX file, whole or not at all."""
    with files.Growing(str(path), str(path)) as file:
        outcome = write(settings, tags, file.add)
        file.done()
    outcome.summary += f" to {path}"
    return outcome


def search(settings: Config, text: str, tags: Sequence[str], least: float, limit: int) -> list[Match]:
    """What the memory has for a text, best first: in these locales, or in all; at least `least` alike.

    Raises L10nError where there can be no memory.
    """
    found: list[Match] = []
    tags = [locale.normalize(tag) for tag in tags]
    with ExitStack() as stack:

        def index() -> Index:
            return stack.enter_context(remembering.refreshed(settings, tags or settings.locales))

        for tag in tags or [""]:
            view = Memory(index(), settings.source_locale, tag, index)
            found += view.exact(Key(None, text))
            found += [one for one in view.similar(text, least, limit, slots=False) if one.source != text]
            if view.fault:
                raise L10nError(view.fault, hint="run it again")
    found.sort(key=lambda one: -one.score)
    once = {(one.source, one.target, one.locale): one for one in reversed(found) if one.score >= least}
    return list(reversed(once.values()))[:limit]


def _taken(settings: Config, path: Path) -> str:
    """Import one file; what was in it, for people."""
    shown = project.shown(settings, str(path))
    name = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    place = f"{remembering.IMPORTED}/{_ODD.sub('_', path.stem)[:_STEM]}.{name}.tmx"
    file = project.inside(settings, f"{settings.root}/{place}")
    try:
        with path.open("rb") as stream, files.Growing(file, place) as copy:
            said = _counted(stream, settings.source_locale)
            stream.seek(0)
            while data := stream.read(_CHUNK):
                copy.add(data)
            copy.done()
    except L10nError as error:
        raise L10nError(error.message, error.path or shown, error.line, error.hint) from None
    except OSError as error:
        raise files.os_error(error, shown, "read") from None
    return f"{shown}: {said}"


def _counted(stream: BinaryIO, source_locale: str) -> str:
    """What is in a TMX file. Raises L10nError where nothing of it is of use."""
    units = pairs = 0
    into: dict[str, None] = {}
    for unit in tmx.read(stream):
        units += 1
        for one in remembering.imported_units(unit, source_locale):
            into[one.locale] = None
            pairs += 1
    if not pairs:
        what = f"none of its {units} units has a text in {source_locale} and one in another language"
        raise L10nError(what, hint="look at source-locale, and at the languages of the file")
    return f"{units} units, {pairs} translations into {', '.join(into)}"


def _own(settings: Config, tags: Sequence[str], outcome: Outcome) -> Iterator[tuple[str, Element]]:
    """(place, unit) of each reviewed sentence of the project, with its translations in all of the locales."""
    named: dict[str, dict[str, str]] = {}
    forms = {}
    for tag in tags:
        pattern = settings.catalogs.format(locale=locale.gettext_name(tag), path="\0")
        before, _, after = pattern.partition("\0")
        for name in project.catalogs(settings, tag):
            named.setdefault(name.removeprefix(before).removesuffix(after), {})[tag] = name
        forms[tag] = remembering.forms_by_catalog(settings, tag)
    for by_tag in named.values():
        form: Format | None = None
        entries: dict[Key, dict[str, Entry]] = {}
        for tag, name in by_tag.items():
            with outcome.collecting():
                found = catalog.parse(files.read(f"{settings.root}/{name}", name), name)
                form = form or forms[tag](found)
                for entry in filter(remembering.is_remembered, found.entries):
                    entries.setdefault(entry.key, {})[tag] = entry
        for key, there in entries.items():
            first = next(iter(there.values()))
            about = {tmx.FILE: first.references[0]} if first.references else {}
            about |= {} if key.context is None else {tmx.CONTEXT: key.context}
            place = f"{next(iter(by_tag.values()))}:{first.line}"
            yield place, tmx.unit(_segments(settings, there, form), about)


def _segments(
    settings: Config, there: dict[str, Entry], form: Format | None
) -> Iterator[tuple[str, Element]]:
    """(locale, `seg`) of a source and of its translations."""
    protected = None
    for tag, entry in there.items():
        own, theirs = remembering.codes_of(entry, form)
        try:
            if protected is None:
                protected = protect(entry.source, own)
                yield settings.source_locale, tmx.segment(codes.source_parts(protected))
            yield tag, tmx.segment(codes.target_parts(entry.target, theirs, protected))
        except L10nError:  # more codes than there are numbers for: as plain text
            if protected is None:
                protected = protect("", ())
                yield settings.source_locale, Element("seg", {}, [entry.source])
            yield tag, Element("seg", {}, [entry.target])


def _imported(settings: Config, tags: Sequence[str], outcome: Outcome) -> Iterator[tuple[str, Element]]:
    """(place, unit) of each unit that was imported and has a text in one of these locales."""
    for name in remembering.imported(settings):
        with outcome.collecting():
            try:
                with Path(settings.root, name).open("rb") as stream:
                    for unit in tmx.read(stream):
                        if chosen := _narrowed(unit, settings.source_locale, tags):
                            yield f"{name}:{unit.element.line}", chosen
            except OSError as error:
                raise files.os_error(error, name, "read") from None


def _narrowed(unit: TranslationUnit, source_locale: str, tags: Sequence[str]) -> Element | None:
    """A unit with the texts that serve these locales alone; whole where none are named, None without one."""
    if not tags:
        return unit.element
    wanted = {one.tag for one in unit.variants if any(serves(one.tag, tag) for tag in tags)}
    if not wanted:
        return None
    wanted |= {one.tag for one in unit.variants if serves(one.tag, source_locale)}
    kept = [
        one
        for one in unit.element.children
        if not isinstance(one, Element) or one.name != "tuv" or tmx.tag_of(one) in wanted
    ]
    return replace(unit.element, children=kept)
