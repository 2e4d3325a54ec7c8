"""A catalog brought up to its source: what msgmerge does, with nothing lost and nothing promoted.

Row by row: the same message is kept; an edited one becomes fuzzy with its previous source and keeps its
comments; a second edit keeps the first previous source; an obsolete one that returns is revived in the state
it had; a vanished one is dropped if it has no text, else obsolete. Order follows the source. Where this goes
beyond or away from msgmerge: which old message an edited one comes from is told by its neighbours too
(`pairing.py`); a translation is used once, and copied only if asked for; each half of a sentence that was
split gets all of its translation, and sentences that were joined get theirs joined; an edit of typography
alone leaves it reviewed; numbers that changed are named in a comment; a draft whose source was edited gets
`#|` as well, since it is a draft of another sentence now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10n.catalog.carry import Turned, is_fuzzy, kept, new, obsolete
from l10n.catalog.format_flags import is_unfit, united
from l10n.catalog.header import HEADER_KEY, plural_count
from l10n.catalog.pairing import Carried, cosmetic_pairs, fuzzy_pairs, same_words
from l10n.catalog.reader import no_collections
from l10n.catalog.states import has_text
from l10n.model import Catalog, Entry, Key, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Report:
    """What a merge did, by keys; pairs are (the old key, the new one). Each new key is in one of the first
    five.

    `fuzzied` also holds messages whose plural changed; their two keys are the same. An old key is there more
    than once if its message was split or copied; a message that was joined has the first of its old ones,
    and all of them are obsolete too.
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


class _How(NamedTuple):
    """The options of `merge`."""

    source_locale: str
    fuzzy: bool
    copies: bool
    governs: bool


def merge(
    template: Sequence[Entry],
    existing: Catalog,
    source_locale: str = "en",
    *,
    fuzzy: bool = True,
    copies: bool = True,
    governs: bool = False,
) -> Merged:
    """`existing` brought up to `template`, the source's messages in document order.

    Of a template entry count key, plural, notes, references, flags and, for a new one, comments and text.
    `source_locale` says in which language a negation tells two sources apart. Without `fuzzy` an edited
    message is a new one. With `copies` a message that is very much like one that stays gets a copy of its
    text, as msgmerge has it; whoever has a memory leaves that to it. A template
    that `governs` was made from programs: its flags say all there is to say of formats, ranges and wrapping,
    and a translation that does not fit them becomes fuzzy. Idempotent; an entry to which nothing
    happens keeps its raw text; the header and the file's tail are left alone.
    """
    wanted = _prepared(template)
    if not existing.entries:
        return _filled(existing, wanted)
    with no_collections():
        how = _How(source_locale, fuzzy, copies, governs)
        pairs, carried = _pairs(wanted, existing.entries, how)
        forms = plural_count(existing.header)
        turned = Turned(source_locale, existing.locale, forms, governs, existing.entries, carried)
        return _merged(wanted, existing, pairs, turned)


def _merged(
    wanted: Sequence[Entry],
    existing: Catalog,
    pairs: Mapping[int, tuple[str, int]],
    turned: Turned,
) -> Merged:
    """Every new entry from its old one, then the old ones that are left; and what was done, by keys."""
    old = existing.entries
    entries: list[Entry] = []
    log: dict[str, list[tuple[Key, Key]]] = {name: [] for name in Report.__slots__}
    for number, entry in enumerate(wanted):
        kind, at = pairs.get(number, ("new", -1))
        if at < 0:
            entries.append(new(entry, turned.forms))
            log[kind].append((entry.key, entry.key))
            continue
        was = old[at]
        if kind == "fuzzied":
            entries.append(turned.fuzzied(number, entry, was))
        else:
            entries.append(kept(entry, was, turned.forms, governs=turned.governs))
        log[kind].append((was.key, entry.key))
    used = (at for number, (_, at) in pairs.items() if number not in turned.carried.joins)
    for at in _others(len(old), used):
        was = old[at]
        if not has_text(was):
            log["dropped"].append((was.key, was.key))
        else:
            entries.append(obsolete(was))
            if was.state is not State.OBSOLETE:
                log["obsolete"].append((was.key, was.key))
    keys = {name: tuple(key for _, key in log[name]) for name in log if name not in ("fuzzied", "cosmetic")}
    report = Report(**keys, fuzzied=tuple(log["fuzzied"]), cosmetic=tuple(log["cosmetic"]))
    return Merged(replace(existing, entries=tuple(entries)), report)


def _filled(existing: Catalog, wanted: Sequence[Entry]) -> Merged:
    """A merge into a catalog that is empty."""
    forms = plural_count(existing.header) if any(entry.plural is not None for entry in wanted) else 0
    entries = tuple(new(entry, forms) for entry in wanted)
    report = Report(new=tuple(entry.key for entry in entries))
    return Merged(replace(existing, entries=entries), report)


def _pairs(
    wanted: Sequence[Entry], old: Sequence[Entry], how: _How
) -> tuple[dict[int, tuple[str, int]], Carried]:
    """For each new entry that comes from an old one, by number: how (a field of Report) and from which."""
    where = {entry.key: number for number, entry in enumerate(old)}
    source_of = {number: where[entry.key] for number, entry in enumerate(wanted) if entry.key in where}
    pairs: dict[int, tuple[str, int]] = {}
    for number, at in source_of.items():
        was = old[at]
        if was.plural != wanted[number].plural and has_text(was):
            pairs[number] = ("cosmetic" if same_words(was, wanted[number]) else "fuzzied"), at
        elif how.governs and has_text(was) and not is_fuzzy(was) and is_unfit(wanted[number], was):
            pairs[number] = "fuzzied", at
        else:
            pairs[number] = "revived" if was.state is State.OBSOLETE else "kept", at
    free = [at for at in _others(len(old), source_of.values()) if has_text(old[at])]
    cosmetic = cosmetic_pairs(wanted, old, _others(len(wanted), source_of), free)
    source_of |= cosmetic
    pairs |= {number: ("cosmetic", at) for number, at in cosmetic.items()}
    carried = Carried()
    if how.fuzzy:
        used = set(cosmetic.values())
        left = [at for at in free if at not in used]
        carried = fuzzy_pairs(wanted, old, source_of, left, how.source_locale, copies=how.copies)
        pairs |= {number: ("fuzzied", at) for number, at in carried.pairs.items()}
        pairs |= {number: ("fuzzied", olds[0]) for number, olds in carried.joins.items()}
    return pairs, carried


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
            notes, references = united(first.notes, notes), united(first.references, references)
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
