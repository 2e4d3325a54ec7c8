"""What the tests of data formats share: options before a document, blocks told in prose, the laws."""

from __future__ import annotations

import tomllib

from l10n import document, formats
from l10n.formats import Format, by_name
from l10n.model import Document, Unit

CUT = "\n~~~\n"
"""Between the options of a format, as TOML, and a document."""


def opened(given: str, name: str) -> tuple[Format, str]:
    """The format of that name with the options that stand before the document, and the document."""
    options, cut, text = given.rpartition(CUT)
    return formats.configured(by_name(name), tomllib.loads(options) if cut else {}), text


def told(form: Format, text: str) -> str:
    """The blocks of a document, each on a line, with the format it is written in unless it is plain text."""
    return "\n".join(
        f"{block.role}{'' if block.inner == 'text' else f' ({block.inner})'}: {block.text}".replace("\n", "⏎")
        for block in form.blocks(text)
    )


def parsed(form: Format, text: str, size: str = "sentence") -> Document:
    """The document as the walk sees it."""
    return document.parse(text, "a.set", form, "en", size)


def built(form: Format, text: str, targets: dict[str, str], locale: str = "es") -> str:
    """The document with translations, by their sources; "*" is that of all others, `{}` the source in it."""
    read = parsed(form, text)
    found = {unit.key: targets.get(unit.source, targets.get("*", "")) for unit in read.units}
    return document.build(
        read, {key: to.replace("{}", key.source) for key, to in found.items()}, locale, form
    )


def check_laws(form: Format, text: str, size: str = "sentence") -> tuple[Unit, ...]:
    """Identity, partition, and the agreement of `codes` with the document; the units."""
    read = parsed(form, text, size)
    end = 0
    for unit in read.units:
        assert end <= unit.span.start < unit.span.end <= len(text), "units are sorted, disjoint slices"
        end = unit.span.end
        assert formats.inner(form, unit).codes(unit.source, unit.codes) == unit.codes
    assert document.build(read, {}, "zh", form) == text
    assert document.build(read, {unit.key: unit.source for unit in read.units}, "zh", form) == text
    return read.units
