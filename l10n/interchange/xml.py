"""XML in and out for what strangers send: nothing is fetched or expanded, and memory is bounded by a record.

Reading: `events` walks a stream and gives the elements that a format calls records whole, one at a time, and
of those above them only their start and end. Writing: `tag`, `text` and `dump` make strings that read back
as they were.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, NamedTuple, NoReturn
from xml.parsers import expat

from l10n.errors import L10nError

DEPTH = 200
"""Elements inside of each other; the formats of this package need a dozen."""
LARGEST = 16 << 20
"""Characters of one record, its tags counted with a weight; what is larger is no sentence."""
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""What a file that we write begins with."""

_CHUNK = 1 << 16
_WEIGHT = 50
_SEPARATOR = " "  # cannot stand in a name or a namespace
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = {**_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_IN_TEXT, _IN_ATTRIBUTE = str.maketrans(_TEXT), str.maketrans(_ATTRIBUTE)


@dataclass(slots=True)
class Element:
    """An element: its local name, attributes, children in order (texts among them), namespace ("" for none).

    An attribute without a prefix is called by its name, one of XML's own `xml:lang`, any other
    `{namespace}name`. Neighbouring texts are one. `line` counts from 1, 0 for one that was not read.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    namespace: str = ""
    line: int = 0

    def elements(self, name: str = "") -> Iterator[Element]:
        """The child elements, or those with this local name that are in the namespace of this one."""
        found = (one for one in self.children if isinstance(one, Element))
        return (one for one in found if not name or (one.name == name and one.namespace == self.namespace))

    def first(self, name: str) -> Element | None:
        """The first child element with this local name in the namespace of this one, None without one."""
        return next(self.elements(name), None)

    def text(self) -> str:
        """All the text inside, that of inner elements too."""
        found: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                found.append(one)
            else:
                waiting.extend(reversed(one.children))
        return "".join(found)


class Event(NamedTuple):
    """A step of a walk: a record with all that is inside, or the start or end of an element above records.

    At its start an element has its attributes and no children yet; at its end it is the same object.
    """

    kind: Literal["start", "record", "end"]
    element: Element


def events(stream: BinaryIO, records: Container[str], doctypes: Container[str] = ()) -> Iterator[Event]:
    """The walk over a document; an element whose local name is one of `records` comes whole.

    Text outside of records is left out, comments and processing instructions everywhere. A DOCTYPE is refused
    unless it does no more than name a file of `doctypes` (`tmx14.dtd`), which nobody opens.
    Raises L10nError with a line and no path: not well formed, a DOCTYPE, an entity, too deep, too large.
    """
    reader = _Reader(records, doctypes)
    while True:
        data = stream.read(_CHUNK)
        reader.feed(data)
        yield from reader.taken()
        if not data:
            return


def parse(stream: BinaryIO, doctypes: Container[str] = ()) -> Element:
    """The root of a small document with all that is inside. Raises as `events` does."""
    return next(event.element for event in events(stream, _Everything(), doctypes))


def text(value: str) -> str:
    """`value` as it stands between tags. Raises L10nError for a character that no XML can hold."""
    return _sound(value).translate(_IN_TEXT)


def tag(name: str, attributes: Mapping[str, str] | None = None, *, empty: bool = False) -> str:
    """A start tag, or an `empty` element's; attributes in their order. Raises as `text` does."""
    said = "".join(
        f' {key}="{_sound(value).translate(_IN_ATTRIBUTE)}"' for key, value in (attributes or {}).items()
    )
    return f"<{name}{said}{'/' if empty else ''}>"


def dump(element: Element, prefixes: Mapping[str, str] | None = None) -> str:
    """An element and all that is inside, as it reads back.

    `prefixes` are those that stand for namespaces here ("" for the default one); they are declared by whoever
    writes the root. Raises L10nError for a character that no XML can hold, and a namespace without a prefix.
    """
    known = {"": "", **(prefixes or {})}
    parts: list[str] = []
    waiting: list[tuple[Element | str, bool]] = [(element, False)]
    while waiting:
        one, closing = waiting.pop()
        if isinstance(one, str):
            parts.append(text(one))
            continue
        name = _prefixed(one.namespace, one.name, known)
        if closing:
            parts.append(f"</{name}>")
            continue
        attributes = {_attribute_name(key, known): value for key, value in one.attributes.items()}
        parts.append(tag(name, attributes, empty=not one.children))
        if one.children:
            waiting.append((one, True))
            waiting.extend((child, False) for child in reversed(one.children))
    return "".join(parts)


def unwritable(value: str) -> str:
    """The first character of `value` that no XML can hold, as `U+0007`; "" where all can stand."""
    found = _REFUSED.search(value)
    return f"U+{ord(found[0]):04X}" if found else ""


class _Everything:
    """Every name is in it: the root is the one record."""

    def __contains__(self, _name: object) -> bool:
        return True


class _Reader:
    """What expat calls, and the events that came of it so far."""

    def __init__(self, records: Container[str], doctypes: Container[str]) -> None:
        self._records = records
        self._doctypes = doctypes
        self._found: list[Event] = []
        self._open: list[Element] = []
        self._inside = 0  # how many of the open ones are a record or in one
        self._size = 0
        self._fed = 0
        self._pieces: list[str] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped

    def feed(self, data: bytes) -> None:
        """Read on; no data ends the document."""
        self._fed += len(data)
        try:
            self._parser.Parse(data, not data)
        except expat.ExpatError as error:
            said = expat.errors.messages.get(error.code, "") or str(error)
            raise L10nError(f"not valid XML: {said}", line=error.lineno, hint="export it again") from None
        except (ValueError, LookupError) as error:
            raise L10nError(
                f"its encoding cannot be read: {error}", line=1, hint="save it as UTF-8"
            ) from None
        # What is not done with is read again with each piece that follows.
        done = self._parser.CurrentByteIndex
        if done >= 0 and self._fed - done > LARGEST:
            self._refuse(
                f"a tag of more than {LARGEST >> 20} million characters", "that is no file of translations"
            )

    def taken(self) -> list[Event]:
        """The events since they were last taken."""
        found, self._found = self._found, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEPTH:
            self._refuse(
                f"more than {DEPTH} elements inside of each other", "that is no file of translations"
            )
        namespace, _, local = name.rpartition(_SEPARATOR)
        named = {_read_name(key): value for key, value in attributes.items()}
        made = Element(local, named, [], namespace, self._parser.CurrentLineNumber)
        if self._inside:
            self._join()
            self._open[-1].children.append(made)
            self._inside += 1
            self._grow(_WEIGHT + sum(map(len, named.values())))
        elif local in self._records:
            self._inside, self._size = 1, 0
        else:
            self._found.append(Event("start", made))
        self._open.append(made)

    def _end(self, _name: str) -> None:
        self._join()
        done = self._open.pop()
        if self._inside > 1:
            self._inside -= 1
            return
        self._found.append(Event("record" if self._inside else "end", done))
        self._inside = 0

    def _text(self, data: str) -> None:
        if self._inside:
            self._grow(len(data))
            self._pieces.append(data)

    def _join(self) -> None:
        """Put the text since the last tag among the children of the element that is open."""
        if self._pieces:
            self._open[-1].children.append("".join(self._pieces))
            self._pieces.clear()

    def _grow(self, much: int) -> None:
        self._size += much
        if self._size > LARGEST:
            self._refuse(f"an element of more than {LARGEST >> 20} million characters of text", "split it")

    def _doctype(self, _name: str, system: str | None, _public: str | None, subset: int) -> None:
        if subset or system not in self._doctypes:
            self._refuse("a DOCTYPE is not read", "remove it")

    def _entity(self, name: str, *_: object) -> None:
        self._refuse(f"the entity {name} is declared", "remove it, and write out what it stands for")

    def _skipped(self, name: str, _is_parameter: bool) -> None:
        self._refuse(f"the entity {name} is unknown", "write out what it stands for")

    def _refuse(self, what: str, hint: str) -> NoReturn:
        raise L10nError(what, line=self._parser.CurrentLineNumber, hint=hint)


def _read_name(name: str) -> str:
    namespace, _, local = name.rpartition(_SEPARATOR)
    if not namespace:
        return local
    return f"xml:{local}" if namespace == XML_NAMESPACE else f"{{{namespace}}}{local}"


def _attribute_name(name: str, prefixes: Mapping[str, str]) -> str:
    if not name.startswith("{"):
        return name
    namespace, _, local = name[1:].rpartition("}")
    return _prefixed(namespace, local, prefixes)


def _prefixed(namespace: str, local: str, prefixes: Mapping[str, str]) -> str:
    if namespace not in prefixes:
        raise L10nError(f"the namespace {namespace} has no prefix", hint="declare it")
    return f"{prefixes[namespace]}:{local}" if prefixes[namespace] else local


def _sound(value: str) -> str:
    if char := unwritable(value):
        raise L10nError(f"the character {char} cannot stand in XML", hint="take it out")
    return value
