r"""Slots put into a translation by word alignment, for engines that see the bare sentence only.

    place("coche rojo", "\ue400red\ue800 car", links) == "coche \ue400rojo\ue800"

A pair goes around the words that the words inside it became, a single beside the word it stood at. Pairs are
intervals of target words, laid out parents first: the result is always nested.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from l10n.model import CodeShape, Span
from l10n.text.codes import projection
from l10n.text.codes.inline import SLOT, UNSPACED, is_slot, is_spaced, shape, strip, touching
from l10n.text.codes.tokens import words_of

_CLOSING = frozenset(".,;:!?)]}»”’…。，、！？；：）")


@dataclass(slots=True, eq=False)
class _Node:
    """A single (`last` is "") or a pair, and what the pair holds.

    `start` and `end` count words, first in the source, then in the target. `need` is how many words it must
    hold so that no pair in it comes out empty.
    """

    first: str
    last: str = ""
    start: int = 0
    end: int = 0
    need: int = 0
    inside: list[_Node] = field(default_factory=list)


def place(target: str, source: str, links: Sequence[tuple[Span, Span]]) -> str:
    """`target` with the slots of `source`: each of them once, the pairs nested, its words as they are.

    `source` holds the slots, `target` translates `strip(source)[0]`. A link says that the words under its
    first span, counted in the stripped source, became those under its second, counted in `target`. Links may
    miss words, overlap and cross; where they say nothing, places are proportional.
    """
    plain, offsets = strip(source)
    links, forced = _with_copies(plain, target, sorted(set(offsets)), links)
    home = words_of(plain, {edge for span, _ in links for edge in span}, set(offsets))
    words = words_of(target, {edge for _, span in links for edge in span}, forced)
    starts = [word.start for word in home]
    roots = _tree(SLOT.findall(source), [bisect_left(starts, offset) for offset in offsets])
    beside = touching(source)
    shown = [word.cut(plain) for word in home], [word.cut(target) for word in words]
    linked = projection.linked(home, words, links)
    _aim(roots, linked, projection.origins(home, words, links), shown, beside)
    _arrange(roots, len(words))
    return _joined(target, words, roots, beside)


def _with_copies(
    plain: str, target: str, offsets: Sequence[int], links: Sequence[tuple[Span, Span]]
) -> tuple[Sequence[tuple[Span, Span]], set[int]]:
    """The links, and where a target word may be cut inside: as its source was, where the two are the same.

    So the lowered 2 of `H2O` stays lowered. Other links of such words are left out.
    """
    split = [
        (word, offsets[low:high])
        for word in words_of(plain)
        if (low := bisect_right(offsets, word.start)) < (high := bisect_left(offsets, word.end))
    ]
    if not split:
        return links, set()
    spots: dict[str, list[Span]] = {}
    for spot in reversed(words_of(target)):
        spots.setdefault(spot.cut(target), []).append(spot)
    copies = [(word, there.pop(), cuts) for word, cuts in split if (there := spots.get(word.cut(plain)))]
    kept = [
        link
        for link in links
        if not any(_meet(link[0], word) or _meet(link[1], spot) for word, spot, _ in copies)
    ]
    forced: set[int] = set()
    for word, spot, cuts in copies:
        shift = spot.start - word.start
        forced.update(cut + shift for cut in cuts)
        for start, end in pairwise((word.start, *cuts, word.end)):
            kept.append((Span(start, end), Span(start + shift, end + shift)))
    return kept, forced


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _tree(slots: Sequence[str], joints: Sequence[int]) -> list[_Node]:
    """The singles and pairs of the source, nested as they are there; `joints` are the words before each."""
    roots: list[_Node] = []
    open_now: list[_Node] = []
    level = roots
    for char, joint in zip(slots, joints, strict=True):
        if shape(char) is CodeShape.CLOSE:
            node = open_now.pop()
            node.last, node.end = char, joint
            node.need = max(sum(child.need for child in node.inside), int(node.start < joint))
        else:
            node = _Node(char, start=joint, end=joint)
            level.append(node)
            if shape(char) is CodeShape.OPEN:
                open_now.append(node)
        level = open_now[-1].inside if open_now else roots
    return roots


def _all(roots: Sequence[_Node]) -> Iterator[_Node]:
    """Every node, parents before what they hold, in order."""
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.inside))


def _aim(
    roots: Sequence[_Node],
    linked: Sequence[tuple[int, int] | None],
    origins: Sequence[Sequence[int]],
    shown: tuple[Sequence[str], Sequence[str]],
    beside: Mapping[str, tuple[str, str]],
) -> None:
    """Give each node the target words that the links ask for; they may still overlap and cross.

    `shown` are the words of the source and of the target.
    """
    size = len(shown[1])
    many = len(linked) or 1
    for node in _all(roots):
        start, end = node.start, node.end
        if start == end:
            node.start = node.end = _joint(node, linked, origins, beside)
            continue
        reach = None
        if (start, end) != (0, len(linked)):
            reach = projection.stretch(start, end, origins, shown[1]) or projection.copied(
                start, end, origins, shown
            )
        if reach is None:
            node.start, node.end = start * size // many, -(-end * size // many)
            continue
        low, high = reach
        inside = [at for word in origins[low:high] for at in word if start <= at < end]
        first, last = min(inside, default=start), max(inside, default=end - 1)
        # Punctuation within the edges of the pair, which nothing links, stays within where it is the same.
        while first > start and low > 0 and shown[0][first - 1] == shown[1][low - 1]:
            first, low = first - 1, low - 1
        while last + 1 < end and high < size and shown[0][last + 1] == shown[1][high]:
            last, high = last + 1, high + 1
        node.start, node.end = low, high


def _joint(
    node: _Node,
    linked: Sequence[tuple[int, int] | None],
    origins: Sequence[Sequence[int]],
    beside: Mapping[str, tuple[str, str]],
) -> int:
    """How many target words stand before a node that holds no word: beside the word it touches, if any."""
    at = node.start
    before = linked[at - 1] if at else None
    after = linked[at] if at < len(linked) else None
    left, right = beside[node.first]
    if before and not (after and _glued(right) and not _glued(left)):
        return projection.phrase_end(at - 1, before[1], linked, origins)
    if after:
        return after[0]
    return at * len(origins) // (len(linked) or 1)


def _glued(char: str) -> bool:
    """Whether what touches a slot in the source must touch it in the target too."""
    return bool(char) and not char.isspace() and not is_slot(char) and not UNSPACED.match(char)


def _arrange(roots: list[_Node], size: int) -> None:
    """Make the aims disjoint among siblings and nested in parents, and sort siblings by them."""
    stack = [(roots, 0, size)]
    while stack:
        siblings, low, high = stack.pop()
        siblings.sort(key=lambda node: node.start)
        enough = sum(node.need for node in siblings) <= high - low
        needs = [node.need if enough else 0 for node in siblings]
        later = list(accumulate(reversed(needs), initial=0))[::-1]
        following = high
        limits: list[int] = []
        for node in reversed(siblings):
            limits.append(following)
            following = node.start if node.last and node.need else following
        for node, need, rest, limit in zip(siblings, needs, later[1:], reversed(limits), strict=True):
            start = max(low, min(node.start, high - rest - need))
            end = min(node.end, limit) if limit > start else node.end
            node.start, node.end = start, min(max(end, start + need), high - rest)
            low = node.end
            stack.append((node.inside, node.start, node.end))


def _events(roots: Sequence[_Node]) -> Iterator[tuple[int, str]]:
    """Every slot in the order it comes to stand in, and how many words stand before it."""
    stack: list[tuple[_Node, bool]] = [(node, False) for node in reversed(roots)]
    while stack:
        node, done = stack.pop()
        if done:
            yield node.end, node.last
            continue
        yield node.start, node.first
        if node.last:
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.inside))


def _joined(
    target: str, words: Sequence[Span], roots: Sequence[_Node], beside: Mapping[str, tuple[str, str]]
) -> str:
    """The target's words and the slots, with spaces where the language and the source's habit want them."""
    at_joint: dict[int, list[str]] = {}
    for joint, char in _events(roots):
        at_joint.setdefault(joint, []).append(char)
    out: list[str] = []
    for joint in range(len(words) + 1):
        left = words[joint - 1].end if joint else 0
        right = words[joint].start if joint < len(words) else len(target)
        gap = target[left:right]
        slots = at_joint.get(joint)
        out.append(
            _filled(gap, slots, target[left - 1 : left], target[right : right + 1], beside) if slots else gap
        )
        if joint < len(words):
            out.append(words[joint].cut(target))
    return "".join(out)


def _filled(
    gap: str, slots: Sequence[str], left: str, right: str, beside: Mapping[str, tuple[str, str]]
) -> str:
    """A gap between two words with slots in it: closing ones before its space, opening ones after it."""
    start, end = 0, len(slots)
    while start < end and _hugs(slots[start], CodeShape.CLOSE, beside[slots[start]][0]):
        start += 1
    while end > start and _hugs(slots[end - 1], CodeShape.OPEN, beside[slots[end - 1]][1]):
        end -= 1
    head, free, tail = "".join(slots[:start]), slots[start:end], "".join(slots[end:])
    missed = " " if left and is_spaced(left) else ""
    if not free:
        inner = (tail and missed and beside[tail[0]][0] == " ") or (
            head and right and is_spaced(right) and beside[head[-1]][1] == " "
        )
        return head + (gap or (" " if inner else "")) + tail
    before = gap or (missed if beside[free[0]][0] not in ("(", "[") else "")
    after = " " if right and (is_spaced(right) or (gap and right not in _CLOSING)) else ""
    middle = free[0]
    for one, other in pairwise(free):
        middle += (" " if beside[one][1] == " " or beside[other][0] == " " else "") + other
    return f"{head}{before if left or gap else ''}{middle}{after}{tail}"


def _hugs(char: str, how: CodeShape, touched: str) -> bool:
    """Whether a slot must touch the word on the side where `how` slots do; in the source `touched` did."""
    return shape(char) is how if shape(char) is not CodeShape.SINGLE else _glued(touched)
