"""The check `forbidden-term`: a word that the glossary forbids stands in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text.words import stems

id = "forbidden-term"  # noqa: A001 - the name every check has
severity = Severity.ERROR


def run(context: Context) -> Iterator[Finding]:
    """A finding for each forbidden term, a warning for one that only an inflection of it resembles."""
    if context.glossary is None:
        return
    target = context.target_words
    seen = set()
    for term, source, span in context.glossary.misused(context.source_words, target):
        if term in seen:
            continue
        seen.add(term)
        there = span.cut(target)
        exact = stems.fold(there) == stems.fold(term)
        said = f"the glossary forbids {term}" + (f" for {source}" if source else "")
        if exact:
            yield finding(id, severity, said, at=span, about=(term, source))
        else:
            said = f"{said}, and {there} looks like it"
            yield finding(id, Severity.WARNING, said, at=span, about=(term, source))
