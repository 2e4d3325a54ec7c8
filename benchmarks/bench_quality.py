"""The quality of drafts: chrF and BLEU of each engine that can run here, alone and after the memory.

Run as `python -m benchmarks.bench_quality [FOLDER]`; FOLDER holds tico19/memory/*.tmx. The variable PEERS
names a Python that has sacrebleu (`tools/peers bench` prints one). Of each file 500 sentences are drawn with
a fixed seed; the memory is all the others. Drafts are made as `l10n draft` makes them, guard rails included:
a sentence that they leave empty is scored as empty.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from l10n import engines
from l10n.draft import Request, draft
from l10n.engines import Route
from l10n.engines.apertium import modes
from l10n.engines.chain import chain
from l10n.errors import L10nError
from l10n.formats import by_name
from l10n.interchange import tmx
from l10n.memory import Index, Known, Memory, Remembered
from l10n.model import Draft, Key
from l10n.remembering import imported_units

FILES = {"es": "en-es-419.tmx", "fr": "en-fr.tmx"}
SENTENCES = 500
LEAST = 0.75
"""How like its source a translation of the memory must be to be taken for a draft."""
BARE = "bare Apertium, `apertium -u`"
MEANING = """\
chrF and BLEU, 0 to 100, say how much of the wording of one reference translation a draft shares, here of
health sentences from TICO-19. They rank ways of drafting; they do not say that a draft is right or safe."""

_SCORES = """
import json, sys
from sacrebleu.metrics import BLEU, CHRF
given = json.load(sys.stdin)
rows, names = [], []
for made in given["made"]:
    metrics = CHRF(), BLEU()
    rows.append([one.corpus_score(made, [given["reference"]]).score for one in metrics])
    names = [str(one.get_signature()) for one in metrics]
print(json.dumps([rows, names]))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One way of drafting: its texts, how many are empty and how many came out of the memory."""

    name: str
    texts: Sequence[str]
    note: str = ""


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data")
    print(MEANING)
    for tag, file in FILES.items():
        path = folder / "tico19" / "memory" / file
        if path.exists():
            report(tag, path)
        else:
            print(f"\nen -> {tag}: not run: {path} is not here")


def report(tag: str, path: Path) -> None:
    """Print the table of one language."""
    units = list({unit.source: unit for unit in remembered(path)}.values())
    chosen = random.Random(19).sample(units, SENTENCES)
    drawn = {unit.source for unit in chosen}
    others = [unit for unit in units if unit.source not in drawn]
    sources = [unit.source for unit in chosen]
    rows = [Row("source copied", sources)]
    missed: list[str] = []
    with Index(Path(":memory:"), "bench") as index:
        with index.writing():
            index.put(Known(path.name, "", "", 1), others)
        memory = Memory(index, "en", tag)
        rows.append(ours("memory alone", sources, [], tag, memory))
        for name in engines.names():
            if name == "pseudo":
                continue
            try:
                routes = chain([name], "en", tag)
            except L10nError as error:
                missed.append(f"{name} was not run; to run it: {error.hint}")
                continue
            if name == "apertium":
                rows.append(Row(BARE, bare(sources, tag), "one file, a blank line between sentences"))
            rows.append(ours(routes[0].engine.origin("en", routes[0].target), sources, routes, tag, None))
            rows.append(ours("the same after the memory", sources, routes, tag, memory))
    show(tag, rows, [unit.target for unit in chosen], len(others))
    print(*missed, sep="\n")


def remembered(path: Path) -> Iterator[Remembered]:
    with path.open("rb") as stream:
        for unit in tmx.read(stream):
            yield from imported_units(unit, "en")


def ours(name: str, sources: Sequence[str], routes: Sequence[Route], tag: str, memory: Memory | None) -> Row:
    """The row of drafts as l10n makes them."""
    form = by_name("text")
    requests = [Request(one, form.codes(one), Key(None, one), form) for one in sources]
    began = time.perf_counter()
    found: dict[int, Draft] = dict(
        draft(requests, routes, memory=memory, least=LEAST if memory else 0, locales=("en", tag))
    )
    seconds = time.perf_counter() - began
    made = [found[number] for number in range(len(sources))]
    empty = [one for one in made if not one.text]
    kinds = Counter(one.kind or one.reason for one in empty)
    said = [f"{len(empty) / len(made):.1%} left empty"]
    if routes and kinds:
        said.append(", ".join(f"{number} {kind}" for kind, number in kinds.most_common()))
    if memory:
        said.append(f"{sum(one.origin.startswith('TM: ') for one in made) / len(made):.1%} from memory")
    return Row(name, [one.text for one in made], f"{'; '.join(said)}; {seconds:.1f} s")


def bare(sources: Sequence[str], tag: str) -> list[str]:
    """What the command makes of a file with a sentence a paragraph, one after the other for two pairs."""
    text = "\n\n".join(sources)
    for leg in modes.way("en", tag):
        command = ["apertium", "-u", leg.mode.stem]
        text = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    made = text.split("\n\n")
    if len(made) != len(sources):
        raise SystemExit(f"apertium made {len(made)} paragraphs of {len(sources)}")
    return [one.strip() for one in made]


def show(tag: str, rows: Sequence[Row], reference: Sequence[str], others: int) -> None:
    """Print the rows with their scores; bare Apertium's chrF is what ratios are to."""
    scores, signatures = scored([row.texts for row in rows], reference)
    base = next(
        (chrf for row, (chrf, _) in zip(rows, scores, strict=True) if row.name.startswith("bare")), None
    )
    print(f"\nen -> {tag}: {len(reference)} sentences, a memory of the {others} others")
    print(f"{'':36}{'chrF':>6}{'BLEU':>7}  chrF to bare Apertium's")
    for row, (chrf, bleu) in zip(rows, scores, strict=True):
        ratio = f"{chrf / base:6.2f}" if base else " " * 6
        print(f"{row.name:36}{chrf:6.1f}{bleu:7.1f}{ratio}  {row.note}")
    print("signatures:", *signatures)


def scored(
    made: Sequence[Sequence[str]], reference: Sequence[str]
) -> tuple[list[tuple[float, float]], list[str]]:
    """(chrF, BLEU) of each list of texts, and the signatures of the two, from sacrebleu in its own Python."""
    python = os.environ.get("PEERS") or ".venv-peers/bin/python"
    data = json.dumps({"made": made, "reference": reference})
    done = subprocess.run([python, "-c", _SCORES], input=data, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"sacrebleu cannot be asked, run `tools/peers bench`: {done.stderr.strip()[-300:]}")
    rows, names = json.loads(done.stdout)
    return [(chrf, bleu) for chrf, bleu in rows], names


if __name__ == "__main__":
    main()
