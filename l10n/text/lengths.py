"""How long a translation may be, by how many letters its language takes for one of English (lengths.toml)."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path

from l10n import locale
from l10n.text import scripts

_LEAST = 20
"""Letters below which any length will do that is no loop's: "Chills" is "Schüttelfrost"."""
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_UNENDED = frozenset({"th", "lo"})
"""Languages that end a sentence with no mark, in a space at most."""
_TERMINALS = frozenset(".!?…。！？؟۔।॥።፡፧՝։៕។။༎༏।᙮⸮︒﹒．")


def size(text: str, tag: str) -> float:
    """How much a text says, in letters of English: those of the locale's own script weigh what its language
    takes for one, others are names and count as they are.
    """
    weight, own = 1 / (_per_letter(tag) or 1.0), scripts.expected(tag)
    # English letters are counted at once, and the language's own; what is left is asked about one by one.
    ascii_part = text.encode("ascii", "ignore")
    found = len(ascii_part.translate(None, _NO_LETTERS)) * (weight if "Latn" in own else 1.0)
    if len(ascii_part) == len(text):
        return found
    left = scripts.uncommon(tag).findall(text)
    found += (len(text) - len(ascii_part) - len(left)) * weight
    for char in left:
        found += _weigh(char, weight, own)
    return found


@lru_cache(maxsize=1 << 16)
def _weigh(char: str, weight: float, own: frozenset[str]) -> float:
    """What a character that English has not adds to the size of a text."""
    if char.isalpha():
        return weight if scripts.of_letter(char) in own else 1
    return weight if unicodedata.category(char)[0] == "M" else 0


def bounds(source: float, *, known: bool, cut: bool) -> tuple[float, float]:
    """(least, most) share of its source's size that a translation has; sizes are in letters of English.

    Short texts differ more, and so do languages that lengths.toml does not know. `cut`: the end of the
    sentence is missing, so that less is doubtful already.
    """
    if source < _LEAST:
        return 0.0, 5.0 * max(1.0, 8 / max(source, 1))
    least, most = 0.76 - 2 / sqrt(source), 1.8 + 8 / sqrt(source)
    if not known:
        least, most = least - 0.3, most + 1.5
    return max(0.0, least + 0.2 * cut), most


def is_known(tag: str) -> bool:
    """Whether the length of the locale's texts is known."""
    return _per_letter(tag) is not None


def is_cut(source: str, target: str, tag: str) -> bool:
    """Whether the source ends as a sentence does and its translation, where sentences have ends, does not."""
    return locale.language(tag) not in _UNENDED and _is_ended(source) and not _is_ended(target)


def _is_ended(text: str) -> bool:
    if text[-1:] in _TERMINALS:
        return True
    last = next((char for char in reversed(text) if char.isalnum() or char in _TERMINALS), "")
    return last in _TERMINALS


@cache
def _per_letter(tag: str) -> float | None:
    language = locale.language(tag)
    if language == "en":
        return 1.0
    return _table().get(f"{language}-{locale.script(tag)}", _table().get(language))


@cache
def _table() -> dict[str, float]:
    return tomllib.loads(Path(__file__).with_name("lengths.toml").read_text("utf-8"))
