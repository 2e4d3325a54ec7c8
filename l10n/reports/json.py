"""The check report for programs: the keys are the command line's contract, more may come."""

from __future__ import annotations

import json
from typing import Any

from l10n.model import CheckReport, Finding, Gate


def render(report: CheckReport, *, colour: bool = False) -> str:  # noqa: ARG001 - one signature for all forms
    """The report as JSON in ASCII, so that no translation can act on a terminal or break an encoding."""
    return json.dumps(as_json(report), indent=2) + "\n"


def as_json(report: CheckReport) -> dict[str, Any]:
    """The report as plain dictionaries; `have` is exact, in percent of units, None where there are none."""
    return {
        "ok": report.ok,
        "gates": [_gate(gate) for gate in report.gates],
        "findings": [_finding(one) for one in report.findings],
    }


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "locale": gate.locale,
        "gate": gate.gate,
        "have": None if gate.have is None else _number(gate.have),
        "need": _number(gate.need),
        "ok": gate.ok,
    }


def _number(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "check": one.check,
        "severity": one.severity.value,
        "locale": one.locale,
        "path": one.path,
        "line": one.line,
        "message": one.message,
        "source": one.source,
        "target": one.target,
        "key": one.key,
        "state": one.state.value,
    }
