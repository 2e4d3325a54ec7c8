"""TMX 1.4, the exchange of translation memories: units with one text in each of several languages.

The rules are those of the "TMX 1.4b Specification" (LISA OSCAR, 2005).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from l10n import __version__, locale
from l10n.errors import L10nError
from l10n.interchange import xml
from l10n.interchange.codes import Part
from l10n.interchange.xml import Element
from l10n.model import Code, CodeShape, Span

DOCTYPES = frozenset({"tmx11.dtd", "tmx12.dtd", "tmx13.dtd", "tmx14.dtd"})
"""What the DOCTYPE of a TMX file may name; the file itself is never opened."""

FILE, CONTEXT = "x-file", "x-context"
"""The types of our props: the article a text is from, and its msgctxt."""

_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
_FOOT = "</body>\n</tmx>\n"


@dataclass(frozen=True, slots=True)
class Variant:
    """The text of a unit in one language, its native codes in place.

    The `value` of a code is what names it in every language of the unit, its `x` where it has one.
    """

    tag: str
    text: str
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A `tu`: its variants in order, and the element with all else that it says."""

    variants: tuple[Variant, ...]
    element: Element

    def first(self, tags: Sequence[str]) -> Variant | None:
        """The variant in the first of these locales that it has, None without one."""
        return next((one for tag in tags for one in self.variants if one.tag == tag), None)

    def prop(self, kind: str) -> str | None:
        """The text of its first `prop` of a type, None without one."""
        found = (one for one in self.element.elements("prop") if one.attributes.get("type") == kind)
        first = next(found, None)
        return None if first is None else first.text()


def read(stream: BinaryIO) -> Iterator[TranslationUnit]:
    """The units of a TMX file, one at a time. Raises L10nError, with a line and no path, for what is no TMX.

    Texts keep their white space. A variant whose language is no locale is left out.
    """
    is_tmx = False
    for kind, element in xml.events(stream, {"tu"}, DOCTYPES):
        if kind == "start" and not is_tmx:
            is_tmx = element.name == "tmx"
            if not is_tmx:
                what = f"not a TMX file but one of <{element.name}>"
                raise L10nError(what, line=element.line, hint="give a .tmx file")
        if kind == "record":
            if not is_tmx:
                raise L10nError("not a TMX file but one of <tu>", line=element.line, hint="give a .tmx file")
            yield TranslationUnit(tuple(_variants(element)), element)


def head(source_locale: str, segments: str) -> str:
    """What a TMX file begins with; `segments` is "sentence" or "paragraph"."""
    about = {
        "creationtool": "l10n",
        "creationtoolversion": __version__,
        "segtype": segments,
        "o-tmf": "PO",
        "adminlang": "en",
        "srclang": source_locale,
        "datatype": "plaintext",
    }
    return f'{xml.DECLARATION}<tmx version="1.4">\n{xml.tag("header", about, empty=True)}\n<body>\n'


def foot() -> str:
    """What a TMX file ends with."""
    return _FOOT


def written(element: Element) -> str:
    """A `tu` as it stands in a file, on lines of its own. Raises L10nError for what no XML can hold."""
    prefixes = {element.namespace: ""}
    lines = [xml.tag("tu", element.attributes)]
    lines += (xml.dump(child, prefixes) for child in element.elements())
    return "\n".join((*lines, "</tu>\n"))


def unit(variants: Iterable[tuple[str, Element]], props: Mapping[str, str]) -> Element:
    """A `tu` of (locale, `seg`) and of props by type, to be `written`."""
    children: list[Element | str] = [Element("prop", {"type": key}, [said]) for key, said in props.items()]
    children += (Element("tuv", {"xml:lang": tag}, [segment]) for tag, segment in variants)
    return Element("tu", {}, children)


def segment(parts: Iterable[Part]) -> Element:
    """The `seg` of a text in parts: each code an element that holds it, named by its number in the source."""
    children: list[Element | str] = []
    for kind, text, place in parts:
        name = str(place + 1)
        match kind:
            case "text":
                children.append(text)
            case "open":
                children.append(Element("bpt", {"i": name, "x": name}, [text]))
            case "close":
                children.append(Element("ept", {"i": name}, [text]))
            case "start" | "end":
                pos = "begin" if kind == "start" else "end"
                children.append(Element("it", {"pos": pos, "x": name}, [text]))
            case "single":
                children.append(Element("ph", {"x": name}, [text]))
            case "foreign":
                children.append(Element("ph", {}, [text]))
    return Element("seg", {}, children)


def tag_of(variant: Element) -> str:
    """The locale of a `tuv`, "" where what it says is none."""
    return _normal(variant.attributes.get("xml:lang") or variant.attributes.get("lang") or "")


@lru_cache(maxsize=256)
def _normal(tag: str) -> str:
    try:
        return locale.normalize(tag)
    except L10nError:
        return ""


def _variants(element: Element) -> Iterator[Variant]:
    for one in element.elements("tuv"):
        tag, found = tag_of(one), one.first("seg")
        if found is not None and tag:
            yield _variant(tag, found)


def _variant(tag: str, found: Element) -> Variant:
    """The text of a `seg`: its own, that of highlights, and that of codes as the native code it is."""
    if all(isinstance(one, str) for one in found.children):
        return Variant(tag, found.text())
    parts: list[str] = []
    codes: list[Code] = []
    names: dict[str, str] = {}
    at = 0
    waiting: list[Element | str] = [*reversed(found.children)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Element) and one.name not in _CODES:
            waiting.extend(reversed(one.children))
            continue
        text = one if isinstance(one, str) else one.text()
        if isinstance(one, Element):
            codes.append(_code(one, Span(at, at + len(text)), text, names, len(codes)))
        parts.append(text)
        at += len(text)
    return Variant(tag, "".join(parts), tuple(codes))


def _code(element: Element, span: Span, text: str, names: dict[str, str], before: int) -> Code:
    """The code that an element stands for; `names` are those of the pairs so far, by their `i`."""
    match element.name:
        case "bpt":
            how, mark = CodeShape.OPEN, element.attributes.get("i", "")
            pair = len(names)
            names[mark] = f"{pair} {element.attributes.get('x') or mark}"
            name = names[mark].partition(" ")[2]
        case "ept":
            how, mark = CodeShape.CLOSE, element.attributes.get("i", "")
            number_of, _, name = names.get(mark, f"-{before + 1} {mark}").partition(" ")
            pair = int(number_of)
        case _:
            how = {"begin": CodeShape.OPEN, "end": CodeShape.CLOSE}.get(
                element.attributes.get("pos", "") if element.name == "it" else "", CodeShape.SINGLE
            )
            name, pair = element.attributes.get("x") or text or f"{element.name} {before}", -before - 1
    return Code(span, text, element.name, how, None if how is CodeShape.SINGLE else pair, name)
