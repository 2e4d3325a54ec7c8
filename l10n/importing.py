"""Translations that come back from other tools, into the catalogs: what a person approved, and drafts.

`interchange/rows.py` says when a file is taken at its word. What cannot be taken is said with file and line:
as an error where the file is wrong (codes lost), else as a line of result (no such entry, changed on both
sides), and the entry stays as it is.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from l10n import articles, catalog, locale, project, selection
from l10n.articles import Article
from l10n.checks import compare
from l10n.config import Config
from l10n.errors import L10nError
from l10n.formats import Format
from l10n.interchange import SUFFIXES, codes, matching, table, xliff12, xliff20, xml
from l10n.interchange.rows import Incoming, mark, mark_of
from l10n.model import EMPTY_TARGET, Code, Entry, State
from l10n.outcome import Outcome, counted
from l10n.project import Source
from l10n.storage import files
from l10n.text.codes.inline import protect

_REFUSED = re.compile("[\x00\x04\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class _Unit(NamedTuple):
    """A unit that came back, and how messages call its file."""

    shown: str
    said: Incoming

    @property
    def place(self) -> str:
        return f"{self.shown}:{self.said.line}"


def run(settings: Config, form: str, paths: Sequence[Path], tags: Sequence[str]) -> Outcome:
    """Take in files of a format, `xliff` or `csv`; with `tags` only what is for these locales.

    Raises L10nError for a locale that the project does not have; what is wrong with a file is in the outcome.
    """
    outcome = Outcome()
    wanted = selection.locales(settings, tags) if tags else ()
    waiting: dict[str, dict[str, list[_Unit]]] = defaultdict(lambda: defaultdict(list))
    for file in paths:
        with outcome.collecting():
            for unit, tag in _units(settings, form, file, wanted):
                waiting[tag][unit.said.path].append(unit)
    listed: dict[str, list[Source]] = defaultdict(list)
    for source in selection.sources(settings, [], outcome):
        listed[source.shown].append(source)
    counts: Counter[str] = Counter()
    for tag, by_path in waiting.items():
        for path, units in by_path.items():
            there = listed.get(path) or [source for some in listed.values() for source in some]
            _place(settings, tag, there, units, counts, outcome)
    said = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    outcome.summary = f"{counted(outcome.changed, 'catalog')} written" + (f": {said}" if said else "")
    return outcome


def files_of(settings: Config, form: str, paths: Iterable[Path]) -> list[Path]:
    """These files, and for a folder among them all those below it that are of a format.

    Raises L10nError for a folder without any.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES[form])
        if not inside:
            said = f"no {form} file in this folder"
            shown = project.shown(settings, str(path))
            raise L10nError(said, shown, hint=f"their names end with {' or '.join(SUFFIXES[form])}")
        found += inside
    return found


def _units(settings: Config, form: str, path: Path, wanted: Sequence[str]) -> Iterator[tuple[_Unit, str]]:
    """The units of a file, each with the project's locale it is for. Raises L10nError before the first."""
    shown = project.shown(settings, str(path))
    data = files.read(str(path), shown)
    try:
        found = list(_read(form, data))
    except L10nError as error:
        raise L10nError(error.message, shown, error.line, error.hint) from None
    tags = {said: _tag(settings, said, shown, wanted) for said in dict.fromkeys(one.locale for one in found)}
    for one in found:
        if tag := tags[one.locale]:
            yield _Unit(shown, one), tag


def _read(form: str, data: bytes) -> Iterable[Incoming]:
    if form == "csv":
        return table.read(data)
    root = next(xml.events(io.BytesIO(data), ())).element
    is_newer = root.attributes.get("version", "").startswith("2.")
    return xliff20.read(io.BytesIO(data)) if is_newer else xliff12.read(io.BytesIO(data))


