"""What a reviewer put in the place of a draft's words: replacements of phrases, whatever their inflection.

Words are compared by their stems: case, punctuation and endings make no difference. A phrase is cut to
its words with a meaning: `the flu -> a cold` is `flu -> cold`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from l10n.text.words import stems
from l10n.text.words.function_words import is_function_word
from l10n.text.words.stems import Word

LONGEST = 5
"""Words of a phrase that may be a term; a reviewer who changed more has written something else."""
_JOINTS = " \t\n-‐‑'’"
"""What may stand between the words of a term."""
_BRIDGE = 2
"""Words between two changes that may be parts of one."""


class Text(NamedTuple):
    """A text as its words, and the stem of each."""

    text: str
    words: tuple[Word, ...]
    names: tuple[str, ...]
    is_small: tuple[bool, ...]

    def phrase(self, start: int, end: int) -> str:
        """The words from one to before another as they stand; a sentence's first word without its capital."""
        if start >= end:
            return ""
        said = " ".join(self.text[self.words[start].span.start : self.words[end - 1].span.end].split())
        first = self.words[start].text
        return said[0].lower() + said[1:] if start == 0 and first[1:] == first[1:].lower() else said

    def is_phrase(self, start: int, end: int) -> bool:
        """Whether the words from one to before another may be a term: a few, and nothing that parts them."""
        return 0 < end - start <= LONGEST and all(self.is_joined(at) for at in range(start + 1, end))

    def is_joined(self, number: int) -> bool:
        """Whether nothing that parts phrases stands between a word and the one before it."""
        between = self.text[self.words[number - 1].span.end : self.words[number].span.start]
        return not between.strip(_JOINTS)


class Replacement(NamedTuple):
    """Words of a draft and those that stand for them: half-open numbers of words in both texts."""

    start: int
    end: int
    new_start: int
    new_end: int


@lru_cache(maxsize=1 << 10)
def read(text: str, tag: str) -> Text:
    """A text in the language of `tag`, its words told apart."""
    words = tuple(stems.words(text))
    return Text(
        text,
        words,
        tuple(stems.stem(word.text, tag) for word in words),
        tuple(is_function_word(word.text, tag) for word in words),
    )


def replacements(draft: Text, reviewed: Text) -> list[Replacement]:
    """The replacements that lead from a draft to its reviewed text, each a possible term with another.

    One change may be read in several ways: as a whole, word by word where both sides have as many, together
    with the next one where only function words part them, or what has changed places.
    """
    regions = _regions(draft, reviewed)
    found = dict[Replacement, None]()
    for number, region in enumerate(regions):
        ways = [region, *_by_word(region, draft, reviewed)]
        if number + 1 < len(regions) and _is_one(region, regions[number + 1], draft, reviewed):
            ways.append(_joined(region, regions[number + 1]))
        for way in ways:
            cut = _cut(way, draft, reviewed)
            is_other = draft.names[cut.start : cut.end] != reviewed.names[cut.new_start : cut.new_end]
            both = draft.is_phrase(cut.start, cut.end) and reviewed.is_phrase(cut.new_start, cut.new_end)
            if both and is_other:  # what only changed places is no replacement
                found[cut] = None
    return list(found)


def _regions(draft: Text, reviewed: Text) -> list[Replacement]:
    """The runs of words that differ, in order."""
    from rapidfuzz.distance import Indel  # it finds as many words as can be that both have

    found: list[Replacement] = []
    for step in Indel.opcodes(draft.names, reviewed.names):
        if step.tag == "equal":
            continue
        one = Replacement(step.src_start, step.src_end, step.dest_start, step.dest_end)
        if found and (found[-1].end, found[-1].new_end) == (one.start, one.new_start):
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
    return found


def _joined(one: Replacement, other: Replacement) -> Replacement:
    return Replacement(one.start, other.end, one.new_start, other.new_end)


def _is_one(one: Replacement, other: Replacement, draft: Text, reviewed: Text) -> bool:
    """Whether two changes may be one: little stands between them, and that is no more than function words, or
    what words went to the other side of.
    """
    if other.start - one.end > _BRIDGE:
        return False
    ways = {_way(one, draft, reviewed), _way(other, draft, reviewed)}
    return ways == {-1, 1} or all(draft.is_small[one.end : other.start])


def _way(region: Replacement, draft: Text, reviewed: Text) -> int:
    """1 where a change only adds words with a meaning, -1 where it only takes some away, else 0."""
    old = draft.is_small[region.start : region.end].count(False)
    new = reviewed.is_small[region.new_start : region.new_end].count(False)
    return 0 if old and new else (new > 0) - (old > 0)


def _by_word(region: Replacement, draft: Text, reviewed: Text) -> Iterator[Replacement]:
    """The words of a change one by one, where both sides have as many with a meaning."""
    old = [at for at in range(region.start, region.end) if not draft.is_small[at]]
    new = [at for at in range(region.new_start, region.new_end) if not reviewed.is_small[at]]
    if 1 < len(old) == len(new) <= LONGEST:
        for at, new_at in zip(old, new, strict=True):
            if draft.names[at] != reviewed.names[new_at]:
                yield Replacement(at, at + 1, new_at, new_at + 1)


def _cut(region: Replacement, draft: Text, reviewed: Text) -> Replacement:
    return Replacement(
        *_without_edges(region.start, region.end, draft.is_small),
        *_without_edges(region.new_start, region.new_end, reviewed.is_small),
    )


def _without_edges(start: int, end: int, is_small: Sequence[bool]) -> tuple[int, int]:
    while start < end and is_small[start]:
        start += 1
    while end > start and is_small[end - 1]:
        end -= 1
    return start, end
