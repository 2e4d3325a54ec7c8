"""Gates: how much of a locale is reviewed, how much has any text, what is in conflict; is that enough?"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from l10n.model import Gate, Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10n.model import Finding


def gates(progress: Progress, locale: str, reviewed: float, coverage: float) -> tuple[Gate, ...]:
    """The gates `reviewed` (by a person) and `coverage` (any text, drafts too), in percent of units.

    Compared as fractions: 99.96 % does not pass 100. Where nothing is to translate `have` is None and the
    gate is met.
    """
    units = progress.units
    texts = units.reviewed + units.drafted + units.stale
    return (
        _gate(locale, "reviewed", units.reviewed, units.units, reviewed),
        _gate(locale, "coverage", texts, units.units, coverage),
    )


def unresolved(findings: Sequence[Finding], locale: str, units: int) -> tuple[Gate, ...]:
    """The gate `resolved`, only where it is not met: every unit without two versions of it side by side.

    Such a translation is fuzzy, so what is found in it is a warning; but work of two people waits there for
    somebody to choose, and a run that passed over it would be the last to know.
    """
    left = len({(one.path, one.key) for one in findings if (one.check, one.locale) == ("conflict", locale)})
    return (_gate(locale, "resolved", max(units - left, 0), max(units, left), 100),) if left else ()


def _gate(locale: str, name: str, done: int, units: int, need: float) -> Gate:
    if units == 0:
        return Gate(locale, name, None, need, ok=True)
    have = Fraction(100 * done, units)
    return Gate(locale, name, float(have), need, ok=have >= Fraction(str(need)))
