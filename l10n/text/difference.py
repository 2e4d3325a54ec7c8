"""What differs between two texts, word by word: for the memory's matches, on a terminal and in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from l10n.text.codes.inline import UNSPACED

_TOKEN = re.compile(rf"{UNSPACED.pattern}|\s+|(?:(?!{UNSPACED.pattern})\w)+|.", re.DOTALL)


class Change(NamedTuple):
    """A piece that both texts have (`same`), or that only the old (`gone`) or the new one has (`new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(old: str, new: str) -> list[Change]:
    """The pieces that lead from one text to the other, in order.

    Those that are not `new` joined are the old text, those that are not `gone` the new one.
    """
    from rapidfuzz.distance import Indel

    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Change] = []
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            found.append(Change("same", "".join(one[step.src_start : step.src_end])))
        elif step.tag == "delete":
            found.append(Change("gone", "".join(one[step.src_start : step.src_end])))
        else:
            found.append(Change("new", "".join(other[step.dest_start : step.dest_end])))
    return _merged(found)


def marked(pieces: Iterable[Change]) -> str:
    """The pieces in one line, as GNU wdiff writes them: `You should {+not+} drive.`"""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[kind].format(text) for kind, text in pieces)


def brief(old: str, new: str, most: int = 60) -> str:
    """What differs and nothing else, for a comment: `mg -> g, +not, -daily`; cut after `most` code points."""
    said = ", ".join(
        f"{gone} -> {fresh}" if gone and fresh else f"-{gone}" if gone else f"+{fresh}"
        for gone, fresh in _pairs(changes(old, new))
    )
    return said if len(said) <= most else f"{said[: most - 1]}…"


def _pairs(pieces: Iterable[Change]) -> Iterator[tuple[str, str]]:
    gone = new = ""
    for kind, text in (*pieces, Change("same", ".")):
        if kind == "gone":
            gone += text
        elif kind == "new":
            new += text
        elif gone or new:
            yield " ".join(gone.split()), " ".join(new.split())
            gone = new = ""


def _merged(pieces: Iterable[Change]) -> list[Change]:
    """A white space that two changes share belongs to both, so that a changed phrase is one change."""
    found: list[Change] = []
    for piece in pieces:
        found.append(piece)
        if len(found) > 2 and piece.kind != "same" and found[-2].kind == "same" and found[-2].text.isspace():
            space = found.pop(-2).text
            found[-1:] = [Change("gone", space), Change("new", space), found[-1]]
    return list(_joined(found))


def _joined(pieces: Iterable[Change]) -> Iterator[Change]:
    """Runs of changes as one that is gone and one that is new."""
    gone = new = ""
    for kind, text in pieces:
        if kind == "gone":
            gone += text
        elif kind == "new":
            new += text
        else:
            if gone:
                yield Change("gone", gone)
            if new:
                yield Change("new", new)
            gone = new = ""
            yield Change("same", text)
    if gone:
        yield Change("gone", gone)
    if new:
        yield Change("new", new)
