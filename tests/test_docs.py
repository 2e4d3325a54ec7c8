"""The examples of the guides are what the program does."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from l10n import checks, formats
from l10n.model import Entry, Key, State

DOCS = Path(__file__).parents[1] / "docs"
_HEADING = re.compile(r"## `([a-z-]+)`")
_PAIR = re.compile(r"    ([\w-]+) -> ([\w-]+)(?: (\w+))?")


@dataclass(frozen=True)
class Example:
    """A pair of texts under the heading of a check, and what is said of them."""

    check: str
    source_locale: str
    target_locale: str
    form: str
    source: str
    target: str
    findings: tuple[str, ...]


def examples() -> list[Example]:
    found, check = [], ""
    for block in (DOCS / "checks.md").read_text("utf-8").split("\n\n"):
        lines = block.split("\n")
        if heading := _HEADING.fullmatch(lines[0]):
            check = heading[1]
        elif pair := _PAIR.fullmatch(lines[0]):
            source, target, *findings = (line[4:] for line in lines[1:])
            texts = source.removeprefix("source  "), target.removeprefix("target  ")
            found.append(Example(check, pair[1], pair[2], pair[3] or "text", *texts, tuple(findings)))
    return found


@pytest.mark.parametrize("example", examples(), ids=lambda one: f"{one.check}: {one.target[:30]}")
def test_an_example_of_a_check_is_what_it_says(example: Example) -> None:
    form = formats.by_name(example.form)
    codes = form.codes(example.source)
    entry = Entry(Key(None, example.source), example.target, State.REVIEWED)
    both = codes, form.codes(example.target, codes)
    context = checks.context(entry, "x.po", example.source_locale, example.target_locale, *both)
    said = tuple(f"{one.severity} [{one.check}] {one.message}" for one in checks.run([context]))
    assert said == example.findings


def test_each_check_of_the_guide_has_something_found_and_something_left_alone() -> None:
    by_check = defaultdict(list)
    for one in examples():
        by_check[one.check].append(bool(one.findings))
    assert all(min(kinds) is False and any(kinds) for kinds in by_check.values())
    text = (DOCS / "checks.md").read_text("utf-8")
    assert [name for name in checks.names() if f"`{name}`" not in text] == []
