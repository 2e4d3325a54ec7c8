"""Front matter in YAML: where its texts stand, from PyYAML's events. The only importer of yaml.

Events come one by one and nothing is composed: an alias stays a name, so it cannot explode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from l10n.errors import L10nError
from l10n.formats import front_matter_yaml_scalars as scalars
from l10n.formats import lines
from l10n.formats.front_matter_paths import Wanted
from l10n.formats.front_matter_values import Path, Value, invalid, role, twice
from l10n.model import Edit, Span

if TYPE_CHECKING:
    from types import ModuleType

_DEEPEST = 100
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_PYTHON = "tag:yaml.org,2002:python/"
# Anchor and tag, which PyYAML's spans of a scalar take in.
_PROPERTIES = re.compile(r"(?:[&!]\S*+(?:\s++(?:#[^\r\n]*+\s++)*+))*+")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class _Node:
    """A table or list that is open. `key` is where its next value belongs; tables await a key before each."""

    path: Path
    flow: bool
    anchors: frozenset[str]
    key: str | int | None = None
    awaits_key: bool = False
    keys: set[tuple[str, str]] | None = None

    def step(self) -> None:
        """Go on to what comes after a value, or after a key."""
        if self.keys is not None:
            self.awaits_key = not self.awaits_key
        elif isinstance(self.key, int):
            self.key += 1


@dataclass(slots=True)
class _Walk:
    """The walk over the events of the YAML in `text[span]`."""

    text: str
    span: Span
    wanted: Wanted
    open: list[_Node] = field(default_factory=list)
    values: list[tuple[Value, frozenset[str]]] = field(default_factory=list)
    aliases: dict[str, Any] = field(default_factory=dict)
    documents: int = 0

    def take(self, event: Any) -> None:
        """Follow one event."""
        kind = type(event).__name__
        if kind in ("SequenceEndEvent", "MappingEndEvent"):
            self.open.pop()
            self._step()
        elif kind in ("SequenceStartEvent", "MappingStartEvent"):
            self._refuse_python(event)
            self._enter(event, is_mapping=kind == "MappingStartEvent")
        elif kind == "ScalarEvent":
            self._refuse_python(event)
            self._scalar(event)
            self._step()
        elif kind == "AliasEvent":
            self._alias(event)
            self._step()
        elif kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                raise self.wrong(event, "front matter holds two YAML documents", "take one out")

    def shared(self) -> L10nError | None:
        """The error for an alias that repeats a text to be translated, if there is one."""
        for value, anchors in self.values:
            for name in anchors & self.aliases.keys():
                message = f"the alias *{name} repeats a text that is translated ({value.role})"
                return self.wrong(self.aliases[name], message, "write the text out in its place")
        return None

    def wrong(self, event: Any, message: str, hint: str) -> L10nError:
        """An error at the place of an event."""
        return L10nError(message, line=self.line(event), hint=hint)

    def line(self, event: Any) -> int:
        """The line of the file that an event starts on."""
        return lines.line_of(self.text, self.span.start + event.start_mark.index)

    def _step(self) -> None:
        if self.open:
            self.open[-1].step()

    def _path(self) -> Path:
        """Where the node that comes next belongs; below a key that is none, nothing is ever wanted."""
        if not self.open:
            return ()
        node = self.open[-1]
        return (*node.path, None if node.awaits_key else node.key)

    def _anchors(self, event: Any) -> frozenset[str]:
        around = self.open[-1].anchors if self.open else frozenset()
        return around | {event.anchor} if event.anchor else around

    def _enter(self, event: Any, *, is_mapping: bool) -> None:
        if len(self.open) == _DEEPEST:
            raise self.wrong(event, f"front matter is nested more than {_DEEPEST} deep", "make it flatter")
        path = self._path()
        if self.open and self.open[-1].awaits_key:
            self.open[-1].key = None
        node = _Node(path, bool(event.flow_style), self._anchors(event))
        if is_mapping:
            node.keys, node.awaits_key = set(), True
        else:
            node.key = 0
        self.open.append(node)

    def _scalar(self, event: Any) -> None:
        node = self.open[-1] if self.open else None
        if node and node.awaits_key and node.keys is not None:
            key = (_tag(event), event.value)
            if key in node.keys and key[0] != _MERGE:
                raise twice(self.line(event), event.value)
            node.keys.add(key)
            node.key = event.value
        elif self.wanted.holds(path := self._path()) and _tag(event) == _TEXT and event.value.strip():
            value = _value(self, event, path, in_flow=node is not None and node.flow)
            self.values.append((value, self._anchors(event)))

    def _alias(self, event: Any) -> None:
        self.aliases.setdefault(event.anchor, event)
        node = self.open[-1] if self.open else None
        if node and node.awaits_key:
            node.key = None
        elif node and node.key != "<<" and self.wanted.reaches(self._path()):
            message = f"the alias *{event.anchor} stands where text is translated"
            raise self.wrong(event, message, "write the text out in its place")

    def _refuse_python(self, event: Any) -> None:
        if event.tag and event.tag.startswith(_PYTHON):
            raise self.wrong(event, f"front matter makes a Python object: {event.tag}", "remove the tag")


def values(text: str, span: Span, wanted: Wanted) -> list[Value]:
    """The texts that are translated of the YAML in `text[span]`, in order.

    Raises L10nError, with a line, for what is not YAML, has a key twice, or shares such a text by an alias.
    """
    walk = _Walk(text, span, wanted)
    for event in _events(text, span):
        walk.take(event)
    shared = walk.shared()
    if shared:
        raise shared
    return [value for value, _ in walk.values]


def written(text: str, value: Value, edits: Sequence[Edit], meant: str) -> str:
    """`value` with these edits made in it, so that it reads as `meant`: in double quotes where it must be."""
    encode = scalars.encoder(value.style, value.indent, lines.newline_of(text))
    return scalars.settled(value.spliced(text, edits, encode), value.style, value.indent, meant)


def _events(text: str, span: Span) -> Iterator[Any]:
    yaml = _yaml()
    body = span.cut(text)
    try:
        yield from yaml.parse(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        strange = _UNPRINTABLE.search(body)
        at = mark.index if mark else strange.start() if strange else 0
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        raise invalid(lines.line_of(text, span.start + at), f"YAML: {what}") from None


@cache
def _yaml() -> ModuleType:
    import yaml

    return yaml


@cache
def _resolver() -> Any:
    return _yaml().resolver.Resolver()


def _tag(event: Any) -> str:
    """The type of a scalar: its tag's, else what YAML 1.1 makes of it."""
    if event.tag and event.tag != "!":
        return str(event.tag)
    if not event.implicit[0] or event.tag:
        return _TEXT
    return str(_resolver().resolve(_yaml().ScalarNode, event.value, (True, False)))


def _value(walk: _Walk, event: Any, path: Path, *, in_flow: bool) -> Value:
    """The scalar of an event as a Value."""
    text, base = walk.text, walk.span.start
    end = base + event.end_mark.index
    properties = _PROPERTIES.match(text, base + event.start_mark.index, end)
    assert properties is not None
    span = Span(properties.end(), end)
    style, indent = event.style or ("flow" if in_flow else "plain"), ""
    try:
        if style in "|>":
            indent = scalars.block_indent(text, span, event.value)
            chunks = tuple(scalars.block(text, span, len(indent)))
        elif style in "'\"":
            chunks = tuple(scalars.flow(text, Span(span.start + 1, span.end - 1), style))
        else:
            chunks = tuple(scalars.flow(text, span, "plain"))
    except (KeyError, ValueError):
        chunks = ()
    value = Value(role(path), span, chunks, style, indent)
    if value.text != event.value:
        raise walk.wrong(event, f"the text of {value.role!r} cannot be told apart", "put it in double quotes")
    return value
