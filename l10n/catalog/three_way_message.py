"""One message merged three ways: its translation as a whole, its comments, notes and flags line by line."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from l10n.catalog.pairing import folded
from l10n.catalog.states import CONFLICT_MARK, FUZZY, edit, fuzzy_stays, state_of
from l10n.model import Entry, Key, State
from l10n.text.waivers import expired

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")

CONFLICT = f"{CONFLICT_MARK}  {{}}  {CONFLICT_MARK}\n"
"""The line before each of two translations in one msgstr, as msgcat writes it."""
_OTHER = "other draft: "
"""What the comment begins with that keeps the words which had to give way to a reviewed translation."""
_PLACE = re.compile(r":\d+$")


class Sides(NamedTuple):
    """One message in the common ancestor and on both sides; None where it is not."""

    base: Entry | None
    ours: Entry | None
    theirs: Entry | None


class Translation(NamedTuple):
    """What is said of a source and how sure it is; `texts` is every msgstr, `key` and `plural` the source."""

    key: Key
    plural: str | None
    texts: tuple[str, ...]
    fuzzy: bool = False
    origin: str = ""
    previous: Key | None = None
    previous_plural: str | None = None

    @property
    def said(self) -> tuple[object, ...]:
        """All of it but the source."""
        return self[2:]

    @property
    def has_text(self) -> bool:
        """True where any msgstr holds more than white space."""
        return any(text.strip() for text in self.texts)

    @property
    def is_reviewed(self) -> bool:
        """True where a person stands behind all of it."""
        return not self.fuzzy and all(text.strip() or self.key.source.isspace() for text in self.texts)


def pick(base: _T, ours: _T, theirs: _T) -> _T:
    """What one side changed, ours where both did."""
    return theirs if ours == base else ours


def merged_lines(
    base: Sequence[_T],
    ours: Sequence[_T],
    theirs: Sequence[_T],
    name: Callable[[_T], object] = lambda one: one,
) -> tuple[_T, ...]:
    """Ours without what they took out, and what they put in where it stands with them.

    What is new is told by its `name`.
    """
    if ours == theirs or theirs == base:
        return tuple(ours)
    if ours == base:
        return tuple(theirs)
    removed = set(base) - set(theirs)
    known = set(map(name, base)) | set(map(name, ours))
    kept = [one for one in ours if one not in removed]
    stays = set(kept)
    return tuple(woven(kept, [one for one in theirs if one in stays or name(one) not in known], set(base)))


def woven(lead: Sequence[_T], follow: Sequence[_T], old: set[_T]) -> list[_T]:
    """`lead` with what only `follow` has, each run of it after what stands before it there.

    What both put at one place, things that `old` has not, comes from the lead first.
    """
    known = set(lead)
    after: dict[_T | None, list[_T]] = {}
    anchor: _T | None = None
    for one in follow:
        if one in known:
            anchor = one
        else:
            after.setdefault(anchor, []).append(one)
    result: list[_T] = []
    waiting = after.pop(None, [])
    for one in lead:
        if waiting and one in old:
            result += waiting
            waiting = []
        result.append(one)
        waiting += after.pop(one, [])
    return result + waiting


def merged_message(key: Key, obsolete: bool, sides: Sides, forms: int) -> tuple[Entry, bool]:
    """The message `key` with what both sides did to it, and whether they said two things.

    A side may have it under the key it had before the other edited its source: that translation is then
    fuzzy. Where one has no such message it counts as not changed. `forms`: the catalog's plural forms. An
    entry that is as one side has it comes back as that very object.
    """
    base = sides.base or Entry(key)
    ours, theirs = sides.ours or base, sides.theirs or base
    plural = pick(base.plural, ours.plural, theirs.plural)
    said, spare, conflict = _translation(key, plural, Sides(sides.base, ours, theirs), forms)
    state = state_of(key.source, said.texts, said.fuzzy, said.previous is not None, obsolete)
    flags = _flags(base, ours, theirs)
    was, mine, other = (_own_comments(one, key, plural) for one in (base, ours, theirs))
    comments = merged_lines(was, mine, other)
    present = set(comments)
    changes = {
        "plural": plural,
        "plural_targets": () if plural is None else said.texts,
        "target": said.texts[0],
        "state": state,
        "previous": said.previous,
        "previous_plural": said.previous_plural,
        "origin": said.origin,
        "comments": (*comments, *(line for line in spare if line not in present)),
        "notes": () if obsolete else _described(base, ours, theirs, "notes"),
        "references": () if obsolete else _described(base, ours, theirs, "references"),
        "flags": (FUZZY, *flags) if said.fuzzy and fuzzy_stays(state) else flags,
    }
    own = [one for one in (sides.ours, sides.theirs) if one is not None and one.key == key]
    same = [one for one in own if edit(one, **changes) is one]
    if same:
        return (same[-1] if sides.base is not None and same[0].raw == sides.base.raw else same[0]), conflict
    start = next((one for one in own if said.texts == (one.plural_targets or (one.target,))), own[0])
    return edit(start, **changes), conflict


def _own_comments(one: Entry, key: Key, plural: str | None) -> tuple[str, ...]:
    """The comments of a side as they stand at the source `key`: what it waives, it does at its own source."""
    is_its_own = one.key == key or folded(one.key, one.plural) == folded(key, plural)
    return one.comments if is_its_own else tuple(map(expired, one.comments))


def _described(base: Entry, ours: Entry, theirs: Entry, field: str) -> tuple[str, ...]:
    """What the source says of a message; an obsolete one has lost it, which is no change of it."""
    was, mine, other = (
        getattr(base if one.state is State.OBSOLETE else one, field) for one in (base, ours, theirs)
    )
    return merged_lines(was, mine, other, _file if field == "references" else str)


def _file(reference: str) -> str:
    """A reference without its line number, which every edit moves."""
    return _PLACE.sub("", reference)


def _flags(base: Entry, ours: Entry, theirs: Entry) -> tuple[str, ...]:
    was, mine, other = (tuple(flag for flag in one.flags if flag != FUZZY) for one in (base, ours, theirs))
    found = merged_lines(was, mine, other)
    put_in = [flag for flag in mine if flag not in was]
    against = {flag[3:] if flag.startswith("no-") else f"no-{flag}" for flag in put_in}
    return tuple(flag for flag in found if flag in mine or flag not in against)


def translation_of(entry: Entry) -> Translation:
    """What an entry says, obsolete or not."""
    fuzzy = entry.state in (State.DRAFT, State.STALE) or FUZZY in entry.flags
    texts = entry.plural_targets or (entry.target,)
    return Translation(
        entry.key, entry.plural, texts, fuzzy, entry.origin, entry.previous, entry.previous_plural
    )


def _translation(
    key: Key, plural: str | None, sides: Sides, forms: int
) -> tuple[Translation, tuple[str, ...], bool]:
    """The translation that stays, the comments that keep what does not, and whether two people differ."""
    base = translation_of(sides.base or Entry(key))
    assert sides.ours is not None
    assert sides.theirs is not None
    found = [translation_of(one) for one in (sides.ours, sides.theirs)]
    (ours, ours_spare), (theirs, theirs_spare) = (_moved(one, key, plural, forms) for one in found)
    stays = found[0] == ours  # it is at this source already, where the other may have to be fuzzied for it
    if found[1].said == base.said and (stays or found[0].said != base.said):
        return ours, ours_spare, False
    if found[0].said == base.said or (found[0].said == found[1].said and not stays):
        return theirs, theirs_spare, False
    if ours.texts == theirs.texts:
        agreed = theirs if _is_surer(found[1], found[0], base) else ours
        return agreed, (*ours_spare, *theirs_spare), False
    live = [one.state is not State.OBSOLETE for one in (sides.ours, sides.theirs)]
    if ours.is_reviewed and theirs.is_reviewed and all(live):
        return _both(ours, theirs), (), True
    ranks = [(_rank(was, base), now.is_reviewed) for was, now in zip(found, (ours, theirs), strict=True)]
    wins = int((ranks[1], live[1]) > (ranks[0], live[0]))
    loser = found[1 - wins]
    lost = _comments(loser) if _by_hand(loser, base) else ()
    return (theirs, (*theirs_spare, *lost), False) if wins else (ours, (*ours_spare, *lost), False)


def _is_surer(theirs: Translation, ours: Translation, base: Translation) -> bool:
    """Whether to take their word on the same text: a review stays one, and so does its taking back."""
    if theirs.fuzzy == ours.fuzzy:
        return False
    if theirs.texts == base.texts:
        return theirs.fuzzy != base.fuzzy
    return not theirs.fuzzy


def _rank(one: Translation, base: Translation) -> int:
    """3 for a reviewed translation, 2 for a person's words, 1 for a machine's or old ones, 0 for none."""
    if not one.has_text:
        return 0
    return 3 if one.is_reviewed else 2 if _by_hand(one, base) else 1


def _by_hand(one: Translation, base: Translation) -> bool:
    """Whether a person may have written it since; one who edits a machine's draft leaves its origin."""
    fresh = one.has_text and one.texts != base.texts
    return fresh and (not one.fuzzy or not one.origin or one.origin == base.origin)


