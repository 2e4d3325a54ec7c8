"""The header entry of a catalog: its fields, the charset it names, and the one that a new catalog gets."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from l10n import locale as locales
from l10n.catalog.states import edit
from l10n.catalog.syntax import unescape
from l10n.errors import L10nError
from l10n.model import Catalog, Entry, Key, State

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER_KEY = Key(None, "")

_ENTRY = re.compile(rb'^[ \t]*msgid\s*""\s*+msgstr\s*+(?P<text>"[^\n]*+(?:\n\s*+"[^\n]*+)*+)', re.MULTILINE)
_CHARSET = re.compile(r'charset=([^\s;"\\]+)', re.IGNORECASE)
_JOIN = re.compile(r'(?<!\\)"[ \t\r\n]*"')
# The portable encoding names of the gettext manual ("Header Entry") that Python decodes strictly. Never
# "whatever Python knows": its table also holds codecs that are no charsets.
_KNOWN = re.compile(
    r"utf-?8|us-ascii|ascii|ansi_x3\.4-1968|iso[-_]?8859-\d{1,2}|(?:windows-|cp)125[0-8]|cp8(?:50|66|74)"
    r"|koi8-[rtu]|euc-(?:jp|kr|cn)|shift[-_]jis|gbk|gb2312|gb18030|big5(?:-hkscs)?|cp9(?:32|49|50)|johab|tis-620",
    re.IGNORECASE,
)
_EUC_CN = {"euc-cn": "gb2312"}


def charset(data: bytes, shown: str) -> str | None:
    """The Python codec for a PO file's bytes, from its header; UTF-8 where it names none (or xgettext's
    CHARSET), None where there is no header.

    Raises L10nError with the line that names a charset outside the list of portable ones.
    """
    entry = _ENTRY.search(data)
    if entry is None:
        return None
    raw = entry["text"]
    text = _JOIN.sub("", raw.decode("latin-1"))
    with suppress(ValueError):
        text = unescape(text, "latin-1")
    found = _CHARSET.search(text)
    if found is None or found[1] == "CHARSET":
        return "utf-8"
    name = found[1]
    if _KNOWN.fullmatch(name):
        with suppress(LookupError):  # ISO-8859-12 was never made
            return codecs.lookup(_EUC_CN.get(name.lower(), name)).name
    inside = max(raw.lower().find(b"charset="), raw.lower().find(b"content-type"), 0)
    line = data.count(b"\n", 0, entry.start("text") + inside) + 1
    raise L10nError(f"unknown charset {name!a}", shown, line, hint="convert the file with `msgconv -t UTF-8`")


def header_fields(text: str) -> dict[str, str]:
    """The fields of a header's msgstr, by name as written; of a field that stands twice the first counts."""
    fields: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip(), value.strip())
    return fields


@lru_cache(maxsize=64)
def header_charset(text: str) -> str:
    """The codec to write a catalog in: the one its header's text names, UTF-8 where it names none."""
    found = _CHARSET.search(text)
    if found is None or found[1] == "CHARSET":
        return "utf-8"
    try:
        return codecs.lookup(_EUC_CN.get(found[1].lower(), found[1])).name
    except LookupError:
        raise L10nError(f"unknown charset {found[1]!r}", hint="name UTF-8 in the header") from None


def header_locale(header: Entry | None) -> str:
    """The locale that a header's Language names, spelled as a tag (`zh_Hans` -> `zh-Hans`), or the empty
    text.
    """
    named = header_fields(header.target).get("Language", "") if header else ""
    return named.partition("@")[0].replace("_", "-")


def renewed(header: Entry, template: Entry) -> Entry:
    """The header of a translation with what it takes from its template's, the date of that and where to send
    bug reports (as msgmerge has it); every other line stays as it stands in the file.
    """
    given = header_fields(template.target)
    for name in ("Report-Msgid-Bugs-To", "POT-Creation-Date"):
        if given.get(name) and given[name] != header_fields(header.target).get(name):
            header = with_field(header, name, given[name])
    return header


def in_utf8(header: Entry) -> Entry:
    """The header of a catalog that is to be written in UTF-8 from now on."""
    kind = header_fields(header.target).get("Content-Type", "")
    return with_field(header, "Content-Type", _CHARSET.sub("charset=UTF-8", kind))


def with_field(header: Entry, name: str, value: str) -> Entry:
    """The header with a field set; where its line stands alone in the file, no other line is touched."""
    lines = header.target.split("\n")
    named = f"{name}: {value}"
    at = next((at for at, line in enumerate(lines) if line.partition(":")[0].strip() == name), None)
    then = [lines[0], named] if at is None else [named]  # a new one comes after Project-Id-Version
    was = lines[at or 0]
    lines[at or 0 : (at or 0) + 1] = then
    changed = replace(header, target="\n".join(lines))
    alone = f'"{was}\\n"'
    text = "".join(then)
    if (
        header.raw is None
        or header.raw.count(alone) != 1
        or not text.isprintable()
        or re.search(r'["\\]', text)
    ):
        return edit(header, target=changed.target)
    newline = "\r\n" if "\r\n" in header.raw else "\n"
    return replace(changed, raw=header.raw.replace(alone, newline.join(f'"{line}\\n"' for line in then)))


def plural_count(header: Entry | None) -> int:
    """How many msgstr[…] a message with plural forms has here: nplurals, 2 where it is not said."""
    forms = header_fields(header.target).get("Plural-Forms", "") if header else ""
    found = re.search(r"nplurals\s*=\s*([0-9]{1,2})", forms)
    return max(1, int(found[1])) if found else 2


def new(locale: str, path: str, project: str, entries: Iterable[Entry] = ()) -> Catalog:
    """A catalog with a header that `msgfmt -c` accepts without a warning.

    Nothing in it depends on the day: a revision date belongs to whoever translates, and a placeholder such as
    `YEAR-MO-DA` would be warned of, an empty one trips babel. `project` is one line of text.
    """
    return Catalog(locale, path, tuple(entries), _new_header(locale, project))


@lru_cache(maxsize=64)
def _new_header(locale: str, project: str) -> Entry:
    fields = {
        "Project-Id-Version": " ".join(project.split()) or "l10n",
        "PO-Revision-Date": "1970-01-01 00:00+0000",
        "Last-Translator": "",
        "Language-Team": locales.display_name(locale),
        "Language": locales.gettext_name(locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": locales.plural_forms(locale),
        "X-Generator": "l10n",
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return Entry(HEADER_KEY, target=text, state=State.REVIEWED)
