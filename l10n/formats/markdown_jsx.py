"""Where JavaScript in MDX ends: statements that import and export, tags with attributes, expressions.

Nothing is parsed: brackets are counted, outside of strings, templates and comments.
"""

from __future__ import annotations

import re

# An expression may hold text, and a text a bracket alone: only its braces count.
_MARK = re.compile(r"[\"'`{}]|//|/\*")
_MARK_IN_STATEMENT = re.compile(r"[\"'`{}()\[\]]|//|/\*|\n(?=[ \t\r]*+(?:\n|\Z))")
_IN_TEMPLATE = re.compile(r"\\.|`|\$\{", re.DOTALL)
_STRING = {
    '"': re.compile(r'"(?:[^"\\\n]++|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\n]++|\\.)*+'", re.DOTALL),
}
_CLOSING = {"{": "}", "(": ")", "[": "]", "`": "`"}
_PASSED = frozenset({'"', "'", "//", "/*"})

_NAME = re.compile(r"<(?:/\s*+)?(?:[A-Za-z_$][\w$.:-]*+)?")
_ATTRIBUTES = re.compile(
    r"(?:\s++|[A-Za-z_$@:][\w$.:@-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?=\{)))?+|/(?!>))*+"
)
# What a plain Markdown file may begin a line with and still mean words is no statement.
_SURE = re.compile(
    r"import\s++(?:[\w$*{][\w$*{},\s]{0,2000}?\sfrom\s*+)?(?:\"[^\"\n]++\"|'[^'\n]++')"
    r"|export\s++(?:(?:const|let|var)\s++[\w$\[{][^=\n]*=|(?:default\s++)?(?:async\s++)?(?:function|class)\b[^\n]*[({]"
    r"|\*\s*+(?:as\s++\w++\s++)?from\b|\{[\w$,\s]{0,2000}\})"
)
_STATEMENT = re.compile(r"(?:import|export)\b(?=[\s{*\"'])")


class Unclosed(Exception):  # noqa: N818  (said to the caller, no error)
    """A bracket has no other half in all of the text."""


def begins_statement(text: str, at: int, *, mdx: bool) -> bool:
    """Whether an import or an export begins at `at`.

    In MDX any block is one that begins with one of these words; elsewhere it must be beyond doubt.
    """
    return (_STATEMENT if mdx else _SURE).match(text, at) is not None


def statement_end(text: str, at: int) -> int:
    """Where the statements that begin at `at` end: before a blank line outside brackets. Raises Unclosed."""
    end = _end(text, at, statement=True)
    if end < 0:
        raise Unclosed
    return end


def expression_end(text: str, at: int) -> int:
    """Where the expression ends whose `{` stands at `at`, behind its `}`. Raises Unclosed."""
    end = _end(text, at, statement=False)
    if end < 0:
        raise Unclosed
    return end


def tag_end(text: str, at: int) -> int:
    """Where the tag ends whose `<` stands at `at`, behind its `>`; -1 where none does. Raises Unclosed."""
    head = _NAME.match(text, at)
    if head is None or len(head[0]) == 1:
        return at + 2 if text.startswith("<>", at) else -1
    at = head.end()
    while True:
        found = _ATTRIBUTES.match(text, at)
        at = found.end() if found else at
        if text.startswith(">", at):
            return at + 1
        if text.startswith("/>", at):
            return at + 2
        if not text.startswith("{", at):
            return -1
        at = expression_end(text, at)


def _end(text: str, at: int, *, statement: bool) -> int:
    """Where the brackets that open from `at` on are closed, -1 where they are not."""
    open_: list[str] = []
    unclosed: dict[str, int] = {}
    marks = _MARK_IN_STATEMENT if statement else _MARK
    while True:
        if open_[-1:] == ["`"]:
            at = _template_end(text, at, open_)
            if at < 0:
                return -1
            continue
        found = marks.search(text, at)
        if found is None:
            return len(text) if statement and not open_ else -1
        mark, at = found[0], found.end()
        if mark in _PASSED:
            at = _behind(text, found.start(), mark, unclosed)
            if at < 0:
                return -1
        elif mark == "\n" and not open_:
            return found.start()
        elif mark in _CLOSING:
            open_.append(_CLOSING[mark])
        elif mark in open_[-1:]:
            open_.pop()
            if not open_ and not statement:
                return at


def _template_end(text: str, at: int, open_: list[str]) -> int:
    """Where the template ends that `at` is in, or an expression in it begins; -1 for neither."""
    found = _IN_TEMPLATE.search(text, at)
    if found is None:
        return -1
    if found[0] == "`":
        open_.pop()
    elif found[0] == "${":
        open_.append("}")
    return found.end()


def _behind(text: str, at: int, mark: str, unclosed: dict[str, int]) -> int:
    """Where a string or a comment ends that `mark` opens at `at`, -1 where it does not.

    A quotation mark with no other one on its line is an apostrophe; up to where that is known is `unclosed`.
    """
    inside = at + len(mark)
    if mark == "/*":
        close = text.find("*/", inside)
        return close + 2 if close >= 0 else -1
    if mark == "//":
        return inside if text[at - 1 : at] == ":" else _line_end(text, inside)
    if at < unclosed.get(mark, 0):
        return inside
    string = _STRING[mark].match(text, at)
    if string is None:
        unclosed[mark] = _line_end(text, at)
        return inside
    return string.end()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
