"""Gates: how much of a locale is reviewed, how much has any text, and whether that is enough."""

from __future__ import annotations

from fractions import Fraction

from l10n.model import Gate, Progress


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


def _gate(locale: str, name: str, done: int, units: int, need: float) -> Gate:
    if units == 0:
        return Gate(locale, name, None, need, ok=True)
    have = Fraction(100 * done, units)
    return Gate(locale, name, float(have), need, ok=have >= Fraction(str(need)))
