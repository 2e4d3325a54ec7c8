"""The check report as GitLab's code quality report: findings beside the lines of a merge request.

GitLab compares it with the report of the target branch by itself, so that what is known already must be in it
too. Gates have no line to stand at and are not in it; they fail the job.
"""

from __future__ import annotations

import json

from l10n.checks.fingerprints import fingerprint, fingerprints
from l10n.model import CheckReport, Finding, Severity, Trouble
from l10n.reports import FILE, Surface
from l10n.text.escape import excerpt

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}
_UNREAD = "unreadable"
_MESSAGE = 1_000


def render(report: CheckReport, _surface: Surface = FILE) -> str:
    """A JSON list in ASCII, one issue a line: what could not be read (`blocker`), then the findings."""
    issues = [_trouble(one) for one in report.troubles]
    findings = (*report.findings, *report.known)
    issues += map(_finding, findings, fingerprints(findings))
    lines = ",\n".join(json.dumps(one) for one in issues)
    return f"[\n{lines}\n]\n" if issues else "[]\n"


def _finding(one: Finding, mark: str) -> dict[str, object]:
    said = f"{one.locale}: {one.message}" if one.locale else one.message
    return _issue(one.check, _SEVERITY[one.severity], said, mark, one.path, one.line)


def _trouble(one: Trouble) -> dict[str, object]:
    mark = fingerprint(Finding(_UNREAD, Severity.ERROR, one.message, one.path, one.line, str(one.line)))
    said = f"{one.message}; {one.hint}" if one.hint else one.message
    return _issue(_UNREAD, "blocker", said, mark, one.path, one.line)


def _issue(check: str, severity: str, said: str, mark: str, path: str, line: int) -> dict[str, object]:
    return {
        "description": excerpt(said, _MESSAGE),
        "check_name": check,
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": max(line, 1)}},
    }
