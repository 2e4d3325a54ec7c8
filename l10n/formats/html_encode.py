"""A translation put into HTML: its tags and references as they are, any other `<` and `&` escaped.

An attribute's value also has its quotation marks escaped; one that stood in none gets some.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n.formats import html_references, lines
from l10n.formats.html_elements import ATTRIBUTE_ROLES, spoken
from l10n.formats.html_tokens import START, TEXT, tokens
from l10n.model import Edit, Span, Unit

_SIGN = re.compile("[&<]")
_END_OF_TITLE = re.compile("<(?=/title)", re.IGNORECASE)


def encode(unit: Unit, target: str) -> str:
    """`target` as it must stand in the place of `unit`.

    What stands in a frame gets its quotation marks escaped by `framed`, which sees those around it.
    """
    in_attribute = unit.role in ATTRIBUTE_ROLES
    if in_attribute:
        target = lines.NEWLINE.sub(" ", target)
    elif unit.role == "title":
        target = _END_OF_TITLE.sub("&lt;", target)
    inside = in_attribute and (bool(unit.inner) or unit.frame is None)
    out = []
    for kind, start, end, name in tokens(target, whole=False):
        part = target[start:end]
        if kind == TEXT:
            part = _escaped(part)
            out.append(part.replace('"', "&quot;") if inside else part)
        else:
            out.append(_tag(target, start, end, name) if kind == START else part)
    written = "".join(out)
    # Inside of another format a field may be called like an attribute: tags in it keep their own marks.
    return written.replace('"', "&quot;") if inside and not unit.inner else written


def framed(text: str, frame: Span, edits: Sequence[Edit]) -> str:
    """The attribute's value at `frame` with `edits` made in it, in its quotation marks or in new ones."""
    quote = text[frame.start] if text[frame.start] in "'\"" else ""
    out, done = [], frame.start
    for edit in edits:
        said = edit.text.replace("'", "&#39;") if quote == "'" else edit.text.replace('"', "&quot;")
        out += [text[done : edit.span.start], said]
        done = edit.span.end
    written = "".join([*out, text[done : frame.end]])
    return written if quote else '"{}"'.format(written.replace('"', "&quot;"))


def _tag(text: str, start: int, end: int, name: str) -> str:
    """A start tag with the words in it escaped."""
    out, at = [], start
    for one, _ in spoken(text, start, end, name):
        out += [text[at : one.start], _escaped(one.value)]
        at = one.end
    return "".join([*out, text[at:end]])


def _escaped(words: str) -> str:
    """`words` with `<` escaped, and each `&` that begins no reference."""
    return _SIGN.sub(_reference, words)


def _reference(found: re.Match[str]) -> str:
    if found[0] == "<":
        return "&lt;"
    return "&" if html_references.end_of(found.string, found.start(), len(found.string)) else "&amp;"
