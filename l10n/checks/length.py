"""The check `length`: a translation says about as much as its source does, by the measure of its language.

A sentence that lost its second half, or won one that nobody wrote; a remark in brackets that was left out.
How long languages are beside each other is data (`text/lengths.toml`); short texts may have any length that
is no loop's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity
from l10n.text import lengths
from l10n.text.escape import excerpt
from l10n.text.remarks import left_out

id = "length"  # noqa: A001 - the name every check has
severity = Severity.WARNING

_MARKED = re.compile('[(（\\[［"“„«「『]')
_SHOWN = 80


def run(context: Context) -> Iterator[Finding]:
    """One finding where far less or far more is said."""
    source, target = context.source_words, context.target_words
    if source == target:
        return  # untranslated, which another check says
    said = lengths.size(source, context.source_locale)
    made = lengths.size(target, context.target_locale)
    known = lengths.is_known(context.source_locale) and lengths.is_known(context.target_locale)
    cut = lengths.is_cut(source, target, context.target_locale)
    least, most = lengths.bounds(said, known=known, cut=cut)
    if made < least * said:
        end = ", and has no end" if cut else ""
        yield finding(id, severity, f"it is far shorter than its source{end}", about=["short"])
    elif made > most * said:
        yield finding(id, severity, "it is far longer than its source", about=["long"])
    elif _MARKED.search(source) and (place := left_out(source, target)):
        remark = excerpt(place.cut(source), _SHOWN)
        yield finding(id, severity, f"it has nothing of {remark}", source_at=place, about=["remark", remark])
