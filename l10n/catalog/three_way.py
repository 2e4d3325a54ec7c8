"""Two catalogs that come from one, merged: everything but two people's translations of one message.

Messages are matched by key, and by `#|` or typography where one side's source was edited. Each part of a
message is merged by itself; a reviewed translation goes before a draft, and one for a source that the other
side edited becomes fuzzy at the new source. Where two people translated one message differently, both texts
stand in its msgstr, fuzzy, between the marks that msgcat writes, which the check `conflict` knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from l10n.catalog.header import header_locale, plural_count
from l10n.catalog.merge import merge
from l10n.catalog.pairing import folded
from l10n.catalog.states import FUZZY, edit, has_text
from l10n.catalog.three_way_header import merged_header
from l10n.catalog.three_way_message import Sides, merged_message, pick, translation_of, woven
from l10n.model import Catalog, Entry, Key, State

_ABSENT, _OBSOLETE, _LIVE = range(3)
_Place = tuple[Key, bool]


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """The merged catalog, and the messages that two people translated differently."""

    catalog: Catalog
    conflicts: tuple[Key, ...]


def three_way(base: Catalog | None, ours: Catalog, theirs: Catalog, source_locale: str = "en") -> ThreeWay:
    """`ours` and `theirs` in one; `base` is what both come from, None where that is not known.

    Untouched entries keep their raw text. What either side translated is in an entry of the result, live or
    obsolete, or in a translator's comment. `source_locale` says in which language a negation tells two
    sources apart.
    """
    base = base or Catalog(theirs.locale, theirs.path, newline=theirs.newline, bom=theirs.bom)
    newline = pick(base.newline, ours.newline, theirs.newline)
    base, ours, theirs = (_with_newline(one, newline) for one in (base, ours, theirs))
    theirs_lead, places = _woven_places(base, ours, theirs)
    lead = theirs if theirs_lead else ours
    work = _Work(base, ours, theirs, lead, source_locale)
    work.messages()
    work.orphans(_ordered(work.found, places))
    header = merged_header(Sides(base.header, ours.header, theirs.header))
    if header is not None and lead.header is not None and header.line != lead.header.line:
        header = replace(header, line=lead.header.line)
    order = _ordered(work.found, places)
    merged = Catalog(
        header_locale(header),
        ours.path,
        tuple(_placed(work.found[key], work.leading) for key in order),
        header,
        newline,
        _tail(base.tail, ours.tail, theirs.tail),
        pick(base.bom, ours.bom, theirs.bom),
    )
    return ThreeWay(merged, tuple(work.conflicts))


class _Work:
    """A merge in the making: the messages `found` so far, and the keys of those in conflict."""

    def __init__(
        self, base: Catalog, ours: Catalog, theirs: Catalog, lead: Catalog, source_locale: str
    ) -> None:
        self.base, self.ours, self.theirs = (_by_key(one) for one in (base, ours, theirs))
        self.sides = ours, theirs
        self.leading = self.ours if lead is ours else self.theirs
        self.forms = max(plural_count(ours.header), plural_count(theirs.header))
        self.source_locale = source_locale
        self.found: dict[Key, Entry] = {}
        self.conflicts: list[Key] = []
        self.carried: set[Key] = set()

    def messages(self) -> None:
        """Merge each message that stays, on its own."""
        ours_from = _renamed(self.base, self.ours)
        theirs_from = _renamed(self.base, self.theirs)
        for key in dict.fromkeys((*self.ours, *self.theirs)):
            base, ours, theirs = self.base.get(key), self.ours.get(key), self.theirs.get(key)
            stands = _stands(_standing(base), _standing(ours), _standing(theirs))
            if stands == _ABSENT:
                continue
            if base is None and (was := ours_from.get(key) or theirs_from.get(key)):
                base = self.base[was]
                if ours is None and (ours := self.ours.get(was)):
                    self.carried.add(was)
                if theirs is None and (theirs := self.theirs.get(was)):
                    self.carried.add(was)
            self._add(key, stands == _OBSOLETE, Sides(base, ours, theirs))

    def _add(self, key: Key, obsolete: bool, sides: Sides) -> None:
        entry = _untouched(key, sides)
        if entry is None:
            entry, conflict = merged_message(key, obsolete, sides, self.forms)
            if conflict:
                self.conflicts.append(key)
        self.found[key] = entry

    def orphans(self, order: Sequence[Key]) -> None:
        """Bring home what one side wrote, text or comment, at translations which the other took out.

        Each goes to the empty message that its source became, if there is one, else it is obsolete.
        """
        for side, entries in zip(self.sides, (self.ours, self.theirs), strict=True):
            left = {key: one for key, one in entries.items() if self._is_orphan(one)}
            homes = self._homes(side, left, order) if left else {}
            for key, entry in left.items():
                if key in homes:
                    nothing = replace(entry, target="", plural_targets=(), state=State.EMPTY, comments=())
                    sides = Sides(nothing, self.found[homes[key]], entry)
                    self.found[homes[key]] = merged_message(homes[key], False, sides, self.forms)[0]
                else:
                    self.found[key] = _obsolete(entry)

    def _is_orphan(self, entry: Entry) -> bool:
        if entry.key in self.found or entry.key in self.carried or not has_text(entry):
            return False
        was = self.base.get(entry.key)
        if was is None or not set(entry.comments).issubset(was.comments):
            return True
        now, before = translation_of(entry), translation_of(was)
        return now.texts != before.texts or now.fuzzy < before.fuzzy

    def _homes(self, side: Catalog, left: Mapping[Key, Entry], order: Sequence[Key]) -> dict[Key, Key]:
        """For each orphan whose source was edited, the empty message it became: what an extraction would
        pair.
        """
        own = _live(side.entries)
        stay = [self.found[key] for key in order if self.found[key].state is not State.OBSOLETE]
        empty = {
            one.key for one in stay if one.key not in self.base and one.key not in own and not has_text(one)
        }
        if not empty:
            return {}
        template = [one for one in stay if one.key in own or one.key in empty]
        existing = replace(
            side, entries=tuple(e for e in side.entries if e.key in left or e.key in self.found)
        )
        report = merge(template, existing, self.source_locale, copies=False).report
        pairs = (*report.cosmetic, *report.fuzzied)
        return {old: new for old, new in pairs if old in left and new in empty}


def _untouched(key: Key, sides: Sides) -> Entry | None:
    """The message of a side that the other left alone or has as well, None where both did something."""
    base, ours, theirs = sides
    if ours is None or theirs is None:
        return (ours or theirs) if base is None else None
    if not ours.key == theirs.key == key or ours.raw is None:
        return None
    was = base.raw if base is not None and base.key == key else None
    if theirs.raw in (ours.raw, was):
        return ours
    return theirs if ours.raw == was else None


def _by_key(catalog: Catalog) -> dict[Key, Entry]:
    return {entry.key: entry for entry in catalog.entries}


def _live(entries: Iterable[Entry]) -> dict[Key, Entry]:
    return {entry.key: entry for entry in entries if entry.state is not State.OBSOLETE}


def _standing(entry: Entry | None) -> int:
    return _ABSENT if entry is None else _OBSOLETE if entry.state is State.OBSOLETE else _LIVE


def _stands(base: int, ours: int, theirs: int) -> int:
    """Whether a message stays: what one side made of it; where both did something, what keeps the most."""
    if ours == base:
        return theirs
    return ours if theirs == base else max(ours, theirs)


def _renamed(base: Mapping[Key, Entry], side: Mapping[Key, Entry]) -> dict[Key, Key]:
    """For each message of a side that was there under another key: that key in the base.

    Told by sources that differ in typography alone, by `#|`, and by the fuzzy text itself, since a second
    edit leaves `#|` as it is and not every tool writes one.
    """
    live = _live(side.values())
    gone = [one for key, one in _live(base.values()).items() if key not in live]
    news = [one for one in live.values() if one.key not in base]
    if not gone or not news:
        return {}
    by_key = {one.key: one.key for one in gone}
    by_text = {one.target: one.key for one in gone if one.target}
    by_fold: dict[object, Key] = {folded(one.key, one.plural): one.key for one in gone}
    found: dict[Key, Key] = {}
    used: set[Key] = set()
    for one in news:
        was = by_fold.get(folded(one.key, one.plural))
        if was is None and one.state in (State.DRAFT, State.STALE):
            was = by_key.get(one.previous or one.key) or by_text.get(one.target)
        if was is not None and was not in used:
            found[one.key] = was
            used.add(was)
    return found


def _obsolete(entry: Entry) -> Entry:
    fuzzy = (FUZZY,) if entry.state in (State.DRAFT, State.STALE) else ()
    flags = (*fuzzy, *entry.flags)
    return edit(entry, state=State.OBSOLETE, notes=(), references=(), flags=flags)


def _places(catalog: Catalog) -> list[_Place]:
    """Its messages in order; a live one and an obsolete one of one key are two, since they stand apart."""
    return [(entry.key, entry.state is State.OBSOLETE) for entry in catalog.entries]


def _woven_places(base: Catalog, ours: Catalog, theirs: Catalog) -> tuple[bool, list[_Place]]:
    """Whether theirs leads, and the places of both sides in one order, the lead's.

    Theirs does where ours has its messages in the base's order, and theirs has not.
    """
    was, mine, other = (_places(one) for one in (base, ours, theirs))
    old = set(was)
    lead = mine == was
    if not lead and other != was:
        common = old.intersection(mine, other)
        orders = [[one for one in some if one in common] for some in (was, mine, other)]
        lead = orders[1] == orders[0] != orders[2]
    return lead, woven(other, mine, old) if lead else woven(mine, other, old)


def _ordered(found: Mapping[Key, Entry], places: Sequence[_Place]) -> list[Key]:
    """The keys of the merged messages: those that have a place, then the rest."""
    stay = {(key, entry.state is State.OBSOLETE) for key, entry in found.items()}
    known = dict.fromkeys(place[0] for place in places if place in stay)
    return [*known, *(key for key in found if key not in known)]


def _placed(entry: Entry, leading: Mapping[Key, Entry]) -> Entry:
    """The entry as it goes into the lead's file: its line is one there, or none."""
    own = leading.get(entry.key)
    if own is not None and own.raw is not None and own.raw == entry.raw:
        return own
    return entry if own is not None and own.line == entry.line else replace(entry, line=0)


def _tail(base: str, ours: str, theirs: str) -> str:
    """What stands after the last entry: comments of people, so none is dropped where both wrote some."""
    if theirs in (base, ours):
        return ours
    if ours == base or not ours.strip():
        return theirs
    known = set(ours.splitlines())
    lines = [
        line for line in theirs.splitlines(keepends=True) if line.strip() and line.rstrip("\r\n") not in known
    ]
    return "".join((ours if ours.endswith("\n") or not lines else f"{ours}\n", *lines))


def _with_newline(catalog: Catalog, newline: str) -> Catalog:
    """The catalog with another kind of newlines in what it keeps of its file."""
    if catalog.newline == newline:
        return catalog

    def turned(entry: Entry) -> Entry:
        return entry if entry.raw is None else replace(entry, raw=_newlines(entry.raw, newline))

    header = None if catalog.header is None else turned(catalog.header)
    entries = tuple(map(turned, catalog.entries))
    tail = _newlines(catalog.tail, newline)
    return replace(catalog, entries=entries, header=header, newline=newline, tail=tail)


def _newlines(text: str, newline: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", newline)
