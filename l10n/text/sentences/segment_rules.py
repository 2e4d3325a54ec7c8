"""What is known of a language's abbreviations and first words: rules/<language>.toml and a project's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from l10n.errors import L10nError
from l10n.locale import language as language_of
from l10n.model import Span


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
    never: tuple[str, ...]
    always: tuple[str, ...]
    abbreviations: frozenset[str]
    """Every entry of the lists of abbreviations: the quick way to say that a word is none."""
    spaced: frozenset[tuple[str, str]]
    """Neighbouring parts of dotted abbreviations: ("z", "b"), so that "z. B." is known between its parts."""


@dataclass(frozen=True, slots=True)
class ProjectRules:
    """What a project adds: the words of a key for a language or for "default", which is every language."""

    lists: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


NONE = ProjectRules()

_ABBREVIATIONS = ("titles", "inner", "numbered", "may_end", "closing", "units")
_WORDS = ("starters", "lettered", "ordinal_after", "months")
_PHRASES = ("quote_goes_on", "openings", "never", "always")
KEYS = (*_ABBREVIATIONS, *_WORDS, *_PHRASES)
"""The keys of a rules file, and of a `[segmentation.<language>]` table of a project."""

_FOLDER = Path(__file__).parent / "rules"
# Languages that are written with the abbreviations of another one.
_KIN = {"nb": "no", "nn": "no", "ms": "id"}
_CLOSING = "[\"'”’»›)\\]]*"
# A phrase begins and ends with a whole word, but in scripts that put no space between words.
_OF_A_WORD = re.compile(
    r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


@lru_cache(maxsize=64)
def rules_for(language: str, project: ProjectRules = NONE) -> Rules:
    """The rules of a language subtag (`pt`, not `pt-BR`); the default ones alone where it has no file.

    Raises L10nError for a rules file with an unknown key or a value that is not a list of strings.
    """
    files = _load("default"), _load(_KIN.get(language, language))
    lists = {key: [word for file in files for word in file.get(key, ())] for key in KEYS}
    for tongue, key, words in project.lists:
        if tongue in ("default", language):
            lists[key] += words
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
        quote_goes_on=tuple(dict.fromkeys(lists["quote_goes_on"])),
        openings=tuple(dict.fromkeys(lists["openings"])),
        never=tuple(dict.fromkeys(lists["never"])),
        always=tuple(dict.fromkeys(lists["always"])),
        abbreviations=abbreviations,
        spaced=frozenset(pair for word in parts for pair in pairwise(word)),
    )


def project_rules(tables: Mapping[str, Mapping[str, Iterable[str]]]) -> ProjectRules:
    """What a project's `[segmentation.<language>]` tables say, by language tag or "default".

    Abbreviations may be written as they are in texts: `"z. B."` is taken for `z.B`. Raises L10nError for a
    key that is none of `KEYS`, and for words that are not a list of strings with something in them.
    """
    return ProjectRules(
        tuple(
            (tag if tag == "default" else language_of(tag), key, tuple(_bare(key, word) for word in words))
            for tag, table in tables.items()
            for key, words in _checked(table, f"segmentation.{tag}.")
        )
    )


def kept(text: str, rules: Rules) -> list[Span]:
    """The stretches of `text`, in order, inside which no sentence ends: the phrases of `rules.never`."""
    if not rules.never:
        return []
    return [Span(*found.span()) for found in _pattern(rules.never).finditer(text)]


def forced(text: str, rules: Rules) -> list[int]:
    """The offsets, sorted, at which a sentence ends in any case: behind the phrases of `rules.always`.

    A closing quotation mark or bracket behind a phrase still belongs to the sentence that ends.
    """
    if not rules.always:
        return []
    return [
        found.end() for found in _pattern(rules.always, _CLOSING).finditer(text) if found.end() < len(text)
    ]


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...], then: str = "") -> re.Pattern[str]:
    return re.compile("|".join(_literal(phrase, then) for phrase in sorted(phrases, key=len, reverse=True)))


def _literal(phrase: str, then: str) -> str:
    """An expression for a phrase as it is written, any white space for its spaces, and `then` behind it.

    Where the phrase ends with a space, white space must follow.
    """
    words = phrase.split()
    before = r"(?<!\w)" if _OF_A_WORD.match(words[0]) else ""
    after = r"(?!\w)" if _OF_A_WORD.match(words[-1][-1]) else ""
    space = r"(?=\s)" if phrase[-1].isspace() else ""
    return before + r"\s+".join(re.escape(word) for word in words) + after + then + space


def _bare(key: str, word: str) -> str:
    """A word of a project in the form that the lists have."""
    if key in _ABBREVIATIONS:
        return "".join(word.split()).removesuffix(".")
    return word.lower() if key in _WORDS else word


def _checked(table: Mapping[str, object], shown: str = "") -> Iterator[tuple[str, list[str]]]:
    """The keys of a table with their words. Raises L10nError for what cannot be one."""
    for key, words in table.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(sorted(KEYS))}"
            raise L10nError(f"unknown key {shown + key!r}", hint=hint)
        if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
            raise L10nError(f"{shown + key!r} is not a list of strings", hint='write ["one", "two"]')
        if not all(word.strip(". ") for word in words):
            raise L10nError(f"{shown + key!r} has an entry with nothing in it", hint="take it out")
        yield key, list(words)


@lru_cache(maxsize=64)
def _load(name: str) -> dict[str, tuple[str, ...]]:
    path = _FOLDER / f"{name}.toml"
    if not name.isalpha() or not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {key: tuple(words) for key, words in _checked(table)}
    except tomllib.TOMLDecodeError as error:
        raise L10nError(f"not TOML: {error}", path, hint="mend the file") from error
    except L10nError as error:
        raise L10nError(error.message, path, error.line, error.hint) from None
