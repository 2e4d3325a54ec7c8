"""The checks beside pofilter: planted errors found, findings on good human translations, time.

Run as `python benchmarks/bench_checks.py [DATA] [--list]`. DATA/tico19/memory/*.tmx are human translations of
health texts; into some pairs of each one error is planted (`planted.py`). An error counts as found where the
pair has a finding that the untouched pair has not; the same holds for pofilter (translate-toolkit, all its
tests, its language option). `--list` prints the findings on untouched translations, to be read.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.planted import KINDS, Pair
from l10n import catalog, checks, formats, locale
from l10n.interchange import tmx
from l10n.model import Entry, Finding, Key, Severity, State

EACH = 200
"""Pairs of a language that get an error of one kind, or as many as have a place for it."""
LARGE = 50_000
_FORM = formats.by_name("html")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    arguments.add_argument("--list", action="store_true", help="print the findings on untouched translations")
    options = arguments.parse_args()
    memories = {
        path.stem.removeprefix("en-"): read(path) for path in sorted(options.data.glob("tico19/memory/*.tmx"))
    }
    if not memories:
        print(f"no memories (tico19/memory/*.tmx) in {options.data}: name a folder that has some")
        return
    recall: dict[str, dict[str, tuple[int, int, int]]] = {}
    for tag, pairs in memories.items():
        clean = found(pairs, tag)
        untouched(tag, pairs, clean, listed=options.list)
        recall[tag] = planted(pairs, tag)
    table(recall)
    speed(next(pairs for tag, pairs in memories.items() if tag.startswith("es")))


def read(path: Path) -> list[Pair]:
    """The pairs of a TMX file, each with the translation of the next."""
    with path.open("rb") as stream:
        units = [[variant.text.strip() for variant in unit.variants] for unit in tmx.read(stream)]
    texts = [(one[0], one[1]) for one in units if len(one) > 1 and one[0] and one[1]]
    language = re.split("[-_]", path.stem.removeprefix("en-"))[0]
    return [
        Pair(source, target, texts[at + 1][1] if at + 1 < len(texts) else "", language)
        for at, (source, target) in enumerate(texts)
    ]


def entry(pair: Pair, line: int) -> Entry:
    """A pair as a reviewed entry of a catalog."""
    return Entry(Key(None, pair.source), pair.target, State.REVIEWED, line=line)


def found(pairs: Iterable[Pair], tag: str) -> list[list[Finding]]:
    """The findings of each pair."""
    tag = locale.normalize(tag)
    made = []
    for at, pair in enumerate(pairs):
        one = entry(pair, at)
        codes = _FORM.codes(one.source)
        made.append(checks.run([checks.context(one, "", "en", tag, codes, _FORM.codes(one.target, codes))]))
    return made


def untouched(tag: str, pairs: Sequence[Pair], clean: Sequence[Sequence[Finding]], *, listed: bool) -> None:
    """Print what the checks say of good translations."""
    flat = [one for some in clean for one in some]
    errors = [one for one in flat if one.severity is Severity.ERROR]
    by_check = Counter(one.check for one in flat)
    peer = pofilter(pairs, tag)
    said = ", ".join(f"{name} {100 * number / len(pairs):.2f}" for name, number in by_check.most_common())
    print(
        f"{tag}: {len(pairs)} untouched pairs, findings in 100: errors {100 * len(errors) / len(pairs):.2f}, "
        f"all {100 * len(flat) / len(pairs):.2f} ({said}); "
        f"pofilter {100 * sum(map(len, peer)) / len(pairs):.1f}"
    )
    if listed:
        for one in flat:
            print(
                f"  {one.severity} {one.check}: {one.message}\n    {one.source[:300]}\n    {one.target[:300]}"
            )


def planted(pairs: Sequence[Pair], tag: str) -> dict[str, tuple[int, int, int]]:
    """For each kind: (errors planted, found by the checks, found by pofilter)."""
    counts = {}
    for kind, plant in KINDS.items():
        chance = random.Random(f"{tag} {kind}")
        some: list[tuple[Pair, Pair]] = []
        for pair in chance.sample(pairs, len(pairs)):
            made = plant(pair, chance)
            if made is not None and made.target != pair.target:
                some.append((pair, made))
                if len(some) == EACH:
                    break
        if not some:
            continue
        before, after = ([one[at] for one in some] for at in (0, 1))
        if kind in ("tag dropped", "URL changed"):  # these change the source too
            before = [Pair(late.source, whole(kind, early, late), "", early.language) for early, late in some]
        ours = sum(map(is_new, found(before, tag), found(after, tag)))
        theirs = sum(
            bool(late - early)
            for early, late in zip(pofilter(before, tag), pofilter(after, tag), strict=True)
        )
        counts[kind] = len(some), ours, theirs
    return counts


def whole(kind: str, pair: Pair, late: Pair) -> str:
    """The good translation of a source that was changed for the planting."""
    if kind == "URL changed":
        return f"{pair.target} {late.source.rsplit(' ', 1)[1]}"
    return re.sub(r"\w+", r"<b>\g<0></b>", pair.target, count=1)


def is_new(before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether there is a finding that was not there before."""
    said = Counter((one.check, one.message) for one in after) - Counter(
        (one.check, one.message) for one in before
    )
    return bool(said)


