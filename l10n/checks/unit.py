"""The check `unit`: a number keeps its unit, and what both come to: `5 mg` is not `5 g`, `1 g` is `1000 mg`.

Units are read in the spellings of each language. What is written in words that no list has is left alone: a
finding says that the same number has another unit now.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span
from l10n.text.amounts import frequencies, numbers, periods, quantities, quantity_difference
from l10n.text.amounts.mentions import Mention
from l10n.text.amounts.numerals import words
from l10n.text.amounts.quantities import Quantity
from l10n.text.amounts.quantity_difference import Difference
from l10n.text.words.function_words import is_function_word

id = "unit"  # noqa: A001 - the name every check has
severity = Severity.ERROR


_NAMED_WITH_SIGNS = frozenset({("share",), ("mass",), ("volume",), ("temperature",)})
"""What is measured in units that hardly any translation leaves unsaid."""
_WORD_AFTER = re.compile(r"[\s\u00a0\u202f(-]{0,2}([^\W\d_]+)")
_SIGNS = frozenset("%٪％‰$€£¥₹")
"""What may stand before a number, in a range whose second one has it too, and says what it is."""
_SHARED = 12
"""Code points to the next number, whose unit may be meant for both."""
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


def _bare(found: Difference, context: Context) -> tuple[Quantity, Span] | None:
    """The first quantity whose number stands in the translation with no unit, and where.

    A unit may be said in a word that no list has, but for a percent sign; and with the next number, for both.
    """
    lost = [one for one in found.lost if one.unit.dimensions() & _NAMED_WITH_SIGNS]
    if not lost or any(one.unit.dimensions() & _NAMED_WITH_SIGNS for one in found.new):
        return None
    text, tag = context.target_words, context.target_locale
    alone = {value: mention.span for mention in _alone(text, tag) for value in mention.values}
    for one in lost:
        span = next((alone[str(value)] for value in one.values if str(value) in alone), None)
        word = _WORD_AFTER.match(text, span.end) if span else None
        if span and (not word or is_function_word(word[1], tag) or ("share",) in one.unit.dimensions()):
            return one, span
    return None


def _alone(text: str, tag: str) -> Iterator[Mention]:
    """The numbers of a text that are neither in a quantity nor shortly before one."""
    taken = [one.span for one in quantities.quantities(text, tag)]
    starts = [span.start for span in taken]
    for mention in numbers.mentions(text, tag):
        at = bisect_left(starts, mention.span.end + _SHARED)
        before = text[max(0, mention.span.start - 2) : mention.span.start]
        if not (mention.name or _SIGNS & set(before)) and (not at or taken[at - 1].end <= mention.span.start):
            yield mention


def _has_months(text: str, tag: str) -> bool:
    return any(("months",) in one.unit.dimensions() for one in quantities.quantities(text, tag))


def run(context: Context) -> Iterator[Finding]:
    """One finding that names what became what: `5 mg became 5 g`."""
    source, target = context.source_words, context.target_words
    found = quantity_difference.compare(source, target, context.source_locale, context.target_locale)
    if not found.changed and (added := _added(context)):
        said = added.span.cut(target)
        message = f"the source says no such unit: {said}"
        yield finding(id, Severity.WARNING, message, at=added.span, about=["", said])
    if not found.changed and (bare := _bare(found, context)):
        was, now = bare[0].span.cut(source), bare[1].cut(target)
        message = f"{was} became {now} without a unit"
        yield finding(id, Severity.WARNING, message, at=bare[1], source_at=bare[0].span, about=[was, now])
    locales = context.source_locale, context.target_locale
    often = frequencies.turned(source, target, *locales) or periods.changed(source, target, *locales)
    if often and not found.changed:
        texts = [often.was.cut(source), often.now.cut(target)]
        message = " became ".join(texts)
        yield finding(id, severity, message, at=often.now, source_at=often.was, about=texts)
    if found.changed:
        here, there = found.changed[0]
        yield finding(
            id,
            severity,
            quantity_difference.shown(found.changed, source, target),
            at=there.span,
            source_at=here.span,
            about=[
                text for was, now in found.changed for text in (was.span.cut(source), now.span.cut(target))
            ],
        )
