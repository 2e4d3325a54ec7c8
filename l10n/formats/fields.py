"""The fields of a data set: which of them are text, what each is written in, and their values as blocks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from l10n import formats
from l10n.errors import L10nError
from l10n.formats import lines
from l10n.formats.nested import nested
from l10n.model import Block, Piece, Span, Unit

USUAL = (
    "question",
    "answer",
    "title",
    "heading",
    "lead",
    "summary",
    "description",
    "text",
    "context",
    "body",
    "content",
)
"""The fields of a data set whose project names none."""

PLAIN = "text"
"""What a field is written in unless the project says otherwise."""

_SYNONYMS = {"q": "question", "a": "answer", "questions": "question", "answers": "answer"}
# By these Markdown and HTML know where a text stands when they encode it: a cell must escape its bars, an
# attribute its quotes; a paragraph in a field that happens to be called so must not.
_STRUCTURAL = frozenset(
    {"alt text", "button label", "cell", "description", "heading", "keywords", "label", "list item"}
    | {"placeholder", "preview title", "title", "tooltip"}
)
_NO_INNER = ("json", "jsonl", "csv", "tsv")

_LETTER = re.compile(r"[^\W\d_]")
# A PO file is UTF-8 text: these have no place in it.
_UNSHOWABLE = re.compile(r"[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Field:
    """A field to translate: its column or path as the project wrote it, and the format its values are in."""

    path: str
    inner: str = PLAIN

    def role(self, name: str) -> str:
        """The role of text in a field whose own name (the last of its path) is this one."""
        shown = " ".join(name.split())
        low = shown.casefold()
        return _SYNONYMS.get(low, low if low in USUAL else shown)


DEFAULT = tuple(Field(name) for name in USUAL)


def read(options: Mapping[str, object], others: Collection[str] = ()) -> tuple[Field, ...]:
    """The fields that a format's options choose, in their order; `others` are the format's further options.

    `fields` is a list of names or paths; an option called like one of them says what it is written in.
    Raises L10nError, without a path, for what is unknown or cannot be.
    """
    named = _named(options)
    inner: dict[str, str] = {}
    for key, value in options.items():
        if key in named:
            inner[key] = _inner(key, value)
        elif key != "fields" and key not in others:
            raise _unknown(key, value, [*named, "fields", *others])
    return tuple(Field(name, inner.get(name, PLAIN)) for name in named)


def blocks(field: Field, role: str, text: str, frame: Span, chunks: Sequence[Piece]) -> Iterator[Block]:
    """The blocks of the value that `chunks` tile, `frame` around it in the document `text`.

    A plain paragraph has the field's role. A value without letters has none, nor one with a character that
    no PO file can hold (NUL, a lone surrogate): it stays as it is.
    """
    value = chunks[0].text if len(chunks) == 1 else "".join(chunk.text for chunk in chunks)
    if not _LETTER.search(value) or _UNSHOWABLE.search(value):
        return
    plain = field.inner == PLAIN
    try:
        for block in nested(formats.by_name(field.inner).blocks(value), chunks, field.inner):
            own = block.role == "list item" if plain else block.role != "paragraph" or role in _STRUCTURAL
            yield replace(block, role=block.role if own else role, frame=frame)
    except L10nError as error:
        line = min(lines.line_of(text, frame.start) + (error.line or 1) - 1, lines.line_of(text, frame.end))
        raise L10nError(error.message, None, line, error.hint) from error


def encode(unit: Unit, target: str) -> str:
    """`target` in the format of the unit's field; the data format quotes or escapes it with its frame."""
    return formats.by_name(unit.inner or PLAIN).encode(unit, target)


def _named(options: Mapping[str, object]) -> list[str]:
    named = options.get("fields", list(USUAL))
    if not isinstance(named, list) or not named:
        raise L10nError("'fields' must be a list of names", hint='write fields = ["question", "answer"]')
    for name in named:
        if not isinstance(name, str) or not name.strip():
            raise L10nError(f"the field {name!r} is no name", hint='write fields = ["question", "answer"]')
        if named.count(name) > 1:
            raise L10nError(f"the field {name!r} stands twice", hint="take one out")
    return named


def _inner(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise L10nError(f"{key!r} must name a format", hint=f'write {_quoted(key)} = "markdown"')
    if value in _NO_INNER:
        raise L10nError(f"{key!r}: {value} cannot stand in a field", hint="name a format of texts: markdown")
    try:
        formats.by_name(value)
    except L10nError as error:
        raise L10nError(f"{key!r}: {error.message}", hint=error.hint) from None
    return value


def _unknown(key: str, value: object, known: Sequence[str]) -> L10nError:
    if isinstance(value, dict):
        path = ".".join([key, *map(str, list(value)[:1])])
        return L10nError(f"{key!r} is a table here", hint=f'write a path in quotes: "{path}" = "markdown"')
    near = get_close_matches(key, known, 1, 0.6)
    hint = f"did you mean {near[0]!r}?" if near else f"add it to fields; known are {', '.join(known)}"
    return L10nError(f"{key!r} is no field and no option", hint=hint)


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f'"{key}"'
