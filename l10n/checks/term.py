"""The check `term`: what the glossary says for a term of the source is in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text.renderings import Rendered

id = "term"  # noqa: A001 - the name every check has
severity = Severity.WARNING


def run(context: Context) -> Iterator[Finding]:
    """One finding for all the terms that an entry translates in another way."""
    if context.glossary is None:
        return
    wanted = [one for one in context.glossary.terms(context.source_words) if one.targets]
    if not wanted:
        return
    rendered = Rendered(context.target_words, context.target_locale)
    missing = [one for one in wanted if not any(map(rendered.holds, one.targets))]
    if missing:
        said = ", ".join(f"{one.source} = {' or '.join(one.targets)}" for one in missing)
        yield finding(id, severity, f"not as in the glossary: {said}")
