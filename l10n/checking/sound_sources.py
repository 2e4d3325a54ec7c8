"""Sources that are broken themselves: their faults are the author's, and would be every locale's.

A text in a wrong charset, hidden characters, marks of a conflict in git: who translates them spreads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from l10n import checks
from l10n.articles import Article
from l10n.config import Config
from l10n.model import Entry, Finding, Gate, Key, Severity, State, Unit

GATE = "source"
"""The gate's name: the share of units whose source is sound."""
_CHECKS = ("mojibake", "invisible")
_CONFLICT = re.compile(r"(?m)^(?:<{7} |>{7} |={7}$)")


def faults(article: Article, settings: Config) -> list[Finding]:
    """What is wrong with an article itself, in its own file and language, in the order of its units.

    An error breaks the source. What the project weighs less in its own language (`[check.severity]`) is told
    and breaks nothing.
    """
    found: list[Finding] = []
    source_locale = settings.source_locale
    weights = settings.severities_of(source_locale)
    chosen = checks.load(_CHECKS)
    text = article.document.text
    line, at = article.source.line + 1, 0
    for unit in article.document.units:
        wrong = list(_unit_faults(unit, source_locale, chosen, weights))
        if wrong:
            line, at = line + text.count("\n", at, unit.span.start), unit.span.start
            found += (
                Finding(
                    one.check,
                    one.severity,
                    one.message,
                    article.source.shown,
                    line,
                    unit.key.fingerprint,
                    source_locale,
                    source=unit.source,
                    source_at=one.at,
                    about=one.about,
                )
                for one in wrong
            )
    return found


def breaks(fault: Finding) -> bool:
    """Whether a fault breaks its source, so that nothing is to be made of it."""
    return fault.severity is Severity.ERROR


def gate(source_locale: str, broken: int, units: int) -> tuple[Gate, ...]:
    """The gate `source`, only where it is not met."""
    if not broken:
        return ()
    have = Fraction(100 * (units - broken), units)
    return (Gate(source_locale, GATE, float(have), 100, ok=False),)


def _unit_faults(
    unit: Unit, tag: str, chosen: Sequence[checks.Check], weights: Mapping[str, str]
) -> Iterator[Finding]:
    if unit.source.isascii() and unit.source.isprintable() and "<<<<<<<" not in unit.source:
        return
    entry = Entry(Key(None, ""), unit.source, State.REVIEWED)
    context = checks.context(entry, "", tag, tag, (), unit.codes)
    for one in checks.run([context], chosen):
        if one.severity is Severity.ERROR and weights.get(one.check) != "off":
            said = one.message.replace("not in the source: ", "hidden in the text: ")
            yield replace(one, message=said, severity=Severity(weights.get(one.check, one.severity)))
    if _CONFLICT.search(unit.source):
        yield Finding("conflict", Severity.ERROR, "marks of a conflict in git")
