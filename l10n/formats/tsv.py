"""TSV: a table with tabs between its columns; otherwise as `l10n.formats.csv`, its options too."""

from __future__ import annotations

from l10n.formats import fields
from l10n.formats.csv import Table

name = "tsv"
suffixes = (".tsv", ".tab")

_USUAL = Table(fields.DEFAULT, name, suffixes, delimiter="\t")
blocks = _USUAL.blocks
codes = _USUAL.codes
encode = _USUAL.encode
framed = _USUAL.framed
configured = _USUAL.configured
parts = _USUAL.parts
for_part = _USUAL.for_part
