"""The memory of a project, kept up to date: what changed in catalogs and imported files is taken in anew."""

from __future__ import annotations

import os
import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from l10n import __version__, catalog, formats, memory, project, selection
from l10n.config import Config
from l10n.errors import L10nError
from l10n.formats import Format
from l10n.interchange import tmx
from l10n.interchange.tmx import TranslationUnit
from l10n.memory import Index, Known, Remembered
from l10n.model import EMPTY_TARGET, Catalog, Code, Entry, State
from l10n.project import STATE_FOLDER
from l10n.storage import databases, files
from l10n.storage.files import Stamp

IMPORTED = f"{STATE_FOLDER}/memory"
"""The folder of imported TMX files, from the project's root: what is removed there is forgotten."""

_ROWS = frozenset({"json", "jsonl", "csv", "tsv"})
"""Formats whose texts are written in another one."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which no file system gives a file that is written again the same time."""
_PART = re.compile(r"\.\d{4}(?=\.po\Z)")
_BREAK = re.compile(r"[ \t]*[\r\n]\s*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def refreshed(settings: Config, tags: Sequence[str]) -> Index:
    """The memory of a project, open, with all that people have reviewed by now in these locales, and in those
    whose translations serve them.

    A catalog that cannot be read adds nothing: who extracts or checks is told. Raises L10nError where there
    can be no memory.
    """
    file = Path(project.state_file(settings, memory.FILE))
    project.keep_out_of_git(settings)
    maker = f"{__version__} {settings.source_locale} {settings.formats!r}"
    asked = [one for one in settings.locales if any(memory.serves(one, tag) for tag in tags)]
    for again in (False, True):
        index = Index(file, maker)
        try:
            _refresh(index, settings, asked)
            if again or not index.is_stale():
                return index
        except memory.BrokenError as error:
            if again:
                raise L10nError(f"the memory cannot be built: {error}", str(file), hint="remove it") from None
        except BaseException:
            index.close()
            raise
        index.close()
        databases.remove(file)
    raise AssertionError("the second time it is returned or raised")


def places(entries: Iterable[Entry]) -> Iterator[tuple[Entry, int]]:
    """Each entry that is not obsolete, with the `neighbours` of its place in the article."""
    live = [one for one in entries if one.state is not State.OBSOLETE]
    sources = [None, *(one.source for one in live), None]
    for at, entry in enumerate(live):
        yield entry, memory.neighbours(sources[at], sources[at + 2])


def is_remembered(entry: Entry) -> bool:
    """Whether a person has reviewed it and it says something alone: no plural forms, not `<EMPTY>`."""
    return (
        entry.state is State.REVIEWED
        and entry.plural is None
        and entry.target != EMPTY_TARGET
        and bool(entry.target.strip())
        and not _SURROGATE.search(entry.source + entry.target)
    )


def codes_of(entry: Entry, form: Format | None) -> tuple[Sequence[Code], Sequence[Code]]:
    """The inline codes of an entry's source and of its target, none where its format is not known."""
    if form is None:
        return (), ()
    try:
        codes = form.codes(entry.source)
        return codes, form.codes(entry.target, codes)
    except L10nError:
        return (), ()


def form_of(settings: Config, shown: str) -> Format | None:
    """The format that the texts of a source file are written in, as far as its name tells; None if unknown.

    What it finds in a text is not quite what a document knows of it. That is enough: a draft is verified
    with the codes of its own unit.
    """
    try:
        form = selection.form_of(settings, project.Source("", shown, ""))
        if form.name not in _ROWS:
            return form
        declared = (value for value in settings.formats.get(form.name, {}).values() if isinstance(value, str))
        return formats.by_name(next((value for value in declared if value != "text"), "text"))
    except L10nError:
        return None


def forms_by_catalog(settings: Config, tag: str) -> Callable[[Catalog], Format | None]:
    """What tells the format of a catalog of a locale: its source's, else that of the file it refers to."""
    by_name = {project.catalog_name(settings, one, tag): one.shown for one in project.sources(settings)}
    known: dict[str, Format | None] = {}

    def form(found: Catalog) -> Format | None:
        shown = by_name.get(found.path) or by_name.get(_PART.sub("", found.path)) or _referred(found)
        suffix = os.path.splitext(shown)[1]
        if suffix not in known:
            known[suffix] = form_of(settings, shown)
        return known[suffix]

    return form


def imported_units(unit: TranslationUnit, source_locale: str) -> Iterator[Remembered]:
    """What a unit of a TMX file adds to the memory: its text in the source's language with each other one.

    White space around a text goes, and what breaks its lines is a space, as in the texts of articles: many
    tools lay out what they write.
    """
    own = [one for one in unit.variants if memory.serves(one.tag, source_locale)]
    source = min(own, key=lambda one: one.tag != source_locale, default=None)
    if source is None or not source.text.strip():
        return
    for one in unit.variants:
        if one not in own and one.text.strip():
            slots = memory.slotted(source.text, source.codes, one.text, one.codes)
            yield Remembered(
                _on_one_line(source.text),
                _on_one_line(slots[0]),
                _on_one_line(one.text),
                _on_one_line(slots[1]),
                one.tag,
                unit.prop(tmx.CONTEXT),
            )


def _on_one_line(text: str) -> str:
    return _BREAK.sub(" ", text.strip())


class _File(NamedTuple):
    """A file of the memory: where it is, its name and locale, "" for an imported one."""

    file: str
    name: str
    locale: str


def imported(settings: Config) -> list[str]:
    """The names of the imported files, from the project's root."""
    folder = Path(settings.root, IMPORTED)
    return sorted(f"{IMPORTED}/{one.name}" for one in folder.glob("*.tmx")) if folder.is_dir() else []


def _refresh(index: Index, settings: Config, tags: Sequence[str]) -> None:
    known = index.files()
    there = [
        _File(f"{settings.root}/{name}", name, tag)
        for tag in tags
        for name in project.catalogs(settings, tag)
        if not _SURROGATE.search(name)  # no database can keep it
    ]
    there += (_File(f"{settings.root}/{name}", name, "") for name in imported(settings))
    names = {one.name for one in there}
    asked = {*tags, ""}
    gone = [
        one.name
        for one in known.values()
        if one.name not in names and (one.locale in asked or one.locale not in settings.locales)
    ]
    changed = [
        one for one in there if one.name not in known or known[one.name].stamp != _told(_stamp(one.file))
    ]
    if gone or changed:
        with index.writing():
            for name in gone:
                index.forget(name)
            _take_in(index, settings, changed, known)


def _take_in(index: Index, settings: Config, changed: Sequence[_File], known: dict[str, Known]) -> None:
    forms: dict[str, Callable[[Catalog], Format | None]] = {}
    for one in changed:
        before = known.get(one.name)
        try:
            if not one.locale:
                _take_imported(index, settings, one, before)
                continue
            held = files.held(one.file, one.name)
            if held is None:
                continue
            now = Known(one.name, one.locale, _believed(held.stamp), zlib.crc32(held.data))
            if before and before.checksum == now.checksum:
                index.stamp(now)
                continue
            found = catalog.parse(held.data, one.name)
        except L10nError:
            index.forget(one.name)
            continue
        if one.locale not in forms:
            forms[one.locale] = forms_by_catalog(settings, one.locale)
        index.put(now, _units(found, one.locale, forms[one.locale](found)))


def _take_imported(index: Index, settings: Config, one: _File, before: Known | None) -> None:
    try:
        with open(one.file, "rb") as stream:
            stamp, checksum = _stamp(one.file), 0
            while data := stream.read(1 << 20):
                checksum = zlib.crc32(data, checksum)
            now = Known(one.name, "", _believed(stamp), checksum)
            if before and before.checksum == checksum:
                index.stamp(now)
                return
            stream.seek(0)
            units = (
                part for unit in tmx.read(stream) for part in imported_units(unit, settings.source_locale)
            )
            index.put(now, units)
    except OSError as error:
        raise files.os_error(error, one.name, "read") from None


def _units(found: Catalog, tag: str, form: Format | None) -> Iterator[Remembered]:
    for entry, around in places(found.entries):
        if is_remembered(entry):
            codes, target_codes = codes_of(entry, form)
            slots, target_slots = memory.slotted(entry.source, codes, entry.target, target_codes)
            yield Remembered(entry.source, slots, entry.target, target_slots, tag, entry.key.context, around)


def _referred(found: Catalog) -> str:
    """The file that the first entry of a catalog refers to, "" for none."""
    said = next((reference for one in found.entries for reference in one.references), "")
    return re.sub(r":\d+\Z", "", said)


def _stamp(file: str) -> Stamp:
    try:
        about = os.stat(file)
    except OSError:
        return 0, 0, 0
    return about.st_mtime_ns, about.st_size, about.st_ino


def _believed(stamp: Stamp) -> str:
    """A stamp as the memory keeps it: not at all while the file may be written again with the same one."""
    return _told(stamp) if stamp[0] + _SETTLED < time.time_ns() else ""


def _told(stamp: Stamp) -> str:
    return " ".join(map(str, stamp))
