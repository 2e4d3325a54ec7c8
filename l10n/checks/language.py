"""The check `language`: the translation is in its own language, and not in a relative's or the source's.

Portuguese in a Spanish catalog, a neighbour's file under a wrong name, a sentence left in English. Told by
small words (`text/languages.toml`), for texts of eight words and more.
"""

from __future__ import annotations

from collections.abc import Iterator

from l10n import locale
from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text.languages import other_language

id = "language"  # noqa: A001 - the name every check has
severity = Severity.ERROR


def run(context: Context) -> Iterator[Finding]:
    """One finding that names the language; a warning for a sentence or a part, which may be quoted."""
    source, target = context.source_words, context.target_words
    if source == target:
        return  # untranslated, which another check says
    found = other_language(target, context.target_locale, context.source_locale, source)
    if found is not None:
        whole = found.span.end - found.span.start == len(target)
        what = "the translation is" if whole else "some words are" if found.some else "a sentence is"
        said = f"{what} in {_name(found.language)}, not in {_name(context.target_locale)}"
        weight = severity if whole else Severity.WARNING
        yield finding(id, weight, said, at=found.span, about=(found.language, found.span.cut(target)))


def _name(tag: str) -> str:
    return f"{locale.display_name(tag)} ({tag})"
