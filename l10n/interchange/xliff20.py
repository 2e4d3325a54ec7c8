"""XLIFF 2.0 (OASIS, 2014), out and in: a `file` an article, a `unit` an entry with one segment.

| an entry is | goes out as | comes back |
|---|---|---|
| reviewed | `reviewed` | reviewed: `reviewed` and `final` |
| stale | `initial`, `l10n:stale`, its previous source in a note | draft |
| draft | `initial`, `l10n:mt` (engine), `l10n:tm` (memory), `l10n:draft` | draft, as `translated` is |
| empty | `initial`, no target | nothing |

Codes are `pc` (a pair), `ph` (alone), `sc` and `ec` (halves whose other half is in another sentence), their
text in `originalData`; a character that XML cannot hold is a `cp`. A unit that a tool has cut into several
segments is read as one: reviewed where all of them are, without a translation where one of them has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import BinaryIO

from l10n.errors import L10nError
from l10n.interchange import codes, xml
from l10n.interchange.codes import Part
from l10n.interchange.rows import Incoming, Ref, Row, Sheet, Tokens, lines
from l10n.interchange.xml import Element
from l10n.model import CodeShape, State
from l10n.text.codes.inline import protect

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
OURS = "urn:l10n:interchange"
"""The namespace of the one attribute that is ours, `l10n:mark`."""

_MARK = f"{{{OURS}}}mark"
_CONTEXT = "l10n:context"
_PREVIOUS = "l10n:previous-source"
_REVIEWED = frozenset({"reviewed", "final"})
_SHAPES = {"ph": CodeShape.SINGLE, "sc": CodeShape.OPEN, "ec": CodeShape.CLOSE}
_THROUGH = frozenset({"mrk", "source", "target"})
_NOTHING = frozenset({"sm", "em"})
_ORIGINS = {
    "l10n:mt": "MT: XLIFF",
    "l10n:tm": "TM: XLIFF",
}
_GUARDED = {"canCopy": "no", "canDelete": "no"}


def write(sheets: Iterable[Sheet], source_tag: str, tag: str) -> bytes:
    """A file for translators into `tag`: a `file` for each sheet that has rows, in their order.

    Raises L10nError for more than 1,024 codes in one sentence.
    """
    root = {"version": "2.0", "srcLang": source_tag, "trgLang": tag, "xmlns": NAMESPACE, "xmlns:l10n": OURS}
    parts = [xml.DECLARATION, xml.tag("xliff", root), "\n"]
    for number, sheet in enumerate(sheets, 1):
        if sheet.rows:
            parts += [xml.tag("file", {"id": f"f{number}", "original": sheet.path}), "\n"]
            parts += (_written(row) for row in sheet.rows)
            parts.append("</file>\n")
    return "".join([*parts, "</xliff>\n"]).encode()


def read(stream: BinaryIO) -> Iterator[Incoming]:
    """The units of a file, in its order. Raises L10nError, with a line and no path, for any other file."""
    path = locale = root = ""
    for event in xml.events(stream, {"unit"}):
        one = event.element
        if not root:
            root, locale = one.name, one.attributes.get("trgLang", "")
            if root != "xliff" or not one.attributes.get("version", "").startswith("2."):
                raise L10nError("no XLIFF 2.0", line=one.line, hint="export it as XLIFF 1.2 or 2.0")
        if event.kind == "start" and one.name == "file":
            path = one.attributes.get("original", "")
        elif event.kind == "record":
            yield _read(one, path, locale)


def _written(row: Row) -> str:
    entry = row.entry
    source = protect(entry.source, row.source_codes)
    there = _Data()
    said = "".join(_inline(codes.source_parts(source), there))
    target = ""
    if entry.state is not State.EMPTY:
        parts = _inline(codes.target_parts(entry.target, row.target_codes, source), there)
        target = f'<target xml:space="preserve">{"".join(parts)}</target>'
    notes = [xml.tag("note", {"category": who}) + xml.text(codes.shown(text)) for who, text in lines(entry)]
    if entry.key.context is not None:
        notes.append(xml.tag("note", {"category": _CONTEXT}) + xml.text(codes.shown(entry.key.context)))
    if entry.previous is not None:
        notes.append(xml.tag("note", {"category": _PREVIOUS}) + xml.text(codes.shown(entry.previous.source)))
    unit = {"id": entry.key.fingerprint, "canResegment": "no", "l10n:mark": row.mark}
    return "".join(
        [
            xml.tag("unit", unit),
            f"\n<notes>{''.join(f'{note}</note>' for note in notes)}</notes>" if notes else "",
            there.written(),
            "\n",
            xml.tag("segment", _state(row)),
            f'\n<source xml:space="preserve">{said}</source>\n{target}</segment>\n</unit>\n',
        ]
    )


def _state(row: Row) -> dict[str, str]:
    entry = row.entry
    match entry.state:
        case State.REVIEWED:
            return {"state": "reviewed"}
        case State.EMPTY:
            return {"state": "initial"}
        case State.STALE:
            return {"state": "initial", "subState": "l10n:stale"}
    kind = {"MT: ": "mt", "TM: ": "tm"}.get(entry.origin[:4], "draft")
    return {"state": "initial", "subState": f"l10n:{kind}"}


class _Data:
    """The original data of a unit: each text of a code once, with its id."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def id(self, text: str) -> str:
        """The id of a code's text."""
        return self._ids.setdefault(text, f"d{len(self._ids) + 1}")

    def written(self) -> str:
        """The element, "" where there is nothing to hold."""
        if not self._ids:
            return ""
        found = (f"{xml.tag('data', {'id': name})}{_text(text)}</data>" for text, name in self._ids.items())
        return f"\n<originalData>{''.join(found)}</originalData>"


