"""The check report as JUnit's XML: a suite a locale, a case for each gate and each catalog.

JUnit is no standard; what is written here is what the schema of Jenkins's xUnit plugin takes, one failure a
case, since GitLab and others show no second one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from xml.sax.saxutils import escape, quoteattr

from l10n.model import CheckReport, Finding, Gate, Trouble
from l10n.reports import FILE, Surface
from l10n.reports.percent import percent
from l10n.text.escape import excerpt, for_terminal
from l10n.text.window import shortened

_LISTED = 100
"""Findings that are written out in one case."""
_MESSAGE, _TEXT = 500, 300
_NOWHERE = "catalogs"


@dataclass(frozen=True, slots=True)
class _Case:
    """A case: `kind` is `failure`, `error`, or empty where it passed; `said` in one line, `more` in many."""

    name: str
    kind: str = ""
    type: str = ""
    said: str = ""
    more: tuple[str, ...] = ()
    output: tuple[str, ...] = ()


def render(report: CheckReport, _surface: Surface = FILE) -> str:
    """The suites; findings below the least severity that fails the run are a passing case's output.

    Signs that XML has no place for, and those that act on a terminal, are written out.
    """
    suites = list(_suites(report))
    cases = list(chain.from_iterable(cases for _, cases in suites))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites name={_quoted('l10n check')}{_counted(cases)}>",
    ]
    for name, some in suites:
        lines.append(f"  <testsuite name={_quoted(name)}{_counted(some)}>")
        lines += (_written(case, name) for case in some)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _suites(report: CheckReport) -> Iterator[tuple[str, list[_Case]]]:
    found: dict[str, dict[str, list[Finding]]] = {}
    for gate in report.gates:
        found.setdefault(gate.locale, {})
    for one in report.examined:
        by_path = found.setdefault(one.locale, {})
        if one.path:
            by_path.setdefault(one.path, [])
    for finding in report.findings:
        found.setdefault(finding.locale, {}).setdefault(finding.path, []).append(finding)
    if report.troubles:
        yield "files", [_unread(one) for one in report.troubles]
    for tag, catalogs in found.items():
        gates = [_gate(gate) for gate in report.gates if gate.locale == tag]
        yield tag or _NOWHERE, gates + [_catalog(path, some, report) for path, some in catalogs.items()]


def _unread(one: Trouble) -> _Case:
    said = f"{one.message}; {one.hint}" if one.hint else one.message
    place = f"{one.path}:{one.line}" if one.line else one.path
    return _Case(place, "error", "unreadable", said)


def _gate(gate: Gate) -> _Case:
    name = f"gate {gate.gate}"
    if gate.ok or gate.have is None:
        return _Case(name)
    said = f"{gate.gate} is {percent(gate.have)} %, {percent(gate.need)} % needed"
    return _Case(name, "failure", "gate", said)


def _catalog(path: str, findings: list[Finding], report: CheckReport) -> _Case:
    failing = [one for one in findings if report.fails(one)]
    output = _listed([one for one in findings if not report.fails(one)])
    if not failing:
        return _Case(path, output=output)
    first, more = failing[0], f" and {len(failing) - 1} more" if len(failing) > 1 else ""
    said = f"line {first.line}: {excerpt(first.message, _MESSAGE)}{more}"
    return _Case(path, "failure", first.check, said, _listed(failing), output)


def _listed(findings: list[Finding]) -> tuple[str, ...]:
    lines = [line for one in findings[:_LISTED] for line in _lines(one)]
    if len(findings) > _LISTED:
        lines.append(f"and {len(findings) - _LISTED} more")
    return tuple(lines)


def _lines(one: Finding) -> Iterator[str]:
    yield f"{one.path}:{one.line}: {one.severity} [{one.check}] {excerpt(one.message, _MESSAGE)}"
    if one.source:
        yield f"    source  {shortened(one.source, one.source_at, _TEXT)}"
    if one.target:
        yield f"    target  {shortened(one.target, one.at, _TEXT)}"


def _written(case: _Case, suite: str) -> str:
    begin = f"    <testcase name={_quoted(case.name)} classname={_quoted(f'l10n.{suite}')}"
    inside = []
    if case.kind:
        opened = (
            f"      <{case.kind} type={_quoted(case.type)} message={_quoted(excerpt(case.said, _MESSAGE))}"
        )
        inside.append(f"{opened}>{_body(case.more)}</{case.kind}>" if case.more else f"{opened}/>")
    if case.output:
        inside.append(f"      <system-out>{_body(case.output)}</system-out>")
    return "\n".join([f"{begin}>", *inside, "    </testcase>"]) if inside else f"{begin}/>"


def _counted(cases: list[_Case]) -> str:
    failures = sum(case.kind == "failure" for case in cases)
    errors = sum(case.kind == "error" for case in cases)
    return f' tests="{len(cases)}" failures="{failures}" errors="{errors}"'


def _body(lines: tuple[str, ...]) -> str:
    return "\n".join(escape(for_terminal(line)) for line in lines)


def _quoted(text: str) -> str:
    return quoteattr(for_terminal(text))
