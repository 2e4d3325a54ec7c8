r"""A translation put into Markdown so that its words never become blocks: `1. ` at its start is `1\. `."""

from __future__ import annotations

import re

from l10n.formats import lines, markdown_events, markdown_html
from l10n.formats.markdown_masks import masks
from l10n.model import Unit

_SPACE = " \t\r\n\f\v"
_EDGE = frozenset({"", "\\", *_SPACE})
# What may open a block, or make one of the line above; only then the parser is asked.
_SUSPICIOUS = re.compile(r"[#>+*=|~`<\[_:!?/{$-]|[0-9]{1,9}[.)]")
_NUMBER = re.compile(r"[0-9]{1,9}(?=[.)])")
_TASK = re.compile(r"\[[ xX]\](?=\s)")
_CLOSING_SEQUENCE = re.compile(r"(?<!\S)#+$")
_PIPE = re.compile(r"(?<!\\)(\\*)\|")
_LAST_BACKSLASHES = re.compile(r"(?<!\\)\\+$")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)

_ONE_LINE = frozenset({"cell", "heading", "title", "term", "alt text"})
"""Roles of blocks that have no second line, unless their source has one (a heading with `===` below)."""


def encode(unit: Unit, target: str, *, mdx: bool = False) -> str:
    """`target` as it must stand in the place of `unit`, without outer white space and blank lines.

    What would open a block at the start of a line is escaped. Further lines get the unit's indent, or become
    one line where the block has only one.
    """
    if unit.inner == markdown_html.FORMAT:
        return markdown_html.encode(unit, target)
    if _stands_as_it_is(unit, target):
        return target
    written = [line for line in lines.NEWLINE.split(target.strip(_SPACE)) if line.strip(_SPACE)]
    if not written:
        return ""
    if unit.role in _ONE_LINE and "\n" not in unit.source:
        written = [" ".join([*map(_without_break, written[:-1]), written[-1]])]
    written = [_kept_break(line) for line in written[:-1]] + [written[-1].strip(_SPACE)]
    if unit.role not in ("cell", "title", "alt text"):
        written = [_as_prose(line, unit, mdx, first=number == 0) for number, line in enumerate(written)]
    return _as_inline(f"\n{unit.indent}".join(written), unit)


def _stands_as_it_is(unit: Unit, target: str) -> bool:
    """Whether a target is a line of words, with nothing at its edges that could be markup: nearly all are."""
    return (
        (unit.role not in _ONE_LINE or (unit.role == "heading" and "#" not in target))
        and target[:1] not in _EDGE
        and target[-1:] not in _EDGE
        and "\n" not in target
        and "\r" not in target
        and _SUSPICIOUS.match(target) is None
    )


def _kept_break(line: str) -> str:
    """A line that another one follows, with the two spaces at its end that make a hard break."""
    return line.strip(_SPACE) + ("  " if line.endswith("  ") else "")


def _without_break(line: str) -> str:
    bare = line.strip(_SPACE)
    return bare[:-1] if _is_escaping(bare) else bare


def _is_escaping(text: str) -> bool:
    """Whether `text` ends with a backslash that escapes what comes after it."""
    found = _LAST_BACKSLASHES.search(text)
    return found is not None and len(found[0]) % 2 == 1


def _as_prose(line: str, unit: Unit, mdx: bool, *, first: bool) -> str:
    if first and unit.role == "list item" and _TASK.match(line) and not _TASK.match(unit.source):
        return f"\\{line}"
    if not _opens_block(line, mdx):
        return line
    if line.startswith("<"):
        # A backslash would make a tag visible; a space, written as an entity, keeps it from opening a block.
        return f"&#32;{line}"
    if first and unit.role == "heading" and _opens_block(lines.NEWLINE.split(unit.source)[0], mdx):
        return line  # behind the # of a heading nothing opens a block
    if number := _NUMBER.match(line):
        return f"{number[0]}\\{line[number.end() :]}"
    return f"\\{line}"


def _opens_block(line: str, mdx: bool) -> bool:
    """Whether a line is more than text at the start of a block, or below a line of text."""
    return bool(_SUSPICIOUS.match(line)) and not (_is_prose(line, mdx) and _is_prose(f"x\n{line}", mdx))


def _is_prose(text: str, mdx: bool) -> bool:
    """Whether `text` is one paragraph, all of it."""
    blocks = [
        event
        for event in markdown_events.read(text, masks=masks(text, mdx=mdx).masks)
        if event.act != "end" and event.name not in markdown_events.INLINE
        if event.act == "start" or event.name in ("Rule", "Html")
    ]
    return [(block.name, block.start) for block in blocks] == [("Paragraph", 0)]


def _as_inline(text: str, unit: Unit) -> str:
    """`text` with what would end its heading, cell, title or image too early escaped."""
    if unit.role == "heading":
        text = _CLOSING_SEQUENCE.sub(lambda found: f"\\{found[0]}", text)
    elif unit.role == "cell":
        text = _PIPE.sub(lambda found: found[0] if len(found[1]) % 2 else f"{found[1]}\\|", text)
    elif unit.role == "title" or (unit.role == "alt text" and not unit.source.startswith("![")):
        text = _with_balanced_brackets(text)
    return f"{text}\\" if _is_escaping(text) and not _is_escaping(unit.source) else text


def _with_balanced_brackets(text: str) -> str:
    """`text` with its brackets escaped if they do not pair."""
    depth = least = 0
    for bracket in _BRACKET.findall(text):
        depth += {"[": 1, "]": -1}.get(bracket, 0)
        least = min(least, depth)
    if least == depth == 0:
        return text
    return _BRACKET.sub(lambda found: f"\\{found[0]}" if found[0] in "[]" else found[0], text)
