"""Translations as a table for spreadsheets, out and in: a row an entry, markup in its cells as in PO files.

`state` is one of empty, draft, stale and reviewed; a row is reviewed where that cell says so (`reviewed`,
`approved`, `final`, `signed-off`), else a draft. `mark` tells that nobody changed the row; it may be removed.
A row is known by `key`, else by `context` and `source`. Key and mark begin with `#`, since a spreadsheet
would take some for numbers (`12e45…`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from l10n.errors import L10nError
from l10n.interchange import sheets
from l10n.interchange.rows import Incoming, Sheet, lines, mark
from l10n.interchange.sheets import Row
from l10n.model import State

COLUMNS = ("locale", "path", "key", "context", "source", "target", "state", "note", "mark")

_REVIEWED = frozenset({"reviewed", "approved", "final", "signed-off", "signed off"})
_DOUBTED = frozenset({"draft", "stale", "fuzzy", "needs work", "rejected", "needs review"})


def write(articles: Iterable[Sheet], tag: str, *, bom: bool = False) -> bytes:
    """The table of a locale; with `bom` it begins with the mark by which Excel knows UTF-8."""
    rows = (
        (
            tag,
            sheet.path,
            f"#{row.entry.key.fingerprint}",
            row.entry.key.context or "",
            row.entry.source,
            "" if row.entry.state is State.EMPTY else row.entry.target,
            row.entry.state.value,
            "\n".join(text for _, text in lines(row.entry)),
            f"#{row.mark}",
        )
        for sheet in articles
        for row in sheet.rows
    )
    return sheets.write(COLUMNS, rows, bom=bom)


def read(data: bytes) -> Iterator[Incoming]:
    """The rows of a table.

    Raises L10nError with a line: not UTF-8, no table, no column `target`, a column that was sorted alone.
    """
    text = sheets.decode(data)
    names = list(map(sheets.plain, sheets.header(text)))
    if "target" not in names or not {"key", "source"} & set(names):
        said = "no columns key or source, and target"
        raise L10nError(said, line=1, hint=f"its first row is to be {', '.join(COLUMNS)}")
    found = list(sheets.rows(text))
    _check_order(found)
    for row in found:
        state = row.cells.get("state", "").strip().casefold()
        target = row.cells["target"]
        yield Incoming(
            key=row.cells.get("key", "").strip().removeprefix("#"),
            source=row.cells.get("source", ""),
            target=(target,) if target.strip() else (),
            reviewed=state in _REVIEWED,
            path=row.cells.get("path", "").strip(),
            locale=row.cells.get("locale", "").strip(),
            context=row.cells.get("context") or None,
            doubted=state in _DOUBTED,
            mark=_mark(row),
            line=row.line,
        )


def _mark(row: Row) -> str:
    return row.cells.get("mark", "").strip().removeprefix("#")


def _check_order(rows: Sequence[Row]) -> None:
    """Raise L10nError where most translations that changed went out for other rows: one column was sorted."""
    marks = set(map(_mark, rows)) - {""}
    changed, strayed = 0, list[Row]()
    for row in rows:
        said = {mark(row.cells["target"], reviewed=one) for one in (True, False)}
        if row.cells["target"].strip() and _mark(row) and _mark(row) not in said:
            changed += 1
            strayed += [row] if said & marks else []
    if len(strayed) > 1 and 2 * len(strayed) > changed:
        what = f"{len(strayed)} rows have translations that went out for other rows"
        raise L10nError(what, line=strayed[0].line, hint="sort whole rows, not one column")
