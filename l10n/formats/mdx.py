"""MDX: Markdown with JSX and JavaScript in it, as documentation sites write it.

What is code is left whole: imports and exports, the tags of components with their attributes, expressions in
braces. What stands between tags is Markdown and is translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from l10n.formats import markdown_body, markdown_encode
from l10n.model import Block, Code, Unit

if TYPE_CHECKING:
    from l10n.formats.front_matter_format import FrontMatter

name = "mdx"
suffixes = (".mdx",)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of text of an MDX document, in order."""
    return markdown_body.blocks(text, mdx=True)


def codes(text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
    """The inline codes of one sentence: those of Markdown, tags and expressions."""
    return markdown_body.codes(text, like, mdx=True)


def encode(unit: Unit, target: str) -> str:
    """`target` as it must stand in the place of `unit`; its first word opens no statement."""
    if target.startswith(("import ", "export ")):
        target = f"&#{ord(target[0])};{target[1:]}"
    return markdown_encode.encode(unit, target, mdx=True)


def configured(options: Mapping[str, object]) -> FrontMatter:
    """MDX with a project's options: `translate`, the paths of texts in front matter."""
    from l10n.formats import front_matter_format

    return front_matter_format.configured(name, suffixes, options)
