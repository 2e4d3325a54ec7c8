"""Remarks of a source, in brackets or quotation marks, where its translation has neither: they were left out.

Every language has brackets and quotation marks, each its own. One word or two in them may be said without: an
abbreviation, a plural, a name. A remark of three words and more hardly ever is.
"""

from __future__ import annotations

import re

from l10n.model import Span
from l10n.text.codes.inline import UNSPACED

_BRACKETED = re.compile("[(（\\[［]([^()（）\\[\\]［］]{8,400})[)）\\]］]")
_BRACKET = re.compile("[(（﴾\\[［【〔〈{｛]")
_QUOTED = re.compile('["“„«「『»]([^"“”„«»「」『』]{8,400})["”“»«」』]')
_QUOTE = re.compile("[\"“”„‟«»‹›‘’「」『』《》〈〉＂'`]")
_WORD = re.compile(r"[^\W\d_]+")
_ACRONYM = re.compile(r"[A-Z]{2}s? ?\Z")
_WORDS = 3
_CHARACTERS = 6
"""The same in a script without spaces."""


def left_out(source: str, target: str) -> Span | None:
    """Where the first remark of `source` stands, if `target` has no sign of any; both without markup."""
    for remark, sign in ((_BRACKETED, _BRACKET), (_QUOTED, _QUOTE)):
        for match in remark.finditer(source):
            if sign.search(target):
                break
            if _ACRONYM.search(source[max(0, match.start() - 12) : match.start()]):
                continue  # what it is short for; the translation may have the long name alone
            if _is_said(match[1]):
                return Span(*match.span())
    return None


def _is_said(remark: str) -> bool:
    """Whether it says something: more than names and forms (`YYYY-MM-DD`), which have no small letters."""
    words = _WORD.findall(remark)
    small = any(len(word) > 1 and not word[0].isupper() for word in words)
    return (small and len(words) >= _WORDS) or len(UNSPACED.findall(remark)) >= _CHARACTERS
