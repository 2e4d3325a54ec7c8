"""What an expression can begin with, so that a text is looked through for that before all else.

Python's engine tries an expression at every place of a text, unless it begins with a set of characters: then
it goes from one of these to the next, and many a text has hardly any. An expression of many words that begins
by looking at what stands before it is made into one of that kind here, for the price of the places it finds:
it tells whether it matches, and no longer what.
"""

from __future__ import annotations

import re

_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_MAY_BE_NONE = ("?", "*", "{0", "{,")
_NAMED = re.compile(r"\(\?(?:P<\w+>|:)")
_WIDTHLESS = re.compile(r"\(\?<?[=!]|\\[Ab]|\^")
_SETS = frozenset({r"\d", r"\s"})


def question(expression: str) -> re.Pattern[str]:
    """An expression that matches at a place wherever `expression` begins to match there.

    No match of `expression` may be empty. Its groups are without names.
    """
    unnamed = re.sub(r"\(\?P<\w+>", "(?:", expression)
    first = begins(expression)
    return re.compile(unnamed if first is None else f"[{first}](?<=(?={unnamed}).)", re.DOTALL)


def begins(expression: str) -> str | None:
    """The characters that a match can begin with, as they stand in a set; None where that cannot be told."""
    found = [_begins(branch) for branch in _branches(expression)]
    return None if None in found else "".join(filter(None, found))


def _begins(branch: str) -> str | None:
    found, at = "", 0
    while at < len(branch):
        end = _end(branch, at)
        item, times = branch[at:end], _QUANTIFIER.match(branch, end)
        at = end if times is None else times.end()
        if _WIDTHLESS.match(item):
            continue
        first = _first(item)
        if first is None:
            return None
        found += first
        if times is None or not times[0].startswith(_MAY_BE_NONE):
            return found
    return None  # it may be empty


def _first(item: str) -> str | None:
    """What one item of an expression can begin with: a character, a set or a group."""
    if item[0] == "(":
        named = _NAMED.match(item)
        return begins(item[named.end() : -1]) if named else None
    if item[0] == "[":
        inside = item[1:-1]
        return None if inside[0] in "^-" or inside[-1] == "-" else inside
    if item[0] == "\\":
        return item if item in _SETS or not item[1].isalnum() else None
    return None if item == "." else re.escape(item)


def _branches(expression: str) -> list[str]:
    found, start, at = [], 0, 0
    while at < len(expression):
        if expression[at] == "|":
            found.append(expression[start:at])
            start = at + 1
        at = _end(expression, at)
    return [*found, expression[start:]]


def _end(expression: str, at: int) -> int:
    """Where the item at a place ends: a character, an escaped one, a set, a group with all in it."""
    if expression[at] == "\\":
        return at + 2
    if expression[at] == "[":
        at += 2  # the first may be the sign that ends a set
        while expression[at] != "]":
            at += 1 + (expression[at] == "\\")
        return at + 1
    if expression[at] == "(":
        at += 1
        while expression[at] != ")":
            at = _end(expression, at)
    return at + 1
