"""Kills every verb before each of its steps, and at moments drawn by lot: `python -m drills [NUMBER]`.

NUMBER is how many drills there are at least, a thousand by default; with `--sample` that many are drawn, with
`--verb NAME` all are of that one.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from drills import crash
from drills.drill import Stage, warm_up
from drills.scene import VERBS
from l10n.storage import successor

_SQL = ("execute", "executemany")


class Plan(NamedTuple):
    """A drill to be made: at a step, maybe in the middle of it, or after some part of the time it takes.

    `nameless`: as on a file system that has files without a name, as nearly all have on Linux.
    """

    stage: Stage
    step: int = -1
    torn: bool = False
    nameless: bool = True
    part: float = 0

    def make(self) -> tuple[bool, list[str]]:
        """Make it: whether the verb was alive to be killed, and what is wrong."""
        with _files_without_names(possible=self.nameless):
            if self.step < 0:
                return self.stage.drill(None, max(self.part * self.stage.undisturbed[2], 1e-6))
            return self.stage.drill(crash.at(self.step, torn=self.torn))

    def __str__(self) -> str:
        if self.step < 0:
            return f"{self.stage.verb.name}, killed after {100 * self.part:.1f} % of its time"
        where = "in the middle of" if self.torn else "before"
        named = "" if self.nameless else ", files with names"
        return f"{self.stage.verb.name}, killed {where} step {self.step}{named}"


def by_step(stages: list[Stage]) -> Iterator[Plan]:
    """A drill for each step of each verb, one more for the middle of each that writes."""
    for nameless, stage in itertools.product((True, False), stages):
        with _files_without_names(possible=nameless):
            steps = stage.steps()
        for number, name in enumerate(steps):
            if nameless or name not in _SQL:
                yield Plan(stage, number, nameless=nameless)
            if name == "write":
                yield Plan(stage, number, torn=True, nameless=nameless)


def main() -> int:
    """Make the drills, say what came of them: the exit code."""
    parser = argparse.ArgumentParser(prog="drills", description=__doc__)
    parser.add_argument("number", nargs="?", type=int, default=1000)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--verb", choices=[verb.name for verb in VERBS])
    given = parser.parse_args()
    verbs = [verb for verb in VERBS if given.verb in (None, verb.name)]
    lot = random.Random(given.number)
    warm_up()
    made, alive, faults = Counter[str](), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        stages = [Stage(verb, Path(folder, str(at))) for at, verb in enumerate(verbs)]
        plans = list(by_step(stages))
        rest = max(given.number - len(plans), 0)
        if given.sample:
            stages = [stage for stage in stages if not stage.verb.many]
            rest = given.number // 4
            plans = lot.sample(plans, given.number - rest)
        plans += (
            Plan(stage, part=lot.random())
            for stage, _ in zip(itertools.cycle(stages), range(rest), strict=False)
        )
        for plan in plans:
            killed, wrong = plan.make()
            made[plan.stage.verb.name] += 1
            alive[plan.stage.verb.name] += killed
            faults += (f"{plan}: {one}" for one in wrong)
    for name, number in made.items():
        print(f"{name:22} {number:5} drills, {alive[name]:5} of them killed while it ran")
    at_steps = sum(plan.step >= 0 for plan in plans)
    print(f"{made.total()} drills, {at_steps} of them at a step: {len(faults)} faults")
    print("\n".join(faults[:50]))
    return 1 if faults else 0


@contextmanager
def _files_without_names(*, possible: bool) -> Iterator[None]:
    can = successor.can_be_nameless
    successor.can_be_nameless = lambda: possible and can()  # type: ignore[assignment]
    try:
        yield
    finally:
        successor.can_be_nameless = can


if __name__ == "__main__":
    sys.exit(main())
