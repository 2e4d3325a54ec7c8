r"""Inline codes as slots: a sentence goes through an engine with one private-use character for each code.

    protect("Take **two** pills.", codes).text == "Take \ue400two\ue800 pills."

A slot's plane says its shape (U+E000 + n alone, U+E400 + n opening, U+E800 + n closing) and n its number;
both halves of a pair share one. An engine must return every slot exactly once, pairs nested. Engines that
cannot carry foreign characters `strip` them; `l10n.text.codes.placing` puts them back by word alignment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from l10n.errors import L10nError
from l10n.model import Code, CodeShape, Span

LIMIT = 1024
"""How many numbers there are for the singles and pairs of one text."""

_PLANE = {CodeShape.SINGLE: 0xE000, CodeShape.OPEN: 0xE400, CodeShape.CLOSE: 0xE800}
SLOT = re.compile("[\ue000-\uebff]")
"""Matches one slot."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")

_ANCHOR = re.compile(r"<a[\s>]", re.IGNORECASE)

# Letters of scripts written without spaces between words (Unicode Standard, chapters 16 and 18): Thai, Lao,
# Tibetan, Myanmar, Khmer, kana and Han.
UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff]"
)
"""Matches a character beside which a space is not missed."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A text with slots, and the codes they stand for: the n-th slot in `text` is the n-th of `codes`."""

    text: str
    codes: tuple[Code, ...]

    @property
    def by_slot(self) -> dict[str, Code]:
        """The code that each slot stands for."""
        return dict(zip(SLOT.findall(self.text), self.codes, strict=True))


def slot(number: int, shape: CodeShape = CodeShape.SINGLE) -> str:
    """The slot with this number (0 to 1,023) and shape."""
    if not 0 <= number < LIMIT:
        raise L10nError(f"more than {LIMIT} inline codes in one text", hint="split the paragraph")
    return chr(_PLANE[shape] + number)


def is_slot(char: str) -> bool:
    """Whether this character is a slot."""
    return "\ue000" <= char <= "\uebff"


