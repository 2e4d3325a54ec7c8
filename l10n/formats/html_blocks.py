"""The blocks of an HTML document: runs of text between the elements that part it, and words in their tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from l10n.formats import html_fold, html_runs, html_scope
from l10n.formats.html_elements import BLOCK, OPAQUE, VOID, spoken
from l10n.formats.html_runs import Run, Spoken
from l10n.formats.html_tokens import END, OTHER, RAW, START, TEXT, Token, is_xml, tokens
from l10n.formats.html_tree import Element, Tree
from l10n.formats.markdown_directives import Directive, Scope, directives, misplaced
from l10n.model import Block, Span

_LETTER = re.compile(r"[^\W\d_]")
# Elements that hold a whole fragment: the language of the first of them is the fragment's.
_HOLDERS = frozenset({"html", "body", "article", "div", "main", "section"})


@dataclass(slots=True)
class _Walk:
    """The walk over a document: the open elements, the run of text so far, the directives that wait."""

    text: str
    xml: bool
    tree: Tree = field(default_factory=Tree)
    run: Run = field(default_factory=Run)
    language: str = ""
    waiting: list[Directive] = field(default_factory=list)
    waiting_depth: int = 0
    skipping: bool = False
    any_text: bool = False

    def blocks(self) -> Iterator[Block]:
        start = int(self.text.startswith("\ufeff"))
        for token in tokens(self.text, start, xml=self.xml):
            kind, start, end, _ = token
            if kind == TEXT:
                if not self.tree.top.state:
                    self._take(token)
                elif not self.tree.block.state:
                    self.run.tokens.append((OTHER, start, end, ""))
            elif kind == START:
                yield from self._opened(token)
            elif kind == END:
                yield from self._closed(token)
            elif kind in (RAW, OTHER):
                self._take_verbatim(token)
        yield from self._flush()
        if self.waiting:
            raise self._unused()

    def _take(self, token: Token) -> None:
        """Put text to the run."""
        _, start, end, _ = token
        run = self.run
        run.tokens.append(token)
        if _LETTER.search(self.text, start, end):
            run.words = self.any_text = True
            run.holds(start, end)

    def _take_verbatim(self, token: Token) -> None:
        """Put a comment or the content of a raw element to the run; that of a title is text."""
        kind, start, end, name = token
        if name == "title":
            if not self.tree.top.state:
                self._take((TEXT, start, end, ""))
        elif not self.tree.block.state:
            self.run.tokens.append(token)
            if kind == OTHER and not self.tree.top.state and self.text.find("l10n:", start, end) >= 0:
                self.run.comments.append(Span(start, end))

    def _opened(self, token: Token) -> Iterator[Block]:
        _, start, end, name = token
        is_block = name in BLOCK
        if not is_block and end - start == len(name) + 2 and name not in OPAQUE:
            self._took_bare(token)
            return
        said = html_scope.read(self.text, start, end)
        if is_block:
            yield from self._flush()
            self.tree.make_room(name)
            self._check_waiting()
        around = self.tree.top
        state = html_scope.state(name, said, around.state, foreign=self._is_foreign(name, said.language))
        scope = self._scope(around) if is_block else around.scope
        if scope.skip:
            state |= html_scope.SKIPPED
        # What only its name leaves alone may still have a label.
        named = state == html_scope.NO and not around.state and said.translate is None
        found: list[Spoken] = []
        if (not state or named) and not self.skipping:
            found = [(one, role, start, end) for one, role in spoken(self.text, start, end, name)]
        if is_block or (self.tree.block.state and around.state):
            yield from html_runs.attributes(self.text, found, scope)
        else:
            self._take_tag(token, found, around, state)
        empty = name in VOID or (self.text[end - 2] == "/" and (self.xml or not is_block))
        # An inline element that changes nothing need not be known, unless one that does is open.
        matters = is_block or state != around.state or self.tree.top is not self.tree.block
        if matters and not empty:
            self.tree.push(name, state, scope)

    def _took_bare(self, token: Token) -> None:
        """Put an inline start tag without attributes to the run: in prose nearly half of all are such."""
        _, start, end, name = token
        around = self.tree.top
        if not around.state:
            self.run.tokens.append(token)
        elif not self.tree.block.state:
            self.run.tokens.append((OTHER, start, end, name))
        if around is not self.tree.block and name not in VOID:
            self.tree.push(name, around.state, around.scope)

    def _take_tag(self, token: Token, found: Sequence[Spoken], around: Element, state: int) -> None:
        """Put an inline start tag to the run."""
        _, start, end, name = token
        run = self.run
        run.tokens.append(token if not state or found else (OTHER, start, end, name))
        if found:
            run.spoken += found
            run.holds(start, end)
        if state & html_scope.FOREIGN and not around.state:
            shown = html_fold.run(self.text, [(OTHER, start, end, name)])
            run.foreign.add("".join(piece.text for piece in shown))

    def _closed(self, token: Token) -> Iterator[Block]:
        name = token[3]
        if name in BLOCK:
            yield from self._flush()
            depth = len(self.tree.blocks)
            self.tree.end(name)
            if len(self.tree.blocks) < depth:
                self._check_waiting()
            return
        inside = self.tree.top.state
        if self.tree.top is not self.tree.block:
            self.tree.end(name)
        if not (self.tree.block.state and (inside or self.tree.top.state)):
            self.run.tokens.append(token)
        elif not inside:
            yield from self._flush()

    def _is_foreign(self, element: str, language: str) -> bool:
        """Whether an element is in another language than its document; the first one says which that is."""
        if not language:
            return False
        if element == "html" or (not self.language and not self.any_text and element in _HOLDERS):
            self.language = language
        return language != self.language

    def _flush(self) -> Iterator[Block]:
        """The blocks of the run so far."""
        run = self.run
        if not run.tokens:
            return
        self.run = Run()
        if run.first < 0 and not run.comments:
            return
        behind = []
        for comment in run.comments:
            for directive in directives(self.text, comment):
                if 0 <= run.first < directive.start < run.last:
                    message = f"l10n:{directive.name} stands inside of a text"
                    raise misplaced(self.text, directive, message, "put it before the element with the text")
                if directive.start < run.first:
                    self._obey(directive)
                else:
                    behind.append(directive)
        if run.first >= 0:
            scope = self._scope(self.tree.block)
            if not (self.skipping or scope.skip):
                yield from html_runs.blocks(self.text, run, self.tree.block.role, scope)
        for directive in behind:
            self._obey(directive)

    def _obey(self, directive: Directive) -> None:
        if directive.name not in ("skip-start", "skip-end"):
            self.waiting.append(directive)
            self.waiting_depth = len(self.tree.blocks)
            return
        if self.skipping == (directive.name == "skip-start"):
            hint = "write skip-start before the text and skip-end behind it"
            raise misplaced(self.text, directive, f"l10n:{directive.name} without its other half", hint)
        self.skipping = not self.skipping

    def _scope(self, around: Element) -> Scope:
        """What holds in `around` together with the directives that waited for this."""
        scope = around.scope
        for directive in self.waiting:
            scope = scope.under(directive)
        self.waiting = []
        return scope

    def _check_waiting(self) -> None:
        if self.waiting and len(self.tree.blocks) < self.waiting_depth:
            raise self._unused()

    def _unused(self) -> Exception:
        directive = self.waiting[0]
        message = f"l10n:{directive.name} has no text behind it"
        return misplaced(self.text, directive, message, "put it before its element, inside the same one")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a document or fragment, in order.

    Raises L10nError with a line for a directive that is misspelt or stands where it says nothing.
    """
    return _Walk(text, is_xml(text)).blocks()
