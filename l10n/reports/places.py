"""Where findings stand for whoever shows them: code hosts count paths from the root of the repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from os.path import normpath
from pathlib import Path

from l10n.model import CheckReport

_HOSTED = frozenset({"github", "gitlab", "sarif"})
"""The forms whose readers look for the file in the repository."""
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab say which folder that is, absolute."""


def placed(report: CheckReport, form: str, folder: str, environment: Mapping[str, str]) -> CheckReport:
    """The report with the paths that the readers of `form` look for; its own count from `folder`.

    On a code host they count from the repository's root, elsewhere from `folder`; a path that leads out of
    that stays as it is.
    """
    if form not in _HOSTED:
        return report
    below = Path(folder).resolve()
    roots = (Path(environment[name]).resolve() for name in _ROOTS if environment.get(name))
    root = next((one for one in roots if below.is_relative_to(one)), below)

    @cache
    def seen(path: str) -> str:
        there = Path(normpath(below / path))  # no link is followed: git knows a file by its own name
        return there.relative_to(root).as_posix() if path and there.is_relative_to(root) else path

    return replace(
        report,
        findings=tuple(replace(one, path=seen(one.path)) for one in report.findings),
        known=tuple(replace(one, path=seen(one.path)) for one in report.known),
        troubles=tuple(replace(one, path=seen(one.path)) for one in report.troubles),
    )
