"""Extraction and building at the size of a publisher: 10,000 articles, beside the peers, in CPU seconds.

Run as `python benchmarks/bench_extract.py [DATA] [COUNT]`. DATA, or its folder medquad/, holds articles
(.txt); from them COUNT are made, each copy with a small change in every third sentence, as text and, with a
`# ` before the question, as Markdown. Peers are what is installed: po4a on the PATH; translate-toolkit and
mdpo where PEERS (an environment variable) names a Python that has them, as `make bench-extract` sees to. One
target locale; the time of child processes is counted.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

MDPO_EXTRACT = """
    import sys
    from pathlib import Path
    from mdpo.md2po import markdown_to_pofile
    for file in sorted(Path("source_texts").glob("*.md")):
        markdown_to_pofile(str(file)).save(f"po/{file.stem}.po")
"""
MDPO_TRANSLATE = """
    import sys, polib
    from pathlib import Path
    for file in Path("po").glob("*.po"):
        found = polib.pofile(str(file))
        for entry in found:
            entry.msgstr = entry.msgid
        found.save()
"""
MDPO_BUILD = """
    from pathlib import Path
    from mdpo.po2md import pofile_to_markdown
    for file in sorted(Path("source_texts").glob("*.md")):
        pofile_to_markdown(str(file), f"po/{file.stem}.po", save=f"out/{file.name}")
"""


def main() -> int:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    data = data / "medquad" if (data / "medquad").is_dir() else data
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    if not any(data.glob("*.txt")):
        print(f"no articles (.txt) in {data}: name a folder that has some")
        return 1
    with tempfile.TemporaryDirectory(dir=_memory()) as name:
        root = Path(name)
        print(f"{'CPU seconds':44}{'ours':>8}{'peer':>8}{'ratio':>8}")
        text(data, root / "text", count)
        markdown(data, root / "markdown", count)
        growth(data, root, count)
    return 0


def text(data: Path, root: Path, count: int) -> None:
    """Text beside po4a and txt2po, a second extraction beside hashing, what memory it takes."""
    project(data, root, count, "txt")
    ours, wall, memory = run([*L10N, "extract"], root)
    row(f"extract {count} texts, po4a", ours, po4a(root), "at most 0.25")
    (root / "t2p").mkdir()
    peer = toolkit("txt2po")
    theirs = run([peer, "--progress=none", "source_texts", "t2p"], root)[0] if peer else None
    row(f"extract {count} texts, txt2po", ours, theirs, "at most 1")
    again = min(run([*L10N, "extract"], root)[0] for _ in range(3))
    row("  again, unchanged, hashing all files", again, hashing(root), "at most 3")
    print(f"  wall {wall:.1f} s for {ours:.1f} s of CPU; peak memory of a process {memory / 1024:.0f} MiB")
    shutil.rmtree(root)


def markdown(data: Path, root: Path, count: int) -> None:
    """Markdown beside mdpo's functions called in a loop, every message translated for the build."""
    project(data, root, count, "md")
    for folder in ("po", "out"):
        (root / folder).mkdir()
    ours = run([*L10N, "extract"], root)[0]
    row(f"extract {count} Markdown files, mdpo", ours, python(MDPO_EXTRACT, root), "at most 0.5")
    python(MDPO_TRANSLATE, root)
    translate(root / "locales")
    ours = run([*L10N, "build"], root)[0]
    row(f"build {count} Markdown files, mdpo", ours, python(MDPO_BUILD, root), "at most 0.5")
    shutil.rmtree(root)


