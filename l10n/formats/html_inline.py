"""The inline codes of HTML: tags paired as they nest, code and foreign words whole, references, literals.

A tag with words in it (`<img alt="A liver">`) is several codes with the words between them, so that they are
translated where they stand: a unit is one slice of its document, and another unit cannot lie inside of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from l10n.formats import html_references, html_scope, literals
from l10n.formats.codes import moved
from l10n.formats.html_elements import GRAPHIC, VOID, spoken
from l10n.formats.html_tokens import END, START, TEXT, tokens
from l10n.model import Code, CodeShape, Span

_MASKED = "\n"


@dataclass(slots=True)
class Mark:
    """A tag, or an element that is one code with all in it. `partner` is the index of its other half, or -1.

    `light`: no word of the sentence, so that at its edge it can stay outside. `texts`: where words are in it.
    """

    start: int
    end: int
    name: str
    shape: CodeShape = CodeShape.SINGLE
    partner: int = -1
    light: bool = True
    texts: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Reading:
    """The marks of a text so far; `stack` holds open elements: name, its mark or -1, the state around it."""

    text: str
    is_foreign: Callable[[str], bool]
    marks: list[Mark]
    stack: list[tuple[str, int, int]]
    depths: dict[str, list[int]]
    state: int = 0
    left_from: int = 0

    def opening(self, start: int, end: int, name: str) -> None:
        said = html_scope.read(self.text, start, end)
        foreign = bool(said.language) and self.is_foreign(self.text[start:end])
        state = html_scope.state(name, said, self.state, foreign=foreign)
        if name in VOID or self.text[end - 2] == "/":
            if not self.state:
                self._add(start, end, name, () if state else self._texts(start, end, name))
            return
        self.depths.setdefault(name, []).append(len(self.stack))
        self.stack.append((name, -1 if state or self.state else len(self.marks), self.state))
        if self.state and not state:
            self._leave(end, name)
        elif not self.state and state:
            self.left_from = start
        elif not state:
            self._add(start, end, name, self._texts(start, end, name))
        self.state = state

    def closing(self, start: int, end: int, name: str) -> None:
        depths = self.depths.get(name)
        if not depths:
            if not self.state:
                self._add(start, end, name)
            return
        depth = depths[-1]
        _, number, around = self.stack[depth]
        while len(self.stack) > depth:
            self.depths[self.stack.pop()[0]].pop()
        if self.state and not around:
            self._leave(end, name)
        elif around and not self.state:
            self.left_from = start
        elif not around:
            self._add(start, end, name)
            opened, closed = self.marks[number], self.marks[-1]
            opened.shape, opened.partner = CodeShape.OPEN, len(self.marks) - 1
            closed.shape, closed.partner = CodeShape.CLOSE, number
        self.state = around

    def _leave(self, end: int, name: str) -> None:
        self.marks.append(Mark(self.left_from, end, name, light=name in GRAPHIC))

    def _add(self, start: int, end: int, name: str, texts: tuple[Span, ...] = ()) -> None:
        self.marks.append(Mark(start, end, name, texts=texts))

    def _texts(self, start: int, end: int, name: str) -> tuple[Span, ...]:
        found = spoken(self.text, start, end, name)
        return tuple(Span(one.start, one.end) for one, _ in found if one.quote)


def marks(text: str, is_foreign: Callable[[str], bool]) -> list[Mark]:
    """The marks of a text as a translator sees it; `is_foreign` says it of a start tag with a `lang`."""
    if "<" not in text:
        return []
    reading = _Reading(text, is_foreign, [], [], {})
    for kind, start, end, name in tokens(text, whole=False):
        if kind == TEXT:
            continue
        if kind == START:
            reading.opening(start, end, name)
        elif kind == END:
            reading.closing(start, end, name)
        elif not reading.state:
            reading.marks.append(Mark(start, end, ""))
    if reading.state:
        reading.marks.append(Mark(reading.left_from, len(text.rstrip()), reading.stack[-1][0], light=False))
    return reading.marks


def codes(text: str, found: Sequence[Mark]) -> tuple[Code, ...]:
    """All codes of a text with these marks: tags, references, URLs, placeholders."""
    if not (found or "&" in text or literals.may_hold(text)):
        return ()
    tags = list(_tags(text, found))
    plain = list(_plain(_without(text, tags) if tags else text))
    return tuple(sorted([*tags, *plain], key=lambda code: code.span) if plain else tags)


def sentence(text: str, like: Sequence[Code] = ()) -> tuple[Code, ...]:
    """The codes of one sentence; which languages are foreign is taken from `like`, all where it is empty."""
    if "<" not in text:
        return codes(text, ())
    foreign = {code.text[:end] for code in like if (end := _foreign_tag(code))}
    return codes(text, marks(text, foreign.__contains__ if like else lambda _: True))


def _foreign_tag(code: Code) -> int:
    """How long the start tag of a code is that is a whole element; 0 for another code."""
    if code.kind != "html" or code.shape is not CodeShape.SINGLE or "lang" not in code.text:
        return 0
    kind, _, end, _ = next(tokens(code.text, whole=False))
    return end if kind == START and end < len(code.text) else 0


def _tags(text: str, found: Sequence[Mark]) -> Iterator[Code]:
    """The codes of the marks: one of each, or those around and between the words in it."""
    pairs: dict[int, int] = {}
    for number, mark in enumerate(found):
        pair = None
        if mark.shape is CodeShape.CLOSE:
            pair = pairs[mark.partner]
        elif mark.shape is CodeShape.OPEN or mark.texts:
            pair = pairs.setdefault(number, len(pairs))
        if not mark.texts:
            yield _code(text, mark.start, mark.end, mark.shape, pair)
            continue
        yield _code(text, mark.start, mark.texts[0].start, CodeShape.OPEN, pair)
        for one, other in pairwise(mark.texts):
            yield _code(text, one.end, other.start)
        last = mark.texts[-1].end
        if mark.shape is CodeShape.SINGLE:
            yield _code(text, last, mark.end, CodeShape.CLOSE, pair)
        else:
            yield _code(text, last, mark.end)


def _code(
    text: str, start: int, end: int, shape: CodeShape = CodeShape.SINGLE, pair: int | None = None
) -> Code:
    return Code(Span(start, end), text[start:end], "html", shape, pair)


def _without(text: str, tags: Iterable[Code]) -> str:
    """`text` with tags masked, offset by offset: no literal reaches over a line feed."""
    out, at = [], 0
    for tag in tags:
        out += [text[at : tag.span.start], _MASKED * (tag.span.end - tag.span.start)]
        at = tag.span.end
    return "".join([*out, text[at:]])


def _plain(text: str) -> Iterator[Code]:
    """The references and literals of a text without tags. A reference ends a literal, or is all inside it."""
    kept = list(_references(text))
    at = 0
    for literal in literals.find(text):
        while at < len(kept) and kept[at].span.end <= literal.span.start:
            yield kept[at]
            at += 1
        after = at
        while after < len(kept) and kept[after].span.end <= literal.span.end:
            after += 1
        if after < len(kept) and kept[after].span.start < literal.span.end:
            part = text[literal.span.start : kept[at].span.start]
            yield from moved(literals.find(part), literal.span.start)
        else:
            yield literal
            at = after
    yield from kept[at:]


def _references(text: str) -> Iterator[Code]:
    at = text.find("&")
    while at >= 0:
        end = html_references.end_of(text, at, len(text))
        if end:
            yield Code(Span(at, end), text[at:end], "entity")
        at = text.find("&", end or at + 1)
