"""Catalogs handed out to people with other tools: XLIFF or a table, a file an article or one for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from l10n import articles, project, selection
from l10n import glossary as terms
from l10n.articles import Article
from l10n.config import Config
from l10n.errors import L10nError
from l10n.interchange import SUFFIXES, table, xliff12, xliff20, xml
from l10n.interchange.rows import Row, Sheet
from l10n.model import EMPTY_TARGET, Catalog, Entry, State
from l10n.outcome import Outcome, Report, counted
from l10n.storage import files

FOLDER = "build/export"
"""Where files go that nobody has said a place for, below the project's root."""

MOST_CODES = 300
"""Inline codes of one text that is handed out: 150 pairs inside of each other are within `xml.DEPTH`."""

Write = Callable[[Sequence[Sheet], str], bytes]
"""What makes a file of sheets and the tag of their locale."""


def writer(settings: Config, form: str, version: str, *, bom: bool) -> Write:
    """What writes files of a format: `xliff` in the version 1.2 or 2.0, `csv`, with `bom` for Excel."""
    if form == "csv":
        return lambda sheets, tag: table.write(sheets, tag, bom=bom)
    module = xliff20 if version == "2.0" else xliff12
    return lambda sheets, tag: module.write(sheets, settings.source_locale, tag)


def run(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    form: str,
    write: Write,
    output: Path | None,
    progress: Report,
) -> Outcome:
    """Write the entries of each chosen catalog: to a file an article below a folder, or all to one file.

    `output` is one file where its name ends as those of the format do. Entries with plural forms and those
    that cannot be written are left out, and said. Raises L10nError for one file of several locales.
    """
    outcome = Outcome()
    chosen = selection.locales(settings, tags)
    one = output if output is not None and output.suffix.lower() in SUFFIXES[form] else None
    if one and len(chosen) > 1:
        said = "holds one locale, and there are several"
        raise L10nError(said, str(output), hint="add --locale, or name a folder")
    folder = output or settings.root / FOLDER
    together: list[Sheet] = []
    for article in articles.read(settings, paths, outcome, progress):
        for tag in chosen:
            with outcome.collecting():
                if form == "xliff" and (char := xml.unwritable(article.source.shown)):
                    said = f"its name has the character {char}, which cannot stand in XML"
                    raise L10nError(said, article.source.shown, hint="rename it")
                sheet = _sheet(settings, article, tag, outcome)
                if sheet is None or not sheet.rows:
                    continue
                if one:
                    together.append(sheet)
                    continue
                file = f"{folder}/{tag}/{article.source.stem}{SUFFIXES[form][0]}"
                _put(settings, file, write([sheet], tag), outcome)
    if one and together:
        _put(settings, str(one), write(together, chosen[0]), outcome)
    outcome.summary = f"{counted(outcome.changed, 'file')} written" if outcome.changed else "nothing to write"
    return outcome


def glossary(settings: Config, tags: Sequence[str], version: str, output: Path | None) -> Outcome:
    """Write the project's terms as one TBX file of version 2 or 3. Raises L10nError if there are none."""
    outcome = Outcome()
    data = terms.to_tbx(settings, tags, version)
    _put(settings, str(file_in(settings, output, "tbx", "glossary.tbx")), data, outcome)
    outcome.summary = "1 file written"
    return outcome


def file_in(settings: Config, output: Path | None, form: str, name: str) -> Path:
    """The one file of a format that `output` means: itself, or `name` in the folder that it is."""
    place = output or settings.root / FOLDER
    return place if place.suffix.lower() in SUFFIXES[form] else place / name


def _put(settings: Config, file: str, data: bytes, outcome: Outcome) -> None:
    called = project.shown(settings, file)
    if called.startswith(f"{FOLDER}/"):  # anywhere else is what somebody has said
        file = project.inside(settings, file)
    files.write(file, data, called)
    outcome.changed += 1
    outcome.lines.append(called)


def _sheet(settings: Config, article: Article, tag: str, outcome: Outcome) -> Sheet | None:
    found = articles.read_catalog(settings, article, tag)
    if found is None:
        said = f"no catalog for {tag} yet"
        raise L10nError(said, article.source.shown, hint="run `l10n extract` first")
    return Sheet(article.source.shown, article.format.name, tuple(_rows(article, found, outcome)))


def _rows(article: Article, found: Catalog, outcome: Outcome) -> Iterator[Row]:
    codes, forms = article.codes(), article.forms()
    for entry in found.entries:
        if entry.state is State.OBSOLETE:
            continue
        if entry.plural is not None:
            outcome.lines.append(f"{found.path}:{entry.line}: left out: it has plural forms")
            continue
        form = forms.get(entry.key, article.format)
        own = codes.get(entry.key)
        own = form.codes(entry.source) if own is None else own
        row = Row(entry, own, form.codes(entry.target, own) if _has_words(entry) else ())
        if _crowded(row):
            outcome.lines.append(f"{found.path}:{entry.line}: left out: it has too many inline codes")
        else:
            yield row


def _has_words(entry: Entry) -> bool:
    return entry.state is not State.EMPTY and entry.target != EMPTY_TARGET


def _crowded(row: Row) -> bool:
    """Whether there are so many codes that they could nest deeper than a careful reader follows."""
    return max(len(row.source_codes), len(row.target_codes)) > MOST_CODES
