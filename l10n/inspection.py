"""What stands in the catalogs: findings and gates for `check`, progress for `status`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from l10n import articles, candidates, catalog, checks, earlier, glossary, selection
from l10n.articles import Article
from l10n.checks import term
from l10n.config import Config
from l10n.earlier import Earlier
from l10n.errors import L10nError
from l10n.model import (
    Catalog,
    CheckReport,
    Examined,
    Finding,
    Gate,
    Progress,
    Severity,
    State,
    Trouble,
)
from l10n.outcome import Outcome, Report
from l10n.text.term_candidates import Candidate
from l10n.text.terms import Glossary


@dataclass(slots=True)
class Checked(Outcome):
    """The outcome of `check`."""

    report: CheckReport = field(default_factory=CheckReport)


@dataclass(slots=True)
class Counted(Outcome):
    """The outcome of `status`: progress by locale and source, candidates for the glossary."""

    progress: dict[str, dict[str, Progress]] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    terms: str = ""
    """The file of the glossary to add them to."""


def check(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    *,
    fail_on: str,
    base: str | None,
    progress: Report,
) -> Checked:
    """Every finding in every translation, and the gates; the report is not ok where one of them fails it.

    `base` is a revision of git to compare the catalogs with.
    """
    outcome = Checked()
    chosen = selection.locales(settings, tags)
    terms = {tag: glossary.of(settings, tag) for tag in chosen}
    totals = {tag: Progress() for tag in chosen}
    findings: list[Finding] = []
    examined: list[Examined] = []
    with earlier.at(settings, base) as past:
        for article in articles.read(settings, paths, outcome, progress):
            for tag in chosen:
                with outcome.collecting():
                    found = articles.read_catalog(settings, article, tag)
                    counted = catalog.progress(articles.standing(article, found))
                    totals[tag] += counted
                    examined.append(Examined(tag, found.path if found else "", article.source.shown, counted))
                    if found is not None:
                        contexts = _contexts(settings, article, found, tag, terms[tag])
                        findings += _findings(contexts, found, past)
    gates = tuple(gate for tag in chosen for gate in _gates(settings, tag, totals[tag], findings))
    findings = [one for tag in chosen for one in _gathered(findings, tag, terms[tag])]
    report = judged(gates, findings, examined, outcome.errors, fail_on)
    outcome.report = replace(report, source_locale=settings.source_locale)
    return outcome


def judged(
    gates: Sequence[Gate],
    findings: Sequence[Finding],
    examined: Sequence[Examined],
    errors: Sequence[L10nError],
    fail_on: str,
) -> CheckReport:
    """The report of a run; `fail_on` is the least severity that fails it, or `never`."""
    troubles = [Trouble(one.path or "", one.line or 0, one.message, one.hint) for one in errors]
    return CheckReport(
        gates=tuple(gates),
        findings=tuple(findings),
        troubles=tuple(dict.fromkeys(troubles)),
        examined=tuple(examined),
        fails_from=None if fail_on == "never" else Severity(fail_on),
    )


def status(settings: Config, paths: Sequence[Path], tags: Sequence[str]) -> Counted:
    """Units and words by state, for each locale and source."""
    outcome = Counted()
    chosen = selection.locales(settings, tags)
    outcome.progress = {tag: {} for tag in chosen}
    with outcome.collecting():
        outcome.candidates, outcome.terms = candidates.of(settings, chosen), candidates.table(settings)
    for article in articles.read(settings, paths, outcome):
        for tag in chosen:
            with outcome.collecting():
                found = articles.read_catalog(settings, article, tag)
                counted = catalog.progress(articles.standing(article, found))
                by_source = outcome.progress[tag]
                name = article.source.shown
                by_source[name] = by_source[name] + counted if name in by_source else counted
    return outcome


def _gathered(findings: Sequence[Finding], tag: str, terms: Glossary | None) -> list[Finding]:
    """The findings of a locale."""
    own = [one for one in findings if one.locale == tag]
    return term.gathered(own, terms) if terms else own


def _findings(contexts: Iterator[checks.Context], found: Catalog, past: Earlier | None) -> list[Finding]:
    known = past.base(found) if past else None
    if past is None or known is None:
        return checks.run(contexts)
    return past.unreviewed(checks.run(replace(one, base=known) for one in contexts), found)


def _contexts(
    settings: Config, article: Article, found: Catalog, tag: str, terms: Glossary | None
) -> Iterator[checks.Context]:
    codes, forms = article.codes(), article.forms()
    for entry in found.entries:
        if not entry.target or entry.state is State.OBSOLETE:
            continue
        form = forms.get(entry.key, article.format)
        source_codes = codes.get(entry.key)
        if source_codes is None:
            source_codes = form.codes(entry.source)
        target_codes = form.codes(entry.target, source_codes)
        both = source_codes, target_codes
        yield checks.context(entry, found.path, settings.source_locale, tag, *both, terms)


def _gates(settings: Config, tag: str, counted: Progress, findings: Sequence[Finding]) -> tuple[Gate, ...]:
    limits = settings.thresholds(tag)
    met = checks.gates(counted, tag, limits.reviewed, limits.coverage)
    return *met, *checks.unresolved(findings, tag, counted.units.units)
