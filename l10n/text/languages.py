"""Which language a sentence is in, by its small words: languages.toml lists them.

A sentence of eight words has some that only few languages have. A word counts by how few those are, among the
languages of its script; so relatives (Spanish and Portuguese) are told by what they do not share.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from l10n import locale
from l10n.model import Span

_WORD = re.compile(r"[^\W\d_]+")
_MARKED_WORD = re.compile(r"[^\s\d_!-/:-@\[-`{-~«»“”„‘’…–—।،؛؟።፣]+")
"""In scripts whose vowels are marks: whatever is no space and no punctuation."""
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…\n]*")
_MARKED = frozenset({"Deva"})
_ALIASES = {
    "no": "nb",
    "bs": "hr",
    "sh": "hr",
    "cnr": "hr",
    "fil": "tl",
    "prs": "fa",
    "kmr": "ku",
    "pbt": "ps",
}
_ALIKE = {"fa": str.maketrans("يىك", "ییک"), "ckb": str.maketrans("يىكھ", "ییکه")}
"""Arabic letters that these languages are written with on other keyboards."""
_LEAST = 8
"""Words of a text that can be told; fewer may be names."""
_STRANGE = 0.12
"""The share of words that are small ones of other languages only, below which nothing is looked into."""
_MARGIN = 6.0
"""How much more another language must count, in bits."""
_TIMES = 1.7
"""And how many times as much as the one expected."""
_ALONE = 5.0
"""What a word of one language alone counts, in bits."""
_MARKS = ".,;:!?()[]\"'“”‘’«»…"
"""What may stand at the ends of a word."""
_FEW = 2
"""Words of other languages that may be names."""
_SOURCE = 4
"""Small words of the source in a text that make it worth to look for a sentence of it."""
_LEFT = 5
"""So many words in a row that are the source's, with `_FEW` small ones of it, were left as they are."""
_OPENED = re.compile(r"[«“„\"'‘‹(\[]\s?\Z")
"""What begins a quotation, a title or a name."""


class _Family(NamedTuple):
    """The languages of a script: for each small word, and each letter that few have, the languages."""

    words: Mapping[str, tuple[str, ...]]
    letters: Mapping[str, tuple[str, ...]]
    own: Mapping[str, frozenset[str]]
    strange_words: Mapping[str, frozenset[str]]
    strange_letters: Mapping[str, re.Pattern[str]]
    twins: Mapping[str, tuple[str, frozenset[str], frozenset[str]]]
    """For a language with a twin: the twin, words that it spells its own way, and those of the twin."""


class Told(NamedTuple):
    """The language that a text, a sentence of it, or `some` words of one, are in instead of its own."""

    language: str
    span: Span
    some: bool = False


def other_language(text: str, tag: str, source_tag: str = "", source: str = "") -> Told | None:
    """The language that a text of a locale is in instead, None where it is in its own or nobody can tell.

    One sentence of several may be in the language of the source, where that is given; and some words of one,
    where the source itself is.
    """
    script = locale.script(tag)
    family = _families().get(script)
    code = _known(tag, script)
    if family is None or code not in family.own:
        return None
    lowered = text.lower()
    if code in _ALIKE:
        lowered = lowered.translate(_ALIKE[code])
    found = lowered.split()  # with the marks beside them, which small words seldom have: it is quick
    if len(found) < _LEAST:
        return None
    foreign = list(filter(family.strange_words[code].__contains__, found))
    if _is_strange(lowered, len(foreign), len(found), family.strange_letters[code]):
        words = (_MARKED_WORD if script in _MARKED else _WORD).findall(lowered)
        if len(words) >= _LEAST and (language := _told(words, code, family)):
            return Told(language, Span(0, len(text)))
    if code in family.twins and (twin := _twin(text, *family.twins[code])):
        return Told(twin, Span(0, len(text)))
    spoken = _known(source_tag, script) if source_tag else ""
    if not spoken or len(foreign) < _FEW:
        return None
    small = _words_of(spoken, code, script)
    many = sum(map(small.__contains__, foreign))
    for sentence in _SENTENCE.finditer(text) if many >= _SOURCE else ():
        told = other_language(sentence[0], tag)
        if told and told.language == spoken:
            return Told(told.language, Span(*sentence.span()))
    left = _left(text, source, small) if source and many >= _FEW else None
    return Told(spoken, left, some=True) if left else None


