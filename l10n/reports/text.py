"""The check report for people: findings by file, the gates, one line that sums up."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from l10n.model import CheckReport, Finding, Gate, Severity, Span
from l10n.reports import FILE, Surface
from l10n.reports.percent import percent
from l10n.text.columns import columns, is_mark, runs_left_to_right
from l10n.text.escape import excerpt, for_log, for_terminal
from l10n.text.window import Window, window

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.NOTE: "36"}
_MET, _UNMET, _DIM, _CARET = "32", "31;1", "2", "32;1"
_MESSAGE, _TEXT = 500, 160
"""Code points of a message, and of a text where no terminal says how many there is room for."""
LABELS = ("    source  ", "    target  ")
"""What stands before a source and a target beneath the line that is about them."""
_LEAST = 20
"""Columns that a text has on the narrowest terminal, even where the line is broken for it."""


def render(report: CheckReport, surface: Surface = FILE) -> str:
    """The report, `path:line: severity [check] message` a line; text from files is escaped.

    Source and target stand beneath, cut around the place the finding is about; on a terminal with a line that
    points to it.
    """
    lines: list[str] = []
    for _, group in groupby(report.findings, key=lambda one: one.path):
        for one in group:
            lines += _finding(one, surface)
        lines.append("")
    lines += [_gate(gate, surface) for gate in report.gates]
    lines.append(_summary(report))
    return for_log("\n".join(lines) + "\n")


def _finding(one: Finding, surface: Surface) -> list[str]:
    place = for_terminal(f"{one.path}:{one.line}" if one.line else one.path)
    severity = painted(one.severity.value, _COLOURS[one.severity], surface)
    lines = [f"{place}: {severity} [{for_terminal(one.check)}] {excerpt(one.message, _MESSAGE)}"]
    for label, text, span in zip(LABELS, (one.source, one.target), (one.source_at, one.at), strict=True):
        if text:
            lines += text_lines(label, text, span, surface)
    return lines


def text_lines(label: str, text: str, span: Span | None, surface: Surface) -> list[str]:
    """The line of a text; on a terminal the line below it that points to the place, where one can."""
    room = max(surface.columns - len(label) - 2, _LEAST) if surface.columns else _TEXT
    cut = window(text, span, room)
    while surface.columns and (wide := columns(for_terminal(cut.text))) > room and len(cut.text) > 1:
        cut = window(text, span, max(len(cut.text) * room // wide, 1))
    shown = f"{'…' * cut.before}{for_terminal(cut.text)}{'…' * cut.after}"
    lines = [painted(f"{label}{shown}", _DIM, surface)]
    fits = (
        columns(f"{label}{shown}") <= surface.columns
    )  # else it is broken in two, and nothing stands below it
    if fits and cut.span is not None and runs_left_to_right(cut.text):
        lines.append(painted(f"{' ' * len(label)}{_caret(cut, cut.span)}", _CARET, surface))
    return lines


def _caret(cut: Window, span: Span) -> str:
    """The signs that point to `span` from the line below, as many as it takes columns."""
    start = span.start
    while 0 < start < len(cut.text) and is_mark(cut.text[start]):
        start -= 1
    before = cut.before + columns(for_terminal(cut.text[:start]))
    return " " * before + "^" * max(columns(for_terminal(cut.text[start : span.end])), 1)


def _gate(gate: Gate, surface: Surface) -> str:
    name = for_terminal(f"{gate.locale}: {gate.gate}")
    if gate.have is None:
        return f"{name}: nothing to translate"
    verdict = painted("met", _MET, surface) if gate.ok else painted("not met", _UNMET, surface)
    before = "" if gate.was is None else f", {percent(gate.was)} % before"
    return f"{name}: {percent(gate.have)} %, {percent(gate.need)} % needed{before}: {verdict}"


def _summary(report: CheckReport) -> str:
    left = f"; {len(report.known)} more known already" if report.known else ""
    left += f"; {_counted(len(report.troubles), 'file')} could not be read" if report.troubles else ""
    if not report.findings:
        return f"no findings{left}"
    counts = Counter(one.severity for one in report.findings)
    said = [_counted(counts[severity], severity.value) for severity in reversed(Severity) if counts[severity]]
    return f"{', '.join(said)} in {_counted(len({one.path for one in report.findings}), 'file')}{left}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def painted(text: str, code: str, surface: Surface) -> str:
    """`text` in the colour with this code (ECMA-48, SGR), where the surface has colours."""
    return f"\x1b[{code}m{text}\x1b[0m" if surface.colour else text
