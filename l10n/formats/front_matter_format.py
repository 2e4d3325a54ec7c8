"""A format with front matter of which a project has some texts translated: Markdown, MDX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from l10n.errors import L10nError
from l10n.formats import Format, by_name, front_matter_paths, front_matter_texts
from l10n.formats import text as plain
from l10n.formats.front_matter_paths import Wanted
from l10n.model import Block, Code, Edit, Span, Unit


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The format called `name`, with the texts at the paths of `translate` as blocks before its own."""

    name: str
    suffixes: tuple[str, ...]
    translate: Wanted

    @property
    def body(self) -> Format:
        """The format of what stands behind the front matter."""
        return by_name(self.name)

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of the front matter, then those of the rest."""
        yield from front_matter_texts.blocks(text, self.translate)
        yield from self.body.blocks(text)

    def codes(self, text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
        """The inline codes of one sentence behind the front matter."""
        return self.body.codes(text, like)

    def encode(self, unit: Unit, target: str) -> str:
        """`target` as the body's format writes it, or as plain text, which `framed` puts in front matter."""
        return (plain if unit.frame else self.body).encode(unit, target)

    def framed(self, text: str, frame: Span, edits: Sequence[Edit]) -> str:
        """The front matter at `frame`, without its fences, with these edits made in it."""
        return front_matter_texts.framed(text, frame, edits, self.translate)


def configured(name: str, suffixes: tuple[str, ...], options: Mapping[str, object]) -> FrontMatter:
    """The format called `name` with a project's options: `translate`, paths of texts in front matter.

    Raises L10nError for an unknown option, or paths that are none.
    """
    for option in options:
        if option != "translate":
            raise L10nError(f"{name} has no option {option!r}", hint='there is translate = ["title", …]')
    return FrontMatter(name, suffixes, front_matter_paths.wanted(options))
