"""The plain shapes of PO entries, those that every tool writes: each is read at a glance, by one expression.

What these expressions do not know is for `syntax.py` to read token by token, and to find the errors in.
"""

from __future__ import annotations

import re
from functools import lru_cache

from l10n.catalog.layout import Layout, Whole, is_fuzzy
from l10n.catalog.states import FUZZY, state_of
from l10n.catalog.strings import PLAIN, folded, joined
from l10n.model import Entry, Key, State


def fits(text: str, newline: str) -> bool:
    """Whether `run` may look at this text: it has no characters that the expressions here do not see."""
    return "\x04" not in text and text.count("\r") == (text.count(newline) if newline == "\r\n" else 0)


def run(  # noqa: C901
    text: str, at: int, line: int, newline: str, layouts: dict[str, Layout], entries: list[Entry]
) -> tuple[int, int]:
    """The offset and line after all the plain entries from offset `at`, on line `line`; they go to `entries`.

    The text is one that `fits`. `layouts` are those met in this file, by their leads: many entries share
    theirs. One long loop (C901), since it turns once for each entry of every file.
    """
    new = tuple.__new__  # a NamedTuple's own way in takes twice as long
    reviewed, draft, stale, empty = State.REVIEWED, State.DRAFT, State.STALE, State.EMPTY
    add, standing, fold = entries.append, Entry.standing, f'"{newline}"'
    before: str | None = None
    if len(layouts) > _KEPT:
        layouts.clear()
    for found in shape(newline).finditer(text, at):
        lead, blank, previous, context, source, target, plural = found.group(1, 2, 6, 7, 8, 9, 10)
        if source is None:
            break
        if lead != before:
            before = lead
            blanks = blank.count("\n")
            lead_lines = lead.count("\n") - blanks
            fuzzy = FUZZY in lead and is_fuzzy(lead)
            was, was_plural = previous_source(previous) if previous else _NOTHING
            if was is None and previous:
                break
            if lead in layouts:
                layout = layouts[lead]
            else:
                layout = layouts[lead] = new(Layout, (lead, None, None, newline))
        lines = lead_lines + 2
        told, as_read = plural is None, layout
        if told:
            source_lines = target_lines = None
            if "\n" in source or "\\" in source:
                source, source_lines = folded(source, fold)
            if "\n" in target or "\\" in target:
                target, target_lines = folded(target, fold)
            if source_lines is not None or target_lines is not None:
                lines += len(source_lines or b".") + len(target_lines or b".") - 2
                as_read = new(Layout, (layout[0], source_lines, target_lines, newline))
            told = source is not None and target is not None
        if context is not None:
            lines += 1
            told = told and "\n" not in context and "\\" not in context
        if told:
            if target and not target.isspace():
                state = reviewed if not fuzzy else draft if was is None else stale
            else:
                state = state_of(source or "", (target,), fuzzy, was is not None) if target else empty
            key = new(Key, (context, source))
            add(standing(key, target, state, was, was_plural, line + blanks, as_read))
        else:
            message = _message(found, newline)
            if message is None:
                break
            context, source, plural, targets = message
            state = state_of(source, targets, fuzzy, was is not None)
            key = new(Key, (context, source))
            whole = Whole(found[0], lead)
            if plural is None:
                add(standing(key, targets[0], state, was, was_plural, line + blanks, whole))
            else:
                add(standing(key, targets[0], state, was, was_plural, line + blanks, whole, plural, targets))
            lines = found[0].count("\n") - blanks
        line += blanks + lines
        at = found.end()
    return at, line


_NOTHING: tuple[None, None] = None, None
_KEPT = 2048  # layouts: where each is another, none will be met again


def obsolete(text: str, at: int, line: int, newline: str) -> tuple[Entry, int] | None:
    """The obsolete entry at offset `at` of this line, and the offset after it; None where it is not plain."""
    found = _OBSOLETE.match(text, at)
    if found is None:
        return None
    head, marked = found.groups()
    bare = f"\n{marked}".replace("\n#~ ", "\n").replace("\n#~| ", "\n#| ")
    inner = shape(newline).fullmatch(bare, 1)
    if inner is None or inner[8] is None or not fits(bare, newline) or inner[3] or inner[4] or inner[5]:
        return None
    message = _message(inner, newline)
    was, was_plural = previous_source(inner[6]) if inner[6] else _NOTHING
    if message is None or (inner[6] and was is None):
        return None
    context, source, plural, targets = message
    start = line + text.count("\n", at, found.start(1))
    forms = () if plural is None else targets
    key, whole = Key(context, source), Whole(found[0], head)
    entry = Entry.standing(key, targets[0], State.OBSOLETE, was, was_plural, start, whole, plural, forms)
    return entry, found.end()


