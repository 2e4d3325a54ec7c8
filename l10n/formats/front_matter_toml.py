"""Front matter in TOML: where its texts stand, found by a scanner that lets tomllib judge first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from l10n.formats import lines
from l10n.formats.front_matter_paths import Wanted
from l10n.formats.front_matter_values import Path, Value, escaped, invalid, role, unescaped
from l10n.model import Edit, Piece, Span

_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}+'
    r"|'''(?:[^']|'(?!''))*+'{3,5}+"
    r'|"(?:[^"\\\r\n]|\\.)*+"'
    r"|'[^'\r\n]*+'",
    re.DOTALL,
)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ATOM = re.compile(r"[^,\[\]{}#\r\n\"']+")
_BASIC = re.compile(
    r"(?P<gone>\\[ \t]*+\r?\n[ \t\r\n]*+)|(?P<escape>\\(?:u.{4}|U.{8}|.))|(?P<newline>\r\n)|[^\\\r]+"
)
_LITERAL = re.compile(r"(?P<newline>\r\n)|[^\r]+")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_UNQUOTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")


@dataclass(slots=True)
class _Scan:
    """A scanner of the TOML in `text[:end]`. `tables` counts the tables of each array of tables so far."""

    text: str
    at: int
    end: int
    wanted: Wanted
    tables: dict[Path, int] = field(default_factory=dict)

    def values(self) -> Iterator[Value]:
        """The texts that are translated, from here to the end."""
        table: Path = ()
        while self._skip(_BLANK) < self.end:
            if self.text[self.at] == "[":
                table = self._header()
            else:
                path = (*table, *self._key())
                self.at += 1  # the equals sign
                self._skip(_SPACE)
                yield from self._value(path)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at, self.end)
        self.at = found.end() if found else self.at
        return self.at

    def _header(self) -> Path:
        """The path of a table, from `[a.b]` or `[[a.b]]`."""
        is_array = self.text.startswith("[[", self.at)
        self.at += 1 + is_array
        self._skip(_SPACE)
        path: Path = ()
        keys = self._key()
        for number, key in enumerate(keys):
            path = (*path, key)
            if is_array and number == len(keys) - 1:
                self.tables[path] = self.tables.get(path, -1) + 1
            if path in self.tables:
                path = (*path, self.tables[path])
        self.at += 1 + is_array
        return path

    def _key(self) -> tuple[str, ...]:
        """The parts of a dotted key, and the white space after it."""
        parts = []
        while True:
            self._skip(_SPACE)
            found = _STRING.match(self.text, self.at, self.end)
            if found:
                parts.append("".join(chunk.text for chunk in _chunks(self.text, Span(*found.span()))))
                self.at = found.end()
            else:
                start = self.at
                parts.append(self.text[start : self._skip(_BARE)])
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return tuple(parts)
            self.at += 1

    def _value(self, path: Path) -> Iterator[Value]:
        """The texts of one value: itself, or those in it, however deep."""
        open_paths: list[Path] = []
        while True:
            found = _STRING.match(self.text, self.at, self.end)
            sign = self.text[self.at]
            if found:
                span = Span(*found.span())
                self.at = found.end()
                if self.wanted.holds(path):
                    yield Value(role(path), span, tuple(_chunks(self.text, span)), _quotes(found[0]))
            elif sign in "[{":
                self.at += 1
                open_paths.append((*path, 0) if sign == "[" else (*path, None))
            else:
                self._skip(_ATOM)
            # What follows a value: the next one of its array or table, the end of these, the end of the line.
            while open_paths:
                self._skip(_BLANK)
                sign = self.text[self.at]
                if sign not in "],}":
                    break
                self.at += 1
                if sign == ",":
                    open_paths[-1] = _next(open_paths[-1])
                else:
                    open_paths.pop()
            if not open_paths:
                return
            path = open_paths[-1]
            if path[-1] is None:
                path = (*path[:-1], *self._key())
                self.at += 1
                self._skip(_SPACE)


def values(text: str, span: Span, wanted: Wanted) -> list[Value]:
    """The texts that are translated of the TOML in `text[span]`, in order.

    Raises L10nError, with a line, for what is not TOML; a key that stands twice is not.
    """
    body = span.cut(text)
    before = lines.line_of(text, span.start) - 1
    try:
        tomllib.loads(body)
    except RecursionError:
        raise invalid(before + 1, "TOML: it is nested too deep") from None
    except ValueError as error:
        said = re.fullmatch(r"(.*?)(?: \(at (?:line (\d+),.*|end of document)\))?", str(error), re.DOTALL)
        line = int(said[2]) if said and said[2] else 1 + body.rstrip().count("\n")
        raise invalid(before + line, f"TOML: {said[1] if said else error}") from None
    return list(_Scan(text, span.start, span.end, wanted).values())


def written(text: str, value: Value, edits: Sequence[Edit], meant: str) -> str:
    """`value` with these edits made in it, so that it reads as `meant`: with escapes where it needs some."""
    newline = lines.newline_of(text)
    new = value.spliced(text, edits, lambda target: _encoded(target, value.style, newline))
    whole = _STRING.fullmatch(new)
    if whole and _quotes(new) == value.style and _shown(new) == meant:
        return new
    if len(value.style) == 1:
        return f'"{escaped(meant)}"'
    opening = newline if "\n" in meant else ""
    return "".join(('"""', opening, _encoded(meant, '"""', newline), '"""'))


def _encoded(target: str, style: str, newline: str) -> str:
    """`target` as it stands inside of a string of this style, where its quotes can hold it."""
    if style == '"':
        return escaped(target)
    said = target.split("\n")
    return newline.join(map(escaped, said) if style == '"""' else said)


def _shown(written: str) -> str:
    """What is read of a string, or nothing where its quotes cannot hold what is in it."""
    if written[0] == "'" and _UNQUOTABLE.search(written):
        return ""
    return "".join(chunk.text for chunk in _chunks(written, Span(0, len(written))))


def _quotes(string: str) -> str:
    return string[:3] if string[:3] in ('"""', "'''") else string[0]


def _next(path: Path) -> Path:
    last = path[-1]
    return (*path[:-1], last + 1) if isinstance(last, int) else path


def _chunks(text: str, span: Span) -> Iterator[Piece]:
    """What is read of a string, its quotes left out."""
    quotes = _quotes(text[span.start : span.start + 3])
    start, end = span.start + len(quotes), span.end - len(quotes)
    if len(quotes) == 3:
        opening = lines.NEWLINE.match(text, start, end)
        start = opening.end() if opening else start
    for found in (_BASIC if quotes[0] == '"' else _LITERAL).finditer(text, start, end):
        groups = found.groupdict()
        shown = found[0]
        if groups.get("gone"):
            shown = ""
        elif groups.get("escape"):
            shown = unescaped(shown, _SHORT)
        elif groups["newline"]:
            shown = "\n"
        yield Piece(Span(*found.span()), shown)
