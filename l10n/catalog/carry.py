"""What becomes of one old entry under a new source: kept, fuzzy, joined with its neighbours, obsolete.

Nothing here makes a state rise: what is reviewed afterwards was so before, for the same words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from l10n import locale
from l10n.catalog.number_notes import is_number_note, number_note
from l10n.catalog.states import (
    FUZZY,
    edit,
    fuzzy_stays,
    has_text,
    is_origin,
    kept_lines,
    revived_state,
    state_of,
)
from l10n.model import EMPTY_TARGET, Entry, Key, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10n.catalog.pairing import Carried


def new(entry: Entry, forms: int) -> Entry:
    """`entry` of a template as one that nobody has translated; `forms`: how many plural forms it has here."""
    if (
        entry.state is State.EMPTY
        and entry.plural is None
        and not (entry.flags or entry.line or entry.previous)
    ):
        return entry
    return Entry(
        entry.key,
        comments=entry.comments,
        notes=entry.notes,
        references=entry.references,
        flags=_flags(entry, ()),
        plural=entry.plural,
        plural_targets=() if entry.plural is None else ("",) * forms,
    )


def kept(entry: Entry, was: Entry, forms: int) -> Entry:
    """`was` under the key, notes, references and flags of `entry`, in the state it has."""
    if entry.plural != was.plural:  # and no text
        return replace(new(entry, forms), comments=was.comments)
    state = revived_state(was) if was.state is State.OBSOLETE else was.state
    flags = was.flags
    if FUZZY in flags and state is not State.EMPTY:
        flags = tuple(flag for flag in flags if flag != FUZZY)
    flags = _flags(entry, flags)
    drafted = was.origin, was.previous, was.previous_plural
    comments = was.comments
    if state is State.REVIEWED or not has_text(was):
        # A translator accepted it, or took the text away: what told of the draft has done its work.
        drafted, comments = ("", None, None), _own_comments(was)
    same_key, same_state = was.key == entry.key, was.state is state
    if (
        same_key
        and same_state
        and (was.notes, was.references, was.flags, was.comments)
        == (entry.notes, entry.references, flags, comments)
        and drafted == (was.origin, was.previous, was.previous_plural)
    ):
        return was
    origin, previous, previous_plural = drafted
    live = was.state is not State.OBSOLETE
    return Entry(
        entry.key,
        was.target,
        state,
        previous,
        origin,
        comments,
        entry.notes,
        entry.references,
        flags,
        was.plural,
        was.plural_targets,
        previous_plural,
        was.line,
        None,
        *kept_lines(was, source=live and same_key, target=live),
    )


_SETTLED = {"origin": "", "previous": None, "previous_plural": None}


def _own_comments(entry: Entry) -> tuple[str, ...]:
    """The comments of an entry without those that tell of a draft."""
    if not entry.comments:
        return ()
    return tuple(one for one in entry.comments if not (is_origin(one) or is_number_note(one)))


def _is_fuzzy(entry: Entry) -> bool:
    return entry.state in (State.DRAFT, State.STALE) or FUZZY in entry.flags


class Turned(NamedTuple):
    """What turns an old entry into the one of an edited source: languages, plural forms, who was split."""

    source_locale: str
    target_locale: str
    forms: int
    old: Sequence[Entry]
    carried: Carried

    def fuzzied(self, number: int, entry: Entry, was: Entry) -> Entry:
        """`entry`, the new one of this number, with the text of `was`, or of all it was joined from."""
        joins = self.carried.joins.get(number)
        if joins:
            was = _joined([self.old[at] for at in joins], self.source_locale, self.target_locale)
        made = _fuzzied(entry, was, self.forms)
        if made.previous is None:
            return made
        part = number in self.carried.halves
        note = number_note(made.previous.source, entry.source, self.source_locale, part=part)
        return replace(made, comments=(*made.comments, note)) if note else made


def _fuzzied(entry: Entry, was: Entry, forms: int) -> Entry:
    """`entry` with the text of `was`, another source's: fuzzy, with the source it was last called right for.

    Where plural forms come, each begins with the text there is; where they go, the others stay in a comment.
    """
    first = was.previous if _is_fuzzy(was) else None
    had = was.plural_targets or (was.target,)
    count = 1 if entry.plural is None else max(forms, len(had))
    targets = had[:count] + (had[0] if was.plural is None else "",) * (count - len(had))
    lost = (f"msgstr[{number}]: {text}" for number, text in enumerate(had) if number >= count and text)
    comments = tuple(line for text in (*_own_comments(was), *lost) for line in text.splitlines() or [""])
    if not any(map(str.strip, targets)):
        return replace(new(entry, forms), comments=comments)
    state = state_of(entry.source, targets, True, True)
    flags = tuple(flag for flag in was.flags if flag != FUZZY)
    return Entry(
        entry.key,
        target=targets[0],
        state=state,
        previous=first or was.key,
        origin=was.origin if _is_fuzzy(was) else "",
        comments=comments,
        notes=entry.notes,
        references=entry.references,
        flags=_flags(entry, (FUZZY, *flags) if fuzzy_stays(state) else flags),
        plural=entry.plural,
        plural_targets=() if entry.plural is None else targets,
        previous_plural=was.previous_plural if first else was.plural,
    )


def _joined(parts: Sequence[Entry], source_locale: str, target_locale: str) -> Entry:
    """Consecutive entries as one, as if their sources had been one sentence when they were translated."""
    before = [part.previous if part.previous and _is_fuzzy(part) else part.key for part in parts]
    texts = [part.target.strip() for part in parts if part.target != EMPTY_TARGET]
    fuzzy = any(map(_is_fuzzy, parts))
    return Entry(
        Key(before[0].context, locale.joiner(source_locale).join(key.source for key in before)),
        locale.joiner(target_locale).join(texts) or EMPTY_TARGET,
        State.DRAFT if fuzzy else State.REVIEWED,
        origin=next((part.origin for part in parts if part.origin), ""),
        comments=tuple(dict.fromkeys(comment for part in parts for comment in _own_comments(part))),
        flags=tuple(dict.fromkeys(flag for part in parts for flag in part.flags)),
    )


def obsolete(was: Entry) -> Entry:
    """`was`, whose source is gone, out of the way and in the state it had should it return."""
    if was.state is State.OBSOLETE:
        return was
    flags = (FUZZY, *was.flags) if _is_fuzzy(was) and FUZZY not in was.flags else was.flags
    changes: dict[str, object] = {"state": State.OBSOLETE, "notes": (), "references": (), "flags": flags}
    if not _is_fuzzy(was):
        changes |= _SETTLED | {"comments": _own_comments(was)}
    return edit(was, **changes)


def _flags(entry: Entry, had: tuple[str, ...]) -> tuple[str, ...]:
    """The flags a message had and those its source gives it, which win where the two contradict (`no-…`)."""
    if not entry.flags:
        return had
    given = tuple(flag for flag in entry.flags if flag != FUZZY)
    against = {flag.removeprefix("no-") if flag.startswith("no-") else f"no-{flag}" for flag in given}
    return union(tuple(flag for flag in had if flag not in against), given)


def union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Both without what is there twice, in order."""
    return tuple(dict.fromkeys((*one, *other)))
