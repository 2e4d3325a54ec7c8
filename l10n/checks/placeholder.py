"""The check `placeholder`: what a program fills in (`%s`, `{name}`) stands in the translation as it is."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, compare, finding
from l10n.model import Finding, Severity

id = "placeholder"  # noqa: A001 - the name every check has
severity = Severity.ERROR


def run(context: Context) -> Iterator[Finding]:
    """One finding that names the placeholders lost and the new ones; their order is the translator's."""
    if not (context.source_codes or context.target_codes):
        return
    lost, new = compare.lost_and_new(
        compare.placeholders(context.source_codes), compare.placeholders(context.target_codes)
    )
    if lost or new:
        yield finding(id, severity, compare.message(lost, new))