def growth(data: Path, root: Path, count: int) -> None:
    """The time of all articles over that of a tenth of them."""
    taken = []
    for number in (count // 10, count):
        project(data, root / str(number), number, "txt")
        taken.append(run([*L10N, "extract"], root / str(number))[0])
        shutil.rmtree(root / str(number))
    print(f"{f'growth from {count // 10} to {count} texts':44}{taken[1] / taken[0]:8.1f}  (at most 11)")


L10N = [sys.executable, "-m", "l10n", "-q"]


def project(data: Path, root: Path, count: int, suffix: str) -> None:
    """A project of `count` articles made from those of `data`."""
    sources = root / "source_texts"
    sources.mkdir(parents=True)
    (root / "l10n.toml").write_text(
        'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/**/*"]\n'
    )
    originals = [file.read_text(encoding="utf-8") for file in sorted(data.glob("*.txt"))]
    for number in range(count):
        copy, which = divmod(number, len(originals))
        said = changed(originals[which], copy)
        said = f"# {said}" if suffix == "md" else said
        (sources / f"{number:06}.{suffix}").write_text(said, encoding="utf-8")


def changed(article: str, copy: int) -> str:
    """The article with a word more in every third sentence; the first copy is the original."""
    if not copy:
        return article
    sentences = re.split(r"(?<=\. )", article)
    return "".join(
        said.replace(" ", f" {copy}-", 1) if (number + copy) % 3 == 0 else said
        for number, said in enumerate(sentences)
    )


def translate(folder: Path) -> None:
    """Give every message its own text, marked as changed, as its translation."""
    for file in folder.rglob("*.po"):
        said = file.read_text(encoding="utf-8")
        head, _, rest = said.partition("\n\n")
        rest = re.sub(r'^msgid "(.*)"\nmsgstr ""$', r'msgid "\1"\nmsgstr "\1."', rest, flags=re.MULTILINE)
        file.write_text(f"{head}\n\n{rest}", encoding="utf-8")


def po4a(root: Path) -> float | None:
    """CPU seconds that po4a takes to extract the same files, None where it is not installed."""
    if shutil.which("po4a") is None:
        return None
    lines = ["[po4a_langs] es", "[po4a_paths] po4a/all.pot es:po4a/es.po"]
    names = sorted(file.name for file in (root / "source_texts").iterdir())
    lines += (f"[type: text] source_texts/{name} es:out/{name}" for name in names)
    (root / "po4a").mkdir()
    (root / "po4a.cfg").write_text("\n".join(lines) + "\n")
    return run(["po4a", "--keep", "0", "--no-translations", "po4a.cfg"], root)[0]


def hashing(root: Path) -> float:
    """CPU seconds of reading and hashing every source and catalog."""
    before = time.process_time()
    for folder in ("source_texts", "locales"):
        for file in sorted((root / folder).rglob("*.*")):
            with file.open("rb") as stream:
                hashlib.sha256(stream.read()).digest()
    return time.process_time() - before


def python(script: str, root: Path) -> float | None:
    """CPU seconds of a script in the peers' Python, None where there is none."""
    interpreter = os.environ.get("PEERS")
    return run([interpreter, "-c", textwrap.dedent(script)], root)[0] if interpreter else None


def toolkit(name: str) -> str | None:
    """A program of translate-toolkit, None where it is not installed."""
    interpreter = os.environ.get("PEERS")
    beside = str(Path(interpreter).with_name(name)) if interpreter else name
    return shutil.which(beside)


def run(command: list[str], folder: Path) -> tuple[float, float, int]:
    """CPU seconds, wall seconds, and KiB of memory at most, of a command and its children."""
    start, before = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])}: {done.stderr[-500:]}")
    after = getrusage(RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, time.perf_counter() - start, after.ru_maxrss


def row(title: str, ours: float, theirs: float | None, wanted: str) -> None:
    """Print one line of the table."""
    peer = f"{theirs:8.2f}{ours / theirs:8.2f}" if theirs else f"{'-':>8}{'-':>8}  not installed;"
    print(f"{title:44}{ours:8.2f}{peer}  ({wanted})", flush=True)


def _memory() -> str | None:
    """A folder in memory where there is one: what the disk does between two runs is not of interest."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


if __name__ == "__main__":
    raise SystemExit(main())
