"""What came of a drafting run, counted and told: drafts by what made them, what is left and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from l10n.draft.faults import Kind
from l10n.errors import EngineError
from l10n.memory import IN_CONTEXT
from l10n.model import Draft
from l10n.outcome import Outcome, counted

SHOWN = 20
"""How many of the entries left empty are named, unless all are asked for."""


@dataclass(slots=True)
class Tally:
    """What came of a locale's requests; `broken` are engines that broke as a whole.

    `accept`: what the memory has in this very place counts as reviewed. `lacking` counts the drafts that say
    a term in another way than the glossary. `places` say where nothing came of it, when all
    drafts are in the files.
    """

    accept: bool
    made: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    places: list[Callable[[], str]] = field(default_factory=list)
    broken: list[EngineError] = field(default_factory=list)
    undone: int = 0
    kept: int = 0
    lacking: int = 0

    def add(self, one: Draft, place: Callable[[], str], *, redone: bool = False) -> None:
        """One more draft, or why there is none; `redone` where the entry has an older one, which stays."""
        if one.text:
            self.made[_maker(one, accept=self.accept)] += 1
            return
        self.kept += redone
        self.kinds[one.kind or Kind.NONE] += not redone
        if any(str(error) in one.reason for error in self.broken):
            self.undone += 1  # all for one reason, which is said once
        else:
            what = "keeps the draft it had" if redone else "left empty"
            self.places.append(lambda: f"{place()}: {what}: {one.reason}")

    def tell(self, tag: str, outcome: Outcome, *, whole: bool = False) -> None:
        """Say it; an engine that broke is an error unless the next one of the chain has done its work."""
        if self.undone:
            outcome.errors += self.broken
        else:
            outcome.lines += map(str, self.broken)
        outcome.lines += [said() for said in (self.places if whole else self.places[:SHOWN])]
        if not whole and len(self.places) > SHOWN:
            outcome.lines.append(f"and {len(self.places) - SHOWN:,} more; l10n -v draft shows them all")
        said = ", ".join(f"{number:,} by {origin}" for origin, number in self.made.most_common()) or "nothing"
        left = self.kinds.total()
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in self.kinds.most_common() if number)
        line = f"{tag}: drafted {said}; {left:,} left empty{f' ({kinds})' if left else ''}"
        outcome.lines.append(line + (f"; {self.kept:,} kept the draft they had" if self.kept else ""))
        if self.lacking:
            many = counted(self.lacking, "draft")
            outcome.lines.append(f"{tag}: {many} without the glossary's term (l10n check names them)")


def _maker(one: Draft, *, accept: bool) -> str:
    """What made a draft, as a run sums it up: the engine, or the memory and how."""
    if not one.origin.startswith("TM: "):
        return one.origin.split(";")[0]
    return f"{one.signature} (accepted)" if is_accepted(one, accept=accept) else one.signature


def is_accepted(one: Draft, *, accept: bool) -> bool:
    """Whether a draft counts as reviewed, where a project accepts what people reviewed in this very place."""
    return accept and one.signature == IN_CONTEXT
