"""A catalog brought up to its source: what msgmerge does, with nothing lost and nothing promoted.

Row by row: the same message is kept; an edited one becomes fuzzy with its previous source and keeps its
comments; a second edit keeps the first previous source; an obsolete one that returns is revived in the state
it had; a vanished one is dropped if it has no text, else obsolete. Order follows the source. Where this goes
beyond or away from msgmerge: which old message an edited one comes from is told by its neighbours too
(`pairing.py`); a translation is used once, never copied from a message that stays; an edit of typography
alone leaves it reviewed; a draft whose source was edited gets `#|` as well, since it is a draft of another
sentence now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from l10n.catalog.header import HEADER_KEY, plural_count
from l10n.catalog.pairing import cosmetic_pairs, fuzzy_pairs
from l10n.catalog.states import FUZZY, edit, fuzzy_stays, has_text, is_origin, revived_state, state_of
from l10n.model import Catalog, Entry, Key, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Report:
    """What a merge did, by keys; pairs are (the old key, the new one). Each new key is in one of the first
    five.

    `fuzzied` also holds messages whose plural changed; their two keys are the same.
    """

    new: tuple[Key, ...] = ()
    kept: tuple[Key, ...] = ()
    fuzzied: tuple[tuple[Key, Key], ...] = ()
    cosmetic: tuple[tuple[Key, Key], ...] = ()
    revived: tuple[Key, ...] = ()
    obsolete: tuple[Key, ...] = ()
    dropped: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged catalog and what was done to it."""

    catalog: Catalog
    report: Report


def merge(template: Sequence[Entry], existing: Catalog, source_locale: str = "en") -> Merged:
    """`existing` brought up to `template`, the source's messages in document order.

    Of a template entry count key, plural, notes, references, flags and, for a new one, comments.
    `source_locale` says in which language a negation tells two sources apart. Idempotent; an entry to which
    nothing happens keeps its raw text; the header and the file's tail are left alone.
    """
    wanted = _prepared(template)
    old = existing.entries
    if not old:
        return _filled(existing, wanted)
    pairs = _pairs(wanted, old, source_locale)
    forms = plural_count(existing.header)
    entries: list[Entry] = []
    log: dict[str, list[tuple[Key, Key]]] = {name: [] for name in Report.__slots__}
    for number, entry in enumerate(wanted):
        kind, at = pairs.get(number, ("new", -1))
        was = old[at] if at >= 0 else None
        if was is None:
            entries.append(_new(entry, forms))
        elif kind == "fuzzied":
            entries.append(_fuzzied(entry, was, forms))
        else:
            entries.append(_kept(entry, was, forms))
        log[kind].append((was.key if was else entry.key, entry.key))
    for at in _others(len(old), (at for _, at in pairs.values())):
        was = old[at]
        if not has_text(was):
            log["dropped"].append((was.key, was.key))
        else:
            entries.append(_obsolete(was))
            if was.state is not State.OBSOLETE:
                log["obsolete"].append((was.key, was.key))
    keys = {name: tuple(key for _, key in log[name]) for name in log if name not in ("fuzzied", "cosmetic")}
    report = Report(**keys, fuzzied=tuple(log["fuzzied"]), cosmetic=tuple(log["cosmetic"]))
    return Merged(replace(existing, entries=tuple(entries)), report)


def _filled(existing: Catalog, wanted: Sequence[Entry]) -> Merged:
    """A merge into a catalog that is empty."""
    forms = plural_count(existing.header) if any(entry.plural is not None for entry in wanted) else 0
    entries = tuple(_new(entry, forms) for entry in wanted)
    report = Report(new=tuple(entry.key for entry in entries))
    return Merged(replace(existing, entries=entries), report)


