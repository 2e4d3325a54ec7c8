"""Word alignment from a model's attention: which words of a sentence became which of its translation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from l10n.model import Span
from l10n.text.codes.inline import UNSPACED

# A number with its inner points, a letter of a script without spaces, a word, any other sign.
_WORD = re.compile(rf"[0-9]+(?:[.,:/][0-9]+)*|{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})[\w'’-])+|[^\w\s]")
_FAINT = 0.15
"""A word whose best partner gets less attention than this has none."""

Links = list[tuple[Span, Span]]
"""Words of the source and words of the translation that they became, both as offsets."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The words of a sentence, those of its translation, and how much each of these looked at each of those.

    `looks` has a row for each word of the translation that came from a piece, with a share for each word of
    the source; the shares of a row are at most 1 together.
    """

    words: Sequence[Span]
    target_words: Sequence[Span]
    looks: Mapping[int, Sequence[float]]

    def best(self, at: int) -> int:
        """The source word that a word of the translation looked at most, -1 where that is next to nothing."""
        shares = self.looks.get(at, ())
        best = max(range(len(shares)), key=shares.__getitem__, default=-1)
        return best if best >= 0 and shares[best] >= _FAINT else -1

    def links(self) -> Links:
        """For each word of the translation the source word it looked at most, in the translation's order."""
        found = ((self.best(at), word) for at, word in enumerate(self.target_words))
        return [(self.words[best], word) for best, word in found if best >= 0]


def weights(
    source: str,
    source_pieces: Sequence[str],
    target: str,
    target_pieces: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> Weights:
    """How much each word of a translation looked at each word of the source.

    `attention` has one row for each target piece and one column for each source piece; further rows and
    columns (an end sign) are left out.
    """
    home, columns = _grouped(source, source_pieces)
    words, members = _grouped(target, target_pieces)
    looks: dict[int, Sequence[float]] = {}
    for number, pieces in enumerate(members):
        rows = [attention[at] for at in pieces if at < len(attention)]
        if rows:
            looks[number] = [
                sum(row[at] for row in rows for at in column if at < len(row)) / len(rows)
                for column in columns
            ]
    return Weights(home, words, looks)


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
