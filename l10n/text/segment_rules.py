"""What is known of a language's abbreviations and first words: rules/<language>.toml and default.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from l10n.errors import L10nError


@dataclass(frozen=True, slots=True)
class Rules:
    """The word lists of one language; rules/default.toml says what each is for.

    An abbreviation stands without its last full stop and without spaces. In lower case it is meant in any
    case, with a capital letter as it is written.
    """

    titles: frozenset[str]
    inner: frozenset[str]
    numbered: frozenset[str]
    may_end: frozenset[str]
    closing: frozenset[str]
    units: frozenset[str]
    starters: frozenset[str]
    lettered: frozenset[str]
    ordinal_after: frozenset[str]
    months: frozenset[str]
    quote_goes_on: tuple[str, ...]
    openings: tuple[str, ...]
    abbreviations: frozenset[str]
    """Every entry of the lists of abbreviations: the quick way to say that a word is none."""
    spaced: frozenset[tuple[str, str]]
    """Neighbouring parts of dotted abbreviations: ("z", "b"), so that "z. B." is known between its parts."""


_ABBREVIATIONS = ("titles", "inner", "numbered", "may_end", "closing", "units")
_KEYS = (*_ABBREVIATIONS, "starters", "lettered", "ordinal_after", "months", "quote_goes_on", "openings")
_FOLDER = Path(__file__).parent / "rules"


@lru_cache(maxsize=64)
def rules_for(language: str) -> Rules:
    """The rules of a language subtag (`pt`, not `pt-BR`); the default ones alone where it has no file.

    Raises L10nError for a rules file with an unknown key or a value that is not a list of strings.
    """
    general, own = _load("default"), _load(language)
    lists = {key: (*general.get(key, ()), *own.get(key, ())) for key in _KEYS}
    abbreviations = frozenset(word for key in _ABBREVIATIONS for word in lists[key])
    parts = [word.lower().split(".") for word in abbreviations if "." in word]
    return Rules(
        titles=frozenset(lists["titles"]),
        inner=frozenset(lists["inner"]),
        numbered=frozenset(lists["numbered"]),
        may_end=frozenset(lists["may_end"]),
        closing=frozenset(lists["closing"]),
        units=frozenset(lists["units"]),
        starters=frozenset(lists["starters"]),
        lettered=frozenset(lists["lettered"]),
        ordinal_after=frozenset(lists["ordinal_after"]),
        months=frozenset(lists["months"]),
        quote_goes_on=lists["quote_goes_on"],
        openings=lists["openings"],
        abbreviations=abbreviations,
        spaced=frozenset(pair for word in parts for pair in pairwise(word)),
    )


@lru_cache(maxsize=64)
def _load(name: str) -> dict[str, tuple[str, ...]]:
    path = _FOLDER / f"{name}.toml"
    if not name.isalpha() or not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise L10nError(f"not TOML: {error}", path, hint="mend the file") from error
    for key, words in table.items():
        if key not in _KEYS:
            raise L10nError(f"unknown key {key!r}", path, hint=f"use one of {', '.join(sorted(_KEYS))}")
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise L10nError(f"{key!r} is not a list of strings", path, hint='write ["one", "two"]')
    return {key: tuple(words) for key, words in table.items()}
