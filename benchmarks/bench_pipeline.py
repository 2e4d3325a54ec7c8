"""Extract and build against po4a, and start-up against a bare `import click`: CPU time, same run."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

ROUNDS = 7


def cpu(command: list[str], folder: Path) -> float:
    """CPU seconds (user and system, children too) that a command takes."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median(command: list[str], folder: Path, before: Callable[[], object] = lambda: None) -> float:
    """The median CPU seconds of some rounds, `before` called ahead of each."""
    taken = []
    for _ in range(ROUNDS):
        before()
        taken.append(cpu(command, folder))
    return statistics.median(taken)


def layout(root: Path, articles: list[Path]) -> None:
    """The same articles as an l10n project and as a po4a project."""
    (root / "source_texts").mkdir()
    lines = ["[po4a_langs] es", "[po4a_paths] po4a/all.pot es:po4a/es.po"]
    for number, article in enumerate(articles):
        name = f"{number:05}.txt"
        shutil.copyfile(article, root / "source_texts" / name)
        lines.append(f"[type: text] source_texts/{name} es:out/{name}")
    (root / "po4a").mkdir()
    (root / "po4a.cfg").write_text("\n".join(lines) + "\n")
    (root / "l10n.toml").write_text(
        'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/**/*"]\n'
    )


def row(name: str, ours: float, theirs: float | None, peer: str) -> str:
    """One line of the table."""
    if theirs is None:
        return f"{name:<34}{ours:>9.3f}{'-':>9}{'-':>8}  {peer} is not installed"
    return f"{name:<34}{ours:>9.3f}{theirs:>9.3f}{ours / theirs:>8.2f}  {peer}"


def main(folder: Path) -> None:
    """Print the table for the articles of a folder."""
    articles = sorted(folder.rglob("*.txt"))
    l10n = [sys.executable, "-m", "l10n", "-q"]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        layout(root, articles)

        def clean(*folders: str) -> None:
            for one in folders:
                shutil.rmtree(root / one, ignore_errors=True)

        def po4a_afresh() -> None:
            clean("po4a", "out")
            (root / "po4a").mkdir()

        has_po4a = shutil.which("po4a") is not None
        extract = median([*l10n, "extract"], root, lambda: clean("locales"))
        again = median([*l10n, "extract"], root)
        build = median([*l10n, "build"], root, lambda: clean("build"))
        po4a = ["po4a", "--keep", "0", "po4a.cfg"]
        their_extract = median([*po4a, "--no-translations"], root, po4a_afresh) if has_po4a else None
        # What is built already po4a passes over.
        their_build = median([*po4a, "--no-update"], root, lambda: clean("out")) if has_po4a else None
        start = median([str(Path(sys.executable).with_name("l10n")), "--help"], root)
        click = median([sys.executable, "-c", "import click"], root)

    size = sum(article.stat().st_size for article in articles) / 1e6
    print(f"{len(articles)} articles, {size:.2f} MB, CPU seconds, median of {ROUNDS}")
    print(f"{'':<34}{'l10n':>9}{'peer':>9}{'ratio':>8}")
    print(row("extract", extract, their_extract, "po4a --no-translations"))
    print(row("extract again, nothing changed", again, their_extract, "po4a --no-translations"))
    print(row("build", build, their_build, "po4a --no-update"))
    print(row("l10n --help", start, click, 'python -c "import click"'))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("source_texts"))
