"""Whether a full stop or the like ends a sentence: our rules where they know, elsewhere sentencex's vote."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import sentencex

from l10n.text.enclosures import enclosures

if TYPE_CHECKING:
    from l10n.text.segment_rules import Rules

_CLOSING = r"(?:[\"'”’»›)\]}」』】》〉）＂*_~]|</\w{1,12}>)*"
_MAY_END = re.compile(r"[.!?…;:·؟。！？｡．።፧։۔।॥။།។]")
_HIT = re.compile(r"[.!?…؟。！？｡．።፧։۔।॥။།។\"”»]")
_RUN = re.compile(r"[.!?…؟]*")
_CANDIDATE = re.compile(
    rf"(?P<unspaced>[。！？｡．።፧։۔।॥။។]+[!?.]*{_CLOSING}\s*)"
    rf"|(?P<dots>(?:\.{{2,}}|…+|\.(?: \.)+){_CLOSING}\s+)"
    rf"|(?P<mark>[.!?؟]+)(?P<closing>{_CLOSING})"
    r"(?:(?P<note>(?:\[\d{1,3}\])+|(?<=[^\W\d_]\.|\)\.)\d{1,3})?\s+|(?=[^\W\d_a-zß-öø-ÿ]))"
    r"|(?P<broken_off>(?<=[-–—])[\"”»]\s+)"
)
_VOTED_ON = re.compile(r"[.!?…;:·؟]")
_PORTION = 2048
"""Code points: sentencex's time grows with the square of a text of many sentences that is not ASCII."""
_QUOTE = ("'", '"', "“", "‘", "«")
_HEAD = re.compile(r"(?:['’][a-z]\s(?=[A-Z]))?[\s\"'“‘”’«»„‹(\[{¿¡*_–—-]{0,12}(\w+)")
_TOKEN = re.compile(r"[^\s\"“”„«»‹›(\[{,;:/–—]+\Z")
_SPACED_BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_]{1,3}\.\s){1,3}\Z")
_WORD_BEFORE = re.compile(r"(\w[\w.-]*)[\s\"“(]+\Z")
_LETTERS_BEFORE = re.compile(r"(?<!\w)[A-Z]\d{0,2},?\s\w{1,3}\s\Z")
_ROMAN = re.compile(r"[IVXLC]+")
_ADDRESS = re.compile(
    r"(?:https?|ftp)[:,]//|www\.|@|\.(?:com|org|net|gov|edu|int|info|io|eu|html?|php|aspx?|pdf)\b",
    re.IGNORECASE,
)
_UNSPACED_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WINDOW = 40
"""Code points looked at before a mark: no abbreviation with what must be known before it is longer."""


class _Place(NamedTuple):
    """A possible end of sentence and what stands on both sides of it."""

    text: str
    mark: int
    start: int
    before: str
    token: str
    head: str
    lower: bool
    rules: Rules


def sentence_starts(text: str, language: str, rules: Rules) -> list[int]:
    """The offsets, sorted, at which each sentence of `text` but the first begins.

    `text` is a stretch of prose: what layout ends is cut before. An offset may stand before white space.
    """
    first = _MAY_END.search(text)
    if first is None or first.end() == len(text):
        return []
    inside, tidy = enclosures(text)
    votes = _votes(tidy, language)
    starts: list[int] = []
    vote = start = 0
    for hit in _HIT.finditer(text):
        mark = hit.start()
        if mark < start:
            continue
        match = _CANDIDATE.match(text, mark)
        if match is None:
            # What fails for a run of marks fails for its rest: a line of dots is looked at once.
            run = _RUN.match(text, mark)
            start = run.end() if run else mark
            continue
        start = match.end()
        while vote < len(votes) and votes[vote] <= mark:
            if _stands(text, votes[vote], inside):
                starts.append(votes[vote])
            vote += 1
        # sentencex may take an opening quotation mark for a closing one and cut behind it.
        reach = (
            start + 1
            if text[start : start + 1] in _QUOTE and not text[start + 1 : start + 2].isspace()
            else start
        )
        voted = vote < len(votes) and votes[vote] <= reach
        while vote < len(votes) and votes[vote] <= reach:
            vote += 1
        if start >= len(text) or _within(start, inside):
            continue
        verdict = _verdict(text, match, rules)
        if voted if verdict is None else verdict:
            starts.append(start)
    starts.extend(start for start in votes[vote:] if _stands(text, start, inside))
    return starts


