"""Lines that other dialects of Markdown add to CommonMark, and what to show its parser in their place.

| written | by | shown as |
|---|---|---|
| `:::tip[Title]` or `:::` | Docusaurus, VitePress, Pandoc, MyST | a heading of its title |
| `/// note` and a bar before the title | PyMdown | the same |
| `> [!NOTE]`, `> [!tip]- Title` | GitHub, Obsidian | the same |
| `!!! note "Title"`, `??? tip`, `=== "Tab"` | MkDocs | a list item that begins with the same |
| `{{< tag >}}`, `{% tag %}`, `{: .class}` | Hugo, Jekyll, kramdown | an empty heading |
| `$$` … `$$`, environments of LaTeX | formulas | the same |

A heading ends the paragraph before it and takes no line in; one without words has nothing to translate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from l10n.formats.markdown_events import Mask


class Shown(NamedTuple):
    """Lines up to `end` in the words of CommonMark; `roles` are those of the blocks they make, by offset."""

    end: int
    masks: tuple[Mask, ...]
    roles: tuple[tuple[int, str], ...]


HIDDEN = "hidden"
TITLE = "title"
ASIDE = "aside"


@dataclass(slots=True)
class Finder:
    """`str.find` that looks no part of a text through twice for what it does not find, or finds far on."""

    text: str
    found: dict[str, tuple[int, int]] = field(default_factory=dict)

    def find(self, what: str, at: int) -> int:
        """Where `what` stands next from `at` on, the length of the text where it does not."""
        since, place = self.found.get(what, (0, -1))
        if not since <= at <= place:
            place = self.text.find(what, at)
            place = len(self.text) if place < 0 else place
            self.found[what] = at, place
        return place

    def line_end(self, at: int) -> int:
        """Where the words of the line that holds `at` end, before its newline."""
        end = self.find("\n", at)
        return end - 1 if end > at and self.text[end - 1] == "\r" else end


def hidden(at: int, end: int) -> Shown:
    """The slice as an empty heading."""
    return Shown(end, (Mask(at, end, "#" + " " * (end - at - 1)),), ((at, HIDDEN),))


def _titled(text: str, at: int, end: int, title: tuple[int, int], mark: str = "#") -> Shown:
    """A line as a heading of its title, behind a `mark` that ends with `#`; empty where the title is."""
    start, stop = title
    stop = start + len(text[start:stop].rstrip())
    masks = (Mask(at, start, mark.ljust(start - at)), Mask(stop, end, " " * (end - stop)))
    return Shown(end, masks, ((at + len(mark) - 1, TITLE if start < stop else HIDDEN),))


_COLONS = re.compile(r":{3,}[ \t]*+(?P<name>[A-Za-z][\w:.-]*+|\{[A-Za-z][\w:.-]*+\})?[ \t]*+")
_LABEL = re.compile(r"\[(?P<label>(?:[^\[\]\\\n]++|\\.|\[[^\[\]\n]*+\])*+)\]")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*+\}[ \t]*+")
_TRAILING = re.compile(r"[ \t]++(?::{3,}|\{[^{}\n]*+\})[ \t\r]*+\Z")
_TITLED = re.compile(
    r"\{(?:admonition|attention|caution|danger|details|dropdown|error|hint|important|note|seealso|tip"
    r"|warning|card|grid-item-card|tab-item|topic|sidebar)\}"
)


def directive(text: str, at: int, end: int) -> Shown | None:
    """`:::tip[Title]`, `:::tip Title`, `::: {.class}`, `:::{note} Title` or a closing `:::`."""
    found = _COLONS.match(text, at, end)
    if found is None:
        return None
    start, name = found.end(), found["name"] or ""
    if label := _LABEL.match(text, start, end):
        return _titled(text, at, end, label.span("label"))
    if attributes := _ATTRIBUTES.match(text, start, end):
        start = attributes.end()
    rest = text[start:end]
    if not name and rest.strip(" \t\r:"):
        return None
    if not name or (name.startswith("{") and not _TITLED.fullmatch(name)):
        return hidden(at, end)
    trailing = _TRAILING.search(rest)
    return _titled(text, at, end, (start, start + trailing.start() if trailing else end))


_SLASHES = re.compile(
    r"/{3,}(?:[ \t]++(?P<name>[A-Za-z][\w-]*+)[ \t]*+(?:\|[ \t]*+(?P<title>[^\r\n]*+))?)?[ \t]*+"
)


_UNTITLED = frozenset({"html", "fancylists"})


def slashes(text: str, at: int, end: int) -> Shown | None:
    """`/// note | Title` or a closing `///`."""
    found = _SLASHES.match(text, at, end)
    if found is None or text[found.end() : end].strip():
        return None
    if not found["title"] or found["name"] in _UNTITLED:
        return hidden(at, end)
    return _titled(text, at, end, found.span("title"))


_ALERT = re.compile(r"\[![A-Za-z][\w-]*+\][+-]?[ \t]*+")


def alert(text: str, at: int, end: int) -> Shown | None:
    """`[!NOTE]` or `[!tip]- Title`, behind the `>` of a quote."""
    found = _ALERT.match(text, at, end)
    return _titled(text, at, end, (found.end(), end)) if found else None


_ASIDE = re.compile(
    r"(?:!!!|\?\?\?\+?) ?[A-Za-z][\w-]*+(?: ++[\w-]++)*+(?: ++\"(?P<title>[^\r\n]*)\")?[ \t\r]*"
    r"|(?:===[+!]{0,2}|\?\?\?\+?) ?\"(?P<tab>[^\r\n]*)\"[ \t\r]*"
)


def aside(text: str, at: int, end: int) -> Shown | None:
    """`!!! note "Title"`, `??? note` or `=== "Tab"`: what is indented by four spaces below belongs to it."""
    found = _ASIDE.fullmatch(text, at, end)
    if found is None:
        return None
    title = found.span("title" if found["tab"] is None else "tab")
    if title[0] < 0:
        title = (end, end)
    # A list item's words begin at most four columns behind its mark.
    shown = _titled(text, at, end, title, "-".ljust(min(4, title[0] - at - 2)) + "#")
    return shown._replace(roles=((at, ASIDE), *shown.roles))


_TAGS = (("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{#", "#}"), ("{!", "!}"), ("{:", "}"))
_ONE_LINE = frozenset({"{!", "{:"})
_NAME = re.compile(r"(?:\{\{[<%]|\{%-?)[ \t]*+([\w-]++)")
_VERBATIM = frozenset({"highlight", "comment", "codeblock", "mermaid", "katex", "math", "plantuml"})


def template(text: str, at: int, end: int, finder: Finder) -> Shown | None:
    """Template tags with nothing else on their lines; a tag around code with all that it holds."""
    stop = at
    while text.startswith("{", stop):
        stop = _tag_end(text, stop, finder)
        if stop < 0:
            return None
        stop = _words(text, stop)
    stop = max(stop, _verbatim_end(text, at, stop, finder))
    end = finder.line_end(stop)
    return None if text[stop:end].strip() else hidden(at, end)


def _tag_end(text: str, at: int, finder: Finder) -> int:
    """Where the template tag that begins at `at` ends, -1 where there is none."""
    for opening, closing in _TAGS:
        if text.startswith(opening, at):
            inner = at + len(opening)
            close = finder.find(closing, inner)
            limit = finder.find("\n" if opening in _ONE_LINE else opening, inner)
            return close + len(closing) if close < min(limit, len(text)) else -1
    return -1


def _verbatim_end(text: str, at: int, stop: int, finder: Finder) -> int:
    """Where the other half of a tag around code ends; -1 for any other tag."""
    name = _NAME.match(text, at, stop)
    if name is None or name[1] not in _VERBATIM:
        return -1
    halves = (f"end{name[1]}",) if text.startswith("{%", at) else (f"/{name[1]}", f"/ {name[1]}")
    half = min(finder.find(one, stop) for one in halves)
    closing = "%}" if text.startswith("{%", at) else "}}"
    close = finder.find(closing, half)
    return close + 2 if close < len(text) else -1


_FORMULA = re.compile(r"\$\$|\\begin\{(?P<name>[a-z]+\*?)\}")


def formula(text: str, at: int, end: int, finder: Finder) -> Shown | None:
    """`$$ … $$` or LaTeX's environment with nothing behind it.

    A blank line may be in one only where `$$` stands alone on its line.
    """
    opening = _FORMULA.match(text, at, end)
    if opening is None:
        return None
    closing = f"\\end{{{opening['name']}}}" if opening["name"] else "$$"
    close = finder.find(closing, opening.end())
    stop = finder.line_end(close)
    if close == len(text) or text[close + len(closing) : stop].strip():
        return None
    if text[opening.end() : end].strip() and "\n\n" in text[at:close].replace("\r", ""):
        return None
    return hidden(at, stop)


_SNIPPET = re.compile(r"-{1,3}8<-{1,3}[ \t]+\"[^\"\n]*\"[ \t]*")


def snippet(text: str, at: int, end: int) -> Shown | None:
    """`--8<-- "file"`: another file is put here."""
    return hidden(at, end) if _SNIPPET.fullmatch(text, at, end) else None


def _words(text: str, at: int) -> int:
    while text.startswith((" ", "\t"), at):
        at += 1
    return at
