"""The check report as GitHub's workflow commands: each finding is shown beside its line in a pull request.

GitHub shows ten annotations of each level for a step and drops the others, so the ten are chosen here. All
that was found stands in the summary of the step (`summary.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from l10n.model import CheckReport, Finding, Gate, Severity, Trouble
from l10n.reports import FILE, Surface
from l10n.reports.percent import percent
from l10n.reports.worst import worst
from l10n.text.escape import excerpt, for_github, for_github_property, for_terminal
from l10n.text.window import shortened

SHOWN = 10
"""Annotations of each level that GitHub shows for one step."""

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_MESSAGE, _TEXT = 1_000, 300


def render(report: CheckReport, _surface: Surface = FILE) -> str:
    """One command a finding, a gate unmet, a file not read; empty where there is nothing to say.

    Of each level only the worst are there; the last line says how many more there are.
    """
    lines, left = [], Counter[Severity]()
    for severity in reversed(Severity):
        said = _others(report) if severity is Severity.ERROR else []
        shown = said[:SHOWN]
        shown += map(_finding, worst(report.findings, severity, SHOWN - len(shown)))
        lines += shown
        total = len(said) + sum(one.severity is severity for one in report.findings)
        left[severity] = total - len(shown)
    more = [f"{left[one]} more {one}{'s' * (left[one] > 1)}" for one in reversed(Severity) if left[one]]
    if more:
        lines.append(f"and {', '.join(more)}: see the summary of this step, or --format text")
    return "".join(f"{line}\n" for line in lines)


def _others(report: CheckReport) -> list[str]:
    """What is an error and no finding."""
    unmet = (gate for gate in report.gates if not gate.ok and gate.have is not None)
    return [*map(_trouble, report.troubles), *map(_gate, unmet)]


def _finding(one: Finding) -> str:
    title = f"{one.check} ({one.locale})" if one.locale else one.check
    said = "\n".join(_said(one))
    return _command(_COMMAND[one.severity], said, file=one.path, line=one.line, title=title)


def _said(one: Finding) -> Iterator[str]:
    yield excerpt(one.message, _MESSAGE)
    if one.source:
        yield f"source: {for_terminal(shortened(one.source, one.source_at, _TEXT))}"
    if one.target:
        yield f"target: {for_terminal(shortened(one.target, one.at, _TEXT))}"


def _gate(gate: Gate) -> str:
    said = f"{gate.locale}: {gate.gate} is {percent(gate.have or 0)} %, {percent(gate.need)} % needed"
    return _command("error", for_terminal(said), title=f"{gate.gate} ({gate.locale})")


def _trouble(one: Trouble) -> str:
    said = excerpt(f"{one.message}; {one.hint}" if one.hint else one.message, _MESSAGE)
    return _command("error", said, file=one.path, line=one.line, title="could not be read")


def _command(name: str, message: str, *, title: str, file: str = "", line: int = 0) -> str:
    properties = {"file": file, "line": str(line or ""), "title": title}
    written = ",".join(
        f"{key}={for_github_property(for_terminal(value))}" for key, value in properties.items() if value
    )
    return f"::{name} {written}::{for_github(message)}"
