"""The check `placeholder`: what a program fills in (`%s`, `{name}`) stands in the translation as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.checks import Context, compare, finding
from l10n.model import Finding, Severity

id = "placeholder"  # noqa: A001 - the name every check has
severity = Severity.ERROR


def run(context: Context) -> Iterator[Finding]:
    """One finding that names the placeholders lost and the new ones; their order is the translator's."""
    if not (context.source_codes or context.target_codes):
        return
    source = compare.placeholders(context.source_codes)
    lost, new = compare.lost_and_new(source, _unnumbered(compare.placeholders(context.target_codes), source))
    if lost or new:
        yield finding(
            id,
            severity,
            compare.message(lost, new),
            at=compare.place(context.target_codes, new, lambda code: code.value),
            source_at=compare.place(context.source_codes, lost, lambda code: code.value),
            about=(*lost, "", *new),
        )


def _unnumbered(found: Sequence[str], source: Sequence[str]) -> list[str]:
    """The placeholders of a translation; `%2$s`, where the second of the source is `%s`, is that one."""
    inferred = [one for one in source if _UNNAMED.fullmatch(one)]
    meant: dict[str, str] = {}  # each once: to say the first twice is not to say the second
    for one in found:
        number = _NUMBERED.fullmatch(one)
        if number is not None and 0 < int(number[1]) <= len(inferred):
            plain = f"%{number[2]}"
            meant[one] = plain if inferred[int(number[1]) - 1] == plain else one
    return [meant.pop(one, one) for one in found]


_UNNAMED = re.compile(r"%[^(%$]+")
_NUMBERED = re.compile(r"%([0-9]{1,3})\$(.+)")
