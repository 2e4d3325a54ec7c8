"""The PO grammar token by token, as GNU gettext reads it: for entries of unusual shape, and for errors.

Follows po-lex.c and po-gram-gen.y of gettext 0.21: white space and blank lines mean nothing between tokens; `#~` and
`#|` mark the rest of their line as obsolete or previous; any other comment may stand only before a message, and
belongs to the next one, however many blank lines are between.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from l10n.catalog.states import is_origin
from l10n.errors import L10nError
from l10n.model import Key

if TYPE_CHECKING:
    from collections.abc import Iterator


class Message(NamedTuple):
    """One message as it stands in the file: comment lines in one text, texts without their escapes."""

    comments: str
    context: str | None
    source: str
    plural: str | None
    targets: tuple[str, ...]
    previous: Key | None
    previous_plural: str | None
    obsolete: bool


class Comments(NamedTuple):
    """The comment lines of a message by kind; `flags` with `fuzzy`."""

    comments: tuple[str, ...]
    notes: tuple[str, ...]
    references: tuple[str, ...]
    flags: tuple[str, ...]
    origin: str


class Lines:
    """A text and how many lines of it are counted so far: offsets to lines, in one pass over the file."""

    def __init__(self, text: str, path: str, codec: str = "utf-8") -> None:
        self.text = text
        self.path = path
        self.codec = codec
        self._at = 0
        self._line = 1

    def advance(self, to: int) -> int:
        """The line of offset `to`, from 1; counting goes on from there, never back."""
        self._line += self.text.count("\n", self._at, to)
        self._at = to
        return self._line

    def fail(self, at: int, message: str, hint: str) -> NoReturn:
        """Raise an L10nError for the line of offset `at`."""
        line = self._line + self.text.count("\n", self._at, at)
        raise L10nError(message, self.path, line, hint=hint)


class _Token(NamedTuple):
    kind: str  # "string", "word", "index", "comment" or, at the end, ""
    text: str
    start: int
    end: int
    previous: bool
    obsolete: bool


_TOKEN = re.compile(
    r"(?P<space>[ \t\r\f\v\n]++)"
    r"|(?P<comment>\#[^\n]*+)"
    r'|"(?P<string>[^"\\\n]*+(?:\\[\s\S][^"\\\n]*+)*+)"'
    r"|(?P<word>[A-Za-z_$][A-Za-z0-9_$]*+)"
    r"|(?P<index>\[[ \t]*+[0-9]{1,4}[ \t]*+\])"
)
_CONFLICT = re.compile(r"[ \t]*(?:<{7}|={7}|>{7}|\|{7})(?![^\s])")
_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\", "\n": "",
}  # fmt: skip
_ESCAPE = re.compile(r'\\([abfnrtv"\\\n])|((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+)|(\\)')
_BYTE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+))")
# gettext 0.22 puts U+2068 and U+2069 around a file name with spaces.
_REFERENCE = re.compile("\u2068[^\u2069]*\u2069\\S*|\\S+")
_FLAG = re.compile(r"range:[^,]*|[^\s,]+")


def unescape(text: str, codec: str = "utf-8") -> str:
    r"""The text that a PO string means, from what stands between its quotes.

    Octal and hexadecimal escapes are bytes of the file's charset, as msgfmt has it: `\xc3\xa9` is é. Raises
    ValueError, its argument the offset, for an escape that PO does not know or bytes that are no character.
    """

    def meant(found: re.Match[str]) -> str:
        plain, codes, _ = found.groups()
        if plain is not None:
            return _ESCAPES[plain]
        if codes is None:
            raise ValueError(found.start())
        data = bytes((int(octal, 8) if octal else int(hexa[-2:], 16)) & 0xFF for octal, hexa in _BYTE.findall(codes))
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            raise ValueError(found.start()) from None

    return _ESCAPE.sub(meant, text)


def read_comments(text: str) -> Comments:
    """The comment lines in `text` by kind.

    A line `# …` is known by what follows the space; any other that gettext takes for a translator's (`#=`, `#x`)
    is kept whole, and so is one whose text begins with `#`, so that the two never mix. `#!` is another way to
    write `#,`; gettext 1.0 may put flags after `#=`, and then `fuzzy` there counts.
    """
    comments: list[str] = []
    notes: list[str] = []
    references: list[str] = []
    flags: list[str] = []
    origin = ""
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        kind = line[1:2]
        if kind == ":":
            body = line[2:]
            references += _REFERENCE.findall(body) if "\u2068" in body else body.split()
        elif kind == ".":
            notes.append(line[3:] if line[2:3] == " " else line[2:])
        elif kind in (",", "!"):
            flags += _FLAG.findall(line[2:])
        elif kind == "=" and "fuzzy" in _FLAG.findall(line[2:]):
            flags += _FLAG.findall(line[2:])
        elif line == "#":
            comments.append("")
        elif line.startswith("# ") and line[2:3] != "#":
            if is_origin(line[2:]):
                origin = line[2:]
            else:
                comments.append(line[2:])
        elif line:
            comments.append(line)
    return Comments(tuple(comments), tuple(notes), tuple(references), tuple(dict.fromkeys(flags)), origin)


def read_message(lines: Lines, at: int) -> tuple[Message | None, int, int]:
    """The message after offset `at`, the offset of its first token, and the one after its last line.

    None at the end of the file, whatever comments are left there. Raises L10nError where msgfmt would call it an
    error.
    """
    cursor = _Cursor(lines, at)
    comments: list[str] = []
    start = cursor.token.start
    while cursor.token.kind == "comment" or cursor.token.text == "domain":
        if cursor.token.kind == "comment":
            comments.append(cursor.take().text)
        else:  # `domain "x"` changes nothing for us: a file is one catalog
            cursor.take()
            cursor.strings("domain")
    if not cursor.token.kind:
        return None, at, at
    was, was_plural = _read_previous(cursor)
    word = cursor.token
    context = cursor.texts("msgctxt") if cursor.token.text == "msgctxt" else None
    source = cursor.texts("msgid")
    plural = cursor.texts("msgid_plural") if cursor.token.text == "msgid_plural" else None
    targets = _read_targets(cursor, word, plural is not None)
    end = _LINE_END.match(lines.text, cursor.last)
    message = Message(
        "\n".join(comments), context, source, plural, targets, was, was_plural, cursor.obsolete or False
    )
    return message, start, end.end() if end else cursor.last


_LINE_END = re.compile(r"[ \t\r\f\v]*+(?:\n|\Z)")


def _read_previous(cursor: _Cursor) -> tuple[Key | None, str | None]:
    if not cursor.token.previous:
        return None, None
    context = cursor.texts("msgctxt", previous=True) if cursor.token.text == "msgctxt" else None
    source = cursor.texts("msgid", previous=True)
    plural = None
    if cursor.token.previous and cursor.token.text == "msgid_plural":
        plural = cursor.texts("msgid_plural", previous=True)
    return Key(context, source), plural


def _read_targets(cursor: _Cursor, word: _Token, with_plural: bool) -> tuple[str, ...]:
    if cursor.token.text != "msgstr" or cursor.token.kind != "word" or cursor.token.previous:
        cursor.lines.fail(word.start, "msgid without msgstr", "add the msgstr line, or delete the entry")
    if not with_plural:
        return (cursor.texts("msgstr"),)
    targets: list[str] = []
    while cursor.token.kind == "word" and cursor.token.text == "msgstr":
        cursor.keyword("msgstr", False)
        index = cursor.take()
        if index.kind != "index" or int(index.text) != len(targets):
            cursor.lines.fail(
                index.start, f"msgstr[{len(targets)}] must stand here", "number the plural forms from 0"
            )
        targets.append(cursor.strings("msgstr"))
    return tuple(targets)


class _Cursor:
    """Where the reading of one message stands: its next token, and the end of the last one taken."""

    def __init__(self, lines: Lines, at: int) -> None:
        self.lines = lines
        self.last = at
        self.obsolete: bool | None = None
        self._tokens = _tokens(lines, at)
        self.token = next(self._tokens)

    def take(self) -> _Token:
        """The next token, which is then behind."""
        token = self.token
        self.last = token.end
        if token.kind:
            self.token = next(self._tokens)
        return token

    def keyword(self, word: str, previous: bool) -> None:
        """Take the keyword `word`, in the message's own part or in its `#|` part."""
        token = self.token
        if token.kind != "word" or token.text != word or token.previous != previous:
            said = f"{word} must stand here"
            if token.kind == "word":
                said += f", not {token.text}"
            elif token.kind == "comment":
                said += ", not a comment"
            hint = "keep the order: comments, #| lines, msgctxt, msgid, msgstr"
            self.lines.fail(token.start, said, hint)
        if self.obsolete is not None and token.obsolete != self.obsolete:
            self.lines.fail(token.start, "half of this entry is obsolete", "begin each of its lines with #~")
        self.obsolete = token.obsolete
        self.take()

    def texts(self, word: str, *, previous: bool = False) -> str:
        """Take the keyword `word` and its strings; what they mean together."""
        self.keyword(word, previous)
        return self.strings(word, previous=previous)

    def strings(self, word: str, *, previous: bool = False) -> str:
        """Take one or more strings; what they mean together."""
        found: list[str] = []
        while self.token.kind == "string" and self.token.previous == previous:
            if self.obsolete is not None and self.token.obsolete != self.obsolete:
                self.lines.fail(
                    self.token.start, "half of this entry is obsolete", "begin each of its lines with #~"
                )
            found.append(self._text(self.take()))
        if not found:
            self.lines.fail(self.token.start, f"{word} without a text", 'write the text in quotes, or ""')
        return "".join(found)

    def _text(self, token: _Token) -> str:
        try:
            text = unescape(token.text, self.lines.codec) if "\\" in token.text else token.text
        except ValueError as error:
            at = token.start + 1 + int(error.args[0])
            shown = self.lines.text[at : at + 2]
            self.lines.fail(at, f"{shown} is no escape of PO", r"write a backslash as \\")
        if "\x04" in text:
            self.lines.fail(token.start, "a context separator (U+0004) in a text", "delete it")
        return text


