"""Segmentation against its peers: cases cut exactly as people cut them, and megabytes a second.

Run as `python benchmarks/bench_segment.py [DATA]`. DATA, by default `../shared/data`, holds
`segmentation/<set>/<language>.json` (lists of `{text, sentences, kind, recoverable}`) and `medquad/*.txt`.
White space does not count when sentences are compared. pysbd is a column where it is installed.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import sentencex

from l10n.text.list_marks import list_items
from l10n.text.segment import segment

Segmenter = Callable[[str, str], list[str]]
ROUNDS = 5
# Cases of PDF files and of markup that is stripped first are not about sentences.
KINDS = ("golden", "more")


def ours(text: str, language: str) -> list[str]:
    return [span.cut(text) for span in segment(text, language)]


def theirs(text: str, language: str) -> list[str]:
    return list(sentencex.segment(language, text))


def pysbd(text: str, language: str) -> list[str]:
    module = importlib.import_module("pysbd")
    known = importlib.import_module("pysbd.languages").LANGUAGE_CODES
    found = module.Segmenter(language=language if language in known else "en", clean=False).segment(text)
    return [str(sentence) for sentence in found]


def exact(path: Path, cut: Segmenter) -> tuple[int, int]:
    """How many cases of a file come out exactly, and how many there are."""
    language = "en" if path.stem == "lists" else path.stem
    right = total = 0
    for case in json.loads(path.read_text(encoding="utf-8")):
        if case["recoverable"] and case["kind"] in KINDS:
            total += 1
            right += bare(cut(case["text"], language)) == bare(case["sentences"])
    return right, total


def bare(sentences: list[str]) -> list[str]:
    return [words for words in ("".join(sentence.split()) for sentence in sentences) if words]


def speed(texts: list[str], cut: Segmenter, rounds: int) -> float:
    """Megabytes of UTF-8 a CPU second, the best of some rounds over the texts."""
    size = sum(len(text.encode("utf-8")) for text in texts)
    taken = []
    for _ in range(rounds):
        list_items.cache_clear()
        before = time.process_time()
        for text in texts:
            cut(text, "en")
        taken.append(time.process_time() - before)
    return size / 1e6 / min(taken)


def main() -> int:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if not (data / "segmentation").is_dir():
        print(f"no segmentation cases under {data}: give the folder that holds segmentation/ and medquad/")
        return 1
    peers: dict[str, Segmenter] = {"ours": ours, "sentencex": theirs}
    if importlib.util.find_spec("pysbd"):
        peers["pysbd"] = pysbd
    print(f"{'exact, cases':26}" + "".join(f"{name:>12}" for name in peers))
    for folder in sorted((data / "segmentation").iterdir()):
        sums = dict.fromkeys(peers, 0)
        count = 0
        for path in sorted(folder.glob("*.json")):
            found = {name: exact(path, cut) for name, cut in peers.items()}
            total = found["ours"][1]
            if total:
                title = f"{folder.name}/{path.stem}, {total}"
                print(f"{title:26}" + "".join(f"{right:12}" for right, _ in found.values()))
            count += total
            for name, (right, _) in found.items():
                sums[name] += right
        title = f"{folder.name}, {count}, %"
        print(f"{title:26}" + "".join(f"{100 * right / count:12.1f}" for right in sums.values()))
    texts = [path.read_text(encoding="utf-8") for path in sorted((data / "medquad").glob("*.txt"))]
    if not texts:
        print(f"no articles under {data / 'medquad'}: speed not measured")
        return 0
    # pysbd takes a thousand times as long: one round over a tenth of the articles says enough.
    rates = [
        speed(texts[::10], cut, 1) if name == "pysbd" else speed(texts, cut, ROUNDS)
        for name, cut in peers.items()
    ]
    print(f"{'MB/s':26}" + "".join(f"{rate:12.2f}" for rate in rates))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
