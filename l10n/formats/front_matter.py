"""Where the front matter of a document is: YAML between `---`, TOML between `+++`, or a JSON object."""

from __future__ import annotations

import re
from dataclasses import dataclass

from l10n.formats import lines
from l10n.model import Span


@dataclass(frozen=True, slots=True)
class Section:
    """The front matter of a document: its language, the part between its fences, where the rest starts."""

    language: str
    body: Span
    end: int


_YAML_END = re.compile(r"(?:---|\.\.\.)[ \t]*+")
_TOML_END = re.compile(r"\+\+\+[ \t]*+")
_FENCE = {"---": ("yaml", _YAML_END), "+++": ("toml", _TOML_END)}

# What tells front matter from a shortcode or an expression in braces.
_OBJECT = re.compile(r'\{[ \t\r\n]*+(?:\}|"[^"\r\n]*+"[ \t\r\n]*+:)')
_OBJECT_END = re.compile(r"^\}(?=[ \t]*+\r?$)", re.MULTILINE)


def find(text: str) -> Section | None:
    """The front matter of a document, behind a byte-order mark if it has one; None where it has none.

    It opens on the first line, begins on the next and closes; anything else is Markdown.
    """
    bom = int(text.startswith("\ufeff"))
    if text.startswith("{", bom):
        return _find_json(text, bom)
    language, closing = _FENCE.get(text[bom : bom + 3], ("", None))
    opening = lines.NEWLINE.search(text, bom)
    if closing is None or opening is None or text[bom + 3 : opening.start()].strip(" \t"):
        return None
    start = body = opening.end()
    if not text[start : start + 1].strip():
        return None  # a thematic break, then a blank line
    for newline in lines.NEWLINE.finditer(text, start):
        if closing.fullmatch(text, start, newline.start()):
            return Section(language, Span(body, start), newline.end())
        start = newline.end()
    return Section(language, Span(body, start), len(text)) if closing.fullmatch(text, start) else None


def body_start(text: str) -> int:
    """Where the Markdown of a document starts: behind a byte-order mark and front matter."""
    section = find(text)
    return section.end if section else int(text.startswith("\ufeff"))


def _find_json(text: str, start: int) -> Section | None:
    end = _object_end(text, start) if _OBJECT.match(text, start) else None
    if end is None:
        return None
    newline = lines.NEWLINE.search(text, end)
    line_end, after = newline.span() if newline else (len(text), len(text))
    return None if text[end:line_end].strip(" \t") else Section("json", Span(start, end), after)


def _object_end(text: str, start: int) -> int | None:
    """Where the JSON object that opens at `start` ends, at the latest with a `}` at the start of a line."""
    import json  # only for what begins with a brace

    try:
        return json.JSONDecoder(parse_int=float).raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        closing = _OBJECT_END.search(text, start)
        return closing.end() if closing else None
