"""Which elements are open where: end tags that authors leave out are put in as the standard says (13.2.6.4).

Only what matters to a text is followed: what it is called, whether it is left alone, what its author says.
No step costs more than the elements that it closes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from l10n.formats.html_elements import BLOCK, ENDS_PARAGRAPH, ROLES
from l10n.formats.markdown_directives import Scope

_WALLS = frozenset({"button", "caption", "html", "object", "select", "table", "td", "template", "th"})
"""Elements that what is inside of them does not end."""

_LISTS = ("ol", "ul", "menu", "dir")
_TABLE = ("table", "template")
_CELLS = ("td", "th")
_ROWS = ("tr", *_CELLS)
_IMPLIED = {
    "li": (("li",), (*_LISTS, *_TABLE, *_CELLS)),
    **dict.fromkeys(("dt", "dd"), (("dt", "dd"), ("dl", *_TABLE, *_CELLS))),
    **dict.fromkeys(_CELLS, (_CELLS, _TABLE)),
    "tr": ((*_ROWS, "caption", "colgroup"), _TABLE),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"),
        (("tbody", "thead", "tfoot", *_ROWS, "caption", "colgroup"), _TABLE),
    ),
    "option": (("option",), ("select", "datalist")),
    "optgroup": (("optgroup", "option"), ("select", "datalist")),
    "body": (("head",), ()),
}
"""What a start tag ends, outermost first, and what hides that from it."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Element(NamedTuple):
    """An open element: its name, its text's role, why it is left alone (or 0), what its author says of it."""

    name: str
    role: str = "paragraph"
    state: int = 0
    scope: Scope = Scope()


@dataclass(slots=True)
class Tree:
    """The open elements, outermost first; of each name, of all blocks and of all walls, at which depths."""

    open: list[Element] = field(default_factory=lambda: [Element("")])
    depths: dict[str, list[int]] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=lambda: [0])
    walls: list[int] = field(default_factory=lambda: [0])

    @property
    def top(self) -> Element:
        """The innermost open element."""
        return self.open[-1]

    @property
    def block(self) -> Element:
        """The innermost open element that parts text."""
        return self.open[self.blocks[-1]]

    def make_room(self, name: str) -> None:
        """End the elements that the start tag of a block of this name ends."""
        if name in ENDS_PARAGRAPH and self._deepest("p") > self.walls[-1]:
            self._pop(self._deepest("p"))
        ended, hidden_by = _IMPLIED.get(name, ((), ()))
        if ended:
            wall = max((self._deepest(one) for one in hidden_by), default=-1)
            for one in ended:
                if self._deepest(one) > wall:
                    self._pop(self._deepest(one))

    def push(self, name: str, state: int, scope: Scope) -> None:
        """Open an element."""
        depth = len(self.open)
        role = ROLES.get(name) or self.top.role
        self.open.append(Element(name, role, state, scope))
        self.depths.setdefault(name, []).append(depth)
        if name in BLOCK:
            self.blocks.append(depth)
            if name in _WALLS:
                self.walls.append(depth)

    def end(self, name: str) -> None:
        """Close the innermost element of this name and all in it, if no wall hides it from here."""
        depth = self._deepest(name)
        if name in BLOCK:
            if depth < 0 and name in _HEADINGS:
                depth = max(self._deepest(one) for one in _HEADINGS)
            wall = -1 if name in _WALLS else self.walls[-1]
        else:
            wall = self.blocks[-1]
        if depth > max(wall, 0):
            self._pop(depth)

    def _deepest(self, name: str) -> int:
        depths = self.depths.get(name)
        return depths[-1] if depths else -1

    def _pop(self, depth: int) -> None:
        while len(self.open) > depth:
            last = self.open.pop()
            self.depths[last.name].pop()
            if self.blocks[-1] == len(self.open):
                self.blocks.pop()
            if self.walls[-1] == len(self.open):
                self.walls.pop()