def _votes(text: str, language: str) -> list[int]:
    """Where sentencex would cut: offsets inside `text`, sorted."""
    votes: list[int] = []
    begin = 0
    while begin < len(text) and _VOTED_ON.search(text, begin):
        portion = text[begin : begin + _PORTION]
        ends = accumulate(len(sentence) for sentence in sentencex.segment(language, portion))
        found = [begin + end for end in ends if end < len(portion)]
        if begin + _PORTION < len(text):
            # What it says of the end of a portion may be wrong: a quotation is cut off there.
            found = [vote for vote in found if vote - begin < _PORTION * 3 // 4] or found
        votes += found
        begin = found[-1] if found and begin + _PORTION < len(text) else begin + _PORTION
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


def _verdict(text: str, match: re.Match[str], rules: Rules) -> bool | None:
    """True: a sentence ends here. False: it goes on. None: our rules do not know."""
    mark, start = match.start(), match.end()
    if match["unspaced"] is not None:
        quoted = match["unspaced"].rstrip()[-1] in "」』”’》）"
        return not (quoted and text.startswith(rules.quote_goes_on, start))
    if _ordinary(text, mark, start, rules):
        return None
    found = _HEAD.match(text, start)
    head = found[1] if found else ""
    before = text[max(0, mark - _WINDOW) : mark]
    word = _TOKEN.search(before)
    place = _Place(text, mark, start, before, word[0] if word else "", head, head.islower(), rules)
    if match["broken_off"] is not None:
        return head[:1].isupper()
    if match["dots"] is not None:
        return _after_dots(place, match["dots"].rstrip())
    if not text[start - 1].isspace():
        return _glued(place, match["mark"])
    if match["mark"] != ".":
        return False if place.lower and text[start] not in "¿¡" else None
    if match["note"] and (len(place.token) > 3 or before.endswith(")")):
        return not place.lower
    if match["closing"].strip("*_~"):
        return _after_closing(place, match["closing"])
    return _after_full_stop(place)


def _ordinary(text: str, mark: int, start: int, rules: Rules) -> bool:
    """Whether a full stop stands between a word that is no abbreviation and a capital, as most do."""
    if text[mark] != "." or not text[mark + 1].isspace() or not text[start].isupper():
        return False
    space = text.rfind(" ", max(0, mark - _WINDOW), mark)
    word = text[space + 1 : mark] if space >= 0 else ""
    return len(word) > 3 and word.isalpha() and word.lower() not in rules.abbreviations


def _after_dots(place: _Place, dots: str) -> bool | None:
    """An ellipsis ends a sentence before a capital letter; "I" is one anywhere and says nothing."""
    if "]" in dots or ")" in dots:
        return None  # "[...]" stands for what was left out
    if place.lower or (" " in dots and place.head == "I" and dots.count(".") < 4):
        return False
    return True if place.head[:1].isupper() else None


def _glued(place: _Place, mark: str) -> bool | None:
    """A forgotten space ("the country.Research goes on"), unless it is an address or a name."""
    text, start, token, head = place.text, place.start, place.token, place.head
    if len(mark) > 1 and "." in mark:
        return None
    around = (place.before.split()[-1:] or [""])[0] + text[place.mark : start + 40].split()[0]
    if _ADDRESS.search(around) or token.lower() in place.rules.abbreviations:
        return False
    if not text[start].isupper():
        if _UNSPACED_SCRIPT.match(text, start):
            return True
        return False if text[start].islower() else None
    ended = place.before.endswith(")") or (len(token) > 2 and token.isalpha() and token.islower())
    if ended and text[start + len(head) : start + len(head) + 1] not in (".", "(", "=", "_"):
        return True
    return None if mark == "." else False


def _after_closing(place: _Place, closing: str) -> bool | None:
    """Behind a quotation or a bracket: a whole sentence in brackets is one ("(He was ill.) She went on")."""
    if place.lower:
        return False
    if closing == ")":
        opening = place.text.rfind("(", max(0, place.mark - 600), place.mark)
        earlier = place.text[max(0, opening - 4) : max(0, opening)].rstrip()
        if opening == 0 or (opening > 0 and earlier[-1:] in '.!?…"”»)'):
            return True
    return None


def _after_full_stop(place: _Place) -> bool | None:
    """A lone full stop and white space: the word before it decides, and the one behind it."""
    token, rules = place.token, place.rules
    small = token.lower()
    if len(token) == 1 and not place.lower and _told_by_letter(place):
        return True
    if place.text.startswith(rules.openings, place.start) and small not in rules.abbreviations:
        return not place.lower
    if token.lstrip("-").isdigit() or (rules.ordinal_after and _ROMAN.fullmatch(token)):
        return _after_number(place)
    if len(small) <= 3:
        spaced = _SPACED_BEFORE.search(place.before, 0, len(place.before) - len(token))
        if spaced:
            small = spaced[0].lower().replace(" ", "") + small
            if small not in rules.abbreviations:
                small = token.lower()
    if small in rules.abbreviations or token in rules.abbreviations:
        return _after_abbreviation(place, small)
    if _spaced_abbreviation(place):
        return False
    if len(token) == 1:
        return _after_letter(place)
    return False if place.lower and len(token) <= 3 else None


def _after_abbreviation(place: _Place, small: str) -> bool | None:
    """What the rules say of an abbreviation, `small` being its whole in lower case without spaces."""
    names = {small, place.token}
    rules, head = place.rules, place.head
    if names & rules.closing:
        return bool(head) and not place.lower
    starts = head[:1].isupper() and head.lower() in rules.starters
    if names & rules.may_end and starts:
        return True
    if place.lower or names & rules.titles or _spaced_abbreviation(place):
        return False
    if names & rules.numbered and (head[:1].isdigit() or _ROMAN.fullmatch(head)):
        return False
    if not names & rules.inner:
        return None
    acronym = len(place.token) > 1 and place.token.isalpha() and place.token.isupper()
    return (
        acronym and head[:1].isupper() and not head[1:].isupper()
    )  # "IE." is infective endocarditis, not i.e.


def _spaced_abbreviation(place: _Place) -> bool:
    """Whether the mark stands inside an abbreviation written with spaces: "z. B.", "p. ex.", "EE. UU."."""
    end = place.start + len(place.head)
    pair = (place.token.lower().rpartition(".")[2], place.head.lower())
    return (
        pair in place.rules.spaced
        and place.text.startswith(place.head + ".", place.start)
        and end < len(place.text)
    )


def _after_number(place: _Place) -> bool | None:
    """A number before a full stop may be an ordinal ("am 3. Mai", "im 19. Jahrhundert")."""
    if place.lower or place.head.lower() in place.rules.months:
        return False
    previous = _WORD_BEFORE.search(place.before, 0, len(place.before) - len(place.token))
    if previous and len(place.token) < 5 and previous[1].lower() in place.rules.ordinal_after:
        return None if place.head.lower() in place.rules.starters else False
    return None


def _told_by_letter(place: _Place) -> bool:
    """Whether the word before a single letter is one that letters tell apart ("vitamin C")."""
    previous = _WORD_BEFORE.search(place.before, 0, len(place.before) - 1)
    return previous is not None and previous[1].lower() in place.rules.lettered


def _after_letter(place: _Place) -> bool | None:
    """A single letter is an initial ("John F. Kennedy") unless what stands before it is told by letters."""
    if place.lower:
        return False
    before = place.before[:-1]
    previous = _WORD_BEFORE.search(before)
    if place.token.isupper() and place.head[:1].isupper() and place.head.lower() in place.rules.starters:
        counted = _LETTERS_BEFORE.search(before) or (
            previous and previous[1].islower() and len(previous[1]) > 3
        )
        return True if counted else None
    return None
