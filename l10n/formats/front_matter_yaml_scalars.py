"""A YAML scalar in each of its styles: what is read of it, and how a new text is written in its place.

Line breaks and folding are YAML 1.1's (chapters 5.4, 8.1 and 9.1), as PyYAML has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from l10n.formats.front_matter_values import escaped, unescaped
from l10n.model import Piece, Span

_ENDS = "\r\n\x85\u2028\u2029"
_BREAK = rf"(?:\r\n|[{_ENDS}])"
_FOLD = rf"[ \t]*+(?P<first>{_BREAK})(?P<rest>(?:[ \t]*+{_BREAK})*+)[ \t]*+"
_HEX = "[0-9A-Fa-f]"
_BREAKS = re.compile(_BREAK)


def _flow(special: str, escape: str) -> re.Pattern[str]:
    """What tiles the text of a flow scalar: line breaks, escapes, and what stands for itself."""
    return re.compile(
        rf"(?P<fold>{_FOLD})|(?P<escape>{escape})|(?:[^ \t{_ENDS}{special}]|[ \t]++(?!{_BREAK}))++", re.DOTALL
    )


_FLOW = {
    '"': _flow(
        r"\\",
        rf"\\(?:x{_HEX}{{2}}|u{_HEX}{{4}}|U{_HEX}{{8}}|{_BREAK}(?:[ \t]*+{_BREAK})*+[ \t]*+|.)",
    ),
    "'": _flow("'", "''"),
    "plain": _flow("", r"(?!)"),
}
_SHORT = dict(zip("0abtnvfreNLP_ /\"\\'\t", "\0\a\b\t\n\v\f\r\x1b\x85\u2028\u2029\xa0 /\"\\'\t", strict=True))

_HEADER = re.compile(rf"[|>](?P<digit>[+-]?[1-9]|)[+-]?[ \t]*(?P<comment>#[^{_ENDS}]*)?{_BREAK}")
_LINE = re.compile(rf"( *)([^{_ENDS}]*)({_BREAK}|\Z)")

# What stands for itself in every style; the rest needs escapes.
_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

# A plain scalar that is read as it stands wherever it stands, by YAML 1.1 as well as 1.2. What looks like a
# number, a date, a truth or nothing is no text.
_INDICATED = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`=\s]|<<|.*(?::(?:\s|\Z)|\s#|\t|\s\Z)""", re.DOTALL)
_NO_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\.inf|\.nan|0[box][0-9a-f_]+|\.?[0-9][0-9_.,:e+\-tz ]*)",
    re.IGNORECASE,
)
_IN_FLOW = re.compile(r"[,\[\]{}:?]")


def flow(text: str, span: Span, style: str) -> Iterator[Piece]:
    """What is read of the part `span` of `text`, the inside of a plain or a quoted scalar.

    Raises KeyError or ValueError for an escape that is none.
    """
    for found in _FLOW[style].finditer(text, *span):
        shown = found[0]
        if found["fold"]:
            shown = _folded(found["first"], found["rest"])
        elif found["escape"]:
            shown = _escape(shown)
        yield Piece(Span(*found.span()), shown)


def block(text: str, span: Span, indent: int) -> Iterator[Piece]:
    """What is read of the literal or folded scalar that `text[span]` is, its content `indent` columns in."""
    header = _HEADER.match(text, *span)
    if header is None:
        return
    folded, chomping = header[0][0] == ">", re.sub(r"[^+-]", "", header[0].partition("#")[0])
    lines = list(_block_lines(text, Span(header.end(), span.end), indent))
    contents = [number for number, (start, end, _) in enumerate(lines) if start < end]
    if not contents:
        return
    for start, end, ended in lines[: contents[0]]:
        yield Piece(Span(start, end + len(ended)), _kept(ended))
    for number, after in zip(contents, [*contents[1:], -1], strict=True):
        start, end, ended = lines[number]
        yield Piece(Span(start, end), text[start:end])
        if after >= 0:
            next_start = lines[after][0]
            blank = "".join(_kept(line[2]) for line in lines[number + 1 : after])
            spaced = text[start] in " \t" or text[next_start] in " \t"
            if folded and not spaced and _kept(ended) == "\n":
                yield Piece(Span(end, next_start), blank or " ")
            else:
                yield Piece(Span(end, next_start), _kept(ended) + blank)
        elif chomping != "-":
            yield Piece(Span(end, end + len(ended)), _kept(ended))
            for begin, stop, broken in lines[number + 1 :] if chomping == "+" else ():
                yield Piece(Span(begin, stop + len(broken)), _kept(broken))


