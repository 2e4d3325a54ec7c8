"""The check `rebound`: a translation that now stands at another source, and nobody reviewed it there.

Where two branches met, a msgstr can end up under a msgid it was never written for, with no `fuzzy` and no
conflict. It is known by its text: in the revision compared with, the very same one stood at another message,
which is gone or says something else by now. A translation that was changed on the way was looked at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from l10n.checks import Context, finding
from l10n.model import EMPTY_TARGET, Entry, Finding, Key, Severity, State
from l10n.text.escape import excerpt
from l10n.text.similarity import cosmetic_fold

id = "rebound"  # noqa: A001 - the name every check has
severity = Severity.ERROR

_LEAST = 10
"""Letters of the shortest text that says whose it is; "Yes." is anybody's. A wide one counts as three."""
_Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """A catalog: where each text stood in the revision `reference`, and what each message says now."""

    reference: str
    stood: dict[_Texts, tuple[Key, ...]]
    now: dict[Key, _Texts]


def base(reference: str, before: Iterable[Entry], now: Iterable[Entry]) -> Base:
    """What the check has to know of a catalog, from its entries in the revision `reference` and now."""
    stood: dict[_Texts, tuple[Key, ...]] = {}
    for key, texts in _said(before).items():
        stood[texts] = (*stood.get(texts, ()), key)
    return Base(reference, stood, _said(now))


def run(context: Context) -> Iterator[Finding]:
    """One finding for a reviewed translation that stood elsewhere."""
    known, entry = context.base, context.entry
    if known is None or entry.state is not State.REVIEWED or _is_common(entry.target):
        return
    texts = _texts(entry)
    were = known.stood.get(texts, ())
    if not were or any(known.now.get(key) == texts for key in were if key != entry.key):
        return
    fold = cosmetic_fold(entry.source)
    if any(key == entry.key or cosmetic_fold(key.source) == fold for key in were):
        return
    was = excerpt(were[0].source, 100)
    yield finding(
        id, severity, f"at {known.reference} this was the translation of “{was}”; compare it with its source"
    )


def _said(entries: Iterable[Entry]) -> dict[Key, _Texts]:
    return {
        entry.key: _texts(entry)
        for entry in entries
        if entry.target and entry.target != EMPTY_TARGET and entry.state is not State.OBSOLETE
    }


def _texts(entry: Entry) -> _Texts:
    return entry.plural_targets or (entry.target,)


def _is_common(text: str) -> bool:
    weight = 0
    for character in text[: 4 * _LEAST]:
        if character.isalnum():
            weight += 3 if unicodedata.east_asian_width(character) in "WF" else 1
    return weight < _LEAST
