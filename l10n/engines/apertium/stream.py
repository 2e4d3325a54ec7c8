"""A text with slots to Apertium's stream format and back.

Single slots, and the characters that Apertium marks words with, travel as superblanks (`[…]`), which stay
between the words they stood between. The words inside a pair are wrapped in word-bound blanks
(`[[n]]word[[/]]`), which each keeps wherever the grammar moves it; the pair is put around them afterwards.
https://wiki.apertium.org/wiki/Apertium_stream_format
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from l10n.model import CodeShape, Span
from l10n.text.inline import SLOT, shape, strip
from l10n.text.placing import place

_HOLD = 0xF0000 - 0xE000
_HELD = re.compile("[\U000f0000-\U000f0bff]")
# What goes as a superblank: held slots, literal marks, and spaces and controls that are no word's business.
_BLANK = re.compile(
    "[\U000f0000-\U000f0bff*#~\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]+"
)
_ESCAPED = re.compile(r"[\[\]{}^$@/\\<>~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_STRETCH = re.compile(
    "\\w(?:[^\U000f0000-\U000f0bff*#~\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]*\\w)?"
)
_TOKEN = re.compile(
    r"\\(?P<literal>.)|\[\[(?P<bound>[^\]]*+)\]\]|\[(?P<blank>(?:\\.|[^\]\\])*+)\]|(?P<mark>[*#@])|(?P<rest>[^\\\[*#@]+|.)",
    re.DOTALL,
)
_TIGHT = ".,;:?!)"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Encoded:
    """What goes through the pipeline, and what is needed to read its answer.

    `source` has only pairs as slots, singles are held characters. `runs` are the stretches of the stripped
    source that word-bound blank number n stands for.
    """

    stream: str
    source: str
    runs: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A translation with its slots, and the words Apertium marked as not translated."""

    text: str
    unknown: tuple[str, ...]


def encode(text: str, *, bound: bool) -> Encoded:
    """`text` as a stream. Where there are no word-bound blanks (not `bound`) pairs go as superblanks too."""
    text = _CONTROL.sub("", text)
    source = SLOT.sub(lambda match: _held(match[0]) if _is_held(match[0], bound) else match[0], text)
    bare, offsets = strip(source)
    stream: list[str] = []
    runs: list[Span] = []
    depth = start = 0
    for char, joint in zip((*SLOT.findall(source), ""), (*offsets, len(bare)), strict=True):
        offset = _word_end(bare, joint)
        if depth:
            _bind(bare, Span(start, offset), stream, runs)
        else:
            stream.append(_escape(bare[start:offset]))
        start = offset
        if char:
            depth += 1 if shape(char) is CodeShape.OPEN else -1
    return Encoded("".join(stream), source, tuple(runs))


def decode(stream: str, encoded: Encoded) -> Decoded:
    """The translation in a pipeline's answer, the slots at their places, the marks taken from the words."""
    text: list[str] = []
    links: list[tuple[Span, Span]] = []
    size = 0
    bound: tuple[str, int] = ("", 0)
    marked: list[int] = []
    for token in _TOKEN.finditer(stream):
        if token["mark"]:
            marked.append(size)
        elif token["bound"] is not None:
            label, since = bound
            here = encoded.runs[int(label)] if label.isdecimal() and int(label) < len(encoded.runs) else None
            if token["bound"] == "/" and here and since < size:
                links.append((here, Span(since, size)))
            bound = (token["bound"], size)
        else:
            said = token["literal"] or token["rest"] or _unescape(token["blank"] or "")
            text.append(said)
            size += len(said)
    target = "".join(text)
    unknown = [word[0] for at in marked if (word := _WORD.match(target, at))]
    return Decoded(_with_slots(target, encoded, links), tuple(dict.fromkeys(unknown)))


def _with_slots(target: str, encoded: Encoded, links: list[tuple[Span, Span]]) -> str:
    source = encoded.source
    if SLOT.search(source):
        bare, _ = strip(source)
        there = {match[0]: Span(*match.span()) for match in _HELD.finditer(target)}
        held = _HELD.finditer(bare)
        pinned = [(Span(*match.span()), there[match[0]]) for match in held if match[0] in there]
        target = place(target, source, [*links, *pinned])
    if "  " not in source:
        target = re.sub(" {2,}", " ", target)
    for mark in _TIGHT:  # blanks that lost their words gather before what ends the sentence
        if f" {mark}" not in source:
            target = target.replace(f" {mark}", mark)
    return _HELD.sub(lambda match: chr(ord(match[0]) - _HOLD), target.strip(" "))


def _bind(bare: str, run: Span, stream: list[str], runs: list[Span]) -> None:
    """A run of words inside a pair to the stream, wrapped; punctuation at its edges and blanks stay bare."""
    at = run.start
    for match in _STRETCH.finditer(bare, run.start, run.end):
        stream.append(_escape(bare[at : match.start()]))
        stream.append(f"[[{len(runs)}]]{_escape(match[0])}[[/]]")
        runs.append(Span(*match.span()))
        at = match.end()
    stream.append(_escape(bare[at : run.end]))


def _word_end(bare: str, offset: int) -> int:
    """The end of the word a slot stands in (`H2O` with a lowered 2): Apertium must see it in one piece."""
    if not (0 < offset < len(bare) and bare[offset - 1].isalnum()):
        return offset
    word = _WORD.match(bare, offset)
    return word.end() if word else offset


def _escape(text: str) -> str:
    out: list[str] = []
    at = 0
    for match in _BLANK.finditer(text):
        out += [_ESCAPED.sub(r"\\\g<0>", text[at : match.start()]), f"[{match[0]}]"]
        at = match.end()
    return "".join((*out, _ESCAPED.sub(r"\\\g<0>", text[at:])))


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _is_held(char: str, bound: bool) -> bool:
    return not bound or shape(char) is CodeShape.SINGLE


def _held(char: str) -> str:
    return chr(ord(char) + _HOLD)
