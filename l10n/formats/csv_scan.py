"""Tables more or less as in RFC 4180: their delimiter, their records, the fields in them as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

from l10n.errors import L10nError
from l10n.formats import lines
from l10n.model import Edit, Piece, Span

DELIMITERS = (",", ";", "\t", "|")

SAMPLE = 1 << 16
"""How much of a table, in characters, is looked at for its delimiter."""
_SAMPLE_RECORDS = 10

# Bounded, since the re module keeps half a kilobyte for each repetition of a group.
_INSIDE = re.compile(r'[^"]*(?:""[^"]*){0,100}')
_PART = re.compile(r'[^"]+|""')


def records(text: str, delimiter: str, quotes: bool) -> Iterator[list[Span]]:
    """The records of a table, each the slices of its fields, quotes included; a blank line is an empty field.

    Without `quotes` a quotation mark is a character like others. Raises L10nError with the line of a quote
    that is never closed.
    """
    at = int(text.startswith("\ufeff"))
    rest = _rest(delimiter)
    record: list[Span] = []
    while at < len(text) or record:
        end = _end(text, at, rest, quotes)
        if end > len(text):
            hint = 'close it, or write "" for a quotation mark; where quotes mean nothing: quotes = false'
            raise L10nError("a quote is opened and never closed", None, lines.line_of(text, at), hint)
        record.append(Span(at, end))
        at = end
        if text.startswith(delimiter, at):
            at += 1
            continue
        yield record
        record = []
        at += 2 if text.startswith("\r\n", at) else 1


def end_of_record(text: str, at: int, delimiter: str, quotes: bool) -> int:
    """The end of the record at `at`, before its newline; the text's where it may go on behind it."""
    rest = _rest(delimiter)
    while True:
        at = _end(text, at, rest, quotes)
        if not text.startswith(delimiter, at):
            return min(at, len(text))
        at += 1


def _end(text: str, at: int, rest: re.Pattern[str], quotes: bool) -> int:
    """The end of the field at `at`, beyond the text's where its quote is not closed."""
    if quotes and text.startswith('"', at):
        at = _closing(text, at) + 1
        if at > len(text):
            return at
    found = rest.match(text, at)
    return found.end() if found else at


def _closing(text: str, at: int) -> int:
    """The offset of the quote that closes the one at `at`, the text's end where none does."""
    at += 1
    while True:
        found = _INSIDE.match(text, at)
        at = found.end() if found else at
        if not text.startswith('""', at):
            return at


@cache
def _rest(delimiter: str) -> re.Pattern[str]:
    """Matches a field, or what stands in it behind its closing quote."""
    return re.compile(rf"[^{re.escape(delimiter)}\r\n]*")


def delimiter_of(text: str, quotes: bool, fitting: Callable[[Sequence[str]], int]) -> str:
    """The delimiter of a table: the one by which most columns fit, the records are alike, or most are seen.

    `fitting` counts the columns that fit, of the names in the first record.
    """
    sample = text[:SAMPLE]

    def likeness(delimiter: str) -> tuple[int, bool, int]:
        found = list(_readable(sample, delimiter, quotes))
        names = [shown(sample, span, quotes) for span in found[0]] if found else []
        return fitting(names), len({len(record) for record in found}) == 1 < len(names), len(names)

    return max(DELIMITERS, key=likeness)  # the first of those alike


def _readable(text: str, delimiter: str, quotes: bool) -> Iterator[list[Span]]:
    """The first records that are not blank; one that a sample may have cut off is none of them."""
    try:
        for record in islice(records(text, delimiter, quotes), _SAMPLE_RECORDS):
            if len(text) == SAMPLE == record[-1].end:
                return
            if len(record) > 1 or record[0].cut(text).strip():
                yield record
    except L10nError:
        return


def shown(text: str, span: Span, quotes: bool) -> str:
    """What the field at `span` says."""
    return "".join(piece.text for piece in pieces(text, span, quotes))


def pieces(text: str, span: Span, quotes: bool) -> tuple[Piece, ...]:
    """What the field at `span` says, each doubled quote a piece; none for an empty one.

    A field with more behind its closing quote is taken as it is written.
    """
    start, end = span
    if start == end:
        return ()
    if not (quotes and _is_quoted(text, span)):
        return (Piece(span, span.cut(text)),)
    found = _PART.finditer(text, start + 1, end - 1)
    return tuple(Piece(Span(*part.span()), '"' if part[0] == '""' else part[0]) for part in found)


def _is_quoted(text: str, field: Span) -> bool:
    """Whether all of a field is in quotes."""
    return text.startswith('"', field.start) and _closing(text, field.start) == field.end - 1


def framed(text: str, frame: Span, edits: Sequence[Edit], quotes: bool) -> str:
    """The field at `frame` with `edits` made in it; in quotes if it had them, or if it now needs them.

    Lines end as they do in the field, else in the file. Without `quotes` they, and delimiters, become spaces.
    """
    was_quoted = quotes and _is_quoted(text, frame)
    newline = (
        lines.newline_of(frame.cut(text)) if lines.NEWLINE.search(text, *frame) else lines.newline_of(text)
    )
    out, done = [], frame.start
    for edit in edits:
        said = lines.NEWLINE.sub(newline if quotes else " ", edit.text)
        out += [text[done : edit.span.start], said.replace('"', '""') if was_quoted else said]
        done = edit.span.end
    written = "".join([*out, text[done : frame.end]])
    if was_quoted:
        return written
    beside = {text[frame.start - 1 : frame.start], text[frame.end : frame.end + 1]} - {
        "",
        "\r",
        "\n",
        "\ufeff",
    }
    if not quotes:
        return re.sub("|".join(map(re.escape, beside)), " ", written) if beside else written
    return f'"{written.replace(chr(34), chr(34) * 2)}"' if _needs_quotes(written, beside) else written


def _needs_quotes(written: str, beside: set[str]) -> bool:
    """Whether a field must stand in quotes; `beside`: the delimiters next to it, none where it is alone."""
    if not written:
        return not beside  # else the row would be a blank line
    if any(char in written for char in ("\r", "\n", *(beside or DELIMITERS))):
        return True
    # Between tabs a quotation mark means something only at the start.
    return written.startswith('"') or ('"' in written and beside != {"\t"})
