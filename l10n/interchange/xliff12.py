"""XLIFF 1.2 (OASIS, 2008), out and in: a `file` an article, a `trans-unit` an entry.

| an entry is | goes out as | comes back |
|---|---|---|
| reviewed | `approved="yes"`, `signed-off` | reviewed: `approved="yes"` with `signed-off`, `final`, `translated` or no state (not `translated` by a machine); without `approved`, `signed-off` and `final` |
| stale | `needs-review-translation`, its previous source in `alt-trans` | draft |
| draft by an engine | `needs-review-translation`, `leveraged-mt` | draft |
| draft from a memory | `needs-review-translation`, `leveraged-tm`, below 100 % `fuzzy-match` | draft |
| another draft | `needs-review-translation` | draft, as any other state is |
| empty | a target without text, `needs-translation` | nothing |

Codes are `g` (a pair), `x` (alone), `bx` and `ex` (halves whose other half is in another sentence), each with
its text in `equiv-text`; `ph` holds a code that only the translation has, and a character that XML cannot.
"""  # noqa: E501  (a table)

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from l10n.errors import L10nError
from l10n.interchange import codes, xml
from l10n.interchange.codes import Part
from l10n.interchange.rows import Incoming, Ref, Row, Sheet, Tokens, lines
from l10n.interchange.xml import Element
from l10n.model import CodeShape, State
from l10n.text.codes.inline import protect

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

_MARK = "x-l10n-mark"
_CONTEXT = "x-gettext-msgctxt"
_CHARACTER = "x-codepoint"
_DATATYPES = {"html": "html", "text": "plaintext"}
_REVIEWED = ("signed-off", "final")
_MACHINES = ("leveraged-mt", "mt-suggestion")
_MEMORIES = (
    "leveraged-tm",
    "tm-suggestion",
    "exact-match",
    "fuzzy-match",
    "id-match",
    "leveraged-repository",
)
_PERCENT = re.compile(r"TM: (\d+)%")
_SHAPES = {
    "bx": CodeShape.OPEN,
    "ex": CodeShape.CLOSE,
    "bpt": CodeShape.OPEN,
    "ept": CodeShape.CLOSE,
    "x": CodeShape.SINGLE,
    "ph": CodeShape.SINGLE,
    "it": CodeShape.SINGLE,
}
_THROUGH = frozenset({"mrk", "source", "target", "sub"})
"""Elements that are nothing to us but what is inside of them."""


def write(sheets: Iterable[Sheet], source_tag: str, tag: str) -> bytes:
    """A file for translators into `tag`: a `file` for each sheet, in their order.

    Raises L10nError for more than 1,024 codes in one sentence.
    """
    parts = [xml.DECLARATION, xml.tag("xliff", {"version": "1.2", "xmlns": NAMESPACE}), "\n"]
    for sheet in sheets:
        about = {
            "original": sheet.path,
            "source-language": source_tag,
            "target-language": tag,
            "datatype": _DATATYPES.get(sheet.format, f"x-{sheet.format}"),
        }
        tool = xml.tag("tool", {"tool-id": "l10n", "tool-name": "l10n"}, empty=True)
        parts += [xml.tag("file", about), "\n<header>", tool, "</header>\n<body>\n"]
        parts += (_written(row) for row in sheet.rows)
        parts.append("</body>\n</file>\n")
    return "".join([*parts, "</xliff>\n"]).encode()


def read(stream: BinaryIO) -> Iterator[Incoming]:
    """The units of a file, in its order. Raises L10nError, with a line and no path, for any other file."""
    path = locale = ""
    root = ""
    for event in xml.events(stream, {"trans-unit"}):
        one = event.element
        if not root:
            root = one.name
            if root != "xliff" or not one.attributes.get("version", "").startswith("1."):
                raise L10nError("no XLIFF 1.2", line=one.line, hint="export it as XLIFF 1.2 or 2.0")
        if event.kind == "start" and one.name == "file":
            path, locale = one.attributes.get("original", ""), one.attributes.get("target-language", "")
        elif event.kind == "record":
            yield _read(one, path, locale)


def _written(row: Row) -> str:
    entry = row.entry
    source = protect(entry.source, row.source_codes)
    unit = {"id": entry.key.fingerprint, "xml:space": "preserve"}
    if entry.state is State.REVIEWED:
        unit["approved"] = "yes"
    parts = [xml.tag("trans-unit", unit), "\n<source>", *_inline(codes.source_parts(source)), "</source>\n"]
    if entry.state is State.EMPTY:
        parts.append(xml.tag("target", {"state": "needs-translation"}, empty=True))
    else:
        said = codes.target_parts(entry.target, row.target_codes, source)
        parts += [xml.tag("target", _state(row)), *_inline(said), "</target>"]
    parts.append('\n<context-group purpose="information">')
    parts += [xml.tag("context", {"context-type": _MARK}), row.mark, "</context>"]
    if entry.key.context is not None:
        said_context = xml.text(codes.shown(entry.key.context))
        parts += [xml.tag("context", {"context-type": _CONTEXT}), said_context, "</context>"]
    parts.append("</context-group>\n")
    for who, text in lines(entry):
        parts += [xml.tag("note", {"from": who}), xml.text(codes.shown(text)), "</note>\n"]
    if entry.previous is not None:
        previous = xml.text(codes.shown(entry.previous.source))
        was = xml.text(codes.shown(entry.target))
        parts.append('<alt-trans alttranstype="previous-version">')
        parts.append(f"<source>{previous}</source><target>{was}</target></alt-trans>\n")
    return "".join([*parts, "</trans-unit>\n"])


