"""The built-in checks, case by case: what they find, and what they rightly leave alone.

A case is a title, `source locale, target locale, format`, the source, the translation, and the findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from l10n import checks, formats
from l10n.model import Entry, Key, Severity, State

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    title: str
    source_locale: str
    target_locale: str
    format: str
    source: str
    target: str
    findings: tuple[str, ...]


def cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.txt")):
        for block in file.read_text("utf-8").strip().split("\n\n"):
            title, head, source, target, *findings = block.split("\n")
            source_locale, target_locale, form = head.split()
            texts = plain(source), plain(target)
            expected = tuple(map(plain, findings))
            yield Case(title.removeprefix("# "), source_locale, target_locale, form, *texts, expected)


def plain(line: str) -> str:
    r"""The text of a line whose blanks are written out, `\n` and `\u00a0`."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), line).replace("\\n", "\n")


def context(case: Case, state: State = State.REVIEWED) -> checks.Context:
    form = formats.by_name(case.format)
    source_codes = form.codes(case.source)
    return checks.context(
        Entry(Key(None, case.source), case.target, state),
        "locales/x.po",
        case.source_locale,
        case.target_locale,
        source_codes,
        form.codes(case.target, source_codes),
    )


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.title)
def test_all_checks_together_find_this_and_no_more(case: Case) -> None:
    found = checks.run([context(case)])
    assert tuple(f"{one.severity}: {one.message}" for one in found) == case.findings


@pytest.mark.parametrize("case", [case for case in cases() if case.findings], ids=lambda case: case.title)
def test_a_draft_is_never_an_error(case: Case) -> None:
    found = checks.run([context(case, State.DRAFT)])
    assert len(found) == len(case.findings)
    assert {one.state for one in found} == {"draft"}
    assert Severity.ERROR not in {one.severity for one in found}
