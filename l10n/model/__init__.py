"""The words everything else is written in: frozen dataclasses, the standard library only.

Offsets are code points, half open. A text is never normalized, only sliced.
"""

from __future__ import annotations

from l10n.model.entries import EMPTY_TARGET, Catalog, Draft, Entry, Layout, State
from l10n.model.findings import CheckReport, Counts, Examined, Finding, Gate, Progress, Severity, Trouble
from l10n.model.source import Block, Code, CodeShape, Document, Edit, Key, Piece, Span, Unit

__all__ = [
    "EMPTY_TARGET",
    "Block",
    "Catalog",
    "CheckReport",
    "Code",
    "CodeShape",
    "Counts",
    "Document",
    "Draft",
    "Edit",
    "Entry",
    "Examined",
    "Finding",
    "Gate",
    "Key",
    "Layout",
    "Piece",
    "Progress",
    "Severity",
    "Span",
    "State",
    "Trouble",
    "Unit",
]
