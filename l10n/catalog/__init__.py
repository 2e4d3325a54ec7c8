"""PO catalogs in and out without loss, their merge with a source, and what they hold.

`catalog = read(path)`, then `merged = merge(template, catalog, "en")`; `dump(merged.catalog)` gives the bytes
to write, and those that were read where nothing changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10n.catalog.header import header_fields, new
from l10n.catalog.merge import Merged, Report, merge
from l10n.catalog.reader import parse, read, reviewed_targets
from l10n.catalog.states import edit, has_text, targets, with_draft
from l10n.catalog.statistics import progress, word_count
from l10n.catalog.writer import dump, format_entry

if TYPE_CHECKING:
    from polib import POFile

    from l10n.model import Catalog

__all__ = [
    "Merged",
    "Report",
    "dump",
    "edit",
    "format_entry",
    "from_polib",
    "has_text",
    "header_fields",
    "merge",
    "new",
    "parse",
    "progress",
    "read",
    "reviewed_targets",
    "targets",
    "to_polib",
    "with_draft",
    "word_count",
]


def to_polib(catalog: Catalog) -> POFile:
    """The catalog as a `polib.POFile`, for scripts that know polib's objects."""
    from l10n.catalog import polib_objects  # late: polib costs start-up time, and few need it

    return polib_objects.to_polib(catalog)


def from_polib(file: POFile, like: Catalog | None = None) -> Catalog:
    """A `polib.POFile` as a catalog; entries that are still as in `like` keep the very text they stand in."""
    from l10n.catalog import polib_objects

    return polib_objects.from_polib(file, like)
