"""The headers of two catalogs merged field by field; they never conflict."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from l10n.catalog.header import HEADER_KEY, header_fields
from l10n.catalog.states import edit
from l10n.catalog.three_way_message import merged_lines, pick
from l10n.model import Entry, State

if TYPE_CHECKING:
    from l10n.catalog.three_way_message import Sides

_NEVER = datetime.min.replace(tzinfo=UTC)
_REVISION = "PO-Revision-Date"


def merged_header(sides: Sides) -> Entry | None:
    """The header with what both sides changed in it; where both changed one field, the later revision's.

    Of two dates the later is taken. One that is as a side has it comes back as that very object.
    """
    if sides.ours is None or sides.theirs is None:
        left = sides.ours or sides.theirs
        return None if left is not None and sides.base is not None and left.raw == sides.base.raw else left
    base = sides.base or Entry(HEADER_KEY, state=State.REVIEWED)
    ours, theirs = sides.ours, sides.theirs
    changes = {
        "target": _text(base.target, ours.target, theirs.target),
        "state": pick(base.state, ours.state, theirs.state),
        "comments": merged_lines(base.comments, ours.comments, theirs.comments),
        "flags": merged_lines(base.flags, ours.flags, theirs.flags),
        "notes": merged_lines(base.notes, ours.notes, theirs.notes),
        "references": merged_lines(base.references, ours.references, theirs.references),
    }
    same = [one for one in (ours, theirs) if edit(one, **changes) is one]
    if not same:
        return edit(ours, **changes)
    return same[-1] if same[0].raw == base.raw else same[0]


def _text(base: str, ours: str, theirs: str) -> str:
    was, mine, other = _fields(base), _fields(ours), _fields(theirs)
    theirs_later = _revised(theirs) > _revised(ours)
    lines: list[str] = []
    for name in merged_lines(tuple(was), tuple(mine), tuple(other)):
        first, second = mine.get(name, was.get(name, "")), other.get(name, was.get(name, ""))
        line = first
        if first == was.get(name):
            line = second
        elif second not in (was.get(name), first):
            dates = _date(first), _date(second)
            later = dates[1] > dates[0] if name[0].endswith("-Date") else theirs_later
            line = second if later else first
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _fields(text: str) -> dict[tuple[str, int], str]:
    """The lines of a header by field and, for one that stands twice, its number."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], str] = {}
    for line in text.removesuffix("\n").split("\n") if text else ():
        name = line.partition(":")[0].strip()
        found[name, seen[name]] = line
        seen[name] += 1
    return found


def _revised(text: str) -> datetime:
    return _date(f"{_REVISION}: {header_fields(text).get(_REVISION, '')}")


def _date(line: str) -> datetime:
    """The time in a header's field, that of no revision at all where it holds none."""
    try:
        return datetime.strptime(line.partition(":")[2].strip(), "%Y-%m-%d %H:%M%z")
    except ValueError:
        return _NEVER
