"""Merging beside msgmerge: CPU seconds of whole processes, and whose pairs are more alike.

Run as `python benchmarks/bench_merge.py [DATA] [--all]`. DATA, or its folder medquad/, holds articles (.txt):
their sentences, and more made by exchanging halves and words between them, are the messages; 5 % are edited
(a word replaced, inserted, deleted, a sentence split, two joined, a number changed). DATA/catalogs holds real
PO files, whose sources are edited in the same ways. The time of msgmerge grows with the square: its 100,000
messages (minutes) are left to `--all`.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from l10n import catalog
from l10n.model import Entry, Key, State
from l10n.text.sentences import segment
from l10n.text.similarity import ratio

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
ALIKE = 0.7
LONG = 10  # seconds

Edit = Callable[[Sequence[str], int, random.Random], list[str]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    arguments.add_argument("--all", action="store_true", help="msgmerge on 100,000 messages too (minutes)")
    options = arguments.parse_args()
    rows(options.data, everything=options.all)


def rows(data: Path, *, everything: bool) -> None:
    """Print the table of merges."""
    folder = data / "medquad" if (data / "medquad").is_dir() else data
    base = sentences(folder)
    if not base:
        print(f"no articles (.txt) in {folder}: name a folder that has some")
        return
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        print(f"{'CPU seconds of whole processes':44}{'ours':>8}{'peer':>8}{'times':>8}")
        taken = {}
        for count in (10_000, 50_000, 100_000):
            files = written(room, made(base, count, random.Random(count)), random.Random(count + 1))
            theirs = None if count > 50_000 and not everything else msgmerge(*files, room / "theirs.po")
            taken[count] = row(f"merge {count}, 5 % edited, msgmerge", ours(*files, room / "ours.po"), theirs)
            if theirs:
                print(f"    {beside(room)}")
            plain = ours(*files, room / "o.po", "-N"), msgmerge(*files, room / "t.po", "-N")
            row(f"merge {count} without fuzzy matching, -N", *plain)
        print(f"{'growth from 10000 to 100000':44}{taken[100_000] / taken[10_000]:8.1f}")
        for path in sorted((data / "catalogs").rglob("*.po")):
            real(room, path)


def row(title: str, mine: float, peer: float | None) -> float:
    """Print one line of the table; our figure."""
    theirs = f"{peer:8.2f}{peer / mine:8.1f}" if peer is not None else f"{'-':>8}{'-':>8}"
    print(f"{title:44}{mine:8.2f}{theirs}", flush=True)
    return mine


def real(room: Path, path: Path) -> None:
    """A real catalog whose sources are edited, every twentieth: nothing may get lost on the way."""
    existing = catalog.read(path)
    live = [entry for entry in existing.entries if entry.state is not State.OBSOLETE]
    plain = [entry.source for entry in live]
    after = edited(plain, random.Random(len(plain)))
    known = {entry.source: entry for entry in live}
    template = [
        replace(known[source], target="", plural_targets=("", "") if known[source].plural else (), raw=None)
        if source in known
        else Entry(Key(None, source))
        for source in dict.fromkeys(after)
    ]
    new = replace(existing, entries=tuple(replace(one, state=State.EMPTY, previous=None) for one in template))
    (room / "new.pot").write_bytes(catalog.dump(replace(new, tail="")))
    (room / "old.po").write_bytes(path.read_bytes())
    files = room / "old.po", room / "new.pot"
    mine, theirs = ours(*files, room / "ours.po"), msgmerge(*files, room / "theirs.po")
    row(f"{path.stem}, {len(live)} messages", mine, theirs)
    print(f"    {beside(room)}")


def beside(room: Path) -> str:
    """Whose pairs are more alike, where msgmerge's are at least ALIKE."""
    mine, theirs = (pairs(catalog.read(room / f"{name}.po").entries) for name in ("ours", "theirs"))
    wanted = {key: was for key, was in theirs.items() if ratio(key.source, was) >= ALIKE}
    same = better = 0
    for key, was in wanted.items():
        if key in mine and mine[key] == was:
            same += 1
        elif key in mine and ratio(key.source, mine[key]) >= ratio(key.source, was):
            better += 1
    share = 100 * (same + better) / max(len(wanted), 1)
    return (
        f"pairs of msgmerge at {ALIKE}: {len(wanted)}, ours the same {same}, more alike {better}, "
        f"{share:.2f} %; ours in all {len(mine)}, theirs {len(theirs)}"
    )


def pairs(entries: Sequence[Entry]) -> dict[Key, str]:
    """The previous source of every fuzzy entry that has one."""
    return {one.key: one.previous.source for one in entries if one.state is State.STALE and one.previous}


