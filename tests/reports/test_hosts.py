"""The reports that code hosts read, given to readers that are not ours: schemas, parsers of others."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import outside
import pytest
from reported import BROKEN, DOSE, HOSTILE, NOTHING, REPORT, SPACE, TROUBLE, hostile, huge, many

from l10n import reports
from l10n.checks.fingerprints import fingerprint
from l10n.model import CheckReport, Finding, Gate, Severity, State
from l10n.reports import github, html, places, summary
from l10n.reports import json as json_report
from l10n.text.escape import for_terminal

REPORTS = {
    "ordinary": REPORT,
    "broken": BROKEN,
    "nothing": NOTHING,
    "empty": CheckReport(),
    "hostile": hostile(),
    "huge": huge(100_000),
    "twice": CheckReport(findings=(DOSE, DOSE, SPACE)),
    "known": replace(
        REPORT, known=(DOSE, SPACE), gates=(Gate("es", "reviewed", 90.0, 100, ok=True, was=89.5),)
    ),
    "surrogates": hostile("locales/\udcff.po"),
}


def test_our_json_is_what_its_schema_says() -> None:
    texts = [reports.render("json", one) for one in REPORTS.values()]
    assert outside.json_faults(texts, json_report.schema()) == [[] for _ in texts]
    wrong = json.loads(texts[0]) | {"ok": "yes"}
    assert outside.json_faults([json.dumps(wrong)], json_report.schema()) == [
        ["ok: 'yes' is not of type 'boolean'"]
    ]


def test_our_sarif_is_what_the_standard_says() -> None:
    texts = [reports.render("sarif", one) for one in REPORTS.values()]
    schema = json.loads((outside.FOLDER / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
    assert outside.json_faults(texts, schema) == [[] for _ in texts]


def test_our_junit_is_what_jenkins_reads() -> None:
    texts = [reports.render("junit", one).encode() for one in REPORTS.values()]
    assert outside.faults(texts, "junit-10") == [[] for _ in texts]


def test_junitparser_counts_what_failed() -> None:
    suites = outside.suites(reports.render("junit", BROKEN).encode())
    assert suites == [
        ["files", [["locales/es/broken.po:3", "Error", "this is no PO file; mend it"]]],
        [
            "es",
            [
                ["gate reviewed", "Failure", "reviewed is 99.99 %, 100 % needed"],
                ["locales/es/a b,c:d.po", "Failure", "line 31: 5 mg became 50 mg"],
                ["locales/es/tea.po", "", ""],
            ],
        ],
        ["ar", [["gate coverage", "", ""], ["locales/ar/tea.po", "", ""]]],
    ]


def test_a_case_fails_by_what_fails_the_run() -> None:
    warned = replace(REPORT, fails_from=Severity.WARNING)
    assert failed(warned) == ["locales/es/a b,c:d.po", "locales/ar/tea.po"]
    assert failed(REPORT) == ["locales/es/a b,c:d.po"]
    assert failed(replace(REPORT, fails_from=None)) == []


def failed(report: CheckReport) -> list[str]:
    root = ElementTree.fromstring(reports.render("junit", replace(report, gates=())))
    return [case.attrib["name"] for case in root.iter("testcase") if case.find("failure") is not None]


def test_sarif_says_where_what_and_how_the_run_went() -> None:
    (run,) = json.loads(reports.render("sarif", BROKEN))["runs"]
    dose = run["results"][0]
    place = dose["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "locales/es/a%20b,c%3Ad.po", "uriBaseId": "SRCROOT"}
    assert place["region"] == {"startLine": 31}
    assert (dose["ruleId"], dose["level"], dose["message"]) == (
        "number",
        "error",
        {"text": "es: 5 mg became 50 mg"},
    )
    assert dose["partialFingerprints"] == {"l10n/v1": fingerprint(DOSE)}
    rule = run["tool"]["driver"]["rules"][dose["ruleIndex"]]
    assert rule["id"] == "number"
    assert rule["help"]["text"].startswith("Every number of the source stands in the translation")
    assert run["columnKind"] == "unicodeCodePoints"
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "this is no PO file; mend it"
    assert [
        one["exitCode"] for one in json.loads(reports.render("sarif", NOTHING))["runs"][0]["invocations"]
    ] == [0]


def test_sarif_has_no_placeholder_and_no_link_where_a_text_looks_like_one() -> None:
    odd = replace(DOSE, message="{name} became [x](https://a.example)")
    text = sarif(CheckReport(findings=(odd,)))[0]["message"]["text"]
    assert text == "es: {{name}} became [x\\](https://a.example)"


def sarif(report: CheckReport) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(reports.render("sarif", report))["runs"][0]["results"]
    return found


def test_gitlab_reads_a_list_of_issues() -> None:
    broken, dose, space = json.loads(reports.render("gitlab", BROKEN))
    assert dose == {
        "description": "es: 5 mg became 50 mg",
        "check_name": "number",
        "fingerprint": fingerprint(DOSE),
        "severity": "critical",
        "location": {"path": "locales/es/a b,c:d.po", "lines": {"begin": 31}},
    }
    assert (space["severity"], broken["severity"]) == ("minor", "blocker")
    assert broken["location"] == {"path": TROUBLE.path, "lines": {"begin": 3}}
    assert reports.render("gitlab", NOTHING) == "[]\n"


@pytest.mark.parametrize("form", ["json", "gitlab", "sarif"])
def test_no_two_findings_have_one_fingerprint(form: str) -> None:
    text = reports.render(form, CheckReport(findings=(DOSE, DOSE, replace(DOSE, line=99), SPACE)))
    marks = re.findall(r'"(?:fingerprint|l10n/v1)": "([0-9a-f]+)"', text)
    assert len(marks) == len(set(marks)) == 4


def test_what_is_known_already_is_told_apart() -> None:
    report = replace(REPORT, findings=(SPACE,), known=(DOSE,))
    assert report.ok is False  # by its gate alone
    assert [one["baselineState"] for one in sarif(report)] == ["new", "unchanged"]
    assert [one["check_name"] for one in json.loads(reports.render("gitlab", report))] == [
        "whitespace",
        "number",
    ]
    assert [one["check"] for one in json.loads(reports.render("json", report))["known"]] == ["number"]
    assert reports.render("text", report).endswith("1 warning in 1 file; 1 more known already\n")
    assert "1 more are known" in summary.summary(report)
    assert "1 more are known" in reports.render("html", report)
    assert "5 mg became" not in reports.render("github", report)


def test_a_gate_says_what_it_was() -> None:
    report = CheckReport(gates=(Gate("es", "reviewed", 90.0, 100, ok=True, was=89.5),))
    assert reports.render("text", report).startswith("es: reviewed: 90 %, 100 % needed, 89.5 % before: met\n")
    assert json.loads(reports.render("json", report))["gates"][0]["was"] == 89.5
    assert "| 90 % (before: 89.5 %) |" in summary.summary(report)


def test_github_reads_workflow_commands() -> None:
    assert reports.render("github", BROKEN).splitlines() == [
        "::error file=locales/es/broken.po,line=3,title=could not be read::this is no PO file; mend it",
        "::error title=reviewed (es)::es: reviewed is 99.99 %25, 100 %25 needed",
        "::error file=locales/es/a b%2Cc%3Ad.po,line=31,title=number (es)"
        "::5 mg became 50 mg%0Asource: Take 5 mg.%0Atarget: Tome 50 mg.",
        "::warning file=locales/ar/tea.po,line=9,title=whitespace (ar)"
        "::two spaces in a row%0Asource: One two.%0Atarget: واحد  اثنان.",
    ]
    assert reports.render("github", NOTHING) == ""


def test_github_gets_the_ten_worst_of_each_level_and_how_many_more_there_are() -> None:
    drafts = [replace(DOSE, line=line, state=State.DRAFT) for line in range(1, 21)]
    light = [replace(DOSE, check="whitespace", line=line) for line in range(21, 29)]
    grave = [replace(DOSE, line=line) for line in range(29, 32)]
    notes = [replace(SPACE, severity=Severity.NOTE) for _ in range(11)]
    *lines, last = reports.render(
        "github", CheckReport(findings=(*drafts, *light, *grave, *notes))
    ).splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert [int(re.findall(r"line=(\d+)", line)[0]) for line in errors] == [29, 30, 31, *range(21, 28)]
    assert len(lines) == 20
    assert last == "and 21 more errors, 1 more note: see the summary of this step, or --format text"


def test_one_finding_is_one_annotation_whatever_its_text_says() -> None:
    lines = reports.render("github", hostile()).split("\n")
    assert [line[:9] for line in lines] == ["::error f", "::error t", "::error f", "::notice ", ""]
    for line in lines[:-1]:
        command, _, message = line[2:].partition("::")
        properties = [one.partition("=")[0] for one in command.partition(" ")[2].split(",")]
        assert properties in (["file", "title"], ["title"], ["file", "line", "title"])
        assert "::" not in command
        assert for_terminal(message) == message
        assert not re.search(r"%(?!25|0A)", message)


def test_the_summary_is_markdown_with_every_gate_check_and_finding() -> None:
    text = summary.summary(BROKEN)
    assert text.startswith("### l10n check: failed\n")
    assert "| es | reviewed | 99.99 % | 100 % | **not met** |" in text
    assert "| ar | coverage | nothing to translate | 100 % | met |" in text
    assert "| es | 5 | 3 | 1 | 1 | 0 |" in text
    assert "| <code>number</code> | 1 |  |  |" in text
    dose = "- **error** <code>number</code> <code>locales/es/a b,c&#58;d.po:31</code> 5 mg became 50 mg"
    assert f"{dose}<br>source: Take 5 mg.<br>target: Tome 50 mg.\n" in text
    assert "**could not be read**: <code>locales/es/broken.po:3</code> this is no PO file" in text


def test_no_text_is_markup_in_the_summary() -> None:
    # By a second reader of GitHub's Markdown: text, and not one element more than for a tame one.
    from markdown_it import MarkdownIt

    text = summary.summary(hostile())
    tame = summary.summary(hostile("x"))
    reader = MarkdownIt("gfm-like", {"linkify": False})
    assert elements(reader.render(text)) == elements(reader.render(tame))
    assert for_terminal(text.replace("\n", "")) == text.replace("\n", "")


def elements(page: str) -> list[str]:
    return re.findall(r"<[^>]*>", page)


def test_the_summary_stays_below_what_github_takes() -> None:
    text = summary.summary(many(20_000))
    assert 900_000 < len(text.encode()) <= summary.ROOM
    shown = text.count("\n- **")
    assert text.endswith(f"\nand {20_000 - shown} more\n")
    assert summary.summary(REPORT, 0).endswith("\nand 2 more\n")


def test_the_summary_is_added_to_what_the_step_has_said(tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    file.write_text("before\n")
    summary.append(NOTHING, str(file))
    assert file.read_text().startswith("before\n### l10n check: passed\n")


@pytest.mark.parametrize("form", [form for form, _ in reports.BUILT_IN])
def test_every_form_bounds_what_it_holds_of_a_text(form: str) -> None:
    assert len(reports.render(form, huge(10_000_000))) < 100_000


@pytest.mark.parametrize("form", [form for form, _ in reports.BUILT_IN])
def test_every_form_grows_by_what_is_found_and_no_more(form: str) -> None:
    few, more = (len(reports.render(form, many(number))) for number in (1_000, 2_000))
    assert more < 2.1 * few


def test_a_page_has_the_worst_and_says_how_many_it_has_not() -> None:
    page = reports.render("html", many(html.SHOWN + 600))
    assert page.count("<article ") == html.SHOWN
    assert "and 600 more" in page
    assert page.count("<article class='finding error") == (html.SHOWN + 600) // 3


def test_code_hosts_count_paths_from_the_root_of_the_repository(tmp_path: Path) -> None:
    project = tmp_path / "texts" / "health"
    project.mkdir(parents=True)
    found = CheckReport(
        findings=tuple(Finding("url", Severity.NOTE, "m", path) for path in ("es.po", "/else/fr.po"))
    )
    for form, root in (
        ("github", "GITHUB_WORKSPACE"),
        ("gitlab", "CI_PROJECT_DIR"),
        ("sarif", "CI_PROJECT_DIR"),
    ):
        placed = places.placed(found, form, str(project), {root: str(tmp_path)})
        assert [one.path for one in placed.findings] == ["texts/health/es.po", "/else/fr.po"]
        assert places.placed(found, form, str(project), {root: "/elsewhere"}) == found
    assert places.placed(found, "text", str(project), {"GITHUB_WORKSPACE": str(tmp_path)}) is found
    assert github.render(placed).startswith("::notice file=texts/health/es.po,")


def test_control_characters_of_a_text_are_in_no_report() -> None:
    for form, _ in reports.BUILT_IN:
        text = reports.render(form, hostile())
        for sign in re.findall(r"[\x00-\x1f\u202e\u2066\ufffe]", HOSTILE.replace("\n", "")):
            assert sign not in text, (form, sign)