def _left(text: str, source: str, small: frozenset[str]) -> Span | None:
    """Where words of the source stand as they are, in a row that has small words of its language.

    A title, and what stands in quotation marks, may be left so.
    """
    said = [word.lower() for word in _WORD.findall(source)]
    rows = set(zip(*(said[at:] for at in range(_LEFT)), strict=False))
    words = list(_WORD.finditer(text))
    lowered = [word[0].lower() for word in words]
    at = 0
    while at <= len(words) - _LEFT:
        end = at
        while tuple(lowered[end : end + _LEFT]) in rows:
            end += 1
        row = words[at : end + _LEFT - 1] if end > at else []
        plain = [word[0] for word in row if word[0].islower()]
        if len(small.intersection(plain)) >= _FEW and 2 * len(plain) > len(row):
            start = row[0].start()
            if not _OPENED.search(text[max(0, start - 2) : start]):
                return Span(start, row[-1].end())
        at = end + 1
    return None


def _is_strange(lowered: str, foreign: int, words: int, letters: re.Pattern[str]) -> bool:
    """Whether a text is worth a closer look, which hardly one is that is in its own language."""
    least = max(_FEW, _STRANGE * words)
    return foreign >= least or foreign + len(letters.findall(lowered)) >= least


def _twin(text: str, twin: str, mine: frozenset[str], theirs: frozenset[str]) -> str:
    """The language that is nearly the same, where a text spells a word its way and none its own.

    Only words in small letters count: a ministry of the neighbours keeps its name.
    """
    found = frozenset(word.strip(_MARKS) for word in text.split())
    return twin if theirs & found and not mine & found else ""


def _told(words: list[str], code: str, family: _Family) -> str:
    counts = _counted(words, family)
    best = max(counts, key=lambda one: (counts[one], one), default=code)
    mine = counts.get(code, 0.0)
    return best if best != code and counts[best] >= max(mine + _MARGIN, mine * _TIMES) else ""


def _counted(found: list[str], family: _Family) -> dict[str, float]:
    """What the words and letters of a text count for each language, in bits."""
    counts: dict[str, float] = {}
    for word, times in Counter(found).items():
        # Said again a word tells less than another word would.
        _count(counts, family.words.get(word, ()), 1 + math.log2(times) / 2, len(family.own))
        for letter in family.letters.keys() & set(word):
            _count(counts, family.letters[letter], 1, len(family.own))
    return counts


def _count(counts: dict[str, float], languages: Sequence[str], times: float, size: int) -> None:
    for one in languages:
        counts[one] = counts.get(one, 0.0) + times * _bits(len(languages), size)


@cache
def _bits(languages: int, size: int) -> float:
    return _ALONE * math.log2((size + 1) / languages) / math.log2(size + 1)


def _known(tag: str, script: str) -> str:
    code = locale.language(tag)
    if script == "Latn" and code == "sr":
        return "hr"  # one language in all that small words tell
    return _ALIASES.get(code, code)


@cache
def _families() -> Mapping[str, _Family]:
    tables = tomllib.loads(Path(__file__).with_name("languages.toml").read_text("utf-8"))
    scripts: dict[str, list[str]] = {}
    for code in tables:
        scripts.setdefault(locale.script(code), []).append(code)
    return {script: _family({code: tables[code] for code in codes}) for script, codes in scripts.items()}


def _twins(
    code: str, tables: Mapping[str, Mapping[str, str]]
) -> tuple[str, frozenset[str], frozenset[str]] | None:
    twin = tables[code].get("twin")
    if twin is None:
        return None
    return twin, frozenset(tables[code]["apart"].split()), frozenset(tables[twin]["apart"].split())


def _family(tables: Mapping[str, Mapping[str, str]]) -> _Family:
    own = {code: frozenset(table["words"].split()) for code, table in tables.items()}
    having = {code: frozenset(table.get("letters", "").split()) for code, table in tables.items()}
    words, letters = frozenset().union(*own.values()), frozenset().union(*having.values())
    return _Family(
        _by_language(own),
        _by_language(having),
        own,
        {code: words - mine for code, mine in own.items()},
        {code: _any_of(letters - mine) for code, mine in having.items()},
        {code: twin for code in tables if (twin := _twins(code, tables))},
    )


def _any_of(letters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(letters)))}]" if letters else "(?!)")


@cache
def _words_of(spoken: str, code: str, script: str) -> frozenset[str]:
    """The small words of one language that another has not."""
    own = _families()[script].own
    return own.get(spoken, frozenset()) - own[code]


def _by_language(listed: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, expressions in listed.items():
        for one in expressions:
            found.setdefault(one, []).append(code)
    return {one: tuple(codes) for one, codes in found.items()}
