"""The PO grammar token by token, as GNU gettext reads it: for entries of unusual shape, and for errors.

Follows po-lex.c and po-gram-gen.y of gettext 0.21: white space and blank lines mean nothing between tokens;
`#~` and `#|` mark the rest of their line as obsolete or previous; any other comment may stand only before a
message, and belongs to the next one, however many blank lines are between.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn

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


class Source(NamedTuple):
    """A piece of a PO file's text, the path to name in errors, its codec, and the line that it begins in."""

    text: str
    path: str
    codec: str = "utf-8"
    line: int = 1

    def fail(self, at: int, message: str, hint: str) -> NoReturn:
        """Raise an L10nError for the line of offset `at`."""
        raise L10nError(message, self.path, self.line + self.text.count("\n", 0, at), hint=hint)


class _Token(NamedTuple):
    kind: str  # "string", "word", "index", "comment" or, at the end, ""
    text: str
    start: int
    end: int
    previous: bool
    obsolete: bool


# A backslash at the end of a line joins the next line to it, wherever it stands, in comments too.
_TOKEN = re.compile(
    r"(?P<space>(?:[ \t\r\f\v\n]|\\\n)++)"
    r"|(?P<comment>\#[^\n\\]*+(?:\\\n?[^\n\\]*+)*+)"
    r'|"(?P<string>[^"\\\n]*+(?:\\(?:\\\n)*+[\s\S][^"\\\n]*+)*+)"'
    r"|(?P<word>[A-Za-z_$][A-Za-z0-9_$]*+)"
    r"|(?P<index>\[[ \t]*+[0-9]{1,4}[ \t]*+\])"
)
_CONFLICT = re.compile(r"[ \t]*(?:<{7}|={7}|>{7}|\|{7})(?![^\s])")
_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    '"': '"', "\\": "\\",
}  # fmt: skip
_ESCAPE = re.compile(r'\\([abfnrtv"\\])|((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+)|(\\)')
_BYTE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+))")


def unescape(text: str, codec: str = "utf-8") -> str:
    r"""The text that a PO string means, from what stands between its quotes.

    Octal and hexadecimal escapes are bytes of the file's charset, as msgfmt has it: `\xc3\xa9` is é, and what
    is no character is U+FFFD. Raises ValueError, its argument the offset, for what is no escape of PO.
    """

    def meant(found: re.Match[str]) -> str:
        plain, codes, _ = found.groups()
        if plain is not None:
            return _ESCAPES[plain]
        if codes is None:
            raise ValueError(found.start())
        data = bytes(
            (int(octal, 8) if octal else int(hexa[-2:], 16)) & 0xFF for octal, hexa in _BYTE.findall(codes)
        )
        return data.decode(codec, "replace")

    return _ESCAPE.sub(meant, text.replace("\\\n", ""))


def read_message(source: Source, at: int) -> tuple[Message | None, int, int]:
    """The message after offset `at`, the offset where its text begins, and the one after its last line.

    None at the end of the file, whatever comments are left there. Raises L10nError where msgfmt would call it
    an error.
    """
    cursor = _Cursor(source, at)
    comments: list[str] = []
    body = TOKEN_START.search(source.text, at)
    start = body.start() if body else at
    while cursor.token.kind == "comment" or cursor.token.text == "domain":
        if cursor.token.kind == "comment":
            comments.append(cursor.take().text)
        else:  # `domain "x"` changes nothing for us: a file is one catalog
            cursor.take()
            cursor.strings("domain", at_most=1)
    if not cursor.token.kind:
        return None, at, at
    was, was_plural = _read_previous(cursor)
    word = cursor.token
    context = cursor.texts("msgctxt") if cursor.token.text == "msgctxt" else None
    singular = cursor.texts("msgid")
    plural = cursor.texts("msgid_plural") if cursor.token.text == "msgid_plural" else None
    targets = _read_targets(cursor, word, plural is not None)
    end = _LINE_END.match(source.text, cursor.last)
    message = Message(
        "\n".join(comments), context, singular, plural, targets, was, was_plural, cursor.obsolete or False
    )
    return message, start, end.end() if end else cursor.last


