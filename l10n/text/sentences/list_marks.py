"""Where list items begin in running text: bullets, dashes set off by spaces, numbered and lettered sequences.

A wall of text often holds a list that lost its lines ("used:    -  Chest x-ray    -  Blood test"). A mark
counts only with evidence that it is one: it begins a line, spaces set it off, or it is one of a sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from l10n.text.sentences.segment_rules import rules_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ENDED = ".!?…。！？；؟۔।"
_OPENED = ":;："
_BULLET = re.compile(r"[•●▪◦‣⁃■►▸➤➢❖◆○]\s*(?:\(?\d{1,3}(?:\.\)|[.)])\s+)?")
_DASH = re.compile(r"[-*–](?=[^\S\n])")
_AFTER = re.compile(r"\s*")
_ORDERED_END = re.compile(r"[.)、．）①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]")
_ORDERED = re.compile(
    r"[\s。！？；：](?:"
    r"(?P<open>\(?)(?P<label>\d{1,3}|[A-Za-zА-Яа-я]|[ivx]{2,5}|[IVX]{2,5})(?P<close>\.\)|[.)])"
    r"|(?P<han>\d{1,2}|[一二三四五六七八九十])[、．]|（(?P<wide>\d{1,2}|[一二三四五六七八九十])）)\Z"
    r"|[\s\S](?P<circled>[①-⑳])\Z"
)
_FIRST = re.compile(r"\s*(?:[(（]?\w{1,5}[.)、．）]|[①-⑳])")
_LINE_FIRST = re.compile(r"\n[^\S\n]*(?:[(（]?\w{1,5}[.)、．）]|[①-⑳])")
_SECOND = re.compile(r"[2bBбБ二](?<!\w\w)[.)、．）]|②|(?:ii|II)[.)]")
# What begins with a single character is found many times faster than what begins with one of a set.
_SECOND_STOP, _SECOND_BRACKET = (
    re.compile(rf"{mark}(?<=[2bBiI]{mark})(?:(?<=[\s(][2bB]{mark})|(?<=[\s(](?:ii|II){mark}))")
    for mark in (r"\.", r"\)")
)
_HYPHEN = re.compile(r"-(?=[^\S\n])")
_HAN_NUMERALS = "一二三四五六七八九十"
_LONGEST_MARK = len(" (viii.)")
_SENTENCE_INSIDE = re.compile(r"[.!?;:](?=\s)")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрст")
_LONGEST_DASHED = 100
"""Code points: items between single-spaced dashes are names of things, not clauses."""

NO_ITEMS: Mapping[int, int] = MappingProxyType({})


class _Place(IntEnum):
    """What stands before a mark; the higher, the better evidence that it is one."""

    LOOSE = 0
    OPENED = 1  # a colon or semicolon: a first item may follow, the next ones belong to the same sentence
    ENDED = 2
    APART = 3
    LINE = 4


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    words: int
    style: str
    values: tuple[tuple[str, int], ...]
    place: _Place


@lru_cache(maxsize=8)
def list_items(text: str) -> Mapping[int, int]:
    """For every list item of `text`: where its mark begins -> where its words begin, in code points."""
    ordered, dashed = _may_count(text), _may_have_dashes(text)
    if text.isascii() and not (ordered or dashed):
        return NO_ITEMS
    lines = frozenset(start for start, end in line_spans(text) if start < end)
    found = dict(_sequences(text, lines)) if ordered else {}
    if dashed:
        found.update(_dashes(text, lines))
    found.update(_bullets(text))
    return MappingProxyType({start: words for start, words in found.items() if words < len(text)})


def _may_count(text: str) -> bool:
    """Whether a numbered or lettered sequence is possible at all, which in few texts it is.

    In a single line every sequence has a second mark, or its first begins the line; of several lines each may
    begin with a later one. Looking for a constant costs a fraction of what looking for all marks would.
    """
    if _FIRST.match(text) or _LINE_FIRST.search(text) or "\r" in text:
        return True
    if not text.isascii():
        return not text.isprintable() or _SECOND.search(text) is not None
    return _SECOND_STOP.search(text) is not None or _SECOND_BRACKET.search(text) is not None


def _may_have_dashes(text: str) -> bool:
    """Whether there is a dash or a star before white space."""
    if text.isascii() and "*" not in text:
        return _HYPHEN.search(text) is not None
    return _DASH.search(text) is not None


def line_spans(text: str) -> Iterator[tuple[int, int]]:
    """The lines of `text` as offsets without the white space around them; a blank line is an empty one."""
    position = 0
    for line in text.splitlines(keepends=True):
        start = position + len(line) - len(line.lstrip())
        position += len(line)
        yield start, max(start, start + len(line.strip()))


def _bullets(text: str) -> Iterator[tuple[int, int]]:
    """Bullets behind white space or the end of a sentence, with the number behind one ("• 9. Rest")."""
    if text.isascii():
        return
    for match in _BULLET.finditer(text):
        start = match.start()
        if start == 0 or text[start - 1].isspace() or text[start - 1] in _ENDED:
            yield start, match.end()


def _dashes(text: str, lines: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Dashes that begin a line, stand behind two spaces or a colon, or alone separate the items of a list."""
    singles: list[int] = []
    listed = -1  # where the last item of the list on this line began
    for match in _DASH.finditer(text):
        start = match.start()
        if start not in lines and not text[start - 1].isspace():
            continue
        begins = start in lines or _set_off(text, start)
        goes_on = not begins and listed >= 0 and (text[start - 2] in ",;.!?)" or text[start - 2].isspace())
        if goes_on and text.find("\n", listed, start) >= 0:
            listed, goes_on = -1, False
        if begins or goes_on:
            listed = start
            yield start, _words(text, start + 1)
        else:
            singles.append(start)
    for start in _separators(text, singles):
        yield start, _words(text, start + 1)


