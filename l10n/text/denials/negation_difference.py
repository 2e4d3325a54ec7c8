"""A denial that only one of two texts has: "do not drive" that became "drive", and the reverse.

A denial is said in a hundred ways: `not known` is also `unknown`. So beside the words that deny each text has
expressions that may; a denial is missed only where the other text has no more of those than its own weigh up.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from l10n.model import Span
from l10n.text.codes.inline import UNSPACED
from l10n.text.denials.negation_cues import Cues, answers, cues, hints, is_doubtful, is_known, may_deny
from l10n.text.words.function_words import is_function_word


class Difference(NamedTuple):
    """A denial on one side: its words and place, whether the source has it, whether nothing may excuse it."""

    words: str
    span: Span
    lost: bool
    sure: bool


_GENTLE = frozenset(
    {
        *("without", "sin", "sans", "ohne", "senza", "sem", "zonder", "bez", "без", "fără", "utan", "uden"),
        *("uten", "tanpa", "دون", "ودون", "بدون", "وبدون", "بلا"),
    }
)
"""Words for "without": what lacks something is as often said by what it is."""
_SHORT = 80
"""Code points of a source that leaves little room to say a thing otherwise."""
_COUNTED = 300
"""Code points of a source in which denials are counted; in a longer one too many things are said."""


def compare(source: str, target: str, source_locale: str, target_locale: str) -> Difference | None:
    """The denial that one text has and the other has not; None in a language that is not known."""
    if not (is_known(source_locale) and is_known(target_locale)):
        return None
    if not (may_deny(source, source_locale) or may_deny(target, target_locale)):
        return None
    here, there = cues(source, source_locale), cues(target, target_locale)
    turned = here.turns + here.within
    if len(here.denials) == len(there.denials) and (here.denials or not (here.partial or turned)):
        return None  # nearly always so, and what else there is costs time
    beside_there = there.idle + len(there.partial) + hints(target, target_locale)
    if turned and not here.denials:
        answered = bool(here.within) and answers(target, target_locale)
        found = _turned(source, turned, len(there.denials) + beside_there + answered)
    else:
        beside_here = here.idle + len(here.partial) + hints(source, source_locale)
        doubtful = is_doubtful(source_locale) or is_doubtful(target_locale)
        found = _found(_Pair(source, target, here, there, beside_here, beside_there, doubtful))
    return None if found and found.lost and _is_quoted(found.words, target, target_locale) else found


def _turned(source: str, words: tuple[Span, ...], said: int) -> Difference | None:
    """A word that turns the sense or denies within, where the translation says fewer of the kind, or none."""
    missed = said < len(words) if len(source) <= _COUNTED else not said
    return _said(source, words, lost=True, sure=False) if missed else None


class _Pair(NamedTuple):
    """Two texts, what they deny with, and how much beside that may deny in each."""

    source: str
    target: str
    here: Cues
    there: Cues
    beside_here: int
    beside_there: int
    doubtful: bool


def _found(pair: _Pair) -> Difference | None:
    here, there = pair.here.denials, pair.there.denials
    if here and there:
        return _said(pair.source, here, lost=True, sure=False) if _is_fewer(pair) else None
    if there:
        sure = not pair.doubtful and len(pair.source) <= _SHORT and _is_plain(pair.target, there)
        return None if pair.beside_here else _said(pair.target, there, lost=False, sure=sure)
    missed = pair.beside_there <= pair.beside_here
    if here:
        sure = not (pair.doubtful or pair.beside_there)
        return _said(pair.source, here, lost=True, sure=sure) if missed else None
    said = pair.there.idle or pair.there.partial or pair.beside_there >= max(1, pair.beside_here)
    return None if said else _said(pair.source, pair.here.partial, lost=True, sure=False)


def _is_plain(text: str, denials: tuple[Span, ...]) -> bool:
    """Whether a text denies with words that do nothing else: "soon enough" may well be "without delay", and a
    Chinese word may have a denial in it (`神志不清`, confused).
    """
    words = [one.cut(text).casefold() for one in denials]
    return not any(word in _GENTLE or UNSPACED.search(word) for word in words)


def _is_fewer(pair: _Pair) -> bool:
    """Whether one of several denials is gone and nothing else may say it."""
    here, there = len(pair.here.denials), len(pair.there.denials)
    fewer = here > there and here + pair.beside_here > there + pair.beside_there
    return fewer and len(pair.source) <= _COUNTED


def _is_quoted(words: str, target: str, tag: str) -> bool:
    """Whether the source's own words stand in the translation: a command, a name, a label.

    English "no" in Portuguese is a word of its own, "in the".
    """
    if is_function_word(words, tag):
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", target, re.IGNORECASE) is not None


def _said(text: str, denials: tuple[Span, ...], *, lost: bool, sure: bool) -> Difference:
    words = " ".join(denials[0].cut(text).split())
    return Difference(words, denials[0], lost, sure)
