"""The verbs of the tool, each a walk over sources and locales: the table of contents of l10n.

What a verb needs is imported when it is called: nobody pays for the rooms of another one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from l10n import config, locale, project, selection
from l10n.config import Config
from l10n.errors import L10nError
from l10n.outcome import Outcome, Report, silent
from l10n.storage import files

if TYPE_CHECKING:
    from l10n.checking.report import Checked
    from l10n.inspection import Counted
    from l10n.memory import Match
    from l10n.model import Span
    from l10n.risk import Todo


def init(folder: Path) -> str:
    """Write a commented project file into `folder`; its name. Raises L10nError where there is one."""
    file = folder / config.FILE
    if file.exists() or file.is_symlink():
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
    learn: bool = False,
    force: bool = False,
    whole: bool = False,
    progress: Report = silent,
) -> Outcome:
    """Fill the empty entries of every catalog with fuzzy drafts; with `dry_run` only count them.

    With `force`, drafts that nobody touched are made anew. Entries left empty are named, with `whole` all.
    With `learn`, what reviewers changed is used first: their translations for drafts nobody touched, and
    terms to offer in `status`.
    """
    from l10n import articles, desk, learning, routing

    outcome = Outcome()
    wanted = routing.chosen(settings, names)
    found = list(articles.read(settings, paths, outcome))
    for tag in selection.locales(settings, tags):
        with outcome.collecting():
            if learn and not dry_run:
                learning.learn(settings, found, tag, outcome)
            one = desk.collect(settings, found, tag, outcome, force=force)
            if dry_run:
                desk.foresee(one, wanted, outcome)
            else:
                desk.run(one, wanted, outcome, progress, whole=whole)
        if outcome.interrupted:
            break
    return outcome


def check(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    *,
    fail_on: str = "error",
    base: str | None = None,
    accept: bool = False,
    progress: Report = silent,
) -> Checked:
    """Every finding in every translation, and the gates; the report is not ok where one of them fails it.

    `base` is a revision of git to compare with; with `accept` what is found becomes the baseline.
    """
    from l10n.checking import report

    return report.check(settings, paths, tags, fail_on=fail_on, base=base, progress=progress, accept=accept)


def merge_driver(folder: Path, base: str, ours: str, theirs: str, shown: str) -> list[L10nError]:
    """Merge three versions of a PO file into `ours`; an error for each message two people differ in.

    `shown` is the file's path from `folder`; a project around it says what the source language is.
    """
    from l10n import merge_driver as driver

    try:
        source_locale = config.load((folder / shown).parent).source_locale
    except L10nError:
        source_locale = "en"  # no project here, or one in the middle of a merge itself
    return driver.run(base, ours, theirs, shown, source_locale)


def install_merge_driver(settings: Config) -> list[str]:
    """Make git merge the project's catalogs with l10n; what was done, for people."""
    from l10n import merge_driver as driver

    return driver.install(settings) or ["git merges the catalogs with l10n already"]


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


def todo(
    settings: Config, paths: Sequence[Path], tags: Sequence[str], outcome: Outcome, progress: Report = silent
) -> list[Todo]:
    """All that waits for people, what may hurt most first; what cannot be read is told by the outcome."""
    from l10n import todo as work

    return work.queue(settings, paths, tags, outcome, progress)


def export(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    form: str,
    *,
    version: str = "",
    output: Path | None = None,
    bom: bool = False,
    progress: Report = silent,
) -> Outcome:
    """Write catalogs as `xliff` or `csv`, the glossary as `tbx`, the memory as `tmx`, for other tools.

    `version` is that of XLIFF, 1.2 (the default) or 2.0, or that of TBX, 2 (the default) or 3.
    """
    from l10n import exporting

    chosen = selection.locales(settings, tags)
    if form == "tbx":
        return exporting.glossary(settings, chosen, version or "2", output)
    if form == "tmx":
        return memory_export(settings, tags, exporting.file_in(settings, output, "tmx", "memory.tmx"))
    write = exporting.writer(settings, form, version or "1.2", bom=bom)
    return exporting.run(settings, paths, chosen, form, write, output, progress)


def import_(settings: Config, form: str, paths: Sequence[Path], tags: Sequence[str]) -> Outcome:
    """Take in what other tools give back: `xliff` and `csv` into catalogs, `tmx` the memory, `tbx` terms.

    A folder among the paths is all the files of that format below it.
    """
    from l10n import importing

    paths = importing.files_of(settings, form, paths)
    if form == "tmx":
        return memory_import(settings, paths)
    if form == "tbx":
        from l10n import glossary

        return glossary.take(settings, paths, selection.locales(settings, tags) if tags else ())
    return importing.run(settings, form, paths, tags)


