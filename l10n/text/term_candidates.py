"""Terms that reviewers have told without saying so: one replacement made again and again, for one source.

What is offered must be sure rather than complete, since a person reads each. So a replacement must be made in
several places and sentences, the draft's words must not have been left standing as often, the reviewers must
agree on theirs, and one source term must explain it better than any other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from l10n.text import corrections
from l10n.text.corrections import Replacement, Text

LEAST = 3
"""Entries with the same replacement: two may be slips."""
_SENTENCES = 2
"""Different sources among them: one sentence in many articles is one opinion."""
_LONGEST = 4
"""Words of a source term."""
_SHARE = 0.8
"""Of the entries with a replacement, those whose source has the term."""
_AGREED = 0.5
"""Of the reviewed entries whose source has the term, those that have the reviewers' word for it."""
_SURE = 6.63
"""Log-likelihood ratio from which on a term and a replacement go together by more than chance (p < 0.01)."""

Names = tuple[str, ...]
"""A phrase as the stems of its words."""


class Revision(NamedTuple):
    """An entry that was drafted: its source, its draft and, where a person has reviewed it, the translation.

    The three are words alone, without codes. `place` is where it stands, for people.
    """

    source: str
    draft: str
    reviewed: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term to think about: what reviewers put for the draft's words where the source says `source`.

    `places` are the entries. `instead` is what the glossary says for the term, if reviewers say otherwise.
    """

    locale: str
    source: str
    draft: str
    reviewed: str
    places: tuple[str, ...]
    instead: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """In how many entries."""
        return len(self.places)


class _Use(NamedTuple):
    """A replacement in the entry with this number."""

    entry: int
    at: Replacement


@dataclass(frozen=True, slots=True)
class _Known:
    """All entries of a locale, read."""

    places: Sequence[str]
    sources: Sequence[Text]
    drafts: Sequence[Text]
    reviewed: Sequence[Text | None]
    by_word: Mapping[str, set[int]]
    """The entries whose source has a word."""
    having: dict[Names, set[int]] = field(default_factory=dict)
    """The entries whose source has a term, for terms that were asked for."""

    def with_term(self, term: Names) -> set[int]:
        if term not in self.having:
            near = set.intersection(*(self.by_word.get(word, set()) for word in term))
            self.having[term] = {at for at in near if _has(self.sources[at], term)}
        return self.having[term]


def candidates(revisions: Sequence[Revision], source_tag: str, tag: str) -> list[Candidate]:
    """The candidates for a glossary, the most frequent first, then by source term."""
    known = _read(revisions, source_tag, tag)
    uses = _uses(known)
    found: list[Candidate] = []
    explained = _Explained()
    # The most frequent first, of those the longest: what is a part of it is no candidate of its own.
    for names in sorted(uses, key=lambda one: (-len(uses[one]), -len(one[0]) - len(one[1]), one)):
        left = [use for use in uses[names] if not explained.drafts & _words_of(use)]
        if not _is_repeated(left, known) or 2 * len(uses.get(names[::-1], ())) >= len(left):
            continue
        term = _source_term(left, known, explained)
        if term is None:
            continue
        whole = _widened([use for use in left if use.entry in known.with_term(term)], term, known)
        if _is_repeated(whole, known) and _is_agreed(term, _names(whole[0], known), whole, known):
            explained.add(term, whole)
            found.append(_candidate(tag, term, whole, known))
    best: dict[tuple[str, str], Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.count, one.source, one.draft)):
        best.setdefault((one.source, one.reviewed), one)
    return list(best.values())


@dataclass(slots=True)
class _Explained:
    """Words that belong to a candidate already: of drafts by number, of sources by stem."""

    drafts: set[tuple[int, int]] = field(default_factory=set)
    sources: set[tuple[int, str]] = field(default_factory=set)

    def add(self, term: Names, uses: Iterable[_Use]) -> None:
        for use in uses:
            self.drafts |= _words_of(use)
            self.sources |= {(use.entry, word) for word in term}


def _read(revisions: Sequence[Revision], source_tag: str, tag: str) -> _Known:
    sources = [corrections.read(one.source, source_tag) for one in revisions]
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for entry, source in enumerate(sources):
        for word in source.names:
            by_word[word].add(entry)
    return _Known(
        [one.place for one in revisions],
        sources,
        [corrections.read(one.draft, tag) for one in revisions],
        [None if one.reviewed is None else corrections.read(one.reviewed, tag) for one in revisions],
        by_word,
    )


def _uses(known: _Known) -> dict[tuple[Names, Names], list[_Use]]:
    """Where each replacement was made, once an entry; those alone that may be of terms."""
    found: defaultdict[tuple[Names, Names], dict[int, _Use]] = defaultdict(dict)
    for entry, (draft, reviewed) in enumerate(zip(known.drafts, known.reviewed, strict=True)):
        if reviewed is not None and draft.names != reviewed.names:
            for at in corrections.replacements(draft, reviewed):
                names = draft.names[at.start : at.end], reviewed.names[at.new_start : at.new_end]
                found[names].setdefault(entry, _Use(entry, at))
    return {
        names: list(some.values())
        for names, some in found.items()
        if len(some) >= LEAST and not any(word.isdecimal() for word in (*names[0], *names[1]))
    }


def _names(use: _Use, known: _Known) -> tuple[Names, Names]:
    draft, reviewed = known.drafts[use.entry], known.reviewed[use.entry]
    assert reviewed is not None
    return draft.names[use.at.start : use.at.end], reviewed.names[use.at.new_start : use.at.new_end]


def _widened(uses: list[_Use], term: Names, known: _Known) -> list[_Use]:
    """The replacements of a source term, wider by words that nearly all have beside them in draft and
    translation, until they have as many as the term: `tract -> ways` is in truth `respiratory tract ->
    respiratory ways`.

    Those few that have other words there are left out.
    """
    while uses and _size(uses[0], known) < len(term):
        ways = [[(use, _wider(use, side, known)) for use in uses] for side in (-1, 1)]
        most = [Counter(word for _, (word, _) in way if word).most_common(1) for way in ways]
        count, word, way = max(
            (some[0][1], some[0][0], way) if some else (0, "", way)
            for some, way in zip(most, range(2), strict=True)
        )
        if count < _SHARE * len(uses):
            break
        uses = [_Use(use.entry, at) for use, (found, at) in ways[way] if found == word]
    return uses


def _size(use: _Use, known: _Known) -> int:
    """How many words with a meaning a replacement takes out of the draft."""
    return known.drafts[use.entry].is_small[use.at.start : use.at.end].count(False)


def _wider(use: _Use, side: int, known: _Known) -> tuple[str, Replacement]:
    """(the next word with a meaning before (-1) or behind (1) a replacement, the replacement with it) where
    both texts have that word there; else ("", the replacement).
    """
    draft, reviewed = known.drafts[use.entry], known.reviewed[use.entry]
    assert reviewed is not None
    at = use.at
    old = _next(draft, at.start - 1 if side < 0 else at.end, side)
    new = _next(reviewed, at.new_start - 1 if side < 0 else at.new_end, side)
    if old is None or new is None or draft.names[old] != reviewed.names[new]:
        return "", at
    if side < 0:
        return draft.names[old], at._replace(start=old, new_start=new)
    return draft.names[old], at._replace(end=old + 1, new_end=new + 1)


def _next(text: Text, at: int, side: int) -> int | None:
    """The number of the first word with a meaning from `at` on, in the same phrase."""
    while 0 <= at < len(text.names):
        near = (at, at + 1) if side < 0 else (at - 1, at)
        if not _is_joined(text, *near):
            return None
        if not text.is_small[at]:
            return at
        at += side
    return None


def _words_of(use: _Use) -> set[tuple[int, int]]:
    """The words of the draft that a replacement takes away, by entry and number."""
    return {(use.entry, at) for at in range(use.at.start, use.at.end)}


def _is_repeated(uses: Sequence[_Use], known: _Known) -> bool:
    return len(uses) >= LEAST and _sentences(uses, known) >= _SENTENCES


def _sentences(uses: Iterable[_Use], known: _Known) -> int:
    return len({known.sources[use.entry].names for use in uses})


def _source_term(uses: Sequence[_Use], known: _Known, explained: _Explained) -> Names | None:
    """The source term that goes with a replacement best; None where two that have nothing in common do.

    Of a term and a longer one around it that go with it alike, the longer one is meant.
    """
    entries = {use.entry for use in uses}
    often = Counter(
        term
        for entry in entries
        for term in set(_terms(known.sources[entry]))
        if not any((entry, word) in explained.sources for word in term)
    )
    scored = sorted(
        (
            (_likelihood(many, len(known.with_term(term)), len(entries), len(known.sources)), len(term), term)
            for term, many in often.items()
            if many >= _SHARE * len(entries)
        ),
        reverse=True,
    )
    if not scored:
        return None
    best, _, term = scored[0]
    rivals = (score for score, _, other in scored if not (set(other) & set(term)))
    return term if best >= _SURE and best > next(rivals, 0) else None


def _is_agreed(term: Names, names: tuple[Names, Names], uses: Sequence[_Use], known: _Known) -> bool:
    """Whether reviewers left the draft's words for a term less often than they changed them, and mostly
    have one word for it.
    """
    old, new = names
    entries = {use.entry for use in uses}
    there = [(at, one) for at in known.with_term(term) if (one := known.reviewed[at]) is not None]
    left = sum(_has(known.drafts[at], old) and _has(one, old) for at, one in there if at not in entries)
    said = sum(_has(one, new) for _, one in there)
    return left < len(entries) and said >= _AGREED * len(there)


def _candidate(tag: str, term: Names, uses: Sequence[_Use], known: _Known) -> Candidate:
    entries = [use.entry for use in uses]

    def old(use: _Use) -> str:
        return known.drafts[use.entry].phrase(use.at.start, use.at.end)

    def new(use: _Use) -> str:
        reviewed = known.reviewed[use.entry]
        assert reviewed is not None
        return reviewed.phrase(use.at.new_start, use.at.new_end)

    return Candidate(
        tag,
        _said(said for entry in entries for said in _spellings(known.sources[entry], term)),
        _said(map(old, uses)),
        _said(map(new, uses)),
        tuple(known.places[entry] for entry in sorted(entries)),
    )


def _said(spellings: Iterable[str]) -> str:
    """How a glossary would write a phrase that was met in several forms: the shortest, then the commonest."""
    often = Counter(spellings)
    return min(often, key=lambda one: (len(one), -often[one], one))


def _spellings(text: Text, term: Names) -> Iterator[str]:
    for start in _starts(text, term):
        yield text.phrase(start, start + len(term))


def _terms(text: Text) -> Iterator[Names]:
    """What may be a term of a source: words in a row that begin and end with a meaning."""
    for start, is_small in enumerate(text.is_small):
        if is_small:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(text.names)) + 1):
            if end > start + 1 and not _is_joined(text, end - 2, end - 1):
                break
            if not text.is_small[end - 1] and any(map(str.isalpha, "".join(text.names[start:end]))):
                yield text.names[start:end]


def _is_joined(text: Text, one: int, other: int) -> bool:
    """Whether nothing that parts phrases stands between two words that follow each other."""
    between = text.text[text.words[one].span.end : text.words[other].span.start]
    return not between.strip(" \t\n-‐‑'’")


def _has(text: Text, phrase: Names) -> bool:
    return next(_starts(text, phrase), None) is not None


def _starts(text: Text, phrase: Names) -> Iterator[int]:
    size, names = len(phrase), text.names
    if phrase[0] in names:
        yield from (at for at in range(len(names) - size + 1) if names[at : at + size] == phrase)


def _likelihood(both: int, term: int, replaced: int, total: int) -> float:
    """Dunning's log-likelihood ratio of a term and a replacement, from how many entries have both, the term,
    the replacement, and how many there are; 0 where they avoid each other.

    Where all entries have both, which says nothing, it is as if as many had neither.
    """
    if both * total < term * replaced:
        return 0.0
    total = max(total, 2 * replaced)
    cells = (
        (both, term * replaced),
        (term - both, term * (total - replaced)),
        (replaced - both, (total - term) * replaced),
        (total - term - replaced + both, (total - term) * (total - replaced)),
    )
    return 2 * sum(seen * log(seen * total / expected) for seen, expected in cells if seen and expected)


__all__ = ["LEAST", "Candidate", "Revision", "candidates"]
