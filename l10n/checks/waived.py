"""Findings that a translator has waived in the comments are left out; waivers that say nothing are told.

A waiver needs a reason, and something to waive. A stale entry has none: what was waived was another source's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from l10n.model import Entry, Finding, Severity, State
from l10n.text.waivers import waivers

NAME = "waiver"
"""What findings about waivers are called."""
_NEVER = frozenset({"conflict"})
"""Checks that cannot be waived: a text with two versions in it is none."""
_ELSEWHERE = frozenset({"consistency", "rebound"})
"""Checks that need more than one catalog: whether they have a finding is not known here."""


def heeded(
    entry: Entry, findings: Iterable[Finding], known: Sequence[str], ran: Collection[str]
) -> Iterator[Finding]:
    """The findings of one entry without the waived ones, and one for each waiver that cannot be heeded.

    `known` are the ids of all checks, `ran` of those that looked at it: what the others would have found is
    not known.
    """
    holding: dict[str, bool] = {}
    for one in waivers(entry.comments):
        strange = [name for name in one.checks if name not in known or name in _NEVER]
        if not one.checks or strange:
            said = (
                f"{strange[0]!r} is no check that can be waived" if strange else "the waiver names no check"
            )
            yield Finding(NAME, Severity.WARNING, said)
        elif not one.reason:
            yield Finding(NAME, Severity.WARNING, f"the waiver of {', '.join(one.checks)} gives no reason")
        else:
            holding.update(dict.fromkeys(one.checks, False))
    if entry.state is State.STALE:
        holding.clear()
    is_whole = True
    for finding in findings:
        is_whole &= finding.check not in _NEVER
        if finding.check in holding:
            holding[finding.check] = True
        else:
            yield finding
    for name, has_served in holding.items():
        if is_whole and not has_served and name in ran and name not in _ELSEWHERE:
            yield Finding(NAME, Severity.NOTE, f"there is no {name} finding to waive: take the waiver out")
