"""What words of the source became in a translation, and other words put in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from l10n.model import Span
from l10n.text.words import stems

Link = tuple[Span, Span]
"""Words of the source, and the words of the target that they became."""

_FIRST = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"\s+(?:\w{1,3}\s+){0,2}")
"""What a grammar may put between the parts of one rendering: `presión de la sangre`."""


def rendering(target: str, span: Span, links: Sequence[Link]) -> Span | None:
    """The stretch of the target that the words under `span` became.

    None where they were torn apart, or became one with others.
    """
    own = [span.start <= here.start and here.end <= span.end for here, _ in links]
    found = sorted({there for (_, there), is_own in zip(links, own, strict=True) if is_own})
    if not found:
        return None
    whole = Span(found[0].start, max(there.end for there in found))
    for before, after in pairwise(found):
        if before.end > after.start or not _BETWEEN.fullmatch(target, before.end, after.start):
            return None
    others = (there for (_, there), is_own in zip(links, own, strict=True) if not is_own)
    return None if any(there.start < whole.end and whole.start < there.end for there in others) else whole


def like(term: str, said: str) -> str:
    """`term` with a capital letter where what it replaces has one."""
    return term[:1].upper() + term[1:] if said[:1].isupper() and term[:1].islower() else term


def begun_alike(target: str, source: str) -> str:
    """`target` with a first letter that is capital or small as that of the source.

    A grammar makes it capital where a sentence begins, whatever the source has, and may forget it.
    """
    here, there = _FIRST.search(source), _FIRST.search(target)
    if here is None or there is None or here[0] == there[0] or not (here[0].islower() or here[0].istitle()):
        return target
    if there[0].islower() and here[0][0].isupper():
        return target[: there.start()] + there[0][0].upper() + target[there.start() + 1 :]
    if there[0].istitle() and here[0].islower():
        return target[: there.start()] + there[0].lower() + target[there.end() :]
    return target


def spans_of(words: str, text: str) -> list[Span]:
    """Where the words stand in a text, as whole words."""
    found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    return [Span(*match.span()) for match in found]


def says(text: str, term: str, tag: str) -> bool:
    """Whether a text in the language of `tag` has every word of the term, in whatever inflection.

    This asks for more than a check of finished translations, which lets pass what people do to terms.
    """
    there = {stems.stem(word.text, tag) for word in stems.words(text)}
    return all(stems.stem(word.text, tag) in there for word in stems.words(term))


def edited(target: str, links: Sequence[Link], edits: Sequence[tuple[Span, str]]) -> tuple[str, list[Link]]:
    """The target with each of the edits, and the links as they are then. Edits that meet another are left."""
    moved = list(links)
    end = len(target) + 1
    for span, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        if span.end > end:
            continue
        end = span.start
        target = target[: span.start] + new + target[span.end :]
        shift = len(new) - (span.end - span.start)
        moved = [(here, _shifted(there, span, len(new), shift)) for here, there in moved]
    return target, moved


def _shifted(there: Span, span: Span, size: int, shift: int) -> Span:
    if there.end <= span.start:
        return there
    if there.start >= span.end:
        return Span(there.start + shift, there.end + shift)
    return Span(span.start, span.start + size)
