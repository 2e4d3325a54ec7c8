"""Where gettext folds a long line of a PO file.

GNU gettext (write-po.c, with the line breaking of libunistring after UAX #14) fills lines of 79 columns. The
rule here is the part of it that text meets: a line may end after a space, after `-` and after `. , : ; / ! ?`
before what is neither a digit nor another mark, and around East Asian characters; none begins with a closing
mark, no escape is cut.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 79

# East Asian characters that lines break around, and the marks that never begin or never end a line.
_WIDE = (
    "\u1100-\u115f\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\uff01-\uff60\uffe0-\uffe6"
)
_NEVER_FIRST = (
    "、。，．！？：；）］｝」』】〉》〕〗々〻ー・"
    'ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％%,.!?:;)\\]}”’"…\\\\-'
)
_NEVER_LAST = "（［｛「『【〈《〔〖“‘(\\[{"
# What a line may begin with after a hyphen or a closing mark: a letter, a sign that counts as one, an opening
# bracket, a backslash (two of them in a PO string; one alone begins an escape).
_WORDLIKE = r"[^\W\d_]|[`~@#&*<>=_^|(\[{$+%]|\\\\"
_BREAK = re.compile(
    r"(?<= )(?=[^ .,:;/!?)\]}])"
    rf"|(?<=[-.,:;/!?}}])(?<! -)(?={_WORDLIKE})"
    rf"|(?<=[{_WIDE}])(?<![{_NEVER_LAST}])(?=[^ {_NEVER_FIRST}])"
    rf"|(?<=[^ {_NEVER_LAST}\"\\\\])(?=[{_WIDE}])(?=[^{_NEVER_FIRST}])"
    r"|(?<=[^ ])(?=—)|(?<=—)(?=[^ —])"
)


def columns(text: str) -> int:
    """The columns of a terminal that `text` takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> Iterator[str]:
    """`text`, escaped as it stands between quotes, cut into lines of at most `width` columns if it can be."""
    start = last = 0
    used = 0
    for cut in [*(found.start() for found in _BREAK.finditer(text)), len(text)]:
        piece = columns(text[last:cut])
        if used and used + piece > width:
            yield text[start:last]
            start, used = last, 0
        used += piece
        last = cut
    if start < len(text):
        yield text[start:]
