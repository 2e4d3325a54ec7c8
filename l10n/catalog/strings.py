"""Strings of plain entries: what the lines between the first and the last quote mean."""

from __future__ import annotations

import re

from l10n.catalog.syntax import unescape

PLAIN = r'[^"\\\r\n\x04]*+(?:\\[abfnrtv"\\][^"\\\r\n\x04]*+)*+'
"""The text of one string with its usual escapes, as an expression."""

_PLAIN = re.compile(PLAIN)


def joined(strings: str, newline: str) -> str | None:
    """The text of strings that stand one a line, each closed by `newline`, from their first quote to the
    last, without those; None where that is no plain text.
    """
    if "\n" in strings:
        strings = strings.replace(f'"{newline}"', "")
        if "\n" in strings:
            return None
    if "\\" not in strings:
        return strings
    meant = _without_usual_escapes(strings)
    if meant is not None:
        return meant
    return unescape(strings) if _PLAIN.fullmatch(strings) else None


def folded(strings: str, fold: str) -> tuple[str | None, bytes | None]:
    """The same text, and the lengths of the lines that it stands in, None for one.

    `fold` is a quote, a newline and a quote. No text where it could not be written back from these two: where
    it has backslashes or a line is very long.
    """
    lengths = None
    if "\n" in strings:
        parts = strings.split(fold)
        strings = "".join(parts)
        if "\n" in strings:
            return None, None
        try:
            lengths = bytes(map(len, parts))
        except ValueError:  # more than 255
            return None, None
    return (strings if "\\" not in strings else _without_usual_escapes(strings)), lengths


def _without_usual_escapes(text: str) -> str | None:
    if "\\\\" not in text:
        meant = text.replace("\\n", "\n").replace('\\"', '"')  # nearly all that there is to escape
        if "\\" not in meant:
            return meant
    return None
