"""A translation with the slots of its source: what lets it stand where the same words have other codes."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from l10n.errors import L10nError
from l10n.model import Code, CodeShape
from l10n.text.codes.inline import SLOT, protect, verify


def slotted(source: str, codes: Sequence[Code], target: str, target_codes: Sequence[Code]) -> tuple[str, str]:
    """(source, target) with each code as its slot of `l10n.text.codes.inline`; a code of the target has the
    slot of the first one of the source with its value that has not been taken.

    The target is "" where its codes do not answer those of the source.
    """
    if not codes and not target_codes and not SLOT.search(source + target):
        return source, target
    try:
        protected = protect(source, codes)
        theirs = protect(target, target_codes)
    except L10nError:
        return source, ""
    free: defaultdict[tuple[str, CodeShape], deque[str]] = defaultdict(deque)
    for char, code in protected.by_slot.items():
        free[code.value, code.shape].append(char)
    taken: list[str] = []
    for code in theirs.codes:
        if not free[code.value, code.shape]:
            return protected.text, ""
        taken.append(free[code.value, code.shape].popleft())
    chars = iter(taken)
    text = SLOT.sub(lambda _: next(chars), theirs.text)
    return protected.text, "" if verify(text, protected) else text
