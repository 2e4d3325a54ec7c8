"""Word alignment from a model's attention: which words of a sentence became which of its translation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n.model import Span
from l10n.text.inline import UNSPACED

# A number with its inner points, a letter of a script without spaces, a word, any other sign.
_WORD = re.compile(rf"[0-9]+(?:[.,:/][0-9]+)*|{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})[\w'’-])+|[^\w\s]")
_FAINT = 0.15
"""A word whose best partner gets less attention than this has none."""

Links = list[tuple[Span, Span]]
"""Words of the source and words of the translation that they became, both as offsets."""


def links(
    source: str,
    source_pieces: Sequence[str],
    target: str,
    target_pieces: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> Links:
    """For each word of the translation the source word it attends to most, in the translation's order.

    `attention` has one row for each target piece and one column for each source piece; further rows and
    columns (an end sign) are left out.
    """
    home, columns = _grouped(source, source_pieces)
    words, members = _grouped(target, target_pieces)
    found: Links = []
    for word, pieces in zip(words, members, strict=True):
        rows = [attention[at] for at in pieces if at < len(attention)]
        if not rows:
            continue
        shares = [sum(row[at] for row in rows for at in column if at < len(row)) for column in columns]
        best = max(range(len(shares)), key=shares.__getitem__, default=-1)
        if best >= 0 and shares[best] >= _FAINT * len(rows):
            found.append((home[best], word))
    return found


def places(pieces: Sequence[str], text: str) -> list[Span]:
    """Where each piece of a tokenizer stands in a text; an empty span for one that is not there as it is.

    SentencePiece marks a space with U+2581, BPE the inside of a word with `@@`. Tokenizers normalize: a piece
    that changed is passed over, and the next ones are looked for a little further on.
    """
    found: list[Span] = []
    at = slack = 0
    for piece in pieces:
        surface = piece.replace("\u2581", "").removesuffix("@@")
        start = text.find(surface, at, at + slack + len(surface) + 2) if surface else -1
        if start < 0:
            found.append(Span(at, at))
            slack += len(surface) + 1
            continue
        at, slack = start + len(surface), 0
        found.append(Span(start, at))
    return found


def _grouped(text: str, pieces: Sequence[str]) -> tuple[list[Span], list[list[int]]]:
    """The words of a text, and the pieces that each one shares a character with."""
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    members: list[list[int]] = [[] for _ in words]
    first = 0
    for number, place in enumerate(places(pieces, text)):
        while first < len(words) and words[first].end <= place.start:
            first += 1
        at = first
        while at < len(words) and words[at].start < place.end:
            members[at].append(number)
            at += 1
    return words, members
