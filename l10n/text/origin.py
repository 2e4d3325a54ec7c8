"""The one-line origin of a draft, as it stands in a PO comment: what made it, and the words it did not know.

MT: apertium eng-spa; unknown: myasthenia, gravis
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from l10n.text.escape import for_terminal

_UNKNOWN = "; unknown: "
_PERCENT = re.compile(r"TM: ([0-9]{1,3})%")
# What would end a word or the line when the origin is read again; a slash and the like are fine.
_SEPARATOR = re.compile(r"[\s,;\x00-\x1f\x7f-\x9f]+")


def machine(engine: str, unknown: Iterable[str] = ()) -> str:
    """The origin of an engine's draft; `engine` is its short form, `apertium eng-spa`."""
    words = [shown for word in unknown if (shown := _SEPARATOR.sub(" ", word).strip())]
    return f"MT: {engine}{_UNKNOWN if words else ''}{', '.join(dict.fromkeys(words))}"


def memory(percent: int, where: str, note: str = "") -> str:
    """The origin of a draft from the translation memory: how alike the sources are, the file, and a note.

    TM: 95% locales/es/liver.po, numbers replaced
    """
    said = f"TM: {percent}% {where}{f', {note}' if note else ''}"
    return for_terminal(" ".join(said.split()))


def unknown_words(origin: str) -> tuple[str, ...]:
    """The words that an engine said it did not know, () for any other origin."""
    _, _, words = origin.partition(_UNKNOWN) if origin.startswith("MT: ") else ("", "", "")
    return tuple(word for part in words.split(",") if (word := part.strip()))


def maker(origin: str) -> str:
    """What made a machine's draft, `apertium eng-spa`; "" for any other origin."""
    return origin.removeprefix("MT: ").partition(_UNKNOWN)[0] if origin.startswith("MT: ") else ""


def percent(origin: str) -> int | None:
    """How alike the sources are, in percent, of a draft from the memory; None for any other origin."""
    found = _PERCENT.match(origin)
    return min(int(found[1]), 100) if found else None
