"""The check report for people: findings by file, the gates, one line that sums up."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from l10n.model import CheckReport, Finding, Gate, Severity
from l10n.reports.percent import percent
from l10n.text.escape import excerpt, for_terminal

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.NOTE: "36"}
_MET, _UNMET, _DIM = "32", "31;1", "2"


def render(report: CheckReport, *, colour: bool = False) -> str:
    """The report; text from files is escaped, `colour` adds ANSI colours."""
    lines: list[str] = []
    for _, group in groupby(report.findings, key=lambda one: one.path):
        for one in group:
            lines += _finding(one, colour=colour)
        lines.append("")
    lines += [_gate(gate, colour=colour) for gate in report.gates]
    lines.append(_summary(report.findings))
    return "\n".join(lines) + "\n"


def _finding(one: Finding, *, colour: bool) -> list[str]:
    place = for_terminal(f"{one.path}:{one.line}" if one.line else one.path)
    severity = _painted(one.severity.value, _COLOURS[one.severity], colour=colour)
    lines = [f"{place}: {severity} {for_terminal(one.check)}: {for_terminal(one.message)}"]
    if one.source:
        lines.append(_painted(f"    source  {excerpt(one.source)}", _DIM, colour=colour))
    if one.target:
        lines.append(_painted(f"    target  {excerpt(one.target)}", _DIM, colour=colour))
    return lines


def _gate(gate: Gate, *, colour: bool) -> str:
    name = for_terminal(f"{gate.locale}: {gate.gate}")
    if gate.have is None:
        return f"{name}: nothing to translate"
    verdict = _painted("met", _MET, colour=colour) if gate.ok else _painted("not met", _UNMET, colour=colour)
    return f"{name}: {percent(gate.have)} %, {percent(gate.need)} % needed: {verdict}"


def _summary(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "no findings"
    counts = Counter(one.severity for one in findings)
    said = [_counted(counts[severity], severity.value) for severity in reversed(Severity) if counts[severity]]
    return f"{', '.join(said)} in {_counted(len({one.path for one in findings}), 'file')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _painted(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
