"""The baseline: a file of findings that a project knows of and that fail no run, by their fingerprints.

It is written by a person's command and committed; it grows by nothing else. What is no longer found can be
taken out by writing it anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from l10n import files, project
from l10n.checks.fingerprints import fingerprints
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import Finding

NAME = "l10n-baseline.json"
"""What the file is called where the project's file does not say."""
_VERSION = 1


def read(settings: Config) -> Mapping[str, str]:
    """The known fingerprints with what was said of each; none for a project without a baseline.

    Raises L10nError for a file that is no baseline, or that the project names and that is not there.
    """
    if not settings.baseline:
        return {}
    path = _path(settings)
    data = files.read_if_there(path, settings.baseline)
    if data is None:
        hint = "write it with `l10n check --update-baseline`, or take the key out"
        raise L10nError("no such file, and it is to be the baseline", settings.baseline, hint=hint)
    try:
        found = json.loads(data)
        known = found["findings"]
        good = found["version"] == _VERSION and all(isinstance(said, str) for said in known.values())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        good = False
    if not good:
        hint = "write it anew with `l10n check --update-baseline`"
        raise L10nError("is no baseline", settings.baseline, hint=hint)
    return dict(known)


def write(settings: Config, findings: Sequence[Finding]) -> str:
    """Make these findings the baseline; the name of its file. Sorted, one a line, so that diffs are small."""
    named = settings.baseline or NAME
    marks = fingerprints(findings)
    known = {
        mark: f"{one.check}: {one.path}: {one.message[:120]}"
        for mark, one in zip(marks, findings, strict=True)
    }
    by_place = dict(sorted(known.items(), key=lambda item: (item[1], item[0])))
    text = json.dumps({"version": _VERSION, "findings": by_place}, indent=1, ensure_ascii=True)
    files.write(project.inside(settings, f"{settings.root}/{named}"), f"{text}\n".encode(), named)
    return named


def _path(settings: Config) -> str:
    return project.inside(settings, f"{settings.root}/{settings.baseline}")
