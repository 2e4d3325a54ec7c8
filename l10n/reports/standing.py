"""How far each locale is: a table with bars for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from l10n.model import Counts, Progress
from l10n.reports.percent import percent
from l10n.text.escape import for_terminal
from l10n.text.words.term_candidates import Candidate

_HEAD = ("locale", "units", "reviewed", "drafted", "stale", "missing", "words", "reviewed", "")
_WIDTH = 24
_CELLS = (("reviewed", "█", "32"), ("drafted", "▒", "33"), ("stale", "░", "31"))
_MISSING = "·"


def table(progress: Mapping[str, Mapping[str, Progress]], *, colour: bool = False) -> str:
    """One row a locale: units by state, words, the percentage reviewed and a bar, never rounded up.

    `progress` is by locale, then by file.
    """
    rows: list[tuple[str, ...]] = [_HEAD]
    for tag, files in progress.items():
        total = _total(files)
        units = total.units
        rows.append(
            (
                for_terminal(tag),
                *map(str, (units.units, units.reviewed, units.drafted, units.stale, units.missing)),
                str(total.words.units),
                _share(units),
                _bar(units, colour=colour),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD) - 1)]
    key = "  ".join(f"{sign} {name}" for name, sign, _ in _CELLS) + f"  {_MISSING} missing"
    return "\n".join([*(_row(row, widths) for row in rows), "", key]) + "\n"


def offered(candidates: Sequence[Candidate], terms: str) -> str:
    """A line for each candidate for the glossary, with the row that would be added to the file `terms`."""
    return "".join(f"{for_terminal(_offer(one, terms))}\n" for one in candidates)


def as_json(
    progress: Mapping[str, Mapping[str, Progress]], candidates: Sequence[Candidate] = ()
) -> dict[str, Any]:
    """The same as plain dictionaries, by the command line's contract."""
    return {
        "locales": {
            tag: {**_counted(_total(files)), "files": {path: _counted(one) for path, one in files.items()}}
            for tag, files in progress.items()
        },
        "candidates": [_candidate(one) for one in candidates],
    }


def as_json_text(progress: Mapping[str, Mapping[str, Progress]], candidates: Sequence[Candidate] = ()) -> str:
    """`as_json`, written in ASCII."""
    return json.dumps(as_json(progress, candidates), indent=2) + "\n"


def _offer(one: Candidate, terms: str) -> str:
    changed = f'reviewers changed "{one.draft}" to "{one.reviewed}" for "{one.source}"'
    said = f"{one.locale}: {changed} in {one.count} entries"
    if one.instead:
        return f"{said}; {terms} says {' or '.join(one.instead)}"
    return f"{said}; add to {terms}: {one.source},{one.reviewed},{one.locale}"


def _candidate(one: Candidate) -> dict[str, Any]:
    found: dict[str, Any] = {
        "locale": one.locale,
        "source": one.source,
        "draft": one.draft,
        "reviewed": one.reviewed,
        "count": one.count,
        "places": list(one.places),
    }
    return {**found, "glossary": list(one.instead)} if one.instead else found


def _total(files: Mapping[str, Progress]) -> Progress:
    return sum(files.values(), Progress())


def _counted(progress: Progress) -> dict[str, Any]:
    return {**_states(progress.units), "words": _states(progress.words)}


def _states(counts: Counts) -> dict[str, int]:
    return {
        "units": counts.units,
        "reviewed": counts.reviewed,
        "drafted": counts.drafted,
        "stale": counts.stale,
        "missing": counts.missing,
    }


def _share(units: Counts) -> str:
    return f"{percent(100 * units.reviewed / units.units)} %" if units.units else "-"


def _bar(units: Counts, *, colour: bool) -> str:
    """Each state ends where its share of the units, with those before it, ends: never rounded up."""
    if not units.units:
        return ""
    drawn, counted, drawn_cells = "", 0, 0
    for name, sign, code in _CELLS:
        counted += getattr(units, name)
        cells = _WIDTH * counted // units.units - drawn_cells
        drawn_cells += cells
        drawn += f"\x1b[{code}m{sign * cells}\x1b[0m" if colour and cells else sign * cells
    return drawn + _MISSING * (_WIDTH - drawn_cells)


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers, bar = row
    cells = [first.ljust(widths[0])]
    cells += [number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join((*cells, bar)).rstrip()
