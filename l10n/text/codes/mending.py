r"""What engines often do to slots, undone where the source leaves no doubt: spaces, repetitions, strays.

repair("Tome \ue400 dos \ue800 pastillas.", two_pills) == "Tome \ue400dos\ue800 pastillas."
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from l10n.model import CodeShape
from l10n.text.codes.inline import (
    SLOT,
    Protected,
    hollow_pairs,
    is_spaced,
    number,
    shape,
    slot,
    touching,
)

_DOUBLED = re.compile(r"([\ue000-\uebff])(?:\s*+\1)+")


def repair(text: str, protected: Protected) -> str:
    """`text` with what engines often do to slots undone, where the source leaves no doubt; else as it is.

    A slot said twice in a row is said once. A space inside the edge of a pair moves outside. A space between
    a slot and the full stop or bracket that touches it in the source goes. Where the source has a space
    between a slot and a word, and a word touches it now, the space comes back. A single that words took into
    a pair, or out of one, when they moved goes to the edge of that pair.
    """
    home = touching(protected.text)
    text = _DOUBLED.sub(lambda match: match[1] if match[1] in home else match[0], text)
    text = _settled(text, protected.text, home)
    pieces = SLOT.split(text)
    for at, char in enumerate(SLOT.findall(text)):
        if char in home:
            left, right = home[char]
            _mend_left(pieces, at, shape(char), left)
            _mend_right(pieces, at, shape(char), right)
    slots = (*SLOT.findall(text), "")
    return "".join(piece + char for piece, char in zip(pieces, slots, strict=True))


def _settled(text: str, source: str, home: Mapping[str, tuple[str, str]]) -> str:
    """`text` with each single in the pairs that it is in in the source; as it is where pairs cross."""
    here, there = _insides(source), _insides(text)
    if here.keys() != there.keys() or len(SLOT.findall(text)) != len(home):
        return text
    for char, around in here.items():
        if shape(char) is CodeShape.SINGLE and there[char] != around:
            moved = _moved(char, text, source, home[char])
            if _insides(moved)[char] != around:  # it had come out of one pair into another
                moved = _moved(char, moved, source, home[char])
            text = text if hollow_pairs(moved) - hollow_pairs(text) else moved
    return text


def _insides(text: str) -> dict[str, tuple[int, ...]]:
    """The numbers of the pairs that each slot is in, outermost first; {} where pairs are not nested."""
    found: dict[str, tuple[int, ...]] = {}
    stack: list[int] = []
    for char in SLOT.findall(text):
        if shape(char) is CodeShape.CLOSE and (not stack or stack.pop() != number(char)):
            return {}
        found[char] = tuple(stack)
        if shape(char) is CodeShape.OPEN:
            stack.append(number(char))
    return found if not stack else {}


def _moved(char: str, text: str, source: str, beside: tuple[str, str]) -> str:
    """`text` with a single at the edge of the pair that it must leave, or else of the one it must come into.

    What left a pair stands before it or behind it, as in the source. `beside` are the characters that touch
    the single there.
    """
    around, now = _insides(source)[char], _insides(text)[char]
    left, _, right = text.partition(char)
    text = left + (right.removeprefix(" ") if left[-1:] in ("", " ") else right)
    wrong = [pair for pair in now if pair not in around]
    pair = wrong[0] if wrong else around[-1]
    opening, closing = slot(pair, CodeShape.OPEN), slot(pair, CodeShape.CLOSE)
    if wrong:
        at = text.index(opening) if source.index(char) < source.index(opening) else text.index(closing) + 1
    else:
        at = text.index(opening) + 1 if len(left) <= text.index(opening) else text.index(closing)
    before, after = text[:at], text[at:]
    inside = before[-1:] == opening, after[:1] == closing
    spaced = beside[0] == " ", beside[1] == " "
    if (spaced[0] or (spaced[1] and inside[1])) and not inside[0] and before and not before[-1].isspace():
        before += " "
    if (
        (spaced[1] or (spaced[0] and inside[0]))
        and not inside[1]
        and is_spaced(SLOT.sub("", after)[:1] or " ")
    ):
        after = f" {after}"
    return f"{before}{char}{after}"


def _mend_left(pieces: list[str], at: int, how: CodeShape, home: str) -> None:
    """Right the space left of the slot after `pieces[at]`; in the source `home` touches that side."""
    piece, after = pieces[at], pieces[at + 1]
    bare = piece.rstrip(" ")
    if bare == piece:
        if home == " " and piece and is_spaced(piece[-1]):
            pieces[at] = f"{piece} "
    elif home in (" ", ""):
        return
    elif how is CodeShape.CLOSE:
        pieces[at] = bare
        pieces[at + 1] = f" {after}" if after and is_spaced(after[0]) else after
    elif bare.endswith(home) and home in "([":
        pieces[at] = bare


def _mend_right(pieces: list[str], at: int, how: CodeShape, home: str) -> None:
    """The same right of the slot before `pieces[at + 1]`."""
    before, piece = pieces[at], pieces[at + 1]
    bare = piece.lstrip(" ")
    if bare == piece:
        if home == " " and piece and is_spaced(piece[0]):
            pieces[at + 1] = f" {piece}"
    elif home in (" ", ""):
        return
    elif how is CodeShape.OPEN:
        pieces[at + 1] = bare
        pieces[at] = f"{before} " if before and is_spaced(before[-1]) else before
    elif bare.startswith(home) and home in ".,)]":
        pieces[at + 1] = bare
