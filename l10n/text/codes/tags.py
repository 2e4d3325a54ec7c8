r"""Slots as tags, for engines that know markup when they see it: web services, language models, programs.

    to_tags("Take \ue400two\ue800 pills\ue001 & rest.") == "Take <g0>two</g0> pills<x1/> &amp; rest."

`<x1/>` is a slot that stands alone, `<g0>…</g0>` a pair, and the text's own `<`, `>` and `&` are escaped as
in XML, so that nothing in it can be taken for a tag.
"""

from __future__ import annotations

import re
from collections import defaultdict

from l10n.model import CodeShape
from l10n.text.codes.inline import LIMIT, SLOT, number, shape, slot

_ESCAPED = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_PLAIN = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'", "#34": '"', "#39": "'"}
_INNER = r"\s*([/／]?)\s*([gx])\s*(\d{1,4})\s*([/／]?)\s*"
_TAG = re.compile(f"[<＜]{_INNER}[>＞]", re.IGNORECASE)
_ESCAPED_TAG = re.compile(f"&lt;({_INNER})&gt;", re.IGNORECASE)
_MEANT = re.compile(f"{SLOT.pattern}|[<>&]")
_ENTITY = re.compile(f"&({'|'.join(_PLAIN)});")


def to_tags(text: str) -> str:
    """A text with its slots as tags, and its own `<`, `>` and `&` escaped."""
    return _MEANT.sub(lambda match: _ESCAPED.get(match[0]) or _tag(match[0]), text)


def from_tags(made: str, source: str) -> str:
    """What an engine made of `to_tags(source)`, its tags as slots and its text unescaped.

    `source` is the text with slots as `l10n.text.codes.inline.protect` makes them. What engines do to tags is
    undone: spaces and capitals in them, wide brackets, escaped ones, `<x1></x1>` for `<x1/>`, `<g0>…<g0/>`
    for a pair. A tag that the source does not have becomes a slot that it does not have, for
    `l10n.text.codes.inline.verify` to refuse; one that its own words look like stays text.
    """
    looks_alike = bool(_TAG.search(source) or _ESCAPED_TAG.search(source))
    if not looks_alike:
        made = _ESCAPED_TAG.sub(lambda match: f"<{match[1]}>", made)
    tags = list(_TAG.finditer(made))
    chars = _slots_of(tags, source, looks_alike)
    out, end = "", 0
    for tag, char in zip(tags, chars, strict=True):
        out += _unescaped(made[end : tag.start()]) + (_unescaped(tag[0]) if char is None else char)
        end = tag.end()
    return out + _unescaped(made[end:])


def _tag(char: str) -> str:
    form = {CodeShape.SINGLE: "<x{}/>", CodeShape.OPEN: "<g{}>", CodeShape.CLOSE: "</g{}>"}
    return form[shape(char)].format(number(char))


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda match: _PLAIN[match[1]], text)


def _slots_of(tags: list[re.Match[str]], source: str, looks_alike: bool) -> list[str | None]:
    """The slot that each tag means: "" for one that says nothing new, None for one that is text."""
    singles = {number(char) for char in SLOT.findall(source) if shape(char) is CodeShape.SINGLE}
    pairs = {number(char) for char in SLOT.findall(source) if shape(char) is not CodeShape.SINGLE}
    places: dict[int, list[int]] = defaultdict(list)
    found: list[str | None] = [None] * len(tags)
    for at, tag in enumerate(tags):
        places[int(tag[3])].append(at)
    for value, here in places.items():
        written = [tags[at] for at in here]
        if value in singles:
            shapes: list[CodeShape | None] = _single(written)
        elif value in pairs:
            shapes = [*_pair(written)]
        elif looks_alike or value >= LIMIT:
            continue
        else:
            shapes = [_shape(tag) for tag in written]
        for at, one in zip(here, shapes, strict=True):
            found[at] = slot(value, one) if one else ""
    return found


def _single(written: list[re.Match[str]]) -> list[CodeShape | None]:
    """The shapes of the tags of a slot that stands alone: an end after the start adds nothing."""
    said: list[CodeShape | None] = []
    for at, tag in enumerate(written):
        said.append(None if tag[1] and at and not written[at - 1][1] else CodeShape.SINGLE)
    return said


def _pair(written: list[re.Match[str]]) -> list[CodeShape]:
    """The shapes of the tags of a pair: of two the first opens, unless both say the opposite."""
    if len(written) == 2 and not (written[0][1] and not written[1][1]):
        return [CodeShape.OPEN, CodeShape.CLOSE]
    return [CodeShape.CLOSE if tag[1] else CodeShape.OPEN for tag in written]


def _shape(tag: re.Match[str]) -> CodeShape:
    if tag[1]:
        return CodeShape.CLOSE
    return CodeShape.SINGLE if tag[4] or tag[2] in "xX" else CodeShape.OPEN
