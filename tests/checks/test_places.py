"""What a finding marks in the two texts, and what it is known by from one run to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import checks, formats
from l10n.checks.fingerprints import LENGTH, fingerprint, fingerprints
from l10n.model import Entry, Finding, Key, Severity, Span, State

CASES = {
    "number": ("Take 5 mg at noon.", "Tome a mediodía 50 mg.", "5 mg", "50 mg"),
    "placeholder": ("See {page} now.", "Vea {pagina} ahora.", "{page}", "{pagina}"),
    "url": (
        "Go to https://a.example/x now.",
        "Vaya a https://b.example ya.",
        "https://a.example/x",
        "https://b.example",
    ),
    "markup": ("It is **not** so.", "No es `así`.", "**", "`así`"),
    "whitespace": ("One two.", "Uno  dos.", None, "  "),
    "conflict": ("One.", "Uno.\n#-#-#-#-#  es.po", None, "#-#-#-#-#"),
}


@pytest.mark.parametrize("check", CASES)
def test_a_finding_marks_its_place(check: str) -> None:
    source, target, here, there = CASES[check]
    (found,) = (one for one in run(source, target) if one.check == check)
    assert (found.source_at and found.source_at.cut(source)) == here
    assert (found.at and found.at.cut(target)) == there


def test_a_word_that_the_engine_left_is_marked() -> None:
    origin = "MT: apertium eng-spa; unknown: kernicterus"
    entry = Entry(Key(None, "Is it kernicterus?"), "¿Es Kernicterus?", State.DRAFT, origin=origin)
    (found,) = checks.run([checks.context(entry, "es.po", "en", "es")])
    assert (found.check, found.at) == ("unknown-word", Span(4, 15))


@given(st.text(), st.text())
def test_what_is_marked_is_a_slice(source: str, target: str) -> None:
    for one in run(source, target):
        for span, text in ((one.at, target), (one.source_at, source)):
            assert span is None or 0 <= span.start <= span.end <= len(text)


DOSE = Finding(
    "number",
    Severity.ERROR,
    "5 mg became 50 mg",
    "es.po",
    31,
    "k",
    "es",
    "s",
    "t",
    about=("5 mg", "", "50 mg"),
)


def test_a_finding_is_known_again_where_its_line_text_or_our_words_changed() -> None:
    later = replace(DOSE, line=99, target="t, mended", message="50 mg instead of 5 mg", state=State.DRAFT)
    assert fingerprint(later) == fingerprint(replace(later, severity=Severity.WARNING)) == fingerprint(DOSE)
    assert len(fingerprint(DOSE)) == LENGTH


def test_another_finding_is_another() -> None:
    others = [
        replace(DOSE, check="unit"),
        replace(DOSE, path="fr.po"),
        replace(DOSE, locale="fr"),
        replace(DOSE, key="other"),
        replace(DOSE, about=("5 mg", "", "500 mg")),
        replace(DOSE, about=("5 mg", "50 mg", "")),
        replace(DOSE, about=()),
    ]
    assert len({*map(fingerprint, others), fingerprint(DOSE)}) == len(others) + 1


def test_equal_findings_of_an_entry_are_numbered() -> None:
    first, other, second = fingerprints([DOSE, replace(DOSE, key="other"), DOSE])
    assert first == fingerprint(DOSE)
    assert len({first, other, second}) == 3
    assert list(fingerprints([replace(DOSE, key="other"), DOSE, DOSE])) == [other, first, second]


def run(source: str, target: str) -> list[Finding]:
    form = formats.by_name("markdown")
    codes = form.codes(source)
    entry = Entry(Key(None, source), target, State.REVIEWED)
    return checks.run([checks.context(entry, "es.po", "en", "es", codes, form.codes(target, codes))])