def _tag(settings: Config, said: str, shown: str, wanted: Sequence[str]) -> str:
    """The project's locale that a file means, "" for one that is not `wanted`."""
    choice = wanted or settings.locales
    if not said:
        if len(choice) == 1:
            return choice[0]
        raise L10nError("does not say what locale it is for", shown, hint="add --locale")
    plain = said.replace("_", "-").casefold()
    known = {tag.casefold(): tag for tag in settings.locales}
    if plain not in known:
        like = [tag for tag in settings.locales if _alike(tag, said)]
        if len(like) != 1:
            hint = f"the project has {', '.join(settings.locales)}"
            raise L10nError(f"is for {said}, which is none of its locales", shown, hint=hint)
        return like[0] if like[0] in choice else ""
    return known[plain] if known[plain] in choice else ""


def _alike(one: str, other: str) -> bool:
    return locale.language(one) == locale.language(other) and locale.script(one) == locale.script(other)


def _place(
    settings: Config,
    tag: str,
    there: Sequence[Source],
    units: Sequence[_Unit],
    counts: Counter[str],
    outcome: Outcome,
) -> None:
    """Take units into the first of these sources' catalogs that has an entry for them."""
    left, is_sure = list(units), True
    for source in there:
        if not left:
            return
        try:
            file = project.catalog_file(settings, source, tag)
            shown = project.shown(settings, file)
            if files.held(file, shown) is None:
                continue
            taking = _Taking(shown, articles.parsed(settings, source, articles.held(source).data), left)
            changed, _ = files.update(file, taking, shown, project.lock(settings))
            outcome.changed += changed
            outcome.lines += taking.lines
            outcome.errors += taking.errors
            outcome.unmet = outcome.unmet or bool(taking.lines)
            counts.update(taking.counts)
            left = taking.left
        except L10nError as error:
            outcome.errors.append(error)
            is_sure = False  # this catalog may have entries for them
    for unit in left if is_sure else ():
        outcome.unmet = True
        outcome.lines.append(f"{unit.place}: no entry has this source any more: {_short(unit.said.source)}")
        counts["without an entry"] += 1


