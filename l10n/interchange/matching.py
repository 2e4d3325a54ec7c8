"""Which entry of a catalog a unit that came back is for, and whether it still is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from l10n.interchange.rows import Incoming
from l10n.model import Code, Entry, State
from l10n.text.codes.inline import blanked


def finder(
    entries: Sequence[Entry], codes_of: Callable[[Entry], Sequence[Code]]
) -> Callable[[Incoming], int | None]:
    """What finds the place of the entry that a unit is for.

    By its fingerprint, else by source and context, else by the words of its source where one entry has them.
    """
    live = [
        (at, one) for at, one in enumerate(entries) if one.state is not State.OBSOLETE and one.plural is None
    ]
    by_key = {one.key.fingerprint: at for at, one in live}
    by_text = {(one.key.context, one.source): at for at, one in live}
    by_source: dict[str, list[int]] = defaultdict(list)
    for at, one in live:
        by_source[one.source].append(at)
    by_words: dict[str, list[int]] = defaultdict(list)

    def worded(said: Incoming) -> Sequence[int]:
        if not by_words:
            for at, one in live:
                by_words[packed(blanked(one.source, codes_of(one)))].append(at)
        return by_words.get(packed(said.words), ())

    def find(said: Incoming) -> int | None:
        at = by_key.get(said.key)
        if at is None and said.source:
            at = by_text.get((said.context, said.source))
            alone = by_source.get(said.source) or (worded(said) if said.words.strip() else ())
            if at is None and said.context is None and len(alone) == 1:
                at = alone[0]
        return at

    return find


def is_for(said: Incoming, entry: Entry, own: Sequence[Code]) -> bool:
    """Whether the source that a file has for a unit is the entry's, white space and codes aside.

    A key does not tell: rows of a table are sorted without it, and people write in sources.
    """
    if said.words.strip():
        return packed(said.words) == packed(blanked(entry.source, own))
    return not said.source or packed(said.source) == packed(entry.source)


def packed(text: str) -> str:
    """A text without its white space, which tools change at will."""
    return "".join(text.split())
