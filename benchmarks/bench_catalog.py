"""Catalogs against their peers: reading and writing beside polib, merging beside msgmerge, in CPU seconds.

Run as `python benchmarks/bench_catalog.py [ENTRIES]`; msgmerge, whose time grows with the square, is left out
above 10,000 messages unless `--all` is given. Each figure is the best of three, each in a process of its own.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
LOAD = "from l10n.catalog import *; import polib; ours = lambda path: parse(open(path, 'rb').read(), path)"
# What is set up and, after the `#`, what is timed.
READ_OURS = f"{LOAD}#ours({{0!r}})"
READ_POLIB = f"{LOAD}#polib.pofile({{0!r}})"
WRITE_OURS = f"{LOAD}; catalog = ours({{0!r}})#dump(catalog)"
WRITE_POLIB = f"{LOAD}; catalog = polib.pofile({{0!r}})#str(catalog)"
MERGE = f"{LOAD}; old = ours({{0!r}}); new = ours({{1!r}})#merge(new.entries, old)"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("entries", type=int, nargs="?", default=50_000)
    arguments.add_argument("--all", action="store_true", help="msgmerge on the large file too (minutes)")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'':34}{'ours':>9}{'peer':>9}{'times':>8}")
        for style in ("unwrapped", "wrapped"):
            path = folder / f"{style}.po"
            sources = sentences(options.entries, random.Random(1))
            path.write_text(catalog(sources, wrapped=style == "wrapped"), encoding="utf-8")
            row(f"read {options.entries} {style}, polib", cpu(READ_OURS, path), cpu(READ_POLIB, path))
            row(f"write {options.entries} {style}, polib", cpu(WRITE_OURS, path), cpu(WRITE_POLIB, path))
        for count in (10_000, options.entries):
            old, new = folder / "old.po", folder / "new.pot"
            sources = sentences(count, random.Random(2))
            old.write_text(catalog(sources), encoding="utf-8")
            new.write_text(catalog(edited(sources, random.Random(3)), translated=False), encoding="utf-8")
            theirs = msgmerge(old, new) if count <= 10_000 or options.all else None
            row(f"merge {count}, 5 % edited, msgmerge", cpu(MERGE, old, new), theirs)


def row(title: str, ours: float, peer: float | None) -> None:
    theirs = f"{peer:9.2f}{peer / ours:8.1f}" if peer is not None else f"{'-':>9}{'-':>8}"
    print(f"{title:34}{ours:9.2f}{theirs}")


def sentences(count: int, chance: random.Random) -> list[str]:
    """Sentences of 5 to 30 made-up words, all different."""
    letters = "aaabcdeeeefghiiijklmnoooprrssttuuvy"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(8_000)]
    found: dict[str, None] = {}
    while len(found) < count:
        found[" ".join(chance.choices(words, k=chance.randint(5, 30))).capitalize() + "."] = None
    return list(found)


def edited(sources: list[str], chance: random.Random) -> list[str]:
    """The sources with a word changed in 5 % of them, 1 % gone and 1 % new."""
    result: list[str] = []
    for source in sources:
        kind = chance.random()
        if kind < 0.05:
            words = source.split()
            words[chance.randrange(len(words))] = "changed"
            result.append(" ".join(words))
        elif kind >= 0.06:
            result.append(source)
        if kind > 0.99:
            result.append(f"{source[::-1]} new")
    return list(dict.fromkeys(result))


def catalog(sources: list[str], *, wrapped: bool = False, translated: bool = True) -> str:
    """A PO file of the sources, every fifth a draft; the translation is as long as the source."""
    parts = [HEADER]
    for number, source in enumerate(sources):
        fuzzy = "# MT: argos en-es 1.9\n#, fuzzy\n" if translated and number % 5 == 0 else ""
        target = source.swapcase() if translated else ""
        parts.append(
            f"\n#. paragraph\n#: article{number // 40}.md\n{fuzzy}"
            f"msgid {quoted(source, wrapped)}\nmsgstr {quoted(target, wrapped)}\n"
        )
    return "".join(parts)


def quoted(text: str, wrapped: bool) -> str:
    if not wrapped or len(text) < 70:
        return f'"{text}"'
    lines = textwrap.wrap(text, 76, drop_whitespace=False)
    return '""\n' + "\n".join(f'"{line}"' for line in lines)


def cpu(code: str, *paths: Path) -> float:
    """CPU seconds of what stands after the `#`, the best of three runs."""
    before, _, timed = code.format(*map(str, paths)).partition("#")
    script = (
        f"import time\n{before}\nstarted = time.process_time()\n{timed}\nprint(time.process_time() - started)"
    )
    runs = (subprocess.run([sys.executable, "-c", script], capture_output=True, check=True) for _ in range(3))
    return min(float(run.stdout) for run in runs)


def msgmerge(old: Path, new: Path) -> float:
    """CPU seconds of msgmerge, one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(["msgmerge", "-q", "--previous", "-o", "/dev/null", old, new], check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    print(f"{time.perf_counter() - started:.0f} s in all", file=sys.stderr)
