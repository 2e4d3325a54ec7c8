"""Words that say that somebody may come to harm, found in a text: overdose, emergency (hazards.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from l10n import locale


def hazards(text: str, tag: str) -> tuple[str, ...]:
    """The words of harm in a text, as written, each once; () in a language whose words are not known."""
    pattern = _pattern(locale.language(tag))
    if pattern is None:
        return ()
    found: dict[str, str] = {}
    for match in pattern.finditer(text):
        found.setdefault(match[0].casefold(), match[0])
    return tuple(found.values())


@lru_cache(maxsize=32)
def _pattern(language: str) -> re.Pattern[str] | None:
    table = _table().get(language)
    if table is None:
        return None
    # Longest first: of two that begin at one place the longer says more.
    words = sorted(table["words"], key=lambda word: (-len(word), word))
    written = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for word in words)
    return re.compile(written if table.get("anywhere") else rf"\b(?:{written})\b", re.IGNORECASE)


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("hazards.toml").read_text("utf-8"))
