"""The flags that a template gives a message: of which format it is, its range, whether it is wrapped.

As msgmerge has it, a template made from programs knows these alone; and a translation that has to be of a
format from now on, and is not, is no translation any more until somebody has looked at it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10n.catalog.states import FUZZY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10n.model import Entry

_GIVEN = re.compile(r"[\w-]+-(?:format|check)|(?:no-)?wrap|range:.*")
_FORMAT = re.compile(r"(?!no-)(?:possible-)?([\w-]+)-format")
_RANGE = re.compile(r"range:\s*(\d+)\s*\.\.\s*(\d+)")

_PERCENT = r"%(?:%|\([^()]*\)|\d+\$)?[-+ #0'I]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh?|ll?|[qjztL])?[A-Za-z@%]"
_BRACES = r"\{\{|\}\}|\{[^{}]*\}"
_NUMBERED = r"%[Ln]?\d{1,2}|%n"
_DIRECTIVES = {
    **dict.fromkeys(("python-brace", "csharp", "java", "perl-brace"), _BRACES),
    **dict.fromkeys(("qt", "qt-plural", "kde", "kde-kuit", "ycp", "smalltalk"), _NUMBERED),
    **dict.fromkeys(("lisp", "scheme"), r"~[^~\sA-Za-z]*[~A-Za-z%&|<>\[\](){}]"),
    "sh": r"\$\w+|\$\{[^{}]*\}",
}


def united(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Both without what is there twice, in order."""
    return tuple(dict.fromkeys((*one, *other)))


def merged_flags(entry: Entry, had: tuple[str, ...], *, governs: bool) -> tuple[str, ...]:
    """The flags a message had and those its source gives it, which win where the two contradict (`no-…`).

    Where the source `governs`, it also says what a message is no longer.
    """
    given = tuple(flag for flag in entry.flags if flag != FUZZY)
    if governs:
        had = tuple(flag for flag in had if not _GIVEN.fullmatch(flag))
    if not given:
        return had
    against = {flag.removeprefix("no-") if flag.startswith("no-") else f"no-{flag}" for flag in given}
    return united(tuple(flag for flag in had if flag not in against), given)


def is_unfit(entry: Entry, was: Entry) -> bool:
    """True where the text of `was` cannot stand for `entry`, the same message, for what its flags now say.

    It is of a format that it was not of, and fills in something else than its source; or it was written for a
    range of numbers that is no longer the whole.
    """
    if entry.flags == was.flags:
        return False
    come = _formats(entry.flags) - _formats(was.flags)
    if any(_differs(name, entry, was) for name in come):
        return True
    before, after = _range(was.flags), _range(entry.flags)
    return before is not None and (after is None or not before[0] <= after[0] <= after[1] <= before[1])


def _formats(flags: Sequence[str]) -> set[str]:
    return {found[1] for flag in flags if (found := _FORMAT.fullmatch(flag))}


def _range(flags: Sequence[str]) -> tuple[int, int] | None:
    found = next(filter(None, map(_RANGE.fullmatch, flags)), None)
    return (int(found[1]), int(found[2])) if found else None


def _differs(name: str, entry: Entry, was: Entry) -> bool:
    """Whether a text fills in something else than its source; a plural form may be like either source."""
    pattern = re.compile(_DIRECTIVES.get(name, _PERCENT))
    sources = [_filled(pattern, text) for text in (entry.source, entry.plural) if text is not None]
    return any(_filled(pattern, text) not in sources for text in (was.plural_targets or (was.target,)))


def _filled(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))
