"""A memory laid out from sources and translations, as tests want it."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from pathlib import Path

from l10n.formats import by_name
from l10n.memory import Index, Known, Memory, Remembered, slotted

Pair = tuple[str, str]


def unit(
    source: str, target: str, form: str = "text", tag: str = "es", context: str | None = None, around: int = 0
) -> Remembered:
    """A reviewed translation as the memory has it, its codes found by a format."""
    codes = by_name(form).codes(source)
    slots = slotted(source, codes, target, by_name(form).codes(target, codes))
    return Remembered(source, slots[0], target, slots[1], tag, context, around)


def index(*units: Remembered, file: Path = Path(":memory:"), name: str = "locales/es/a.po") -> Index:
    """An index of these, all from one catalog."""
    made = Index(file, "tests")
    weakref.finalize(made, made.database.close)
    with made.writing():
        made.put(Known(name, "es", "", 1), units)
    return made


def memory(pairs: Iterable[Pair], tag: str = "es", source_locale: str = "en") -> Memory:
    """A memory of plain texts in one locale."""
    return Memory(index(*(unit(*pair, tag=tag) for pair in pairs)), source_locale, tag)
