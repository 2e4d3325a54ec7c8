"""HTML, whole pages and fragments, as broken as browsers take it, and XHTML.

A translation is HTML too, with the inline tags of its source; only `<` and `&` need no escaping where they
are no markup. Left alone: code, scripts, styles, drawings, formulas, comments, `translate="no"`,
`class="notranslate"` and elements in another language than the document's. Authors' directives stand in
comments: `l10n.formats.markdown_directives`.
"""

from __future__ import annotations

from l10n.formats.html_blocks import blocks
from l10n.formats.html_encode import encode, framed
from l10n.formats.html_inline import sentence as codes

__all__ = ["blocks", "codes", "encode", "framed", "name", "suffixes"]

name = "html"
suffixes = (".html", ".htm", ".xhtml")