def _set_off(text: str, start: int) -> bool:
    """Whether a dash stands where a list begins: behind a colon, or behind more spaces than prose has."""
    before = text[max(0, start - 3) : start]
    if before.isspace() or before.endswith(": "):
        return True
    return before.endswith("  ") and (not before[0].isalnum() or text[start + 2 : start + 3].isupper())


def _separators(text: str, dashes: list[int]) -> Iterator[int]:
    """Those of the single-spaced dashes that separate names in a row ("Fever - Dry cough - Fatigue").

    A lone dash is a dash, and so is a pair around an aside; two are believed if they enclose several words.
    """
    run: list[int] = []
    for start in dashes:
        after = text[start + 2 : start + 3]
        joins = (after.isupper() or after.isdigit()) and (
            text[start - 2].isalnum() or text[start - 2] in ")]%"
        )
        if run and (start - run[-1] > _LONGEST_DASHED or _SENTENCE_INSIDE.search(text, run[-1], start)):
            yield from _believed(text, run)
            run = []
        if joins:
            run.append(start)
        else:
            run = []
    yield from _believed(text, run)


def _believed(text: str, run: list[int]) -> list[int]:
    several = len(run) > 2 or (len(run) == 2 and " " in text[run[0] + 2 : run[1] - 1])
    return run if several else []


