"""The check report as SARIF 2.1.0 (OASIS, 2020): what code hosts and editors read from analysers.

Sections named here are the standard's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import repeat
from typing import Any
from urllib.parse import quote

from l10n import __version__, checks
from l10n.checks.fingerprints import fingerprints
from l10n.errors import L10nError
from l10n.model import CheckReport, Finding, Severity, Span, Trouble
from l10n.reports import FILE, Surface
from l10n.reports.bounds import bounded
from l10n.text.escape import excerpt

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_MESSAGE = 1_000
_ROOT = "SRCROOT"
_IN_PATHS = "/-._~!$&'()*+,;=@"


def render(report: CheckReport, _surface: Surface = FILE) -> str:
    """A log of one run, in ASCII, one result a line; files that could not be read are its notifications."""
    findings = (*report.findings, *report.known)
    rules = list(dict.fromkeys([*checks.names(), *(one.check for one in findings)]))
    index = {name: number for number, name in enumerate(rules)}
    results = (
        json.dumps(_result(one, index[one.check], mark) | state)
        for one, mark, state in zip(findings, fingerprints(findings), _states(report), strict=True)
    )
    run = {
        "tool": {
            "driver": {"name": "l10n", "version": __version__, "rules": [_rule(name) for name in rules]}
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the checked project."}}},
        "invocations": [_invocation(report)],
        "properties": {"ok": report.ok, "gates": list(_gates(report))},
    }
    # The results go in as text: many of them are written one by one faster than in one tree.
    head = json.dumps(run)[:-1]
    return (
        f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [\n{head}, "results": [\n'
        + ",\n".join(results)
        + "\n]}]}\n"
    )


def _rule(name: str) -> dict[str, Any]:
    """What a check is, in its own words: the docstring of its module."""
    try:
        check = checks.get(name)
    except L10nError:
        return {"id": name}  # of a report from elsewhere
    said, _, more = _plain(check.__doc__ or name).partition("\n\n")
    said = " ".join(said.split()).removeprefix(f"The check {name}: ")
    said = said[:1].upper() + said[1:]
    told = {"shortDescription": {"text": _text(said)}, "fullDescription": {"text": _text(said)}}
    told["help"] = {"text": _text(" ".join(f"{said} {more}".split()))}
    return {"id": name, **told, "defaultConfiguration": {"level": _LEVEL[check.severity]}}


def _states(report: CheckReport) -> Iterator[dict[str, str]]:
    """For each finding whether an earlier run had it too (3.27.24), where this run was compared with one."""
    if not report.known:
        yield from repeat({}, len(report.findings))
        return
    yield from repeat({"baselineState": "new"}, len(report.findings))
    yield from repeat({"baselineState": "unchanged"}, len(report.known))


def _result(finding: Finding, index: int, mark: str) -> dict[str, Any]:
    one, _ = bounded(finding)
    said = f"{one.locale}: {one.message}" if one.locale else one.message
    return {
        "ruleId": one.check,
        "ruleIndex": index,
        "level": _LEVEL[one.severity],
        "message": {"text": _text(excerpt(said, _MESSAGE))},
        "locations": [_location(one.path, one.line)],
        "partialFingerprints": {"l10n/v1": mark},
        "properties": {
            "locale": one.locale,
            "state": one.state.value,
            "key": one.key,
            "source": one.source,
            "target": one.target,
            "sourceAt": _place(one.source_at),
            "at": _place(one.at),
        },
    }


def _place(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _location(path: str, line: int) -> dict[str, Any]:
    """Where it is (3.28): a percent-encoded URI from the root; the whole file where no line is known."""
    place: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if line:
        place["region"] = {"startLine": line}
    return {"physicalLocation": place}


def _artifact(path: str) -> dict[str, str]:
    encoded = quote(os.fsencode(path.replace(os.sep, "/")), safe=_IN_PATHS)
    return {"uri": f"file://{encoded}"} if encoded.startswith("/") else {"uri": encoded, "uriBaseId": _ROOT}


def _invocation(report: CheckReport) -> dict[str, Any]:
    """How the run went (3.20): it failed as a run only where something could not be read."""
    return {
        "executionSuccessful": not report.troubles,
        "exitCode": 2 if report.troubles else 0 if report.ok else 1,
        "toolExecutionNotifications": [_notification(one) for one in report.troubles],
    }


def _notification(one: Trouble) -> dict[str, Any]:
    said = f"{one.message}; {one.hint}" if one.hint else one.message
    told = {"level": "error", "message": {"text": _text(excerpt(said, _MESSAGE))}}
    return {**told, "locations": [_location(one.path, one.line)]} if one.path else told


def _gates(report: CheckReport) -> Iterator[dict[str, Any]]:
    for gate in report.gates:
        yield {"locale": gate.locale, "gate": gate.gate, "have": gate.have, "need": gate.need, "ok": gate.ok}


def _plain(text: str) -> str:
    return text.replace("`", "")


def _text(text: str) -> str:
    """Text as a message has it: braces doubled (3.11.5), and nothing that is a link (3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")
