"""The comment that tells a translator which numbers of a source changed: `# numbers: 5 -> 50`.

It speaks of `#| msgid` and `msgid`, and goes with the former: a merge drops it once the entry is accepted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10n.text.amounts import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10n.text.amounts.mentions import Mention

# Where a program fills something in: %2$s, %.2f, {0}. But %50 is a percentage, as Turkish writes it.
_FILLED = re.compile(r"%\d+\$|%[-+]?\d*(?:\.\d+)?[dfgsux](?!\w)|\{\d+(?:[:!][^{}\s]{0,30})?\}")
_NOTE = re.compile(r"numbers: .* -> .*")
_NONE = "(none)"
_MOST = 8  # numbers on one side of a note: a table of values is read in the texts themselves


def is_number_note(comment: str) -> bool:
    """True for a comment that tells which numbers changed."""
    return comment.startswith("numbers: ") and _NOTE.fullmatch(comment) is not None


def number_note(before: str, after: str, tag: str, *, part: bool = False) -> str:
    """The comment for a source that was `before`, in the language `tag`; empty where no number changed.

    Numbers are compared by value, `five` is 5, and told as they are written. Where `after` is no more than a
    part of what was, numbers that it lacks are no change.
    """
    gone, come = _mentions(before, tag), _mentions(after, tag)
    lost, new = _without(gone, come), _without(come, gone)
    if not new and (part or not lost):
        return ""
    return f"numbers: {_listed(before, lost)} -> {_listed(after, new)}"


def _mentions(text: str, tag: str) -> list[Mention]:
    found = list(numbers.plain_words(text, tag))
    if any(map(str.isnumeric, text)):
        found += numbers.mentions(_FILLED.sub(_hidden, text), tag)
        found.sort(key=lambda mention: mention.span.start)
    return found


def _hidden(found: re.Match[str]) -> str:
    return "\ufffc" * len(found[0])


def _without(some: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Those of `some` that have no equal among `others`, each of which answers one."""
    left = Counter(other.values for other in others)
    found = []
    for one in some:
        left[one.values] -= 1
        if left[one.values] < 0:
            found.append(one)
    return found


def _listed(text: str, found: Sequence[Mention]) -> str:
    said = [" ".join(one.span.cut(text).split()) for one in found[:_MOST]]
    return ", ".join([*said, *(("…",) if len(found) > _MOST else ())]) or _NONE
