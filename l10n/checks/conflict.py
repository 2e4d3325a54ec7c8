"""The check `conflict`: marks that git and msgcat leave where two versions met, inside a message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks import Context, finding
from l10n.model import Finding, Severity, Span

id = "conflict"  # noqa: A001 - the name every check has
severity = Severity.ERROR

# git: seven signs at the start of a line; msgcat and msgmerge: `#-#-#-#-#  es.po (l10n 1.0)  #-#-#-#-#`.
_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)|#-#-#-#-#", re.MULTILINE)


def run(context: Context) -> Iterator[Finding]:
    """One finding for a message, one for a translator's comment."""
    entry = context.entry
    texts = "\n".join(entry.plural_targets) if entry.plural_targets else entry.target
    for where, text in (("translation", texts), ("comment", "\n".join(entry.comments))):
        mark = _mark(text)
        if mark and mark.group() not in entry.source:
            said = f"{mark.group()} in the {where}: two versions met, keep one"
            at = Span(*mark.span()) if where == "translation" and not entry.plural_targets else None
            yield finding(id, severity, said, at=at, about=(where,))


def _mark(text: str) -> re.Match[str] | None:
    """The first mark. Every text is asked, and to look for a few strings is quicker than any expression."""
    if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text or "#-#-#-#-#" in text:
        return _MARK.search(text)
    return None