def pofilter(pairs: Sequence[Pair], tag: str) -> list[set[str]]:
    """The tests of pofilter that each pair fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.po").write_bytes(po(pairs, tag))
        run_pofilter(folder, tag)
        out = folder / "out.po"
        failed: list[set[str]] = [set() for _ in pairs]
        for one in catalog.parse(out.read_bytes(), "out.po").entries if out.exists() else ():
            said = " ".join(one.comments)
            failed[int(one.key.context or 0)] = set(re.findall(r"\(pofilter\) (\w+)", said))
        return failed


def run_pofilter(folder: Path, tag: str) -> None:
    language = locale.gettext_name(locale.normalize(tag))
    command = [program(), "--progress=none", f"--language={language}", "in.po", "out.po"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def program() -> str:
    """The path of pofilter, in the environment whose Python is $PEERS."""
    return str(Path(os.environ["PEERS"]).parent / "pofilter")


def po(pairs: Sequence[Pair], tag: str) -> bytes:
    """A catalog of the pairs, each with its number as msgctxt."""
    head = f'msgid ""\nmsgstr ""\n"Language: {tag}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    body = [
        f'msgctxt "{at}"\nmsgid {quoted(pair.source)}\nmsgstr {quoted(pair.target)}\n'
        for at, pair in enumerate(pairs)
    ]
    return (head + "\n".join(body)).encode("utf-8", "surrogatepass")


def quoted(text: str) -> str:
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )


def table(recall: dict[str, dict[str, tuple[int, int, int]]]) -> None:
    """Print the share of planted errors that were found, ours and pofilter's."""
    print(
        f"\n{'planted errors found, %: ours / pofilter (planted)':52}"
        + "".join(f"{tag:>22}" for tag in recall)
    )
    for kind in KINDS:
        cells = []
        for counts in recall.values():
            many, ours, theirs = counts.get(kind, (0, 0, 0))
            cells.append(f"{100 * ours / many:.1f} / {100 * theirs / many:.1f} ({many})" if many else "-")
        print(f"{kind:52}" + "".join(f"{cell:>22}" for cell in cells))


def speed(pairs: Sequence[Pair]) -> None:
    """Print the CPU time of a large catalog, ours and pofilter's, as whole processes."""
    many = [pairs[at % len(pairs)] for at in range(LARGE)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.po").write_bytes(po(many, "es"))
        l10n = Path(__file__).parent.parent / ".venv/bin/l10n"
        ours = timed([str(l10n), "po", "check", "in.po", "--locale", "es", "--fail-on", "never"], folder)
        peer = [
            program(),
            "--progress=none",
            "--language=es",
            "in.po",
            "out.po",
        ]
        theirs = timed(peer, folder)
    times = f"ours {ours:.1f}, pofilter {theirs:.1f}, ratio {ours / theirs:.2f}"
    print(f"\n{LARGE} entries, all checks, CPU s: {times}")


def timed(command: Sequence[str], folder: Path) -> float:
    before, _ = getrusage(RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
