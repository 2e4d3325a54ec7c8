"""The translation memory: index time and size, time of a fuzzy look-up, how often it finds the best match.

Run as `python benchmarks/bench_memory.py [FOLDER]`; FOLDER holds tico19/memory/*.tmx and medquad/*.txt, else
made-up sentences are used. Sizes are reached by changing words, numbers and halves of the sentences there. A
query is a sentence of the memory with one to three words changed; the best match is brute force's, the same
similarity over all sources. A look-up is what a draft asks for: the very same source, then like ones. Figures
are CPU time of one core.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Indel

from l10n.interchange import tmx
from l10n.memory import Index, Known, Memory, Remembered
from l10n.model import Key
from l10n.text.segment import segment

SIZES = (10_000, 100_000, 300_000)
QUERIES = 200
LEAST = 0.6


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data")
    sentences = real(folder) or made_up(5_000, random.Random(1))
    print(f"{len(sentences)} sentences to make memories of, {QUERIES} queries each; ms and s of CPU time")
    print("   units  build s     MB  open ms  p50 ms  p95 ms  brute ms    best found")
    for size in SIZES:
        print(row(*corpus(sentences, size)))
    for tag, texts in by_language(folder).items():
        if tag in ("ar", "zh"):
            print(f"{row(texts, [char for text in texts for char in pieces(text)])}  {tag}")
    for path in sorted(folder.glob("tico19/memory/*.tmx")):
        print(imported(path))


def row(texts: Sequence[str], vocabulary: Sequence[str]) -> str:
    """The line of the table for a memory of these texts."""
    chance = random.Random(5)
    queries = [
        changed(chance.choice(texts), vocabulary, chance, chance.choice((1, 1, 2, 2, 3)))
        for _ in range(QUERIES)
    ]
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "memory.sqlite"
        started = time.process_time()
        with Index(file, "bench") as index, index.writing():
            units = (Remembered(one, one, one, one, "es") for one in texts)
            index.put(Known("bench.po", "es", "", 0), units)
        built = time.process_time() - started
        size = sum(one.stat().st_size for one in Path(name).iterdir()) / 1e6
        with Index(file, "bench") as index:
            memory = Memory(index, "en", "es")
            started = time.process_time()
            memory.similar("warm", LEAST)
            opened = time.process_time() - started
            took, found = [], []
            for query in queries:
                started = time.process_time()
                memory.exact(Key(None, query))
                matches = memory.similar(query, LEAST)
                took.append(time.process_time() - started)
                found.append(max((one.alike for one in matches), default=0.0))
    started = time.process_time()
    best = [brute(query, texts) for query in queries]
    slow = (time.process_time() - started) / len(queries)
    hits = [ours >= theirs - 1e-9 for ours, theirs in zip(found, best, strict=True) if theirs >= LEAST]
    took.sort()
    middle, late = statistics.median(took) * 1e3, took[int(len(took) * 0.95)] * 1e3
    times = f"{opened * 1e3:>9.0f}{middle:>8.1f}{late:>8.1f}{slow * 1e3:>10.0f}"
    return f"{len(texts):>8}{built:>9.1f}{size:>7.1f}{times}{f'{sum(hits)} of {len(hits)}':>14}"


def brute(query: str, texts: Sequence[str]) -> float:
    found = process.extractOne(query, texts, scorer=Indel.normalized_similarity, score_cutoff=LEAST)
    return found[1] if found else 0.0


def imported(path: Path) -> str:
    """How long it takes to read a TMX file into a memory."""
    started = time.process_time()
    with tempfile.TemporaryDirectory() as name, path.open("rb") as stream:
        texts = [unit.variants for unit in tmx.read(stream)]
        read = time.process_time() - started
        with Index(Path(name) / "memory.sqlite", "bench") as index, index.writing():
            units = (Remembered(a.text, a.text, b.text, b.text, b.tag) for a, b in texts)
            index.put(Known(path.name, "", "", 0), units)
    done = time.process_time() - started
    return f"{path.name}: {len(texts)} units read in {read:.2f} s, in the index after {done:.2f} s"


def real(folder: Path) -> list[str]:
    """The English sentences of the data folder, each once."""
    found = dict.fromkeys(by_language(folder).get("en", ()))
    for path in sorted(folder.glob("medquad/*.txt")):
        for paragraph in path.read_text(encoding="utf-8").splitlines():
            sentences = (span.cut(paragraph).strip() for span in segment(paragraph, "en"))
            found.update((one, None) for one in sentences if one)
    return list(found)


def by_language(folder: Path) -> dict[str, list[str]]:
    """The texts of the TMX files, by language."""
    found: dict[str, dict[str, None]] = {}
    for path in sorted(folder.glob("tico19/memory/*.tmx")):
        with path.open("rb") as stream:
            for unit in tmx.read(stream):
                for one in unit.variants:
                    found.setdefault(one.tag, {})[one.text.strip()] = None
    return {tag: list(texts) for tag, texts in found.items()}


def made_up(count: int, chance: random.Random) -> list[str]:
    letters = "aaabcdeeeefghiiijklmnoooprrssttuuvy"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(8_000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [
        " ".join(chance.choices(words, weights, k=chance.randint(3, 30))).capitalize() + "."
        for _ in range(count)
    ]


def corpus(sentences: Sequence[str], size: int) -> tuple[list[str], list[str]]:
    """`size` different texts made of these sentences, and all the words in them."""
    chance = random.Random(size)
    vocabulary = [word for one in sentences for word in one.split()]
    found = dict.fromkeys(sentences[:size])
    while len(found) < size:
        text = chance.choice(sentences)
        if chance.random() < 0.3:
            head, tail = text.split(), chance.choice(sentences).split()
            text = " ".join((*head[: max(1, len(head) // 2)], *tail[len(tail) // 2 :]))
        found[changed(text, vocabulary, chance, chance.randint(1, max(2, len(text.split()) // 4)))] = None
    return list(found), vocabulary


def changed(text: str, vocabulary: Sequence[str], chance: random.Random, times: int) -> str:
    """A text with some words (characters, where there are no words) replaced, put in or left out."""
    words = list(pieces(text))
    for _ in range(times):
        at, how = chance.randrange(len(words)), chance.random()
        if re.search(r"\d", words[at]):
            words[at] = re.sub(r"\d+", lambda _: str(chance.randrange(1, 200)), words[at])
        elif how < 0.6:
            words[at] = chance.choice(vocabulary)
        elif how < 0.8 or len(words) < 4:
            words.insert(at, chance.choice(vocabulary))
        else:
            del words[at]
    return (" " if " " in text else "").join(words)


def pieces(text: str) -> Iterable[str]:
    return text.split() if " " in text else _characters(text)


def _characters(text: str) -> Iterator[str]:
    yield from text


if __name__ == "__main__":
    main()
