"""The inline events of one Markdown block as marks and line breaks, where they stand in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from l10n.formats.markdown_events import Event
from l10n.model import CodeShape, Span

_OPENING = {"Emphasis": 1, "Strong": 2, "Link": 1, "Image": 2}
_KINDS = {
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "strikethrough",
    "Link": "link",
    "Image": "image",
    "Code": "code",
    "InlineHtml": "html",
    "FootnoteReference": "footnote",
}
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TAG = re.compile(r"<(/?)\s*([A-Za-z][A-Za-z0-9.:_-]*)")
# HTML 13.1.2: these have no end tag.
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


@dataclass(slots=True)
class Mark:
    """A code where it stands in the document; `partner` is the index of its other half, -1 without one."""

    start: int
    end: int
    kind: str
    shape: CodeShape = CodeShape.SINGLE
    partner: int = -1
    names_itself: bool = False
    """The closing half of a shortcut or collapsed reference, whose words are its label."""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break between words, with the white space and the marks of quotes around it."""

    span: Span
    hard: bool


@dataclass(slots=True)
class Marks:
    """What the events of a block say: `span` is all of it, `marks` and `breaks` are in order."""

    text: str
    quotes: int
    start: int
    cursor: int
    marks: list[Mark] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    _open: list[tuple[Event, int]] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """The slice of the document that the block's words and marks fill."""
        return Span(self.start, self.cursor)

    def take(self, event: Event) -> None:
        """Read one event more; they come in the parser's order."""
        if event.act == "start":
            self._start(event)
        elif event.act == "end":
            self._end(event)
        elif event.name in ("SoftBreak", "HardBreak"):
            end = words_after(self.text, event.end, self.quotes)
            self.breaks.append(Break(Span(self.cursor, end), event.name == "HardBreak"))
            self.cursor = end
        else:
            kind = _KINDS.get(event.name, "")
            if event.name == "Text" and self._is_entity(event):
                kind = "entity"
            if kind == "html" and self.text[event.start] == "{":
                kind = "expression"
            if kind:
                self.marks.append(Mark(event.start, event.end, kind))
            self.cursor = event.end

    def _is_entity(self, event: Event) -> bool:
        return self.text[event.start] == "&" and event.data != self.text[event.start : event.end]

    def _start(self, event: Event) -> None:
        width = _OPENING.get(event.name) or (2 if self.text.startswith("~~", event.start) else 1)
        self._open.append((event, len(self.marks)))
        self.marks.append(Mark(event.start, event.start + width, _KINDS[event.name], CodeShape.OPEN))
        self.cursor = event.start + width

    def _end(self, event: Event) -> None:
        opened, number = self._open.pop()
        mark = self.marks[number]
        link_type = _link_type(opened)
        # pyromark leaves the empty brackets of a collapsed reference out of its range.
        collapsed = link_type == "Collapsed" and self.text.startswith("[]", event.end)
        end = event.end + 2 if collapsed else event.end
        is_link = event.name in ("Link", "Image")
        close = self.cursor if is_link else end - (mark.end - mark.start)
        self.cursor = end
        if link_type in ("Autolink", "Email"):
            mark.end, mark.shape = end, CodeShape.SINGLE
            mark.kind = "email" if link_type == "Email" else "url"
        elif close == mark.end:
            mark.end, mark.shape = end, CodeShape.SINGLE
        else:
            mark.partner = len(self.marks)
            named = link_type in ("Collapsed", "Shortcut")
            self.marks.append(Mark(close, end, mark.kind, CodeShape.CLOSE, number, named))


def read(text: str, events: Iterable[Event], quotes: int = 0) -> Marks:
    """The marks and breaks of the block whose inline `events` these are; there is at least one.

    `quotes` is the number of block quotes around it: how many `>` a further line may begin with.
    """
    found: Marks | None = None
    for event in events:
        if found is None:
            start = words_start(text, event)
            found = Marks(text, quotes, start, start)
        found.take(event)
    assert found is not None
    _pair_tags(text, found.marks)
    return found


def words_start(text: str, first: Event) -> int:
    """Where a block's words start: the parser leaves out the backslash of an escape."""
    escaped = first.name == "Text" and first.start and text[first.start - 1] == "\\"
    return first.start - 1 if escaped and text[first.start] in _ESCAPABLE else first.start


def words_after(text: str, at: int, quotes: int) -> int:
    """Where the words of the line that starts at `at` start, behind white space and block quotes' marks."""
    while at < len(text):
        if text[at] == ">" and quotes:
            quotes -= 1
        elif text[at] not in " \t":
            break
        at += 1
    return at


def _link_type(event: Event) -> str:
    data = event.data
    return str(data.get("link_type", "")) if isinstance(data, dict) else ""


def _pair_tags(text: str, marks: list[Mark]) -> None:
    """Make opening and closing halves of the HTML tags that pair and cross no other pair.

    Open tags lie on a stack; `depths` says where those of each name lie, `walls` how high it was when each
    pair of Markdown opened: a tag from below the highest wall cannot be closed.
    """
    stack: list[tuple[int, str]] = []
    depths: dict[str, list[int]] = {}
    walls: list[int] = []

    def unwind(depth: int) -> None:
        while len(stack) > depth:
            depths[stack.pop()[1]].pop()

    for number, mark in enumerate(marks):
        if mark.shape is CodeShape.OPEN:
            walls.append(len(stack))
        elif mark.shape is CodeShape.CLOSE:
            unwind(walls.pop())
        elif mark.kind == "html" and (tag := _TAG.match(text, mark.start, mark.end)):
            name = tag[2].lower()
            if not tag[1]:
                if name not in _VOID and not text.startswith("/>", mark.end - 2):
                    depths.setdefault(name, []).append(len(stack))
                    stack.append((number, name))
            elif depths.get(name) and depths[name][-1] >= (walls[-1] if walls else 0):
                depth = depths[name][-1]
                opening = marks[stack[depth][0]]
                opening.shape, opening.partner = CodeShape.OPEN, number
                mark.shape, mark.partner = CodeShape.CLOSE, stack[depth][0]
                unwind(depth)
