"""The check report and the status as a page of one file, for people who have no terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from l10n.model import CheckReport, Finding, Gate, Progress, Severity
from l10n.reports import FILE, Surface
from l10n.reports.bars import bars
from l10n.reports.page import language, marked, page, shown
from l10n.reports.percent import percent
from l10n.reports.worst import worst
from l10n.text.window import shortened

SHOWN = 5_000
"""Findings on a page, the worst ones: a browser takes many more, nobody reads them."""
_MESSAGE, _TEXT = 500, 500


def render(report: CheckReport, _surface: Surface = FILE) -> str:
    """The page of a check run: its verdict, the gates, how far all is, the findings with filters."""
    findings = _ordered(_chosen(report.findings))
    filters = _filters(findings)
    body = [*_head(report), *_gates(report.gates)]
    if report.examined:
        body += [
            "<section aria-labelledby='far'><h2 id='far'>How far</h2>",
            *bars(_far(report)),
            "</section>",
        ]
    body += ["<section aria-labelledby='found'><h2 id='found'>Findings</h2>"]
    body += [*_controls(filters), *_findings(findings, filters, report), "</section>", "</main>"]
    return page("l10n check", body, _rules(filters))


def status(progress: Mapping[str, Mapping[str, Progress]]) -> str:
    """The page of `status`: a bar for each locale and article."""
    return page("l10n status", ["<main>", "<h1>l10n status</h1>", *bars(progress), "</main>"])


def _chosen(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings that are shown, in the report's order."""
    if len(findings) <= SHOWN:
        return findings
    kept: list[Finding] = []
    for severity in reversed(Severity):
        kept += worst(findings, severity, SHOWN - len(kept))
    chosen = {id(one) for one in kept}
    return [one for one in findings if id(one) in chosen]


def _ordered(findings: Sequence[Finding]) -> list[Finding]:
    """The findings by locale, files with the most errors first, in a file gravest first."""
    locales = {tag: number for number, tag in enumerate(dict.fromkeys(one.locale for one in findings))}
    weights: dict[tuple[str, str], list[int]] = {}
    for one in findings:
        weights.setdefault((one.locale, one.path), [0] * len(Severity))[-1 - one.severity.rank] -= 1

    def place(one: Finding) -> tuple[int, list[int], str, int, int]:
        weight = weights[one.locale, one.path]
        return locales[one.locale], weight, one.path, -one.severity.rank, one.line

    return sorted(findings, key=place)


def _far(report: CheckReport) -> dict[str, dict[str, Progress]]:
    found: dict[str, dict[str, Progress]] = {}
    for one in report.examined:
        articles, name = found.setdefault(one.locale, {}), one.source or one.path
        articles[name] = articles.get(name, Progress()) + one.progress
    return found


def _head(report: CheckReport) -> Iterator[str]:
    counts = Counter(one.severity for one in report.findings)
    said = ", ".join(
        f"{counts[one]} {one}{'' if counts[one] == 1 else 's'}" for one in reversed(Severity) if counts[one]
    )
    verdict = "passed" if report.ok else "failed"
    yield f"<main>\n<h1>l10n check: <span class='{verdict}'>{verdict}</span></h1>"
    known = f"; {len(report.known)} more are known and not shown" if report.known else ""
    yield f"<p class='dim'>{said or 'no findings'}{known}</p>"
    if report.troubles:
        yield "<section aria-labelledby='unread'><h2 id='unread'>Could not be read</h2>\n<ul>"
        for one in report.troubles:
            place = f"{one.path}:{one.line}" if one.line else one.path
            message = shown(
                shortened(f"{one.message}; {one.hint}" if one.hint else one.message, None, _MESSAGE)
            )
            yield f"<li><bdi class='place'>{shown(place)}</bdi>: <bdi>{message}</bdi></li>"
        yield "</ul></section>"