@dataclass(slots=True)
class _Taking:
    """Old bytes of a catalog to new ones, as `files.update` wants it; says what it did the last time."""

    shown: str
    article: Article
    units: Sequence[_Unit]
    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    errors: list[L10nError] = field(default_factory=list)
    left: list[_Unit] = field(default_factory=list)

    def __call__(self, before: bytes | None) -> bytes | None:
        self.counts, self.lines, self.errors, self.left = Counter(), [], [], []
        if before is None:
            self.left = list(self.units)
            return None
        found = catalog.parse(before, self.shown)
        entries = list(found.entries)
        own, forms = self.article.codes(), self.article.forms()

        def known(entry: Entry) -> tuple[Sequence[Code], Format]:
            form = forms.get(entry.key, self.article.format)
            there = own.get(entry.key)
            return form.codes(entry.source) if there is None else there, form

        find = matching.finder(entries, lambda entry: known(entry)[0])
        for unit in self.units:
            at = find(unit.said)
            if at is None:
                self.left.append(unit)
                continue
            there, form = known(entries[at])
            if matching.is_for(unit.said, entries[at], there):
                entries[at] = self._taken(unit, entries[at], there, form)
            else:
                why = f"the file has another source for it: {_short(unit.said.source)}"
                self._stays(unit, entries[at], why)
        return catalog.dump(replace(found, entries=tuple(entries)))

    def _taken(self, unit: _Unit, entry: Entry, own: Sequence[Code], form: Format) -> Entry:
        """The entry with what a unit says of it, or as it is, and why."""
        said = unit.said
        try:
            text, fault = codes.assembled(said.target, protect(entry.source, own))
        except L10nError as error:
            text, fault = "", error.message
        now = mark_of(entry)
        moved = bool(said.mark) and said.mark != now
        if said.mark and said.mark == mark(text, reviewed=said.reviewed):
            self.counts["unchanged"] += 1
            return entry
        text = _straight(text, entry)
        if not text.strip():
            if entry.state is State.EMPTY or not said.mark or moved:
                self.counts["without a translation"] += 1
                return entry
            return self._stays(unit, entry, "the translation was taken out")
        if text == entry.target and entry.state is not State.EMPTY:
            return self._judged(said, entry, moved=moved)
        fault = _broken(text, entry) or _unwritable(text, entry.source) or fault
        if fault := fault or _altered(text, entry, own, form):
            hint = "mend it in the file and import it again"
            self.errors.append(L10nError(f"not taken: {fault}", unit.shown, said.line, hint))
            return entry
        if entry.state is State.REVIEWED and not said.reviewed:
            return self._stays(unit, entry, "not approved, and the catalog has a reviewed translation")
        if entry.state is State.REVIEWED and (moved or not said.mark):
            return self._stays(unit, entry, "the catalog has another reviewed translation")
        if moved and not said.reviewed and entry.state is not State.EMPTY:
            return self._stays(unit, entry, "changed in the catalog since, too")
        return self._reviewed(entry, text) if said.reviewed else self._drafted(said, entry, text)

    def _judged(self, said: Incoming, entry: Entry, *, moved: bool) -> Entry:
        """The entry where the text is the same, and what is said of it may not be."""
        if said.reviewed and entry.state is not State.REVIEWED:
            return self._reviewed(entry, entry.target)
        if said.doubted and not said.reviewed and entry.state is State.REVIEWED and said.mark and not moved:
            self.counts["put back to drafts"] += 1
            return catalog.edit(entry, state=State.DRAFT)
        self.counts["unchanged"] += 1
        return entry

    def _reviewed(self, entry: Entry, text: str) -> Entry:
        self.counts["reviewed"] += 1
        changes = {"target": text, "state": State.REVIEWED, "origin": ""}
        return catalog.edit(entry, **changes, previous=None, previous_plural=None)

    def _drafted(self, said: Incoming, entry: Entry, text: str) -> Entry:
        self.counts["drafts"] += 1
        state = State.STALE if entry.state is State.STALE else State.DRAFT
        return catalog.edit(entry, target=text, state=state, origin=said.origin)

    def _stays(self, unit: _Unit, entry: Entry, why: str) -> Entry:
        self.counts["left as they were"] += 1
        self.lines.append(f"{unit.place}: {why}; {self.shown}:{entry.line} stays as it is")
        return entry


def _straight(text: str, entry: Entry) -> str:
    """A translation as it was before a tool indented the file, or ended its lines in another way."""
    if "\r" not in entry.source:
        text = text.replace("\r\n", "\n")
    if entry.source == entry.source.strip():
        text = text.strip()
    return (
        entry.target
        if _broken(text, entry) and matching.packed(text) == matching.packed(entry.target)
        else text
    )


def _broken(text: str, entry: Entry) -> str:
    """What is wrong with the lines of a translation, "" where nothing is."""
    return "it has line breaks, and its source has none" if "\n" in text and "\n" not in entry.source else ""


def _altered(text: str, entry: Entry, own: Sequence[Code], form: Format) -> str:
    """How the codes of a translation differ from its source's, as the format reads both; "" if not at all."""
    if text == EMPTY_TARGET:
        return ""
    here = (code.value for code in form.codes(entry.source, own))
    there = (code.value for code in form.codes(text, own))
    return compare.message(*compare.lost_and_new(here, there))


def _unwritable(text: str, source: str) -> str:
    """The first character of a translation that no PO file can hold, or that controls terminals; "" for none.

    Of the latter a source may have some itself.
    """
    controls = (one[0] for one in _CONTROLS.finditer(text) if one[0] not in source)
    found = _REFUSED.search(text)
    char = found[0] if found else next(controls, "")
    return f"the character U+{ord(char):04X}" if char else ""


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 60 else f"{folded[:59]}…"
