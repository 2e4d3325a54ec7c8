"""The verbs of the tool, each a walk over sources and locales: the table of contents of l10n.

What a verb needs is imported when it is called: nobody pays for the rooms of another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from l10n import config, files, locale, selection
from l10n.config import Config
from l10n.errors import L10nError
from l10n.outcome import Outcome, Report, silent

if TYPE_CHECKING:
    from l10n.inspection import Checked, Counted
    from l10n.model import Span


def init(folder: Path) -> str:
    """Write a commented project file into `folder`; its name. Raises L10nError where there is one."""
    file = folder / config.FILE
    if file.exists():
        raise L10nError("is here already", str(file), hint="edit it")
    files.write(str(file), config.TEMPLATE.encode(), str(file))
    return str(file)


def extract(
    settings: Config, paths: Sequence[Path], tags: Sequence[str], *, check: bool, progress: Report = silent
) -> Outcome:
    """Merge every source into its catalogs; with `check` only say which would change."""
    from l10n import extraction

    chosen = selection.locales(settings, tags)
    outcome = extraction.run(settings, paths, chosen, check=check, progress=progress)
    if not paths:
        outcome.summary += _orphans(settings, chosen)
    return outcome


def draft(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    *,
    names: Sequence[str] = (),
    dry_run: bool = False,
    progress: Report = silent,
) -> Outcome:
    """Fill the empty entries of every catalog with fuzzy drafts; with `dry_run` only count them."""
    from l10n import articles, desk, engines

    outcome = Outcome()
    wanted = engines.known(names or settings.engines)
    found = list(articles.read(settings, paths, outcome))
    for tag in selection.locales(settings, tags):
        with outcome.collecting():
            one = desk.collect(settings, found, tag, outcome)
            if dry_run:
                much = one.amount()
                counted = f"{much.units} units, {much.words} words, {much.characters} characters"
                outcome.lines.append(f"{tag}: {counted}")
            else:
                desk.run(one, wanted, outcome, progress)
        if outcome.interrupted:
            break
    return outcome


def check(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    *,
    fail_on: str = "error",
    progress: Report = silent,
) -> Checked:
    """Every finding in every translation, and the gates; the report is not ok where one of them fails it."""
    from l10n import inspection

    return inspection.check(settings, paths, tags, fail_on=fail_on, progress=progress)


def build(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    *,
    unreviewed: str | None = None,
    folder: Path | None = None,
    progress: Report = silent,
) -> Outcome:
    """Write each article in each locale, translations in place; what is not reviewed as the policy says."""
    from l10n import building

    outcome = Outcome()
    tags = selection.locales(settings, tags)
    work = building.Work(settings, tags, unreviewed or settings.unreviewed, folder)
    building.run(work, selection.sources(settings, paths, outcome), outcome, progress)
    return outcome


def status(settings: Config, paths: Sequence[Path], tags: Sequence[str]) -> Counted:
    """Units and words by state, for each locale and source."""
    from l10n import inspection

    return inspection.status(settings, paths, tags)


def segment(folder: Path, data: bytes, shown: str, tag: str | None) -> list[tuple[Span, str]]:
    """The sentences of a text with their places, in the language `tag`, else the project's, else English."""
    from l10n import document
    from l10n.text import segment_rules
    from l10n.text.segment import segment as sentences

    text = document.decode(data, shown)
    rules = None
    try:
        settings = config.load(folder)
    except L10nError:
        settings = None  # no project here, and none is needed
    found = locale.normalize(tag or (settings.source_locale if settings else "en"))
    if settings and settings.segmentation:
        own = segment_rules.project_rules(settings.segmentation)
        rules = segment_rules.rules_for(locale.language(found), own)
    return [(span, span.cut(text)) for span in sentences(text, found, rules=rules)]


def models_list(*, available: bool) -> list[str]:
    """A line for each Argos model that is installed; with `available` those of the index too."""
    from l10n.engines import argos_models

    found = argos_models.list_models(available=available)
    return [one.line for one in found] or ["no model is installed; `l10n models install en es` installs one"]


def models_install(what: Sequence[str], progress: Report = silent) -> str:
    """Install a model from a file (one word) or from the index (two); what was installed, for people."""
    from l10n.engines import argos_models

    if len(what) == 1:
        done = [argos_models.install_file(Path(what[0]))]
    elif len(what) == 2:
        done = argos_models.install(what[0], what[1], progress)
    else:
        raise L10nError("name a file, or two languages", hint="l10n models install en es")
    return f"installed {', '.join(one.name for one in done)}"


def models_remove(source: str, target: str) -> str:
    """Remove the model of a pair; what was removed, for people."""
    from l10n.engines import argos_models

    return f"removed {', '.join(one.name for one in argos_models.remove(source, target))}"


def _orphans(settings: Config, tags: Sequence[str]) -> str:
    """Names the catalogs whose source is gone, since nothing else would."""
    orphans = selection.orphans(settings, tags)
    return (
        f"\nno source for {', '.join(orphans)}: remove them, or give them their source back"
        if orphans
        else ""
    )
