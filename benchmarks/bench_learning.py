"""Learning from reviewers: of corrections made on purpose, how many are offered as terms, and what else is.

Run as `python -m benchmarks.bench_learning [DATA]`; DATA holds tico19/memory/en-es-419.tmx and
tico19/terms/en-es_XX.csv. Sentences are drafted from English to Spanish by Apertium through `l10n draft`. A
made-up reviewer then goes through all of them: where Apertium says a term otherwise than the terminology, the
terminology's word is put in its place (30 terms, those met most often); one draft in five is replaced by the
reference translation instead, which changes anything; the rest is left as it is. What `l10n draft --learn`
offers is compared with what was put there in three or more sentences: the same term with the same
translation, whatever their endings. `beside`: a candidate that shares words with it on both sides. Candidates
that are neither are printed, for people to judge. In the second table the reviewer wrote the references, all
of them.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from l10n import candidates, catalog, config, pipeline
from l10n.engines import apertium
from l10n.interchange import tmx
from l10n.model import Entry, State
from l10n.text.words.corrections import read
from l10n.text.words.revisions import has, starts
from l10n.text.words.term_candidates import Candidate

SIZES = (600, 1_500)
TERMS = 30
PER_ARTICLE = 50


class Planted(NamedTuple):
    """A term, how Apertium says it, how the reviewer does."""

    source: str
    draft: str
    target: str


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data") / "tico19"
    if not (folder / "memory" / "en-es-419.tmx").exists():
        print(f"no memory/en-es-419.tmx in {folder}: name a folder that holds tico19/")
        return
    pairs = sentences(folder / "memory" / "en-es-419.tmx")
    terms = rendered_otherwise(folder / "terms" / "en-es_XX.csv")
    for size in SIZES:
        chosen = dict(random.Random(19).sample(sorted(pairs.items()), size))
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            drafts = drafted(root, list(chosen))
            reviewer = Reviewer(drafts, chosen, terms)
            seconds, found = learnt(root, reviewer.corrected)
            report(size, seconds, found, reviewer.made)
        if size == SIZES[0]:
            with tempfile.TemporaryDirectory() as name:
                root = Path(name)
                drafted(root, list(chosen))
                _, found = learnt(root, references(chosen))
                print(f"\n{size} sentences, all reviewed as the references: {len(found)} candidates")
                listed(found)


def references(chosen: Mapping[str, str]) -> Callable[[str, str], str]:
    """A reviewer who writes the references, and leaves what has none: a block that was cut in two."""
    return lambda source, draft: chosen.get(source, draft)


def sentences(file: Path) -> dict[str, str]:
    """References by sentence, those of 5 to 60 words that are one line without markup."""
    found: dict[str, str] = {}
    with file.open("rb") as stream:
        for unit in tmx.read(stream):
            texts = {one.tag[:2]: " ".join(one.text.split()) for one in unit.variants}
            if 5 <= len(texts["en"].split()) <= 60 and not set(texts["en"]) & set("<>{}%$"):
                found.setdefault(texts["en"], texts["es"])
    return found


def rendered_otherwise(file: Path) -> list[Planted]:
    """The terms that Apertium, asked for each alone, says in other words."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [(row["sourceString"], row["targetString"]) for row in csv.DictReader(stream)]
    rows = [(source, target) for source, target in rows if not set(source + target) & set("()/")]
    made = apertium.translate([source for source, _ in rows], "en", "es")
    return [
        Planted(source, one.text.strip(), target[0].lower() + target[1:])
        for (source, target), one in zip(rows, made, strict=True)
        if one.text.strip() and read(one.text, "es").names != read(target, "es").names
    ]


def drafted(root: Path, texts: list[str]) -> dict[str, str]:
    """A project of these sentences, extracted and drafted: the drafts by sentence."""
    (root / "source_texts").mkdir()
    (root / "l10n.toml").write_text(
        'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/*"]\nunit = "block"\n'
        '[draft]\nengine = "apertium"\n'
    )
    for start in range(0, len(texts), PER_ARTICLE):
        article = root / "source_texts" / f"{start:05}.txt"
        article.write_text("\n\n".join(texts[start : start + PER_ARTICLE]) + "\n", encoding="utf-8")
    settings = config.load(root)
    pipeline.extract(settings, [], [], check=False)
    said = pipeline.draft(settings, [], [])
    assert not said.errors, said.errors
    return {entry.source: entry.target for entry in all_entries(root) if entry.target}


