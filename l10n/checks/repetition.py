"""The check `repetition`: the same words over and over, as a machine writes that has lost its way.

What a language doubles (French `vous vous`, Hindi, Indonesian) and what the source repeats is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span
from l10n.text import repetition

id = "repetition"  # noqa: A001 - the name every check has
severity = Severity.ERROR

_SHOWN = 60


def run(context: Context) -> Iterator[Finding]:
    """One finding that shows what is repeated."""
    target = context.target_words
    loop = repetition.repeated(target, context.source_words)
    if loop:
        at = target.find(loop)
        place = Span(at, at + len(loop)) if at >= 0 else None
        yield finding(id, severity, f"it repeats itself: {loop[:_SHOWN]}", at=place, about=[loop])
