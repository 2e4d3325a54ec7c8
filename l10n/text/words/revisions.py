"""Drafted entries and what reviewers made of them, read: where replacements were made, where terms stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from l10n.text.words import corrections
from l10n.text.words.corrections import Replacement, Text

LEAST = 3
"""Entries with the same replacement: two may be slips."""
SHARE = 0.8
"""Of the entries with a replacement, those that must have what is said of it."""

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


class Use(NamedTuple):
    """A replacement in the entry with this number."""

    entry: int
    at: Replacement


@dataclass(frozen=True, slots=True)
class Known:
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
        """The entries whose source has a term."""
        if term not in self.having:
            near = set.intersection(*(self.by_word.get(word, set()) for word in term))
            self.having[term] = {at for at in near if has(self.sources[at], term)}
        return self.having[term]


def read(revisions: Sequence[Revision], source_tag: str, tag: str) -> Known:
    """The revisions of a locale, their words told apart."""
    sources = [corrections.read(one.source, source_tag) for one in revisions]
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for entry, source in enumerate(sources):
        for word in source.names:
            by_word[word].add(entry)
    return Known(
        [one.place for one in revisions],
        sources,
        [corrections.read(one.draft, tag) for one in revisions],
        [None if one.reviewed is None else corrections.read(one.reviewed, tag) for one in revisions],
        by_word,
    )


def uses_of(known: Known) -> dict[tuple[Names, Names], list[Use]]:
    """Where each replacement was made, once an entry; those alone that may be of terms."""
    found: defaultdict[tuple[Names, Names], dict[int, Use]] = defaultdict(dict)
    for entry, (draft, reviewed) in enumerate(zip(known.drafts, known.reviewed, strict=True)):
        if reviewed is not None and draft.names != reviewed.names:
            for at in corrections.replacements(draft, reviewed):
                names = draft.names[at.start : at.end], reviewed.names[at.new_start : at.new_end]
                found[names].setdefault(entry, Use(entry, at))
    return {
        names: list(some.values())
        for names, some in found.items()
        if len(some) >= LEAST and not any(word.isdecimal() for word in (*names[0], *names[1]))
    }


def names_of(use: Use, known: Known) -> tuple[Names, Names]:
    """What a replacement takes away and what it puts there."""
    draft, reviewed = known.drafts[use.entry], known.reviewed[use.entry]
    assert reviewed is not None
    return draft.names[use.at.start : use.at.end], reviewed.names[use.at.new_start : use.at.new_end]


def widened(uses: list[Use], term: Names, known: Known) -> list[Use]:
    """The replacements of a source term, wider by words that nearly all have beside them in draft and
    translation, until they have as many as the term: `tract -> ways` is in truth `respiratory tract ->
    respiratory ways`.

    Those few that have other words there are left out.
    """
    source = known.sources[uses[0].entry]
    start = next(starts(source, term))
    wanted = source.is_small[start : start + len(term)].count(False)
    while uses and _size(uses[0], known) < wanted:
        ways = [[(use, _wider(use, side, known)) for use in uses] for side in (-1, 1)]
        most = [Counter(word for _, (word, _) in way if word).most_common(1) for way in ways]
        count, word, way = max(
            (some[0][1], some[0][0], way) if some else (0, "", way)
            for some, way in zip(most, range(2), strict=True)
        )
        if count < SHARE * len(uses):
            break
        uses = [Use(use.entry, at) for use, (found, at) in ways[way] if found == word]
    return uses


def _size(use: Use, known: Known) -> int:
    """How many words with a meaning a replacement takes out of the draft."""
    return known.drafts[use.entry].is_small[use.at.start : use.at.end].count(False)


def _wider(use: Use, side: int, known: Known) -> tuple[str, Replacement]:
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
        if not text.is_joined(at + 1 if side < 0 else at):
            return None
        if not text.is_small[at]:
            return at
        at += side
    return None


def words_of(use: Use) -> set[tuple[int, int]]:
    """The words of the draft that a replacement takes away, by entry and number."""
    return {(use.entry, at) for at in range(use.at.start, use.at.end)}


def has(text: Text, phrase: Names) -> bool:
    """Whether a phrase stands in a text, in any inflection."""
    return next(starts(text, phrase), None) is not None


def starts(text: Text, phrase: Names) -> Iterator[int]:
    """The numbers of the words that a phrase begins at."""
    size, names = len(phrase), text.names
    if phrase[0] in names:
        yield from (at for at in range(len(names) - size + 1) if names[at : at + size] == phrase)
