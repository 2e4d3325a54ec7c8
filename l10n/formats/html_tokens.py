"""HTML cut into tags, comments and text as the standard's tokenizer cuts it (HTML 13.2.5), by offsets.

One regular expression with possessive repeats, so that no input costs more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

TEXT, START, END, RAW, OTHER, CUT = range(6)
"""Kinds of token: text, a start tag, an end tag, the content of a raw element, a comment or the like, and
what the end of the document cuts off: a tag, a comment, a raw element without its end.
"""

Token = tuple[int, int, int, str]
"""(kind, start, end, name): a slice of the text; the name of a tag, or of the element around raw content."""

RAW_ELEMENTS = frozenset(
    {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"}
)
"""Elements in whose content there are no tags but their own end tag."""

SPACE = " \t\n\r\f"
"""White space in HTML."""

_WS = f"[{SPACE}]*+"
# A value that no quotation mark ends takes all of the rest, so that the tag has no end either.
_QUOTED = "\"[^\"]*+\"?|'[^']*+'?"


def _attribute(no: str = "") -> str:
    """An expression for one attribute, without the characters `no` outside of quotation marks."""
    name = f"(?P<name>[^{SPACE}/>{no}][^{SPACE}/>={no}]*+)"
    return f"{name}(?:{_WS}={_WS}(?P<value>{_QUOTED}|[^{SPACE}>\"'{no}][^{SPACE}>{no}]*+|))?+"


def _markup(no: str = "") -> re.Pattern[str]:
    """Finds a tag, or the place where something else than text begins."""
    attribute = re.sub(r"\(\?P<\w+>", "(?:", _attribute(no))
    tag = f"(/?[A-Za-z][^{SPACE}/>{no}]*+)(?:[{SPACE}/]++|{attribute})*+>"
    return re.compile(f"<(?:{tag}|(?=[A-Za-z/!?]))")


_MARKUP = _markup()
_SOUND_MARKUP = _markup(no="<")
_ATTRIBUTE = re.compile(f"[{SPACE}/]*+{_attribute()}")
_TAG_NAME = re.compile(f"<[A-Za-z][^{SPACE}/>]*+")
_CUT_OFF = re.compile("</?[A-Za-z]")
_CLOSED_BY = (
    ("<!--", re.compile(r"-->|(?<!<!)--!>")),
    ("<![CDATA[", re.compile(r"\]\]>")),
    ("<?php", re.compile(r"\?>")),
    ("<?=", re.compile(r"\?>")),
    ("<", re.compile(">")),
)
"""What begins something that is neither text nor tag, and what ends it."""


class Attribute(NamedTuple):
    """An attribute: its name in lower case, its value and where that stands, the quotation mark or ""."""

    name: str
    value: str
    start: int
    end: int
    quote: str


def tokens(text: str, start: int = 0, *, whole: bool = True, xml: bool = False) -> Iterator[Token]:
    """The tokens of `text[start:]`; they tile it.

    What would be CUT at the end of a `whole` document is text in a part of one, and so is a `<` that another
    one follows before its `>`: there it is nearly always a sign that somebody did not escape. In `xml` a raw
    element may be empty: `<script/>`.
    """
    markup = _MARKUP if whole else _SOUND_MARKUP
    at = done = start
    hopeless: set[str] = set()
    while (found := markup.search(text, at)) is not None:
        here, end = found.span()
        tag = found[1]
        name = tag.lower() if tag else ""
        close = -1
        if not tag:
            end = _other_end(text, here, hopeless)
        elif name in RAW_ELEMENTS and not (xml and text[end - 2] == "/"):
            close = _raw_end(text, end, name, hopeless)
            end = end if close >= 0 else -1
        if end < 0 and not whole:
            at = here + 1
            continue
        if done < here:
            yield TEXT, done, here, ""
        if end < 0:
            yield CUT, here, len(text), name
            return
        if not tag:
            yield OTHER, here, end, ""
        elif name[0] == "/":
            yield END, here, end, name[1:]
        else:
            yield START, here, end, name
        at = done = end
        if close > end:
            at = done = close
            yield RAW, end, close, name
    if done < len(text):
        yield TEXT, done, len(text), ""


def attributes(text: str, start: int, end: int) -> list[Attribute]:
    """The attributes of the start tag at `text[start:end]`, in order; of two of one name the first counts."""
    named = _TAG_NAME.match(text, start, end)
    found: dict[str, Attribute] = {}
    at = named.end() if named else end
    while (one := _ATTRIBUTE.match(text, at, end - 1)) is not None:
        at = one.end()
        name = one["name"].lower()
        value = one["value"] or ""
        quote = value[0] if value[:1] in ("'", '"') else ""
        if name not in found:
            last = at - len(quote)
            first = last - len(value) + 2 * len(quote)
            found[name] = Attribute(name, text[first:last], first, last, quote)
    return list(found.values())


def is_xml(text: str) -> bool:
    """Whether a document says that it is XHTML: by an XML declaration or a namespace."""
    head = text[:2048].lstrip("\ufeff")
    return head.startswith("<?xml") or ("<html" in head and "xmlns=" in head[head.index("<html") :])


def _other_end(text: str, at: int, hopeless: set[str]) -> int:
    """Where the comment, declaration or the like that starts here ends; -1 where nothing ends it.

    What nothing ends once, nothing ends further on: `hopeless` remembers it, or looking would be quadratic.
    """
    if _CUT_OFF.match(text, at):
        return -1
    if text.startswith("</>", at):
        return at + 3
    for opening, closing in _CLOSED_BY:
        if not text.startswith(opening, at):
            continue
        found = None if opening in hopeless else closing.search(text, at + 2)
        if found is None:
            hopeless.add(opening)
        return found.end() if found else -1
    return -1


def _raw_end(text: str, at: int, name: str, hopeless: set[str]) -> int:
    """Where the end tag of the raw element `name` starts; -1 where there is none."""
    found = None if name == "plaintext" or name in hopeless else _closing(name).search(text, at)
    if found is None:
        hopeless.add(name)
    return found.start() if found else -1


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE)
