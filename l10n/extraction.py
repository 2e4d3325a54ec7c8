"""Sources merged into their catalogs, on all cores; those where nothing changed are skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from l10n import formats, parallel, project, selection, stamps
from l10n.config import Config
from l10n.outcome import Outcome, Report, counted
from l10n.project import Source

if TYPE_CHECKING:
    from l10n.merging import Done
    from l10n.moves import Fresh, Gone


def run(
    settings: Config, paths: Sequence[Path], tags: Sequence[str], *, check: bool, progress: Report
) -> Outcome:
    """Merge every source, or those at or below `paths`, into its catalogs in `tags`.

    With `check` only say which would change.
    """
    outcome, totals, barren = Outcome(), Counter[str](), list[str]()
    chosen = selection.sources(settings, paths, outcome)
    if settings.term_comments:
        from l10n import glossary  # late, as merging is

        glossary.terms(settings)  # a broken one is said once, and nothing is done without it
    record = stamps.read(settings)
    left = [
        one
        for one in chosen
        # What somebody else's format finds may change with no file of ours or the project's.
        if not (formats.is_built_in(one.shown) and record.holds(_files_of(settings, one, tags)))
    ]
    try:
        if left:
            from l10n import merging, moves  # late: where nothing has changed, most of the program is idle

            orphans = moves.orphans(settings, left, tags, outcome)
            work = merging.Work(settings, tuple(tags), check, orphans)
            results = parallel.each(work, left, portion=_portion(left))
            gone, fresh = orphans.gone(), list[moves.Fresh]()
            for number, done in enumerate(results, 1):
                progress(len(chosen) - len(left) + number, len(chosen))
                _add(outcome, record, totals, done)
                barren += done.barren
                gone += done.gone
                fresh += done.fresh
            if not check:
                _move(settings, gone, fresh, outcome, record, totals)
    finally:
        if not check:
            record.save()
    what = _listed(totals) or "comments and order only"
    outcome.summary = (
        f"{counted(outcome.changed, 'catalog')} {'would change' if check else 'written'}: {what}"
        if outcome.changed
        else "nothing to change"
    )
    if barren:
        outcome.summary += (
            f"\nnothing to translate in {', '.join(barren)}: look at [formats] if that is wrong"
        )
    return outcome


def _portion(left: Sequence[Source]) -> int:
    return 1 if any(source.part for source in left) else parallel.PORTION


def _add(outcome: Outcome, record: stamps.Record, totals: Counter[str], done: Done) -> None:
    outcome.errors += done.errors
    for shown, counts in done.merges:
        outcome.changed += 1
        outcome.lines.append(f"{shown}: {_listed(counts) or 'comments and order only'}")
        totals.update(counts)
    if not done.errors:
        for name, stamp, checksum in done.stamps:
            record.add(name, stamp, checksum)


def _move(
    settings: Config,
    gone: Sequence[Gone],
    fresh: Sequence[Fresh],
    outcome: Outcome,
    record: stamps.Record,
    totals: Counter[str],
) -> None:
    """Give sentences that went from one article to another the translations they had there, as drafts."""
    from l10n import moves

    for place, offers in moves.met(gone, fresh):
        with outcome.collecting():
            count, after = moves.take_over(settings, place, offers)
            if count:
                counts = {"moved here from other articles, as drafts": count}
                outcome.lines.append(f"{place.shown}: {_listed(counts)}")
                totals.update(counts)
            if after is not None and place.shown in record.new:
                record.add(place.shown, after.stamp, stamps.checksum(after.data))


def _files_of(settings: Config, source: Source, tags: Sequence[str]) -> list[str]:
    """The source and its catalogs, by shown path, and what else decides what they hold."""
    terms = settings.glossary if settings.term_comments else ()
    return [source.shown, *(project.catalog_name(settings, source, tag) for tag in tags), *terms]


def _listed(counts: Counter[str] | dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items() if number)
