"""The check `number`: every number of the source stands in the translation, by value, and no other does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.checks import Context, compare, finding
from l10n.model import Finding, Severity, Span
from l10n.text.amounts import noncardinals, number_difference, numerals, quantity_difference
from l10n.text.amounts.altered import Altered, altered
from l10n.text.amounts.mentions import Mention
from l10n.text.amounts.number_difference import Difference
from l10n.text.amounts.quantities import Quantity

id = "number"  # noqa: A001 - the name every check has
severity = Severity.ERROR

_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")
# Vowels and the like of Indic, Thai, Myanmar and Khmer scripts, which are no letters.
_MARK = "\u0900-\u0963\u0971-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u102b-\u103e\u17b4-\u17d3"
_UNIT = re.compile(
    r"[ \u00a0\u202f]?(?:[%‰°٪][CF]?|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{1,2})"
    rf"|[ \u00a0\u202f-]?[^\W\d_](?:[^\W\d_]|[{_MARK}]){{0,11}}(?![\w{_MARK}])"
)
# What PubMed Central makes of a range of references as text (Figures 2-4), the last one being written twice.
_TWICE = re.compile("(?<=[-–]\u200b[-–])([0-9]{1,9})(?:\\)\\.)?\\1(?![0-9])")
_DANGLING = re.compile(r"[^\W\d_][-‐‑](?!\w)")

SMALL = 12
"""Numbers up to this one are often written as words: in a language whose words we do not know, a warning."""


def run(context: Context) -> Iterator[Finding]:
    """One finding that names what was lost and what came instead: `5 mg became 50 mg`."""
    source, target = context.source_words, context.target_words
    if target.isspace() and context.target_codes:
        return  # all of it is a placeholder, which other checks say, and no number is wrong in it
    if "\u200b" in source:
        source = _TWICE.sub(lambda match: match[1] + " " * (len(match[0]) - len(match[1])), source)
    found = number_difference.compare(source, target, context.source_locale, context.target_locale)
    if found.lost:
        # What another unit says by another number is the same: 1 g is 1000 mg.
        source, target = _without_converted(context)
        found = number_difference.compare(source, target, context.source_locale, context.target_locale)
    if found.lost or found.new or found.fewer:
        lost = [_shown(mention, source) for mention in found.lost]
        new = [_shown(mention, target) for mention in found.new]
        rarer = [_shown(mention, source) for mention in found.fewer]
        fewer = [f"{number} is there less often" for number in rarer]
        yield finding(
            id,
            _weight(found, context),
            compare.message(lost, new, fewer),
            at=_place(found.new, target),
            source_at=_place(found.lost or found.fewer, source),
            about=(*lost, "", *new, "", *rarer),
        )
    elif found.misread or found.rewritten:
        said = [
            f"{mention.span.cut(target)} reads as {mention.values[0]} in {context.target_locale}"
            for mention in found.misread
        ]
        said += [f"{was.span.cut(source)} became {now.span.cut(target)}" for was, now in found.rewritten]
        now = (*found.misread, *(pair[1] for pair in found.rewritten))
        was = tuple(pair[0] for pair in found.rewritten)
        yield finding(
            id,
            Severity.WARNING,
            compare.message([], [], said),
            at=_place(now, target),
            source_at=_place(was, source),
            about=[mention.span.cut(target) for mention in now],
        )
    elif changed := _changed(context, source, target):
        written = changed.was.cut(source), changed.now.cut(target)
        message = compare.message(written[:1], written[1:])
        yield finding(id, severity, message, at=changed.now, source_at=changed.was, about=written)


def _changed(context: Context, source: str, target: str) -> Altered | None:
    """What is another number though all values are there: a sign, a place, an ordinal or a half in words."""
    locales = context.source_locale, context.target_locale
    return altered(source, target, *locales) or noncardinals.changed(source, target, *locales)


def _without_converted(context: Context) -> tuple[str, str]:
    """Source and target, blank where a quantity is said by another number in another unit, or left out for
    being said twice.
    """
    source, target = context.source_words, context.target_words
    found = quantity_difference.compare(source, target, context.source_locale, context.target_locale)
    twice = quantity_difference.restated(found.lost, source, context.source_locale)
    here = [*(was for was, _ in found.converted), *twice]
    return _blank(source, here), _blank(target, [now for _, now in found.converted])


def _blank(text: str, some: Sequence[Quantity]) -> str:
    for one in some:
        start, end = one.span
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _place(mentions: Sequence[Mention], text: str) -> Span | None:
    """Where the first of some numbers stands, with its unit."""
    if not mentions:
        return None
    span = mentions[0].span
    unit = _UNIT.match(text, span.end)
    return Span(span.start, unit.end() if unit else span.end)


def _weight(found: Difference, context: Context) -> Severity:
    """A warning where a translator may have had reason: nothing came instead, and it may be said in words."""
    if found.lost and found.new:
        return Severity.ERROR
    if found.fewer:
        # Languages repeat a name where others have a pronoun, but hardly ever a mere number.
        named = all(mention.name or mention.spelled for mention in found.fewer) and not _DANGLING.search(
            context.target_words
        )
        return Severity.WARNING if named else Severity.ERROR
    unmatched, tag, there = (
        (found.lost, context.target_locale, context.target_words)
        if found.lost
        else (found.new, context.source_locale, context.source_words)
    )
    excused = all(_said_otherwise(mention, there, tag) for mention in unmatched)
    return Severity.WARNING if excused else Severity.ERROR


def _said_otherwise(mention: Mention, there: str, tag: str) -> bool:
    """Whether `there` may say it in words: a translated name, a dual, a numeral of an unknown language.

    A number that was a word itself may be said in many ways (`half a year` for `six months`).
    """
    if mention.spelled:
        return True
    if mention.name:
        last = re.split("[-‐‑–]", mention.name)[-1].casefold()
        stands = re.search(rf"(?<![^\W\d_]){re.escape(last)}(?![^\W\d_])", there.casefold())
        return stands is None and not _DANGLING.search(there)
    known = numerals.of(tag)
    small = all(value.isdigit() and len(value) <= 2 and int(value) <= SMALL for value in mention.values)
    return (small and not known) or (known.dual and mention.values in (("1",), ("2",)))


def _shown(mention: Mention, text: str) -> str:
    """The number with the name before it or the unit after it."""
    number = mention.span.cut(text)
    if mention.name:
        start = text.rfind(mention.name, 0, mention.span.start)
        return text[start : mention.span.end] if start >= 0 else number
    unit = _UNIT.match(text, mention.span.end)
    return number + unit.group() if unit else number
