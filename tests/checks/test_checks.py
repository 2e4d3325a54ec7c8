"""The registry and the runner of checks, gates, and faults planted in good translations."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from l10n import checks, formats
from l10n.errors import L10nError
from l10n.model import EMPTY_TARGET, Counts, Entry, Finding, Key, Progress, Severity, Span, State

SOURCE = "Take **5 mg** of [this](p.html), {name}, or 1,500 ml; see https://example.org/dose for 12 others."
TARGET = "Tome **5 mg** de [esto](p.html), {name}, o 1.500 ml; vea https://example.org/dose para otros 12."


def entry(source: str, target: str, state: State = State.REVIEWED, line: int = 1, origin: str = "") -> Entry:
    return Entry(Key(None, source), target, state, line=line, origin=origin)


def context(one: Entry, path: str = "locales/es/a.po") -> checks.Context:
    form = formats.by_name("markdown")
    codes = form.codes(one.source)
    return checks.context(one, path, "en", "es", codes, form.codes(one.target, codes))


def found(target: str, source: str = SOURCE) -> list[Finding]:
    return checks.run([context(entry(source, target))])


def test_a_good_translation_is_left_alone() -> None:
    assert found(TARGET) == []


@pytest.mark.parametrize(
    ("was", "now", "check"),
    [
        ("5 mg", "50 mg", "number"),
        ("1.500", "1.50", "number"),
        (" 12.", ".", "number"),
        ("**5 mg**", "5 mg", "markup"),
        ("**5 mg**", "**5 mg", "markup"),
        ("[esto](p.html)", "esto", "markup"),
        ("{name}", "{nombre}", "placeholder"),
        ("https://example.org/dose", "https://example.org/dosis", "url"),
    ],
)
def test_a_planted_fault_is_one_error_of_one_check(was: str, now: str, check: str) -> None:
    assert [(one.check, one.severity) for one in found(TARGET.replace(was, now))] == [(check, "error")]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_digit_can_change_unnoticed(data: st.DataObject) -> None:
    source = "Take 5 mg; at 37.5 °C no more than 1,250 ml in 24 hours."
    good = "Tome 5 mg; con 37,5 °C no más de 1.250 ml en 24 horas."
    at = data.draw(st.sampled_from([number for number, sign in enumerate(good) if sign.isdigit()]))
    digits = data.draw(st.sampled_from(["", *"0123456789", f"{good[at]}0"]))
    assume(digits != good[at])
    target = good[:at] + digits + good[at + 1 :]
    assert "number" in {one.check for one in found(target, source)}


def test_findings_say_where_they_stand() -> None:
    bad = entry("Take 5 mg.", "Tome 50 mg.", line=31)
    assert checks.run([context(bad)]) == [
        Finding(
            check="number",
            severity=Severity.ERROR,
            message="5 mg became 50 mg",
            path="locales/es/a.po",
            line=31,
            key=bad.key.fingerprint,
            locale="es",
            source="Take 5 mg.",
            target="Tome 50 mg.",
            state=State.REVIEWED,
            at=Span(5, 10),
            source_at=Span(5, 9),
            about=("5 mg", "", "50 mg", ""),
        )
    ]


def test_findings_come_in_the_order_of_files_lines_and_checks() -> None:
    worse = "Tome 50 mg de **esto."
    contexts = [
        context(entry("Take 5 mg of **this**.", worse, line=9), "locales/es/b.po"),
        context(entry("Take 5 mg of **this**.", worse, line=7), "locales/es/a.po"),
        context(entry("Take 5 mg of **this**.", worse, line=3), "locales/es/a.po"),
    ]
    order = [(one.path[-4:], one.line, one.check) for one in checks.run(contexts)]
    assert order == [
        ("a.po", 3, "markup"),
        ("a.po", 3, "number"),
        ("a.po", 7, "markup"),
        ("a.po", 7, "number"),
        ("b.po", 9, "markup"),
        ("b.po", 9, "number"),
    ]


@pytest.mark.parametrize(
    ("target", "state"),
    [("Tome 50 mg.", State.OBSOLETE), ("", State.EMPTY), (EMPTY_TARGET, State.REVIEWED)],
)
def test_what_is_no_translation_is_passed_over(target: str, state: State) -> None:
    assert checks.run([context(entry("Take 5 mg.", target, state))]) == []


def test_a_word_the_engine_did_not_know_is_told_while_it_stands() -> None:
    origin = "MT: apertium eng-spa; unknown: poultice, quinsy"
    drafted = entry("A poultice for quinsy.", "Un poultice para angina.", State.DRAFT, origin=origin)
    (one,) = checks.run([context(drafted)])
    assert (one.check, one.severity, one.message) == (
        "unknown-word",
        "warning",
        "the engine does not know: poultice",
    )


def test_a_conflict_in_a_comment_is_found() -> None:
    merged = Entry(Key(None, "Rest."), "Descanse.", State.REVIEWED, comments=("<<<<<<< HEAD",))
    assert [one.check for one in checks.run([context(merged)])] == ["conflict"]


def test_every_built_in_check_says_its_name() -> None:
    assert [check.id for check in checks.load([name for name, _ in checks.BUILT_IN])] == [
        name for name, _ in checks.BUILT_IN
    ]


def test_an_unknown_check_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(L10nError, match=r"there is no check 'nubmer'; choose from .*number"):
        checks.load(["nubmer"])


def progress(units: int, reviewed: int, drafted: int = 0) -> Progress:
    return Progress(Counts(units, reviewed, drafted, 0, units - reviewed - drafted))


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_only_everything_is_a_hundred_percent(units: int, missing: int) -> None:
    assume(missing <= units)
    gate, _ = checks.gates(progress(units, units - missing), "es", reviewed=100, coverage=0)
    assert gate.ok == (missing == 0)
    assert (gate.have == 100) == (missing == 0)


def test_coverage_counts_drafts_and_reviewed_does_not() -> None:
    reviewed, coverage = checks.gates(progress(20, 10, 9), "es", reviewed=50, coverage=95.01)
    assert (reviewed.gate, reviewed.have, reviewed.ok) == ("reviewed", 50, True)
    assert (coverage.gate, coverage.have, coverage.ok) == ("coverage", 95, False)


def test_nothing_to_translate_meets_every_gate() -> None:
    for gate in checks.gates(Progress(), "es", reviewed=100, coverage=100):
        assert (gate.have, gate.ok) == (None, True)
