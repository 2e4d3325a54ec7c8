"""Reports: what a check run found and how far a project is, for people and for programs. One file a form."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Protocol, cast

from l10n.errors import L10nError
from l10n.model import CheckReport, Progress

BUILT_IN: tuple[tuple[str, str], ...] = (
    ("text", "l10n.reports.text"),
    ("json", "l10n.reports.json"),
    ("github", "l10n.reports.github"),
)
"""Name and module of each form of a check report; the module has a `render`. Imported when first needed."""


class Render(Protocol):
    """Writes a check report as text."""

    def __call__(self, report: CheckReport, *, colour: bool = False) -> str:
        """The report, its last line closed; empty where the form says nothing of a run without findings."""
        ...


def by_name(name: str) -> Render:
    """The form of report called `name`. Raises L10nError for an unknown one."""
    module = dict(BUILT_IN).get(name)
    if module is None:
        known = [form for form, _ in BUILT_IN]
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
        raise L10nError(f"unknown form of report {name!r}", hint=hint)
    return cast("Render", import_module(module).render)


def render(name: str, report: CheckReport, colour: bool = False) -> str:
    """`report` in the form called `name`. Raises L10nError for an unknown one."""
    return by_name(name)(report, colour=colour)


def status(progress: Mapping[str, Mapping[str, Progress]], form: str = "text", colour: bool = False) -> str:
    """How far each locale is, from the progress of its files: a table (`text`), or `json`."""
    from l10n.reports import standing

    if form == "text":
        return standing.table(progress, colour=colour)
    if form == "json":
        return standing.as_json_text(progress)
    raise L10nError(f"unknown form of status {form!r}", hint="there are text, json")
