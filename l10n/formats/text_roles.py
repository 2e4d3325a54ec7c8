"""What each paragraph of a plain text is to its reader: question, lead, answer, heading, list item …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.formats.text_marks import Mark
from l10n.formats.text_wrapping import Paragraph, columns

_LEAD = 100
"""Columns of the longest lead."""
_HEADING = 80
"""Columns of the longest heading."""
_LABEL = 2
"""Words of the longest heading that ends with a colon."""
_SHORT = 160
"""Columns of the longest question within an answer, and of the longest item of a list without marks."""
_TITLE = 400
"""Columns of the longest question at the top of a file that does not ask."""

_CLOSING = "\"'”’»)]」』）"
_ENDS = frozenset(".!?…。！？।؟۔")
_ASKS = frozenset("?？؟")
_LISTS = frozenset(":：")
_GOES_ON = frozenset(",;:，；：、،؛-–—")
_SENTENCE_INSIDE = re.compile(r"[.!?…]\s+\S|[。！？].")
_SMALL_WORD = re.compile(r"\b[a-z]\w{3}")

_MARKED = {Mark.QUESTION: "question", Mark.ANSWER: "answer", Mark.ITEM: "list item"}


def roles(text: str, found: Sequence[Paragraph]) -> Iterator[str]:
    """The role of each of the paragraphs of a text."""
    plain = "paragraph"
    awaited = ""  # the role of the words behind a mark alone
    above: Paragraph | None = None
    item: Paragraph | None = None  # the first one of the list without marks that `above` belongs to
    told = 0
    for number, paragraph in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        listed = False
        if paragraph.mark:
            role = _MARKED[paragraph.mark]
            if paragraph.mark is not Mark.ITEM:
                plain = _plain(found, number)
        elif awaited or paragraph.bare:
            role = awaited or plain
        elif above is None:
            role = _first(text, paragraph, after)
        else:
            listed = _is_item(text, paragraph, above, item, after)
            role = "list item" if listed else _unmarked(text, paragraph, after, plain, told == 1)
        yield role
        if not paragraph.words:
            awaited = role
        elif not paragraph.bare:
            awaited = ""
            item = (item or paragraph) if listed else None
            above = paragraph
            told += 1 + (told == 0 and bool(paragraph.mark))  # no lead follows a question with a mark


def _plain(found: Sequence[Paragraph], number: int) -> str:
    """What paragraphs without a mark are below `Q:` or `A:`: question as long as its answer is to come."""
    if found[number].mark is Mark.QUESTION:
        for below in range(number + 1, len(found)):
            if found[below].mark in (Mark.QUESTION, Mark.ANSWER):
                return "question" if found[below].mark is Mark.ANSWER else "answer"
    return "answer"


def _first(text: str, paragraph: Paragraph, after: Paragraph | None) -> str:
    """The role of the first paragraph of a file: the question, whether it asks or only names a matter."""
    start, end = _ends(paragraph)
    if text[end - 1] in _ASKS:
        return "question"
    if after and after.mark is Mark.QUESTION:
        return "heading"
    return "question" if end - start <= _TITLE else "paragraph"


def _unmarked(text: str, paragraph: Paragraph, after: Paragraph | None, plain: str, second: bool) -> str:
    """The role of a paragraph without a mark that is no item of a list; the `second` one may be the lead."""
    said = _short(text, paragraph) if after else ""
    if not said or after is None:
        return plain
    last = _last(said)
    if last in _ASKS:
        return "question" if paragraph.stands_apart and not _SENTENCE_INSIDE.search(said) else plain
    if last in _ENDS:
        return "lead" if second and not after.mark and columns(said) <= _LEAD else plain
    return "heading" if _is_heading(text, paragraph, said, after) else plain


def _is_heading(text: str, paragraph: Paragraph, said: str, after: Paragraph) -> bool:
    """Whether an unfinished line is one: short, below a blank line, above something of another kind."""
    if not paragraph.stands_apart or said[0].islower() or columns(said) > _HEADING:
        return False
    if said[-1] in _LISTS:
        return (
            len(said.split()) <= _LABEL and after.stands_apart and not after.mark and _is_prose(text, after)
        )
    if said[-1] in _GOES_ON:
        return False
    start, end = _ends(after) if after.words else (0, 0)
    return after.stands_apart or after.bare or bool(after.mark) or end - start > len(said)


def _is_item(
    text: str, paragraph: Paragraph, above: Paragraph, item: Paragraph | None, after: Paragraph | None
) -> bool:
    """Whether a paragraph is one of the short lines that follow a colon: a list whose marks were lost."""
    if item is None and text[_ends(above)[1] - 1] not in _LISTS:
        return False
    said = _short(text, paragraph)
    if not said or said[-1] in _LISTS:
        return False
    if said[-1] in _GOES_ON:
        return True
    last = _last(said)
    if last in _ENDS and last not in _ASKS:
        return item is not None and text[_ends(item)[1] - 1] in _GOES_ON and said[0].islower()
    if after is None or after.mark or not _is_prose(text, after):
        return after is None or not after.mark or item is not None
    # What prose follows may be its heading, and so may a lone line: a list has several.
    return item is not None and not (_is_titled(said) and not _is_titled(_short(text, item)))


def _is_prose(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph has sentences or is long, or introduces something."""
    said = _short(text, paragraph)
    last = _last(said)
    return not said or last in _LISTS or (last in _ENDS and last not in _ASKS)


def _is_titled(said: str) -> bool:
    """Whether each word of several has a capital, short ones apart."""
    return " " in said and not _SMALL_WORD.search(said)


def _ends(paragraph: Paragraph) -> tuple[int, int]:
    return paragraph.words[0].start, paragraph.words[-1].end


def _short(text: str, paragraph: Paragraph) -> str:
    """A paragraph's words, where there are any and they are few, else nothing."""
    words = paragraph.words
    if not words or words[-1].end - words[0].start > _SHORT:
        return ""
    return " ".join(text[line.start : line.end] for line in words)


def _last(said: str) -> str:
    """The last character but for closing quotes and brackets."""
    return said.rstrip(_CLOSING)[-1:]
