"""A run of inline HTML as blocks: its text, and the words of the tags that stay outside of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from l10n.formats import html_edges, html_fold, html_inline
from l10n.formats.html_tokens import Attribute, Token
from l10n.formats.markdown_directives import Scope
from l10n.model import Block, Span

Spoken = tuple[Attribute, str, int, int]
"""An attribute with words, its role, and where its tag starts and ends."""


@dataclass(slots=True)
class Run:
    """Neighbouring inline tokens; what is to translate stands from `first` to `last`, -1 for nothing.

    `spoken` are the words in its tags, `comments` may hold directives; `foreign` are the start tags in
    another language as a translator sees them. `words`: there is text with a letter in it.
    """

    tokens: list[Token] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    words: bool = False
    first: int = -1
    last: int = -1

    def holds(self, start: int, end: int) -> None:
        """Note that something to translate stands here."""
        if self.first < 0:
            self.first = start
        self.last = end


def blocks(text: str, run: Run, role: str, scope: Scope) -> Iterator[Block]:
    """The blocks of a run of the document `text`, in order."""
    pieces = html_fold.run(text, run.tokens) if run.words else []
    shown = "".join(piece.text for piece in pieces)
    core = html_edges.core(shown, html_inline.marks(shown, run.foreign.__contains__))
    kept = html_fold.cut(pieces, core.start, core.end)
    if not kept:
        yield from attributes(text, run.spoken, scope)
        return
    start, end = kept[0].span.start, kept[-1].span.end
    yield from attributes(text, (one for one in run.spoken if one[3] <= start), scope)
    codes = html_inline.codes(shown[core.start : core.end], core.moved())
    yield Block(tuple(kept), role, codes, core.breaks(), note=scope.note, context=scope.context)
    yield from attributes(text, (one for one in run.spoken if one[2] >= end), scope)


def attributes(text: str, found: Iterable[Spoken], scope: Scope) -> Iterator[Block]:
    """The words of attributes, each as a block.

    Nearly all stand in double quotation marks, which `encode` escapes; any other value is written as a whole.
    """
    for one, role, _, _ in found:
        pieces = html_fold.value(text, one.start, one.end)
        frame = None if one.quote == '"' else Span(one.start - len(one.quote), one.end + len(one.quote))
        codes = html_inline.sentence("".join(piece.text for piece in pieces))
        yield Block(tuple(pieces), role, codes, note=scope.note, context=scope.context, frame=frame)
