"""The check `term`: what the glossary says for a term of the source is in the translation.

A term that many translations of a locale say in another way is a matter between glossary and translators: it
is said once, at the glossary's row, with where they are (`gathered`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span, State
from l10n.text.words.renderings import Rendered
from l10n.text.words.terms import Concept, Glossary

id = "term"  # noqa: A001 - the name every check has
severity = Severity.WARNING

MANY = 3
"""Translations that say a term in another way, from which on it is said once: two may be slips."""
_NAMED = 10
"""Places that are named then."""


def run(context: Context) -> Iterator[Finding]:
    """A finding for each term that an entry translates in another way."""
    if context.glossary is None:
        return
    wanted: dict[Concept, Span] = {}
    for hit in context.glossary.hits(context.source_words):
        if hit.concept.targets:
            wanted.setdefault(hit.concept, hit.span)
    if not wanted:
        return
    rendered = Rendered(context.target_words, context.target_locale)
    for one, span in wanted.items():
        if not any(map(rendered.holds, one.targets)):
            yield finding(id, severity, _message(one), source_at=span, about=(one.source,))


def gathered(findings: Sequence[Finding], glossary: Glossary) -> list[Finding]:
    """The findings of one locale, those of a term that has `MANY` as one, behind the others."""
    known = {_message(one): one for one in glossary.concepts}
    by_term: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.check == id and one.message in known:
            by_term[one.message].append(one)
    many = {message: some for message, some in by_term.items() if len(some) >= MANY}
    others = [one for one in findings if one.check != id or one.message not in many]
    return others + [_at_its_row(known[message], some) for message, some in many.items()]


def _at_its_row(concept: Concept, some: Sequence[Finding]) -> Finding:
    places = ", ".join(f"{one.path}:{one.line}" for one in some[:_NAMED])
    more = f" and {len(some) - _NAMED} more" if len(some) > _NAMED else ""
    said = f"{len(some)} translations of {concept.source} are not as in the glossary ({_targets(concept)})"
    return Finding(
        id,
        severity,
        f"{said}: {places}{more}; change them, or add what they say",
        concept.path,
        concept.line,
        locale=some[0].locale,
        source=concept.source,
        target=_targets(concept),
        state=State.REVIEWED if any(one.state is State.REVIEWED for one in some) else some[0].state,
        about=(concept.source,),
    )


def _message(concept: Concept) -> str:
    return f"not as in the glossary: {concept.source} = {_targets(concept)}"


def _targets(concept: Concept) -> str:
    return " or ".join(concept.targets)
