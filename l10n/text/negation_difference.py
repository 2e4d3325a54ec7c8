"""A denial that only one of two texts has: "do not drive" that became "drive", and the reverse.

A denial is said in a hundred ways: `not known` is also `unknown`. So beside the words that deny each text has
expressions that may; a denial is missed only where the other text has no more of those than its own weigh up.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from l10n.model import Span
from l10n.text.negation_cues import Cues, cues, is_doubtful, is_known


class Difference(NamedTuple):
    """A denial on one side: its words and place, whether the source has it, whether nothing may excuse it."""

    words: str
    span: Span
    lost: bool
    sure: bool


_SHORT = 80
"""Code points of a source that leaves little room to say a thing otherwise."""
_COUNTED = 300
"""Code points of a source in which denials are counted; in a longer one too many things are said."""


def compare(source: str, target: str, source_locale: str, target_locale: str) -> Difference | None:
    """The denial that one text has and the other has not; None in a language that is not known."""
    if not (is_known(source_locale) and is_known(target_locale)):
        return None
    here, there = cues(source, source_locale), cues(target, target_locale)
    doubtful = is_doubtful(source_locale) or is_doubtful(target_locale)
    if here.denials and not there.denials:
        found = _lost(source, here, there, doubtful=doubtful)
    elif there.denials and not here.denials:
        found = _new(source, target, here, there, doubtful=doubtful)
    elif here.denials and _is_fewer(source, here, there):
        found = _said(source, here.denials, lost=True, sure=False)
    elif here.partial and not (there.idle or there.partial or there.denials) and there.hints <= here.hints:
        found = _said(source, here.partial, lost=True, sure=False)
    else:
        return None
    return None if found and found.lost and _is_quoted(found.words, target) else found


def _lost(source: str, here: Cues, there: Cues, *, doubtful: bool) -> Difference | None:
    """Where a language hides its denials any hint may be one."""
    excused = there.idle + len(there.partial) + there.hints
    if excused > (0 if doubtful else here.idle + len(here.partial) + here.hints):
        return None
    return _said(source, here.denials, lost=True, sure=not (doubtful or excused))


def _new(source: str, target: str, here: Cues, there: Cues, *, doubtful: bool) -> Difference | None:
    if here.idle or here.partial or here.hints:
        return None
    return _said(target, there.denials, lost=False, sure=not doubtful and len(source) <= _SHORT)


def _is_fewer(source: str, here: Cues, there: Cues) -> bool:
    """Whether one of several denials is gone and nothing else may say it."""
    fewer = len(here.denials) > len(there.denials) and _weight(here) > _weight(there)
    return fewer and len(source) <= _COUNTED


def _weight(found: Cues) -> int:
    return len(found.denials) + len(found.partial) + found.idle + found.hints


def _is_quoted(words: str, target: str) -> bool:
    """Whether the source's own words stand in the translation: a command, a name, a label."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", target, re.IGNORECASE) is not None


def _said(text: str, denials: tuple[Span, ...], *, lost: bool, sure: bool) -> Difference:
    words = " ".join(denials[0].cut(text).split())
    return Difference(words, denials[0], lost, sure)
