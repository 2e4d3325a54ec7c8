"""What a check run comes to: the findings of a project that are new, those that are known, the gates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from l10n import checks, config, git, glossary, project, selection
from l10n.checking import baselines, ratchet, sound_sources, survey
from l10n.checks import term
from l10n.checks.known import known
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import (
    CheckReport,
    Finding,
    Gate,
    Severity,
    Trouble,
)
from l10n.outcome import Outcome, Report, silent
from l10n.text.words.terms import Glossary

_NAMED = 10
"""Catalogs without a source, or files that cannot be read, that are named."""


@dataclass(slots=True)
class Checked(Outcome):
    """The outcome of `check`."""

    report: CheckReport = field(default_factory=CheckReport)


def check(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    *,
    fail_on: str,
    base: str | None,
    progress: Report,
    accept: bool = False,
) -> Checked:
    """Every finding in every translation, and the gates; the report is not ok where one of them fails it.

    `base` is a revision of git to compare with: what was found there too is known, and a gate that is no
    worse is met. So is what the baseline holds; with `accept` all that is found now becomes the baseline.
    """
    outcome = Checked()
    if accept and (paths or tags or base is not None):
        # What is not looked at would be forgotten.
        raise L10nError("a baseline is of the whole project", hint="leave out paths, --locale and --base")
    chosen = selection.locales(settings, tags)
    marks = {} if accept else baselines.read(settings)
    _known_checks(settings)
    report = survey.report(settings, paths, chosen, outcome, base, fail_on, progress)
    has_gone = _has_gone(settings, paths, chosen, report)
    said: list[str] = []
    if base is not None:
        commit = git.parting(str(settings.root), git.commit(str(settings.root), base))
        with ratchet.laid_out(settings, commit) as before:
            if before is not None:
                then = _before(settings, before, paths, chosen, fail_on)
                said += _unread(then, base)
                report = ratchet.compared(report, then, has_gone)
            else:
                said.append(f"{base}: no {settings.path} there that can be read; every finding is new")
    said += [] if paths or outcome.errors else _in_vain(settings, chosen, report)
    if marks:
        report, gone = baselines.compared(report, marks, has_gone)
        said += [baselines.said_gone(settings, gone)] if gone and not (paths or tags or base) else []
    if accept and not outcome.errors:
        said.append(baselines.write(settings, report.findings))
        report, _ = baselines.compared(report, known(report.findings), has_gone)
    outcome.summary = "\n".join(said)
    report = replace(report, gates=_without_known_faults(report))
    outcome.report = _gathered(settings, chosen, report)
    return outcome


def _before(
    settings: Config, before: Config, paths: Sequence[Path], chosen: Sequence[str], fail_on: str
) -> CheckReport:
    """The report of the project as it was, of the same sources and locales, as far as they were there.

    What checks weigh is what they weigh now: who makes one graver has not made a translation worse.
    """
    tags = [tag for tag in chosen if tag in before.locales]
    if not tags:
        return CheckReport()
    before = replace(
        before,
        severities=settings.severities,
        locale_severities=settings.locale_severities,
        source_gates=settings.source_gates,
    )
    moved = [before.root / path.resolve().relative_to(settings.root.resolve()) for path in paths]
    there = [path for path in moved if path.exists()]
    try:
        then = _then(before, there, tags, fail_on) if there or not paths else CheckReport()
        if len(there) < len(moved):  # it had another name, perhaps
            then = replace(then, findings=_then(before, (), tags, fail_on).findings)
    except L10nError as error:  # it was broken then: all that is found now is new
        return CheckReport(troubles=(Trouble(error.path or "", error.line or 0, error.message, error.hint),))
    return then


def _then(before: Config, paths: Sequence[Path], tags: Sequence[str], fail_on: str) -> CheckReport:
    return survey.report(before, paths, tags, Outcome(), None, fail_on, silent)


def _unread(then: CheckReport, base: str) -> list[str]:
    """What people are told of files that could not be read as they were."""
    said = [
        f"{base}: {one.path}{f':{one.line}' if one.line else ''}: {one.message}; what is found in it is new"
        for one in then.troubles[:_NAMED]
    ]
    more = len(then.troubles) - _NAMED
    return [*said, f"{base}: and {more} more files that cannot be read"] if more > 0 else said


def _has_gone(
    settings: Config, paths: Sequence[Path], tags: Sequence[str], report: CheckReport
) -> Callable[[str], bool]:
    """Whether what is not found in a file is not there any more: the run looked at it, or nobody has to."""
    if not paths:
        return lambda _path: True
    looked = {path for one in report.examined for path in (one.path, one.source)}
    looked.update(selection.orphans(settings, tags))
    return lambda path: path in looked or not (settings.root / path).exists()


def _in_vain(settings: Config, tags: Sequence[str], report: CheckReport) -> list[str]:
    """What people are told of a project that is not what its file or its catalogs say."""
    sources = {one.source for one in report.examined}
    if not sources:
        return [f"no source matches {', '.join(settings.sources)}"]
    said = [
        f'{settings.path}: [check.sources."{pattern}"] matches no source'
        for pattern in settings.source_gates
        if not any(project.matches(one, pattern) for one in sources)
    ]
    looked = {one.path for one in report.examined}
    left = sorted(path for tag in tags for path in project.catalogs(settings, tag) if path not in looked)
    if left:
        more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
        said.append(f"no source for {', '.join(left[:_NAMED])}{more}: not looked at")
    return said


def _known_checks(settings: Config) -> None:
    """Raise for a check that the project weighs and that is none."""
    tables = {"check.severity": settings.severities}
    tables |= {f"check.locale.{tag}.severity": one for tag, one in settings.locale_severities.items()}
    for table, weights in tables.items():
        for name in weights:
            if name not in checks.names():
                near = get_close_matches(name, checks.names(), 1)
                hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(checks.names())}"
                raise config.located(
                    settings, name, L10nError(f"[{table}]: there is no check {name!r}", hint=hint)
                )


def _gathered(settings: Config, tags: Sequence[str], report: CheckReport) -> CheckReport:
    """The report with what many translations make of a term said once, among the new and among the known."""
    if not settings.glossary:
        return report
    new, old = list(report.findings), list(report.known)
    for tag in tags:
        terms = glossary.of(settings, tag)
        if terms is not None:
            new, old = (_gathered_in(some, tag, terms) for some in (new, old))
    return replace(report, findings=tuple(new), known=tuple(old))


def _gathered_in(findings: Sequence[Finding], tag: str, terms: Glossary) -> list[Finding]:
    """The findings, those of one locale gathered where they stand."""
    own = [one for one in findings if one.locale == tag]
    before = next((number for number, one in enumerate(findings) if one.locale == tag), 0)
    others = [one for one in findings if one.locale != tag]
    return [*others[:before], *term.gathered(own, terms), *others[before:]]


def _without_known_faults(report: CheckReport) -> tuple[Gate, ...]:
    """The gates; that of the sources only where one of their faults is not known."""
    is_new = any(
        one.locale == report.source_locale and one.severity is Severity.ERROR for one in report.findings
    )
    return tuple(gate for gate in report.gates if is_new or gate.gate != sound_sources.GATE)
