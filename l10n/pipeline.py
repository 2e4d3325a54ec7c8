"""The verbs of the tool, each a walk over sources and locales: the table of contents of l10n."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from l10n import articles, building, catalog, checks, config, document, extraction, files, locale
from l10n.articles import Article, Outcome, Report, silent
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import Catalog, CheckReport, Finding, Gate, Progress, Severity, Span, State


@dataclass(slots=True)
class Checked(Outcome):
    """The outcome of `check`."""

    report: CheckReport = field(default_factory=CheckReport)


@dataclass(slots=True)
class Counted(Outcome):
    """The outcome of `status`: progress by locale and source."""

    progress: dict[str, dict[str, Progress]] = field(default_factory=dict)


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
    chosen = articles.chosen_locales(settings, tags)
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
    from l10n import desk, engines  # late: extract and check, which CI runs, do not pay for engines

    outcome = Outcome()
    wanted = engines.known(names or settings.engines)
    found = list(articles.read(settings, paths, outcome))
    for tag in articles.chosen_locales(settings, tags):
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
    outcome = Checked()
    chosen = articles.chosen_locales(settings, tags)
    totals = {tag: Progress() for tag in chosen}
    findings: list[Finding] = []
    for article in articles.read(settings, paths, outcome, progress):
        for tag in chosen:
            with outcome.collecting():
                found = articles.read_catalog(settings, article, tag)
                totals[tag] += catalog.progress(articles.standing(article, found))
                if found is not None:
                    findings += checks.run(_contexts(settings, article, found, tag))
    gates = tuple(gate for tag in chosen for gate in _gates(settings, tag, totals[tag]))
    least = None if fail_on == "never" else Severity(fail_on).rank
    failing = [one for one in findings if least is not None and one.severity.rank >= least]
    ok = all(gate.ok for gate in gates) and not failing and not outcome.errors
    outcome.report = CheckReport(gates, tuple(sorted(findings, key=lambda one: chosen.index(one.locale))), ok)
    return outcome


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
    outcome = Outcome()
    tags = articles.chosen_locales(settings, tags)
    work = building.Work(settings, tags, unreviewed or settings.unreviewed, folder)
    building.run(work, articles.chosen(settings, paths, outcome), outcome, progress)
    return outcome


def status(settings: Config, paths: Sequence[Path], tags: Sequence[str]) -> Counted:
    """Units and words by state, for each locale and source."""
    outcome = Counted()
    chosen = articles.chosen_locales(settings, tags)
    outcome.progress = {tag: {} for tag in chosen}
    for article in articles.read(settings, paths, outcome):
        for tag in chosen:
            with outcome.collecting():
                found = articles.read_catalog(settings, article, tag)
                counted = catalog.progress(articles.standing(article, found))
                outcome.progress[tag][article.source.shown] = counted
    return outcome


def segment(folder: Path, data: bytes, shown: str, tag: str | None) -> list[tuple[Span, str]]:
    """The sentences of a text with their places, in the language `tag`, else the project's, else English."""
    from l10n.text.segment import segment as sentences

    text = document.decode(data, shown)
    if tag is None:
        try:
            tag = config.load(folder).source_locale
        except L10nError:
            tag = "en"  # no project here, and none is needed
    return [(span, span.cut(text)) for span in sentences(text, locale.normalize(tag))]


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


def _contexts(settings: Config, article: Article, found: Catalog, tag: str) -> Iterator[checks.Context]:
    codes, forms = article.codes(), article.forms()
    for entry in found.entries:
        if not entry.target or entry.state is State.OBSOLETE:
            continue
        form = forms.get(entry.key, article.format)
        source_codes = codes.get(entry.key)
        if source_codes is None:
            source_codes = form.codes(entry.source)
        target_codes = form.codes(entry.target, source_codes)
        yield checks.context(entry, found.path, settings.source_locale, tag, source_codes, target_codes)


def _gates(settings: Config, tag: str, counted: Progress) -> tuple[Gate, ...]:
    limits = settings.thresholds(tag)
    return checks.gates(counted, tag, limits.reviewed, limits.coverage)


def _orphans(settings: Config, tags: Sequence[str]) -> str:
    """Names the catalogs whose source is gone, since nothing else would."""
    orphans = articles.orphans(settings, tags)
    return (
        f"\nno source for {', '.join(orphans)}: remove them, or give them their source back"
        if orphans
        else ""
    )
