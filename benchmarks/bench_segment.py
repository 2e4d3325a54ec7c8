"""Segmentation against its peers: cases as people cut them, treebanks, megabytes a second, long lines.

Run as `python benchmarks/bench_segment.py [DATA] [TREEBANKS]`. DATA, by default `../shared/data`, holds
`segmentation/<set>/<language>.json` (lists of `{text, sentences, kind, recoverable}`) and `medquad/*.txt`.
TREEBANKS (or an environment variable: `make bench-segment TREEBANKS=folder`) is a folder with files of
Universal Dependencies anywhere in it, `<language>_<name>-ud-<part>.conllu`. White space does not count when
sentences are compared. pysbd is a column where this Python has it, or the one that PEERS (an environment
variable) names, as `make bench-segment` sees to.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median

import sentencex

from l10n import formats, locale
from l10n.text.sentences.list_marks import list_items
from l10n.text.sentences.segment import segment

Segmenter = Callable[[str, str], list[str]]
Table = Mapping[str, Segmenter]
ROUNDS = 5
# Cases of PDF files and of markup that is stripped first are not about sentences.
KINDS = ("golden", "more")
PARAGRAPH = 10
"""Sentences of a treebank that are joined to one text."""
LINE = 100_000
ODD = {
    "a line of sentences": "Take one tablet with water at 8 a.m. It may help. ",
    "quotes that never close": '"Rest well. ',
    "brackets that never close": "(a rest. ",
    "quotes the wrong way round": "”Rest. “Drink. ",
    "dots": ". ",
    "abbreviations": "e.g. approx. ",
    "no end at all": "water ",
}


def ours(text: str, language: str) -> list[str]:
    return [span.cut(text) for span in segment(text, language)]


def theirs(text: str, language: str) -> list[str]:
    return list(sentencex.segment(language, text))


def pysbd(text: str, language: str) -> list[str]:
    module = importlib.import_module("pysbd")
    known = importlib.import_module("pysbd.languages").LANGUAGE_CODES
    found = module.Segmenter(language=language if language in known else "en", clean=False).segment(text)
    return [str(sentence) for sentence in found]


def main() -> int:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    peers: dict[str, Segmenter] = {"ours": ours, "sentencex": theirs}
    if "PEERS" in os.environ:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        sys.path.append(str(Path(os.environ["PEERS"]).parent.parent / "lib" / version / "site-packages"))
    if importlib.util.find_spec("pysbd"):
        peers["pysbd"] = pysbd
    else:
        print(
            "pysbd is not installed, its column is missing: pip install pysbd in this environment, or in one"
        )
        print("of its own with this folder on PYTHONPATH; it is no dependency of l10n.\n")
    if (data / "segmentation").is_dir():
        cases(data / "segmentation", peers)
    else:
        print(f"no segmentation cases under {data}: give the folder that holds segmentation/ and medquad/")
    if folder := os.environ.get("TREEBANKS", sys.argv[2] if len(sys.argv) > 2 else ""):
        treebanks(Path(folder), peers)
    texts = [path.read_text(encoding="utf-8") for path in sorted((data / "medquad").glob("*.txt"))]
    if texts:
        speeds(texts, peers)
    else:
        print(f"no articles under {data / 'medquad'}: speed not measured")
    growth(peers)
    return 0


def row(title: str, numbers: list[float], form: str = "12.1f") -> None:
    print(f"{title:34}" + "".join(f"{number:{form}}" for number in numbers))


def head(title: str, peers: Table) -> None:
    print(f"\n{title:34}" + "".join(f"{name:>12}" for name in peers))


def cases(folder: Path, peers: Table) -> None:
    """Cases that come out exactly, by set and language, and the share of each set in percent."""
    head("exact, cases", peers)
    for group in sorted(folder.iterdir()):
        sums = dict.fromkeys(peers, 0)
        count = 0
        for path in sorted(group.glob("*.json")):
            found = {name: exact(path, cut) for name, cut in peers.items()}
            total = found["ours"][1]
            if total:
                row(f"{group.name}/{path.stem}, {total}", [right for right, _ in found.values()], "12")
            count += total
            for name, (right, _) in found.items():
                sums[name] += right
        if count:
            row(f"{group.name}, {count}, %", [100 * right / count for right in sums.values()])


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


def treebanks(folder: Path, peers: Table) -> None:
    """F1 of the boundaries inside paragraphs of ten sentences, for each treebank file."""
    head("F1 of boundaries, treebank", peers)
    worse = []
    for path in sorted(folder.rglob("*.conllu")):
        language = path.name.split("_", 1)[0]
        found = [100 * agreement(path, language, cut) for cut in peers.values()]
        row(path.stem, found, "12.2f")
        if found[0] < found[1]:
            worse.append(path.stem)
    print(f"worse than sentencex alone: {', '.join(worse) or 'none'}")


def agreement(path: Path, language: str, cut: Segmenter) -> float:
    """The F1 of a segmenter's boundaries on one treebank."""
    both = found = wanted = 0
    for sentences in paragraphs(path):
        right = boundaries(sentences)
        got = boundaries(cut(locale.joiner(language).join(sentences), language))
        both, found, wanted = both + len(right & got), found + len(got), wanted + len(right)
    return 2 * both / (found + wanted) if found + wanted else 1.0


