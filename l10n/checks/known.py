"""Findings that are known: which of those of now an earlier run had too, wherever their entries stand by now.

One is known where it was found then in the same catalog; where that finding has gone from its place it may
stand in another catalog by now: its article was renamed, or its sentence moved. A finding that weighs more
than it did is a new one: what was wrong in a draft has been signed by a person since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from l10n.checks.fingerprints import fingerprints, wherever
from l10n.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a finding: what it is known by in any catalog, the catalog it was in, its weight."""

    wherever: str
    path: str
    severity: Severity


class Parted(NamedTuple):
    """Findings parted: those that are new, those that are known; and the fingerprints found no more."""

    new: list[Finding]
    known: list[Finding]
    gone: list[str]


def known(findings: Sequence[Finding]) -> dict[str, Known]:
    """Findings as they are kept, by their fingerprints."""
    marks = fingerprints(findings)
    return {next(marks): Known(wherever(one), one.path, one.severity) for one in findings}


def parted(
    findings: Sequence[Finding], earlier: Mapping[str, Known], has_gone: Callable[[str], bool]
) -> Parted:
    """The findings of now against those of an `earlier` run; each of them makes one known and no more.

    `has_gone` says of a catalog's path that what is not found in it is not there any more: it was looked at,
    or there is none.
    """
    left, here = dict(earlier), set[int]()
    marks = list(fingerprints(findings))
    for number, (one, mark) in enumerate(zip(findings, marks, strict=True)):
        if mark in left and one.severity.rank <= left[mark].severity.rank:
            del left[mark]
            here.add(number)
    moved = _by_content(left, has_gone)
    new, old = list[Finding](), list[Finding]()
    for number, one in enumerate(findings):
        was = "" if number in here else _moved(one, left, moved)
        left.pop(was, None)
        (old if was or number in here else new).append(one)
    for mark in marks:
        left.pop(mark, None)  # it is there, and graver
    return Parted(new, old, [mark for mark, was in left.items() if has_gone(was.path)])


def _by_content(left: Mapping[str, Known], has_gone: Callable[[str], bool]) -> dict[str, list[str]]:
    """The fingerprints of what has gone from its catalog, by what it is known by in any."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for mark, was in left.items():
        if has_gone(was.path):
            found[was.wherever].append(mark)
    return found


def _moved(one: Finding, left: Mapping[str, Known], moved: Mapping[str, Iterable[str]]) -> str:
    """The fingerprint of what a finding was in another catalog, empty where it was in none."""
    if not moved:
        return ""
    some = (mark for mark in moved.get(wherever(one), ()) if mark in left)
    return next((mark for mark in some if one.severity.rank <= left[mark].severity.rank), "")
