"""The one walk: a source text to its units, and the units' translations spliced back into the text.

Extract and build both call `parse`, so what is translated is what was shown to the translator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from l10n import formats
from l10n import locale as locales
from l10n.errors import L10nError
from l10n.formats import Format, Framing, lines
from l10n.model import EMPTY_TARGET, Document, Edit, Entry, Key, Span, Unit
from l10n.text.sentences.segment_rules import Rules
from l10n.units import units_of

_LETTER = re.compile(r"[^\W\d_]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read(
    file: Path,
    shown: str,
    form: Format,
    locale: str,
    unit: str = "sentence",
    rules: Rules | None = None,
) -> Document:
    """The document in `file`, a UTF-8 text in the language `locale`; errors and catalogs call it `shown`.

    Raises L10nError for a file that cannot be read, with the line of the first byte that is not UTF-8 or NUL.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        hint = "check that the file is there and may be read"
        raise L10nError(f"cannot be read: {error.strerror}", shown, hint=hint) from error
    return parse(decode(data, shown), shown, form, locale, unit, rules)


def parse(
    text: str,
    shown: str,
    form: Format,
    locale: str,
    unit: str = "sentence",
    rules: Rules | None = None,
) -> Document:
    """The document with this text: its units are sorted, disjoint slices of it.

    A unit is a sentence, or with `unit="block"` a whole block; what has no letters outside its codes is none.
    `rules` are those of the language with what a project adds to them, None for its own alone.
    Raises L10nError for what the format refuses.
    """
    units: list[Unit] = []
    try:
        for number, block in enumerate(form.blocks(text)):
            units += units_of(form, block, number, locale, unit, rules)
    except L10nError as error:
        raise _located(error, shown) from error
    return Document(shown, form.name, text, tuple(units))


def build(document: Document, targets: Mapping[Key, str], locale: str, form: Format) -> str:
    """The document's text with `targets` in the place of their units, in the language `locale`.

    What lies between units is copied, and so is a unit whose target is absent, empty or equal to its source.
    Only between two translated sentences of one block the white space is what `locale` has there.
    Raises L10nError for a target that the format cannot write.
    """
    splice = _Splice(document.text, form, locales.joiner(locale), lines.newline_of(document.text))
    try:
        for unit in document.units:
            splice.add(unit, targets.get(unit.key, ""))
        return splice.finished()
    except L10nError as error:
        raise _located(error, document.path) from error


def template(document: Document, references: str = "file", before: int = 0) -> tuple[Entry, ...]:
    """One empty entry for each distinct unit, in document order, with its roles, notes and places.

    They are what reading them from a new catalog gives. The first note names the roles, the author's notes
    follow. `references`: "file", the file alone and once; "line", the file and line of each place; "none",
    nothing. `before`: the number of lines before the document's first in its file.
    """
    where: tuple[str, ...] = (document.path,) if references == "file" else ()
    first: dict[Key, Unit] = {}
    others: dict[Key, list[Unit]] = {}
    for unit in document.units:
        if first.setdefault(unit.key, unit) is not unit:
            others.setdefault(unit.key, [first[unit.key]]).append(unit)
    starts = lines.starts(document.text) if references == "line" else []
    entries = []
    for key, one in first.items():
        units = others.get(key)
        notes = (one.role,) if units is None and not one.note else _notes(units or [one])
        if starts:
            numbers = (lines.number(starts, unit.span.start) + before for unit in units or [one])
            where = tuple(dict.fromkeys(f"{document.path}:{number}" for number in numbers))
        entries.append(Entry(key, notes=notes, references=where))
    return tuple(entries)


def _notes(units: Sequence[Unit]) -> tuple[str, ...]:
    roles = ", ".join(dict.fromkeys(unit.role for unit in units))
    notes = (line.rstrip() for unit in units for line in unit.note.splitlines())
    return tuple(dict.fromkeys([roles, *(line for line in notes if line)]))


def decode(data: bytes, shown: str) -> str:
    """The text of a file's bytes, a byte-order mark included. Raises L10nError as `read` does."""
    if data.startswith(_UTF_16):
        raise L10nError("is UTF-16, not UTF-8", shown, 1, hint="save it as UTF-8")
    nul = data.find(b"\0")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start if nul < 0 else min(error.start, nul)
    else:
        if nul < 0:
            return text
        at = nul
    line = lines.line_of(data[: at + 1].decode("latin-1"), at)
    what = "a NUL byte" if at == nul else f"byte 0x{data[at]:02X} is not UTF-8"
    raise L10nError(what, shown, line, hint="save it as UTF-8")


