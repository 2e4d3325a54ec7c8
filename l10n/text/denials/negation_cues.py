"""What denies in a text, and what may: by language, as negation_cues.toml lists it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from l10n import locale
from l10n.model import Span
from l10n.text.denials.first_look import question

_UNSPACED = frozenset({"zh", "ja", "ko", "th", "km", "my"})
_LETTER = r"[\w\u0900-\u0963\u0966-\u096f\u0971-\u0dff\u064b-\u0652\u200c]"
"""A letter or the mark of one, which in Indic scripts and pointed Arabic is none by itself; no danda."""
_MARKED = frozenset({"ar", "ckb", "fa", "ps", "ur", "hi", "mr", "ne", "bn", "ta"})
_DOTTED = dict(zip("कखगजडढफডঢয", "\u0958\u0959\u095a\u095b\u095c\u095d\u095e\u09dc\u09dd\u09df", strict=True))
"""The one character that a letter and the dot below it may be written as instead, which NFC takes apart."""
_DOT = re.compile("(.)[\u093c\u09bc]")
_ALIKE = {
    "ckb": str.maketrans("يىكھ", "ییکه"),
    "fa": str.maketrans("يىك", "ییک"),
    "ps": str.maketrans("يىكگ", "ییکګ"),
    "ur": str.maketrans("يىكهھ", "ییکہہ"),
}
"""Letters that these languages are written with on other keyboards, and kinds of h taken for each other."""
_KINDS = ("alike", "partial", "turns", "within", "idle", "denies", "concord")
_SAYING_NOTHING = frozenset({"alike", "idle", "hints", "answers", "apart"})
"""The kinds that leave nothing in `Cues` by themselves, but for a number."""
_TAIL = re.compile(r"\)(\w*'\w+)$")
"""How an expression ends that is told by its apostrophe, whatever it begins with (`(?:do|does)n't`)."""
_PARTED = re.compile(
    r"[.,;:!?()،؛؟。，；：！？、«»“”\"…\n]"
    r"| (?:and|or|but|that|which|who|if|while|when|y|o|pero|et|ou|mais|mas|que|qui|si|se|e|ma|che|și|sau|dar"
    r"|dacă|и|а|но|или|либо|что|если|і|й|та|але|або|чи|що|якщо|i|a|ale|lub|albo|że|jeśli|nebo|že|pokud) "
)
"""What parts two clauses, in the languages that say a denial twice."""
_BRIEF = 3
"""Words of a text that leave no room for a verb: there a word that wants a denied verb denies by itself."""
_TOGETHER = 40
"""Code points within which two words of one clause are one denial."""


class Cues(NamedTuple):
    """What a text denies with: `denials` count once in a clause, the others are as in the data."""

    denials: tuple[Span, ...]
    partial: tuple[Span, ...]
    turns: tuple[Span, ...]
    within: tuple[Span, ...]
    idle: int


class _Language(NamedTuple):
    denying: re.Pattern[str]
    follows: re.Pattern[str] | None
    hints: re.Pattern[str]
    answers: re.Pattern[str] | None
    apart: re.Pattern[str] | None
    tails: tuple[str, ...]
    question: re.Pattern[str]
    doubtful: bool


def is_known(tag: str) -> bool:
    """Whether the denials of a locale's language are listed."""
    return locale.language(tag) in _tables()


def is_doubtful(tag: str) -> bool:
    """Whether a language also denies in ways that are hard to tell, within its verbs or its compounds."""
    known = _language(locale.language(tag))
    return known is None or known.doubtful


def may_deny(text: str, tag: str) -> bool:
    """Whether `cues` may find a denial in a text, or a part of one: no, quickly, of most without one."""
    known = _language(locale.language(tag))
    if known is None:
        return False
    lowered = _folded(text, tag)
    for tail in known.tails:
        if tail in lowered:
            return True
    return known.question.search(lowered) is not None


@lru_cache(maxsize=4_096)
def cues(text: str, tag: str) -> Cues:
    """What denies in a text of a locale, with the places; nothing at all in an unknown language."""
    known = _language(locale.language(tag))
    if known is None:
        return Cues((), (), (), (), 0)
    lowered = _folded(text, tag)
    found: dict[str, list[Span]] = {kind: [] for kind in _KINDS}
    for match in known.denying.finditer(lowered):
        found[(match.lastgroup or "").rstrip("_")].append(Span(*match.span()))
    denials = found["denies"]
    if found["concord"] and (denials or len(lowered.split()) <= _BRIEF):
        denials = sorted(denials + found["concord"])
    if known.follows is not None and not denials:
        again = [Span(*match.span()) for match in known.follows.finditer(lowered)]
        denials = again if len(again) > 1 else []
    if known.apart is not None and len(denials) > 1:
        denials = _once_a_clause(denials, lowered, known.apart)
    partial, turns, within = (tuple(found[kind]) for kind in ("partial", "turns", "within"))
    return Cues(tuple(denials), partial, turns, within, len(found["idle"]))


