"""The check `unit`: a number keeps its unit, and what both come to: `5 mg` is not `5 g`, `1 g` is `1000 mg`.

Units are read in the spellings of each language. What is written in words that no list has is left alone: a
finding says that the same number has another unit now.
"""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text import quantities

id = "unit"  # noqa: A001 - the name every check has
severity = Severity.ERROR


def run(context: Context) -> Iterator[Finding]:
    """One finding that names what became what: `5 mg became 5 g`."""
    source, target = context.source_words, context.target_words
    found = quantities.compare(source, target, context.source_locale, context.target_locale)
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
