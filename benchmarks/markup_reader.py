"""What markup a sentence holds as other readers see it: markdown-it-py and Python's own HTML parser.

Nothing of l10n is asked, so that it cannot vouch for itself.
"""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from benchmarks.markup_sentences import Marked

_MARKDOWN = MarkdownIt("commonmark").enable("strikethrough")
_VOID = frozenset({"br", "img", "wbr", "hr"})
_SIGNS = (
    "{",
    "}",
    "%(",
    "%s",
    "%1$s",
    "://",
    "www.",
    "@",
    "${",
    "[^1]",
    "[^2]",
    "$x^2 + y$",
    "&nbsp;",
    "&copy;",
)


def intact(target: str, source: Marked) -> bool:
    """Whether a translation has the codes of its source: as often, nested alike, links whole, none empty."""
    same = all(target.count(one) == source.source.count(one) for one in (*source.literals, *_SIGNS))
    if source.form == "markdown":
        return same and of_markdown(target) == of_markdown(source.source)
    if source.form == "html":
        return same and of_html(target) == of_html(source.source)
    return same and all(target.count(sign) == source.source.count(sign) for sign in "<>`[]")


def of_markdown(text: str) -> Counter[tuple[str, ...]]:
    """Each code of a line of Markdown below the codes it is in, how often; an empty one is marked so."""
    found = _Nesting()
    for block in _MARKDOWN.parse(f"x {text}\n\n"):
        for token in block.children or ():
            address = str(token.attrs.get("href", token.attrs.get("src", "")))
            named = f"{token.tag} {address} {token.attrs.get('title', '')}"
            if token.type == "html_inline":
                _feed(found, token.content)
            elif token.type == "image":
                found.alone(named + (" with words" if token.content.strip() else ""))
            elif token.nesting > 0:
                found.opened(named)
            elif token.nesting < 0:
                found.closed()
            elif token.type == "code_inline":
                found.alone(f"code {token.content}")
            elif token.content.strip() or token.type == "image":
                found.filled()
    return found.codes


def of_html(text: str) -> Counter[tuple[str, ...]]:
    """The same of a line of HTML."""
    found = _Nesting()
    _feed(found, text)
    return found.codes if not found.stack else Counter({("unclosed", text): 1})


def _feed(found: _Nesting, text: str) -> None:
    reader = _Tags(found)
    reader.feed(text)
    reader.close()


class _Nesting:
    """The codes seen so far, and those that are open, each with whether there is something in it."""

    def __init__(self) -> None:
        self.codes: Counter[tuple[str, ...]] = Counter()
        self.stack: list[list[str]] = []

    def opened(self, named: str) -> None:
        self.stack.append([named, "empty"])

    def closed(self, named: str = "") -> None:
        if not self.stack or not self.stack[-1][0].startswith(named):
            self.codes["closes what is not open", named] += 1
            return
        one, state = self.stack.pop()
        self.codes[(*(above for above, _ in self.stack), one, state)] += 1
        if state == "full":
            self.filled()

    def alone(self, named: str) -> None:
        self.codes[(*(above for above, _ in self.stack), named)] += 1
        self.filled()

    def filled(self) -> None:
        for one in self.stack:
            one[1] = "full"


class _Tags(HTMLParser):
    def __init__(self, found: _Nesting) -> None:
        super().__init__(convert_charrefs=True)
        self.found = found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = f"<{tag} {attrs}"
        if tag in _VOID:
            self.found.alone(named)
        else:
            self.found.opened(named)

    def handle_endtag(self, tag: str) -> None:
        self.found.closed(f"<{tag} ")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.filled()

    def handle_comment(self, data: str) -> None:
        self.found.alone(f"<!--{data}-->")
