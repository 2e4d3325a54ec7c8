"""The check `rebound`: a translation that now stands at another source, and nobody reviewed it there.

Where two branches met, a msgstr can end up under a msgid it was never written for, with no `fuzzy` and no
conflict; a script that edits msgids does the same. It is known by its text: in the revision compared with,
the very same one stood at another message, which is gone or says something else by now. A translation that
was changed on the way was looked at; but what a merge alone brought together, nobody has seen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
    """What became of the texts of a catalog since the revision `reference`.

    `stood`: for a text that stands at none of its messages any more, one of them, and `homes` all of them as
    `Place`s; `merged`: for a text that a merge since put at a place, the message that it was reviewed at.
    """

    reference: str
    stood: dict[_Texts, Key]
    homes: frozenset[Place]
    merged: dict[Place, Key]


class Place(NamedTuple):
    """A text and the source it stands at, whatever its typography."""

    texts: _Texts
    source: str


def base(reference: str, before: Iterable[Entry], now: Iterable[Entry], merged: dict[Place, Key]) -> Base:
    """What the check has to know of a catalog, from its entries in the revision `reference` and now."""
    then, says = _said(before), _said(now)
    still = {texts for key, texts in then.items() if says.get(key) == texts}
    left = {key: texts for key, texts in then.items() if texts not in still}
    homes = frozenset(Place(texts, cosmetic_fold(key.source)) for key, texts in left.items())
    return Base(reference, {texts: key for key, texts in reversed(left.items())}, homes, merged)


def place(entry: Entry) -> Place:
    """Where an entry's text stands."""
    return Place(texts(entry), cosmetic_fold(entry.source))


def put_together(parents: Sequence[Iterable[Entry]], merge: Sequence[Entry]) -> dict[Place, Key]:
    """For each reviewed text that a merge put at a source where no parent has it so: its message in one.

    `parents` and `merge` are the entries of a catalog in what was merged and after it. A text that is still
    where it was is nobody's alone.
    """
    reviewed = {place(one): one.key for entries in parents for one in entries if one.state is State.REVIEWED}
    says = _said(merge)
    stood = {at.texts: key for at, key in reviewed.items() if says.get(key) != at.texts}
    made = (place(one) for one in merge if one.state is State.REVIEWED and texts(one) in stood)
    return {at: stood[at.texts] for at in made if at not in reviewed}


def run(context: Context) -> Iterator[Finding]:
    """One finding for a reviewed translation that stood elsewhere."""
    known, entry = context.base, context.entry
    if known is None or entry.state is not State.REVIEWED:
        return
    if known.merged and (was := known.merged.get(place(entry))):
        yield _finding("before a merge", was)
        return
    first = known.stood.get(texts(entry))
    if first is not None and not _is_common(entry.target) and place(entry) not in known.homes:
        yield _finding(f"at {known.reference}", first)


def _finding(when: str, was: Key) -> Finding:
    said = f"{when} this was the translation of “{excerpt(was.source, 100)}”"
    said = f"{said}; compare it with its source, then change a word or add a comment"
    return finding(id, severity, said, about=(was.fingerprint,))


def _said(entries: Iterable[Entry]) -> dict[Key, _Texts]:
    return {
        entry.key: texts(entry)
        for entry in entries
        if entry.target and entry.target != EMPTY_TARGET and entry.state is not State.OBSOLETE
    }


def texts(entry: Entry) -> _Texts:
    """Every msgstr of an entry."""
    return entry.plural_targets or (entry.target,)


def _is_common(text: str) -> bool:
    weight = 0
    for character in text[: 4 * _LEAST]:
        if character.isalnum():
            weight += 3 if unicodedata.east_asian_width(character) in "WF" else 1
    return weight < _LEAST