def _tokens(lines: Lines, at: int) -> Iterator[_Token]:
    """The tokens from offset `at` on; at the end an empty one. Raises L10nError for what is no token."""
    text = lines.text
    previous = obsolete = False
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            _fail_lexing(lines, at)
        kind = found.lastgroup or ""
        body = found[kind]
        if kind == "space":
            if "\n" in body:
                previous = obsolete = False
        elif kind == "comment" and body.startswith(("#~", "#|")):
            mark = "#~|" if body.startswith("#~|") else body[:2]
            obsolete = obsolete or "~" in mark
            previous = previous or "|" in mark
            at += len(mark)
            continue
        else:
            if kind == "word" and body not in _KEYWORDS:
                hint = "escape a quote inside a text as \\\"" if '"' in _line_before(text, at) else _GARBAGE
                lines.fail(at, f"unknown word {body[:40]}", hint)
            if kind == "index":
                body = body[1:-1].strip()
            yield _Token(kind, body, at, found.end(), previous, obsolete)
        at = found.end()
    yield _Token("", "", at, at, False, False)


_KEYWORDS = frozenset({"domain", "msgctxt", "msgid", "msgid_plural", "msgstr"})
_GARBAGE = "a PO line is a comment, a keyword with a text in quotes, or such a text"


def _line_before(text: str, at: int) -> str:
    return text[max(text.rfind("\n", 0, at) + 1, at - 500) : at]


def _fail_lexing(lines: Lines, at: int) -> NoReturn:
    text = lines.text
    before = _line_before(text, at)
    if not before.strip() and _CONFLICT.match(text, at):
        lines.fail(at, "unresolved merge conflict", "take one side of it and delete the marker lines")
    if text[at] == '"':
        lines.fail(at, "unterminated string", "close it with a quote on the same line")
    lines.fail(at, f"unexpected {text[at]!a}", _GARBAGE)
