"""The glossary's terms in a draft: words that surely translate a term give way to the preferred ones.

Sure is where attention leaves no doubt: the words of the translation that looked at the term stand in a row,
each of them looked at little else, no word outside looked at it, and no slot cuts the term. An article before
it stays, if the new term ends as the old one did and so most likely agrees with it. All else stays as the
model said it: the check `term` shows it to the reviewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from l10n.engines import Preferred
from l10n.engines.argos.align import Links, Weights
from l10n.model import Span
from l10n.text.words.renderings import Rendered

_INSIDE, _OUTSIDE = 0.6, 0.2
"""The least share of its looks that a word of the term gives to it, and the most that one outside may.

Of 4,075 terms in sentences of the tiny model of our tests, each to be replaced by a noun drawn by lot, 569
were edited: 550 as wanted, 13 beside an article of the other gender, 6 at other words. At 0.5 and 0.3 half as
many again are edited, and twice the share goes wrong.
"""
_ARTICLE = 3
"""Letters of the longest word before a term that is taken for an article."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a translation and what is to stand there."""

    span: Span
    text: str


def enforced(
    text: str, weights: Weights, terms: Iterable[Preferred], slots: Sequence[int], tag: str
) -> tuple[str, Links]:
    """A translation with the preferred terms where they surely belong, and its links.

    The spans of `terms` and `slots` are counted in the source; `tag` is the translation's locale.
    """
    links = weights.links()
    rendered = Rendered(text, tag)
    edits: list[Edit] = []
    for term in terms:
        if any(term.span.start < slot < term.span.end for slot in slots) or rendered.holds(term.target):
            continue
        edit = _edit(text, weights, term)
        if edit and not any(_meet(edit.span, other.span) for other in edits):
            edits.append(edit)
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        links = [(here, _moved(there, edit)) for here, there in links]
    return text, links


def _edit(text: str, weights: Weights, term: Preferred) -> Edit | None:
    """What to change for a term; None where that is not sure."""
    home = [at for at, word in enumerate(weights.words) if _meet(word, term.span)]
    if not home or (weights.words[home[0]].start, weights.words[home[-1]].end) != (
        term.span.start,
        term.span.end,
    ):
        return None
    run = _run(weights, home)
    if not run:
        return None
    words = weights.target_words
    start = run[1 if len(run) > 1 and _is_article(words[run[0]].cut(text), term) else 0]
    before = words[start - 1].cut(text) if start else ""
    if _is_article(before, term) and not _agree(words[start].cut(text), term.target):
        return None
    span = Span(words[start].start, words[run[-1]].end)
    return Edit(span, _cased(term.target, span.cut(text), text[: span.start], term.source))


def _run(weights: Weights, home: Sequence[int]) -> list[int]:
    """The words of the translation that are the term's, in a row; none where attention leaves a doubt."""
    shares = {at: sum(looks[one] for one in home) for at, looks in weights.looks.items()}
    found = [at for at in range(len(weights.target_words)) if weights.best(at) in home]
    if not found or found != list(range(found[0], found[-1] + 1)):
        return []
    if any(shares.get(at, 0) < _INSIDE for at in found):
        return []
    if any(share > _OUTSIDE for at, share in shares.items() if at not in found):
        return []
    seen = {max(weights.looks, key=lambda at, one=one: weights.looks[at][one]) for one in home}  # type: ignore[misc]
    return found if seen <= set(found) else []


def _is_article(word: str, term: Preferred) -> bool:
    """Whether a short word before the term's is one that the glossary does not count to the term."""
    first = term.target.split()[0]
    return word.isalpha() and len(word) <= _ARTICLE and word.casefold() != first.casefold()


def _agree(old: str, term: str) -> bool:
    """Whether what stands before a term most likely fits another one: their first words end alike.

    An s of the plural says nothing of the gender: the letter before it must be the same too.
    """
    old, new = old.casefold(), term.split()[0].casefold()
    return old[-2:] == new[-2:] if old.endswith("s") else old[-1] == new[-1]


def _cased(term: str, old: str, before: str, source: str) -> str:
    """The term with a capital where only the start of the sentence gave one to what it replaces."""
    starts = not any(map(str.isalnum, before))
    if starts and old[:1].isupper() and term[:1].islower():
        return term[:1].upper() + term[1:]
    return term.upper() if source.isupper() and old.isupper() and len(source) > _ARTICLE else term


def _moved(there: Span, edit: Edit) -> Span:
    """Where a linked word is after an edit: all words that were changed became all of the new ones."""
    by = len(edit.text) - (edit.span.end - edit.span.start)
    if there.end <= edit.span.start:
        return there
    if there.start >= edit.span.end:
        return Span(there.start + by, there.end + by)
    return Span(edit.span.start, edit.span.end + by)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
