"""Words without a meaning of their own: no term begins or ends with one. function_words.toml lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from l10n.locale import language
from l10n.text.codes.inline import UNSPACED
from l10n.text.words.stems import fold

_SHORT = 3
"""Letters of a word that is one of these in most languages, unless it is written with a capital within."""


def is_function_word(word: str, tag: str) -> bool:
    """Whether a word of a language is one of these; in a language without a list, whether it is short."""
    code, folded = language(tag), fold(word)
    if folded.isdecimal() or UNSPACED.match(folded):
        return False
    known = _lists().get(code, {})
    if folded in known.get("words", ()) or folded in known.get("short", ()):
        return True
    return "short" not in known and len(folded) <= _SHORT and word[1:] == word[1:].lower()


@cache
def _lists() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By language the words, and the short ones where those are listed too."""
    tables = tomllib.loads((Path(__file__).parent / "function_words.toml").read_text("utf-8"))
    return {
        code: {name: frozenset(listed.split()) for name, listed in table.items()}
        for code, table in tables.items()
    }
