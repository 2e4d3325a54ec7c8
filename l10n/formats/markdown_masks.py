"""A Markdown text as CommonMark's parser is to see it: what other dialects add to it in words it knows.

Lines are followed as far as that takes: quotes, lists and fences around them. In MDX, where indentation never
makes code, surplus indentation is cut, and what is JavaScript stands as tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from l10n.formats import markdown_dialects as dialects
from l10n.formats import markdown_jsx as jsx
from l10n.formats.markdown_containers import Containers, Line
from l10n.formats.markdown_dialects import Finder, hidden
from l10n.formats.markdown_events import Mask


class Masks(NamedTuple):
    """What the parser is to see otherwise, and the roles of the blocks that are made so, by their offset."""

    masks: Sequence[Mask] = ()
    roles: Mapping[int, str] = {}


_NONE = Masks()
_LONE_RETURN = re.compile(r"\r(?!\n)")
_SIGN = re.compile(
    r"[ \t>*+0-9.)-]*+(?::::|!!!|\?\?\?|===[+!]{0,2} ?\"|///|\[!|\{|\$\$|\\begin\{|import\b|export\b"
    r"|<(?:/?[A-Z]|-|[a-z][^<>\n]*\smarkdown\b))"
)
"""Matches the start of a line that may be masked: most documents have none."""
# One line feed first makes the search several times faster than `^` does.
_SIGN_BELOW = re.compile(rf"\n{_SIGN.pattern}")
_COMPONENT = re.compile(r"<(?:/\s*)?[A-Z]")
_HOLDS_MARKDOWN = re.compile(r"<[a-z][^<>\n]*\smarkdown(?:=[\"']?(?:1|block|span)[\"']?)?[\s>]")
_RAW = re.compile(r"<(?:(?P<comment>!--)|(?P<tag>script|style|pre|textarea)\b)", re.IGNORECASE)
_INLINE = re.compile(r"\\.|`++|[{<]", re.DOTALL)
_ELEMENT = re.compile(r"<(?P<name>[A-Za-z][\w.:-]*+)[^\n]*</(?P=name)>[ \t]*")
_ANCHOR = re.compile(r"\{#[^\s{}]++\}")
_DELIMITERS = re.compile(
    r"\r?\n[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+(?=\r?\n|\Z)"
)
_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")
_DIALECTS = {
    ":": dialects.directive,
    "/": dialects.slashes,
    "!": dialects.aside,
    "?": dialects.aside,
    "=": dialects.aside,
    "-": dialects.snippet,
}
_DIALECTS_THAT_LOOK_AHEAD = {"{": dialects.template, "$": dialects.formula, "\\": dialects.formula}


def masks(text: str, start: int = 0, *, mdx: bool = False) -> Masks:
    """What to show the parser of `text[start:]`; of most documents, all of it as it is."""
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    may_hold = mdx or _SIGN.match(text, start) or _SIGN_BELOW.search(text, start)
    if not may_hold and not ("|" in text and _has_table_below_text(text, start)):
        return _NONE
    scan = _Scan(text, mdx)
    scan.run(start)
    return Masks(scan.masks, scan.roles)


def _has_table_below_text(text: str, start: int) -> bool:
    for delimiters in _DELIMITERS.finditer(text, start):
        above = text.rfind("\n", start, delimiters.start())
        if (
            "|" in delimiters[0]
            and above > start
            and text[text.rfind("\n", start, above) + 1 : above].strip()
        ):
            return True
    return False


def expressions(text: str) -> Sequence[Mask]:
    """What to show the parser of a line of MDX that stands in a paragraph."""
    scan = _Scan(text, mdx=True)
    scan.inline(0, len(text))
    return scan.masks


class _Scan:
    """A walk over lines: what is masked so far, and what is known of the line it is at."""

    def __init__(self, text: str, mdx: bool) -> None:
        self.text = text
        self.mdx = mdx
        self.masks: list[Mask] = []
        self.roles: dict[int, str] = {}
        self.finder = Finder(text)
        self.containers = Containers(text, free=mdx)
        self.starts_block = True
        """Whether the line before is blank or hidden."""
        self.is_broken = False
        """Whether a bracket was met that is never closed: then none is trusted any more."""
        self.blank = -1
        """Where a blank line stands, at or behind all that was asked for."""
        self.unclosed: dict[int, int] = {}
        """Runs of backticks that are known not to end before an offset, by their length."""

    def run(self, at: int) -> None:
        """Mask every line from `at` on."""
        while at < len(self.text):
            stop = self._line(at, self.finder.line_end(at))
            at = self.finder.find("\n", stop) + 1

    def _line(self, at: int, end: int) -> int:
        """Mask the line `text[at:end]`; where what was masked ends, on this line or a further one."""
        line = self.containers.read(at, end)
        if not (line.is_code or self.starts_block) and self._heads_table(at, end):
            quotes = self.text[at : line.words].rpartition(">")
            self.masks.append(Mask(at, at, f"{quotes[0]}{quotes[1]}\n"))
        if line.cut:
            self.masks.append(Mask(at, at + line.cut, ""))
        if line.is_code or line.words == end:
            self.starts_block = True
            return end
        starts_block, self.starts_block = self.starts_block, False
        if self.containers.open_fence(line, end):
            return end
        stop = self._block(line, end, may_be_statement=starts_block and line.words == at)
        if stop >= 0:
            self.starts_block = True
            return stop
        if not self.mdx:
            return end
        stop = self.inline(line.words, end)
        if stop == end and _ELEMENT.fullmatch(self.text, line.words, end):
            below = self.finder.find("\n", end) + 1
            self.masks.append(Mask(below, below, "\n"))  # <summary> and the paragraph below are two texts
        return stop

    def _block(self, line: Line, end: int, *, may_be_statement: bool) -> int:
        """Mask what begins with a line and is no paragraph; where it ends, -1 where it is one."""
        text, at = self.text, line.words
        first = text[at]
        shown = None
        if first == "[" and self.containers.quotes:
            shown = dialects.alert(text, at, end)
        elif first in _DIALECTS:
            shown = _DIALECTS[first](text, at, end)
        elif first in _DIALECTS_THAT_LOOK_AHEAD:
            shown = _DIALECTS_THAT_LOOK_AHEAD[first](text, at, end, self.finder)
        if shown is None and (first == "<" or (self.mdx and first == "{")):
            stop = self._tags(at)
            if stop < 0 and (raw := _RAW.match(text, at, end)):
                close = self.finder.find("-->" if raw["comment"] else f"</{raw['tag'].lower()}", at)
                return self.finder.line_end(close) if close < len(text) else end
            shown = hidden(at, stop) if stop >= 0 else None
        elif may_be_statement and first in "ei" and jsx.begins_statement(text, at, mdx=self.mdx):
            shown = hidden(at, self._statement_end(at))
        if shown is None:
            return -1
        self.masks += shown.masks
        self.roles.update(shown.roles)
        if shown.roles[0][1] == dialects.ASIDE:
            self.containers.open_aside(line)
        return shown.end

    def _heads_table(self, at: int, end: int) -> bool:
        """Whether a line is the first of a table: GitHub's may follow a line of text, pyromark's may not."""
        if self.text.find("|", at, end) < 0:
            return False
        below = _DELIMITERS.match(self.text, end)
        return below is not None and "|" in below[0]

    def _tags(self, at: int) -> int:
        """Where the tags and expressions end that fill their lines; -1 where something else stands there.

        Outside of MDX these are a component's tag that is no HTML or closes, and one with `markdown` in it.
        """
        if not self.mdx:
            end = self._tag_end(at) if self.text[at + 1 : at + 2] != "!" else -1
            tag = self.text[at : max(end, at)]
            is_html = not _HOLDS_MARKDOWN.match(tag)
            if _COMPONENT.match(tag):
                is_html = not {"{", "\n"} & set(tag) and not tag.startswith("</")
            return -1 if is_html or self.text[end : self.finder.line_end(end)].strip() else end
        while self.text.startswith(("<", "{"), at):
            at = self._tag_end(at)
            if at < 0:
                return -1
            line_end = self.finder.line_end(at)
            at = line_end - len(self.text[at:line_end].lstrip())
            if at == line_end:
                return at
        return -1

    def _tag_end(self, at: int) -> int:
        """Where the tag or the expression that begins at `at` ends, -1 where there is none."""
        if self.is_broken:
            return -1
        try:
            return (jsx.tag_end if self.text[at] == "<" else jsx.expression_end)(self.text, at)
        except jsx.Unclosed:
            self.is_broken = True
            return -1

    def _statement_end(self, at: int) -> int:
        """Where the statements that begin at `at` end: before a blank line, if brackets are not trusted."""
        if not self.is_broken:
            try:
                return jsx.statement_end(self.text, at)
            except jsx.Unclosed:
                self.is_broken = True
        return self._paragraph_end(at)

    def _paragraph_end(self, at: int) -> int:
        """Where the blank line is that stands next from `at` on."""
        if self.blank < at:
            blank = _BLANK_LINE.search(self.text, at)
            self.blank = blank.start() if blank else len(self.text)
        return self.blank

    def inline(self, at: int, end: int) -> int:
        """Mask the tags and expressions in `text[at:end]`; where the line ends on which the last one ends."""
        while found := _INLINE.search(self.text, at, end):
            start, at = found.span()
            if found[0][0] == "`":
                at = self._code_end(at, len(found[0]))
            elif found[0] in "{<" and not _ANCHOR.match(self.text, start):
                stop = self._tag_end(start)
                if stop > start + 2:
                    opening = "</" if self.text.startswith("</", start) and stop > start + 3 else "<"
                    self.masks.append(Mask(start, stop, f"{opening.ljust(stop - start - 1, 'a')}>"))
                    at = stop
            if at > end:
                end = self.finder.line_end(at)
        return end

    def _code_end(self, at: int, ticks: int) -> int:
        """Where the code span ends that so many backticks open before `at`; `at` where it has no end."""
        if self.unclosed.get(ticks, -1) > at:
            return at
        limit = self._paragraph_end(at)
        close = re.compile(f"(?<!`)`{{{ticks}}}(?!`)").search(self.text, at, limit)
        if close is None:
            self.unclosed[ticks] = limit
            return at
        return close.end()
