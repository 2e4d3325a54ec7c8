"""A glossary as a table: which columns hold terms, translations, locales and what must not be said.

One row a term (`source, target, locale, note, forbidden`), or one column a language (`en, es, fr`). The names
of columns are taken as people write them: `sourceString`, `Term`, `target language`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from l10n import locale
from l10n.errors import L10nError
from l10n.interchange import sheets
from l10n.interchange.sheets import Row
from l10n.text.words import terms
from l10n.text.words.terms import Term

COLUMNS = ("source", "target", "locale", "note", "forbidden")

_NAMES = {
    "source": ("source", "term", "source term", "sourcestring", "source string", "sourceterm", "src"),
    "target": ("target", "translation", "target term", "targetstring", "target string", "targetterm", "trg"),
    "locale": ("locale", "target locale", "targetlang", "target lang", "target language", "language", "lang"),
    "note": ("note", "notes", "comment", "comments", "definition", "description", "explanation"),
    "forbidden": ("forbidden", "do not use", "not", "avoid"),
    "status": ("status", "usage", "usage status", "term status"),
    "from": ("sourcelang", "source lang", "source language", "source locale"),
}
_YES = frozenset({"yes", "true", "1", "x", "y", "forbidden"})
_NO = frozenset({"", "no", "false", "0", "n"})
_BANNED = frozenset({"forbidden", "deprecated", "superseded", "obsolete", "rejected", "do not use"})
_SEVERAL = re.compile(r"[|;\n]")


def read(data: bytes, source_tag: str) -> list[Term]:
    """The terms of a table, in its order; rows that are from another language than `source_tag` are none.

    Several translations in a cell are parted by `|` or `;`. `forbidden` is yes or no, or what must not be
    said. Raises L10nError with a line: no columns that are known, a term that is a sentence.
    """
    text = sheets.decode(data)
    names = list(map(sheets.plain, sheets.header(text)))
    languages = _languages(sheets.header(text))
    source = next((name for name in _NAMES["source"] if name in names), "")
    target = next((name for name in _NAMES["target"] if name in names), "")
    if not source:
        own = (name for name, tag in languages.items() if locale.language(tag) == locale.language(source_tag))
        source = next(own, "")
    others = {name: tag for name, tag in languages.items() if name != source and not target}
    banned = next((name for name in _NAMES["forbidden"] if name in names), "")
    if not source or not (target or others or banned):
        said = "no columns of terms and their translations"
        raise L10nError(said, line=1, hint="name the columns source, target, locale, note, forbidden")
    found: list[Term] = []
    for row in sheets.rows(text):
        came_from = row.first(*_NAMES["from"])
        if not came_from or locale.language(came_from) == locale.language(source_tag):
            found += _terms(row, source, target, others)
    return found


def appended(before: bytes | None, new: Iterable[Term], source_tag: str) -> bytes:
    """A table with the terms of `new` that it lacks behind those it has; what was there keeps its bytes."""
    if not before:
        return sheets.write(COLUMNS, map(_cells, dict.fromkeys(new)))
    known = {(one.source, one.target, one.locale, one.forbidden) for one in read(before, source_tag)}
    lacking = [
        one for one in dict.fromkeys(new) if (one.source, one.target, one.locale, one.forbidden) not in known
    ]
    if not lacking:
        return before
    text = sheets.decode(before)
    if not sheets.is_utf8(before):
        raise L10nError("not UTF-8", line=1, hint="save the table as CSV UTF-8")
    columns = [_column(name) for name in sheets.header(text)]
    needed = {"source", "target"} | {"locale" for one in lacking if one.locale}
    needed |= {"forbidden" for one in lacking if one.forbidden}
    if missing := needed - set(columns):
        said = f"has no column {', '.join(sorted(missing))}"
        raise L10nError(said, line=1, hint="add it, or name another table first in [glossary]")
    newline = "\r\n" if "\r\n" in text else "\n"
    parted = b"" if text.endswith(("\n", "\r")) else newline.encode()
    cells = (
        [dict(zip(COLUMNS, _cells(one), strict=True)).get(name, "") for name in columns] for one in lacking
    )
    return before + parted + sheets.lines(cells, sheets.delimiter(text), newline)


def _terms(row: Row, source: str, target: str, others: dict[str, str]) -> Iterator[Term]:
    said = _folded(row.cells[source])
    note, tag = _folded(row.first(*_NAMES["note"])), row.first(*_NAMES["locale"]).strip()
    banned = row.first(*_NAMES["forbidden"]).strip()
    status = row.first(*_NAMES["status"]).strip().casefold()
    all_banned = banned.casefold() in _YES or status in _BANNED
    cells = [(row.cells[target], tag)] if target else [(row.cells[name], one) for name, one in others.items()]
    for cell, where in cells:
        for text in _parted(cell):
            yield _term(said, text, where, note, row.line, forbidden=all_banned)
    if not all_banned and banned.casefold() not in _NO:
        for text in _parted(banned):
            yield _term(said, text, tag, note, row.line, forbidden=True)


def _term(source: str, target: str, tag: str, note: str, line: int, *, forbidden: bool) -> Term:
    for text in (source, target):
        if terms.size(text) > terms.LONGEST:
            raise L10nError(f"{text[:40]}… is no term but a text", line=line, hint="take it out")
    if not source and not forbidden:
        raise L10nError(f"a translation of nothing: {target[:40]}", line=line, hint="write what it is for")
    return Term(source, target, tag, note, forbidden, line)


def _languages(names: Sequence[str]) -> dict[str, str]:
    """Columns that are called by a language's tag: for each name, folded, the tag."""
    found = {}
    for name in names:
        try:
            tag = locale.normalize(name.strip())
        except L10nError:
            continue
        found[sheets.plain(name)] = tag
    return found


def _column(name: str) -> str:
    plain = sheets.plain(name)
    return next((ours for ours, theirs in _NAMES.items() if plain in theirs), plain)


def _cells(term: Term) -> tuple[str, ...]:
    return term.source, term.target, term.locale, term.note, "yes" if term.forbidden else ""


def _parted(cell: str) -> list[str]:
    return [text for text in map(_folded, _SEVERAL.split(cell)) if text]


def _folded(text: str) -> str:
    return " ".join(text.split())
