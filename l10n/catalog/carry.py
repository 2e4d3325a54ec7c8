"""What becomes of one old entry under a new source: kept, fuzzy, joined with its neighbours, obsolete.

Nothing here makes a state rise: what is reviewed afterwards was so before, for the same words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from l10n import locale
from l10n.catalog.format_flags import merged_flags
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
from l10n.text.waivers import expired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10n.catalog.pairing import Carried


def new(entry: Entry, forms: int) -> Entry:
    """`entry` of a template as one that nobody has translated here, with the text that the template has.

    `forms`: how many plural forms it has here.
    """
    if has_text(entry) and len(entry.plural_targets) in (0, forms):
        return replace(entry, line=0, raw=None)
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
        flags=merged_flags(entry, (), governs=True),
        plural=entry.plural,
        plural_targets=() if entry.plural is None else ("",) * forms,
    )


def kept(entry: Entry, was: Entry, forms: int, *, governs: bool) -> Entry:
    """`was` under the key, plural, notes, references and flags of `entry`, in the state it has.

    `governs`: see `merged_flags`.
    """
    if entry.plural != was.plural and not has_text(was):
        return replace(new(entry, forms), comments=was.comments)
    state = revived_state(was) if was.state is State.OBSOLETE else was.state
    flags = was.flags
    if FUZZY in flags and state is not State.EMPTY:
        flags = tuple(flag for flag in flags if flag != FUZZY)
    flags = merged_flags(entry, flags, governs=governs)
    drafted = was.origin, was.previous, was.previous_plural
    comments = was.comments
    if state is State.REVIEWED or not has_text(was):
        # A translator accepted it, or took the text away: what told of the draft has done its work.
        drafted, comments = ("", None, None), _own_comments(was)
    same_source, same_state = (was.key, was.plural) == (entry.key, entry.plural), was.state is state
    same_draft = drafted == (was.origin, was.previous, was.previous_plural)
    if (
        same_source
        and same_state
        and same_draft
        and (was.notes, was.references, was.flags, was.comments)
        == (entry.notes, entry.references, flags, comments)
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
        entry.plural,
        was.plural_targets,
        previous_plural,
        was.line,
        None,
        *kept_lines(was, source=live and same_source, target=live, previous=same_draft),
    )


_SETTLED = {"origin": "", "previous": None, "previous_plural": None}


def _own_comments(entry: Entry) -> tuple[str, ...]:
    """The comments of an entry without those that tell of a draft."""
    if not entry.comments:
        return ()
    return tuple(one for one in entry.comments if not (is_origin(one) or is_number_note(one)))


def is_fuzzy(entry: Entry) -> bool:
    """True for a draft, for what is stale, and for what was one of them when it became obsolete."""
    return entry.state in (State.DRAFT, State.STALE) or FUZZY in entry.flags


class Turned(NamedTuple):
    """What turns an old entry into the one of an edited source: languages, plural forms, who was split.

    `governs`: see `merged_flags`.
    """

    source_locale: str
    target_locale: str
    forms: int
    governs: bool
    old: Sequence[Entry]
    carried: Carried

    def fuzzied(self, number: int, entry: Entry, was: Entry) -> Entry:
        """`entry`, the new one of this number, with the text of `was`, or of all it was joined from."""
        joins = self.carried.joins.get(number)
        if joins:
            was = _joined([self.old[at] for at in joins], self.source_locale, self.target_locale)
        made = _fuzzied(entry, was, self.forms, governs=self.governs)
        if made.previous is None:
            return made
        part = number in self.carried.halves
        note = number_note(made.previous.source, entry.source, self.source_locale, part=part)
        return replace(made, comments=(*made.comments, note)) if note else made


def _fuzzied(entry: Entry, was: Entry, forms: int, *, governs: bool) -> Entry:
    """`entry` with the text of `was`, another source's: fuzzy, with the source it was last called right for.

    Where plural forms come, each begins with the text there is; where they go, the others stay in a comment.
    """
    first = was.previous if is_fuzzy(was) else None
    had = was.plural_targets or (was.target,)
    count = 1 if entry.plural is None else max(forms, len(had))
    targets = had[:count] + (had[0] if was.plural is None else "",) * (count - len(had))
    lost = (f"msgstr[{number}]: {text}" for number, text in enumerate(had) if number >= count and text)
    own = map(expired, _own_comments(was))  # a finding that was waived was one about the old source
    comments = tuple(line for text in (*own, *lost) for line in text.splitlines() or [""])
    if not any(map(str.strip, targets)):
        return replace(new(entry, forms), comments=comments)
    state = state_of(entry.source, targets, True, True)
    flags = tuple(flag for flag in was.flags if flag != FUZZY)
    same_text = targets == had and (was.plural is None) == (entry.plural is None)
    live = was.state is not State.OBSOLETE
    _, lines, lead = kept_lines(was, source=False, target=same_text and live)
    return Entry(
        entry.key,
        target=targets[0],
        state=state,
        previous=first or was.key,
        origin=was.origin if is_fuzzy(was) else "",
        comments=comments,
        notes=entry.notes,
        references=entry.references,
        flags=merged_flags(entry, (FUZZY, *flags) if fuzzy_stays(state) else flags, governs=governs),
        plural=entry.plural,
        plural_targets=() if entry.plural is None else targets,
        previous_plural=was.previous_plural if first else was.plural,
        raw_target=lines,
        raw_lead=lead if live else None,
    )


def _joined(parts: Sequence[Entry], source_locale: str, target_locale: str) -> Entry:
    """Consecutive entries as one, as if their sources had been one sentence when they were translated."""
    before = [part.previous if part.previous and is_fuzzy(part) else part.key for part in parts]
    texts = [part.target.strip() for part in parts if part.target != EMPTY_TARGET]
    fuzzy = any(map(is_fuzzy, parts))
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
    flags = (FUZZY, *was.flags) if is_fuzzy(was) and FUZZY not in was.flags else was.flags
    changes: dict[str, object] = {"state": State.OBSOLETE, "notes": (), "references": (), "flags": flags}
    if not is_fuzzy(was):
        changes |= _SETTLED | {"comments": _own_comments(was)}
    return edit(was, **changes)
