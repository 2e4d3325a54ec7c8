"""What a text is found again by: its words, their neighbours, and grams where words are few or unspaced."""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

from l10n.text.codes.inline import UNSPACED

BUCKETS = 1 << 18
"""How many features there are: what falls into one bucket is told apart when texts are compared."""

_HEAD = 3_000  # code points of a text that are looked at
_MOST = 400  # features of one text
_FEW = 8  # words, below which a text has grams too
_PAIR = 0x9E3779B1  # Knuth's multiplier (The Art of Computer Programming, 6.4)
# Hangul is written with spaces, but its words change with what hangs on to them.
_JOINED = f"{UNSPACED.pattern[:-1]}\uac00-\ud7af]"
_HAS_JOINED = re.compile(_JOINED)
_WORD = re.compile(r"\w+")
_RUN = re.compile(rf"{_JOINED}+|(?:(?!{_JOINED})\w)+")
_DIGITS = re.compile(r"\d+")


def features(text: str) -> list[int]:
    """The features of a text, each once: numbers below BUCKETS.

    A number counts as itself and as any number, so that "5 mg" leads to "10 mg" and first of all to "5 mg".
    """
    head = text[:_HEAD].casefold()
    words = _WORD.findall(head) if not _HAS_JOINED.search(head) else _pieces(head)
    found = {crc32(head.encode("utf-8", "surrogatepass")): None}
    before = 0
    for word in words:
        own, any_number = _hashes(word)
        found[own] = found[any_number] = None
        found[(before * _PAIR + any_number) >> 3] = None
        before = any_number
    if len(words) < _FEW:
        for at in range(len(head) - 2):
            found[crc32(head[at : at + 3].encode("utf-8", "surrogatepass"))] = None
    return list(dict.fromkeys(one % BUCKETS for one in found))[:_MOST]


def _pieces(text: str) -> list[str]:
    """Words, and for what is written without spaces its pairs of characters."""
    found: list[str] = []
    for run in _RUN.findall(text):
        if len(run) > 1 and _HAS_JOINED.match(run):
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run)
    return found


@lru_cache(maxsize=1 << 17)
def _hashes(word: str) -> tuple[int, int]:
    """(that of the word, that of the word with any number in it)."""
    own = crc32(word.encode("utf-8", "surrogatepass"))
    masked = _DIGITS.sub("#", word)
    return own, own if masked == word else crc32(masked.encode("utf-8", "surrogatepass"))
