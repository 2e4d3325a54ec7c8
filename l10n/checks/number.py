"""The check `number`: every number of the source stands in the translation, by value, and no other does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from l10n import locale
from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text import numbers, numerals
from l10n.text.numbers import Mention

id = "number"  # noqa: A001 - a check is a module, and a check has an id
severity = Severity.ERROR

_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")
_UNIT = re.compile(
    r"[ \u00a0\u202f]?(?:[%‰°٪][CF]?|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{1,2})|[ \u00a0\u202f-]?[^\W\d_]{1,12}\b"
)
_DANGLING = re.compile(r"[^\W\d_][-‐‑](?!\w)")
_MANY = 4

SMALL = 12
"""Numbers up to this one are often written as words; the languages whose words we do not know get a warning."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What the numbers of two texts have against each other.

    `lost`: in the source alone; `new`: in the translation alone; `fewer`: in both, but less often in the
    translation; `misread`: right only to readers of the source's
    convention (`1,500` in German).
    """

    lost: tuple[Mention, ...] = ()
    new: tuple[Mention, ...] = ()
    fewer: tuple[Mention, ...] = ()
    misread: tuple[Mention, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.new or self.fewer)


def run(context: Context) -> Iterator[Finding]:
    """One finding that names what was lost and what came instead: `5 mg became 50 mg`."""
    source, target = context.source_words, context.target_words
    if not (_DIGIT.search(source) or _DIGIT.search(target)):
        return
    found = compare(source, target, context.source_locale, context.target_locale)
    if found:
        yield finding(id, _weight(found, context), _message(found, source, target))
    elif found.misread:
        said = ", ".join(
            f"{mention.span.cut(target)} reads as {mention.values[0]} in {context.target_locale}"
            for mention in found.misread[:_MANY]
        )
        yield finding(id, Severity.WARNING, said)


def compare(source: str, target: str, source_locale: str, target_locale: str) -> Difference:
    """How the numbers of `target` differ from those of `source`; equal values in any notation do not."""
    ours, theirs = numbers.mentions(source, source_locale), numbers.mentions(target, target_locale)
    if locale.numbers_months(source_locale) != locale.numbers_months(target_locale):
        ours += numbers.dated_months(source, source_locale)
        theirs += numbers.dated_months(target, target_locale)
    ours, theirs, misread = _as_meant(ours, theirs, source, target)
    pool_ours = _pool(ours, source, bare=not numerals.of(target_locale))
    pool_theirs = _pool(theirs, target, bare=not numerals.of(source_locale))
    lost, new = _unexplained(ours, pool_theirs), _unexplained(theirs, pool_ours)
    fewer = _seldomer(ours, theirs)
    if lost or new or fewer:
        said_here, said_there = numerals.values(source, source_locale), numerals.values(target, target_locale)
        lost = _unexplained(lost, pool_theirs, said_there - said_here)
        new = _unexplained(new, pool_ours, said_here)
        fewer = _unexplained(fewer, frozenset(), said_there - said_here)
    if not lost and not new:
        lost, new = _exchanged(ours, theirs)
    return Difference(lost, new, () if lost or new else fewer, misread)


def _as_meant(
    ours: tuple[Mention, ...], theirs: tuple[Mention, ...], source: str, target: str
) -> tuple[tuple[Mention, ...], tuple[Mention, ...], tuple[Mention, ...]]:
    """(ours, theirs, misread): numbers written by the other convention as they were meant.

    A number copied sign by sign (`1,500` into German) is right to whoever wrote it and wrong to its readers:
    misread. One that the translator wrote anew tells what the author meant by 42.000.
    """
    if not any(mention.foreign for mention in (*ours, *theirs)):
        return ours, theirs, ()
    copied = {mention.span.cut(source) for mention in ours} & {mention.span.cut(target) for mention in theirs}
    wanted = {value for mention in ours for value in mention.values}
    misread = tuple(
        mention
        for mention in theirs
        if mention.foreign in wanted and mention.values[0] not in wanted and mention.span.cut(target) in copied
    )
    written = {value for mention in theirs for value in mention.values}
    slips = tuple(
        mention
        for mention in ours
        if mention.foreign in written
        and len(mention.foreign) > len(mention.values[0])
        and mention.span.cut(source) not in copied
    )
    return _by_foreign(ours, slips), _by_foreign(theirs, misread), misread


def _by_foreign(mentions: Sequence[Mention], chosen: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(
        replace(mention, values=(mention.foreign,)) if mention in chosen else mention for mention in mentions
    )


def _pool(mentions: Sequence[Mention], text: str, *, bare: bool) -> frozenset[str]:
    """Every value that a number of the other side may be explained by."""
    pool = set(numbers.asides(text))
    for mention in mentions:
        pool.update(mention.values, *mention.others)
        if bare:
            pool.update(mention.bare)
    return frozenset(pool)


def _unexplained(
    mentions: Sequence[Mention], pool: frozenset[str], words: Container[str] = ()
) -> tuple[Mention, ...]:
    """The `mentions` that neither figures of the other side account for nor, outside names, its spare `words`."""
    found = []
    for mention in mentions:
        readings = (mention.values, *mention.others, *((mention.bare,) if mention.bare else ()))
        if any(pool.issuperset(reading) for reading in readings):
            continue
        if not mention.name and any(all(v in pool or v in words for v in reading) for reading in readings):
            continue
        found.append(mention)
    return tuple(found)


def _exchanged(
    ours: Sequence[Mention], theirs: Sequence[Mention]
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Numbers that stand on both sides, one too seldom and another too often: `5 … 50` became `50 … 50`.

    A number only said once more or once less is nothing: languages repeat a noun where others have a pronoun.
    """
    here, there = (Counter(mention.values for mention in side) for side in (ours, theirs))
    if here == there:
        return (), ()
    lost = _surplus(ours, Counter({value: n for value, n in (here - there).items() if there[value]}))
    new = _surplus(theirs, Counter({value: n for value, n in (there - here).items() if here[value]}))
    return (lost, new) if lost and new else ((), ())


