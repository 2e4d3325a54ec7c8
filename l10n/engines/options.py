"""The options of an engine, read out of its table in `l10n.toml`: each of its kind, none unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from l10n.errors import L10nError


@dataclass(frozen=True, slots=True)
class Options:
    """A table of options. What is read raises L10nError, without a path, for a value that cannot be.

    Numbers have a least and a greatest value, which the hint names.
    """

    table: Mapping[str, object]

    def known(self, *names: str) -> None:
        """Raise for an option that is none of these, with the nearest one that is."""
        for name in self.table:
            if name not in names:
                near = get_close_matches(name, names, 1)
                hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
                raise L10nError(f"unknown option {name!r}", hint=hint)

    def text(self, name: str, default: str = "") -> str:
        """A text, perhaps an empty one."""
        value = self.table.get(name, default)
        if not isinstance(value, str):
            raise _wrong(name, value, f'write {name} = "..."')
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, by default an empty one."""
        value = self.table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise _wrong(name, value, f'write {name} = ["...", "..."]')
        return tuple(value)

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """One of some words, by default the first."""
        value = self.table.get(name, choices[0])
        if isinstance(value, str) and value in choices:
            return value
        near = get_close_matches(value, choices, 1) if isinstance(value, str) else []
        hint = f"did you mean {near[0]}?" if near else f"write one of {', '.join(choices)}"
        raise _wrong(name, value, hint)

    def flag(self, name: str) -> bool:
        """True or false, by default false."""
        value = self.table.get(name, False)
        if not isinstance(value, bool):
            raise _wrong(name, value, "write true or false")
        return value

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number."""
        value = self.table.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise _wrong(name, value, f"write a whole number from {least} to {most:,}")
        return value

    def number(self, name: str, default: float, least: float, most: float) -> float:
        """A number."""
        value = self.table.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise _wrong(name, value, f"write a number from {least:g} to {most:,g}")
        return float(value)


def _wrong(name: str, value: object, hint: str) -> L10nError:
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    return L10nError(f"{name} = {shown} cannot be", hint=hint)
