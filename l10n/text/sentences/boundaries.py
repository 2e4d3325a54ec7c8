"""Whether a full stop or the like ends a sentence: our rules where they know, elsewhere sentencex's vote."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

import sentencex

from l10n.text.sentences.enclosures import enclosures
from l10n.text.sentences.verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10n.text.sentences.segment_rules import Rules

_STOPS = "。！？｡．።፧։۔।॥။។"
_CLOSING = r"(?:[\"'”’»›)\]}」』】》〉）＂*_~]|</\w{1,12}>)*+"
_MAY_END = re.compile(rf"[.!?…;:·؟{_STOPS}]")


def _candidates_from(first: str) -> re.Pattern[str]:
    """What may end a sentence and begins with one of `first`, to past the white space behind it."""
    return re.compile(
        # What fails for a run of marks fails for its rest: nothing begins within one.
        rf"{first}(?<![.!?…؟][.!?…؟])(?:"
        r"(?P<plain>(?:(?<=[A-Za-z]{2}\.)|(?<=[a-z]{3}\)\.)) +(?=[A-Z]))"
        rf"|(?P<unspaced>(?<=[{_STOPS}])[{_STOPS}]*[!?.]*{_CLOSING}\s*)"
        rf"|(?P<dots>(?:(?<=\.)\.+|(?<=…)…*|(?<=\.)(?: \.)+){_CLOSING}\s+)"
        rf"|(?<=[.!?؟])[.!?؟]*+(?P<closing>{_CLOSING})"
        r"(?:(?P<note>(?:\[\d{1,3}\])+|(?<=[^\W\d_]\.|\)\.)\d{1,3})?\s+|(?=[^\W\d_a-zß-öø-ÿ]))"
        r"|(?P<broken_off>(?<=[-–—][\"”»])\s+))"
    )


_CANDIDATE = _candidates_from(rf"[.!?…؟{_STOPS}\"”»]")
_FULL_STOP = _candidates_from(r"\.")
_VOTED_ON = re.compile(r"[.!?…;:·؟]")
_LOOSE = re.compile(r"\.(?![\s\w.)\]\"'])(?!\Z)")
"""A full stop before what no candidate has there: sentencex may still cut behind it."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SINGLE_QUOTE = re.compile(r"'(?<!\w')")
"""What may open a quotation, inside which sentencex does not cut: `enclosures` takes it for an apostrophe."""
_PORTION = 2048
"""Code points: sentencex's time grows with the square of a text of many sentences that is not ASCII."""
_SET_OFF = re.compile(r"[^\S\0-\x7f](?=[?!])")
"""The narrow space before a French mark belongs to the word: behind a plain one sentencex would go on."""
_ODD_SPACE = re.compile(r"[^\S\0-\x7f]")
"""sentencex takes white space for one byte and panics where it is more, as behind an initial."""
_QUOTE = ("'", '"', "“", "‘", "«")
_WINDOW = 40
"""Code points looked at before a mark: no abbreviation with what must be known before it is longer."""


def sentence_starts(text: str, language: str, rules: Rules) -> list[int]:
    """The offsets, sorted, at which each sentence of `text` but the first begins.

    `text` is a stretch of prose without outer white space: what layout ends is cut before. An offset may
    stand before white space.
    """
    candidates = _candidates(text)
    if candidates is None:
        return []
    inside, tidy = enclosures(text)
    judged = _judged(text, candidates, inside, language, rules)
    if text.isascii() and not (_LOOSE.search(text) or any(ends is None for _, _, ends in judged)):
        # Nothing is left to vote on: so it is with three texts in four.
        return [start for _, start, ends in judged if ends]
    votes = [*_votes(tidy, language), len(text) + 2]  # the last is never reached
    starts: list[int] = []
    strays: list[int] = []
    at = 0
    for mark, start, ends in judged:
        while votes[at] <= mark:
            strays.append(votes[at])
            at += 1
        first = at
        if votes[at] <= start + 1:
            at = _past(text, start, votes, at)
        if at > first if ends is None else ends:
            starts.append(start)
    strays += votes[at:-1]
    if strays:
        starts.extend(start for start in strays if _stands(text, start, inside))
        starts.sort()
    return starts


