"""Facts about HTML's elements and attributes, from the HTML standard: names in lower case, nothing else.

Which elements part text, which have no end tag, which hold no text for readers, what their text is called
and which attributes say something to readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.formats.html_tokens import Attribute, attributes


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
"""Elements without an end tag (13.1.2), the obsolete ones too."""

OPAQUE = _names(
    "code iframe kbd listing math noembed noframes plaintext pre samp script style svg textarea var xmp"
)
"""Elements whose content is not for translators: code, formulas, drawings, and what a reader may change."""

GRAPHIC = frozenset({"script", "style", "svg"})
"""Those of them that are no words of the sentence they stand in."""

BLOCK = _names(
    "address article aside audio base blockquote body button canvas caption center col colgroup datalist dd"
    " details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6"
    " head header hgroup hr html iframe label legend li link listing main menu meta nav noembed noframes"
    " noscript object ol optgroup option p param plaintext pre search section select source summary table"
    " tbody td template textarea tfoot th thead title tr track ul video xmp"
)
"""Elements that part the text around them. Any other, known or not, is inline."""

ENDS_PARAGRAPH = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr li dd dt listing main menu nav ol p plaintext pre search section"
    " summary table ul xmp"
)
"""Elements whose start tag ends an open `<p>` (13.1.2.4)."""

_RESET = (
    "article aside body blockquote details dialog dl fieldset figure footer form header main menu nav ol"
    " search section select table template tr ul"
)
ROLES = {
    **dict.fromkeys(_RESET.split(), "paragraph"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("dt", "dd"), "definition"),
    **dict.fromkeys(("caption", "figcaption", "legend"), "caption"),
    "blockquote": "quote",
    "button": "button",
    "label": "form label",
    "li": "list item",
    "option": "option",
    "summary": "summary",
    "title": "title",
}
"""What text in an element is; in any other it is what it is in the element around it."""

ATTRIBUTE_ROLES = frozenset(
    {
        "alt text",
        "button label",
        "description",
        "keywords",
        "label",
        "placeholder",
        "preview title",
        "tooltip",
    }
)
"""What text in an attribute is; text between tags is none of these."""

_ANYWHERE = {
    "title": "tooltip",
    "placeholder": "placeholder",
    "aria-description": "description",
    "aria-label": "label",
    "aria-placeholder": "placeholder",
    "aria-roledescription": "label",
    "aria-valuetext": "label",
}
_SOMEWHERE = {
    "abbr": (frozenset({"th", "td"}), "label"),
    "alt": (frozenset({"area", "img", "input"}), "alt text"),
    "label": (frozenset({"menuitem", "optgroup", "option", "track"}), "label"),
    "summary": (frozenset({"table"}), "description"),
}
_UNSEEN = frozenset({"base", "link", "param", "script", "style"})
_BUTTONS = frozenset({"button", "reset", "submit"})
_META = {
    "description": "description",
    "keywords": "keywords",
    "headline": "preview title",
    "image:alt": "alt text",
    "name": "preview title",
    "title": "preview title",
}
_MAY_SPEAK = re.compile(
    r"[\s/\"'](?:title|alt|placeholder|aria-|label|content|value|abbr|summary)", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_TEMPLATE = re.compile(r"\s*(?:\{\{[^{}]*\}\}|\{%[^{}]*%\})\s*")
_VOCABULARIES = ("og:", "twitter:", "dc.", "dcterms.")


def spoken(text: str, start: int, end: int, element: str) -> list[tuple[Attribute, str]]:
    """The attributes of the start tag at `text[start:end]` that are words for readers, each with its role.

    They are those the standard calls translatable (3.2.6.3), ARIA's, `title`, and a description's `content`.
    """
    if element in _UNSEEN or not _MAY_SPEAK.search(text, start, end):
        return []
    return [
        (one, role)
        for one, role in _roles(element, attributes(text, start, end))
        if _LETTER.search(one.value) and not _TEMPLATE.fullmatch(one.value)
    ]


def _roles(element: str, listed: Sequence[Attribute]) -> Iterator[tuple[Attribute, str]]:
    for one in listed:
        role = _ANYWHERE.get(one.name, "")
        if one.name in _SOMEWHERE and element in _SOMEWHERE[one.name][0]:
            role = _SOMEWHERE[one.name][1]
        elif one.name == "content" and element == "meta":
            role = _meta_role(listed)
        elif one.name == "value" and element == "input" and _value(listed, "type") in _BUTTONS:
            role = "button label"
        if role:
            yield one, role


def _meta_role(attributes: Sequence[Attribute]) -> str:
    """The role of a `<meta>`'s content; Open Graph says `property` for its name, schema.org `itemprop`."""
    if (named := _value(attributes, "itemprop")) in ("description", "headline", "name"):
        return _META[named]
    named = _value(attributes, "name") or _value(attributes, "property")
    if named in ("description", "keywords"):
        return _META[named]
    for vocabulary in _VOCABULARIES:
        rest = named.removeprefix(vocabulary)
        if rest != named and rest in ("description", "title", "image:alt"):
            return _META[rest]
    return ""


def _value(attributes: Sequence[Attribute], name: str) -> str:
    return next((one.value.strip().lower() for one in attributes if one.name == name), "")