def _located(error: L10nError, shown: str) -> L10nError:
    """An error of a format, with the path of the document it is about."""
    return error if error.path is not None else L10nError(error.message, shown, error.line, error.hint)


@dataclass(slots=True)
class _Splice:
    """A text being built from left to right: `done` is how far the source has been used.

    `left` is the nearest unit before, among those that join each other, that is not translated as nothing,
    and its target, "" where its source stands; None where there is no such unit. `edits` are those to make in
    `frame`, which its format writes as one.
    """

    text: str
    form: Format
    joiner: str
    newline: str
    out: list[str] = field(default_factory=list)
    done: int = 0
    left: tuple[Unit, str] | None = None
    frame: Span | None = None
    edits: list[Edit] = field(default_factory=list)

    def add(self, unit: Unit, target: str) -> None:
        """Put the next unit's target behind what there is."""
        target = target.strip()
        if target == unit.key.source:
            target = ""
        if unit.frame is self.frame is None and target != EMPTY_TARGET:
            self._add_plain(unit, target)
            return
        if unit.frame != self.frame:
            self._turn_to(unit.frame)
        if not unit.joins:
            self.left = None
            self._copy(unit.span.start)
        if target == EMPTY_TARGET:
            self._replace(unit.span.end, "")
            return
        if self.left is None:
            self._replace(unit.span.start, "")
        elif self.left[1] and target:
            self._replace(unit.span.start, self._between(self.left, unit, target))
        else:
            self._copy(unit.span.start)
        self.left = unit, target
        if target:
            self._replace(unit.span.end, self._written(unit, target))
        else:
            self._copy(unit.span.end)

    def _add_plain(self, unit: Unit, target: str) -> None:
        """What `add` does with nearly every unit: its text stands by itself in the document."""
        start, end = unit.span
        if not unit.joins:
            self.out.append(self.text[self.done : start])
        elif self.left is not None:
            both = self.left[1] and target
            between = self._between(self.left, unit, target) if both else self.text[self.done : start]
            self.out.append(between)
        self.out.append(self._written(unit, target) if target else self.text[start:end])
        self.left = unit, target
        self.done = end

    def finished(self) -> str:
        """The whole text."""
        self._turn_to(None)
        return "".join([*self.out, self.text[self.done :]])

    def _copy(self, end: int) -> None:
        """Let the source stand up to `end`."""
        if self.frame is None:
            self.out.append(self.text[self.done : end])
        self.done = end

    def _replace(self, end: int, new: str) -> None:
        """Put `new` in the place of the source up to `end`."""
        if self.frame is None:
            self.out.append(new)
        elif new or self.done < end:
            self.edits.append(Edit(Span(self.done, end), new))
        self.done = end

    def _turn_to(self, frame: Span | None) -> None:
        """Finish the frame there is, and begin this one."""
        if self.frame is not None:
            self.done = self.frame.end
            if self.edits:
                framing = cast("Framing", self.form)
                self.out.append(framing.framed(self.text, self.frame, self.edits))
                self.edits = []
            else:
                self.out.append(self.frame.cut(self.text))
        self.frame = None
        if frame is not None:
            self._copy(frame.start)
        self.frame = frame

    def _written(self, unit: Unit, target: str) -> str:
        encoded = self.form.encode(unit, target)
        if unit.frame or not ("\n" in encoded or "\r" in encoded):
            return encoded
        return lines.NEWLINE.sub(self.newline, encoded)

    def _between(self, left: tuple[Unit, str], unit: Unit, target: str) -> str:
        before, said = left
        if self.joiner:
            return self.joiner
        # Emphasis that ends with a full stop does not close before a letter (CommonMark 6.2), and a URL takes
        # the word after it in: where joining would change the markup, a space parts the two.
        form = formats.inner(self.form, unit)
        ahead, behind = form.codes(said, before.codes), form.codes(target, unit.codes)
        touch = (ahead and ahead[-1].span.end == len(said)) or (behind and behind[0].span.start == 0)
        if not touch:
            return ""
        both = form.codes(said + target, (*before.codes, *unit.codes))
        return "" if [code.text for code in both] == [code.text for code in (*ahead, *behind)] else " "
