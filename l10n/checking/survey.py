"""A survey of a project: every catalog examined, or remembered where nothing of it has changed; the gates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from l10n import articles, catalog, checks, git, glossary, project, selection
from l10n.articles import Article
from l10n.catalog.reader import no_collections
from l10n.checking import earlier, examinations, sound_sources
from l10n.checking.earlier import Earlier
from l10n.checking.examinations import Examination, Examinations
from l10n.checks import consistency
from l10n.checks.consistency import Saying
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import (
    Catalog,
    CheckReport,
    Counts,
    Examined,
    Finding,
    Gate,
    Progress,
    Severity,
    State,
    Trouble,
)
from l10n.outcome import Outcome, Report
from l10n.project import Source
from l10n.storage import files
from l10n.text.words.terms import Glossary

_NOTHING = b"\0"
"""Stands for a catalog that is not there."""


@dataclass(frozen=True)
class _Read:
    """A source file that was read, and is parsed where somebody asks for its article."""

    settings: Config
    source: Source
    data: bytes

    @cached_property
    def article(self) -> Article:
        """The article. Raises L10nError for what its format refuses."""
        return articles.parsed(self.settings, self.source, self.data)


@dataclass(slots=True)
class _Tally:
    """What has been found so far, and how far each locale and each gated pattern of sources is."""

    findings: list[Finding] = field(default_factory=list)
    examined: list[Examined] = field(default_factory=list)
    sayings: dict[str, list[Saying]] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)
    units: int = 0


def report(
    settings: Config,
    paths: Sequence[Path],
    chosen: Sequence[str],
    outcome: Outcome,
    base: str | None,
    fail_on: str,
    progress: Report,
) -> CheckReport:
    """The report of the project as its files are."""
    terms = {tag: glossary.of(settings, tag) for tag in chosen}
    words = b"".join(one.data for one in glossary.held(settings).values()) if settings.glossary else b""
    tally = _Tally()
    wanted = selection.sources(settings, paths, outcome)
    with earlier.at(settings, base) as past, examinations.opened(settings) as kept:
        for number, source in enumerate(wanted):
            progress(number, len(wanted))
            with outcome.collecting():
                read = _Read(settings, source, articles.held(source).data)
                _add_source(tally, read, kept)
                for tag in chosen:
                    with outcome.collecting(), no_collections():  # findings are no part of a cycle
                        _add(tally, read, tag, terms[tag], words, past, kept)
        progress(len(wanted), len(wanted))
        for tag in chosen:
            tally.findings += _inconsistent(settings, tag, tally.sayings.get(tag, ()))
    rank = {tag: number for number, tag in enumerate((settings.source_locale, *chosen))}
    findings = sorted(tally.findings, key=lambda one: rank[one.locale])
    gates = _gates(settings, chosen, tally)
    made = judged(gates, findings, tally.examined, outcome.errors, fail_on)
    return replace(made, source_locale=settings.source_locale)


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


def _add_source(tally: _Tally, read: _Read, known: Examinations) -> None:
    """What is wrong with a source itself."""
    place, name = f"source {read.source.shown} {read.source.part}", known.named(b"source", read.data)
    made = known.get(place, name)
    if made is None:
        found = sound_sources.faults(read.article, read.settings)
        units = len(read.article.template)
        made = Examination(tuple(found), Progress(Counts(units)))
        known.put(place, name, made)
    tally.findings += made.findings
    tally.broken.update((one.path, one.key) for one in made.findings if sound_sources.breaks(one))
    tally.units += made.progress.units.units


def _add(
    tally: _Tally,
    read: _Read,
    tag: str,
    terms: Glossary | None,
    words: bytes,
    past: Earlier | None,
    known: Examinations,
) -> None:
    """The findings of one catalog, from memory where nothing that decides them has changed."""
    settings, source = read.settings, read.source
    file = project.catalog_file(settings, source, tag)
    shown = project.shown(settings, file)
    data = files.read_if_there(file, shown)
    place = f"{tag} {source.shown} {source.part}"
    name = known.named(
        tag.encode(), shown.encode("utf-8", "surrogateescape"), read.data, data or _NOTHING, words
    )
    named = past.known.get(shown) if past else None
    compares = named is not None and data is not None and git.blob_id(data, named) != named
    made = None if compares else known.get(place, name)
    if made is None:
        found = None if data is None else catalog.parse(data, shown)
        made = _examined(read, found, tag, terms, past if compares else None)
        if not compares:
            known.put(place, name, made)
    tally.findings += made.findings
    tally.examined.append(Examined(tag, shown if data is not None else "", source.shown, made.progress))
    sayings = tally.sayings.setdefault(tag, [])
    sayings += (Saying(one, other, shown, line) for one, other, line in made.said)


def _examined(
    read: _Read, found: Catalog | None, tag: str, terms: Glossary | None, past: Earlier | None
) -> Examination:
    article = read.article
    counted = catalog.progress(articles.standing(article, found))
    if found is None:
        return Examination((), counted)
    contexts = _contexts(read.settings, article, found, tag, terms)
    said = examinations.said(one for one in found.entries if one.state is State.REVIEWED)
    return Examination(tuple(_findings(read.settings, contexts, found, tag, past)), counted, said)


def _findings(
    settings: Config, contexts: Iterator[checks.Context], found: Catalog, tag: str, past: Earlier | None
) -> list[Finding]:
    weights = settings.severities_of(tag)
    known = past.base(found) if past else None
    if past is None or known is None:
        return checks.run(contexts, weights=weights)
    compared = checks.run((replace(one, base=known) for one in contexts), weights=weights)
    return past.unreviewed(compared, found)


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


def _inconsistent(settings: Config, tag: str, sayings: Sequence[Saying]) -> Iterator[Finding]:
    """What people say in several ways; only the catalogs that it stands in are read once more."""
    weight = settings.severities_of(tag).get(consistency.id)
    if weight == "off":
        return
    for path, pairs in consistency.differing(sayings).items():
        data = files.read_if_there(f"{settings.root}/{path}", path)
        by_line = {one.line: one for one in catalog.parse(data, path).entries} if data is not None else {}
        for here, there in pairs:
            if entry := by_line.get(here.line):
                one = consistency.finding_of(entry, path, tag, there)
                if not checks.waives(entry, consistency.id):
                    yield replace(one, severity=Severity(weight)) if weight else one


def _gates(settings: Config, chosen: Sequence[str], tally: _Tally) -> list[Gate]:
    """The gates of each locale, of each pattern that has its own, and of the sources."""
    found: list[Gate] = list(sound_sources.gate(settings.source_locale, len(tally.broken), tally.units))
    for tag in chosen:
        here = [one for one in tally.examined if one.locale == tag]
        limits, counted = settings.thresholds(tag), _together(here)
        found += checks.gates(counted, tag, limits.reviewed, limits.coverage)
        for pattern, own in settings.source_gates.items():
            some = _together([one for one in here if project.matches(one.source, pattern)])
            found += (
                replace(gate, gate=f"{gate.gate} {pattern}")
                for gate in checks.gates(some, tag, own.reviewed, own.coverage)
                if gate.need
            )
        found += checks.unresolved(tally.findings, tag, counted.units.units)
    return found


def _together(some: Iterable[Examined]) -> Progress:
    return sum((one.progress for one in some), Progress())
