"""PO files read and written beside polib: CPU seconds and peak memory, each figure from a process of its own.

Run as `python -m benchmarks.bench_catalog [DATA] [--entries N]`. DATA, or its folder medquad/, holds articles
(.txt): their sentences, and more made by exchanging halves and words between them, are the messages, written
as l10n writes them, as gettext does (wrapped; references with lines, flags, contexts, plural forms, previous
sources, obsolete entries), and wrapped with translations in another script.

`read` ends with one look at every msgid and msgstr, `and comments` with one at all else there is. `write`
changes 1 % of the entries and saves the file. All programs take turns; figures are medians, ratios are of the
same run. msgfmt, a program in C that only checks, and translate-toolkit are named for comparison, the latter
where PEERS is a Python that has it. What l10n and polib wrote is read by msgfmt and must mean the same.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from benchmarks.bench_merge import made, sentences

TURNS = 5
HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Language: {}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)
SPANISH = str.maketrans("onu", "óñú")
RUSSIAN = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувщхыз")

Translate = Callable[[str], str]

# A worker reads {path}, looks, writes {out}; it prints its CPU seconds and the peak memory after each step.
CLOCK = """
import time
started, said = time.process_time(), []
def step():
    global started
    now = time.process_time()
    with open("/proc/self/status") as status:  # what getrusage says begins with the parent's
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    said.append(f"{now - started} {peak}")
    started = time.process_time()
"""
OURS = """
from dataclasses import replace
from pathlib import Path
from l10n.catalog import dump, edit, read
started = time.process_time()
catalog = read(Path(path))
sum(len(entry.source) + len(entry.target) for entry in catalog.entries)
step()
entries = list(catalog.entries)
for number in range(50, len(entries), 100):
    entries[number] = edit(entries[number], target=entries[number].target + "!")
Path(out).write_bytes(dump(replace(catalog, entries=tuple(entries))))
step()
sum(len(one.comments) + len(one.notes) + len(one.references) + len(one.flags) for one in entries)
step()
"""
POLIB = """
import polib
started = time.process_time()
file = polib.pofile(path)
sum(len(entry.msgid) + len(entry.msgstr) for entry in file)
step()
for number in range(50, len(file), 100):
    if file[number].msgid_plural:
        file[number].msgstr_plural[0] += "!"
    else:
        file[number].msgstr += "!"
file.save(out)
step()
sum(len(one.tcomment) + len(one.comment) + len(one.occurrences) + len(one.flags) for one in file)
step()
"""
TOOLKIT = """
from translate.storage import pypo
started = time.process_time()
with open(path, "rb") as stream:
    store = pypo.pofile.parsefile(stream)
sum(len(unit.source) + len(unit.target) for unit in store.units)
step()
for unit in store.units[51::100]:
    unit.target = unit.target + "!"
with open(out, "wb") as stream:
    stream.write(bytes(store))
step()
step()
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    arguments.add_argument("--entries", type=int, default=50_000)
    options = arguments.parse_args()
    folder = options.data / "medquad" if (options.data / "medquad").is_dir() else options.data
    chance = random.Random(4)
    sources = made(sentences(folder), options.entries, chance)
    with tempfile.TemporaryDirectory() as name:
        for title, path in files(Path(name), sources, chance):
            table(title, path, len(sources))


def files(room: Path, sources: list[str], chance: random.Random) -> list[tuple[str, Path]]:
    """The catalogs to measure on, each with what it is."""
    plain, rich, foreign = room / "plain.po", room / "rich.po", room / "foreign.po"
    plain.write_text(catalog(sources, "es", lambda one: one.translate(SPANISH)), encoding="utf-8")
    rich.write_text(program(sources, "es", lambda one: one.translate(SPANISH), chance), encoding="utf-8")
    foreign.write_text(catalog(sources, "ru", lambda one: one.translate(RUSSIAN)), encoding="utf-8")
    for path in (rich, foreign):
        subprocess.run(["msgcat", path, "-o", path], check=True)
    return [
        ("as l10n writes it, Spanish", plain),
        ("as gettext writes it, references, flags, plurals, previous sources; Spanish", rich),
        ("wrapped, Russian", foreign),
    ]


def catalog(sources: list[str], tag: str, translate: Translate) -> str:
    """A PO file of articles: every tenth message a draft, every tenth empty."""
    parts = [HEADER.format(tag)]
    for number, source in enumerate(sources):
        draft = "# MT: argos en-es 1.9\n#, fuzzy\n" if number % 10 == 3 else ""
        target = "" if number % 10 == 9 else translate(source)
        parts.append(
            f"\n#. paragraph\n#: source_texts/article{number // 17}.md\n{draft}"
            f"msgid {quoted(source)}\nmsgstr {quoted(target)}\n"
        )
    return "".join(parts)


