"""A text with slots to Apertium's stream format and back.

Single slots, and the characters that Apertium marks words with, travel as superblanks (`[…]`), which stay
between the words they stood between. The words inside a pair are wrapped in word-bound blanks
(`[[n]]word[[/]]`), which each keeps wherever the grammar moves it; the pair is put around them afterwards.
https://wiki.apertium.org/wiki/Apertium_stream_format
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from l10n.engines.apertium.renderings import Link, begun_alike, edited, like, rendering
from l10n.model import CodeShape, Span
from l10n.text.codes.inline import SLOT, shape, strip
from l10n.text.codes.placing import place

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
_BLANKS = re.compile(r"(?:\s|\[\[[^\]]*+\]\]|\[(?:\\.|[^\]\\])*+\])*+")
_ATS = re.compile(r"(?:\\@)+\Z")
_TIGHT = ".,;:?!)"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Watched:
    """Words that are followed through the pipeline: where they stand in the text without its slots, and what
    shall stand for them in the translation.

    A term (`exact` is not set) may stand there in any form, in its place or elsewhere.
    """

    span: Span
    target: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """What goes through the pipeline, and what is needed to read its answer.

    `source` has only pairs as slots, singles are held characters. `runs` are the stretches of the stripped
    source that word-bound blank number n stands for. `watched` are counted in the stripped source.
    """

    stream: str
    source: str
    runs: tuple[Span, ...]
    watched: tuple[Watched, ...] = ()


@dataclass(frozen=True, slots=True)
class Decoded:
    """A translation with its slots, the words Apertium marked as not translated, and what each of the watched
    became, "" where nobody can tell.
    """

    text: str
    unknown: tuple[str, ...]
    became: tuple[str, ...] = ()


def encode(text: str, *, bound: bool, watched: Sequence[Watched] = ()) -> Encoded:
    """`text` as a stream. Where there are no word-bound blanks (not `bound`) pairs go as superblanks too, and
    nothing is watched.
    """
    plain, text = strip(text)[0] if watched else "", _CONTROL.sub("", text)
    source = SLOT.sub(lambda match: _held(match[0]) if _is_held(match[0], bound) else match[0], text)
    bare, offsets = strip(source)
    depth: Counter[int] = Counter()
    for char, joint in zip(SLOT.findall(source), offsets, strict=True):
        depth[_word_end(bare, joint)] += 1 if shape(char) is CodeShape.OPEN else -1
    watched = _moved(watched, plain, bare) if bound else ()
    for one in watched:
        depth[one.span.start] += 1
        depth[one.span.end] -= 1
    stream: list[str] = []
    runs: list[Span] = []
    within = 0
    for start, end in pairwise((0, *sorted({*depth} - {0}), len(bare))):
        within += depth[start]
        if within:
            _bind(bare, Span(start, end), stream, runs)
        else:
            stream.append(_escape(bare[start:end]))
    return Encoded("".join(stream), source, tuple(runs), watched)


def decode(
    stream: str, encoded: Encoded, holds: Callable[[str, str], bool] = lambda _text, _term: True
) -> Decoded:
    """The translation in a pipeline's answer, the slots at their places, the marks taken from the words.

    What is watched gets its own translation, a term only where the whole does not hold it, as `holds` says of
    a text and a term.
    """
    text: list[str] = []
    links: list[Link] = []
    size = 0
    bound: tuple[str, int] = ("", 0)
    marked: list[int] = []
    for token in _TOKEN.finditer(stream):
        if token["mark"] or (token["literal"] == "@" and _is_mark(stream, token.end(), encoded.source)):
            marked.append(size)
        elif token["bound"] is not None:
            label, since = bound
            if token["bound"] == "/" and since < size:
                links += [(here, Span(since, size)) for here in _runs(label, encoded.runs)]
            bound = (token["bound"], size)
        else:
            said = token["literal"] or token["rest"] or _unescape(token["blank"] or "")
            text.append(said)
            size += len(said)
    target = "".join(text)
    unknown: dict[int, str] = {}
    end = 0
    for at in marked:
        if at >= end and (word := _WORD.match(target, at)):  # parts of a word may have marks of their own
            unknown[at], end = word[0], word.end()
    became, edits = _renderings(target, encoded.watched, links, holds)
    for span, _ in edits:
        for at in [at for at in unknown if span.start <= at < span.end]:
            del unknown[at]
    target, links = edited(target, links, edits)
    target = begun_alike(target, strip(encoded.source)[0])
    return Decoded(_with_slots(target, encoded, links), tuple(dict.fromkeys(unknown.values())), became)


def _is_mark(stream: str, at: int, source: str) -> bool:
    """Whether the `@` before this place says that a dictionary lacks its word: the source has others."""
    word = _WORD.match(stream, at)
    if word is None:
        return False
    before = _ATS.search(stream, max(0, at - 64), at)  # more of them are no mark of anybody
    many = len(before[0]) // 2 if before else 0
    return f"{'@' * many}{word[0]}".lower() not in source.lower()


def _runs(label: str, runs: Sequence[Span]) -> list[Span]:
    """The stretches of a word-bound blank: words made of two carry the labels of both, `0; 1`."""
    numbers = {int(part) for part in label.split(";") if part.strip().isdecimal()}
    return [runs[number] for number in sorted(numbers) if number < len(runs)]


def ended(stream: str) -> str:
    """A segment with a full stop of our own, so that a title is not read into the next segment's sentence."""
    return f"{stream}."


def unended(stream: str) -> str | None:
    """An answer without that full stop; None where anything but blanks has come to follow it."""
    at = stream.rfind(".")
    return stream[:at] + stream[at + 1 :] if at >= 0 and _BLANKS.fullmatch(stream, at + 1) else None


def _renderings(
    target: str, watched: Sequence[Watched], links: Sequence[Link], holds: Callable[[str, str], bool]
) -> tuple[tuple[str, ...], list[tuple[Span, str]]]:
    """What the watched words became, and what of the target is to be replaced, with what."""
    became: list[str] = []
    edits: list[tuple[Span, str]] = []
    for one in watched:
        span = rendering(target, one.span, links)
        if span is None or _HELD.search(span.cut(target)):
            became.append("")
            continue
        said = span.cut(target)
        if said != one.target if one.exact else not holds(target, one.target):
            new = one.target if one.exact else like(one.target, said)
            edits.append((span, new))
            said = new
        became.append(said)
    return tuple(became), edits


def _with_slots(target: str, encoded: Encoded, links: Sequence[Link]) -> str:
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


def _moved(watched: Sequence[Watched], plain: str, bare: str) -> tuple[Watched, ...]:
    """The watched, counted in `bare`, which has held characters and spaces that `plain` has not."""
    found, at = list[int](), 0
    for char in plain:
        while at < len(bare) and bare[at] != char and (bare[at] == " " or _HELD.match(bare[at])):
            at += 1
        found.append(at)
        at += at < len(bare) and bare[at] == char  # a control character is not in `bare`
    return tuple(
        replace(one, span=Span(found[one.span.start], found[one.span.end - 1] + 1)) for one in watched
    )


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
