"""The Argos engine against argostranslate's own translate(), on the same models with the same beam.

    python -m benchmarks.bench_argos [DATA] [sentences]

DATA, by default `../shared/data`, holds `articles/*.txt` and `medquad/*.txt`: their first sentences (2,000)
of at most 150 pieces, as l10n cuts them, in the order of the articles, those that come twice twice. (Longer
ones l10n cuts into clauses; argostranslate breaks on them where a model has no positions for them.) Without
DATA they are sentences of the tiny model's own kind. Two models: the tiny one of tests/data, which sits in
the processor's cache, and one of real size (`real_size_argos.py`).

argostranslate runs its own code (PackageTranslation under its CachedTranslation) with its own settings. Only
its sentence splitter is replaced by one that gives back the sentences as they are cut already, so that it is
not measured; and `stanza`, which it imports but does not use here, by an empty module. The bare row is
CTranslate2's translate_batch on the distinct sentences, tokenized and sorted beforehand, in the same
batches; turning its tokens into text counts. What l10n refuses by its looks, such as loops, is not compared.

On a processor everything has one core and the figures are CPU time; then come both with the threads that they
take of all cores by themselves. Where there is a GPU a second table has the time on the clock.
"""

from __future__ import annotations

import os
import runpy
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import ctranslate2

from benchmarks import real_size_argos
from l10n.engines import Segment
from l10n.engines.argos import loading, machine, packages
from l10n.engines.argos.decode import Way
from l10n.engines.argos.engine import Argos
from l10n.engines.argos.options import Options
from l10n.text.sentences.segment import segment

ROOT = Path(__file__).parent.parent
ENOUGH = 20
"""Seconds of a run that needs no repetition."""
Paragraphs = list[list[str]]
Run = Callable[[], list[str]]


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    devices = ["cpu", "cuda"] if ctranslate2.get_cuda_device_count() else ["cpu"]
    paragraphs = wanted(data, count)
    with tempfile.TemporaryDirectory() as scratch:
        theirs = argostranslate(Path(scratch))
        with zipfile.ZipFile(ROOT / "tests/data/tiny-en-es.argosmodel") as archive:
            archive.extractall(Path(scratch, "tiny"))
        real = real_size_argos.package(ROOT / "build", [one for some in paragraphs for one in some])
        for device in devices:
            for title, home in (("the tiny model", Path(scratch, "tiny")), ("a model of real size", real)):
                os.environ["ARGOS_PACKAGES_DIR"] = str(home)
                table(title, short_enough(paragraphs, count), device, theirs)
                if device == "cpu":
                    as_they_come(short_enough(paragraphs, count), theirs)


def wanted(data: Path, count: int) -> Paragraphs:
    """The sentences of the articles by paragraph; without articles `count` of the tiny model's own kind."""
    files = [*sorted(data.glob("articles/*.txt")), *sorted(data.glob("medquad/*.txt"))]
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    found = [[span.cut(line) for span in segment(line, "en")] for line in lines]
    if any(found):
        return found
    pairs = runpy.run_path(str(ROOT / "tools/tiny_argos_sentences.py"))["pairs"]
    made = [english for english, _ in pairs(count, seed=7)]
    return [made[at : at + 5] for at in range(0, count, 5)]


def short_enough(paragraphs: Paragraphs, count: int) -> Paragraphs:
    """The first `count` sentences that the model is given whole; longer ones l10n cuts."""
    (package,) = packages.route("en", "es")
    model = loading.load(package, machine.PLAIN)
    left = count
    found: Paragraphs = []
    for some in paragraphs:
        whole = [one for one in some if len(model.tokenize(one)) <= Way().longest][:left]
        left -= len(whole)
        found += [whole] if whole else []
    return found


def table(title: str, paragraphs: Paragraphs, device: str, theirs: ModuleType) -> None:
    flat = [one for some in paragraphs for one in some]
    clock = time.process_time if device == "cpu" else time.perf_counter
    if device == "cpu" and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    engine = Argos(Options(device=device))
    codes = [f"\ue400{sentence}\ue800" for sentence in flat]
    each = own(theirs, device, flat)
    rows: list[tuple[str, float, list[str] | None]] = [
        ("argostranslate, a sentence a call", *best(each, clock)),
        ("argostranslate, a paragraph a call", best(own(theirs, device, paragraphs), clock)[0], None),
        ("bare translate_batch, distinct ones sorted", *best(bare(engine, flat), clock)),
        ("l10n", *best(ours(engine, flat), clock)),
        ("l10n, each with a pair of codes", *best(ours(engine, codes), clock)),
    ]
    base = min(rows[0][1], rows[1][1])
    print(f"\n{title}, {device}: {len(flat)} sentences, {len(set(flat))} distinct")
    print(f"{'':44}{'CPU' if device == 'cpu' else 'clock'} s  sentences/s  times less  same text")
    for name, seconds, said in rows:
        pairs = [(one, other) for one, other in zip(said or [], rows[0][2] or [], strict=False) if one]
        same = sum(one == other for one, other in pairs)
        shown = f"{same}/{len(pairs)}" if said else ""
        print(
            f"{name:42}{seconds:8.2f}{len(flat) / seconds:13.0f}{base / seconds:12.2f}  {shown:>9}",
            flush=True,
        )
    print(f"l10n over the bare call: {rows[3][1] / rows[2][1] - 1:+.1%}")


