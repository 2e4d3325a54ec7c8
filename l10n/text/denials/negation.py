"""Whether a translation has lost a prohibition: "do not drive" that became "drive".

The source must forbid or deny plainly and the translation hold nothing that could: where a language is not
known well enough to tell, nothing is said. What is denied more gently may be said in a hundred ways.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from l10n import locale
from l10n.text.similarity import cues


def lost(source: str, target: str, source_locale: str, target_locale: str) -> str:
    """What the source forbids by (`do not`) where the translation has nothing of the kind, else ""."""
    forbids = _pattern(locale.language(source_locale), "forbids")
    denies = _pattern(locale.language(target_locale), "also")
    if forbids is None or denies is None:
        return ""
    found = forbids.search(source)
    if not found or cues(target, target_locale).negations or denies.search(target):
        return ""
    return " ".join(found[0].split())


@lru_cache(maxsize=64)
def _pattern(language: str, name: str) -> re.Pattern[str] | None:
    written = _table().get(language, {}).get(name)
    return None if written is None else re.compile(written, re.IGNORECASE)


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("negations.toml").read_text("utf-8"))
