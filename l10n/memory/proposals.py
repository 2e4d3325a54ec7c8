"""What the memory proposes for a source, best first: the very same, then what is like it.

A match that says something else in a number or a negation is no proposal: its numbers are replaced, or it is
left for `l10n memory search` to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from l10n import locale
from l10n.memory.lookup import Match, Memory
from l10n.model import Key
from l10n.text import origin, similarity
from l10n.text.amounts import number_difference, number_repair
from l10n.text.amounts.number_difference import Difference
from l10n.text.difference import brief, changes

EXACT = "memory exact"
IN_CONTEXT = "memory exact in context"
"""The signature of a draft whose source stands in the same place somewhere else: msgctxt and neighbours."""
FUZZY = "memory fuzzy"


class Wanted(NamedTuple):
    """What is looked for: the entry's key, its source with slots, and the `neighbours` of its place."""

    key: Key
    slots: str
    around: int = 0


class Proposal(NamedTuple):
    """A translation to verify: its text, with slots where `has_slots`; the origin to write beside it."""

    text: str
    has_slots: bool
    origin: str
    score: float
    signature: str


def proposals(memory: Memory, wanted: Wanted, least: float) -> Iterator[Proposal]:
    """Proposals for a source, the best first; like sources from a similarity of `least` on, 0 for none."""
    found = memory.exact(wanted.key, wanted.around)
    for number, match in enumerate(found):
        if match.target not in (one.target for one in found[:number]):
            signature = IN_CONTEXT if number == 0 and _is_in_context(memory, wanted, found) else EXACT
            note = _note(memory, wanted, match, len({one.target for one in found}))
            yield Proposal(match.target, False, origin.memory(100, match.path, note), 1.0, signature)
    for match, text, note in _usable(memory, wanted, least) if least else ():
        percent = min(99, int(match.alike * 100))  # only the very same text is 100 %
        note = "; ".join(filter(None, (note, _note(memory, wanted, match))))
        yield Proposal(text, True, origin.memory(percent, match.path, note), match.alike, FUZZY)


def _note(memory: Memory, wanted: Wanted, match: Match, opinions: int = 1) -> str:
    """What a reviewer should know of a match besides its text: another region, another msgctxt, rivals."""
    region = locale.region(match.locale)
    said = (
        f"written for {match.locale}" if region and region != locale.region(memory.tag) else "",
        "" if match.context == wanted.key.context else "another context",
        f"one of {opinions} translations" if opinions > 1 else "",
    )
    return "; ".join(filter(None, said))


def _is_in_context(memory: Memory, wanted: Wanted, found: list[Match]) -> bool:
    """Whether the project's own people gave this source one translation in its place, in this very locale."""
    targets = {
        one.target
        for one in found
        if one.is_own
        and one.locale == memory.tag
        and one.context == wanted.key.context
        and wanted.around
        and one.around == wanted.around
    }
    return targets == {found[0].target}


def _usable(memory: Memory, wanted: Wanted, least: float) -> Iterator[tuple[Match, str, str]]:
    """(match, its text with slots, what to say of it) of the like sources that say the same, best first."""
    tag = memory.source_locale
    negations = similarity.cues(wanted.slots, tag).negations
    for match in sorted(memory.similar(wanted.slots, least), key=lambda one: -one.alike):
        if match.source == wanted.key.source or not match.target_slots:
            continue
        if similarity.cues(match.slots, tag).negations != negations:
            continue
        if any(
            similarity.cues(piece.text, tag).negations
            for piece in changes(match.slots, wanted.slots)
            if piece.kind != "same"
        ):
            continue  # as many negations, of something else
        if number_difference.compare(match.slots, wanted.slots, tag, tag) != Difference():
            text = number_repair.repaired(wanted.slots, match.slots, match.target_slots, tag, match.locale)
            if text is not None:
                yield match, text, "numbers replaced"
        elif match.slots == wanted.slots:
            yield match, match.target_slots, "other inline codes"
        else:
            yield match, match.target_slots, f"source differs: {brief(match.source, wanted.key.source)}"
