"""The check report as GitHub's workflow commands: each finding is shown beside its line in a pull request."""

from __future__ import annotations

from l10n.model import CheckReport, Finding, Gate, Severity
from l10n.reports.percent import percent
from l10n.text.escape import excerpt, for_github, for_github_property, for_terminal

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: CheckReport, *, colour: bool = False) -> str:  # noqa: ARG001 - one signature for all forms
    """One command a finding and a gate unmet; empty where there is nothing to say."""
    lines = [_finding(one) for one in report.findings]
    lines += [_gate(gate) for gate in report.gates if not gate.ok and gate.have is not None]
    return "".join(f"{line}\n" for line in lines)


def _finding(one: Finding) -> str:
    title = f"{one.check} ({one.locale})" if one.locale else one.check
    place = {"file": one.path, "line": str(one.line) if one.line else "", "title": title}
    lines = [for_terminal(one.message)]
    if one.source:
        lines.append(f"source: {excerpt(one.source)}")
    if one.target:
        lines.append(f"target: {excerpt(one.target)}")
    return _command(_COMMAND[one.severity], place, "\n".join(lines))


def _gate(gate: Gate) -> str:
    said = f"{gate.locale}: {gate.gate} is {percent(gate.have or 0)} %, {percent(gate.need)} % needed"
    return _command("error", {"title": f"{gate.gate} ({gate.locale})"}, for_terminal(said))


def _command(name: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(
        f"{key}={for_github_property(for_terminal(value))}" for key, value in properties.items() if value
    )
    return f"::{name} {written}::{for_github(message)}"
