"""Where the text of a Markdown document stands: paragraphs, headings, list items, cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from l10n.formats import lines, markdown_dialects, markdown_events
from l10n.formats.markdown_directives import Directive, Scope, directives, misplaced
from l10n.formats.markdown_events import INLINE, Event
from l10n.model import Span

_VERBATIM = frozenset({"CodeBlock", "HtmlBlock"})

_ROLES = {
    "Heading": "heading",
    "TableCell": "cell",
    "Item": "list item",
    "BlockQuote": "quote",
    "FootnoteDefinition": "footnote",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block of text: inline events, role, number of block quotes around it, what its author says of it."""

    events: tuple[Event, ...]
    role: str
    quotes: int
    scope: Scope
    indent: str


@dataclass(slots=True)
class _Walk:
    """The walk over a document's events: which blocks are open, which directives wait for the next one."""

    text: str
    line_starts: list[int]
    open: list[str] = field(default_factory=list)
    scopes: list[tuple[int, Scope]] = field(default_factory=list)
    inline: list[Event] = field(default_factory=list)
    waiting: list[Directive] = field(default_factory=list)
    waiting_depth: int = 0
    quotes: int = 0
    skipping: bool = False

    def leaves(self, start: int) -> Iterator[Leaf]:
        """Every leaf of `text[start:]`, in order, but those an author skips."""
        for event in markdown_events.read(self.text, start):
            if event.name == "TaskListMarker" or (
                self.open and self.open[-1] in _VERBATIM and event.act == "at"
            ):
                continue
            if event.name in INLINE or (event.act == "at" and event.name != "Rule"):
                self._refuse_inline_directive(event)
                self.inline.append(event)
                continue
            yield from self._flush()
            if event.act == "end":
                self._close(event)
            else:
                self._take_waiting(event)
                if event.act == "start":
                    self._open(event)
        if self.waiting:
            raise self._unused()

    def _flush(self) -> Iterator[Leaf]:
        """The leaf that the inline events since the last block event make, if there are any."""
        if not self.inline:
            return
        # Text that stands in a tight list item directly, with no paragraph event of its own.
        if self.waiting and len(self.open) == self.waiting_depth:
            scope = self._scope_with_waiting()
        else:
            scope = self.scopes[-1][1] if self.scopes else Scope()
        events, self.inline = tuple(self.inline), []
        if self.skipping or scope.skip:
            return
        name = self.open[-1]
        if name == "Paragraph" and len(self.open) > 1:
            name = self.open[-2]
        role = _ROLES.get(name, "paragraph")
        for run, defines in markdown_dialects.runs_of_text(self.text, events):
            # A cell never takes a second line, and copying the line before each cell would be quadratic.
            indent = "" if role == "cell" else self._indent(run[0].start)
            yield Leaf(tuple(run), "definition" if defines else role, self.quotes, scope, indent)

    def _indent(self, start: int) -> str:
        """What a further line of the block that starts here begins with: `>` as it has, else white space."""
        line_start = self.line_starts[lines.number(self.line_starts, start) - 1]
        ahead = self.text[line_start:start].lstrip("\ufeff").removesuffix("\\")
        return "".join(char if char in ">\t " else " " for char in ahead)

    def _open(self, event: Event) -> None:
        self.open.append(event.name)
        self.quotes += event.name == "BlockQuote"

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
        scope = self.scopes[-1][1] if self.scopes else Scope()
        for directive in self.waiting:
            scope = scope.under(directive)
        self.waiting = []
        return scope

    def _refuse_inline_directive(self, event: Event) -> None:
        if event.name == "InlineHtml":
            for directive in directives(self.text, Span(event.start, event.end)):
                message = f"l10n:{directive.name} stands inside a line"
                raise misplaced(self.text, directive, message, "put it on a line of its own before the block")

    def _unused(self) -> Exception:
        directive = self.waiting[0]
        message = f"l10n:{directive.name} has no block behind it"
        return misplaced(self.text, directive, message, "put it before its block, indented like it")


def leaves(text: str) -> Iterator[Leaf]:
    """The leaves of a document, front matter, code, HTML and what the author skips left out.

    Raises L10nError with a line for a directive that is misspelt or stands where it says nothing.
    """
    return _Walk(text, lines.starts(text)).leaves(markdown_events.body_start(text))