def block_indent(text: str, span: Span, said: str) -> str:
    """What begins each line of a literal or folded scalar, which reads `said`."""
    header = _HEADER.match(text, *span)
    for found in _LINE.finditer(text, header.end() if header else span.start, span.end):
        if found[2]:
            first = next(line for line in _BREAKS.split(said) if line.strip(" "))
            return " " * (len(found[1]) - (len(first) - len(first.lstrip(" "))))
    return ""


def encoder(style: str, indent: str, newline: str) -> Callable[[str], str]:
    """What makes a text stand inside of a scalar of this style, where the style can hold it."""
    if style == '"':
        return escaped
    if style == "'":
        return lambda text: text.replace("'", "''")
    if style in "|>":
        ended = newline if style == "|" else f"{newline}{newline}"
        return lambda text: text.replace("\n", f"{ended}{indent}")
    return str


def settled(written: str, style: str, indent: str, wanted: str) -> str:
    """A scalar that reads `wanted`: the `written` one if it does, else one in double quotes."""
    holds = _HOLDS[style](written, indent, wanted) and (style == '"' or not _UNPRINTABLE.search(wanted))
    return written if holds else _quoted(written, wanted, is_block=style in "|>")


def _quoted(written: str, wanted: str, *, is_block: bool) -> str:
    header = _HEADER.match(written) if is_block else None
    if header is None:
        return f'"{escaped(wanted)}"'
    comment = f" {header['comment']}" if header["comment"] else ""
    return f'"{escaped(wanted)}"{comment}{written[len(written.rstrip()) :]}'


def _holds_plain(written: str, _indent: str, wanted: str) -> bool:
    if not wanted or _INDICATED.match(wanted) or _NO_TEXT.fullmatch(wanted):
        return False
    return _text(flow(written, Span(0, len(written)), "plain")) == wanted


def _holds_flow(written: str, indent: str, wanted: str) -> bool:
    return not _IN_FLOW.search(wanted) and _holds_plain(written, indent, wanted)


def _holds_quoted(written: str, _indent: str, wanted: str) -> bool:
    return _text(flow(written, Span(1, len(written) - 1), written[0])) == wanted


def _holds_block(written: str, indent: str, wanted: str) -> bool:
    header = _HEADER.match(written)
    if header and not header["digit"] and wanted.lstrip("\n")[:1] in " \t":
        return False  # the indentation is that of the first line
    return _text(block(written, Span(0, len(written)), len(indent))) == wanted


_HOLDS: dict[str, Callable[[str, str, str], bool]] = {
    "plain": _holds_plain,
    "flow": _holds_flow,
    "'": _holds_quoted,
    '"': _holds_quoted,
    "|": _holds_block,
    ">": _holds_block,
}


def _text(chunks: Iterator[Piece]) -> str:
    return "".join(chunk.text for chunk in chunks)


def _block_lines(text: str, span: Span, indent: int) -> Iterator[tuple[int, int, str]]:
    """Start and end of the content of each line, and the break after it."""
    for found in _LINE.finditer(text, *span):
        if found[0]:
            yield min(found.start() + indent, found.end(1)), found.end(2), found[3]


def _escape(escape: str) -> str:
    if escape[0] == "'":
        return "'"
    if escape[1] in _ENDS:
        breaks = _BREAKS.findall(escape)
        return "".join(map(_kept, breaks[1:]))
    return unescaped(escape, _SHORT)


def _folded(first: str, rest: str) -> str:
    """What a line break in a flow scalar reads as, with the breaks of blank lines after it."""
    kept = "".join(map(_kept, _BREAKS.findall(rest)))
    return kept or " " if _kept(first) == "\n" else first + kept


def _kept(ended: str) -> str:
    """A line break as it is read: all but U+2028 and U+2029 are line feeds."""
    return ended if ended in ("\u2028", "\u2029", "") else "\n"