def shape(char: str) -> CodeShape:
    """Whether a slot stands alone, opens or closes a pair."""
    return (CodeShape.SINGLE, CodeShape.OPEN, CodeShape.CLOSE)[(ord(char) - 0xE000) // LIMIT]


def number(char: str) -> int:
    """The number of a slot, which the two halves of a pair share."""
    return (ord(char) - 0xE000) % LIMIT


def protect(source: str, codes: Sequence[Code]) -> Protected:
    """`source` with each code replaced by its slot. `codes` are in order, disjoint, counted in `source`.

    Private-use characters of the source itself become codes of their own. An opening code whose closing one
    is not in this text (emphasis over two sentences), or whose pair crosses another, gets a slot that stands
    alone.
    Raises L10nError for more than 1,024 singles and pairs.
    """
    found = _with_private(source, codes)
    partner = _partners(found)
    text: list[str] = []
    numbers: dict[int, int] = {}
    end = 0
    for at, code in enumerate(found):
        text.append(source[end : code.span.start])
        first = min(at, partner.get(at, at))
        value = numbers.setdefault(first, len(numbers))
        text.append(slot(value, code.shape if at in partner else CodeShape.SINGLE))
        end = code.span.end
    text.append(source[end:])
    return Protected("".join(text), tuple(found))


def restore(text: str, protected: Protected) -> str:
    """`text` with each slot replaced by its code's value, what must stand in a translation for it."""
    codes = protected.by_slot
    return SLOT.sub(lambda match: codes[match[0]].value if match[0] in codes else match[0], text)


def verify(text: str, protected: Protected) -> str:
    """Why `text` cannot stand for the translation of `protected`, or "" where every slot is in its place.

    In place: each slot of the source once and no other; pairs open before they close, are nested, and hold
    something where they held something in the source; no link is in a link that was in none.
    """
    codes = protected.by_slot
    there = Counter(SLOT.findall(text))
    for char in codes:
        if not there[char]:
            return f"{_shown(codes[char])} is lost"
    for char, times in there.items():
        if char not in codes:
            return "a code is invented"
        if times > 1:
            return f"{_shown(codes[char])} is doubled"
    if foreign := [match[0] for match in _PRIVATE.finditer(text) if not all(map(is_slot, match[0]))]:
        return f"private-use character U+{ord(foreign[0][0]):04X} is invented"
    if fault := _nesting_fault(text, codes):
        return fault
    if nested := _links_in_links(text, codes) - _links_in_links(protected.text, codes):
        return f"{_shown(codes[min(nested)])} came into another link"
    hollow = hollow_pairs(text) - hollow_pairs(protected.text)
    if hollow:
        return f"nothing is left inside {_shown(codes[slot(min(hollow), CodeShape.OPEN)])}"
    return ""


def peel(protected: Protected) -> tuple[str, str, str]:
    """(head, core, tail) of the text: head and tail hold slots that stand first and last in any translation.

    They are the pairs around the whole text, and halves whose other half is in another sentence, opening at
    the start or closing at the end. An engine needs to see the core only; the three joined are the text.
    """
    text, codes = protected.text, protected.by_slot
    start, end = 0, len(text)
    while start < end:
        first, last = codes.get(text[start]), codes.get(text[end - 1])
        if first and shape(text[start]) is CodeShape.SINGLE and first.shape is CodeShape.OPEN:
            start += 1
        elif last and shape(text[end - 1]) is CodeShape.SINGLE and last.shape is CodeShape.CLOSE:
            end -= 1
        elif (
            (first and last and end - start > 1)
            and shape(text[start]) is CodeShape.OPEN
            and (text[end - 1] == slot(number(text[start]), CodeShape.CLOSE))
        ):
            start, end = start + 1, end - 1
        else:
            break
    return text[:start], text[start:end], text[end:]


def strip(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` without its slots and the spaces that only stood around one, and each slot's offset in that.

    Where a slot alone parts two words (a line break, a no-break space), a space does.
    """
    out: list[str] = []
    offsets: list[int] = []
    waiting = 0
    parts = False
    for char in text:
        if is_slot(char):
            waiting += 1
            parts = parts or shape(char) is CodeShape.SINGLE
            continue
        if waiting:
            last = out[-1] if out else ""
            if char == " " and last in (" ", ""):
                continue
            if last == " " and char in ".,;:!?)]":
                out.pop()
            offsets += [len(out)] * waiting
            if parts and last and is_spaced(last) and is_spaced(char):
                out.append(" ")
            waiting, parts = 0, False
        out.append(char)
    if waiting and out and out[-1] == " ":
        out.pop()
    return "".join(out), (*offsets, *[len(out)] * waiting)


def blanked(text: str, codes: Sequence[Code]) -> str:
    """`text` with as many spaces in the place of each of its codes: words alone, offsets as they were."""
    if not codes:
        return text
    pieces, at = [], 0
    for code in codes:
        pieces += [text[at : code.span.start], " " * (code.span.end - code.span.start)]
        at = code.span.end
    return "".join((*pieces, text[at:]))


def touching(text: str) -> dict[str, tuple[str, str]]:
    """The characters at the left and right side of each slot, "" at the edges of the text."""
    padded = ["", *text, ""]
    return {char: (padded[at], padded[at + 2]) for at, char in enumerate(text) if is_slot(char)}


def is_spaced(char: str) -> bool:
    """Whether a space is missed between this character and a slot: a letter or digit of a spaced script."""
    return char.isalnum() and not UNSPACED.match(char)


def hollow_pairs(text: str) -> set[int]:
    """The numbers of the pairs with nothing but space, or further pairs as hollow, between their halves."""
    hollow: set[int] = set()
    stack: list[tuple[int, bool]] = []
    filled = False
    for char in text:
        if is_slot(char) and shape(char) is CodeShape.OPEN:
            stack.append((number(char), filled))
            filled = False
        elif is_slot(char) and shape(char) is CodeShape.CLOSE and stack:
            opened, before = stack.pop()
            if not filled:
                hollow.add(opened)
            filled = filled or before
        elif not char.isspace():
            filled = True
    return hollow


def _with_private(source: str, codes: Sequence[Code]) -> list[Code]:
    """The codes, and among them the runs of private-use characters that stand outside them."""
    found: list[Code] = []
    end = 0
    for code in (*codes, None):
        stop = len(source) if code is None else code.span.start
        runs = _PRIVATE.finditer(source, end, stop)
        found.extend(Code(Span(*match.span()), match[0], "private-use") for match in runs)
        if code is not None:
            found.append(code)
            end = code.span.end
    return found


def _partners(codes: Sequence[Code]) -> dict[int, int]:
    """Which code closes which and the other way round, by index; halves without a partner are absent."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    waiting: Counter[int | None] = Counter()
    for at, code in enumerate(codes):
        if code.shape is CodeShape.OPEN:
            stack.append(at)
            waiting[code.pair] += 1
        elif code.shape is CodeShape.CLOSE and waiting[code.pair]:
            while codes[top := stack.pop()].pair != code.pair:
                waiting[codes[top].pair] -= 1
            waiting[code.pair] -= 1
            partner[top], partner[at] = at, top
    return partner


def _shown(code: Code) -> str:
    return code.text if len(code.text) <= 40 else f"{code.text[:39]}…"


def _nesting_fault(text: str, codes: dict[str, Code]) -> str:
    stack: list[str] = []
    for char in SLOT.findall(text):
        if shape(char) is CodeShape.OPEN:
            stack.append(char)
        elif shape(char) is CodeShape.CLOSE:
            if not stack:
                return f"{_shown(codes[char])} closes before it opens"
            if number(stack[-1]) != number(char):
                return f"{_shown(codes[stack[-1]])} and {_shown(codes[char])} cross"
            stack.pop()
    return ""


def _links_in_links(text: str, codes: dict[str, Code]) -> set[str]:
    """The opening slots of the links that stand inside of another one, which no reader takes for links."""
    found: set[str] = set()
    stack: list[bool] = []
    for char in SLOT.findall(text):
        if shape(char) is CodeShape.OPEN:
            is_link = codes[char].kind == "link" or bool(_ANCHOR.match(codes[char].text))
            if is_link and any(stack):
                found.add(char)
            stack.append(is_link)
        elif shape(char) is CodeShape.CLOSE:
            stack.pop()
    return found
