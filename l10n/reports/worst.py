"""Findings by weight: which of many a reader has to see where there is room for a few."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

from l10n.checks import names
from l10n.model import Finding, Severity, State


def worst(findings: Sequence[Finding], severity: Severity, number: int) -> list[Finding]:
    """At most `number` findings of a severity, gravest first.

    What people have signed comes before drafts, then grave checks before light ones (the order they are
    listed in), then the order of the report.
    """
    order = {check: rank for rank, check in enumerate(names())}

    def weight(one: Finding) -> tuple[bool, int]:
        return one.state is not State.REVIEWED, order.get(one.check, len(order))

    return nsmallest(number, (one for one in findings if one.severity is severity), weight)