def hints(text: str, tag: str) -> int:
    """How many expressions of a text may stand for a denial, beside those that are one."""
    known = _language(locale.language(tag))
    if known is None:
        return 0
    denials = cues(text, tag).denials  # in order, and none within another
    starts = [one.start for one in denials]
    count = 0
    for match in known.hints.finditer(_folded(text, tag)):
        before = bisect_left(starts, match.end())
        count += not before or denials[before - 1].end <= match.start()
    return count


def answers(text: str, tag: str) -> bool:
    """Whether a text says, without a denial, what a word that denies within is often translated by."""
    known = _language(locale.language(tag))
    if known is None or known.answers is None:
        return False
    return known.answers.search(_folded(text, tag)) is not None


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


def _folded(text: str, tag: str) -> str:
    """In small letters with straight apostrophes, character by character, so that places stay."""
    small = text.lower()
    if len(small) != len(text):  # İ becomes two
        small = "".join(char.lower()[0] for char in text)
    small = small.replace("’", "'").replace("ʼ", "'")
    alike = _ALIKE.get(locale.language(tag))
    return small if alike is None else small.translate(alike)


@cache
def _language(code: str) -> _Language | None:
    table = _tables().get(code)
    if table is None:
        return None
    return _Language(
        _pattern(table, _KINDS, code),
        _pattern(table, ("follows",), code) if "follows" in table else None,
        _pattern(table, ("hints",), code),
        _pattern(table, ("answers",), code) if "answers" in table else None,
        re.compile("|".join(table["apart"].split())) if "apart" in table else None,
        *_asked_first(table, code),
        table.get("doubtful", False),
    )


def _asked_first(table: Mapping[str, Any], code: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """What is in a text that `cues` says anything of: one of some strings, or a match of the expression."""
    saying = [
        one
        for kind, expressions in table.items()
        if isinstance(expressions, str) and kind not in _SAYING_NOTHING
        for one in expressions.split()
    ]
    tails = {found[1] for one in saying if (found := _TAIL.search(one))}
    others = {"any": " ".join(one for one in saying if not _TAIL.search(one))}
    return tuple(tails), question(_pattern(others, ("any",), code).pattern)


def _pattern(table: Mapping[str, str], kinds: Sequence[str], code: str) -> re.Pattern[str]:
    """One expression of those of some kinds, each of them a group: from the start of a word, or anywhere.

    Earlier kinds go before later ones. Whether a word starts is asked once for all, for speed.
    """
    letter = _LETTER if code in _MARKED else r"\w"
    begun: list[str] = []
    anywhere: list[str] = []
    for kind in kinds:
        starts: list[str] = []
        others: list[str] = []
        for one in table.get(kind, "").split():
            body = one.removeprefix("*")
            ends = code not in _UNSPACED and (not one.endswith("*") or one.endswith(r"\w*"))
            whole = body if ends or not one.endswith("*") or one.endswith(r"\w*") else body[:-1]
            whole = whole.replace("_?", r"\s?").replace("_", r"\s+") + (f"(?!{letter})" if ends else "")
            (others if body != one or code in _UNSPACED else starts).append(_either_way(whole, code))
        if starts:
            begun.append(f"(?P<{kind}>{'|'.join(_by_letter(starts))})")
        if others:
            anywhere.append(f"(?P<{kind}_>{'|'.join(others)})")
    parts = [f"(?<!{letter})(?:{'|'.join(begun)})"] if begun else []
    return re.compile("|".join(parts + anywhere))


def _by_letter(expressions: Sequence[str]) -> list[str]:
    """The same expressions, those that begin with one letter as one: letters are told sooner than words."""
    found: dict[str, list[str]] = {}
    for one in expressions:
        begins = one[0] if one[0].isalpha() and one[1] not in "?*+{" else ""
        found.setdefault(begins, []).append(one[len(begins) :])
    return [f"{letter}(?:{'|'.join(rest)})" for letter, rest in found.items()]


def _either_way(expression: str, code: str) -> str:
    """An expression whose dotted letters may be written as one character, as two, or without the dot."""
    composed = unicodedata.normalize("NFC", expression).translate(_ALIKE.get(code, {}))
    return _DOT.sub(lambda match: f"(?:{_DOTTED.get(match[1], match[1])}|{match[0]}?)", composed)


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("negation_cues.toml").read_text("utf-8"))
