"""The check `length`: a translation says about as much as its source does, by the measure of its language.

A sentence that lost its second half, or won one that nobody wrote. How long languages are beside each other
is data (`text/lengths.toml`); short texts may have any length that is no loop's.
"""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text import lengths

id = "length"  # noqa: A001 - the name every check has
severity = Severity.WARNING


def run(context: Context) -> Iterator[Finding]:
    """One finding where far less or far more is said."""
    source, target = context.source_words, context.target_words
    if source == target:
        return  # untranslated, which another check says
    said = lengths.size(source, context.source_locale)
    made = lengths.size(target, context.target_locale)
    known = lengths.is_known(context.source_locale) and lengths.is_known(context.target_locale)
    cut = lengths.is_cut(source, target)
    least, most = lengths.bounds(said, known=known, cut=cut)
    if made < least * said:
        end = ", and has no end" if cut else ""
        yield finding(id, severity, f"it is far shorter than its source{end}", about=["short"])
    elif made > most * said:
        yield finding(id, severity, "it is far longer than its source", about=["long"])