def segment(folder: Path, data: bytes, shown: str, tag: str | None) -> list[tuple[Span, str]]:
    """The sentences of a text with their places, in the language `tag`, else the project's, else English."""
    from l10n import document
    from l10n.text.sentences import segment_rules
    from l10n.text.sentences.segment import segment as sentences

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


def memory_import(settings: Config, paths: Sequence[Path], progress: Report = silent) -> Outcome:
    """Take TMX files into the memory."""
    from l10n import memory_files

    return memory_files.take(settings, paths, progress)


def memory_export(
    settings: Config, tags: Sequence[str], output: Path | None = None, put: Callable[[bytes], object] = len
) -> Outcome:
    """Write the memory as TMX to a file, or to what takes its bytes; of the locales `tags`, or of all."""
    from l10n import memory_files

    chosen = selection.locales(settings, tags) if tags else ()
    if output is not None:
        return memory_files.write_file(settings, chosen, output)
    return memory_files.write(settings, chosen, put)


def memory_search(
    settings: Config, text: str, tags: Sequence[str], *, least: float = 0.6, limit: int = 10
) -> list[Match]:
    """What the memory has for a text and for texts like it, best first; `least` is 0 to 1."""
    from l10n import memory_files

    return memory_files.search(settings, text, tags, least, limit)


def po_cat(data: bytes, shown: str) -> bytes:
    """The bytes of a PO file, read and written."""
    from l10n import po_files

    return po_files.copied(data, shown)


def po_merge(
    data: bytes, shown: str, template: bytes, called: str, source_locale: str, *, fuzzy: bool = True
) -> tuple[bytes, str]:
    """A PO file brought up to a template, and what was done, for people."""
    from l10n import po_files

    return po_files.merged(data, shown, template, called, source_locale, fuzzy=fuzzy)


def po_update(
    file: str, shown: str, template: bytes, called: str, source_locale: str, *, fuzzy: bool = True
) -> str:
    """Bring a PO file up to a template where it stands; what was done, for people."""
    from l10n import po_files

    return po_files.update(file, shown, template, called, source_locale, fuzzy=fuzzy)


def po_check(
    found: Sequence[tuple[str, str]],
    tag: str | None,
    source_locale: str,
    *,
    fail_on: str = "error",
    progress: Report = silent,
) -> Checked:
    """Every finding in PO files given as (name, path); the report is not ok where one of them fails it."""
    from l10n import po_checks

    return po_checks.check(found, tag, source_locale, fail_on, progress)


def models_list(start: Path, *, available: bool) -> list[str]:
    """A line for each Argos model on this machine, or that the project around `start` drafts with, and for
    each folder that holds none; with `available` for those of the index too.
    """
    from l10n.engines.argos import listing

    found = listing.list_models(available=available, folder=_own_folder(start))
    lines = [one.line for one in found] + [str(one) for one in listing.unreadable()]
    return lines or ["no model is installed; `l10n models install en es` installs one"]


def models_install(
    start: Path, what: Sequence[str], progress: Report = silent, *, upgrade: bool = False
) -> str:
    """Install a model from a file (one word) or from the index (two); what was installed, for people.

    The project around `start` then drafts with it; with `upgrade` even if it drafted with another one before.
    """
    from l10n.engines.argos import lock, models

    folder = _own_folder(start)
    if len(what) == 1:
        done = [models.install_file(start.resolve() / what[0], folder=folder, upgrade=upgrade)]
    elif len(what) == 2:
        done = models.install(what[0], what[1], progress, folder=folder, upgrade=upgrade)
    else:
        raise L10nError("name a file, or two languages", hint="l10n models install en es")
    said = f"installed {', '.join(one.name for one in done)}"
    is_new = folder is not None and lock.record(folder, done)
    return f"{said}; this project drafts with {'it' if len(done) == 1 else 'them'}" if is_new else said


def models_remove(source: str, target: str) -> str:
    """Remove the model of a pair from this machine; what was removed, for people."""
    from l10n.engines.argos import models

    return f"removed {', '.join(one.name for one in models.remove(source, target))}"


def _own_folder(start: Path) -> Path | None:
    """The folder that the project around `start` has for what l10n remembers; None without a project."""
    settings = config.around(start)
    return None if settings is None else Path(project.state_file(settings, ""))


def _orphans(settings: Config, tags: Sequence[str]) -> str:
    """Names the catalogs whose source is gone, since nothing else would."""
    orphans = selection.orphans(settings, tags)
    return (
        f"\nno source for {', '.join(orphans)}: remove them, or give them their source back"
        if orphans
        else ""
    )
