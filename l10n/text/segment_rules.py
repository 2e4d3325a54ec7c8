"""What is known of a language's abbreviations and sentence beginnings: rules/<language>.toml over rules/default.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files

from l10n.errors import L10nError


@dataclass(frozen=True, slots=True)
class Rules:
    """The word lists of one language; rules/default.toml says what each is for.

    An abbreviation stands without its last full stop and without spaces. In lower case it is meant in any
    case, with a capital letter as it is written.
    """

    titles: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    may_end: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    lettered: frozenset[str] = frozenset()
    ordinal_after: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    quote_goes_on: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    """Every entry of the lists of abbreviations: the quick way to say that a word is none."""
    spaced: frozenset[tuple[str, str]] = frozenset()
    """Neighbouring parts of dotted abbreviations: ("z", "b"), so that "z. B." is known between its parts."""


_ABBREVIATIONS = ("titles", "inner", "numbered", "may_end", "closing", "units")
_PREFIXES = frozenset({"quote_goes_on", "openings"})
_KEYS = frozenset(field.name for field in fields(Rules)) - {"abbreviations", "spaced"}


@lru_cache(maxsize=64)
def rules_for(language: str) -> Rules:
    """The rules of a language subtag (`pt`, not `pt-BR`); the default ones alone where it has no file of its own.

    Raises L10nError for a rules file with an unknown key or a value that is not a list of strings.
    """
    lists = dict(_load("default"))
    for key, words in _load(language).items():
        lists[key] = (*lists.get(key, ()), *words)
    abbreviations = frozenset(word for key in _ABBREVIATIONS for word in lists.get(key, ()))
    parts = [word.lower().split(".") for word in abbreviations if "." in word]
    return Rules(
        **{key: frozenset(words) for key, words in lists.items() if key not in _PREFIXES},
        **{key: tuple(words) for key, words in lists.items() if key in _PREFIXES},
        abbreviations=abbreviations,
        spaced=frozenset(pair for word in parts for pair in zip(word, word[1:], strict=False)),
    )


@lru_cache(maxsize=64)
def _load(name: str) -> dict[str, tuple[str, ...]]:
    path = files("l10n.text") / "rules" / f"{name}.toml"
    if not name.isalpha() or not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise L10nError(f"not TOML: {error}", str(path), hint="mend the file") from error
    for key, words in table.items():
        if key not in _KEYS:
            raise L10nError(f"unknown key {key!r}", str(path), hint=f"use one of {', '.join(sorted(_KEYS))}")
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise L10nError(f"{key!r} is not a list of strings", str(path), hint='write ["one", "two"]')
    return {key: tuple(words) for key, words in table.items()}