def paragraphs(path: Path) -> Iterator[list[str]]:
    """The sentences of a CoNLL-U file, so many at a time, no document's with another's."""
    held: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") or len(held) == PARAGRAPH:
                if len(held) > 1:
                    yield held
                held = []
            if line.startswith("# text ="):
                held.append(line.removeprefix("# text =").strip())
    if len(held) > 1:
        yield held


def boundaries(sentences: list[str]) -> set[int]:
    """How many characters stand before each boundary, white space left out."""
    offsets = set()
    count = 0
    for words in bare(sentences):
        offsets.add(count)
        count += len(words)
    return offsets - {0}


def speeds(texts: list[str], peers: Table) -> None:
    """Megabytes of UTF-8 a CPU second over articles: whole, and block by block as documents are read."""
    form = formats.by_name("text")
    blocks = [block.text for text in texts for block in form.blocks(text)]
    head("MB/s", peers)
    for title, pieces in (("whole articles", texts), ("block by block", blocks)):
        # pysbd takes a thousand times as long: one round over a tenth of the articles says enough.
        rates = [
            rate(pieces[::10], cut, 1) if name == "pysbd" else rate(pieces, cut, ROUNDS)
            for name, cut in peers.items()
        ]
        row(title, rates, "12.2f")


def rate(texts: list[str], cut: Segmenter, rounds: int) -> float:
    size = sum(len(text.encode("utf-8")) for text in texts)
    return size / 1e6 / min(taken(texts, cut) for _ in range(rounds))


def taken(texts: list[str], cut: Segmenter) -> float:
    """CPU seconds, nothing remembered from the round before."""
    list_items.cache_clear()
    before = time.process_time()
    for text in texts:
        cut(text, "en")
    return time.process_time() - before


def growth(peers: Table) -> None:
    """How many times longer twice the text takes on one line: 2 where cost is linear, 4 where quadratic."""
    fast = {name: cut for name, cut in peers.items() if name != "pysbd"}
    head(f"time of {2 * LINE:,} / {LINE:,} characters", fast)
    for title, piece in ODD.items():
        once = piece * (LINE // len(piece))
        row(title, [longer(once, cut) for cut in fast.values()], "12.2f")


def longer(text: str, cut: Segmenter) -> float:
    return median(taken([text * 2], cut) / max(1e-9, taken([text], cut)) for _ in range(ROUNDS))


if __name__ == "__main__":
    raise SystemExit(main())
