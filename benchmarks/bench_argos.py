"""CPU time of the Argos engine against argostranslate's way of decoding, on the tiny model of tests/data.

    python benchmarks/bench_argos.py [sentences]

One core for all, so that CPU time compares; the best of three runs each. Every row must give the same
translations. The model is tiny and sits in the processor's cache: models of real size gain more from batches.
"""

from __future__ import annotations

import os
import runpy
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from l10n.engines import argos
from l10n.engines.argos import decode, packages

ROOT = Path(__file__).parent.parent
PARAGRAPH = 5
"""Sentences that argostranslate decodes in one call: it goes paragraph by paragraph."""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pairs = runpy.run_path(str(ROOT / "tools/tiny_argos_sentences.py"))["pairs"]
    sentences = [english for english, _ in pairs(count, seed=7)]
    with tempfile.TemporaryDirectory() as home:
        with zipfile.ZipFile(ROOT / "tests/data/tiny-en-es.argosmodel") as archive:
            archive.extractall(home)
        os.environ["ARGOS_PACKAGES_DIR"] = home
        argos.translate(sentences[:1], "en", "es")  # loads the model
        codes = [f"\ue400{sentence}\ue800" for sentence in sentences]
        rows: list[tuple[str, float, list[str]]] = [
            ("argostranslate's way: a sentence a call", *timed(lambda: in_calls_of(1, sentences))),
            ("argostranslate's way: a paragraph a call", *timed(lambda: in_calls_of(PARAGRAPH, sentences))),
            ("l10n, 64 sentences a call", *timed(lambda: ours(64, sentences))),
            ("l10n, 256 sentences a call", *timed(lambda: ours(256, sentences))),
            ("l10n, all in one call", *timed(lambda: ours(count, sentences))),
            ("l10n, all in one call, each with a pair of codes", *timed(lambda: ours(count, codes))),
        ]
    base = rows[1][1]
    print(f"{count} sentences, one core{'':21}CPU s  sentences/s  times less  same text")
    for name, seconds, said in rows:
        same = sum(
            text.strip("\ue400\ue800") == wanted for text, wanted in zip(said, rows[0][2], strict=True)
        )
        print(f"{name:48}{seconds:6.2f}{count / seconds:13.0f}{base / seconds:12.1f}{same:6}/{count}")


def timed(run: Callable[[], list[str]]) -> tuple[float, list[str]]:
    """(CPU seconds of all threads, what it gave)."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        said = run()
        spent.append(time.process_time() - began)
    return min(spent), said


def ours(size: int, sentences: list[str]) -> list[str]:
    calls = (sentences[at : at + size] for at in range(0, len(sentences), size))
    return [one.text for call in calls for one in argos.translate(call, "en", "es")]


def in_calls_of(size: int, sentences: list[str]) -> list[str]:
    """As argostranslate.translate decodes: the sentences of a paragraph, in batches of 32 tokens."""
    (package,) = packages.route("en", "es")
    translator, tokenizer = decode.load(package)
    said: list[str] = []
    for at in range(0, len(sentences), size):
        results = translator.translate_batch(
            [tokenizer.encode(sentence) for sentence in sentences[at : at + size]],
            target_prefix=None,
            replace_unknowns=True,
            max_batch_size=32,
            batch_type="tokens",
            beam_size=4,
            num_hypotheses=1,
            length_penalty=0.2,
            return_scores=True,
        )
        said += [tokenizer.decode(result.hypotheses[0]).removeprefix(" ") for result in results]
    return said


if __name__ == "__main__":
    main()
