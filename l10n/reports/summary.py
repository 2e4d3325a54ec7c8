"""The check report as the Markdown that GitHub shows as the summary of a step."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from l10n.model import CheckReport, Examined, Finding, Gate, Progress, Severity
from l10n.reports.percent import percent
from l10n.reports.worst import worst
from l10n.text.escape import excerpt, for_terminal
from l10n.text.window import shortened

ROOM = 1_000_000
"""Bytes of a summary: GitHub drops one of more than 1 MiB whole."""

# What Markdown, HTML, tables, mentions, mathematics, emoji names, issues and bare addresses begin with.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&@$\"']|:(?![\s\d])|#(?=\d)|(?<=[wW])\.")
_MESSAGE, _TEXT = 300, 200


def summary(report: CheckReport, room: int = ROOM) -> str:
    """The gates, how far each locale is, what each check found, then the findings, worst first.

    In at most `room` bytes: lines that do not fit are counted.
    """
    head = "\n".join(_head(report))
    findings = [
        one
        for severity in reversed(Severity)
        for one in worst(report.findings, severity, len(report.findings))
    ]
    return head + _fitting(findings, room - len(head.encode()))


def append(report: CheckReport, file: str) -> None:
    """Add the summary to a file, to what other commands of the step may have put there."""
    with Path(file).open("ab") as out:
        out.write(summary(report, ROOM - out.tell()).encode())


def _head(report: CheckReport) -> Iterator[str]:
    yield f"### l10n check: {'passed' if report.ok else 'failed'}\n"
    for one in report.troubles:
        place = f"{one.path}:{one.line}" if one.line else one.path
        yield f"- **could not be read**: {_code(place)} {_text(one.message, _MESSAGE)}"
    if report.troubles:
        yield ""
    if report.gates:
        rows = (
            (
                _text(gate.locale),
                _text(gate.gate),
                _have(gate),
                f"{percent(gate.need)} %",
                "met" if gate.ok else "**not met**",
            )
            for gate in report.gates
        )
        yield from _table(("locale", "gate", "have", "need", ""), rows, "llrrl")
    if report.examined:
        yield from _table(
            ("locale", "units", "reviewed", "drafted", "stale", "missing"), _far(report.examined), "lrrrrr"
        )
    if report.findings:
        yield from _table(("check", "errors", "warnings", "notes"), _by_check(report.findings), "lrrr")
    else:
        yield "No findings.\n"
    if report.known:
        yield f"{len(report.known)} more are known already.\n"


def _have(gate: Gate) -> str:
    if gate.have is None:
        return "nothing to translate"
    return f"{percent(gate.have)} %" + ("" if gate.was is None else f" (before: {percent(gate.was)} %)")


def _far(examined: Sequence[Examined]) -> Iterator[Sequence[str]]:
    totals: dict[str, Progress] = {}
    for one in examined:
        totals[one.locale] = totals.get(one.locale, Progress()) + one.progress
    for tag, total in totals.items():
        units = total.units
        counts = (units.units, units.reviewed, units.drafted, units.stale, units.missing)
        yield (_text(tag), *map(str, counts))


def _by_check(findings: Sequence[Finding]) -> Iterator[Sequence[str]]:
    counts = Counter((one.check, one.severity) for one in findings)
    totals = Counter(one.check for one in findings)
    for check in sorted(totals, key=lambda name: (-counts[name, Severity.ERROR], -totals[name], name)):
        yield (_code(check), *(str(counts[check, severity] or "") for severity in reversed(Severity)))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], sides: str) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---:' if side == 'r' else '---' for side in sides)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _fitting(findings: Sequence[Finding], room: int) -> str:
    """A line for each finding as long as there is room, then how many there is none for."""
    room -= 100  # the last line
    lines: list[str] = []
    for one in findings:
        line = f"{_line(one)}\n"
        room -= len(line.encode())
        if room < 0:
            lines.append(f"\nand {len(findings) - len(lines)} more\n")
            break
        lines.append(line)
    return "\n" + "".join(lines) if lines else ""


def _line(one: Finding) -> str:
    place = f"{one.path}:{one.line}" if one.line else one.path
    said = f"- **{one.severity}** {_code(one.check)} {_code(place)} {_text(one.message, _MESSAGE)}"
    for label, text, span in (("source", one.source, one.source_at), ("target", one.target, one.at)):
        if text:
            said += f"<br>{label}: {_text(shortened(text, span, _TEXT))}"
    return said


def _text(text: str, length: int = _TEXT + 2) -> str:
    """Text as it is, whatever it looks like to Markdown: a reference for every sign that begins something."""
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", excerpt(text, length))


def _code(text: str) -> str:
    """The same in a code span, by its tag: signs in it are still references."""
    return f"<code>{_text(for_terminal(text), 500)}</code>"
