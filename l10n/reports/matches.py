"""What the memory has for a text, for people and for programs: each match with what differs from the text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from l10n.memory import Match
from l10n.text import similarity
from l10n.text.amounts import number_difference
from l10n.text.amounts.number_difference import Difference
from l10n.text.difference import Change, changes, marked
from l10n.text.escape import for_terminal

_GONE, _NEW, _LOUD = "31", "32", "33;1"


def as_text(found: Sequence[Match], text: str, source_locale: str, *, colour: bool = False) -> str:
    """The matches, best first. Of each source: `[-what-]` only it has and `{+what+}` only the text has."""
    return "\n".join(line for one in found for line in _lines(one, text, source_locale, colour=colour))


def as_json(found: Sequence[Match], text: str, source_locale: str) -> str:
    """The matches as JSON in ASCII. `score` is in percent; `difference` leads from the source to the text."""
    return json.dumps(
        {"text": text, "matches": [_match(one, text, source_locale) for one in found]}, indent=2
    )


def _lines(one: Match, text: str, source_locale: str, *, colour: bool) -> list[str]:
    warnings = "".join(f"  {warning}" for warning in _warnings(one, text, source_locale))
    place = for_terminal(f"{one.locale}  {one.path}")
    return [
        f"{int(one.score * 100):3} %  {place}{_painted(warnings, _LOUD, colour=colour)}",
        f"       {_shown(changes(one.source, text), colour=colour)}",
        f"       {for_terminal(one.target)}",
    ]


def _match(one: Match, text: str, source_locale: str) -> dict[str, Any]:
    return {
        "score": int(one.score * 10_000) / 100,
        "alike": int(one.alike * 10_000) / 100,
        "locale": one.locale,
        "path": one.path,
        "context": one.context,
        "source": one.source,
        "target": one.target,
        "warnings": _warnings(one, text, source_locale),
        "difference": [list(change) for change in changes(one.source, text)],
    }


def _warnings(one: Match, text: str, tag: str) -> list[str]:
    """What differs between the source of a match and a text that a reader must not miss."""
    found = []
    if similarity.cues(one.source, tag).negations != similarity.cues(text, tag).negations:
        found.append("negation differs")
    if number_difference.compare(one.source, text, tag, tag) != Difference():
        found.append("numbers differ")
    return found


def _shown(pieces: Sequence[Change], *, colour: bool) -> str:
    safe = [Change(kind, for_terminal(text)) for kind, text in pieces]
    if not colour:
        return marked(safe)
    codes = {"gone": _GONE, "new": _NEW}
    return "".join(
        _painted(marked([one]), codes[one.kind], colour=True) if one.kind in codes else one.text
        for one in safe
    )


def _painted(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text
