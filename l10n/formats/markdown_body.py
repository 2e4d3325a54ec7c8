"""The blocks of the Markdown in a document and the codes of its sentences, in Markdown or MDX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from l10n.formats import markdown_blocks, markdown_inline
from l10n.formats.markdown_blocks import Leaf
from l10n.formats.markdown_events import Event
from l10n.formats.markdown_inline import Inline
from l10n.model import Block, Code, Piece, Span


def blocks(text: str, *, mdx: bool = False) -> Iterator[Block]:
    """The blocks of text of a Markdown document, in order; marks of quotes, lists and tasks stand outside."""
    for leaf in markdown_blocks.leaves(text, mdx=mdx):
        scope = leaf.scope
        if leaf.html:
            yield from (replace(one, note=scope.note, context=scope.context) for one in leaf.html)
            continue
        found, role = _read(text, leaf)
        if found.pieces:
            yield Block(found.pieces, role, found.codes, found.breaks, scope.note, scope.context, leaf.indent)


def codes(text: str, like: Sequence[Code] = (), *, mdx: bool = False) -> tuple[Code, ...]:
    """The inline codes of one sentence; it defines the references and footnotes that `like` use."""
    if not markdown_inline.may_hold_codes(text) and "\n" not in text:
        return ()
    labels = [label for code in like if (label := _label(code))]
    footnotes = [code.text for code in like if code.kind == "footnote"]
    return markdown_inline.sentence(text, dict.fromkeys(labels), dict.fromkeys(footnotes), mdx=mdx)


def _label(code: Code) -> str:
    """The label of a reference, from its closing half or the whole of one without words."""
    if code.kind not in ("link", "image") or not code.value.endswith("]"):
        return ""
    return code.value.rpartition("][")[2].removesuffix("]") if "][" in code.value else ""


def _read(text: str, leaf: Leaf) -> tuple[Inline, str]:
    alone = _lone_image(leaf.events)
    if alone is None:
        found = markdown_inline.block(text, leaf.events, leaf.quotes)
        return (_without_attributes(found), leaf.role) if leaf.role == "heading" else (found, leaf.role)
    found = markdown_inline.block(text, alone, leaf.quotes)
    return found, "alt text"


def _lone_image(events: Sequence[Event]) -> Sequence[Event] | None:
    """The events to translate of a block that is one image: its text's, or all where that is its label.

    None for any other block.
    """
    first, last = events[0], events[-1]
    if first.act != "start" or first.name != "Image" or (last.act, last.name) != ("end", "Image"):
        return None
    if (first.start, first.end) != (last.start, last.end):
        return None
    named = isinstance(first.data, dict) and first.data.get("link_type") in ("Shortcut", "Collapsed")
    return events if named else events[1:-1] or events


def _without_attributes(found: Inline) -> Inline:
    """The content of a heading without the `{#id .class}` behind it."""
    last = found.pieces[-1]
    words = last.text.rstrip(" \t")
    start = words.rfind("{")
    if not words.endswith("}") or start < 0 or words[start + 1 :].lstrip(": \t")[:1] not in ("#", "."):
        return found
    kept = words[:start].rstrip(" \t")
    length = sum(len(piece.text) for piece in found.pieces[:-1]) + len(kept)
    codes = [code for code in found.codes if code.span.end <= length]
    if any(code.kind != "attributes" or code.span.start < length for code in found.codes[len(codes) :]):
        return found
    rest = (Piece(Span(last.span.start, last.span.start + len(kept)), kept),) if kept else ()
    return Inline((*found.pieces[:-1], *rest), tuple(codes), found.breaks)
