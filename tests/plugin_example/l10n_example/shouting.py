"""A check: a translation all in capitals, of a source that is not."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity

id = "shouting"  # noqa: A001  the name every check has
severity = Severity.ERROR


def run(context: Context) -> Iterator[Finding]:
    """One finding where the translation shouts and the source does not."""
    if context.target_words.isupper() and not context.source_words.isupper():
        yield finding(id, severity, "the translation is all in capitals")
