"""The translation memory: what people have reviewed, found again by the same source or one like it.

An SQLite index of the project's reviewed entries and of imported TMX. `Index` is written, `Memory` is one
locale's view of it, `proposals` are what a draft may take.
"""

from __future__ import annotations

from l10n.memory.database import FILE, BrokenError
from l10n.memory.index import Index, Known, Remembered, neighbours
from l10n.memory.lookup import Match, Memory, serves
from l10n.memory.proposals import EXACT, IN_CONTEXT, Proposal, Wanted, proposals
from l10n.memory.slots import slotted

__all__ = [
    "EXACT",
    "FILE",
    "IN_CONTEXT",
    "BrokenError",
    "Index",
    "Known",
    "Match",
    "Memory",
    "Proposal",
    "Remembered",
    "Wanted",
    "neighbours",
    "proposals",
    "serves",
    "slotted",
]
