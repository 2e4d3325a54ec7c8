"""How much it may hurt if nobody looks at an entry: a number from 0 to 1, and the reasons that make it.

Each reason has a chance: that of harm if it were the only thing to know. The risk is the chance that at least
one of them comes true, were they independent: 1 - (1 - a)(1 - b)…, which no order of reasons changes and no
reason makes smaller. The chances are judgements, not measurements: what they are for is the order of entries.

What a check finds weighs by what it does to readers, a dose before a comma (`FOUND`). The rest is what is
known before anybody looks: what made the draft and how sure it was, words that were never reviewed, a source
that changed under its translation, what the source says that must not be wrong, and its length.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from l10n.model import Finding, Severity, Span, State

FOUND = {
    "conflict": 1.0,
    # What a reader is told is not what was written.
    "negation": 0.9,
    "number": 0.9,
    "unit": 0.9,
    "rebound": 0.8,
    "length": 0.7,
    # It is no translation, or none that can be read.
    "untranslated": 0.8,
    "language": 0.8,
    "repetition": 0.8,
    "script": 0.8,
    "mojibake": 0.7,
    # Something does not work, or has another name.
    "placeholder": 0.6,
    "markup": 0.6,
    "url": 0.6,
    "invisible": 0.5,
    "forbidden-term": 0.5,
    "term": 0.3,
    "unknown-word": 0.25,
    "consistency": 0.2,
    # It looks wrong, and what looks wrong may be so in more than its looks.
    "punctuation": 0.25,
    "whitespace": 0.2,
}
"""The chance that what a check finds hurts a reader."""
OTHER_FOUND = 0.4
"""That of a check that we do not know."""
_NOTE = 0.3
"""The part of it that a note has."""

UNSURE = 0.6
"""That of a draft whose engine was not sure at all, of a match that has nothing in common with its source."""
UNSAID = 0.1
"""That of a draft of which nobody said how sure it is."""
STALE, TURNED = 0.3, 0.7
"""That of a source that changed under its translation; and of one whose numbers or negations did."""
MISSING = 0.2
NEW = 0.1
"""That of a source none of whose words stand in a reviewed one."""
NUMBER, QUANTITY, NEGATION, HAZARD = 0.02, 0.04, 0.05, 0.03
"""That of each thing in a source that must not come out wrong. All of them together say less than a finding
does: they tell what is at stake, not that anything went wrong.
"""
_MOST = 3
"""Of a kind of these at most so many are counted: a table of figures is not ten doses."""
WORD = 0.001
"""That of each word, as far as length goes."""


class Reason(NamedTuple):
    """One part of a risk: what kind it is of, its chance from 0 to 1, and what it is, for people.

    `at` and `source_at` are the places in target and source that it is about, None for no one place.
    """

    part: str
    chance: float
    said: str
    at: Span | None = None
    source_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in the source under a translation, in brief, and whether numbers or negations did."""

    said: str
    numbers: bool = False
    negations: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """What a source says that must not come out wrong, as it is written, the first few of each kind; and how
    many words it has.
    """

    words: int = 0
    numbers: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an entry.

    `maker` is the short form of what drafted it (`argos en-es 1.9`), empty where it does not say; `score` is
    that engine's mean log-probability, None where it has none or a person has edited its text since;
    `percent` how like its source the one was that the memory has a translation of, None for no match.
    `unseen` is the share of the source's words that stand in no reviewed source, None where nobody looked.
    """

    state: State
    cues: Cues = Cues()
    findings: tuple[Finding, ...] = ()
    maker: str = ""
    score: float | None = None
    percent: int | None = None
    unseen: float | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """An entry that waits for people: where it is, what it says, its risk from 0 to 1, what is known of it.

    `line` is 0 where the catalog does not have it yet; `key` is its fingerprint.
    """

    locale: str
    path: str
    line: int
    key: str
    source: str
    target: str
    risk: float
    facts: Facts

    @property
    def state(self) -> State:
        """The state of the entry."""
        return self.facts.state

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What makes the risk, the gravest first."""
        return reasons(self.facts)

    @property
    def is_conflict(self) -> bool:
        """Whether two versions met in it, so that people's work is at stake."""
        return any(one.check == "conflict" for one in self.facts.findings)

    @property
    def group(self) -> int:
        """0 for a conflict, 1 for what readers see now (it was reviewed), 2 for the rest."""
        return 0 if self.is_conflict else 1 if self.state is State.REVIEWED else 2


