"""What an author tells l10n in a comment on a line of its own: `<!-- l10n:note for the translator -->`.

| directive | says |
|---|---|
| `l10n:skip` | the next block (paragraph, whole list, table, quote) is not translated |
| `l10n:skip-start`, `l10n:skip-end` | nor is anything between the two, or up to the end of the file |
| `l10n:note TEXT` | a note on every unit of the next block |
| `l10n:context NAME` | a msgctxt for every unit of the next block |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from l10n.errors import L10nError
from l10n.formats import lines
from l10n.model import Span

_FURTHER_LINE = re.compile(r"[\r\n][ \t>]*")
_KNOWN = {"skip": False, "skip-start": False, "skip-end": False, "note": True, "context": True}
"""Each directive, and whether words follow it."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive: its name without `l10n:`, the words after it, the offset where it stands."""

    name: str
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for a block: `note` lines joined by line feeds, a msgctxt, or that it is left as it is."""

    note: str = ""
    context: str | None = None
    skip: bool = False

    def under(self, directive: Directive) -> Scope:
        """What holds with one more directive."""
        match directive.name:
            case "skip":
                return replace(self, skip=True)
            case "note":
                return replace(self, note=f"{self.note}\n{directive.words}".strip("\n"))
            case _:
                return replace(self, context=directive.words)


def directives(text: str, html: Span) -> Iterator[Directive]:
    """The directives in the comments of a piece of HTML. Raises L10nError for a misspelt or empty one."""
    at = html.start
    while (at := text.find("<!--", at, html.end)) >= 0:
        close = text.find("-->", at + 4, html.end)
        if close < 0:
            return
        said = text[at + 4 : close].strip()
        if said.startswith("l10n:"):
            words = _FURTHER_LINE.sub(" ", said.removeprefix("l10n:")).split()
            yield _checked(text, Directive("".join(words[:1]), " ".join(words[1:]), at))
        at = close + 3


def _checked(text: str, directive: Directive) -> Directive:
    if directive.name not in _KNOWN:
        near = get_close_matches(directive.name, _KNOWN, 1)
        hint = f"did you mean l10n:{near[0]}?" if near else f"there are {', '.join(_KNOWN)}"
        raise misplaced(text, directive, f"unknown directive l10n:{directive.name}", hint)
    if _KNOWN[directive.name] and not directive.words:
        hint = f"write <!-- l10n:{directive.name} … -->"
        raise misplaced(text, directive, f"l10n:{directive.name} says nothing", hint)
    return directive


def misplaced(text: str, directive: Directive, message: str, hint: str) -> L10nError:
    """The error for a directive, with its line."""
    return L10nError(message, line=lines.line_of(text, directive.start), hint=hint)