def _sequences(text: str, lines: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Numbered and lettered marks that count up from the first: 1. 2. 3., a) b) c), (i) (ii) (iii), ① ②."""
    # A mark stands behind white space, and the first one of the text gets some.
    padded = "\n" + text
    ends = [end.end() for end in _ORDERED_END.finditer(padded)]
    found = (_ORDERED.search(padded, max(0, end - _LONGEST_MARK), end) for end in ends)
    marks = [_mark(text, match, lines) for match in found if match and _stands_apart(padded, match)]
    taken: set[int] = set()
    for loose in (False, True):
        for chain in _chains(text, [mark for mark in marks if mark.start not in taken], loose=loose):
            for mark in chain:
                taken.add(mark.start)
                yield mark.start, mark.words


def _chains(text: str, marks: list[_Mark], *, loose: bool) -> Iterator[list[_Mark]]:
    """Marks of one style that count up by one; `loose`: items may end without a full stop."""
    chains: list[list[_Mark]] = []
    growing: dict[tuple[str, str], tuple[int, list[_Mark]]] = {}
    for mark in marks:
        for kind, value in mark.values:
            last, chain = growing.get((mark.style, kind), (0, []))
            free = (mark.style == "." and kind != "number") or _may_be_loose(text, mark)
            follows = mark.place > _Place.OPENED or (loose and free)
            if chain and value == last + 1 and follows:
                chain.append(mark)
                growing[mark.style, kind] = (value, chain)
            elif mark.place is _Place.LINE or (value == 1 and mark.place > _Place.LOOSE):
                chains.append([mark])
                growing[mark.style, kind] = (value, chains[-1])
    for chain in chains:
        # "a. … b. …" in mid sentence is weak: two such letters may be abbreviations.
        weak = chain[0].style == "." and any(mark.place <= _Place.OPENED for mark in chain)
        needed = 3 if weak and not any(kind == "number" for kind, _ in chain[0].values) else 2
        if len(chain) >= needed:
            yield chain


def _may_be_loose(text: str, mark: _Mark) -> bool:
    """Whether an item that ends without a full stop can stand before a mark: not in "grade 2. Rest"."""
    before = text[max(0, mark.start - 24) : mark.start].split()
    if not before or not before[-1][-1].isalnum():
        return False
    word = before[-1].lower()
    known = rules_for("default")
    function_word = len(word) < 4 and before[-1].islower()
    return not function_word and word not in known.lettered and word not in known.numbered


def _stands_apart(padded: str, match: re.Match[str]) -> bool:
    """Whether what follows a mark lets it be one: white space, or no digit behind "1、" and its like."""
    after = padded[match.end() : match.end() + 1]
    return not after.isdigit() if match["label"] is None else after.isspace()


def _mark(text: str, match: re.Match[str], lines: frozenset[int]) -> _Mark:
    start = match.start()  # the character before the mark is not counted, nor is the one before the text
    if match["label"] is not None:
        style = f"{match['open']}{match['close']}{'A' if match['label'].isupper() else ''}"
        values = tuple(_values(match["label"]))
    elif match["circled"] is not None:
        style, values = "circled", (("number", ord(match["circled"]) - ord("①") + 1),)
    else:
        style = "han" if match["han"] is not None else "wide"
        label = match["han"] or match["wide"]
        values = (("number", int(label) if label.isdigit() else _HAN_NUMERALS.index(label) + 1),)
    place = _Place.APART if style == "circled" else _place(text, start, lines)
    if style == ".A" and place is _Place.ENDED:
        place = _Place.LOOSE  # an initial: "Dr. A. Smith"
    return _Mark(start, _words(text, match.end() - 1), style, values, place)


def _values(label: str) -> Iterator[tuple[str, int]]:
    """What a label can count as: "i" is the first Roman numeral and the ninth letter."""
    if label.isdigit():
        yield "number", int(label)
        return
    small = label.lower()
    for alphabet in _ALPHABETS:
        if len(small) == 1 and small in alphabet:
            yield f"letter {alphabet[0]}", alphabet.index(small) + 1
    if all(numeral in _ROMAN for numeral in small):
        digits = [_ROMAN[numeral] for numeral in small]
        yield "roman", sum(-d if d < after else d for d, after in zip(digits, [*digits[1:], 0], strict=True))


def _place(text: str, start: int, lines: frozenset[int]) -> _Place:
    if start in lines:
        return _Place.LINE
    if start > 1 and text[start - 2 : start].isspace():
        return _Place.APART
    before = text[max(0, start - 12) : start].rstrip()
    if not before or before[-1] not in _ENDED:
        return _Place.OPENED if before and before[-1] in _OPENED else _Place.LOOSE
    word = before[:-1].split()[-1:] or [""]
    known = rules_for("default")
    abbreviated = before[-1] == "." and word[0].lower() in known.abbreviations - known.closing
    return _Place.LOOSE if abbreviated else _Place.ENDED


def _words(text: str, position: int) -> int:
    after = _AFTER.match(text, position)
    return after.end() if after else position