def score(facts: Facts) -> float:
    """The risk of an entry; the same for the same facts, whatever their order."""
    found = [one.chance for one in _found(facts.findings)] if facts.findings else []
    return together([*found, *(chance for _, chance in _known(facts))])


def reasons(facts: Facts) -> tuple[Reason, ...]:
    """What makes the risk of an entry, the gravest first."""
    known = (Reason(part, chance, _SAID[part](facts)) for part, chance in _known(facts) if chance)
    return tuple(sorted((*_found(facts.findings), *known), key=lambda one: (-one.chance, one.part, one.said)))


def together(chances: Iterable[float]) -> float:
    """The chance that at least one comes true, were they independent."""
    none = 1.0
    for chance in sorted(chances):  # a product of floats in another order may be another one
        none *= 1 - chance
    return 1 - none


def _found(findings: Sequence[Finding]) -> Iterator[Reason]:
    """One reason a check: its gravest finding, and how many more there are."""
    by_check: dict[str, list[Finding]] = {}
    for one in findings:
        by_check.setdefault(one.check, []).append(one)
    for check, some in by_check.items():
        worst = max(some, key=lambda one: (one.severity.rank, _chance(one), one.message))
        more = f" (and {len(some) - 1} more)" if some[1:] else ""
        yield Reason(check, _chance(worst), f"{worst.message}{more}", worst.at, worst.source_at)


def _chance(one: Finding) -> float:
    chance = FOUND.get(one.check, OTHER_FOUND)
    if one.check == "unknown-word":
        chance = 1 - (1 - chance) ** max(len(one.about), 1)  # each word may be the one that matters
    return chance * _NOTE if one.severity is Severity.NOTE else chance


def _known(facts: Facts) -> Iterator[tuple[str, float]]:
    """(part, chance) of all that is known before anybody looks, some of them 0."""
    cues = facts.cues
    if facts.state is State.EMPTY:
        yield "missing", MISSING
    elif facts.state is State.STALE:
        change = cues.change
        yield "stale", TURNED if change and (change.numbers or change.negations) else STALE
    elif facts.state is State.DRAFT and facts.percent is not None:
        yield "memory", UNSURE * (1 - facts.percent / 100)
    elif facts.state is State.DRAFT:
        yield "engine", UNSAID if facts.score is None else UNSURE * (1 - _sure(facts.score))
    if facts.unseen and facts.state is not State.REVIEWED:
        yield "new words", NEW * facts.unseen
    yield "quantities", _several(QUANTITY, cues.quantities)
    yield "numbers", _several(NUMBER, cues.numbers)
    yield "negations", _several(NEGATION, cues.negations)
    yield "hazards", _several(HAZARD, cues.hazards)
    yield "words", 1 - (1 - WORD) ** cues.words


def _several(chance: float, some: Sequence[str]) -> float:
    return 1 - (1 - chance) ** min(len(some), _MOST) if some else 0.0


def _sure(score: float) -> float:
    """The geometric mean of the probabilities of the words, from the mean of their logarithms."""
    return math.exp(min(score, 0.0))


def _stale(facts: Facts) -> str:
    change = facts.cues.change
    if change is None:
        return "the source changed"
    turned = [name for name, is_so in (("numbers", change.numbers), ("negations", change.negations)) if is_so]
    named = f" in {' and '.join(turned)}" if turned else ""
    return f"the source changed{named}{': ' if change.said else ''}{change.said}"


def _engine(facts: Facts) -> str:
    if facts.score is None:
        return f"a draft of {facts.maker}" if facts.maker else "a draft"
    return f"{facts.maker or 'the engine'} was {round(100 * _sure(facts.score))} % sure of a word"


def _listed(some: Sequence[str]) -> str:
    return f"{', '.join(some[:_MOST])}{', …' if some[_MOST:] else ''} in the source"


_SAID: Mapping[str, Callable[[Facts], str]] = {
    "missing": lambda _: "no translation",
    "stale": _stale,
    "memory": lambda facts: f"from a source {facts.percent} % like it",
    "engine": _engine,
    "new words": lambda facts: f"{round(100 * (facts.unseen or 0))} % of its words are in nothing reviewed",
    "quantities": lambda facts: _listed(facts.cues.quantities),
    "numbers": lambda facts: _listed(facts.cues.numbers),
    "negations": lambda facts: _listed(facts.cues.negations),
    "hazards": lambda facts: _listed(facts.cues.hazards),
    "words": lambda facts: f"{facts.cues.words} in the source",
}
"""What people are told of each part."""
