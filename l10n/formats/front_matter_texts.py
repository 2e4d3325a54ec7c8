"""The texts of front matter that a project has translated, as blocks, and their translations put back.

A text is read by its language's rules and shown to translators as plain text. Where a translation needs other
quotes than its source has, its value gets them; everything else keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from l10n.errors import L10nError
from l10n.formats import front_matter, lines
from l10n.formats import text as plain
from l10n.formats.front_matter import Section
from l10n.formats.front_matter_paths import Wanted
from l10n.formats.front_matter_values import Value
from l10n.formats.nested import nested
from l10n.model import Block, Edit, Span

# A PO file is UTF-8 text: these have no place in it.
_UNSHOWABLE = re.compile("[\0\ud800-\udfff]")


class _Language(Protocol):
    """How YAML, TOML and JSON are read and written, one module each."""

    def values(self, text: str, span: Span, wanted: Wanted) -> list[Value]: ...
    def written(self, text: str, value: Value, edits: Sequence[Edit], meant: str) -> str: ...


def blocks(text: str, wanted: Wanted) -> Iterator[Block]:
    """The blocks of the texts in a document's front matter that are wanted, in order.

    Raises L10nError, with a line, for front matter that is not valid; where nothing is wanted it is not read.
    """
    section = front_matter.find(text) if wanted.paths else None
    if section is None:
        return
    for value in _language(section).values(text, section.body, wanted):
        said = value.text
        if _UNSHOWABLE.search(said):
            line = lines.line_of(text, value.span.start)
            raise L10nError(
                f"the text of {value.role!r} holds what no PO file can (NUL, half a character)",
                line=line,
                hint="mend its escapes",
            )
        for block in nested(plain.blocks(said), value.chunks, plain.name):
            yield replace(block, role=value.role, frame=section.body)


def framed(text: str, frame: Span, edits: Sequence[Edit], wanted: Wanted) -> str:
    """The front matter of a document, `frame` without its fences, with these edits made in its texts.

    Raises L10nError, with a line, where it would not read as it should.
    """
    section = front_matter.find(text)
    assert section is not None
    assert section.body == frame
    language = _language(section)
    out, done, at = [], section.body.start, 0
    expected = []
    for value in language.values(text, section.body, wanted):
        first = at
        while at < len(edits) and edits[at].span.end <= value.span.end:
            at += 1
        own = edits[first:at]
        meant = value.edited(own) if own else value.text
        expected.append(meant)
        if own:
            out += [text[done : value.span.start], language.written(text, value, own, meant)]
            done = value.span.end
    made = "".join([*out, text[done : section.body.end]])
    stands = front_matter.find("".join((text[: frame.start], made, text[frame.end : section.end])))
    ends = stands is not None and stands.body == Span(frame.start, frame.start + len(made))
    if not ends or not _reads(language, made, wanted, expected):
        line = lines.line_of(text, edits[0].span.start)
        hint = "take line breaks and control characters out of the translations"
        raise L10nError("translations cannot be written into front matter", line=line, hint=hint)
    return made


def _language(section: Section) -> _Language:
    return cast("_Language", import_module(f"l10n.formats.front_matter_{section.language}"))


def _reads(language: _Language, made: str, wanted: Wanted, expected: Sequence[str]) -> bool:
    """Whether new front matter reads as it should."""
    try:
        found = [value.text for value in language.values(made, Span(0, len(made)), wanted)]
    except L10nError:
        return False
    return [text for text in found if text.strip()] == [text for text in expected if text.strip()]