def _surplus(mentions: Sequence[Mention], counts: Counter[tuple[str, ...]]) -> tuple[Mention, ...]:
    found = []
    for mention in reversed(mentions):
        if counts[mention.values] > 0:
            counts[mention.values] -= 1
            found.append(mention)
    return tuple(reversed(found))


def _seldomer(ours: Sequence[Mention], theirs: Sequence[Mention]) -> tuple[Mention, ...]:
    """Numbers that the translation has, but less often than the source."""
    here, there = (Counter(mention.values for mention in side) for side in (ours, theirs))
    return _surplus(ours, Counter({value: n for value, n in (here - there).items() if there[value]}))


def _weight(found: Difference, context: Context) -> Severity:
    """A warning where a translator may have had reason: nothing came instead, and what went may stand as a word."""
    if found.lost and found.new:
        return Severity.ERROR
    if found.fewer:
        # Languages repeat a name where others have a pronoun, but hardly ever a mere number.
        named = all(mention.name for mention in found.fewer) and not _DANGLING.search(context.target_words)
        return Severity.WARNING if named else Severity.ERROR
    if found.lost:
        unmatched, tag, there = found.lost, context.target_locale, context.target_words
    else:
        unmatched, tag, there = found.new, context.source_locale, context.source_words
    excused = all(_said_otherwise(mention, there, tag) for mention in unmatched)
    return Severity.WARNING if excused else Severity.ERROR


def _said_otherwise(mention: Mention, there: str, tag: str) -> bool:
    """Whether a number may be `there` in other words: a name translated, the Arabic dual, a language unknown to us."""
    if mention.name:
        last = re.split("[-‐‑–]", mention.name)[-1].casefold()
        return last not in there.casefold() and not _DANGLING.search(there)
    known = numerals.of(tag)
    small = all(value.isdigit() and int(value) <= SMALL for value in mention.values)
    return (small and not known) or (known.dual and mention.values in (("1",), ("2",)))


def _message(found: Difference, source: str, target: str) -> str:
    lost = [_shown(mention, source) for mention in found.lost]
    new = [_shown(mention, target) for mention in found.new]
    both = min(len(lost), len(new))
    said = [f"{was} became {now}" for was, now in zip(lost, new, strict=False)]
    said += [f"{was} is missing" for was in lost[both:]]
    said += [f"{now} is not in the source" for now in new[both:]]
    said += [f"{_shown(mention, source)} is there less often" for mention in found.fewer]
    return "; ".join(said[:_MANY]) + (f"; {len(said) - _MANY} more" if len(said) > _MANY else "")


def _shown(mention: Mention, text: str) -> str:
    """The number with the name before it or the unit after it."""
    number = mention.span.cut(text)
    if mention.name:
        start = text.rfind(mention.name, 0, mention.span.start)
        return text[start : mention.span.end] if start >= 0 else number
    unit = _UNIT.match(text, mention.span.end)
    return number + unit.group() if unit else number