def sentences(folder: Path) -> list[str]:
    """The distinct sentences of a folder of articles, in order."""
    found: dict[str, None] = {}
    for file in sorted(folder.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("\n"):
            for start, end in segment.segment(block, "en"):
                said = " ".join(block[start:end].split())
                if len(said.split()) >= 3 and len(said) < 1_000:
                    found[said] = None
    return list(found)


def made(base: list[str], count: int, chance: random.Random) -> list[str]:
    """`count` distinct sentences: those of `base`, then halves of two put together and words exchanged."""
    found = dict.fromkeys(base[:count])
    words = [word for said in base for word in said.split()]
    while len(found) < count:
        one, other = (chance.choice(base).split() for _ in range(2))
        new = one[: len(one) // 2] + other[len(other) // 2 :] if chance.random() < 0.5 else one
        for _ in range(chance.randint(1, 3)):
            new[chance.randrange(len(new))] = chance.choice(words)
        found[" ".join(new)] = None
    return list(found)


def edited(sources: Sequence[str], chance: random.Random) -> list[str]:
    """The sentences with 5 % of them edited, 0.5 % gone and 0.5 % new."""
    result: list[str] = []
    at = 0
    while at < len(sources):
        kind = chance.random()
        if kind < 0.05:
            edit = chance.choice(EDITS)
            result += edit(sources, at, chance)
            at += 2 if edit is joined else 1
            continue
        if kind >= 0.055:
            result.append(sources[at])
        if kind > 0.995:
            result.append(f"{sources[at][::-1]} new")
        at += 1
    return list(dict.fromkeys(result))


def replaced(sources: Sequence[str], at: int, chance: random.Random) -> list[str]:
    words = sources[at].split(" ")
    words[chance.randrange(len(words))] = chance.choice(chance.choice(sources).split() or ["word"])
    return [" ".join(words)]


def inserted(sources: Sequence[str], at: int, chance: random.Random) -> list[str]:
    words = sources[at].split(" ")
    words.insert(chance.randrange(len(words) + 1), chance.choice(chance.choice(sources).split() or ["word"]))
    return [" ".join(words)]


def deleted(sources: Sequence[str], at: int, chance: random.Random) -> list[str]:
    words = sources[at].split(" ")
    if len(words) > 2:
        del words[chance.randrange(len(words))]
    return [" ".join(words)]


def split(sources: Sequence[str], at: int, chance: random.Random) -> list[str]:
    words = sources[at].split(" ")
    if len(words) < 8:
        return [sources[at]]
    cut = chance.randint(len(words) // 3, 2 * len(words) // 3)
    rest = " ".join(words[cut:])
    return [" ".join(words[:cut]).rstrip(",;:") + ".", rest[:1].upper() + rest[1:]]


def joined(sources: Sequence[str], at: int, chance: random.Random) -> list[str]:
    if at + 1 == len(sources):
        return [sources[at]]
    word = chance.choice(["and", "but", "while"])
    second = sources[at + 1]
    return [f"{sources[at].rstrip('.?!')}, {word} {second[:1].lower()}{second[1:]}"]


def renumbered(sources: Sequence[str], at: int, chance: random.Random) -> list[str]:
    if not re.search(r"\d", sources[at]):
        return replaced(sources, at, chance)
    return [
        re.sub(r"\d+", lambda found: str(int(found[0][:9]) + chance.randint(1, 40)), sources[at], count=1)
    ]


EDITS: tuple[Edit, ...] = (replaced, inserted, deleted, split, joined, renumbered)


def written(room: Path, sources: list[str], chance: random.Random) -> tuple[Path, Path]:
    """A catalog in which all sources are translated, and the template of the edited ones."""
    old, new = room / "old.po", room / "new.pot"
    old.write_text(HEADER + "\n".join(messages(sources, translated=True)), encoding="utf-8")
    new.write_text(HEADER + "\n".join(messages(edited(sources, chance), translated=False)), encoding="utf-8")
    return old, new


def messages(sources: Sequence[str], *, translated: bool) -> Iterator[str]:
    for number, source in enumerate(sources):
        said = source.replace("\\", "\\\\").replace('"', '\\"')
        target = said.swapcase().replace("\\N", "\\n") if translated else ""
        yield f'#. paragraph\n#: article{number // 40}.md\nmsgid "{said}"\nmsgstr "{target}"\n'


def ours(old: Path, new: Path, out: Path, *options: str) -> float:
    """CPU seconds of `l10n po merge`, the median of three."""
    command = [
        sys.executable,
        "-m",
        "l10n",
        "-q",
        "po",
        "merge",
        *options,
        "-o",
        str(out),
        str(old),
        str(new),
    ]
    return median(cpu(command) for _ in range(3))


def msgmerge(old: Path, new: Path, out: Path, *options: str) -> float:
    """CPU seconds of msgmerge: the median of three, one run where it takes long."""
    command = ["msgmerge", "-q", "--previous", "--no-wrap", *options, "-o", str(out), str(old), str(new)]
    first = cpu(command)
    return first if first > LONG else median((first, cpu(command), cpu(command)))


def cpu(command: list[str]) -> float:
    """CPU seconds of a process, from its start to its end."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    print(f"{time.perf_counter() - started:.0f} s in all", file=sys.stderr)
