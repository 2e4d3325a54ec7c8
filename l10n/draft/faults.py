"""What is wrong with a draft, in words for people and by its kind, which is what a report counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of a fault, as a report says it: `21 changed numbers, 9 repeated themselves`."""

    SOURCE = "cannot be asked for"
    REFUSED = "refused by the engine"
    BROKEN = "engine failed"
    INVALID = "no valid text"
    CODES = "codes lost"
    EMPTY = "came back empty"
    LOOP = "repeated itself"
    SCRIPT = "in the wrong script"
    COPIED = "left as in the source"
    LENGTH = "too short or too long"
    UNIT = "units changed"
    NUMBER = "numbers changed"
    NEGATION = "negation changed"
    NONE = "no engine"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a draft: its kind, and what a person needs to know of this one."""

    kind: Kind
    message: str

    def __str__(self) -> str:
        return self.message
