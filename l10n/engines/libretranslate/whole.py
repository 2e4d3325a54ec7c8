"""A sentence with codes asked for as a whole, without them, and in parts that tell where the codes belong.

In its HTML form the server translates what stands between two tags alone, which tears a sentence to pieces.
Here the words inside of each pair are translated alone only to be found in the whole, and for a code that
stands alone what is before it and what is behind it. Where one is not found the sentence is not done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from l10n.engines import Translation
from l10n.model import CodeShape, Span
from l10n.text.codes.inline import SLOT, number, shape, strip
from l10n.text.codes.placing import place

_LOST = "the server's translation does not show where its codes belong"
_EDGE = " .,;:!?。，；：！？¿¡"
_WORD = re.compile(r"\w+")

Links = list[tuple[Span, Span]]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where parts stand in a sentence without its codes: inside of pairs, and the joints of single codes.

    `is_deep`: a single stands among the words of a pair, and no part tells where.
    """

    pairs: Sequence[Span]
    joints: Sequence[int]
    is_deep: bool


def texts(text: str) -> list[str]:
    """What to ask for, the whole sentence first; nothing where it would not tell where all codes belong."""
    plain, parts = strip(text)[0], _parts(text)
    if parts.is_deep or not plain:
        return []
    return list(dict.fromkeys([plain, *(span.cut(plain).strip() for span in _asked(plain, parts))]))


def placed(text: str, come: Sequence[str]) -> Translation:
    """The translation of a text, from those of its `texts`: of the whole, the codes where they belong."""
    plain, parts = strip(text)[0], _parts(text)
    made = dict(zip(texts(text), (SLOT.sub("", one) for one in come), strict=True))
    target = made[plain]
    found: dict[Span, Span] = {}
    for span in parts.pairs:
        there = _inside(target, made[span.cut(plain).strip()], span, found)
        if there is None:
            return Translation("", failure=_LOST)
        found[span] = there
    links = _links(found)
    for joint in parts.joints:
        link = _joined(plain, joint, target, made)
        if link is None:
            return Translation("", failure=_LOST)
        links.append(link)
    return Translation(place(target, text, links))


def _parts(text: str) -> _Parts:
    plain, offsets = strip(text)
    pairs: dict[Span, None] = {}
    joints: dict[int, None] = {}
    stack: list[tuple[int, int]] = []
    singles: list[int] = []
    for char, offset in zip(SLOT.findall(text), offsets, strict=True):
        match shape(char):
            case CodeShape.OPEN:
                stack.append((number(char), offset))
            case CodeShape.CLOSE:
                pairs[Span(stack.pop()[1], offset)] = None
            case CodeShape.SINGLE:
                singles.append(offset)
    spans = [span for span in pairs if span.cut(plain).strip()]
    inner = [at for at in singles if any(one.start < at < one.end for one in spans)]
    for at in singles:
        if plain[:at].strip(_EDGE) and plain[at:].strip(_EDGE):
            joints[at] = None
    spans.sort(key=lambda span: span.start - span.end)
    return _Parts(spans, list(joints), bool(inner))


def _asked(plain: str, parts: _Parts) -> list[Span]:
    halves = [Span(*half) for at in parts.joints for half in ((0, at), (at, len(plain)))]
    return [*parts.pairs, *halves]


def _inside(target: str, part: str, span: Span, found: Mapping[Span, Span]) -> Span | None:
    """Where the translation of a part, `span` of the source, stands in that of the whole, if it does once.

    It is within what was found for the pairs around it, and apart from the others.
    """
    wanted = part.strip(_EDGE)
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)
    places = [Span(*match.span()) for match in pattern.finditer(target)] if wanted else []
    if len(places) != 1:
        return None
    (one,) = places
    for pair, there in found.items():
        if pair.start <= span.start and span.end <= pair.end:
            fits = there.start <= one.start and one.end <= there.end
        else:
            fits = one.end <= there.start or there.end <= one.start
        if not fits:
            return None
    return one


def _links(found: Mapping[Span, Span]) -> Links:
    """What of each pair is in no pair within it, on both sides."""
    links: Links = []
    for span, there in found.items():
        within = [one for one in found if one != span and span.start <= one.start and one.end <= span.end]
        here_left = _without(span, within)
        there_left = _without(there, [found[one] for one in within])
        links += [(here, where) for here in here_left for where in there_left]
    return links


def _without(span: Span, holes: Sequence[Span]) -> list[Span]:
    left, at = [], span.start
    for hole in sorted(holes):
        if at < hole.start:
            left.append(Span(at, hole.start))
        at = max(at, hole.end)
    return [*left, Span(at, span.end)] if at < span.end else left


def _joined(plain: str, joint: int, target: str, made: Mapping[str, str]) -> tuple[Span, Span] | None:
    """A link from the word beside a joint to the one that is beside it in the translation."""
    before, after = (made[half.strip()].strip(_EDGE).casefold() for half in (plain[:joint], plain[joint:]))
    said = target.casefold()
    if len(said) != len(target):
        return None  # offsets would not be the same
    start = len(said) - len(said.lstrip(_EDGE))
    end = len(said.rstrip(_EDGE))
    if (
        before
        and said.startswith(before, start)
        and not said[start + len(before) : start + len(before) + 1].isalnum()
    ):
        words = (
            list(_WORD.finditer(plain, 0, joint)),
            list(_WORD.finditer(target, start, start + len(before))),
        )
        at = -1
    elif after and said[:end].endswith(after) and not said[: end - len(after)][-1:].isalnum():
        words = list(_WORD.finditer(plain, joint)), list(_WORD.finditer(target, end - len(after), end))
        at = 0
    else:
        return None
    if not all(words):
        return None
    return Span(*words[0][at].span()), Span(*words[1][at].span())
