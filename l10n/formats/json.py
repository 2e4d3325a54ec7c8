"""JSON: the strings that the project's fields lead to; all else stays as written, spaces and numbers too.

Paths start at the root, or at each item of it where it is a list: `faq[].answer`, `meta.title`, `steps[0]`,
`*.title` (any key), `**.title` (any depth), `"a.b".c` (a key with a dot). A name alone is a key at any depth.
A path to a list stands for the strings in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from l10n.formats import fields, json_scan, json_strings
from l10n.formats import text as plain
from l10n.formats.fields import Field
from l10n.formats.json_paths import Paths, Target
from l10n.model import Block, Code, Edit, Span, Unit

name = "json"
suffixes = (".json",)


@dataclass(frozen=True, slots=True)
class Json:
    """JSON with fields of a project's choice."""

    fields: tuple[Field, ...]
    name: str = name
    suffixes: tuple[str, ...] = suffixes

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of every value that a field leads to, in order."""
        return placed(text, json_scan.strings(text, paths(self.fields, anywhere=True).root))

    def codes(self, text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
        """The inline codes of plain text; a unit's own are found by the format of its field."""
        return plain.codes(text, like)

    def encode(self, unit: Unit, target: str) -> str:
        """`target` in the format of the unit's field; escapes are put in by `framed`."""
        return fields.encode(unit, target)

    def framed(self, text: str, frame: Span, edits: Sequence[Edit]) -> str:
        """The string at `frame` with all of `edits` made in it, escaped as the file does."""
        return json_strings.framed(text, frame, edits)

    def configured(self, options: Mapping[str, object]) -> Json:
        """The format with the fields that the options choose. Raises L10nError for what they cannot say."""
        chosen = fields.read(options)
        paths(chosen, anywhere=True)
        return replace(self, fields=chosen)


def placed(text: str, found: Iterable[tuple[Span, Target]]) -> Iterator[Block]:
    """The blocks of the strings that were found in the document `text`."""
    for span, (field, role) in found:
        yield from fields.blocks(field, role, text, span, json_strings.pieces(text, span))


@cache
def paths(chosen: tuple[Field, ...], *, anywhere: bool) -> Paths:
    """The paths of these fields; with `anywhere` a name alone is a key at any depth."""
    return Paths(chosen, anywhere=anywhere)


_USUAL = Json(fields.DEFAULT)
blocks = _USUAL.blocks
codes = _USUAL.codes
encode = _USUAL.encode
framed = _USUAL.framed
configured = _USUAL.configured
