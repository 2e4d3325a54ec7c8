"""Terms found in a text whatever their inflection: one pass over its words, the longest term first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from l10n.model import Span
from l10n.text.words import stems
from l10n.text.words.stems import Word

LONGEST = 64
"""Words in a term (characters, where words are not spaced): what is longer is a sentence."""

_ACRONYM = 4
"""Capital letters up to which they are what makes a word another: `AIDS` is not `aids`, `WHO` not `who`."""


_PARTED = re.compile('[.,;:!?()\\[\\]{}«»“”"\\n。，、；：！？（）]')
"""What stands between two words only where they are parts of two phrases."""


@dataclass(frozen=True, slots=True)
class Term:
    """A row of a glossary: a term, one translation, the locale it is for as its file has it ("" for all).

    A `forbidden` translation must not be used for the source, or not at all where there is no source.
    `path` and `line` are where it stands, "" and 0 for nowhere.
    """

    source: str
    target: str
    locale: str = ""
    note: str = ""
    forbidden: bool = False
    line: int = field(default=0, compare=False)
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Concept:
    """A source term of one locale's glossary: its translations, what must not be used for it, notes.

    `path` and `line` are where its first row stands.
    """

    source: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


class Hit(NamedTuple):
    """A term in a text: what was looked for, and where it stands."""

    concept: Concept
    span: Span


@dataclass(slots=True)
class _Node:
    """A word of a term and what may follow it; `concepts` are those that end here."""

    after: dict[str, _Node] = field(default_factory=dict)
    concepts: list[Concept] = field(default_factory=list)


class Finder:
    """Finds terms in texts of one language. What it costs grows with the text, not with the number of terms.

    Of terms that differ only in inflection the one that is spelled most like the text counts, then the first.
    """

    def __init__(self, concepts: Iterable[Concept], tag: str) -> None:
        self.tag = tag
        self._root = _Node()
        for concept in concepts:
            node = self._root
            for word in stems.words(concept.source):
                node = node.after.setdefault(self._name(word.text), _Node())
            if node is not self._root:
                node.concepts.append(concept)

    def find(self, text: str) -> Iterator[Hit]:
        """The terms in `text` in order, disjoint: at each place the longest one."""
        if not self._root.after:
            return
        found = list(stems.words(text))
        shouted = text.isupper() and len(found) > 1
        at = 0
        while at < len(found):
            end, concepts = self._longest(text, found, at, shouted=shouted)
            if not concepts:
                at += 1
                continue
            span = Span(found[at].span.start, found[end - 1].span.end)
            said = stems.fold(span.cut(text))
            likest = max(concepts, key=lambda one: _shared(said, stems.fold(one.source)))
            yield Hit(likest, span)
            at = end

    def _longest(self, text: str, found: list[Word], at: int, *, shouted: bool) -> tuple[int, list[Concept]]:
        """Where the longest terms end that begin at this word, by number, and these terms."""
        nodes, best, end = [self._root], list[Concept](), at
        while nodes and at < len(found):
            if nodes[0] is not self._root and _PARTED.search(
                text, found[at - 1].span.end, found[at].span.start
            ):
                break
            word = found[at].text
            plain = stems.stem(word, self.tag)
            names = (plain,) if shouted else dict.fromkeys((self._name(word), plain))
            nodes = [node.after[name] for node in nodes for name in names if name in node.after]
            at += 1
            if concepts := [one for node in nodes for one in node.concepts]:
                best, end = concepts, at
        return end, best

    def _name(self, word: str) -> str:
        """What a word is called in the tree: a short acronym as it is written, any other one by its stem."""
        bare = word.removesuffix("'s").removesuffix("’s").removesuffix("s")
        if 1 < len(bare) <= _ACRONYM and bare.isupper() and bare.isalpha():
            return f"={bare}"
        return stems.stem(word, self.tag)


class Glossary:
    """The terms of one locale: found in sources, and in translations where they are forbidden."""

    def __init__(self, concepts: Iterable[Concept], source_tag: str, tag: str) -> None:
        self.concepts = tuple(concepts)
        self.tag = tag
        self._sources = Finder((one for one in self.concepts if one.source), source_tag)
        allowed = (Concept(target) for one in self.concepts for target in one.targets)
        banned: dict[str, list[str]] = {}
        for one in self.concepts:
            for target in one.forbidden:
                banned.setdefault(target, []).append(one.source)
        forbidden = (Concept(target, forbidden=tuple(sources)) for target, sources in banned.items())
        self._targets = Finder((*allowed, *forbidden) if banned else (), tag)

    def hits(self, source: str) -> tuple[Hit, ...]:
        """The terms in a source where they stand, in order and disjoint."""
        return tuple(self._sources.find(source))

    def terms(self, source: str) -> tuple[Concept, ...]:
        """The concepts that a source names, each once, in the order in which it first does."""
        return tuple(dict.fromkeys(hit.concept for hit in self._sources.find(source)))

    def misused(self, source: str, target: str) -> Iterator[tuple[str, str, Span]]:
        """(the forbidden term, the source term it is forbidden for or "", where it stands in `target`)."""
        named: set[str] | None = None
        for concept, span in self._targets.find(target):
            if not concept.forbidden:
                continue
            if named is None:
                named = {"", *(one.source for one in self.terms(source))}
            for one in concept.forbidden:
                if one in named:
                    yield concept.source, one, span
                    break


def size(term: str) -> int:
    """The number of words in a term."""
    return sum(1 for _ in stems.words(term))


def _shared(one: str, other: str) -> int:
    """How many characters two words begin with alike; one more where they are the same."""
    return stems.alike(one, other) + (one == other)