def _comments(one: Translation) -> tuple[str, ...]:
    return tuple(f"{_OTHER}{line}" for text in one.texts for line in text.splitlines() if line.strip())


def _both(ours: Translation, theirs: Translation) -> Translation:
    """Both translations in one, fuzzy, as msgcat has it."""

    def one(first: str, second: str) -> str:
        if first == second:
            return first
        gap = "" if first.endswith("\n") else "\n"
        return f"{CONFLICT.format('ours')}{first}{gap}{CONFLICT.format('theirs')}{second}"

    pairs = zip_longest(ours.texts, theirs.texts, fillvalue="")
    return Translation(ours.key, ours.plural, tuple(one(*pair) for pair in pairs), fuzzy=True)


def _moved(one: Translation, key: Key, plural: str | None, forms: int) -> tuple[Translation, tuple[str, ...]]:
    """A translation at the source `key`, and comments with the plural forms that have no place there.

    It is fuzzy with the source it was last right for, unless that differs in typography alone.
    """
    if (one.key, one.plural) == (key, plural):
        return one, ()
    count = 1 if plural is None else max(forms, len(one.texts)) if one.plural is None else len(one.texts)
    fill = one.texts[0] if one.plural is None else ""
    texts = (*one.texts[:count], *(fill,) * (count - len(one.texts)))
    if not one.has_text or folded(one.key, one.plural) == folded(key, plural):
        return one._replace(key=key, plural=plural, texts=texts), ()
    spare = (f"msgstr[{number}]: {text}" for number, text in enumerate(one.texts) if number >= count)
    first = one.previous if one.fuzzy else None
    return Translation(
        key,
        plural,
        texts,
        True,
        one.origin if one.fuzzy else "",
        first or one.key,
        one.previous_plural if first else one.plural,
    ), tuple(line for text in spare for line in text.splitlines())
