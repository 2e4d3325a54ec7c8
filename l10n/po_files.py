"""PO files by themselves, outside of any project: copied, merged with a template."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import replace

from l10n import catalog, locale
from l10n.catalog.header import header_charset, in_utf8, renewed
from l10n.errors import L10nError
from l10n.model import Catalog
from l10n.storage import files


def copied(data: bytes, shown: str) -> bytes:
    """The bytes of a PO file, read and written. Raises L10nError where it is none."""
    return catalog.dump(catalog.parse(data, shown, domains=True))


def merged(
    data: bytes, shown: str, template: bytes, called: str, source_locale: str, *, fuzzy: bool = True
) -> tuple[bytes, str]:
    """A PO file brought up to a template, and what was done, for people.

    The header stays, with the template's POT-Creation-Date and Report-Msgid-Bugs-To, as msgmerge has it; a
    file without one gets the template's. A file in an old charset which the template's messages have no
    place in becomes UTF-8. Without `fuzzy` an edited message is a new one. Raises L10nError where one of the
    two cannot be read.
    """
    existing = catalog.parse(data, shown)
    source = catalog.parse(template, called)
    if existing.header is None and source.header is not None:
        existing = replace(existing, header=replace(source.header, line=0))
    elif existing.header is not None and source.header is not None:
        header = renewed(existing.header, source.header)
        if not _has_place(source, header_charset(header.target)):
            header = in_utf8(header)
        existing = replace(existing, header=header)
    done = catalog.merge(source.entries, existing, locale.normalize(source_locale), fuzzy=fuzzy, governs=True)
    report = done.report
    counts = {
        "kept": len(report.kept),
        "new": len(report.new),
        "fuzzy, their source changed": len(report.fuzzied),
        "carried over, only typography changed": len(report.cosmetic),
        "revived": len(report.revived),
        "obsolete": len(report.obsolete),
        "dropped": len(report.dropped),
    }
    said = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    return catalog.dump(done.catalog), said or "no messages"


def _has_place(template: Catalog, codec: str) -> bool:
    """Whether all that a merge takes from a template can be written in a charset."""
    if codec == "utf-8":
        return True
    taken = (
        part
        for entry in template.entries
        for part in (*entry.key, entry.plural, *entry.notes, *entry.references, *entry.comments, entry.target)
    )
    try:
        "".join(filter(None, taken)).encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def update(
    file: str, shown: str, template: bytes, called: str, source_locale: str, *, fuzzy: bool = True
) -> str:
    """Bring a PO file up to a template where it stands; what was done, for people."""
    said = ""

    def change(before: bytes | None) -> bytes:
        nonlocal said
        after, said = merged(_there(before, shown), shown, template, called, source_locale, fuzzy=fuzzy)
        return after

    files.update(file, change, shown, _lock(file))
    return said


def _lock(file: str) -> str:
    """The lock of a file that has no project to keep it in: nothing is left beside the file."""
    name = hashlib.sha256(os.path.realpath(file).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"{tempfile.gettempdir()}/l10n-{os.getuid()}/{name}.lock"


def _there(before: bytes | None, shown: str) -> bytes:
    if before is None:
        raise L10nError("cannot be read: No such file or directory", shown, hint="check the path")
    return before
