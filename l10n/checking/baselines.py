"""The baseline: a file of findings that a project knows of and that fail no run.

It is written by a person's command and committed; it grows by nothing else. What is no longer found can be
taken out by writing it anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from l10n import project
from l10n.checks.fingerprints import fingerprints
from l10n.checks.known import Known, known, parted
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import CheckReport, Finding, Severity
from l10n.outcome import counted
from l10n.storage import files

NAME = "l10n-baseline.json"
"""What the file is called where the project's file does not say."""
_VERSION = 2
_SAID = 120
"""Code points of what is said of a finding, for people who read the file."""
_WRITE = "`l10n check --update-baseline`"


def read(settings: Config) -> Mapping[str, Known]:
    """The known findings by their fingerprints; none for a project without a baseline.

    Raises L10nError for a file that is no baseline, or that the project names and that is not there.
    """
    if not settings.baseline:
        return {}
    data = files.read_if_there(_path(settings, settings.baseline), settings.baseline)
    if data is None:
        hint = f"write it with {_WRITE}, or take the key out"
        raise L10nError("no such file, and it is to be the baseline", settings.baseline, hint=hint)
    try:
        found = json.loads(data)
        kept = {mark: _known(about) for mark, about in found["findings"].items()}
        good = found["version"] == _VERSION
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        good = False
    if not good:
        hint = f"write it anew with {_WRITE}"
        raise L10nError("is no baseline", settings.baseline, hint=hint)
    return kept


def compared(
    report: CheckReport, earlier: Mapping[str, Known], has_gone: Callable[[str], bool]
) -> tuple[CheckReport, int]:
    """(the report without what a baseline knows, how many of the baseline are found no more).

    `has_gone` is that of `known.parted`.
    """
    new, old, gone = parted(report.findings, earlier, has_gone)
    return replace(report, findings=tuple(new), known=(*report.known, *old)), len(gone)


def write(settings: Config, findings: Sequence[Finding]) -> str:
    """Make these findings the baseline: what was done. Sorted, one a line, so that diffs are small."""
    named = settings.baseline or NAME
    file = _path(settings, named)
    held = files.read_if_there(file, named)
    if held and b'"findings"' not in held:
        raise L10nError("stands where the baseline should, and is none", named, hint="move it away")
    before = _marks_before(settings)
    now = known(findings)
    rows = sorted(zip(fingerprints(findings), findings, strict=True), key=_place)
    lines = [f"{json.dumps(mark)}: {json.dumps(_about(one, now[mark]))}" for mark, one in rows]
    inside = ",\n  ".join(lines)
    text = f'{{"version": {_VERSION}, "findings": {{\n  {inside}\n}}}}\n'
    files.write(project.inside(settings, file), text.encode(), named)
    said = f"{counted(len(findings), 'finding')} known now: {named}"
    if before:
        added, gone = len(now.keys() - before), len(before - now.keys())
        said += f" ({added} new, {gone} taken out)"
    if not settings.baseline:
        said += f'; write baseline = "{named}" under [check] in {settings.path}'
    return said


def said_gone(settings: Config, number: int) -> str:
    """What people are told of findings of the baseline that are found no more."""
    them = "it" if number == 1 else "them"
    return f"{settings.baseline}: {counted(number, 'finding')} found no more: {_WRITE} takes {them} out"


def _marks_before(settings: Config) -> frozenset[str]:
    """The fingerprints in the file that is to be replaced; none where it is broken or not there yet."""
    try:
        return frozenset(read(settings))
    except L10nError:
        return frozenset()


def _known(about: Mapping[str, str]) -> Known:
    if not all(isinstance(said, str) for said in about.values()):
        raise TypeError
    return Known(about["wherever"], about["path"], Severity(about["severity"]))


def _about(one: Finding, kept: Known) -> dict[str, str]:
    said = {"check": one.check, "severity": one.severity.value, "path": one.path}
    return {**said, "message": one.message[:_SAID], "wherever": kept.wherever}


def _place(row: tuple[str, Finding]) -> tuple[str, str, str, str]:
    mark, one = row
    return one.path, one.check, one.message[:_SAID], mark


def _path(settings: Config, named: str) -> str:
    return project.inside(settings, f"{settings.root}/{named}")
