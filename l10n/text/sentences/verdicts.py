"""What our rules know of a possible end of a sentence: that it is one, that it is none, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from l10n.text.sentences.segment_rules import Rules

_HEAD = re.compile(r"(?:['’][a-z]\s(?=[A-Z]))?[\s\"'“‘”’«»„‹(\[{¿¡*_–—-]{0,12}(\w+)")
_TOKEN_BACK = re.compile(r"[^\s\"“”„«»‹›(\[{,;:/–—\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+")
_SPACED_BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_]{1,3}\.\s){1,3}\Z")
_WORD_BACK = re.compile(r"[\s\"“(]+([\w.-]*\w)")
_LETTERS_BEFORE = re.compile(r"(?<!\w)[A-Z]\d{0,2},?\s\w{1,3}\s\Z")
_ROMAN = re.compile(r"[IVXLC]+")
_DOUBLE_INITIAL = re.compile(r"[^\W\d_a-z]\.-[^\W\d_a-z]")
_ADDRESS = re.compile(
    r"(?:https?|ftp)[:,]//|www\.|@|\.(?:com|org|net|gov|edu|int|info|io|eu|html?|php|aspx?|pdf)\b",
    re.IGNORECASE,
)
_UNSPACED_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_NO_FULL_STOP = re.compile(r"[\u0e01-\u0e5b]")
"""Thai ends no sentence with a full stop: it stands in abbreviations alone."""
_WINDOW = 40
"""Code points looked at before a mark: no abbreviation with what must be known before it is longer."""
_LONGEST_ADDRESS = 300


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


def verdict(text: str, match: re.Match[str], rules: Rules) -> bool | None:
    """True: a sentence ends here. False: it goes on. None: our rules do not know."""
    mark, start = match.span()
    kind = match.lastgroup
    if kind == "unspaced":
        quoted = text[mark:start].rstrip()[-1] in "」』”’》）"
        return not (quoted and text.startswith(rules.quote_goes_on, start))
    after = text[start]
    plain = kind == "plain"
    marks = "." if plain else text[mark : match.start("closing")] if kind in ("closing", "note") else ""
    if marks and marks[0] != "." and after.isupper() and text[start - 1].isspace():
        return None
    found = _HEAD.match(text, start)
    head = found[1] if found else ""
    before = text[max(0, mark - _WINDOW) : mark]
    # Backwards a word before the mark is matched; forwards it would have to be searched for.
    word = _TOKEN_BACK.match(before[::-1])
    token = word[0][::-1] if word else ""
    place = _Place(text, mark, start, before, token, head, _is_lower(head), rules)
    if not marks:
        return head[:1].isupper() if kind == "broken_off" else _after_dots(place, text[mark:start].rstrip())
    if not text[start - 1].isspace():
        if match["closing"] and rules.quote_goes_on and text.startswith(rules.quote_goes_on, start):
            return False
        return _glued(place, marks)
    if marks != ".":
        # "Is it bad? does it hurt?" is written so in chats; "Yahoo! is" goes on.
        asked = "?" in marks and not match["closing"] and after.isalpha()
        return False if place.lower and not asked and after not in "¿¡" else None
    if kind == "note" and (len(place.token) > 3 or before.endswith(")")):
        return not place.lower
    if kind != "plain" and text[mark + 1] != " ":
        closing = match["closing"]
        if closing.strip("*_~"):
            return _after_closing(place, closing)
    return _after_full_stop(place)


def _is_lower(word: str) -> bool:
    """Whether a word shows that a sentence goes on: not "5mg", nor any in Georgian."""
    return word.islower() and word[0].isalpha() and not "\u10d0" <= word[0] <= "\u10ff"


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
    pair = (token.lower().rpartition(".")[2], head.lower())
    if _ADDRESS.search(around) or token.lower() in place.rules.abbreviations or pair in place.rules.spaced:
        return False
    if _NO_FULL_STOP.match(text, start):
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
    told = _told_by_shape(place)
    if told is not None:
        return told
    if len(token) == 1 and not place.lower and _told_by_letter(place):
        return True
    if place.text.startswith(rules.openings, place.start) and small not in rules.abbreviations:
        return not place.lower
    if token.lstrip("-").isdigit() or (rules.ordinal_after and _ROMAN.fullmatch(token)):
        return _after_number(place)
    begin = len(place.before) - len(token)
    if len(small) <= 3 and begin > 1 and place.before[begin - 2] == ".":
        spaced = _SPACED_BEFORE.search(place.before, 0, begin)
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
    if place.lower:
        return False if len(token) <= 3 else None
    return True if _ADDRESS.search(token) and place.head[:1].isupper() else None


def _told_by_shape(place: _Place) -> bool | None:
    """What no list of words changes: Thai, double initials ("J.-P."), addresses with a slash near the end."""
    token = place.token
    if _NO_FULL_STOP.search(token) or _NO_FULL_STOP.match(place.text, place.start):
        return False
    if _DOUBLE_INITIAL.fullmatch(token):
        return False
    if place.before.endswith("/" + token) and _in_address(place):
        return not place.lower  # "https://x.org/a. Next": the last letter is no initial
    return None


def _in_address(place: _Place) -> bool:
    """Whether the mark stands behind an address, as far as one is looked back upon."""
    begin = max(0, place.mark - _LONGEST_ADDRESS)
    return _ADDRESS.search(place.text, place.text.rfind(" ", begin, place.mark) + 1, place.mark) is not None


def _after_abbreviation(place: _Place, small: str) -> bool | None:
    """What the rules say of an abbreviation, `small` being its whole in lower case without spaces."""
    names = {small, place.token}
    rules, head = place.rules, place.head
    if names & rules.closing:
        return bool(head) and not place.lower
    starts = head[:1].isupper() and head.lower() in rules.starters
    if starts and (names & rules.may_end or names & rules.units):
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
    previous = _word_before(place)
    longest = 2 if previous[:1].isdigit() else 4  # "31. 12. 2021." ends with a year
    if len(place.token) <= longest and previous.lower() in place.rules.ordinal_after:
        return None if place.head.lower() in place.rules.starters else False
    return None


def _word_before(place: _Place) -> str:
    """The word before the last one, without what stands between."""
    found = _WORD_BACK.match(place.before[::-1], len(place.token))
    return found[1][::-1] if found else ""


def _told_by_letter(place: _Place) -> bool:
    """Whether the word before a single letter is one that letters tell apart ("vitamin C")."""
    return _word_before(place).lower() in place.rules.lettered


def _after_letter(place: _Place) -> bool | None:
    """A single letter is an initial ("John F. Kennedy") unless what stands before it is told by letters."""
    if place.lower:
        return False
    # "the enzyme arylsulfatase A. MLD is": what is written in capitals is no name behind an initial.
    acronym = len(place.head) > 1 and place.head.isupper()
    if place.token.isupper() and (
        acronym or (place.head[:1].isupper() and place.head.lower() in place.rules.starters)
    ):
        previous = _word_before(place)
        counted = previous.islower() and len(previous) > 3
        return True if counted or (not acronym and _LETTERS_BEFORE.search(place.before[:-1])) else None
    return None
