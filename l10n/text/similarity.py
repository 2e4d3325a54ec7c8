"""How alike two sentences are: the one similarity function, for carry-over after an edit and for the memory.

A score alone would pair "you should drive" with "you should not drive", one word apart and opposite. So texts
whose numbers or negations differ keep their place as a match and lose their rank.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10n import locale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

THRESHOLD = 0.6
"""Below this two texts are no match; the same bound as GNU msgmerge's."""

_OPPOSITE = (
    1e-5  # all that a match whose negations differ can rise above it: any that says the same is before it
)
_LONG = 5_000  # code points; above it texts are compared word by word, which is linear enough for any file
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")


class Cues(NamedTuple):
    """What turns a sentence's meaning without changing its look: its numbers, and how often it negates."""

    numbers: tuple[str, ...]
    negations: int


# Words that negate, for languages that articles are written in; a source in another one is compared without.
_NEGATIONS = {
    "en": r"\b(?:not?|never|cannot|without|neither|nor|none|nobody|nothing|nowhere)\b|n['’´]t\b",
    "es": r"\b(?:no|nunca|jamás|sin|ni|nadie|nada|ningun[oa]?s?|ningún|tampoco)\b",
    "fr": r"\b(?:ne|pas|jamais|sans|ni|aucune?s?|personne|rien)\b|\bn['’]",
    "de": r"\b(?:nicht|nie|niemals|ohne|weder|kein(?:e[nmrs]?)?|niemand|nichts)\b",
    "it": r"\b(?:non|mai|senza|né|nessun[oa]?|niente|nulla)\b",
    "pt": r"\b(?:não|nunca|jamais|sem|nem|ninguém|nada|nenhum(?:as?)?|nenhuns)\b",
    "ro": r"\b(?:nu|niciodată|fără|nici|nimeni|nimic)\b|\bn-",
    "nl": r"\b(?:niet|nooit|zonder|noch|geen|niemand|niets)\b",
    "sv": r"\b(?:inte|ej|aldrig|utan|inga|ingen|inget|ingenting)\b",
    "da": r"\b(?:ikke|aldrig|uden|ingen|intet|hverken)\b",
    "nb": r"\b(?:ikke|aldri|uten|ingen|intet|verken)\b",
    "pl": r"\b(?:nie|nigdy|bez|ani|nikt|nic|żad(?:en|na|ne|nych))\b",
    "ru": r"\b(?:не|нет|никогда|без|ни|никто|ничего|нельзя)\b",
    "uk": r"\b(?:не|немає|ніколи|без|ні|ніхто|нічого|жод(?:ен|на|не|них))\b",
    "el": r"\b(?:δεν|μην?|ποτέ|χωρίς|όχι|ούτε|κανείς|τίποτα)\b",
    "tr": r"\b(?:değil(?:dir)?|yok(?:tur)?|hiç|asla)\b",
    "id": r"\b(?:tidak|tak|bukan|jangan|tanpa|belum)\b",
    "hi": r"(?<!\w)(?:नहीं|मत|बिना|कभी नहीं)(?!\w)",
    "ar": r"\b(?:لا|لم|لن|ليس|ليست|بدون|دون|غير)\b",
    "zh": r"[不没沒未无無非勿莫别別]",
    "ja": r"ない|なく|なかっ|ません|せず|なし|無|不|未|非",
    "ko": r"않|못하|없|말아|마십시오|(?<!\w)(?:안|못)(?!\w)|아니",
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
    if len(one) > _LONG or len(other) > _LONG:
        return _measure()[0](one.split(), other.split(), score_cutoff=least)
    return _measure()[0](one, other, score_cutoff=least)


def ratios(one: str, others: Sequence[str], least: float) -> list[tuple[float, int]]:
    """`ratio` of one text with each of many, those of at least `least` alone: (the ratio, which of them),
    the most alike first.
    """
    found: list[tuple[float, int]] = []
    longest = max(map(len, others), default=0)
    if len(one) > _LONG or longest > _LONG:
        found += ((ratio(one, other, least), number) for number, other in enumerate(others))
        return sorted((pair for pair in found if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))
    measure, extract = _measure()
    for _, alike, number in extract(one, others, scorer=measure, limit=None, score_cutoff=least):
        found.append((alike, number))
    return found


@cache
def _measure() -> tuple[Callable[..., float], Callable[..., list[tuple[str, float, int]]]]:
    from rapidfuzz.distance.Indel import normalized_similarity  # late: many a run compares nothing
    from rapidfuzz.process import extract

    return normalized_similarity, extract


def weigh(alike: float, one: Cues, other: Cues) -> float:
    """The `ratio` of two texts after what their cues say; a match (THRESHOLD and more) stays one.

    However alike two texts are, one that negates and one that does not come out behind any two that both do.
    """
    above = alike - THRESHOLD
    if above < 0:
        return alike
    if one.numbers != other.numbers:
        above *= 0.5
    if one.negations != other.negations:
        return THRESHOLD + above * _OPPOSITE
    return THRESHOLD + max(above, _OPPOSITE)


@lru_cache(maxsize=65_536)
def cues(text: str, language: str = "en") -> Cues:
    """The numbers of a text, sorted, and its count of negations in `language`."""
    numbers = sorted(unicodedata.normalize("NFKC", found) for found in _NUMBER.findall(text))
    pattern = negations(language)
    return Cues(tuple(numbers), 0 if pattern is None else len(pattern.findall(text)))


@lru_cache(maxsize=32)
def negations(tag: str) -> re.Pattern[str] | None:
    """What finds the words that negate in the language of a locale, None where they are not known."""
    code = locale.language(tag)
    return re.compile(_NEGATIONS[code], re.IGNORECASE) if code in _NEGATIONS else None


# Code spans, tags, link targets and URLs: in there a quote or a dash is not typography.
_VERBATIM = re.compile(r"(`[^`]*`|<[^<>]*>|\]\([^()\s]*\)|\b[a-z]{2,8}://\S+)")
_TYPOGRAPHY = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ufe0e\ufe0f"), ""),
    **dict.fromkeys(map(ord, "“”„‟«»〝〞〟「」『』＂"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛ʼ‹›´＇"), "'"),
    ord("―"): "—",
    ord("…"): "...",
}
# A dash that may be the minus sign of a number is none of these.
_DASH = re.compile(r"(?<=[^\s(\[{<>=≤≥~≈±:/*\"'$€£])[‐‑‒–]|[‐‑‒–](?![.,]?\d)")
_LINE = re.compile(r" ?—(?![.,]?\d) ?")
_SPACES = re.compile(r"\s+")


def cosmetic_fold(text: str) -> str:
    """`text` without what is typography alone: texts that fold alike say the same.

    White space of any kind and length is one space (none and some still differ), quotes and apostrophes are
    straight, dashes are hyphens, an ellipsis is three dots; soft hyphens and other invisible breaks are gone,
    accents are parts of their letters. An em dash is a hyphen between spaces, whether it had any or not.
    What may be a minus sign, joiners and marks of direction stay, and code, tags and URLs stay as they are.
    So do line breaks at either end, which gettext wants a translation to have as well.
    """
    parts = _VERBATIM.split(text if text.isascii() else unicodedata.normalize("NFC", text))
    parts[::2] = [part if part.isascii() else _plain(part) for part in parts[::2]]
    folded = " ".join("".join(parts).split())
    return "\n" * (text[:1] == "\n") + folded + "\n" * (text[-1:] == "\n")


def _plain(part: str) -> str:
    spaced = _SPACES.sub(" ", part.translate(_TYPOGRAPHY))
    return _LINE.sub(" - ", _DASH.sub("-", spaced))