def _state(row: Row) -> dict[str, str]:
    entry = row.entry
    if entry.state is State.REVIEWED:
        return {"state": "signed-off"}
    found = {"state": "needs-review-translation"}
    if entry.state is State.DRAFT and entry.origin.startswith("MT: "):
        found["state-qualifier"] = "leveraged-mt"
    elif entry.state is State.DRAFT and entry.origin.startswith("TM: "):
        percent = _PERCENT.match(entry.origin)
        whole = percent is None or int(percent[1]) >= 100
        found["state-qualifier"] = "leveraged-tm" if whole else "fuzzy-match"
    return found


def _inline(parts: Iterable[Part]) -> Iterator[str]:
    """The parts of a text as elements; ids count from 1, those that only the translation has are `t1`, …"""
    foreign = 0
    characters = 0
    for part in parts:
        about = {"id": str(part.number + 1), "equiv-text": codes.shown(part.text)}
        match part.kind:
            case "text":
                for text, refused in codes.stretches(part.text):
                    yield xml.text(text)
                    if refused:
                        characters += 1
                        about = {"id": f"c{characters}", "ctype": _CHARACTER}
                        yield f"{xml.tag('ph', about)}{ord(refused):04X}</ph>"
            case "single":
                yield xml.tag("x", about, empty=True)
            case "open":
                yield xml.tag("g", about)
            case "close":
                yield "</g>"
            case "start":
                yield xml.tag("bx", about, empty=True)
            case "end":
                yield xml.tag("ex", about, empty=True)
            case "foreign":
                foreign += 1
                yield f"{xml.tag('ph', {'id': f't{foreign}'})}{xml.text(codes.shown(part.text))}</ph>"


def _read(unit: Element, path: str, locale: str) -> Incoming:
    source, target = unit.first("source"), unit.first("target")
    if source is None:
        raise L10nError("a trans-unit without a source", line=unit.line, hint="export it again")
    said = _tokens(source)
    about = {
        one.attributes.get("context-type", ""): one.text()
        for group in unit.elements("context-group")
        for one in group.elements("context")
    }
    state = target.attributes.get("state", "") if target is not None else ""
    qualifier = target.attributes.get("state-qualifier", "") if target is not None else ""
    approved = unit.attributes.get("approved", "")
    return Incoming(
        key=unit.attributes.get("id", ""),
        source=codes.plain(said),
        words=codes.words(said),
        target=_tokens(target) if target is not None else (),
        reviewed=_is_reviewed(approved, state, qualifier),
        path=path,
        locale=locale,
        context=about.get(_CONTEXT),
        origin=_origin(qualifier),
        doubted=approved == "no" or state.startswith("needs-") or state == "new",
        mark=about.get(_MARK, "").strip(),
        line=unit.line,
    )


def _is_reviewed(approved: str, state: str, qualifier: str) -> bool:
    """Whether a person has said that a translation is good (see the table above)."""
    if approved == "yes":
        by_machine = qualifier in (*_MACHINES, *_MEMORIES)
        return state in _REVIEWED or (state in ("translated", "") and not by_machine)
    return not approved and state in _REVIEWED


def _origin(qualifier: str) -> str:
    if qualifier in _MACHINES:
        return f"MT: {qualifier}, XLIFF"
    return f"TM: {qualifier}, XLIFF" if qualifier in _MEMORIES else ""


def _tokens(element: Element) -> Tokens:
    """The words and codes of a source or target; what is inside of a pair stands between its halves."""
    found: list[str | Ref] = []
    waiting: list[Element | str | Ref] = [*reversed(element.children)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str | Ref):
            found.append(one)
        elif one.name == "g":
            number = _number(one)
            found.append(Ref(number, CodeShape.OPEN, one.attributes.get("equiv-text", "")))
            waiting.append(Ref(number, CodeShape.CLOSE))
            waiting.extend(reversed(one.children))
        elif one.name in _SHAPES:
            found.append(_code(one))
        elif one.name in _THROUGH:
            waiting.extend(reversed(one.children))
        else:
            raise L10nError(f"<{one.name}> inside of a text", line=one.line, hint="take it out")
    return tuple(found)


def _code(element: Element) -> str | Ref:
    text = element.text()
    if element.attributes.get("ctype") == _CHARACTER:
        return codes.character(text, element.line)
    return Ref(_number(element), _SHAPES[element.name], text or element.attributes.get("equiv-text", ""))


def _number(element: Element) -> int | None:
    name = element.attributes.get("id", "")
    return int(name) - 1 if name.isascii() and name.isdecimal() and len(name) < 6 else None
