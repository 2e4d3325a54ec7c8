"""What gives a model's translation away by its looks: nothing said, no end, the same again and again."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from itertools import pairwise

LONGEST = 256
"""Where decoding stops, CTranslate2's own limit: a translation this long has not come to its end."""
_PERIOD = 12
"""The longest run of tokens that counts as a loop when it comes again and again."""


def flaw(sentence: str, pieces: Sequence[str], text: str, target_pieces: Sequence[str]) -> str:
    """What is wrong with a translation and the pieces it came in, "" where nothing is to be seen."""
    if not _has_word(text) and _has_word(sentence):
        return "the model gave nothing back"
    if len(target_pieces) >= LONGEST:
        return "the model came to no end"
    often = repeats(target_pieces)
    if often > 2 and often > repeats(pieces):
        return f"the model repeated itself {often} times"
    return ""


def repeats(pieces: Sequence[str]) -> int:
    """How often the run of tokens that is said most often in a row is said, 1 where none is said again.

    Runs of up to twelve tokens with a letter among them count; a single token counts one time less, since
    languages do double words.
    """
    most = 1
    if len(set(pairwise(pieces))) == len(pieces) - 1:
        return most  # whatever comes again has pairs of tokens that come again
    for period in range(1, _PERIOD + 1):
        same = list(map(operator.eq, pieces, pieces[period:]))
        if sum(same) < period * most:
            continue
        run = 0
        for at, again in enumerate(same):
            run = run + 1 if again else 0
            often = run // period + (period > 1)
            if often > most and _has_word("".join(pieces[at : at + period])):
                most = often
    return most


def _has_word(text: str) -> bool:
    return any(map(str.isalpha, text))