def _inline(parts: Iterable[Part], data: _Data) -> Iterator[str]:
    """The parts of a text as elements; ids count from 1, those that only the translation has are `t1`, …"""
    found = list(parts)
    closing = {part.number: part.text for part in found if part.kind == "close"}
    foreign = 0
    for part in found:
        name = str(part.number + 1)
        equiv = codes.shown(part.text)
        match part.kind:
            case "text":
                yield _text(part.text)
            case "single":
                yield xml.tag(
                    "ph", {"id": name, "dataRef": data.id(part.text), "equiv": equiv, **_GUARDED}, empty=True
                )
            case "open":
                end = closing[part.number]
                refs = {"dataRefStart": data.id(part.text), "dataRefEnd": data.id(end)}
                about = {"id": name, **refs, "equivStart": equiv, "equivEnd": codes.shown(end)}
                yield xml.tag("pc", {**about, **_GUARDED})
            case "close":
                yield "</pc>"
            case "start" | "end":
                kind = "sc" if part.kind == "start" else "ec"
                about = {"id": name, "isolated": "yes", "dataRef": data.id(part.text), "equiv": equiv}
                yield xml.tag(kind, {**about, **_GUARDED}, empty=True)
            case "foreign":
                foreign += 1
                about = {"id": f"t{foreign}", "dataRef": data.id(part.text), "equiv": equiv}
                yield xml.tag("ph", about, empty=True)


def _text(text: str) -> str:
    parts = []
    for said, refused in codes.stretches(text):
        parts.append(xml.text(said))
        if refused:
            parts.append(xml.tag("cp", {"hex": f"{ord(refused):04X}"}, empty=True))
    return "".join(parts)


def _read(unit: Element, path: str, locale: str) -> Incoming:
    data = {
        one.attributes.get("id", ""): codes.plain(_tokens(one, {}))
        for group in unit.elements("originalData")
        for one in group.elements("data")
    }
    source: list[str | Ref] = []
    targets: list[tuple[int, Tokens]] = []
    states, subs, whole = [], [], True
    parts = (one for one in unit.elements() if one.namespace == unit.namespace)
    for place, one in enumerate((one for one in parts if one.name in ("segment", "ignorable")), 1):
        said, answer = one.first("source"), one.first("target")
        here = _tokens(said, data) if said is not None else ()
        there = _tokens(answer, data) if answer is not None else ()
        source += here
        if one.name == "segment":
            states.append(one.attributes.get("state", "initial"))
            subs.append(one.attributes.get("subState", ""))
            whole = whole and bool(there)
        elif answer is None:
            there = here
        targets.append((_order(answer, place), there))
    if not states:
        raise L10nError("a unit without a segment", line=unit.line, hint="export it again")
    notes = {
        one.attributes.get("category", ""): one.text()
        for group in unit.elements("notes")
        for one in group.elements("note")
    }
    return Incoming(
        key=unit.attributes.get("id", ""),
        source=codes.plain(source),
        words=codes.words(source),
        target=tuple(one for _, some in sorted(targets, key=itemgetter(0)) for one in some) if whole else (),
        reviewed=all(state in _REVIEWED for state in states),
        path=path,
        locale=locale,
        context=notes.get(_CONTEXT),
        origin=next((_ORIGINS[sub] for sub in subs if sub in _ORIGINS), ""),
        doubted="initial" in states,
        mark=unit.attributes.get(_MARK, ""),
        line=unit.line,
    )


def _tokens(element: Element, data: Mapping[str, str]) -> Tokens:
    """The words and codes of a source or target; what is inside of a pair stands between its halves."""
    found: list[str | Ref] = []
    waiting: list[Element | str | Ref] = [*reversed(element.children)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str | Ref):
            found.append(one)
        elif one.name == "cp":
            found.append(codes.character(one.attributes.get("hex", ""), one.line))
        elif one.name == "pc":
            said = one.attributes
            number = _number(said.get("id", ""))
            found.append(Ref(number, CodeShape.OPEN, _native(said, data, "dataRefStart", "equivStart")))
            waiting.append(Ref(number, CodeShape.CLOSE, _native(said, data, "dataRefEnd", "equivEnd")))
            waiting.extend(reversed(one.children))
        elif one.name in _SHAPES:
            number = _number(one.attributes.get("startRef") or one.attributes.get("id", ""))
            native = _native(one.attributes, data, "dataRef", "equiv")
            found.append(Ref(number, _SHAPES[one.name], native))
        elif one.name in _THROUGH:
            waiting.extend(reversed(one.children))
        elif one.name not in _NOTHING:
            raise L10nError(f"<{one.name}> inside of a text", line=one.line, hint="take it out")
    return tuple(found)


def _order(target: Element | None, place: int) -> int:
    """Where the translation of a segment stands in its unit, from 1: its `order`, else its own place."""
    said = target.attributes.get("order", "") if target is not None else ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else place


def _native(attributes: Mapping[str, str], data: Mapping[str, str], ref: str, equiv: str) -> str:
    """The text of a code, as far as the file has it."""
    return data.get(attributes.get(ref, ""), attributes.get(equiv, ""))


def _number(name: str) -> int | None:
    return int(name) - 1 if name.isascii() and name.isdecimal() and len(name) < 6 else None
