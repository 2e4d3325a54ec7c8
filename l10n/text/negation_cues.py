"""What denies in a text, and what may: by language, as negation_cues.toml lists it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from l10n import locale
from l10n.model import Span

_UNSPACED = frozenset({"zh", "ja", "ko", "th"})
_LETTER = r"[\w\u0900-\u0dff\u064b-\u0652\u200c]"
"""A letter or the mark of one, which in Devanagari and pointed Arabic is none by itself."""
_MARKED = frozenset({"ar", "fa", "hi"})
_PARTED = re.compile(
    r"[.,;:!?()،؛؟。，；：！？、«»“”\"…\n]| (?:and|or|but|that|which|who|if|while|when|y|o|pero|et|ou|mais|que|qui|si|e|ma|che|и|что|i|a|że) "
)
"""What parts two clauses, in the languages that say a denial twice."""
_TOGETHER = 40
"""Code points within which two words of one clause are one denial."""


class Cues(NamedTuple):
    """What a text denies with: `denials` count once in a clause, `idle` and `partial` are as in the data.

    `hints` is how many expressions may stand for a denial.
    """

    denials: tuple[Span, ...]
    partial: tuple[Span, ...]
    idle: int
    hints: int


class _Language(NamedTuple):
    denying: re.Pattern[str]
    follows: re.Pattern[str] | None
    hints: re.Pattern[str]
    apart: re.Pattern[str] | None
    doubtful: bool


def is_known(tag: str) -> bool:
    """Whether the denials of a locale's language are listed."""
    return locale.language(tag) in _tables()


def is_doubtful(tag: str) -> bool:
    """Whether a language also denies in ways that are hard to tell, within its verbs or its compounds."""
    known = _language(locale.language(tag))
    return known is None or known.doubtful


@lru_cache(maxsize=16_384)
def cues(text: str, tag: str) -> Cues:
    """What denies in a text of a locale, with the places; nothing at all in an unknown language."""
    known = _language(locale.language(tag))
    if known is None:
        return Cues((), (), 0, 0)
    lowered = _folded(text)
    found: dict[str, list[Span]] = {"denies": [], "partial": [], "idle": [], "alike": []}
    for match in known.denying.finditer(lowered):
        found[match.lastgroup or "denies"].append(Span(*match.span()))
    denials = found["denies"]
    if known.follows is not None and not denials:
        again = [Span(*match.span()) for match in known.follows.finditer(lowered)]
        denials = again if len(again) > 1 else []
    if known.apart is not None and len(denials) > 1:
        denials = _once_a_clause(denials, lowered, known.apart)
    hints = sum(1 for _ in known.hints.finditer(lowered))
    return Cues(tuple(denials), tuple(found["partial"]), len(found["idle"]), hints)


def _once_a_clause(denials: list[Span], text: str, apart: re.Pattern[str]) -> list[Span]:
    """`no … nada` and `ne … pas` are one denial, `no … sin` are two."""
    once: list[Span] = []
    end = -_TOGETHER
    for one in denials:
        if apart.fullmatch(one.cut(text)):
            once.append(one)
            continue
        if one.start - end >= _TOGETHER or _PARTED.search(text, end, one.start):
            once.append(one)
        end = one.end
    return once


def _folded(text: str) -> str:
    """In small letters with straight apostrophes, character by character, so that places stay."""
    small = text.lower()
    if len(small) != len(text):  # İ becomes two
        small = "".join(char.lower()[0] for char in text)
    return small.replace("’", "'").replace("ʼ", "'")


@cache
def _language(code: str) -> _Language | None:
    table = _tables().get(code)
    if table is None:
        return None
    groups = (
        f"(?P<{name}>{_pattern(table[name], code)})"
        for name in ("alike", "partial", "idle", "denies")
        if name in table
    )
    return _Language(
        re.compile("|".join(groups)),
        re.compile(_pattern(table["follows"], code)) if "follows" in table else None,
        re.compile(_pattern(table["hints"], code)),
        re.compile("|".join(table["apart"].split())) if "apart" in table else None,
        table.get("doubtful", False),
    )


def _pattern(expressions: str, code: str) -> str:
    """One expression of those in a list: from the start of a word, or anywhere."""
    letter = _LETTER if code in _MARKED else r"\w"
    begun: list[str] = []
    anywhere: list[str] = []
    for one in expressions.split():
        starts, ends = one.removeprefix("*"), not one.endswith("*") or one.endswith(r"\w*")
        body = starts if ends else starts[:-1]
        body = body.replace("_?", r"\s?").replace("_", r"\s+")
        whole = body + (f"(?!{letter})" if ends and code not in _UNSPACED else "")
        (anywhere if starts != one or code in _UNSPACED else begun).append(whole)
    parts = [f"(?<!{letter})(?:{'|'.join(begun)})"] if begun else []
    return "|".join(parts + anywhere)


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("negation_cues.toml").read_text("utf-8"))