TOKEN_START = re.compile(r"[^ \t\r\f\v\n]")
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
        if cursor.token.kind == "comment":
            cursor.source.fail(cursor.token.start, "a comment inside an entry", "move it above the msgid")
        cursor.source.fail(word.start, "msgid without msgstr", "add the msgstr line, or delete the entry")
    if not with_plural:
        return (cursor.texts("msgstr"),)
    targets: list[str] = []
    while cursor.token.kind == "word" and cursor.token.text == "msgstr":
        cursor.keyword("msgstr", False)
        index = cursor.take()
        if index.kind != "index" or int(index.text) != len(targets):
            cursor.source.fail(
                index.start, f"msgstr[{len(targets)}] must stand here", "number the plural forms from 0"
            )
        targets.append(cursor.strings("msgstr"))
    return tuple(targets)


class _Cursor:
    """Where the reading of one message stands: its next token, and the end of the last one taken."""

    def __init__(self, source: Source, at: int) -> None:
        self.source = source
        self.last = at
        self.obsolete: bool | None = None
        self._tokens = _tokens(source, at)
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
            missing = f"#| {word}" if previous else word
            stands = {"word": token.text, "comment": "a comment"}.get(token.kind, "")
            said = f"{missing} must stand here" + (f", not {stands}" if stands else "")
            self.source.fail(token.start, said, _ORDER)
        if self.obsolete is not None and token.obsolete != self.obsolete:
            self.source.fail(token.start, "half of this entry is obsolete", "begin each of its lines with #~")
        self.obsolete = token.obsolete
        self.take()

    def texts(self, word: str, *, previous: bool = False) -> str:
        """Take the keyword `word` and its strings; what they mean together."""
        self.keyword(word, previous)
        return self.strings(word, previous=previous)

    def strings(self, word: str, *, previous: bool = False, at_most: int | None = None) -> str:
        """Take one or more strings; what they mean together."""
        found: list[str] = []
        while self.token.kind == "string" and self.token.previous == previous and len(found) != at_most:
            if self.obsolete is not None and self.token.obsolete != self.obsolete:
                self.source.fail(
                    self.token.start, "half of this entry is obsolete", "begin each of its lines with #~"
                )
            found.append(self._text(self.take()))
        if not found:
            self.source.fail(self.token.start, f"{word} without a text", 'write the text in quotes, or ""')
        return "".join(found)

    def _text(self, token: _Token) -> str:
        try:
            text = unescape(token.text, self.source.codec) if "\\" in token.text else token.text
        except ValueError as error:
            at = token.start + 1 + int(error.args[0])
            shown = self.source.text[at : at + 2]
            self.source.fail(at, f"{shown} is no escape of PO", r"write a backslash as \\")
        if "\x04" in text:
            self.source.fail(token.start, "a context separator (U+0004) in a text", "delete it")
        return text


def _tokens(source: Source, at: int) -> Iterator[_Token]:
    """The tokens from offset `at` on; at the end an empty one. Raises L10nError for what is no token."""
    text = source.text
    previous = obsolete = False
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            _fail_lexing(source, at)
        kind = found.lastgroup or ""
        body = found[kind]
        if kind == "space":
            if "\n" in body.replace("\\\n", ""):
                previous = obsolete = False
        elif kind == "comment" and body.startswith(("#~", "#|")):
            mark = "#~|" if body.startswith("#~|") else body[:2]
            obsolete = obsolete or "~" in mark
            previous = previous or "|" in mark
            at += len(mark)
            continue
        else:
            if kind == "comment" and previous:
                source.fail(at, "a comment in a #| line", "begin the line with # alone")
            if kind == "word" and body not in _KEYWORDS:
                hint = 'escape a quote inside a text as \\"' if '"' in _line_before(text, at) else _GARBAGE
                source.fail(at, f"unknown word {body[:40]}", hint)
            if kind == "index":
                body = body[1:-1].strip()
            yield _Token(kind, body, at, found.end(), previous, obsolete)
        at = found.end()
    yield _Token("", "", at, at, False, False)


_KEYWORDS = frozenset({"domain", "msgctxt", "msgid", "msgid_plural", "msgstr"})
_ORDER = "keep the order: comments, #| lines, msgctxt, msgid, msgstr"
_GARBAGE = "a PO line is a comment, a keyword with a text in quotes, or such a text"


def _line_before(text: str, at: int) -> str:
    return text[max(text.rfind("\n", 0, at) + 1, at - 500) : at]


def _fail_lexing(source: Source, at: int) -> NoReturn:
    text = source.text
    before = _line_before(text, at)
    if not before.strip() and _CONFLICT.match(text, at):
        source.fail(at, "unresolved merge conflict", "take one side of it and delete the marker lines")
    if text[at] == '"':
        source.fail(at, "unterminated string", "close it with a quote on the same line")
    source.fail(at, f"unexpected {text[at]!a}", _GARBAGE)
