"""What the order of work is worth: how many of the errors in drafts are met in its first part.

Run as `python -m benchmarks.bench_queue [DATA]`. DATA/tico19/memory/*.tmx are human translations of health
texts; they are taken for drafts whose engine says nothing of itself, and in a fifth of them one error is
planted (`planted.py`, a kind drawn by lot for each). Then the same with drafts that Apertium makes of some
sentences, where the planted errors (numbers, units, negations) stand among its own, which nobody has counted.
The sentences that it does not draft count as reviewed there. How like the human translation its drafts are in
the first part of each order and in the rest tells whether the worst ones come first.

Each order is judged by the share of the planted errors in its first 10, 20, 30 and 50 %: by risk, by findings
alone (gravest severity first, then how many), by source cues alone, of the file, and by lot, which is known
without a try. Errors are a fifth of all: half of them is the most that a first tenth can have. A second table
counts only those that change what a reader is told.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from benchmarks.bench_checks import read, whole
from benchmarks.planted import KINDS, Pair
from l10n import checks, draft, formats, locale, risk, waiting
from l10n.engines.chain import chain
from l10n.errors import L10nError
from l10n.model import Entry, Key, State
from l10n.risk import Facts
from l10n.text import origin, similarity

SHARE = 0.2
"""Of the drafts, those that get an error."""
FIRST = (0.1, 0.2, 0.3, 0.5)
MACHINE = 400
"""Sentences that Apertium drafts."""
MEANING = ("number changed", "unit changed", "negation dropped", "negation added")
TELLS = frozenset({*MEANING, "half lost", "neighbour"})
"""Errors that change what a reader is told."""
_FORM = formats.by_name("html")


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft in the order of the file: its risk, what else orders may go by, the error planted in it."""

    risk: float
    findings: tuple[int, int]
    cues: float
    planted: str = ""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    options = arguments.parse_args()
    memories = {
        path.stem.removeprefix("en-"): read(path) for path in sorted(options.data.glob("tico19/memory/*.tmx"))
    }
    if not memories:
        print(f"no memories (tico19/memory/*.tmx) in {options.data}: name a folder that has some")
        return
    print("share of the planted errors in the first part of the queue, %")
    everything: list[Judged] = []
    for tag, pairs in memories.items():
        judged = human(pairs, tag)
        everything += judged
        show(f"human drafts, {tag}", judged)
    by_kind(everything)
    machine(next(pairs for tag, pairs in memories.items() if tag.startswith("es")))


def human(pairs: Sequence[Pair], tag: str) -> list[Judged]:
    """Human translations taken for drafts, some with an error, judged."""
    done = [(pair, "", kind) for pair, kind in spoilt(pairs, tag, tuple(KINDS))]
    began = time.process_time()
    found = [judge(pair, tag, said, kind) for pair, said, kind in done]
    print(f"{tag}: {1000 * (time.process_time() - began) / len(done):.2f} ms a draft to check and weigh")
    return found