def _pairs(wanted: Sequence[Entry], old: Sequence[Entry], source_locale: str) -> dict[int, tuple[str, int]]:
    """For each new entry that comes from an old one, by number: how (a field of Report) and from which."""
    where = {entry.key: number for number, entry in enumerate(old)}
    source_of = {number: where[entry.key] for number, entry in enumerate(wanted) if entry.key in where}
    pairs: dict[int, tuple[str, int]] = {}
    for number, at in source_of.items():
        was = old[at]
        if was.plural != wanted[number].plural and has_text(was):
            pairs[number] = "fuzzied", at
        else:
            pairs[number] = "revived" if was.state is State.OBSOLETE else "kept", at
    free = [at for at in _others(len(old), source_of.values()) if has_text(old[at])]
    cosmetic = cosmetic_pairs(wanted, old, _others(len(wanted), source_of), free)
    source_of |= cosmetic
    used = set(cosmetic.values())
    fuzzy = fuzzy_pairs(wanted, old, source_of, [at for at in free if at not in used], source_locale)
    pairs |= {number: ("cosmetic", at) for number, at in cosmetic.items()}
    pairs |= {number: ("fuzzied", at) for number, at in fuzzy.items()}
    return pairs


def _others(count: int, numbers: Iterable[int]) -> list[int]:
    """The numbers below `count` that are not among `numbers`, in order."""
    known = set(numbers)
    return [number for number in range(count) if number not in known]


def _prepared(template: Sequence[Entry]) -> list[Entry]:
    """The template's entries, one for each key at its first place, with the notes and references of all.

    Notes and references become what reading them from a file gives, so that a comparison finds real changes
    only.
    """
    found: dict[Key, Entry] = {}
    for entry in template:
        if entry.key == HEADER_KEY or entry.state is State.OBSOLETE:
            continue
        first = found.get(entry.key, entry)
        notes, references = _as_read(entry.notes, entry.references)
        if first is not entry:
            notes, references = _union(first.notes, notes), _union(first.references, references)
        if notes != first.notes or references != first.references:
            first = replace(first, notes=notes, references=references)
        found[entry.key] = first
    return list(found.values())


@lru_cache(maxsize=256)
def _as_read(notes: tuple[str, ...], references: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Notes and references as reading them from a file gives them; few of an article's entries differ."""
    return (
        tuple(line.rstrip() for note in notes for line in note.splitlines() or [""]),
        tuple(" ".join(reference.split()) for reference in references),
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _new(entry: Entry, forms: int) -> Entry:
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


def _kept(entry: Entry, was: Entry, forms: int) -> Entry:
    """`was` under the key, notes, references and flags of `entry`, in the state it has."""
    if entry.plural != was.plural:  # and no text
        return replace(_new(entry, forms), comments=was.comments)
    state = revived_state(was) if was.state is State.OBSOLETE else was.state
    flags = was.flags if state is State.EMPTY else tuple(flag for flag in was.flags if flag != FUZZY)
    changes: dict[str, object] = {
        "key": entry.key,
        "state": state,
        "notes": entry.notes,
        "references": entry.references,
        "flags": _flags(entry, flags),
    }
    if state is State.REVIEWED or not has_text(was):
        # A translator accepted it, or took the text away: what told of the draft has done its work.
        changes |= _SETTLED | {"comments": _own_comments(was)}
    return edit(was, **changes)


_SETTLED = {"origin": "", "previous": None, "previous_plural": None}


def _own_comments(entry: Entry) -> tuple[str, ...]:
    return tuple(comment for comment in entry.comments if not is_origin(comment))


def _is_fuzzy(entry: Entry) -> bool:
    return entry.state in (State.DRAFT, State.STALE) or FUZZY in entry.flags


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
        return replace(_new(entry, forms), comments=comments)
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


def _obsolete(was: Entry) -> Entry:
    if was.state is State.OBSOLETE:
        return was
    flags = (FUZZY, *was.flags) if _is_fuzzy(was) and FUZZY not in was.flags else was.flags
    changes: dict[str, object] = {"state": State.OBSOLETE, "notes": (), "references": (), "flags": flags}
    if not _is_fuzzy(was):
        changes |= _SETTLED | {"comments": _own_comments(was)}
    return edit(was, **changes)


def _flags(entry: Entry, had: tuple[str, ...]) -> tuple[str, ...]:
    """The flags a message had and those its source gives it, which win where the two contradict (`no-…`)."""
    given = tuple(flag for flag in entry.flags if flag != FUZZY)
    against = {flag.removeprefix("no-") if flag.startswith("no-") else f"no-{flag}" for flag in given}
    return _union(tuple(flag for flag in had if flag not in against), given)