def program(sources: list[str], tag: str, translate: Translate, chance: random.Random) -> str:
    """A PO file of a program, with whatever such files hold."""
    parts = [HEADER.format(tag)]
    for number, source in enumerate(sources):
        where = f"#: src/part{number // 200}/file{number // 40}.py:{chance.randrange(1, 3_000)}\n"
        note = f"#. Translators: note {number % 50}.\n" if number % 3 == 0 else ""
        more = f"#: src/other{number % 90}.py:{chance.randrange(1, 3_000)}\n" if number % 7 == 0 else ""
        target = "" if number % 10 == 9 else translate(source)
        if number % 20 == 3:
            more += f"#, fuzzy, python-format\n#| msgid {quoted(source[1:])}\n"
        context = f'msgctxt "menu {number % 300}"\n' if number % 25 == 1 else ""
        if number % 40 == 0:
            body = (
                f"msgid {quoted(source)}\nmsgid_plural {quoted(source + ' More.')}\n"
                f"msgstr[0] {quoted(target)}\nmsgstr[1] {quoted(target)}\n"
            )
        else:
            body = f"{context}msgid {quoted(source)}\nmsgstr {quoted(target)}\n"
        if number % 50 == 7:
            body, note, where, more = "".join(f"#~ {line}\n" for line in body.splitlines()), "", "", ""
        parts.append(f"\n{note}{where}{more}{body}")
    return "".join(parts)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def table(title: str, path: Path, count: int) -> None:
    """Print what the programs need for one file."""
    programs = {"l10n": (OURS, sys.executable), "polib": (POLIB, sys.executable)}
    if peers := os.environ.get("PEERS"):
        programs["translate-toolkit"] = (TOOLKIT, peers)
    runs: dict[str, list[list[float]]] = {name: [] for name in programs}
    checked = []
    for _ in range(TURNS):
        for name, (code, python) in programs.items():
            runs[name].append(steps(code, python, path, path.with_suffix(f".{name}")))
        checked.append(msgfmt(path))
    same = meaning(path.with_suffix(".l10n")) == meaning(path.with_suffix(".polib"))
    print(f"\n{title}: {count} entries, {path.stat().st_size / 1e6:.1f} MB")
    print(
        f"{'':24}{'read':>8}{'entries/s':>11}{'and comments':>14}{'write':>8}{'MB read':>9}{'MB written':>12}"
    )
    figures = {name: [median(turn[at] for turn in turns) for at in range(6)] for name, turns in runs.items()}
    for name, (read, room, write, peak, rest, _) in figures.items():
        print(
            f"{name:24}{read:8.2f}{count / read:11,.0f}{read + rest:14.2f}{write:8.2f}"
            f"{room / 1024:9.0f}{peak / 1024:12.0f}"
        )
    print(f"{'msgfmt':24}{median(checked):8.2f}{count / median(checked):11,.0f}")
    ours, theirs = figures["l10n"], figures["polib"]
    print(
        f"{'polib / l10n':24}{theirs[0] / ours[0]:8.1f}{'':11}"
        f"{(theirs[0] + theirs[4]) / (ours[0] + ours[4]):14.1f}{theirs[2] / ours[2]:8.1f}"
        f"{theirs[1] / ours[1]:9.2f}{theirs[3] / ours[3]:12.2f}"
    )
    if not same:
        raise SystemExit("what l10n wrote does not mean what polib wrote")


def steps(code: str, python: str, path: Path, out: Path) -> list[float]:
    """CPU seconds and peak KiB after reading, after writing, after a look at the rest, in one process."""
    script = f"path, out = {str(path)!r}, {str(out)!r}\n{CLOCK}\n{code}\nprint(*said)"
    ran = subprocess.run([python, "-c", script], capture_output=True, check=True, text=True)
    return [float(figure) for figure in ran.stdout.split()]


def msgfmt(path: Path) -> float:
    """CPU seconds of msgfmt, its process included."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(["msgfmt", "-o", "/dev/null", path], check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def meaning(path: Path) -> bytes:
    """What msgfmt makes of a file: its messages, fuzzy ones too, without the header."""
    compiled = subprocess.run(["msgfmt", "-f", "-o", "-", path], capture_output=True, check=True).stdout
    said = subprocess.run(["msgunfmt", "-s", "-"], input=compiled, capture_output=True, check=True).stdout
    return said.partition(b"\n\n")[2]


if __name__ == "__main__":
    main()
