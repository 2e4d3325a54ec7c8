"""PO catalogs in and out without loss, their merge with a source, and what they hold.

    catalog = read(Path("locales/es/liver.po"))
    merged = merge(template, catalog)
    dump(merged.catalog)
"""
from l10n.catalog.header import new
from l10n.catalog.reader import parse, read
from l10n.catalog.states import edit, targets, with_draft
from l10n.catalog.writer import dump
