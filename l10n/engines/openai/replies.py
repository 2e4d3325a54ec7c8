"""What a model answered: for each id its text, or what is wrong. Nothing in it is believed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from l10n.engines import Segment, Translation
from l10n.text.codes.tags import from_tags

_FENCE = re.compile(r"```[^\S\n]*(?:json|JSON)?[^\S\n]*\n(.*?)\n?[^\S\n]*```", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
# Private use: in a text with slots they would be slots, which a model is never shown.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# What can hide or turn what a reviewer sees, unless the source has it too: bidi overrides, embeddings and
# isolates, tag characters; and what is no text: noncharacters, lone surrogates.
_HIDING = re.compile(
    "[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_TIMES, _SPARE = 10, 200
"""A text longer than so many times its source and so many characters is none of its translations."""
_STARTS = 50
"""Places in a talk where the JSON is looked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The texts by id, or in `fault` why there are none. `is_cut`: the reply was longer than it could be."""

    texts: Mapping[str, str] = field(default_factory=dict)
    doubled: frozenset[str] = frozenset()
    fault: str = ""
    is_cut: bool = False


def answer(data: Any) -> Answer:
    """What a chat completion says, `data` being its JSON."""
    choice = _first(data)
    message = choice.get("message")
    if isinstance(data, dict) and isinstance(error := data.get("error"), dict):  # gateways say it with a 200
        return Answer(fault=f"the server says: {_short(str(error.get('message', '')))}")
    if not isinstance(message, dict):
        return Answer(fault="the reply holds no message")
    reason = choice.get("finish_reason")
    if reason == "length":
        return Answer(fault="the reply was cut off at its greatest length", is_cut=True)
    if reason == "content_filter":
        return Answer(fault="the server's content filter held the reply back")
    if isinstance(refusal := message.get("refusal"), str) and refusal:
        return Answer(fault=f"the model refuses: {_short(refusal)}")
    content = message.get("content")
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        content = "".join(part for part in parts if isinstance(part, str))
    if not isinstance(content, str) or not content.strip():
        return Answer(fault="the reply is empty")
    return _items(content)


def translation(answered: Answer, given: str, segment: Segment) -> Translation:
    """What an answer says of the segment with the id `given`."""
    if answered.fault or given in answered.doubled or given not in answered.texts:
        doubled = "the reply has two texts for it" if given in answered.doubled else "the reply leaves it out"
        return Translation("", failure=answered.fault or doubled)
    text = answered.texts[given]
    hiding = [char for char in _HIDING.findall(text) if char not in segment.text]
    if foreign := [*_PRIVATE.findall(text), *hiding]:
        return Translation("", failure=f"the reply holds the character U+{ord(foreign[0]):04X}")
    if len(text) > _TIMES * len(segment.text) + _SPARE:
        return Translation("", failure="the reply is out of all proportion to the sentence")
    return Translation(from_tags(text, segment.text))


def _first(data: Any) -> Mapping[str, Any]:
    choices = data.get("choices") if isinstance(data, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def _items(content: str) -> Answer:
    """The texts in what a model wrote: JSON, alone or in a fence or after some talk."""
    found: list[Sequence[Any]] = []
    for one in _read(_THOUGHT.sub("", content).strip()):
        items = one.get("translations") if isinstance(one, dict) else one
        if isinstance(items, list) and items not in found:
            found.append(items)
    if not found:
        return Answer(fault="the reply is not the JSON that was asked for")
    if len(found) > 1:
        return Answer(fault="the reply holds two answers")
    pairs = [
        (item["id"].strip(), item["text"])
        for item in found[0]
        if isinstance(item, dict) and isinstance(item.get("id"), str) and isinstance(item.get("text"), str)
    ]
    counted = Counter(given for given, _ in pairs)
    return Answer(dict(pairs), frozenset(given for given, number in counted.items() if number > 1))


def _read(text: str) -> Iterator[Any]:
    """The JSON values that a text may be, of the first way to read it that gives some."""
    if (whole := _parsed(text)) is not None:
        yield whole
        return
    fenced = [value for block in _FENCE.findall(text) if (value := _parsed(block)) is not None]
    if fenced:
        yield from fenced
        return
    decoder = json.JSONDecoder(object_pairs_hook=_once)
    end = 0
    for start in list(re.finditer(r"\{", text))[:_STARTS]:
        if start.start() < end:
            continue
        try:
            value, end = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            continue
        if "translations" in value:
            yield value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different: of two, nobody knows which one is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _short(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= 120 else f"{line[:119]}…"
