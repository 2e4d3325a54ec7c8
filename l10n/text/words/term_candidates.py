"""Terms that reviewers have told without saying so: one replacement made again and again, for one source.

What is offered must be sure rather than complete, since a person reads each. So a replacement must be made in
several places and sentences, the draft's words must not have been left standing as often, the reviewers must
agree on theirs, and one source term must explain it better than any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from l10n.text.words.corrections import Text
from l10n.text.words.revisions import (
    LEAST,
    SHARE,
    Known,
    Names,
    Revision,
    Use,
    has,
    names_of,
    read,
    starts,
    uses_of,
    widened,
    words_of,
)

_SENTENCES = 2
"""Different sources among them: one sentence in many articles is one opinion."""
_LONGEST = 4
"""Words of a source term."""
_AGREED = 0.5
"""Of the reviewed entries whose source has the term, those that have the reviewers' word for it."""
_SURE = 3.84
"""Log-likelihood ratio from which on a term and a replacement go together by more than chance (p < 0.05)."""


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


def candidates(revisions: Sequence[Revision], source_tag: str, tag: str) -> list[Candidate]:
    """The candidates for a glossary, the most frequent first, then by source term."""
    known = read(revisions, source_tag, tag)
    uses = uses_of(known)
    found: list[Candidate] = []
    explained = _Explained()
    # The most frequent first, of those the longest: what is a part of it is no candidate of its own.
    for names in sorted(uses, key=lambda one: (-len(uses[one]), -len(one[0]) - len(one[1]), one)):
        left = [use for use in uses[names] if not explained.drafts & words_of(use)]
        if not _is_repeated(left, known) or 2 * len(uses.get(names[::-1], ())) >= len(left):
            continue
        term = _source_term(left, known, explained)
        if term is None:
            continue
        whole = widened([use for use in left if use.entry in known.with_term(term)], term, known)
        if _is_repeated(whole, known) and _is_agreed(term, names_of(whole[0], known), whole, known):
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

    def add(self, term: Names, uses: Iterable[Use]) -> None:
        for use in uses:
            self.drafts |= words_of(use)
            self.sources |= {(use.entry, word) for word in term}


def _is_repeated(uses: Sequence[Use], known: Known) -> bool:
    return len(uses) >= LEAST and _sentences(uses, known) >= _SENTENCES


def _sentences(uses: Iterable[Use], known: Known) -> int:
    return len({known.sources[use.entry].names for use in uses})


def _source_term(uses: Sequence[Use], known: Known, explained: _Explained) -> Names | None:
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
            if many >= SHARE * len(entries)
        ),
        reverse=True,
    )
    if not scored:
        return None
    best, _, term = scored[0]
    rivals = (score for score, _, other in scored if not (set(other) & set(term)))
    return term if best >= _SURE and best > next(rivals, 0) else None


def _is_agreed(term: Names, names: tuple[Names, Names], uses: Sequence[Use], known: Known) -> bool:
    """Whether reviewers left the draft's words for a term less often than they changed them, and mostly
    have one word for it.
    """
    old, new = names
    entries = {use.entry for use in uses}
    there = [(at, one) for at in known.with_term(term) if (one := known.reviewed[at]) is not None]
    left = sum(has(known.drafts[at], old) and has(one, old) for at, one in there if at not in entries)
    said = sum(has(one, new) for _, one in there)
    return left < len(entries) and said >= _AGREED * len(there)


def _candidate(tag: str, term: Names, uses: Sequence[Use], known: Known) -> Candidate:
    entries = [use.entry for use in uses]

    def old(use: Use) -> str:
        return known.drafts[use.entry].phrase(use.at.start, use.at.end)

    def new(use: Use) -> str:
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
    for start in starts(text, term):
        yield text.phrase(start, start + len(term))


def _terms(text: Text) -> Iterator[Names]:
    """What may be a term of a source: words in a row that begin and end with a meaning."""
    for start, is_small in enumerate(text.is_small):
        if is_small:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(text.names)) + 1):
            if end > start + 1 and not text.is_joined(end - 1):
                break
            if not text.is_small[end - 1] and any(map(str.isalpha, "".join(text.names[start:end]))):
                yield text.names[start:end]


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
