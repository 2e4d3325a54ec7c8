"""The translation memory: index time and size, time of a fuzzy look-up, how often it finds the best match.

Run as `python benchmarks/bench_memory.py [FOLDER]`; FOLDER holds tico19/memory/*.tmx and medquad/*.txt, else
made-up sentences are used. Sizes are reached by changing words, numbers and halves of the sentences there. Of
the queries two in four are sentences of the memory with one to three words changed, one is such a sentence
with letters changed, and one is a sentence that was held out of it; the best match is brute force's, the same
similarity over all sources. A look-up is what a draft asks for: the very same source, then like ones. Figures
are CPU time of one core; RSS is the process's so far, brute force's own list of all texts included.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Indel

from l10n.interchange import tmx
from l10n.memory import Index, Known, Memory, Remembered
from l10n.model import Key
from l10n.text.sentences.segment import segment

SIZES = (10_000, 100_000, 300_000)
QUERIES = 200
LEAST = 0.6


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data")
    sentences = real(folder) or made_up(5_000, random.Random(1))
    print(f"{len(sentences)} sentences to make memories of, {QUERIES} queries each; ms and s of CPU time")
    print("   units  build s     MB  open ms  p50 ms  p95 ms  brute ms    best found  RSS MB  source")
    for size in SIZES:
        print(row(sentences, size), "en", flush=True)
    for tag, texts in by_language(folder).items():
        if tag in ("ar", "zh"):
            print(row(texts, SIZES[-1], tag), tag, flush=True)
    for path in sorted(folder.glob("tico19/memory/*.tmx")):
        print(imported(path))


def row(sentences: Sequence[str], size: int, tag: str = "en") -> str:
    """The line of the table for a memory of `size` units made of these sentences."""
    chance = random.Random(5)
    mixed = chance.sample(sentences, len(sentences))
    held, known = mixed[: len(mixed) // 20], mixed[len(mixed) // 20 :]
    texts, vocabulary = corpus(known, size)
    queries = [
        chance.choice(held)
        if number % 4 == 0
        else mistyped(chance.choice(texts), chance)
        if number % 4 == 1
        else changed(chance.choice(texts), vocabulary, chance, chance.choice((1, 1, 2, 2, 3)))
        for number in range(QUERIES)
    ]
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "memory.sqlite"
        started = time.process_time()
        with Index(file, "bench") as index, index.writing():
            units = (Remembered(one, one, one, one, "es") for one in texts)
            index.put(Known("bench.po", "es", "", 0), units)
        built = time.process_time() - started
        megabytes = sum(one.stat().st_size for one in Path(name).iterdir()) / 1e6
        with Index(file, "bench") as index:
            memory = Memory(index, tag, "es")
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
    best_found = f"{sum(hits)} of {len(hits)}"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{len(texts):>8}{built:>9.1f}{megabytes:>7.1f}{times}{best_found:>14}{most:>8} "


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
    vocabulary = [word for one in sentences for word in pieces(one)]
    found = dict.fromkeys(sentences[:size])
    while len(found) < size:
        text = chance.choice(sentences)
        if chance.random() < 0.3:
            head, tail = list(pieces(text)), list(pieces(chance.choice(sentences)))
            text = joint(text).join((*head[: max(1, len(head) // 2)], *tail[len(tail) // 2 :]))
        times = chance.randint(1, max(2, len(list(pieces(text))) // 4))
        found[changed(text, vocabulary, chance, times)] = None
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
    return joint(text).join(words)


def mistyped(text: str, chance: random.Random) -> str:
    """A text with one letter in twenty, at least one, replaced by another one of it or left out."""
    letters = list(text)
    for _ in range(max(1, len(text) // 20)):
        at = chance.randrange(len(letters))
        letters[at] = chance.choice(text) if chance.random() < 0.5 else ""
    return "".join(letters)


def joint(text: str) -> str:
    return " " if " " in text else ""


def pieces(text: str) -> Iterable[str]:
    return text.split() if " " in text else text


if __name__ == "__main__":
    main()
