"""The one family of errors: what went wrong, where, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class L10nError(Exception):
    """Something could not be done; `str()` is one line, `path:line: what is wrong; what to do`.

    `line` counts from 1. Text that came from a file is escaped by whoever prints the line, not here.
    """

    def __init__(
        self, message: str, path: str | Path | None = None, line: int | None = None, hint: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        place = "" if self.path is None else self.path if self.line is None else f"{self.path}:{self.line}"
        said = f"{place}: {self.message}" if place else self.message
        return f"{said}; {self.hint}" if self.hint else said


class EngineError(L10nError):
    """An engine cannot do a pair, or broke while it worked; a chain goes on with the next one."""