@lru_cache(maxsize=2)
def shape(newline: str) -> re.Pattern[str]:
    """The shape of a plain entry: comments, previous source, msgctxt, msgid, msgstr, each string on its line.

    Its groups: 1, all before msgctxt or msgid, which is 2, blank lines, 3, comments before the references,
    4, those, 5, comments after them, and 6, the previous source; 7, msgctxt, 8, msgid, 9, msgstr, 10,
    msgid_plural (each without the first and the last quote), 11, the lines of msgstr[0] and all further
    forms. What is inside the quotes may still be wrong: `joined` tells. Possessive throughout: a line is
    looked at once, whatever follows. What is not plain is an empty match, so that nobody looks for an entry
    further down.
    """
    nl = newline.replace("\r", r"\r").replace("\n", r"\n")
    quick = r'[^"]*+(?:(?<=\\)"[^"]*+)*+'  # several times as fast as looking at each character
    strings = rf'"({quick}(?:"{nl}"{quick})*+)"{nl}'
    escaped = rf'"{PLAIN}(?:"{nl}"{PLAIN})*+"{nl}'
    return re.compile(
        rf"(((?:{nl})*+)({_COMMENTS})((?:#:{_LINE})*+)({_COMMENTS})((?:#\|{_LINE})*+))"
        rf"(?:msgctxt {strings})?+msgid {strings}"
        rf"(?:msgstr {strings}|msgid_plural {strings}((?:msgstr\[\d\] {escaped})++)){_NEXT}|"
    )


_LINE = r"[^\n]*+(?<!\\)\n"  # a backslash at its end would join the next line to it
_COMMENTS = rf"(?:#(?![:|~]){_LINE})*+"
# What surely begins another message. Anything else may go on with this one, after blank lines too.
_NEXT = r"(?=[\r\n]*+(?:#(?![|~])|(?:#~?\|? )?msg[ci]|\Z))"
_OBSOLETE = re.compile(rf"[\r\n]*+((?:#(?![|~]){_LINE})*+)((?:#~{_LINE})++){_NEXT}")
_FORM = re.compile(rf'msgstr\[(\d)\] "({PLAIN}(?:"\r?\n"{PLAIN})*+)"\r?\n')

_STRINGS = rf'"({PLAIN}(?:"\n"{PLAIN})*+)"\n'
_PREVIOUS = re.compile(rf"(?:msgctxt {_STRINGS})?+msgid {_STRINGS}(?:msgid_plural {_STRINGS})?+")


def previous_source(lines: str) -> tuple[Key | None, str | None]:
    """The previous msgid and msgid_plural that lines of `#| …` hold; None where they are not plain."""
    if lines.startswith('#| msgid "') and lines.endswith('"\n') and "\\" not in lines:
        text = lines[10:-2].replace('"\n#| "', "")
        if '"' not in text and "\n" not in text:
            return Key(None, text), None
    bare = f"\n{lines}".replace("\r\n", "\n").replace("\n#| ", "\n")
    found = _PREVIOUS.fullmatch(bare, 1)
    if found is None:
        return _NOTHING
    context, source, plural = (None if text is None else joined(text, "\n") for text in found.groups())
    return Key(context, source or ""), plural


def _message(
    found: re.Match[str], newline: str
) -> tuple[str | None, str, str | None, tuple[str, ...]] | None:
    """msgctxt, msgid, msgid_plural and the msgstr, one or more, of a match of `shape`; None where one is not
    plain.
    """
    context, source, target, plural, forms = found.group(7, 8, 9, 10, 11)
    named = None if context is None else joined(context, newline)
    single = joined(source, newline)
    if single is None or (context is not None and named is None):
        return None
    if plural is None:
        said = joined(target, newline)
        return None if said is None else (named, single, None, (said,))
    plurals = joined(plural, newline)
    if plurals is None:
        return None
    targets: list[str] = []
    for number, strings in _FORM.findall(forms):
        said = joined(strings, newline)
        if said is None or int(number) != len(targets):
            return None
        targets.append(said)
    return named, single, plurals, tuple(targets)
