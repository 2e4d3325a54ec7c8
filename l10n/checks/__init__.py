"""Checks: each looks at one entry and says what is wrong with it. One file each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from l10n.model import Code, Entry, Finding, Severity


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may look at: one entry with a translation, and what the format knows of both sides.

    `source_codes` count in `entry.source`, `target_codes` in `entry.target`. `source_words` and `target_words`
    are the two texts with every code replaced by a space (offsets kept where it matters not): markup never
    reaches a check of words.
    """

    entry: Entry
    path: str
    source_locale: str
    target_locale: str
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    source_words: str = ""
    target_words: str = ""


class Check(Protocol):
    """A check: no I/O, no knowledge of formats. `severity` is what it weighs on a reviewed entry."""

    id: str
    severity: Severity

    def run(self, context: Context) -> Iterator[Finding]:
        """What it finds in one entry, nothing where all is well."""
        ...
