"""Glossaries as TBX, in and out: ISO 30042:2019 (version 3), read in both its styles, and martif (version 2).

A status of superseded or deprecated makes a translation a forbidden one. What the standard calls a concept
entry is here a term for each of its words in the source language with each translation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from l10n import locale
from l10n.errors import L10nError
from l10n.interchange import xml
from l10n.interchange.xml import Element
from l10n.text.words import terms
from l10n.text.words.terms import Term

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
DOCTYPES = frozenset({"TBXcoreStructV02.dtd", "TBXBasiccoreStructV02.dtd", "TBXcdv04.dtd"})

_ENTRIES = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_WORDS = frozenset({"termSec", "tig", "ntig"})
_BANNED = ("deprecated", "superseded", "forbidden", "obsolete")
_SAYS = frozenset({"note", "definition", "descrip", "explanation"})
_FORBIDDEN = "deprecatedTerm-admn-sts"


def read(stream: BinaryIO, source_tag: str) -> list[Term]:
    """The terms of a TBX file from the language of `source_tag` into any other, in the file's order.

    Raises L10nError with a line and no path: no TBX, hostile XML, a term that is a sentence.
    """
    found: list[Term] = []
    root = ""
    for event in xml.events(stream, _ENTRIES, DOCTYPES):
        root = root or event.element.name
        if root not in ("tbx", "martif", "TBX"):
            raise L10nError(f"<{root}> begins no TBX", line=event.element.line, hint="export it as TBX")
        if event.kind == "record":
            found += _terms(event.element, source_tag)
    return found


class _Names(NamedTuple):
    """What an edition of the standard calls the same things, and what stands before them."""

    entry: str
    section: str
    word: str
    root: str
    header: str


_MARTIF = _Names(
    "termEntry",
    "langSet",
    "tig",
    "martif",
    "<martifHeader><fileDesc><sourceDesc><p>l10n glossary</p></sourceDesc></fileDesc>"
    '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>',
)
_TBX = _Names(
    "conceptEntry",
    "langSec",
    "termSec",
    "tbx",
    "<tbxHeader><fileDesc><sourceDesc><p>l10n glossary</p></sourceDesc></fileDesc></tbxHeader>",
)


def write(found: Iterable[Term], source_tag: str, tag: str = "und", *, version: str = "2") -> bytes:
    """The terms as TBX, an entry for each source term; `tag` is the locale of those that are for all.

    Version 2 is TBX-Basic, which nearly all tools read; version 3 is TBX-Core, where nothing is forbidden,
    else TBX-Min, the least that has a word for it. A translation that is forbidden whatever the source stands
    in an entry of its own.
    """
    entries: dict[str, dict[str, list[Term]]] = {}
    for term in dict.fromkeys(found):
        # A tag of BCP 47 has hyphens; `es_XX` of other tools comes out as they meant it.
        by_locale = entries.setdefault(term.source, {})
        by_locale.setdefault((term.locale or tag).replace("_", "-"), []).append(term)
    banned = any(term.forbidden for some in entries.values() for one in some.values() for term in one)
    names, root = _MARTIF, {"type": "TBX-Basic", "xml:lang": source_tag}
    if version == "3":
        dialect = "TBX-Min" if banned else "TBX-Core"
        names, root = _TBX, {"type": dialect, "style": "dca", "xml:lang": source_tag, "xmlns": NAMESPACE}
    parts = [xml.DECLARATION, xml.tag(names.root, root), names.header, "<text><body>\n"]
    for number, (source, by_locale) in enumerate(entries.items(), 1):
        parts.append(xml.tag(names.entry, {"id": f"c{number}"}))
        if source:
            said = _section(names, source)
            parts += [xml.tag(names.section, {"xml:lang": source_tag}), said, f"</{names.section}>"]
        for where, some in by_locale.items():
            parts.append(xml.tag(names.section, {"xml:lang": where}))
            parts += (_section(names, one.target, one.note, banned=one.forbidden) for one in some)
            parts.append(f"</{names.section}>")
        parts.append(f"</{names.entry}>\n")
    parts.append(f"</body></text></{names.root}>\n")
    return "".join(parts).encode()


def _section(names: _Names, word: str, note: str = "", *, banned: bool = False) -> str:
    status = f'<termNote type="administrativeStatus">{_FORBIDDEN}</termNote>' if banned else ""
    said = f"<note>{xml.text(note)}</note>" if note else ""
    return f"<{names.word}><term>{xml.text(word)}</term>{status}{said}</{names.word}>"


def _terms(entry: Element, source_tag: str) -> Iterator[Term]:
    sources: list[str] = []
    others: list[tuple[str, Element]] = []
    general = _notes(entry)
    for section in (one for one in entry.elements() if one.name in _LANGUAGES):
        tag = section.attributes.get("xml:lang") or section.attributes.get("lang", "")
        if locale.language(tag) == locale.language(source_tag):
            sources += (text for text, _ in _words(section))
            general = f"{general} {_notes(section)}".strip()
        else:
            others.append((tag, section))
    for tag, section in others:
        near = _notes(section)
        for text, word in _words(section):
            banned = _status(word).startswith(_BANNED)
            note = " ".join(dict.fromkeys(one for one in (_notes(word), near, general) if one))
            for source in sources or ([""] if banned else []):
                yield Term(source, text, tag, note, banned, word.line)


def _words(section: Element) -> Iterator[tuple[str, Element]]:
    """The terms of a language, each with the element that says more of it."""
    for word in (one for one in section.elements() if one.name in _WORDS):
        inner = word.first("termGrp") or word
        term = inner.first("term")
        text = " ".join(term.text().split()) if term else ""
        if terms.size(text) > terms.LONGEST:
            raise L10nError(f"{text[:40]}… is no term but a text", line=inner.line, hint="take it out")
        if text:
            yield text, word


def _status(word: Element) -> str:
    """What is said of a term's use, in lower case: by a `termNote` or by an element of that name."""
    for inner in (word, *word.elements("termGrp")):
        for one in inner.elements():
            kind = one.attributes.get("type", "") if one.name == "termNote" else one.name
            if kind in ("administrativeStatus", "normativeAuthorization", "usageStatus"):
                return one.text().strip().casefold()
    return ""


def _notes(element: Element) -> str:
    found = []
    for one in element.elements():
        kind = one.attributes.get("type", "definition") if one.name == "descrip" else one.name
        if kind in _SAYS:
            found.append(" ".join(one.text().split()))
        elif one.name == "descripGrp":
            found += (" ".join(inner.text().split()) for inner in one.elements() if inner.name == "descrip")
    return " ".join(one for one in found if one)
