"""What a verb did: said to people by the command line, and to programs by its exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from l10n.errors import L10nError

Report = Callable[[int, int], None]
"""Called as work goes on with (done, total)."""


@dataclass(slots=True)
class Outcome:
    """What a verb did: a summary for people, lines of result, and the errors of what it could not do."""

    summary: str = ""
    lines: list[str] = field(default_factory=list)
    errors: list[L10nError] = field(default_factory=list)
    changed: int = 0
    unmet: bool = False
    interrupted: bool = False

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """One broken file does not stop the others: its error is kept, to be said at the end."""
        try:
            yield
        except L10nError as error:
            self.errors.append(error)


def counted(number: int, thing: str) -> str:
    """How many there are of a thing, in English: `1 catalog`, `2 catalogs`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def downloading(progress: Report) -> Report:
    """The same for the bytes of a download: a bar that can show those apart has a Report `downloading`."""
    found: Report = getattr(progress, "downloading", progress)
    return found


def silent(_done: int, _total: int) -> None:
    """A Report that says nothing."""
