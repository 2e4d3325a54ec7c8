"""Reports: what a check run found and how far a project is, for people and for programs. One file a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from l10n.errors import L10nError
from l10n.model import CheckReport, Progress

if TYPE_CHECKING:
    from l10n.text.words.term_candidates import Candidate

BUILT_IN: tuple[tuple[str, str], ...] = (
    ("text", "l10n.reports.text"),
    ("json", "l10n.reports.json"),
    ("github", "l10n.reports.github"),
    ("gitlab", "l10n.reports.gitlab"),
    ("junit", "l10n.reports.junit"),
    ("sarif", "l10n.reports.sarif"),
    ("html", "l10n.reports.html"),
)
"""Name and module of each form of a check report; the module has a `render`. Imported when first needed."""

FORMS = ", ".join(form for form, _ in BUILT_IN)
"""The names of all forms, for people."""

STATUS_FORMS = ("text", "json", "html")
"""The names of the forms of `status`."""


class Surface(NamedTuple):
    """What a report is shown on: whether it has colours, and the columns of a terminal, 0 for a file."""

    colour: bool = False
    columns: int = 0


FILE = Surface()


class Render(Protocol):
    """Writes a check report as text."""

    def __call__(self, report: CheckReport, surface: Surface = ..., /) -> str:
        """The report, its last line closed; empty where the form says nothing of a run without findings."""
        ...


def by_name(name: str) -> Render:
    """The form of report called `name`. Raises L10nError for an unknown one."""
    module = dict(BUILT_IN).get(name)
    if module is None:
        near = get_close_matches(name, [form for form, _ in BUILT_IN], 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {FORMS}"
        raise L10nError(f"unknown form of report {name!r}", hint=hint)
    return cast("Render", import_module(module).render)


def render(name: str, report: CheckReport, surface: Surface = FILE) -> str:
    """`report` in the form called `name`. Raises L10nError for an unknown one."""
    return by_name(name)(report, surface)


def status(
    progress: Mapping[str, Mapping[str, Progress]],
    form: str = "text",
    colour: bool = False,
    *,
    candidates: Sequence[Candidate] = (),
    terms: str = "terms.csv",
) -> str:
    """How far each locale is, from the progress of its files: a table (`text`), `json`, a page (`html`).

    The first two show the candidates for the glossary too; `terms` is the file to add them to.
    """
    from l10n.reports import standing

    if form == "text":
        offered = standing.offered(candidates, terms)
        return standing.table(progress, colour=colour) + (f"\n{offered}" if offered else "")
    if form == "json":
        return standing.as_json_text(progress, candidates)
    if form == "html":
        from l10n.reports import html

        return html.status(progress)
    raise L10nError(f"unknown form of status {form!r}", hint=f"there are {', '.join(STATUS_FORMS)}")
