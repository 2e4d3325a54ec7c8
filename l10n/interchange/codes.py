"""Inline codes on their way out and back: a source's codes have numbers, its translation refers to them."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from l10n.errors import L10nError
from l10n.interchange.rows import Ref, Tokens
from l10n.model import Code, CodeShape
from l10n.text.codes import inline
from l10n.text.codes.inline import SLOT, Protected

Kind = Literal["text", "single", "open", "close", "start", "end", "foreign"]


class Part(NamedTuple):
    """A piece of a text: words, or a code with its number in the source, from 0, and its text.

    `open` and `close` are halves of a pair that nests with all others; `start` and `end` are halves whose
    other half is not in this text. `foreign` is a code that only the translation has.
    """

    kind: Kind
    text: str
    number: int = -1


_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no way to write (W3C XML 1.0, production 2)."""
_ALONE: dict[CodeShape, Kind] = {CodeShape.SINGLE: "single", CodeShape.OPEN: "start", CodeShape.CLOSE: "end"}
_PAIRED: dict[CodeShape, Kind] = {CodeShape.OPEN: "open", CodeShape.CLOSE: "close"}


def source_parts(protected: Protected) -> Iterator[Part]:
    """The parts of a source text."""
    known = {inline.number(slot): inline.number(slot) for slot in SLOT.findall(protected.text)}
    return _parts(protected, known)


def target_parts(target: str, codes: Sequence[Code], source: Protected) -> Iterator[Part]:
    """The parts of a translation; a code refers to the source's code that is written like it, each to one."""
    free: dict[tuple[object, ...], deque[int]] = defaultdict(deque)
    for number, name in _names(source, values=True).items():
        free[name].append(number)
    found = inline.protect(target, codes)
    known = {}
    for number, name in _names(found, values=False).items():
        if free[name]:
            known[number] = free[name].popleft()
    return _parts(found, known)


def assembled(tokens: Tokens, source: Protected) -> tuple[str, str]:
    """(the translation that came back, why it cannot be taken or ""): all the source's codes, and nested."""
    there = source.by_slot
    slotted, written, unknown = [], [], ""
    for token in tokens:
        if isinstance(token, str):
            slotted.append(token)
            written.append(token)
        elif slot := _slot(token, there):
            slotted.append(slot)
            written.append(there[slot].value)
        else:
            written.append(token.native)
            unknown = unknown or token.native or f"the code {_shown(token)}"
    fault = f"{unknown} is not in the source" if unknown else inline.verify("".join(slotted), source)
    return "".join(written), fault


def plain(tokens: Iterable[str | Ref]) -> str:
    """The words of a text that came back, and its codes as far as the file has their text."""
    return "".join(one if isinstance(one, str) else one.native for one in tokens)


def words(tokens: Iterable[str | Ref]) -> str:
    """The words of a text that came back, without its codes."""
    return "".join(one for one in tokens if isinstance(one, str))


def stretches(text: str) -> Iterator[tuple[str, str]]:
    """(what XML can hold, the character behind it that it cannot or "") for each stretch of a text."""
    at = 0
    for found in _REFUSED.finditer(text):
        yield text[at : found.start()], found[0]
        at = found.end()
    yield text[at:], ""


def shown(text: str) -> str:
    """A text for people, with a sign in the place of each character that XML cannot hold."""
    return _REFUSED.sub("\ufffd", text)


def character(code: str, line: int) -> str:
    """The character with this number in hexadecimal. Raises L10nError with the line where there is none."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        raise L10nError(f"{code[:20]!r} is no character", line=line, hint="write its number in hex") from None


def _slot(token: Ref, there: dict[str, Code]) -> str:
    """The slot that a code which came back stands for, "" for none.

    Tools make a lone half of a code that stands alone and the other way round; its number tells.
    """
    if token.number is None or not 0 <= token.number < inline.LIMIT:
        return ""
    slot = inline.slot(token.number, token.shape)
    if slot in there:
        return slot
    slot = inline.slot(token.number)
    return slot if slot in there else ""


def _parts(protected: Protected, known: dict[int, int]) -> Iterator[Part]:
    """The parts of a text; `known` says for the number of a code which number it refers to."""
    at = 0
    for match, code in zip(SLOT.finditer(protected.text), protected.codes, strict=True):
        if at < match.start():
            yield Part("text", protected.text[at : match.start()])
        at = match.end()
        shape, number = inline.shape(match[0]), inline.number(match[0])
        kind = _ALONE[code.shape] if shape is CodeShape.SINGLE else _PAIRED[shape]
        if number in known:
            yield Part(kind, code.text, known[number])
        else:
            yield Part("foreign", code.text)
    if at < len(protected.text):
        yield Part("text", protected.text[at:])


def _names(protected: Protected, *, values: bool) -> dict[int, tuple[object, ...]]:
    """For each number what its code or pair says: `values`, what must stand for it, else what does."""
    found: dict[int, tuple[object, ...]] = {}
    for slot, code in zip(SLOT.findall(protected.text), protected.codes, strict=True):
        number, shape = inline.number(slot), inline.shape(slot)
        alone = code.shape if shape is CodeShape.SINGLE else "pair"
        said = code.value if values else code.text
        found[number] = (*found.get(number, (alone,)), said)
    return found


def _shown(token: Ref) -> str:
    return "without a number" if token.number is None else str(token.number + 1)
