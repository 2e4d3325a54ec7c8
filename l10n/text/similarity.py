"""How alike two sentences are: the one similarity function, for carry-over after an edit and for the memory.

A score alone would pair "you should drive" with "you should not drive", one word apart and opposite. So texts
whose numbers or negations differ keep their place as a match and lose their rank.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10n import locale

if TYPE_CHECKING:
    from collections.abc import Iterable

THRESHOLD = 0.6
"""Below this two texts are no match; the same bound as GNU msgmerge's."""

_LONG = 5_000  # code points; above it texts are compared word by word, which is linear enough for any file
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")


class Cues(NamedTuple):
    """What turns a sentence's meaning without changing its look: its numbers, and how often it negates."""

    numbers: tuple[str, ...]
    negations: int


# Words that negate, for languages that articles are written in; a source in another one is compared without.
_NEGATIONS = {
    "en": r"\b(?:not?|never|cannot|without|neither|nor|none|nobody|nothing|nowhere)\b|n['’]t\b",
    "es": r"\b(?:no|nunca|jamás|sin|ni|nadie|nada|ningun[oa]?s?|ningún|tampoco)\b",
    "fr": r"\b(?:ne|pas|jamais|sans|ni|aucune?s?|personne|rien)\b|\bn['’]",
    "de": r"\b(?:nicht|nie|niemals|ohne|weder|kein(?:e[nmrs]?)?|niemand|nichts)\b",
    "it": r"\b(?:non|mai|senza|né|nessun[oa]?|niente|nulla)\b",
    "pt": r"\b(?:não|nunca|jamais|sem|nem|ninguém|nada|nenhum(?:as?)?|nenhuns)\b",
    "nl": r"\b(?:niet|nooit|zonder|noch|geen|niemand|niets)\b",
    "pl": r"\b(?:nie|nigdy|bez|ani|nikt|nic|żad(?:en|na|ne|nych))\b",
    "ru": r"\b(?:не|нет|никогда|без|ни|никто|ничего|нельзя)\b",
    "ar": r"\b(?:لا|لم|لن|ليس|ليست|بدون|دون|غير)\b",
    "zh": r"[不没沒未无無非勿莫别別]",
    "ja": r"ない|なく|なかっ|ません|せず|なし|無|不|未|非",
}


def similarity(one: str, other: str, language: str = "en") -> float:
    """How alike two texts are, 0 to 1: the share of characters in common, as GNU msgmerge measures it.

    A pair that is a match but differs in a number or a negation of `language` (a locale tag) stays one and
    comes out close above THRESHOLD, so that one which says the same goes before it.
    """
    return weigh(ratio(one, other), cues(one, language), cues(other, language))


def ratio(one: str, other: str, least: float = 0.0) -> float:
    """The share of characters (of words, in very long texts) that two texts have in common, in order; 0 to 1.

    Less than `least` comes out as 0, and sooner.
    """
    from rapidfuzz.distance import Indel

    if max(len(one), len(other)) > _LONG:
        return Indel.normalized_similarity(one.split(), other.split(), score_cutoff=least)
    return Indel.normalized_similarity(one, other, score_cutoff=least)


def weigh(alike: float, one: Cues, other: Cues) -> float:
    """The `ratio` of two texts after what their cues say; a match (THRESHOLD and more) stays one."""
    above = alike - THRESHOLD
    if above <= 0:
        return alike
    if one.negations != other.negations:
        above *= 0.05
    if one.numbers != other.numbers:
        above *= 0.5
    return THRESHOLD + above


@lru_cache(maxsize=65_536)
def cues(text: str, language: str = "en") -> Cues:
    """The numbers of a text, sorted, and its count of negations in `language`."""
    numbers = sorted(unicodedata.normalize("NFKC", found) for found in _NUMBER.findall(text))
    pattern = _negation(locale.language(language))
    return Cues(tuple(numbers), 0 if pattern is None else len(pattern.findall(text)))


@lru_cache(maxsize=32)
def _negation(code: str) -> re.Pattern[str] | None:
    return re.compile(_NEGATIONS[code], re.IGNORECASE) if code in _NEGATIONS else None


# Code spans, tags, link targets and URLs: in there a quote or a dash is not typography.
_VERBATIM = re.compile(r"(`[^`]*`|<[^<>]*>|\]\([^()\s]*\)|\b[a-z]{2,8}://\S+)")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_TYPOGRAPHY = {
    **dict.fromkeys(map(ord, "“”„‟«»"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛ʼ‹›"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–"), "-"),
}
_SPACED_DASH = re.compile(r" [-—―](?= )")


def cosmetic_fold(text: str) -> str:
    """`text` without what is typography alone: texts that fold alike say the same.

    White space of any kind and length is one space (none and some still differ), quotes and apostrophes are
    straight, dashes are hyphens, soft hyphens and other invisible breaks are gone. An em dash is a hyphen
    only between spaces, joiners and marks of direction stay, and code, tags and URLs stay as they are.
    """
    parts = _VERBATIM.split(text)
    parts[::2] = [part.translate(_INVISIBLE).translate(_TYPOGRAPHY) for part in parts[::2]]
    return _SPACED_DASH.sub(" -", " ".join("".join(parts).split()))


class Index:
    """Texts found again by the rare words they share: what to compare a text with, when there are many.

    Words are the features, three-character grams where words are few (titles, and scripts written without
    spaces). A query looks at its rarest features alone, so its cost hardly grows with the number of texts.
    """

    _RAREST = 24  # features of a query that are looked up
    _COMMON = 400  # texts a feature may stand in before it says too little
    _MOST_FEATURES = 400  # of one text

    def __init__(self, texts: Iterable[str]) -> None:
        self._where: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for feature in self._features(text):
                self._where[feature].append(number)

    def candidates(self, text: str, limit: int = 12) -> list[int]:
        """The numbers of up to `limit` texts that share the rarest features with `text`, likeliest first."""
        lists = sorted((self._where[name] for name in self._features(text) if name in self._where), key=len)
        weight: Counter[int] = Counter()
        for numbers in lists[: self._RAREST]:
            if len(numbers) > self._COMMON and weight:
                break
            for number in numbers[: self._COMMON]:
                weight[number] += 1_000_000 // len(numbers)
        return [number for number, _ in weight.most_common(limit)]

    def _features(self, text: str) -> list[str]:
        head = text[:4_000].casefold()
        found = _WORD.findall(head)
        if len(found) < 5 or len(head) > 12 * len(found):
            found += (head[at : at + 3] for at in range(len(head) - 2))
        return list(dict.fromkeys(found))[: self._MOST_FEATURES]
