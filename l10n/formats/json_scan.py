"""A walk over JSON as it is written: where the strings stand that paths lead to. Strict, no recursion.

Values of no interest are passed over by the standard library's decoder, which is fast and as strict; where it
gives up (too deep, broken) the walk goes on by itself, and says what is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from l10n.errors import L10nError
from l10n.formats import lines
from l10n.formats.json_paths import Place, Target
from l10n.formats.json_strings import CHAR, ESCAPE, SCALAR, SPACE
from l10n.model import Span

_BLANK = re.compile(SPACE)
_CHARS = re.compile(f"{CHAR}+|{ESCAPE}")
_KEY = re.compile(f'{SPACE}"({CHAR}*)"{SPACE}:{SPACE}')
_COLON = re.compile(f"{SPACE}:{SPACE}")
_SCALAR = re.compile(SCALAR)
# Bounded, since the re module keeps half a kilobyte for each repetition of a group.
_SCALARS = re.compile(f"(?:{SPACE}{SCALAR}{SPACE},){{0,1000}}")
_NEXT = re.compile(rf"{SPACE}([,\]}}])")
_WORD = re.compile(r"[^\s,:\[\]{}\"]{1,20}|.", re.DOTALL)

_CLOSING = {"{": "}", "[": "]"}


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


# Numbers are read as float whatever they are: it takes any length, and nobody looks at them.
_DECODER = json.JSONDecoder(parse_int=float, parse_constant=_refuse)


@dataclass(slots=True)
class _Open:
    """An object or list that the walk is in; `number` is that of its next item."""

    place: Place
    closing: str
    number: int = 0


def strings(text: str, root: Place) -> Iterator[tuple[Span, Target]]:
    """The strings of a JSON text that the paths of `root` lead to: with their quotes, in order.

    A text of white space alone has none. Raises L10nError with a line for what is not JSON.
    """
    at = _blank(text, int(text.startswith("\ufeff")))
    if at == len(text):
        return
    place, inside, quick = root, list[_Open](), True
    while True:
        first = text[at : at + 1]
        if first == '"':
            end = _string(text, at)[1]
            if place.target is not None:
                yield Span(at, end), place.target
        elif first in _CLOSING:
            end = _skipped(text, at) if quick and not place.live else 0
            if not end:
                quick = quick and place.live
                end = _blank(text, at + 1)
                if text[end : end + 1] != _CLOSING[first]:
                    inside.append(_Open(place, _CLOSING[first]))
                    at, place = _entered(text, end, inside[-1])
                    continue
                end += 1
        else:
            end = _end_of_scalar(text, at)
        at = _after(text, end, inside)
        if not inside:
            break
        at, place = _entered(text, at, inside[-1])
    if at < len(text):
        raise _wrong(text, at, "something stands behind the end of the value", "remove it")


def _blank(text: str, at: int) -> int:
    """The offset of the next thing that is not white space."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _skipped(text: str, at: int) -> int:
    """The end of the object or list at `at`, 0 where the decoder gives up on it."""
    try:
        return _DECODER.raw_decode(text, at)[1]
    except (ValueError, RecursionError):
        return 0


def _entered(text: str, at: int, inside: _Open) -> tuple[int, Place]:
    """The offset and the place of the next value in `inside`."""
    if inside.closing == "]":
        if not inside.place.counts:
            scalars = _SCALARS.match(text, at)
            at = scalars.end() if scalars else at
        inside.number += 1
        return _blank(text, at), inside.place.item(inside.number - 1)
    dull = inside.place.dull
    passed = dull.match(text, at) if dull else None
    at = passed.end() if passed else at
    found = _KEY.match(text, at)
    if found is not None:
        return found.end(), inside.place.key(found[1])
    at = _blank(text, at)
    if not text.startswith('"', at):
        raise _unexpected(text, at, "a key in double quotes")
    name, end = _string(text, at)  # one with escapes
    found = _COLON.match(text, end)
    if found is None:
        raise _unexpected(text, _blank(text, end), "a colon")
    return found.end(), inside.place.key(name)


def _after(text: str, at: int, inside: list[_Open]) -> int:
    """The offset behind the comma after a value that ended at `at`; all that ends before it is closed.

    Behind the last value: the offset of what follows that is not white space.
    """
    while inside:
        found = _NEXT.match(text, at)
        if found is None or found[1] not in (",", inside[-1].closing):
            raise _unexpected(text, _blank(text, at), f"a comma or {inside[-1].closing}")
        at = found.end()
        if found[1] == ",":
            return at
        inside.pop()
    return _blank(text, at)


def _string(text: str, at: int) -> tuple[str, int]:
    """What the string at `at` says, and its end."""
    try:
        said, end = _DECODER.raw_decode(text, at)
    except ValueError:
        raise _no_string(text, at) from None
    return said, end


def _no_string(text: str, at: int) -> L10nError:
    """What is wrong with the string at `at`."""
    end = at + 1
    while found := _CHARS.match(text, end):
        end = found.end()
    if text[end : end + 1] == "\\" and end + 1 < len(text):
        return _wrong(text, end, f"{text[end : end + 2]!r} is no escape of JSON", r"write \\ for a backslash")
    if end < len(text):
        what = "a line break" if text[end] in "\r\n" else f"the control character {text[end]!r}"
        return _wrong(
            text, end, f"{what} stands in a string", r"write it as an escape (\n), or close the string"
        )
    return _wrong(text, at, "a string is never closed", 'put a " at its end')


def _end_of_scalar(text: str, at: int) -> int:
    found = _SCALAR.match(text, at)
    if found is None:
        raise _unexpected(text, at, "a value")
    return found.end()


def _unexpected(text: str, at: int, wanted: str) -> L10nError:
    """What to say where `wanted` should stand."""
    found = _WORD.match(text, at)
    if found is None:
        return _wrong(text, at, f"it ends where {wanted} should stand", "restore what is missing at its end")
    if text.startswith(("//", "/*", "#"), at):
        return _wrong(text, at, "a comment, which JSON does not have", "remove it")
    if found[0] in ("]", "}") and text[:at].rstrip(" \t\n\r").endswith(","):
        return _wrong(text, at, f"a comma before {found[0]}, which JSON does not have", "remove the comma")
    hint = (
        "use double quotes" if found[0].startswith("'") else "mend it, or ask what wrote it for strict JSON"
    )
    return _wrong(text, at, f"{found[0]!r} stands where {wanted} should", hint)


def _wrong(text: str, at: int, what: str, hint: str) -> L10nError:
    starts = lines.starts(text[:at])
    return L10nError(f"{what} (column {at - starts[-1] + 1})", None, len(starts), hint)