def _judged(
    text: str,
    candidates: Iterator[re.Match[str]],
    inside: list[tuple[int, int]],
    language: str,
    rules: Rules,
) -> list[tuple[int, int, bool | None]]:
    """Each candidate as its mark, where the next sentence would begin and what is known of it."""
    judged: list[tuple[int, int, bool | None]] = []
    size = len(text)
    quoted = "`" in text or _SINGLE_QUOTE.search(text) is not None
    edges = [*inside, (size, size)]
    opened, closed = edges[0]
    at = 0
    for match in candidates:
        mark, start = match.span()
        while closed <= start < size:
            at += 1
            opened, closed = edges[at]
        ends: bool | None = False
        if start < size and opened >= start:
            word = _plain_word(text, mark, rules) if match.lastgroup == "plain" else ""
            if not word:
                ends = verdict(text, match, rules)
            elif quoted or not _ends_sentences(word, language):
                ends = None
            else:
                ends = True
        judged.append((mark, start, ends))
    return judged


@lru_cache(maxsize=4096)
def _ends_sentences(word: str, language: str) -> bool:
    """Whether sentencex cuts behind a word and a full stop: outside quotations the word alone decides."""
    return len(sentencex.segment(language, f"Here is {word}. Then this.")) == 2


def _candidates(text: str) -> Iterator[re.Match[str]] | None:
    """The places, in order, where a sentence may end; None where none ends before the end of `text`."""
    if text.isascii() and "?" not in text and "!" not in text and '"' not in text:
        # Most texts have full stops alone: a single character is found many times faster than one of a set.
        return _FULL_STOP.finditer(text) if 0 <= text.find(".") < len(text) - 1 else None
    first = _MAY_END.search(text)
    return _CANDIDATE.finditer(text) if first and first.end() < len(text) else None


def _past(text: str, start: int, votes: list[int], at: int) -> int:
    """The index of the first vote behind `start`, `votes[at]` being the first that is not before its mark."""
    # sentencex may take an opening quotation mark for a closing one and cut behind it.
    quoted = text.startswith(_QUOTE, start) and not text[start + 1 : start + 2].isspace()
    while votes[at] <= start + quoted:
        at += 1
    return at


def _plain_word(text: str, mark: int, rules: Rules) -> str:
    """The word before a plain full stop if our rules know nothing of it, as of most; else nothing.

    That is a word of letters that is no abbreviation; one of two or three letters is in lower case and not
    behind another full stop, so that it is no part of an abbreviation. `verdict` would say None of these.
    """
    word = text[text.rfind(" ", 0, mark) + 1 : mark]
    if word[-1] == ")":
        return word[-4:]  # three letters and the bracket
    if not word.isalpha() or word.lower() in rules.abbreviations:
        return ""
    return word if len(word) > 3 or (word.islower() and text[mark - len(word) - 2] != ".") else ""


def _votes(text: str, language: str) -> list[int]:
    """Where sentencex would cut: offsets inside `text`, sorted."""
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", _ODD_SPACE.sub(" ", _SET_OFF.sub("_", text)))
        if not _VOTED_ON.search(text):
            return []
    size = len(text)
    if size <= _PORTION:
        return list(accumulate(map(len, sentencex.segment(language, text))))[:-1]
    votes: list[int] = []
    begin = 0
    while begin < size and _VOTED_ON.search(text, begin):
        portion = text[begin : begin + _PORTION]
        found = list(accumulate(map(len, sentencex.segment(language, portion)), initial=begin))[1:-1]
        if begin + _PORTION < size:
            # What it says of the end of a portion may be wrong: a quotation is cut off there.
            found = [vote for vote in found if vote - begin < _PORTION * 3 // 4] or found
        votes += found
        begin = found[-1] if found and begin + _PORTION < size else begin + _PORTION
    return votes


def _stands(text: str, start: int, inside: list[tuple[int, int]]) -> bool:
    """Whether a vote that none of our rules is for is believed: behind a mark and in no quotation."""
    before = text[max(0, start - _WINDOW) : start].rstrip()
    if not before or before[-1].isalnum() or _within(start, inside):
        return False
    return text[start - 1].isspace() or text[start].isspace() or text[start].isupper()


def _within(position: int, inside: list[tuple[int, int]]) -> bool:
    found = bisect_right(inside, (position, -1)) - 1
    return found >= 0 and inside[found][0] < position < inside[found][1]
