"""Markdown: CommonMark with GitHub's tables, task lists, strikethrough, alerts and footnotes.

What other dialects add stands in `l10n.formats.markdown_dialects`. A translation is Markdown itself, with the
markup its author wrote; a block of HTML is read and written as HTML. Code and link definitions are left as
they are, and so is front matter but for the texts a project names. Authors' directives:
`l10n.formats.markdown_directives`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from l10n.formats.markdown_body import blocks, codes
from l10n.formats.markdown_encode import encode

if TYPE_CHECKING:
    from l10n.formats.front_matter_format import FrontMatter

__all__ = ["blocks", "codes", "configured", "encode", "name", "suffixes"]

name = "markdown"
suffixes = (".md", ".markdown")


def configured(options: Mapping[str, object]) -> FrontMatter:
    """Markdown with a project's options: `translate`, the paths of texts in front matter."""
    from l10n.formats import front_matter_format

    return front_matter_format.configured(name, suffixes, options)
