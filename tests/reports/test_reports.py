"""Reports: what people and programs are told of a check run, and of how far a project is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import reports
from l10n.checks.fingerprints import fingerprint
from l10n.errors import L10nError
from l10n.model import CheckReport, Counts, Finding, Gate, Progress, Severity, Span, State
from l10n.reports.percent import percent
from l10n.text.escape import for_terminal

DOSE = Finding(
    check="number",
    severity=Severity.ERROR,
    message="5 mg became 50 mg",
    path="locales/es/a,b:c.po",
    line=31,
    key="0123456789abcdef",
    locale="es",
    source="Take 5 mg.",
    target="Tome 50 mg.",
    at=Span(5, 10),
    source_at=Span(5, 9),
    about=("5 mg", "", "50 mg"),
)
SPACE = Finding("whitespace", Severity.WARNING, "two spaces in a row", "locales/es/a,b:c.po", 40, locale="es")
REPORT = CheckReport(
    gates=(Gate("es", "reviewed", 99.996, 100, ok=False), Gate("ar", "coverage", None, 100, ok=True)),
    findings=(DOSE, SPACE),
)
NOTHING = CheckReport(gates=(Gate("es", "reviewed", 100.0, 100, ok=True),))
PROGRESS = {
    "es": {
        "source_texts/liver.txt": Progress(Counts(20, 19, 1, 0, 0), Counts(400, 390, 10, 0, 0)),
        "source_texts/tea.txt": Progress(Counts(1, 1, 0, 0, 0), Counts(10, 10, 0, 0, 0)),
    },
    "ar": {},
}


def test_people_read_the_place_the_severity_the_check_and_what_is_wrong() -> None:
    assert reports.render("text", REPORT) == (
        "locales/es/a,b:c.po:31: error [number] 5 mg became 50 mg\n"
        "    source  Take 5 mg.\n"
        "    target  Tome 50 mg.\n"
        "locales/es/a,b:c.po:40: warning [whitespace] two spaces in a row\n"
        "\n"
        "es: reviewed: 99.99 %, 100 % needed: not met\n"
        "ar: coverage: nothing to translate\n"
        "1 error, 1 warning in 1 file\n"
    )
    assert reports.render("text", NOTHING) == "es: reviewed: 100 %, 100 % needed: met\nno findings\n"


def test_colour_adds_nothing_but_colour() -> None:
    coloured = reports.render("text", REPORT, reports.Surface(colour=True))
    assert "\x1b[31;1merror\x1b[0m [number]" in coloured
    for code in ("31;1", "33", "32", "2", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == reports.render("text", REPORT)


def test_programs_read_the_keys_of_the_contract() -> None:
    report = json.loads(reports.render("json", REPORT))
    assert report["ok"] is False
    assert report["gates"] == [
        {"locale": "es", "gate": "reviewed", "have": 99.996, "need": 100, "ok": False},
        {"locale": "ar", "gate": "coverage", "have": None, "need": 100, "ok": True},
    ]
    assert report["findings"][0] == {
        "check": "number",
        "severity": "error",
        "locale": "es",
        "path": "locales/es/a,b:c.po",
        "line": 31,
        "message": "5 mg became 50 mg",
        "source": "Take 5 mg.",
        "target": "Tome 50 mg.",
        "key": "0123456789abcdef",
        "state": "reviewed",
        "fingerprint": fingerprint(DOSE),
        "source_at": [5, 9],
        "at": [5, 10],
    }


@given(st.text(), st.sampled_from(["text", "github", "json", "gitlab", "junit", "sarif"]))
def test_no_text_of_a_file_acts_on_a_terminal_or_begins_a_line(text: str, form: str) -> None:
    hostile = Finding("number", Severity.ERROR, text, f"po/{text}", 1, "k", text, text, text, State.DRAFT)
    shown = reports.render(form, CheckReport(findings=(hostile,)))
    tame = reports.render(
        form, CheckReport(findings=(Finding("number", Severity.ERROR, "m", "po/x", 1, "k", "l", "s", "t"),))
    )
    assert for_terminal(line := shown.replace("\n", "")) == line
    if text:
        assert shown.count("\n") == tame.count("\n")


def test_an_unknown_form_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(L10nError, match="unknown form of report 'jsn'; did you mean json"):
        reports.by_name("jsn")
    with pytest.raises(L10nError, match="unknown form of status 'xml'; there are text, json, html"):
        reports.status(PROGRESS, "xml")


def test_the_table_has_a_row_and_a_bar_for_every_locale() -> None:
    head, es, ar, _, key = reports.status(PROGRESS).splitlines()
    assert head.split() == ["locale", "units", "reviewed", "drafted", "stale", "missing", "words", "reviewed"]
    assert es.split() == ["es", "21", "20", "1", "0", "0", "410", "95.23", "%", "█" * 22 + "▒▒"]
    assert ar.split() == ["ar", "0", "0", "0", "0", "0", "0", "-"]
    assert key == "█ reviewed  ▒ drafted  ░ stale  · missing"


def test_status_for_programs_adds_up_files_to_locales() -> None:
    es = json.loads(reports.status(PROGRESS, "json"))["locales"]["es"]
    files = es.pop("files")
    assert es == {
        "units": 21,
        "reviewed": 20,
        "drafted": 1,
        "stale": 0,
        "missing": 0,
        "words": {"units": 410, "reviewed": 400, "drafted": 10, "stale": 0, "missing": 0},
    }
    assert files["source_texts/tea.txt"]["words"]["units"] == 10


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_a_percentage_is_never_rounded_up(units: int, done: int) -> None:
    done = min(units, done)
    shown = percent(100 * done / units)
    assert (shown == "100") == (done == units)
    assert float(shown) * units <= 100 * done + 1e-6 * units
