"""Single keys of a project's file, each of its type; a mistake is named with line and mend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from l10n import locale
from l10n.errors import L10nError


@dataclass(frozen=True, slots=True)
class Keys:
    """Reads typed keys out of TOML data; knows the file's text, so that errors can name a line."""

    text: str
    shown: str

    def wrong(self, name: str, what: str, hint: str) -> L10nError:
        """The error about key `name`, at its line."""
        return L10nError(what, self.shown, self.line(name), hint)

    def line(self, name: str) -> int | None:
        """The line where a key or a table of that name first stands."""
        last = re.escape(name if "/" in name else name.rsplit(".", 1)[-1])
        found = re.search(rf"""(?m)^\s*(?:["']?{last}["']?\s*=|\[.*(?<!\w){last}["']?\s*\])""", self.text)
        return self.text.count("\n", 0, found.end()) + 1 if found else None

    def known(self, data: Mapping[str, Any], names: Sequence[str], prefix: str = "") -> None:
        """Raise for a key that is none of `names`; `prefix` is the table it stands in, for the message."""
        for name in data:
            if name not in names:
                raise self.wrong(name, f"unknown key {prefix + name!r}", _meant(name, names))

    def table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """The table of that name, an empty one where there is none."""
        value = data.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, f"{name!r} must be a table", f"write [{name}]")
        return value

    def string(self, data: Mapping[str, Any], name: str, default: str | None = None) -> str:
        """A text, which cannot be empty; required unless there is a default."""
        value = data.get(name, default)
        if not isinstance(value, str) or not value:
            raise self.wrong(name, f"{name!r} must be a string", f"write {EXAMPLES.get(name, 'a text')}")
        return value

    def strings(self, data: Mapping[str, Any], name: str) -> tuple[str, ...]:
        """A list of texts, at least one."""
        value = data[name]
        if not (isinstance(value, list) and value and all(isinstance(one, str) and one for one in value)):
            raise self.wrong(name, f"{name!r} must be a list of strings", f"write {EXAMPLES[name]}")
        return tuple(value)

    def choice(self, data: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> str:
        """One of some words, by default the first."""
        value = data.get(name, choices[0])
        if value not in choices:
            raise self.wrong(name, f"{name} = {value!r} cannot be", f"choose one of {', '.join(choices)}")
        return str(value)

    def flag(self, data: Mapping[str, Any], name: str, prefix: str) -> bool:
        """True or false, by default false."""
        value = data.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name, f"{prefix}{name} = {value!r} cannot be", "write true or false")
        return value

    def tag(self, value: str, name: str) -> str:
        """A locale tag in its normal spelling."""
        try:
            return locale.normalize(value)
        except L10nError as error:
            raise self.wrong(name, error.message, error.hint) from None

    def percent(self, data: Mapping[str, Any], name: str, default: float, prefix: str) -> float:
        """A number from 0 to 100."""
        value = data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            raise self.wrong(name, f"{prefix}{name} = {value!r} is no percentage", "write a number, 0 to 100")
        return value

    def pattern(self, data: Mapping[str, Any], name: str, default: str, fields: tuple[str, ...]) -> str:
        """A pattern of paths below the root, with {locale}, {path} and no more than `fields` in it."""
        value = self.string(data, name, default)
        used = re.findall(r"\{([^{}]*)\}", value)
        strange = [one for one in used if one not in fields]
        if strange or value.count("{") != len(used) or value.count("}") != len(used):
            known = ", ".join(f"{{{one}}}" for one in fields)
            raise self.wrong(name, f"{name} = {value!r} cannot be filled in", f"only {known} can stand in it")
        for needed in ("locale", "path"):
            if needed not in used:
                raise self.wrong(
                    name,
                    f"{name} = {value!r} has no {{{needed}}}",
                    "without it files would write over each other",
                )
        if leaves(value):
            raise self.wrong(name, f"{name} = {value!r} leaves the project", "stay below its root")
        return value


TABLES = {
    "": (
        *("source-locale", "locales", "sources", "project", "catalogs", "output", "unit", "references"),
        *("draft", "engines", "build", "check", "formats", "segmentation", "glossary"),
    ),
    "draft": ("engine", "min-similarity", "accept-exact"),
    "build": ("unreviewed",),
    "check": ("reviewed", "coverage", "locale", "sources", "severity", "baseline"),
    "glossary": ("files", "comments"),
}
"""The keys of each table that has the same ones in every project; "" is the file's own."""

EXAMPLES = {
    "source-locale": 'source-locale = "en"',
    "locales": 'locales = ["es"]',
    "sources": 'sources = ["source_texts/**/*"]',
    "engine": 'engine = ["argos", "apertium"]',
    "files": 'files = ["terms.csv"]',
    "baseline": 'baseline = "l10n-baseline.json"',
}


def _meant(name: str, names: Sequence[str]) -> str:
    """What somebody who wrote an unknown key may have meant, where `names` are known."""
    home = next((table for table, keys in TABLES.items() if name in keys), None)
    if home is not None:
        return f"it belongs under [{home}]" if home else "it belongs above all tables"
    near = get_close_matches(name, names, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}"


def leaves(pattern: str) -> bool:
    """Whether a pattern is absolute or climbs with `..` (a Windows drive or separator counts too)."""
    parts = re.split(r"[/\\]", pattern)
    return parts[0] == "" or ".." in parts or re.match(r"[A-Za-z]:", pattern) is not None
