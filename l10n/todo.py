"""The order of work for people: all that waits for them in a project, what may hurt most first.

Before all else come conflicts, where two people's work waits for a decision, and what was reviewed and has an
error: that is what readers see now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from l10n import articles, drafted, project, selection, waiting
from l10n.catalog.reader import no_collections
from l10n.checking import examinations
from l10n.checking.report import check
from l10n.config import Config
from l10n.drafted import Record
from l10n.errors import L10nError
from l10n.model import CheckReport, Draft, Finding, Key, Severity, State
from l10n.outcome import Outcome, Report, silent
from l10n.risk import Facts, Todo, score
from l10n.text import origin
from l10n.waiting import Waiting, Waits

_Place = tuple[str, str]
"""The path of a catalog and the fingerprint of an entry in it."""


def queue(
    settings: Config,
    paths: Sequence[Path],
    tags: Sequence[str],
    outcome: Outcome | None = None,
    progress: Report = silent,
) -> list[Todo]:
    """All that waits for people in the chosen sources and locales, in the order it should be looked at.

    Conflicts, reviewed entries with an error that the baseline does not know, then the rest by its risk; what
    is equal in that stays in the order of locales, files and lines. A file that cannot be read is added to
    the outcome's errors. Raises L10nError for a locale or a path that the project does not have.
    """
    outcome = outcome or Outcome()
    chosen = selection.locales(settings, tags)
    checked = check(settings, paths, chosen, fail_on="never", base=None, progress=progress)
    outcome.errors += checked.errors
    with no_collections():  # a big project makes thousands of these, and no cycle
        listed = [*_reviewed(settings, checked.report)]
        listed += _unreviewed(settings, paths, chosen, checked.report, outcome)
    rank = {tag: number for number, tag in enumerate(chosen)}
    listed.sort(key=lambda one: (one.group, -one.risk, rank[one.locale], one.path, one.line, one.key))
    return listed


def _unreviewed(
    settings: Config, paths: Sequence[Path], tags: Sequence[str], report: CheckReport, outcome: Outcome
) -> Iterator[Todo]:
    """What nobody has reviewed, as it stands in the catalogs."""
    found = _by_place(report)
    by_locale = _waits(settings, paths, tags)
    with Record(Path(project.state_file(settings, drafted.FILE)), outcome.lines.append) as record:
        for tag, (own, others) in by_locale.items():
            words = waiting.known_words((*own, *others))
            for one in own:
                drafts = _drafts(settings, one, tag, record, outcome)
                yield from (_todo(one.path, tag, entry, found, drafts, words) for entry in one.entries)


def _waits(
    settings: Config, paths: Sequence[Path], tags: Sequence[str]
) -> dict[str, tuple[list[Waits], list[Waits]]]:
    """For each locale what waits in the chosen sources, and in all others of the project.

    What cannot be read is passed over: the check has said so.
    """
    every = selection.sources(settings, (), Outcome())
    wanted = {(one.shown, one.part) for one in selection.sources(settings, paths, Outcome())}
    by_locale: dict[str, tuple[list[Waits], list[Waits]]] = {tag: ([], []) for tag in tags}
    with examinations.opened(settings) as known:
        for source in every:
            with Outcome().collecting():
                data = articles.held(source).data
                for tag in tags:
                    with Outcome().collecting():
                        is_other = (source.shown, source.part) not in wanted
                        by_locale[tag][is_other].append(waiting.of(settings, source, data, tag, known))
    return by_locale


def _drafts(settings: Config, one: Waits, tag: str, record: Record, outcome: Outcome) -> Mapping[Key, Draft]:
    """What machines wrote into a catalog, where anything that they drafted still waits in it."""
    if not any(entry.origin.startswith("MT: ") for entry in one.entries):
        return {}
    if not Path(project.state_file(settings, drafted.FILE)).exists():
        return {}
    try:
        return record.written(tag, one.path)
    except L10nError as error:
        outcome.lines += [] if str(error) in outcome.lines else [str(error)]
        return {}


def _todo(
    path: str,
    tag: str,
    entry: Waiting,
    found: Mapping[_Place, Sequence[Finding]],
    drafts: Mapping[Key, Draft],
    words: frozenset[int],
) -> Todo:
    key = entry.fingerprint
    findings = tuple(found.get((path, key), ()))
    one = drafts.get(entry.key)
    facts = Facts(
        entry.state,
        entry.cues,
        findings,
        origin.maker(entry.origin),
        one.score if one and one.text == entry.target and one.origin == entry.origin else None,
        origin.percent(entry.origin),
        _unseen(entry.words, words),
    )
    return Todo(tag, path, entry.line, key, entry.key.source, entry.target, score(facts), facts)


def _unseen(own: Sequence[int], reviewed: frozenset[int]) -> float | None:
    """The share of the words of a source that are in nothing reviewed, None where nothing is."""
    return 1 - len(reviewed.intersection(own)) / len(own) if own and reviewed else None


def _reviewed(settings: Config, report: CheckReport) -> Iterator[Todo]:
    """What was reviewed and has an error that nobody has called known."""
    by_place: defaultdict[_Place, list[Finding]] = defaultdict(list)
    for one in report.findings:
        if one.state is State.REVIEWED and one.locale != report.source_locale:
            by_place[one.path, one.key].append(one)
    for (path, key), findings in by_place.items():
        if any(one.severity is Severity.ERROR for one in findings):
            first = findings[0]
            cues = waiting.cues(first.source, (), settings.source_locale)
            facts = Facts(State.REVIEWED, cues, tuple(findings))
            said = first.source, first.target
            yield Todo(first.locale, path, first.line, key, *said, score(facts), facts)


def _by_place(report: CheckReport) -> Mapping[_Place, Sequence[Finding]]:
    """All findings in translations, those that are known too, by catalog and entry."""
    found: defaultdict[_Place, list[Finding]] = defaultdict(list)
    for one in (*report.findings, *report.known):
        found[one.path, one.key].append(one)
    return found
