"""Where the text of a Markdown document stands: paragraphs, headings, list items, cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from l10n.formats import front_matter, markdown_dialects, markdown_events, markdown_html
from l10n.formats.markdown_directives import Directive, Scope, directives, misplaced
from l10n.formats.markdown_events import INLINE, Event
from l10n.formats.markdown_masks import masks
from l10n.model import Block, Span

_BREAKS = frozenset({"SoftBreak", "HardBreak"})

_ROLES = {
    "Heading": "heading",
    "TableCell": "cell",
    "Item": "list item",
    "BlockQuote": "quote",
    "FootnoteDefinition": "footnote",
    "DefinitionListTitle": "term",
    "DefinitionListDefinition": "definition",
    "Title": "title",
}
_OTHERWISE = {("Heading", markdown_dialects.TITLE): "Title", ("Item", markdown_dialects.ASIDE): "Aside"}
"""What a block is that only a mask makes what the parser takes it for."""


@dataclass(slots=True)
class Leaf:
    """A block of text: inline events, role, number of block quotes around it, what its author says of it.

    For a block of HTML: no events, but what is found in it.
    """

    events: Sequence[Event]
    role: str
    quotes: int
    scope: Scope
    indent: str
    html: Sequence[Block] = ()


_NO_SCOPE = Scope()


@dataclass(slots=True)
class _Walk:
    """The walk over a document's events: which blocks are open, which directives wait for the next one."""

    text: str
    roles: Mapping[int, str]
    returns: bool
    """Whether lines may end with carriage returns."""
    open: list[str] = field(default_factory=list)
    scopes: list[tuple[int, Scope]] = field(default_factory=list)
    waiting: list[Directive] = field(default_factory=list)
    waiting_depth: int = 0
    quotes: int = 0
    skipping: bool = False

    def leaves(self, events: Sequence[Event]) -> Iterator[Leaf]:
        """Every leaf that the events make, in order, but those an author skips."""
        inline: list[Event] = []
        for event in events:
            act, name = event[0], event[1]
            if act == "at":
                if name == "Rule":
                    if inline:
                        yield from self._leaf(inline)
                        inline = []
                    self._take_waiting(event)
                elif name == "Html":
                    inline.append(event)
                elif name != "TaskListMarker" and self.open[-1] != "CodeBlock":
                    if name == "InlineHtml":
                        self._refuse_inline_directive(event)
                    inline.append(event)
            elif name in INLINE:
                inline.append(event)
            else:
                if inline:
                    is_html = (act, name) == ("end", "HtmlBlock")
                    yield from self._html(inline) if is_html else self._leaf(inline)
                    inline = []
                if act == "end":
                    self._close(event)
                else:
                    self._open(event)
        if self.waiting:
            raise self._unused()

    def _leaf(self, events: list[Event]) -> Iterator[Leaf]:
        """The leaf that the inline events since the last block event make."""
        # Text may stand in a tight list item directly, with no paragraph event of its own.
        scope = self._next_scope(len(self.open))
        if self.skipping or scope.skip:
            return
        name = self.open[-1]
        if name == "Paragraph" and len(self.open) > 1:
            name = self.open[-2]
        role = _ROLES.get(name, "paragraph")
        for run in _lines(events) if role == "term" else (events,):
            # A cell never takes a second line, and copying the line before each cell would be quadratic.
            indent = "" if role == "cell" else self._indent(run[0].start)
            yield Leaf(run, role, self.quotes, scope, indent)

    def _html(self, events: list[Event]) -> Iterator[Leaf]:
        """The leaf that a block of HTML is, if there is text in it."""
        found = markdown_html.blocks(self.text, events)
        if found:
            scope = self._next_scope(len(self.open) - 1)
            if not (self.skipping or scope.skip):
                yield Leaf((), "", self.quotes, scope, "", found)

    def _next_scope(self, depth: int) -> Scope:
        """What holds for a text inside of so many open blocks."""
        if self.waiting and depth == self.waiting_depth:
            return self._scope_with_waiting()
        return self.scopes[-1][1] if self.scopes else _NO_SCOPE

    def _indent(self, start: int) -> str:
        """What a further line of the block that starts here begins with: `>` as it has, else white space."""
        line_start = self.text.rfind("\n", 0, start) + 1
        if self.returns:
            line_start += self.text[line_start:start].rfind("\r") + 1
        if line_start == start:
            return ""
        ahead = self.text[line_start:start].lstrip("\ufeff").removesuffix("\\")
        return "".join(char if char in ">\t " else " " for char in ahead)

    def _open(self, event: Event) -> None:
        name = event.name
        role = self._masked_as(event) if self.roles else None
        if self.waiting and role != markdown_dialects.HIDDEN:
            self._take_waiting(event)
        self.open.append(_OTHERWISE.get((name, role), name) if role else name)
        self.quotes += name == "BlockQuote"

    def _masked_as(self, event: Event) -> str | None:
        """What is shown to the parser as the block that starts, None for what is the block itself."""
        at = event.start
        if event.name == "Item":
            while self.text.startswith((" ", "\t"), at):
                at += 1  # the parser counts an item's indentation in
        return self.roles.get(at)

    def _close(self, event: Event) -> None:
        if self.waiting and len(self.open) == self.waiting_depth:
            raise self._unused()
        self.open.pop()
        self.quotes -= event.name == "BlockQuote"
        if self.scopes and self.scopes[-1][0] == len(self.open):
            self.scopes.pop()
        if event.name == "HtmlBlock":
            self._obey(event)

    def _obey(self, html: Event) -> None:
        for directive in directives(self.text, Span(html.start, html.end)):
            if directive.name in ("skip-start", "skip-end"):
                if self.skipping == (directive.name == "skip-start"):
                    hint = "write skip-start before the text and skip-end behind it"
                    raise misplaced(
                        self.text, directive, f"l10n:{directive.name} without its other half", hint
                    )
                self.skipping = not self.skipping
            else:
                self.waiting.append(directive)
                self.waiting_depth = len(self.open)

    def _take_waiting(self, event: Event) -> None:
        """Let the waiting directives hold for the block that starts, unless it is only more HTML."""
        if not self.waiting or event.name == "HtmlBlock" or len(self.open) != self.waiting_depth:
            return
        scope = self._scope_with_waiting()
        if event.act == "start":
            self.scopes.append((len(self.open), scope))

    def _scope_with_waiting(self) -> Scope:
        scope = self.scopes[-1][1] if self.scopes else _NO_SCOPE
        for directive in self.waiting:
            scope = scope.under(directive)
        self.waiting = []
        return scope

    def _refuse_inline_directive(self, event: Event) -> None:
        for directive in directives(self.text, Span(event.start, event.end)):
            message = f"l10n:{directive.name} stands inside a line"
            raise misplaced(self.text, directive, message, "put it on a line of its own before the block")

    def _unused(self) -> Exception:
        directive = self.waiting[0]
        message = f"l10n:{directive.name} has no block behind it"
        return misplaced(self.text, directive, message, "put it before its block, indented like it")


def _lines(events: Sequence[Event]) -> Iterator[list[Event]]:
    """The lines of a block, where they end outside of pairs: each term of a definition list has its own."""
    line: list[Event] = []
    depth = 0
    for event in events:
        if event.name in INLINE:
            depth += 1 if event.act == "start" else -1
        if event.name in _BREAKS and not depth and line:
            yield line
            line = []
        else:
            line.append(event)
    if line:
        yield line


def leaves(text: str, *, mdx: bool = False) -> Iterator[Leaf]:
    """The leaves of a document, front matter, code, HTML and what the author skips left out.

    Raises L10nError with a line for a directive that is misspelt or stands where it says nothing.
    """
    start = front_matter.body_start(text)
    shown, roles = masks(text, start, mdx=mdx)
    return _Walk(text, roles, "\r" in text).leaves(markdown_events.read(text, start, shown))