def machine(pairs: Sequence[Pair]) -> None:
    """Drafts of Apertium, with errors in them, judged."""
    some = pairs[:: max(1, len(pairs) // MACHINE)][:MACHINE]
    try:
        routes = chain(["apertium"], "en", "es")
    except L10nError as error:
        print(f"no drafts of Apertium: {error}")
        return
    requests = [draft.Request(one.source, (), Key(None, one.source), _FORM) for one in some]
    made = dict(draft.draft(requests, routes, locales=("en", "es")))
    drafts = {at: replace(some[at], target=one.text) for at, one in made.items() if one.text}
    print(f"\nApertium drafted {len(drafts)} of {len(some)}")
    order = sorted(drafts)
    told = {one.source for one in some}
    reviewed = frozenset[int]().union(
        *(waiting.vocabulary(one.source) for one in pairs if one.source not in told)
    )
    spoiled = list(spoilt([drafts[at] for at in order], "apertium", MEANING))
    judged = [
        judge(pair, "es", made[at].origin, kind, reviewed)
        for at, (pair, kind) in zip(order, spoiled, strict=True)
    ]
    clean = [one for one in judged if not one.planted]
    said = sum(bool(one.findings[1]) for one in clean)
    print(f"of its {len(clean)} drafts without a planted error {said} have findings")
    show("Apertium's drafts, es", judged)
    by_kind(judged)
    alike = [similarity.ratio(drafts[at].target, some[at].target) for at in order]
    good(judged, alike)


def good(judged: Sequence[Judged], alike: Sequence[float]) -> None:
    """Print how like the human translation the drafts without a planted error are, by each order."""
    own = [(one, like) for one, like in zip(judged, alike, strict=True) if not one.planted]
    print("\nlikeness to the human translation, %, drafts without a planted error: first 20 %, the rest")
    for order, key in ORDERS.items():
        ranked = [like for one, like in sorted(own, key=lambda pair: key(pair[0]))]
        cut = round(SHARE * len(ranked))
        print(f"{order:16}{100 * fmean(ranked[:cut]):8.1f}{100 * fmean(ranked[cut:]):8.1f}")


def spoilt(pairs: Sequence[Pair], name: str, kinds: Sequence[str]) -> Iterator[tuple[Pair, str]]:
    """Each pair with the error planted in it, "" for none: `SHARE` of all, kinds in turn as far as they fit.

    What a kind adds to the source (a tag, an address) as many good drafts get too, so that it tells nothing.
    """
    chance = random.Random(f"queue {name}")
    order = list(range(len(pairs)))
    chance.shuffle(order)
    wanted, done = round(SHARE * len(pairs)), dict[int, tuple[Pair, str]]()
    turn = 0
    for at in order:
        if turn == wanted:
            break
        for step in range(len(kinds)):
            kind = kinds[(turn + step) % len(kinds)]
            late = KINDS[kind](pairs[at], chance)
            if late is not None and late.target != pairs[at].target:
                done[at] = late, kind
                turn += 1
                break
    for kind in ("tag dropped", "URL changed"):
        many = sum(one == kind for _, one in done.values())
        free = [at for at in order if at not in done]
        for at in free[:many]:
            late = KINDS[kind](pairs[at], chance) if kind in kinds else None
            if late is not None:
                done[at] = Pair(late.source, whole(kind, pairs[at], late), "", late.language), ""
    return (done.get(at, (pair, "")) for at, pair in enumerate(pairs))


def judge(pair: Pair, tag: str, said: str, kind: str, reviewed: AbstractSet[int] = frozenset()) -> Judged:
    """A draft judged as `l10n status --todo` does it."""
    codes = _FORM.codes(pair.source)
    entry = Entry(Key(None, pair.source), pair.target, State.DRAFT, origin=said)
    context = checks.context(entry, "", "en", locale.normalize(tag), codes, _FORM.codes(pair.target, codes))
    found = tuple(checks.run([context]))
    cues = waiting.cues(pair.source, codes, "en")
    words = waiting.vocabulary(pair.source)
    unseen = len(words - reviewed) / len(words) if words and reviewed else None
    facts = Facts(State.DRAFT, cues, found, origin.maker(said), unseen=unseen)
    alone = risk.score(replace(facts, findings=()))
    worst = max((one.severity.rank + 1 for one in found), default=0)
    return Judged(risk.score(facts), (worst, len(found)), alone, kind)


ORDERS: Mapping[str, Callable[[Judged], tuple[float, ...]]] = {
    "by risk": lambda one: (-one.risk,),
    "findings only": lambda one: (-one.findings[0], -one.findings[1]),
    "cues only": lambda one: (-one.cues,),
    "document": lambda _: (),
}


def show(name: str, judged: Sequence[Judged]) -> None:
    """Print the curve of each order, for all errors and for the gravest."""
    for said, kinds in (("an error", frozenset(KINDS)), ("one that changes what is said", TELLS)):
        errors = sum(one.planted in kinds for one in judged)
        print(f"\n{name}: {len(judged)} drafts, {errors} with {said}")
        print(f"{'':16}" + "".join(f"{f'first {share:.0%}':>12}" for share in FIRST))
        for order, key in ORDERS.items():
            ranked = sorted(judged, key=key)
            print(f"{order:16}" + "".join(f"{met(ranked, share, kinds):12.1f}" for share in FIRST))
        print(f"{'by lot':16}" + "".join(f"{100 * share:12.1f}" for share in FIRST))


def met(ranked: Sequence[Judged], share: float, kinds: AbstractSet[str]) -> float:
    """The percentage of the errors of these kinds in the first `share` of a queue."""
    is_met = [one.planted in kinds for one in ranked]
    return 100 * sum(is_met[: round(share * len(ranked))]) / sum(is_met)


def by_kind(judged: Iterable[Judged]) -> None:
    """Print for each kind of error how much of it is met in the first fifth, by risk."""
    ranked = sorted(judged, key=ORDERS["by risk"])
    first = ranked[: round(SHARE * len(ranked))]
    print("\nby kind, % met in the first 20 %:")
    for kind in KINDS:
        if many := sum(one.planted == kind for one in ranked):
            print(f"  {kind:20}{100 * sum(one.planted == kind for one in first) / many:6.1f} of {many}")


if __name__ == "__main__":
    main()
