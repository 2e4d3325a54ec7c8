"""How much of a catalog is done: units and words of the source, by state."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10n.model import Counts, Progress, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from l10n.model import Entry

# A character of a script written without spaces between words: Chinese, Japanese kana, Thai, Lao, Khmer,
# Burmese.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
# From the first letter or digit of a piece to its end, so that each piece that has one is found once.
_PIECE = re.compile(r"[^\W_]\S*")
_FIELDS = {
    State.REVIEWED: "reviewed",
    State.DRAFT: "drafted",
    State.STALE: "stale",
    State.EMPTY: "missing",
}


def word_count(text: str) -> int:
    """The words of a text: what white space separates; in scripts without spaces every character is one.

    A piece between two spaces with no letter or digit (a dash, a list mark) is not a word.
    """
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    rest = _UNSPACED.sub(" ", text) if unspaced else text
    return unspaced + len(_PIECE.findall(rest))


def progress(entries: Iterable[Entry]) -> Progress:
    """Units and source words by state; obsolete entries and a header do not count.

    `<EMPTY>` is a translation. A message with plural forms is one unit, its words those of the msgid.
    """
    units: Counter[State] = Counter()
    words: Counter[State] = Counter()
    for entry in entries:
        if entry.source or entry.key.context is not None:
            units[entry.state] += 1
            words[entry.state] += word_count(entry.source)
    return Progress(_counts(units), _counts(words))


def _counts(found: Counter[State]) -> Counts:
    amounts = {name: found[state] for state, name in _FIELDS.items()}
    return Counts(units=sum(amounts.values()), **amounts)
