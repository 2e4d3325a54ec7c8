"""Texts with slots through one model: equal sentences once, each text told as soon as it is whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from l10n import locale
from l10n.engines import Preferred, Translation
from l10n.engines.argos import packages, terms
from l10n.engines.argos.align import Links
from l10n.engines.argos.decode import Decoded, Way, decode
from l10n.engines.argos.loading import Model
from l10n.engines.argos.parts import parts
from l10n.model import Span
from l10n.text.codes.inline import SLOT, strip
from l10n.text.codes.placing import place


@dataclass(frozen=True, slots=True)
class Wish:
    """A text with slots that wants a translation, and the terms that are preferred in it."""

    number: int
    text: str
    terms: tuple[Preferred, ...] = ()


@dataclass(slots=True, eq=False)
class _Text:
    """A text without slots, the sentences that it is cut into, and who wants it."""

    plain: str
    spans: tuple[Span, ...]
    wishes: list[Wish]
    missing: int

    def sentences(self) -> list[str]:
        return [span.cut(self.plain) for span in self.spans]


@dataclass(slots=True)
class _Work:
    """What is done of some texts: each sentence is kept until the last text that has it is told."""

    users: dict[str, list[_Text]] = field(default_factory=lambda: defaultdict(list))
    made: dict[str, Decoded] = field(default_factory=dict)

    def add(self, text: _Text) -> None:
        for sentence in dict.fromkeys(text.sentences()):
            self.users[sentence].append(text)
            text.missing += 1

    def done(self, sentence: str, decoded: Decoded) -> Iterator[_Text]:
        """The texts that are complete with this sentence; `forget` each when it has been told."""
        self.made[sentence] = decoded
        for text in self.users[sentence].copy():
            text.missing -= 1
            if not text.missing:
                yield text

    def forget(self, text: _Text) -> None:
        for sentence in dict.fromkeys(text.sentences()):
            self.users[sentence].remove(text)
            if not self.users[sentence]:
                del self.users[sentence], self.made[sentence]


def leg(model: Model, wishes: Iterable[Wish], way: Way, window: int) -> Iterator[tuple[int, Translation]]:
    """(number of the wish, its translation), each as it gets done.

    `window` wishes are taken at a time; among them sentences are sorted by length, and equal ones are decoded
    once.
    """
    coming = iter(wishes)
    while some := list(islice(coming, window)):
        yield from _leg(model, some, way)


def _leg(model: Model, wishes: Sequence[Wish], way: Way) -> Iterator[tuple[int, Translation]]:
    """A window's translations. Sentences whose words must be aligned go apart, since that takes memory."""
    by_text: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        by_text[_bare(wish.text)[0]].append(wish)
    aligned, others = _Work(), _Work()
    for plain, wanted in by_text.items():
        if not plain.strip():
            yield from ((wish.number, Translation(wish.text)) for wish in wanted)
            continue
        spans = parts(plain, model.tokenize, way.longest)
        if not spans:
            failure = "too long for the model, with no place to cut it"
            yield from ((wish.number, Translation("", failure=failure)) for wish in wanted)
            continue
        must_align = any(wish.terms or wish.text != plain for wish in wanted)
        (aligned if must_align else others).add(_Text(plain, spans, wanted, 0))
    for work, attention in ((others, False), (aligned, True)):
        sentences = list(work.users)
        for at, decoded in decode(model, sentences, way, attention=attention):
            for text in work.done(sentences[at], decoded):
                for wish in text.wishes:
                    yield wish.number, _joined(model, text, wish, work.made)
                work.forget(text)


def _joined(model: Model, text: _Text, wish: Wish, made: Mapping[str, Decoded]) -> Translation:
    """The translation of a text from those of its parts, with its slots and terms."""
    tag = packages.tag_of(model.package.target)
    joiner = locale.joiner(tag)
    slots = _bare(wish.text)[1]
    out, weight, total = "", 0, 0.0
    links: Links = []
    for span in text.spans:
        one = made[span.cut(text.plain)]
        if one.failure:
            return Translation("", failure=one.failure)
        out += joiner if out else ""
        said, linked = one.text, Links()
        if wish.terms:
            inside = [_within(term, span) for term in wish.terms if span.start <= term.span.start < span.end]
            said, linked = terms.enforced(
                said, one.weights(), inside, [slot - span.start for slot in slots], tag
            )
        elif slots:
            linked = one.links()
        links += [(_moved(here, span.start), _moved(there, len(out))) for here, there in linked]
        out += said
        weight += len(one.target_pieces) + 1
        total += one.score * (len(one.target_pieces) + 1)
    return Translation(place(out, wish.text, links) if slots else out, total / weight)


def _bare(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without slots, and where they stood in it."""
    return strip(text) if SLOT.search(text) else (text, ())


def _within(term: Preferred, part: Span) -> Preferred:
    """The term as counted in a part of the text."""
    return Preferred(_moved(term.span, -part.start), term.source, term.target)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
