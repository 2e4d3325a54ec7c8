"""The check `unit`: a number keeps its unit, and what both come to: `5 mg` is not `5 g`, `1 g` is `1000 mg`.

Units are read in the spellings of each language. What is written in words that no list has is left alone: a
finding says that the same number has another unit now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text.amounts import numbers, quantities
from l10n.text.amounts.numerals import words
from l10n.text.amounts.quantities import Quantity

id = "unit"  # noqa: A001 - the name every check has
severity = Severity.ERROR


_YEAR = 12
"""Months: a bare number that says how old somebody is counts years, and is translated so."""


def _added(context: Context) -> Quantity | None:
    """The first time in months that was made of a bare number, in a source that names no such time at all."""
    bare = numbers.mentions(context.source_words, context.source_locale)
    if not bare or not quantities.may_have(context.target_words, context.target_locale, "months", _YEAR):
        return None
    if _has_months(context.source_words, context.source_locale):
        return None
    for one in quantities.quantities(context.target_words, context.target_locale):
        readings = [measure for part in one.unit.parts for measure in part]
        if (
            all(measure.dimension == "months" and measure.factor < _YEAR for measure in readings)
            and any(str(value) in mention.values for mention in bare for value in one.values)
            and not _is_dated(one, context)
        ):
            return one
    return None


def _is_dated(one: Quantity, context: Context) -> bool:
    """Whether it is a day and its month: Vietnamese `14 tháng 2`, Khmer `14 ខែកុម្ភៈ`."""
    text, tag = context.target_words, context.target_locale
    if re.match(r" ?\d", text[one.span.end : one.span.end + 2]):
        return True
    return any(
        one.span.start < month.span.end and month.span.start <= one.span.end
        for month in words.months(text, tag)
    )


def _has_months(text: str, tag: str) -> bool:
    return any(("months",) in one.unit.dimensions() for one in quantities.quantities(text, tag))


def run(context: Context) -> Iterator[Finding]:
    """One finding that names what became what: `5 mg became 5 g`."""
    source, target = context.source_words, context.target_words
    found = quantities.compare(source, target, context.source_locale, context.target_locale)
    if not found.changed and (added := _added(context)):
        said = added.span.cut(target)
        message = f"the source says no such unit: {said}"
        yield finding(id, Severity.WARNING, message, at=added.span, about=["", said])
    if found.changed:
        here, there = found.changed[0]
        yield finding(
            id,
            severity,
            quantities.shown(found.changed, source, target),
            at=there.span,
            source_at=here.span,
            about=[
                text for was, now in found.changed for text in (was.span.cut(source), now.span.cut(target))
            ],
        )
