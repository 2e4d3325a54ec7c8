"""What a translator sees of HTML: white space folded as browsers fold it, character references decoded.

What is shown can be read in one way only: `<` and `&` stay references where they would read as the start of
a tag or of another reference, and `>` where such a `<` stands before it. `5 &lt; 6` is shown as `5 < 6`,
`Q&amp;A` as `Q&A`; `&lt;b&gt;` and `&amp;lt;` are shown as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from l10n.formats import html_references, lines
from l10n.formats.html_elements import spoken
from l10n.formats.html_tokens import RAW, SPACE, START, TEXT, Token, attributes
from l10n.model import Piece, Span

_EVENT = re.compile(rf"[{SPACE}]{{2,}}|[\t\n\r\f]|&(?=[#A-Za-z])")
_SPACES = re.compile(rf"[{SPACE}]{{2,}}|[\t\n\r\f]")
_IN_TAG = re.compile(rf"[{SPACE}]{{2,}}|[\t\n\r\f&]|=[^\"']")
_BEGINS_MARKUP = re.compile(r"[A-Za-z/!?]")
_SIGNS = frozenset("<>&\"'")


@dataclass(slots=True)
class Folding:
    """A slice of the document `text` being read from left to right; from `at` on it is shown as it stands."""

    text: str
    at: int
    pieces: list[Piece] = field(default_factory=list)
    kept_open: bool = False
    """Whether the last `<` stayed a reference, so that the `>` behind it does."""

    def finished(self, end: int) -> list[Piece]:
        """The pieces up to `end`."""
        self._upto(end)
        return self.pieces

    def words(
        self, start: int, end: int, *, attribute: bool = False, keep: frozenset[str] = frozenset()
    ) -> None:
        """Take in text, or the value of an attribute; references to what is in `keep` stay."""
        for found in _EVENT.finditer(self.text, start, end):
            here = found.start()
            if self.text[here] != "&":
                self._show(here, found.end(), " ")
            elif stop := html_references.end_of(self.text, here, end, in_attribute=attribute):
                said = html_references.shown(self.text[here:stop])
                if said and said not in keep and not self._would_mislead(said, stop, end):
                    self._show(here, stop, said)

    def tag(self, start: int, end: int, name: str) -> None:
        """Take in a start tag: white space folded, and its values too where they are words."""
        if not _IN_TAG.search(self.text, start, end):
            return
        texts = {attribute.start for attribute, _ in spoken(self.text, start, end, name)}
        at = start
        for attribute in attributes(self.text, start, end):
            self.spaces(at, attribute.start)
            at = attribute.end
            if attribute.start not in texts:
                self.newlines(attribute.start, at)
            elif attribute.quote:
                self.words(attribute.start, at, attribute=True, keep=_SIGNS)
            elif '"' not in attribute.value:
                self._show(attribute.start, at, f'"{attribute.value}"')
        self.spaces(at, end)

    def spaces(self, start: int, end: int) -> None:
        """Take in what is no text, white space folded."""
        for found in _SPACES.finditer(self.text, start, end):
            self._show(*found.span(), " ")

    def newlines(self, start: int, end: int) -> None:
        """Take in what must stay as it is, but for the newlines that the splice gives each text."""
        for found in lines.NEWLINE.finditer(self.text, start, end):
            if found[0] != "\n":
                self._show(*found.span(), "\n")

    def _would_mislead(self, said: str, stop: int, end: int) -> bool:
        if said == "<":
            self.kept_open = _BEGINS_MARKUP.match(self.text, stop, end) is not None
            return self.kept_open
        if said == ">":
            kept, self.kept_open = self.kept_open, False
            return kept
        if said == "&":
            beside = f"&{self.text[stop : min(end, stop + 40)]}"
            return html_references.end_of(beside, 0, len(beside)) > 0
        return False

    def _show(self, start: int, end: int, shown: str) -> None:
        self._upto(start)
        self.pieces.append(Piece(Span(start, end), shown))
        self.at = end

    def _upto(self, end: int) -> None:
        if self.at < end:
            self.pieces.append(Piece(Span(self.at, end), self.text[self.at : end]))
        self.at = end


def run(text: str, tokens: Iterable[Token]) -> list[Piece]:
    """The pieces of neighbouring tokens; TEXT and START are read, what else there is stays as it is."""
    folding, end = None, 0
    for kind, start, end, name in tokens:
        folding = folding or Folding(text, start)
        if kind == TEXT:
            folding.words(start, end)
        elif kind == START:
            folding.tag(start, end, name)
        elif kind == RAW:
            folding.newlines(start, end)
        else:
            folding.spaces(start, end)
    return folding.finished(end) if folding else []


def value(text: str, start: int, end: int) -> list[Piece]:
    """The pieces of an attribute's value."""
    folding = Folding(text, start)
    folding.words(start, end, attribute=True)
    return folding.finished(end)


def cut(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces that show the code points from `start` to `end` of what they all show.

    A piece that is shown otherwise than it stands is never cut through.
    """
    found, at = [], 0
    for piece in pieces:
        first, at = at, at + len(piece.text)
        if at <= start or first >= end:
            continue
        before, last = max(start - first, 0), min(end, at) - first
        if before or last < len(piece.text):
            base = piece.span.start
            piece = Piece(Span(base + before, base + last), piece.text[before:last])
        found.append(piece)
    return found
