"""Which elements are left alone: `translate="no"`, another language, code; and how to read it from a tag."""

from __future__ import annotations

import re
from typing import NamedTuple

from l10n.formats.html_elements import OPAQUE
from l10n.formats.html_tokens import attributes

NO, FOREIGN, SKIPPED = 1, 2, 4
"""Why an element is left alone, as bits of a number: 0 where it is not."""

_MAY_SAY = re.compile(r"[\s/=\"'](?:translate|notranslate|lang|xml:lang)", re.IGNORECASE)


class Said(NamedTuple):
    """What a start tag says of its element: whether to translate it, None if nothing; its language or ""."""

    translate: bool | None = None
    language: str = ""


_NOTHING = Said()


def read(text: str, start: int, end: int) -> Said:
    """What the start tag at `text[start:end]` says; of a language tag the language alone, in lower case."""
    if not _MAY_SAY.search(text, start, end):
        return _NOTHING
    found = {one.name: one.value.strip().lower() for one in attributes(text, start, end)}
    translate = {"yes": True, "": True, "no": False}.get(found.get("translate", "?"))
    if translate is None and "notranslate" in found.get("class", "").split():
        translate = False
    language = found.get("lang") or found.get("xml:lang", "")
    return Said(translate, re.split("[-_]", language)[0])


def state(element: str, said: Said, around: int, *, foreign: bool) -> int:
    """Why an element is left alone that says this of itself; `around` is the same for the one around it."""
    if said is _NOTHING and element not in OPAQUE:
        return around
    if said.translate is None:
        left = around & NO or (NO if element in OPAQUE else 0)
    else:
        left = 0 if said.translate else NO
    if said.language:
        left |= FOREIGN if foreign else 0
    else:
        left |= around & FOREIGN
    return left | around & SKIPPED
