"""The check `negation`: what the source denies the translation denies, and nothing else.

A "not" that got lost is the smallest change with the gravest effect. The words that deny, and those that may,
are listed by language (`text/negation_cues.toml`); in a language that is not there nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text.denials import negation_difference

id = "negation"  # noqa: A001 - the name every check has
severity = Severity.ERROR


def run(context: Context) -> Iterator[Finding]:
    """One finding: the denial and the side that has it; an error where nothing may excuse it."""
    source, target = context.source_words, context.target_words
    if source == target or (target.isspace() and context.target_codes):
        return  # untranslated, or nothing but a placeholder, which another check says
    found = negation_difference.compare(source, target, context.source_locale, context.target_locale)
    if found is None:
        return
    weight = severity if found.sure else Severity.WARNING
    if found.lost:
        said = f"the source says “{found.words}”, the translation has nothing like it"
        yield finding(id, weight, said, source_at=found.span, about=("lost", found.words))
    else:
        said = f"“{found.words}” is in the translation alone"
        yield finding(id, weight, said, at=found.span, about=("new", found.words))