def _gates(gates: Sequence[Gate]) -> Iterator[str]:
    if not gates:
        return
    yield "<section aria-labelledby='gates'><h2 id='gates'>Gates</h2>\n<table>\n<thead><tr>"
    yield "<th scope='col'>locale</th><th scope='col'>gate</th><th scope='col' class='number'>have</th>"
    yield "<th scope='col' class='number'>need</th><th scope='col'></th></tr></thead>\n<tbody>"
    for gate in gates:
        have = "nothing to translate" if gate.have is None else f"{percent(gate.have)} %"
        met = "<td class='met'>met</td>" if gate.ok else "<td class='unmet'>not met</td>"
        if gate.was is not None:
            have += f" (before: {percent(gate.was)} %)"
        yield (
            f"<tr><th scope='row'>{shown(gate.locale)}</th><td>{shown(gate.gate)}</td>"
            f"<td class='number'>{have}</td><td class='number'>{percent(gate.need)} %</td>{met}</tr>"
        )
    yield "</tbody></table></section>"


def _filters(findings: Sequence[Finding]) -> dict[str, dict[str, str]]:
    """What findings can be filtered by: for each property its values, each with a class of its own."""
    values = {
        "severity": [one.value for one in reversed(Severity)],
        "state": sorted({one.state.value for one in findings}),
        "check": sorted({one.check for one in findings}),
        "locale": list(dict.fromkeys(one.locale for one in findings)),
    }
    values["severity"] = [
        one for one in values["severity"] if any(one == found.severity for found in findings)
    ]
    return {
        name: {value: f"{name}-{number}" for number, value in enumerate(some)}
        for name, some in values.items()
    }


def _rules(filters: Mapping[str, Mapping[str, str]]) -> str:
    """The style that hides what is not chosen; only names that are ours stand in it."""
    names = [name for values in filters.values() for name in values.values()]
    return "".join(f"body:has(#{name}:not(:checked)) .{name}{{display:none}}\n" for name in names)


def _controls(filters: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield "<div class='filters'>"
    for name, values in filters.items():
        if len(values) > 1:
            yield f"<fieldset><legend>{name}</legend>"
            for value, mark in values.items():
                box = f"<input type='checkbox' id='{mark}' checked autocomplete='off'>"
                yield f"<label>{box} <bdi>{shown(value or 'none')}</bdi></label>"
            yield "</fieldset>"
    yield "</div>"


def _findings(
    findings: Sequence[Finding], filters: Mapping[str, Mapping[str, str]], report: CheckReport
) -> Iterator[str]:
    if not findings:
        yield "<p>None.</p>"
    for tag, own in groupby(findings, key=lambda one: one.locale):
        some = list(own)
        yield f"<details open class='locale {filters['locale'][tag]}'>"
        yield f"<summary>{shown(tag or 'no locale')} <span class='dim'>({len(some)})</span></summary>"
        for path, inside in groupby(some, key=lambda one: one.path):
            here = list(inside)
            yield "<details open class='file'>"
            much = f"<span class='dim'>({len(here)})</span>"
            yield f"<summary><bdi class='place'>{shown(path)}</bdi> {much}</summary>"
            yield from (_finding(one, filters, report.source_locale) for one in here)
            yield "</details>"
        yield "</details>"
    left = len(report.findings) - len(findings)
    if left:
        yield f"<p>and {left} more, none of them worse: <code>l10n check --format json</code> has all.</p>"


def _finding(one: Finding, filters: Mapping[str, Mapping[str, str]], source_tag: str) -> str:
    chosen = {"severity": one.severity.value, "state": one.state.value, "check": one.check}
    marks = " ".join(filters[name][value] for name, value in chosen.items())
    place = f"{one.path}:{one.line}" if one.line else one.path
    texts = "".join(
        f"<dt>{label}</dt><dd{language(tag)}>{marked(text, span, _TEXT)}</dd>"
        for label, text, span, tag in (
            ("source", one.source, one.source_at, source_tag),
            ("target", one.target, one.at, one.locale),
        )
        if text
    )
    return (
        f"<article class='finding {one.severity} {marks}'><p><span class='level'>{one.severity}</span> "
        f"<code>{shown(one.check)}</code> <bdi>{shown(shortened(one.message, None, _MESSAGE))}</bdi></p>"
        f"<p class='dim'><bdi class='place'>{shown(place)}</bdi> · {one.state}</p>"
        f"{f'<dl>{texts}</dl>' if texts else ''}</article>"
    )
