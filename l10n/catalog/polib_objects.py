"""Catalogs as polib's objects and back, so that people's scripts work. The only importer of polib."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from l10n.catalog.header import HEADER_KEY, header_locale, with_field
from l10n.catalog.states import FUZZY, edit, fuzzy_stays, is_origin, state_of
from l10n.model import Catalog, Entry, Key, State

if TYPE_CHECKING:
    from polib import POEntry, POFile


def to_polib(catalog: Catalog) -> POFile:
    """The catalog as a `polib.POFile`: metadata from the header, every entry with comments and flags."""
    import polib

    file = polib.POFile(wrapwidth=0, encoding="utf-8")
    if catalog.header is not None:
        file.header = "\n".join(catalog.header.comments)
        for line in catalog.header.target.split("\n"):
            name, colon, value = line.partition(":")
            if colon:
                file.metadata.setdefault(name.strip(), value.strip())
        file.metadata_is_fuzzy = catalog.header.state in (State.DRAFT, State.STALE)
    for entry in catalog.entries:
        file.append(_to_entry(entry))
    return file


def from_polib(file: POFile, like: Catalog | None = None) -> Catalog:
    """A `polib.POFile` as a catalog. What `like`, read from the same file, says as well stands as it stands
    there: whole entries, parts of changed ones, lines of the header.
    """
    known = {entry.key: entry for entry in like.entries} if like else {}
    header = _header(file, like.header if like else None)
    entries = tuple(_as_known(_from_entry(entry), known) for entry in file)
    if like is not None:
        return replace(like, entries=entries, header=header)
    return Catalog(header_locale(header), file.fpath or "", entries, header)


def _header(file: POFile, header: Entry | None) -> Entry | None:
    """The header that `file` has; of one that was read, the lines that say something else are set anew."""
    if header is None:
        text = "".join(f"{name}: {value}\n" for name, value in file.ordered_metadata())
        if not text and not file.header:
            return None
        comments = tuple(file.header.split("\n")) if file.header else ()
        header = Entry(HEADER_KEY, target=text, state=State.REVIEWED, comments=comments)
    seen = to_polib(Catalog("", "", header=header))
    for name, value in file.metadata.items():
        if seen.metadata.get(name) != value:
            header = with_field(header, name, value)
    gone = [name for name in seen.metadata if name not in file.metadata]
    if gone:
        lines = header.target.split("\n")
        kept = (line for line in lines if line.partition(":")[0].strip() not in gone)
        header = edit(header, target="\n".join(kept))
    if file.header != seen.header:
        header = edit(header, comments=tuple(file.header.split("\n")) if file.header else ())
    if bool(file.metadata_is_fuzzy) != bool(seen.metadata_is_fuzzy):
        header = edit(header, state=State.DRAFT if file.metadata_is_fuzzy else State.REVIEWED)
    return header


_HELD = (
    "target", "state", "previous", "origin", "comments", "notes", "references", "flags", "plural",
    "plural_targets", "previous_plural",
)  # fmt: skip


def _as_known(entry: Entry, known: dict[Key, Entry]) -> Entry:
    """The entry of the same key that was read, changed where polib's object says something else."""
    was = known.get(entry.key)
    if was is None:
        return entry
    seen = _from_entry(_to_entry(was))
    changes = {name: getattr(entry, name) for name in _HELD if getattr(entry, name) != getattr(seen, name)}
    return edit(was, **changes)


def _to_entry(entry: Entry) -> POEntry:
    import polib

    fuzzy = entry.state in (State.DRAFT, State.STALE)
    was = entry.previous
    made = polib.POEntry(
        msgid=entry.source,
        msgstr="" if entry.plural is not None else entry.target,
        msgid_plural=entry.plural or "",
        msgstr_plural=dict(enumerate(entry.plural_targets)),
        msgctxt=entry.key.context,
        obsolete=entry.state is State.OBSOLETE,
        comment="\n".join(entry.notes),
        tcomment="\n".join((*entry.comments, *((entry.origin,) if entry.origin else ()))),
        occurrences=[_occurrence(reference) for reference in entry.references],
        flags=[*((FUZZY,) if fuzzy else ()), *entry.flags],
        previous_msgctxt=was.context if was else None,
        previous_msgid=was.source if was else None,
        previous_msgid_plural=entry.previous_plural,
    )
    made.linenum = entry.line or None
    return made


def _occurrence(reference: str) -> tuple[str, str]:
    path, colon, line = reference.rpartition(":")
    return (path, line) if colon and line.isdecimal() else (reference, "")


def _from_entry(entry: POEntry) -> Entry:
    comments = tuple(entry.tcomment.split("\n")) if entry.tcomment else ()
    origins = [comment for comment in comments if is_origin(comment)]
    plural = entry.msgid_plural or None
    targets = tuple(text for _, text in sorted(entry.msgstr_plural.items())) if plural else ()
    was = entry.previous_msgid
    fuzzy = FUZZY in entry.flags
    state = state_of(
        entry.msgid,
        targets or (entry.msgstr,),
        fuzzy,
        previous=was is not None,
        obsolete=bool(entry.obsolete),
    )
    return Entry(
        Key(entry.msgctxt, entry.msgid),
        targets[0] if targets else entry.msgstr,
        state,
        None if was is None else Key(entry.previous_msgctxt, was),
        origins[-1] if origins else "",
        tuple(comment for comment in comments if not is_origin(comment)),
        tuple(entry.comment.split("\n")) if entry.comment else (),
        tuple(f"{path}:{line}" if line else path for path, line in entry.occurrences),
        tuple(flag for flag in entry.flags if flag != FUZZY or fuzzy_stays(state)),
        plural,
        targets,
        entry.previous_msgid_plural,
    )
