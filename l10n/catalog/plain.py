"""The plain shapes of PO entries, those that every tool writes: each is read at a glance, by one expression.

What these expressions do not know is for `syntax.py` to read token by token, and to find the errors in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from l10n.catalog.comments import Comments, read_comments, read_references
from l10n.catalog.states import FUZZY, fuzzy_stays, state_of
from l10n.catalog.syntax import Message, unescape
from l10n.model import Entry, Key, State

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    Known = MutableMapping[str, tuple[int, Comments]]
    """How many lines a text of comments has, and what they say: most are like others, and read once."""


def fits(text: str, newline: str) -> bool:
    """Whether `run` may look at this text: it has no characters that the expressions here do not see."""
    return "\x04" not in text and text.count("\r") == (text.count(newline) if newline == "\r\n" else 0)


def run(  # noqa: C901
    text: str, at: int, line: int, newline: str, known: Known, entries: list[Entry]
) -> tuple[int, int]:
    """The offset and line after all the plain entries from offset `at`, on line `line`; they go to `entries`.

    The text is one that `fits`. One long loop (C901), since it turns once for each
    entry of every file.
    """
    new_key = tuple.__new__  # a NamedTuple's own way in takes twice as long
    reviewed, draft, empty = State.REVIEWED, State.DRAFT, State.EMPTY
    width = len(newline)
    references: tuple[str, ...] = ()
    places_before, places_lines = "", 0
    for found in shape(newline).finditer(text, at):
        blank, head, places, rest, previous, context, source, target, plural, forms = found.groups()
        if source is None:
            break
        raw = found[0]
        targets: tuple[str, ...] = ()
        was = was_plural = None
        if context or previous or forms:
            message = _message(found, newline)
            if message is None:
                break
            _, context, source, plural, targets, was, was_plural, _ = message
            target = targets[0]
            key = Key(context, source)
            lines = raw.count("\n") - len(blank) // width - f"{head}{places}{rest}".count("\n")
        else:
            lines = 2
            if "\n" in source or "\\" in source:
                lines += source.count("\n")
                source = joined(source, newline)
            if "\n" in target or "\\" in target:
                lines += target.count("\n")
                target = joined(target, newline)
            if source is None or target is None:
                break
            key = new_key(Key, (None, source))
        if places:
            if places != places_before:
                references, places_before = read_references(places), places
                places_lines = places.count("\n")
            head += rest
        about = known.get(head)
        if about is None:
            about = known[head] = head.count("\n"), read_comments(head)
        head_lines, (fuzzy, origin, comments, notes, _, flags) = about
        if target and plural is None and was is None and not target.isspace():
            state = draft if fuzzy else reviewed
        elif not target and not fuzzy:
            state = empty
        else:
            state = state_of(source, targets or (target,), fuzzy, was is not None)
            if fuzzy and fuzzy_stays(state):
                flags = (FUZZY, *flags)
        line += len(blank) // width
        entries.append(
            Entry(
                key,
                target,
                state,
                was,
                origin,
                comments,
                notes,
                references if places else (),
                flags,
                plural,
                targets if forms else (),
                was_plural,
                line,
                raw,
            )
        )
        line += lines + head_lines
        if places:
            line += places_lines
        at = found.end()
    return at, line


def obsolete(text: str, at: int, newline: str) -> tuple[Message, int, int] | None:
    """The obsolete message at offset `at`, where it begins and ends; None where that is not plain."""
    found = _OBSOLETE.match(text, at)
    if found is None:
        return None
    head, marked = found.groups()
    bare = f"\n{marked}".replace("\n#~ ", "\n").replace("\n#~| ", "\n#| ")
    inner = shape(newline).fullmatch(bare[1:])
    message = _message(inner, newline) if inner and fits(bare, newline) else None
    if message is None or message.comments:
        return None
    return message._replace(comments=head, obsolete=True), found.start(1), found.end()


@lru_cache(maxsize=2)
def shape(newline: str) -> re.Pattern[str]:
    """The shape of a plain entry: comments, previous source, msgctxt, msgid, msgstr, each string on its line.

    Its groups: blank lines, comments before the references, those, comments after them, previous source,
    msgctxt, msgid, msgstr, msgid_plural (each without the first and the last quote), the lines of msgstr[0]
    and all further forms. What is inside the quotes may still be wrong: `joined` tells. Possessive
    throughout: a line is looked at once, whatever follows. What is not plain is an empty match, so that
    nobody looks for an entry further down.
    """
    nl = newline.replace("\r", r"\r").replace("\n", r"\n")
    quick = r'[^"]*+(?:(?<=\\)"[^"]*+)*+'  # several times as fast as looking at each character
    strings = rf'"({quick}(?:"{nl}"{quick})*+)"{nl}'
    escaped = rf'"{_TEXT}(?:"{nl}"{_TEXT})*+"{nl}'
    return re.compile(
        rf"((?:{nl})*+)({_COMMENTS})((?:#:{_LINE})*+)({_COMMENTS})((?:#\|{_LINE})*+)"
        rf"(?:msgctxt {strings})?+msgid {strings}"
        rf"(?:msgstr {strings}|msgid_plural {strings}((?:msgstr\[\d\] {escaped})++)){_NEXT}|"
    )


_TEXT = r'[^"\\\r\n\x04]*+(?:\\[abfnrtv"\\][^"\\\r\n\x04]*+)*+'
_LINE = r"[^\n]*+(?<!\\)\n"  # a backslash at its end would join the next line to it
_COMMENTS = rf"(?:#(?![:|~]){_LINE})*+"
# What surely begins another message. Anything else may go on with this one, after blank lines too.
_NEXT = r"(?=[\r\n]*+(?:#(?![|~])|(?:#~?\|? )?msg[ci]|\Z))"
_OBSOLETE = re.compile(rf"[\r\n]*+((?:#(?![|~]){_LINE})*+)((?:#~{_LINE})++){_NEXT}")
_STRINGS = rf'"({_TEXT}(?:"\n"{_TEXT})*+)"\n'
_PREVIOUS = re.compile(rf"(?:msgctxt {_STRINGS})?+msgid {_STRINGS}(?:msgid_plural {_STRINGS})?+")
_FORM = re.compile(rf'msgstr\[(\d)\] "({_TEXT}(?:"\r?\n"{_TEXT})*+)"\r?\n')
_PLAIN_TEXT = re.compile(_TEXT)


def _message(found: re.Match[str], newline: str) -> Message | None:
    """The message in a match of `shape`; None where its texts, forms or previous source are not plain."""
    _, head, places, rest, previous, context, source, target, plural, forms = found.groups()
    was = was_plural = None
    if previous:
        lines = f"\n{previous}".replace("\r\n", "\n")
        inner = _PREVIOUS.fullmatch(lines.replace("\n#| ", "\n")[1:])
        if inner is None:
            return None
        before, first, were = (None if text is None else joined(text, "\n") for text in inner.groups())
        was, was_plural = Key(before, first or ""), were
    targets: list[str | None] = [joined(target, newline)] if forms is None else []
    for number, strings in _FORM.findall(forms or ""):
        targets.append(joined(strings, newline) if int(number) == len(targets) else None)
    texts = joined(source, newline), joined(plural or "", newline), joined(context or "", newline), *targets
    if None in texts:
        return None
    single, plurals, named, *translations = cast("tuple[str, ...]", texts)
    return Message(
        f"{head}{places}{rest}",
        None if context is None else named,
        single,
        None if forms is None else plurals,
        tuple(translations),
        was,
        was_plural,
        False,
    )


def joined(strings: str, newline: str) -> str | None:
    """The text of strings that stand one a line, each closed by `newline`, from their first quote to the
    last, without those; None where that is no plain text.
    """
    if "\n" in strings:
        strings = strings.replace(f'"{newline}"', "")
        if "\n" in strings:
            return None
    if "\\" not in strings:
        return strings
    if "\\\\" not in strings:
        meant = strings.replace("\\n", "\n").replace('\\"', '"')  # nearly all that there is to escape
        if "\\" not in meant:
            return meant
    return unescape(strings) if _PLAIN_TEXT.fullmatch(strings) else None
