"""The words of a text, and each without what inflects it: stems.toml says which endings do, by language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from l10n.locale import language
from l10n.model import Span
from l10n.text.codes.inline import UNSPACED

# The vowel signs and points of scripts whose words are letters and marks; `\w` has the letters alone.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u200c"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*(?:['’]s(?!\w))?")
POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c]")
"""Points and stretchings that Hebrew and Arabic are read without."""
_USUAL = 20
"""Letters of a word as most are."""
_LEAST = 3
"""Letters of a word that no ending may touch."""


class Word(NamedTuple):
    """A word of a text and where it stands; of a script written without spaces, one character."""

    text: str
    span: Span


class _Endings(NamedTuple):
    endings: tuple[tuple[str, str], ...]
    starts: tuple[str, ...]
    words: Mapping[str, str]
    least: int
    letters: Mapping[int, int]


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, hyphens and apostrophes between them; `'s` belongs to its word."""
    for found in _WORD.finditer(text):
        word, start = found[0], found.start()
        if word.isascii() or not UNSPACED.search(word):
            yield Word(word, Span(*found.span()))
            continue
        at = 0
        for char in UNSPACED.finditer(word):
            if at < char.start():
                yield Word(word[at : char.start()], Span(start + at, start + char.start()))
            yield Word(char[0], Span(start + char.start(), start + char.end()))
            at = char.end()
        if at < len(word):
            yield Word(word[at:], Span(start + at, start + len(word)))


def fold(word: str) -> str:
    """A word as it is compared: composed, in lower case, without points."""
    if word.isascii():
        return word.lower()
    return _fold_known(word) if len(word) <= _USUAL else _fold(word)


def _fold(word: str) -> str:
    return POINTS.sub("", unicodedata.normalize("NFKC", word).casefold())


_fold_known = lru_cache(maxsize=1 << 15)(_fold)
"""The same for words as most are, which come again and again."""


@lru_cache(maxsize=1 << 16)
def stem(word: str, tag: str) -> str:
    """A word without the ending that inflects it in the language of `tag`, folded.

    In a language that stems.toml does not have, it is folded only.
    """
    folded, known = fold(word), _known(language(tag))
    if known is None or folded.isdecimal():
        return folded
    if folded in known.words:
        folded = known.words[folded]
    for start in known.starts:
        # One letter may as well be the word's own.
        if folded.startswith(start) and len(folded) - len(start) >= known.least + (len(start) == 1):
            folded = folded[len(start) :]
            break
    for ending, instead in known.endings:
        if folded.endswith(ending) and len(folded) - len(ending) + len(instead) >= known.least:
            folded = folded[: len(folded) - len(ending)] + instead
            break
    return folded.translate(known.letters)


def alike(one: str, other: str) -> int:
    """How many characters two words begin with in common."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))


@cache
def _known(code: str) -> _Endings | None:
    table = _tables().get({"nb": "no", "nn": "no"}.get(code, code))
    if table is None:
        return None
    pairs = (ending.partition("=")[::2] for ending in table["endings"])
    longest_first = tuple(sorted(dict(pairs).items(), key=lambda pair: -len(pair[0])))
    irregular = dict(word.split("=") for word in table.get("words", ()))
    letters = str.maketrans(*table.get("letters", ("", "")))
    return _Endings(
        longest_first, tuple(table.get("starts", ())), irregular, table.get("least", _LEAST), letters
    )


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "stems.toml").read_text("utf-8"))
