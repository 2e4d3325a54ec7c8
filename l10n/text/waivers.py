"""Waivers: a translator's word in an entry's comments that a check is wrong here, and why.

    # l10n-ignore: number the dose of this country is another one

It holds for the source that it was written for: a merge that gives the entry another source expires it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

PREFIX = "l10n-ignore:"
"""What the comment begins with."""
_EXPIRED = "l10n-ignored:"
_IDS = re.compile(r"\s*([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)(?:\s*:|\s+|$)(.*)", re.DOTALL)
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Waiver:
    """The ids of the checks that are not to be heard, and the reason in words; empty where there is none."""

    checks: tuple[str, ...]
    reason: str


def waivers(comments: Iterable[str]) -> list[Waiver]:
    """The waivers among an entry's comments, in their order."""
    found = []
    for comment in comments:
        for line in comment.splitlines():
            if line.startswith(PREFIX):
                said = _IDS.fullmatch(line.removeprefix(PREFIX))
                ids = tuple(part.strip() for part in said[1].split(",")) if said else ()
                reason = said[2].strip() if said else ""
                found.append(Waiver(ids, reason if _WORD.search(reason) else ""))
    return found


def expired(comment: str) -> str:
    """A comment as it stands when its entry has got another source: a waiver in it is no longer one."""
    if PREFIX not in comment:
        return comment
    lines = comment.split("\n")
    return "\n".join(_expired(line) if line.startswith(PREFIX) else line for line in lines)


def _expired(line: str) -> str:
    return f"{_EXPIRED}{line.removeprefix(PREFIX).rstrip()} (of another source)"
