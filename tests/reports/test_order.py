"""The order of work as text and JSON, whatever stands in the catalogs."""

from __future__ import annotations

import json
from dataclasses import replace

import outside
from reported import HOSTILE

from l10n.model import Finding, Severity, Span, State
from l10n.reports import Surface
from l10n.reports import todo as report
from l10n.risk import Cues, Facts, Todo, score

DOSE = Finding("number", Severity.WARNING, "5 mg became 50 mg", at=Span(5, 10), source_at=Span(5, 9))
FACTS = Facts(State.DRAFT, Cues(3, quantities=("5 mg",)), (DOSE,), "argos en-es 1.9", -0.5, unseen=0.5)


def entry(facts: Facts = FACTS, source: str = "Take 5 mg.", target: str = "Tome 50 mg.") -> Todo:
    place = "es", "locales/es/a.po", 7, "0123456789abcdef"
    return Todo(*place, source, target, score(facts), facts)


MISSING = entry(Facts(State.EMPTY), target="")
STRANGE = entry(
    Facts(State.REVIEWED, Cues(1, (HOSTILE,)), (replace(DOSE, check=HOSTILE, message=HOSTILE),)),
    HOSTILE,
    HOSTILE,
)
LONG = entry(FACTS, "x" * 1_000_000, "y" * 1_000_000)


def test_its_json_is_what_its_schema_says() -> None:
    texts = [report.as_json_text(some) for some in ([], [entry(), MISSING, STRANGE, LONG])]
    assert outside.json_faults(texts, report.schema()) == [[] for _ in texts]
    wrong = texts[1].replace('"state": "draft"', '"state": "done"', 1)
    assert len(outside.json_faults([wrong], report.schema())[0]) == 1


def test_an_entry_is_one_line_of_ascii_and_no_longer_than_anybody_reads() -> None:
    text = report.as_json_text([STRANGE, LONG])
    assert text.isascii()
    assert len(text.splitlines()) == 2 + 5
    assert len(json.loads(text)["todo"][1]["source"]) <= 10_001


def test_nothing_hostile_reaches_a_terminal() -> None:
    text = report.text([STRANGE], Surface(columns=80))
    assert all(line.isprintable() for line in text.splitlines())
    assert not any(line.startswith(("::", "##")) for line in text.splitlines())


def test_only_what_is_certain_is_1_00() -> None:
    near = replace(entry(), risk=0.99999)
    assert "risk 0.99 " in report.text([near])
    assert "risk 1.00 " in report.text([replace(near, risk=1.0)])


def test_reasons_that_matter_are_told_the_gravest_first() -> None:
    first = report.text([entry()]).splitlines()[0]
    assert first == (
        "locales/es/a.po:7: risk 0.93 draft [number: 5 mg became 50 mg; engine: argos en-es 1.9 was 61 % sure"
        " of a word; new words: 50 % of its words are in nothing reviewed; quantities: 5 mg in the source]"
    )
    assert report.text([MISSING]).splitlines()[:2] == [
        "locales/es/a.po:7: risk 0.20 missing [missing: no translation]",
        "    source  Take 5 mg.",
    ]