def all_entries(root: Path) -> list[Entry]:
    files = sorted((root / "locales" / "es").glob("*.po"))
    return [entry for file in files for entry in catalog.read(file).entries]


class Reviewer:
    """Who corrects drafts; `made` says in which sentences each term was corrected."""

    def __init__(
        self, drafts: Mapping[str, str], references: Mapping[str, str], terms: list[Planted]
    ) -> None:
        self._references = references
        chance = random.Random(7)
        self._rewritten = set(chance.sample(sorted(drafts), len(drafts) // 5))
        often = {
            term: sum(bool(self._places(term, source, draft)) for source, draft in drafts.items())
            for term in terms
        }
        self._terms = sorted((term for term in terms if often[term]), key=lambda one: (-often[one], one))[
            :TERMS
        ]
        self.made: dict[Planted, set[str]] = defaultdict(set)

    def corrected(self, source: str, draft: str) -> str:
        if source in self._rewritten and source in self._references:
            return self._references[source]
        for term in self._terms:
            for start, end in reversed(self._places(term, source, draft)):
                draft = draft[:start] + term.target + draft[end:]
                self.made[term].add(source)
        return draft

    @staticmethod
    def _places(term: Planted, source: str, draft: str) -> list[tuple[int, int]]:
        """Where a draft has Apertium's words for a term of its source and lacks the reviewer's."""
        old, text = read(term.draft, "es").names, read(draft, "es")
        if not has(read(source, "en"), read(term.source, "en").names):
            return []
        if has(text, read(term.target, "es").names):
            return []
        last = len(old) - 1
        return [(text.words[at].span.start, text.words[at + last].span.end) for at in starts(text, old)]


def learnt(root: Path, corrected: Callable[[str, str], str]) -> tuple[float, list[Candidate]]:
    """Review all drafts, then learn: seconds of CPU time, and what is offered."""
    for file in sorted((root / "locales" / "es").glob("*.po")):
        found = catalog.read(file)
        entries = tuple(
            catalog.edit(entry, target=corrected(entry.source, entry.target), state=State.REVIEWED)
            if entry.target
            else entry
            for entry in found.entries
        )
        file.write_bytes(catalog.dump(replace(found, entries=entries)))
    settings = config.load(root)
    start = time.process_time()
    pipeline.draft(settings, [], [], learn=True)
    return time.process_time() - start, candidates.of(settings, ["es"])


def report(size: int, seconds: float, found: list[Candidate], made: Mapping[Planted, set[str]]) -> None:
    wanted = {term: len(some) for term, some in made.items() if len(some) >= 3}
    same = [term for term in wanted if any(is_same(term, one) for one in found)]
    beside = [term for term in wanted if term not in same and any(is_beside(term, one) for one in found)]
    others = [one for one in found if not any(is_same(term, one) or is_beside(term, one) for term in made)]
    print(f"\n{size} sentences, {len(made)} terms corrected, {len(wanted)} of them in 3 sentences or more")
    print(f"  offered: {len(same)} of {len(wanted)}; beside: {len(beside)}; {seconds:.1f} s of CPU time")
    print(f"  candidates: {len(found)}, of them {len(others)} that nobody put there")
    for term, count in sorted(wanted.items(), key=lambda pair: -pair[1]):
        how = "offered" if term in same else "beside " if term in beside else "MISSING"
        print(f"    {how} {count:3}  {term.source}: {term.draft} -> {term.target}")
    listed(others)


def listed(found: list[Candidate]) -> None:
    for one in found:
        print(f"    {one.count:3}  {one.source}: {one.draft} -> {one.reviewed}")


def is_same(term: Planted, one: Candidate) -> bool:
    same = read(term.source, "en").names == read(one.source, "en").names
    return same and read(term.target, "es").names == read(one.reviewed, "es").names


def is_beside(term: Planted, one: Candidate) -> bool:
    source = set(read(term.source, "en").names) & set(read(one.source, "en").names)
    return bool(source and set(read(term.target, "es").names) & set(read(one.reviewed, "es").names))


if __name__ == "__main__":
    main()
