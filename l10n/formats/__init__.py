"""Source formats: each finds blocks and inline codes in a text, and encodes a target for it. One file each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, cast

from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.model import Block, Code, Unit


class Format(Protocol):
    """A source format. It knows where text is, never what a sentence is or what a PO file looks like."""

    name: str
    suffixes: tuple[str, ...]

    def blocks(self, text: str) -> Iterator[Block]:
        """The translatable blocks of a document, in order and disjoint. `text` is the whole file, BOM included."""
        ...

    def codes(self, text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
        """The inline codes of one sentence, source or translation, in order and disjoint, counted in `text`.

        `like` are the codes of the source it translates: what only a whole document can tell (that `[x]` is a
        link because `[x]: …` stands at its end) is taken from them.
        """
        ...

    def encode(self, unit: Unit, target: str) -> str:
        """`target` as it must stand in the document in the place of `unit`: escaped, further lines prefixed."""
        ...


BUILT_IN: tuple[tuple[str, str], ...] = (
    ("markdown", "l10n.formats.markdown"),
    ("text", "l10n.formats.text"),
)
"""Name and module of each format that comes with l10n; a module is a Format. Imported when first needed."""
