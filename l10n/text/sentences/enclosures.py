"""Quotations and brackets that close again, inside which no sentence ends, and marks that never close."""

from __future__ import annotations

import re
from itertools import chain, pairwise

_LONGEST = 300
"""Code points: what opens and closes farther apart is two slips, or is too long to stay one sentence."""
_OPENS = re.compile(r"[\"“”„«»‹‘‚(\[（「『《【]")
_ROUND = re.compile(r"\(")
_PAIR = re.compile(
    r'(?<!\w)"(?=\S)[^"]*(?<=\S)"(?!\w)'
    r"|[“„][^“”„]*[“”]|(?<![\w.!?,])”(?=\w)[^“”„]*”"
    r"|«[^«»]*»|»[^«»]*«|‹[^‹›]*›"
    r"|[‘‚][^‘’‚]*(?:(?<=\w)’(?=\w)[^‘’‚]*)*[‘’]"
    r"|\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]"
    r"|（[^（）]*）|「[^「」]*」|『[^『』]*』|《[^《》]*》|【[^【】]*】"
)
_STRAY = re.compile(r"[\"“”„«»]|(?<!\w)\(")


def enclosures(text: str) -> tuple[list[tuple[int, int]], str]:
    """The quotations and bracketed stretches of `text`, and `text` with a space for each stray mark.

    The stretches are sorted, each from its opening mark to past its closing one; pairs more than 300 code
    points apart are two strays. Offsets in both texts are the same.
    """
    opens = _OPENS
    if text.isascii() and '"' not in text and "[" not in text:
        if "(" not in text:
            return [], text
        opens = _ROUND
    found: list[tuple[int, int]] = []
    stray = False
    opening = opens.search(text)
    while opening:
        start = position = opening.start()
        pair = _PAIR.match(text, start)
        if pair and pair.end() - start <= _LONGEST:
            position = pair.end()
            found.append((start, position))
        else:
            position += 1
            stray = True
        opening = opens.search(text, position)
    return found, _without_strays(text, found) if stray else text


def _without_strays(text: str, found: list[tuple[int, int]]) -> str:
    edges = [0, *chain.from_iterable(found), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    pieces[::2] = [_STRAY.sub(" ", piece) for piece in pieces[::2]]
    return "".join(pieces)
