"""The check `script`: the translation is in the letters of its language.

A few Cyrillic words in a Spanish sentence, traditional characters for readers of simplified ones, Japanese
without a single kana. Names and what the source has too may keep their letters.
"""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text.escape import excerpt
from l10n.text.foreign_script import foreign

id = "script"  # noqa: A001 - the name every check has
severity = Severity.ERROR

_SHOWN = 60


def run(context: Context) -> Iterator[Finding]:
    """One finding that shows the words; a warning where they are Latin ones, which any text may have."""
    source, target = context.source_words, context.target_words
    if source == target:
        return  # untranslated, which another check says
    found = foreign(source, target, context.source_locale, context.target_locale)
    if found is not None:
        weight = severity if found.sure else Severity.WARNING
        said = f"{found.what}: {excerpt(found.words, _SHOWN)}"
        yield finding(id, weight, said, at=found.span, about=(found.what, found.words))