def as_they_come(paragraphs: Paragraphs, theirs: ModuleType) -> None:
    """Print the CPU time of both with the threads that they choose by themselves, on all cores."""
    flat = [one for some in paragraphs for one in some]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    theirs.settings.intra_threads = 0  # its default
    base = best(own(theirs, "cpu", paragraphs), time.process_time)[0]
    theirs.settings.intra_threads = 1
    ran = best(ours(Argos(Options()), flat), time.process_time)[0]
    print("all cores, threads as they come:")
    for name, seconds in (("argostranslate, a paragraph a call", base), ("l10n", ran)):
        print(f"{name:42}{seconds:8.2f}{len(flat) / seconds:13.0f}{base / seconds:12.2f}", flush=True)


def timed(run: Run, clock: Callable[[], float]) -> tuple[float, list[str]]:
    """(seconds, what it gave)."""
    began = clock()
    said = run()
    return clock() - began, said


def best(run: Run, clock: Callable[[], float]) -> tuple[float, list[str]]:
    """As `timed`, the best of three runs, or the only one where that takes long enough to be even."""
    first = timed(run, clock)
    others = [timed(run, clock) for _ in range(2)] if first[0] < ENOUGH else []
    return min([first, *others], key=lambda one: one[0])


def ours(engine: Argos, sentences: Sequence[str]) -> Run:
    engine.translate(["a"], "en", "es")  # loads the model
    segments = [Segment(one) for one in sentences]

    def run() -> list[str]:
        made = dict(engine.translate_all(segments, "en", "es"))
        return [made[number].text.strip("\ue400\ue800") for number in range(len(segments))]

    return run


def bare(engine: Argos, sentences: Sequence[str]) -> Run:
    (package,) = packages.route("en", "es")
    backend = machine.backend(engine.options)
    model = loading.load(package, backend)
    distinct = list(dict.fromkeys(sentences))
    pieces = {one: model.tokenize(one) for one in distinct}
    distinct.sort(key=lambda one: len(pieces[one]), reverse=True)
    tokens = [pieces[one] for one in distinct]

    def run() -> list[str]:
        results = model.translator.translate_batch(
            tokens,
            replace_unknowns=True,
            max_batch_size=backend.batch_tokens,
            batch_type="tokens",
            beam_size=4,
            num_hypotheses=1,
            length_penalty=0.2,
            return_scores=True,
        )
        texts = [model.tokenizer.decode(result.hypotheses[0]).removeprefix(" ") for result in results]
        made = dict(zip(distinct, texts, strict=True))
        return [made[one] for one in sentences]

    return run


def own(theirs: ModuleType, device: str, texts: Sequence[str] | Paragraphs) -> Run:
    """Argostranslate's own translation of each text or paragraph."""

    class Given:
        """Gives back sentences as they are cut already."""

        def split_sentences(self, text: str) -> list[str]:
            return text.split("\x1f")

    (package,) = packages.route("en", "es")
    theirs.settings.device = device
    plain = theirs.PackageTranslation(None, None, theirs.Package(package.folder))
    plain.sentencizer = Given()
    translation = theirs.CachedTranslation(plain)
    translation.translate("a")  # loads the model
    joined = [text if isinstance(text, str) else "\x1f".join(text) for text in texts]
    return lambda: [translation.translate(text) for text in joined]


def argostranslate(scratch: Path) -> ModuleType:
    """argostranslate.translate, with one thread and its folders under `scratch`."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(scratch / name)
    os.environ |= {"ARGOS_INTRA_THREADS": "1", "ARGOS_INTER_THREADS": "1"}
    sys.modules.setdefault("stanza", ModuleType("stanza"))
    from argostranslate import translate

    module: ModuleType = translate
    return module


if __name__ == "__main__":
    main()
