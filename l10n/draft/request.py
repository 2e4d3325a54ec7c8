"""What is to be drafted: a source text with all that helps with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10n.model import Code, Key

if TYPE_CHECKING:
    from l10n.formats import Format


@dataclass(frozen=True, slots=True)
class Request:
    """A source text that wants a draft: its codes, its entry's key, the format that finds codes in it, and
    its place in the article as `memory.neighbours` has it, 0 for none.

    `before` and `after` are its neighbours in the article, words alone, in their order.
    """

    source: str
    codes: tuple[Code, ...]
    key: Key
    format: Format
    around: int = 0
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
