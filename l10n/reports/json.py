"""The check report for programs: the keys are the command line's contract, more may come.

`schema/check.json` says in JSON Schema what can stand in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any, cast

from l10n.checks.fingerprints import fingerprints
from l10n.model import CheckReport, Examined, Finding, Gate, Span, Trouble
from l10n.reports import FILE, Surface
from l10n.reports.bounds import bounded


def render(report: CheckReport, _surface: Surface = FILE) -> str:
    """The report as JSON in ASCII, so that no translation can act on a terminal or break an encoding.

    A gate, a finding or a catalog is one line.
    """
    inside = ",\n".join(_members(report))
    return f"{{\n{inside}\n}}\n"


def schema() -> dict[str, Any]:
    """What the report is, as a JSON Schema (draft 2020-12)."""
    text = resources.files("l10n.reports").joinpath("schema", "check.json").read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))


def _members(report: CheckReport) -> Iterator[str]:
    yield f'  "ok": {json.dumps(report.ok)}'
    yield _list("gates", map(_gate, report.gates))
    marks = fingerprints(report.findings)
    yield _list("findings", (_finding(one, next(marks)) for one in report.findings))
    known = fingerprints(report.known)
    yield _list("known", (_finding(one, next(known)) for one in report.known))
    yield _list("errors", map(_trouble, report.troubles))
    yield _list("catalogs", map(_examined, report.examined))


def _list(name: str, items: Iterator[dict[str, Any]]) -> str:
    lines = [f"    {json.dumps(item)}" for item in items]
    inside = ",\n".join(lines)
    return f'  "{name}": [\n{inside}\n  ]' if lines else f'  "{name}": []'


def _gate(gate: Gate) -> dict[str, Any]:
    written = {
        "locale": gate.locale,
        "gate": gate.gate,
        "have": None if gate.have is None else _number(gate.have),
        "need": _number(gate.need),
        "ok": gate.ok,
    }
    return written if gate.was is None else {**written, "was": _number(gate.was)}


def _number(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
    one, cut = bounded(finding)
    written = {
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
        "fingerprint": fingerprint,
        "source_at": _place(one.source_at),
        "at": _place(one.at),
    }
    return {**written, "cut": True} if cut else written


def _place(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _trouble(one: Trouble) -> dict[str, Any]:
    return {"path": one.path, "line": one.line, "message": one.message, "hint": one.hint}


def _examined(one: Examined) -> dict[str, Any]:
    counts = one.progress.units
    return {
        "locale": one.locale,
        "path": one.path,
        "source": one.source,
        "units": counts.units,
        "reviewed": counts.reviewed,
        "drafted": counts.drafted,
        "stale": counts.stale,
        "missing": counts.missing,
    }
