"""Which pairs of Apertium are installed, and the way from one language to another: a pair, or two of them.

A pair is a *mode*, a file that says which programs to run. Old ones are named by two letters (`es-pt`), new
ones by three (`eng-spa`), and after an underscore comes a region or a variant (`por_BR`, `cat_valencia`).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from l10n import locale
from l10n.engines.apertium import packages
from l10n.engines.apertium.packages import Pair
from l10n.errors import EngineError

_CODE = "[a-z]{2,3}(?:_(?:[A-Z]{2}|aran|gascon|valencia))?"
_MODE = re.compile(f"({_CODE})-({_CODE})")
# ISO 639-3, as Apertium names languages -> the ISO 639-1 code that BCP 47 prefers; others are the same.
_SHORT = {
    "afr": "af", "ara": "ar", "arg": "an", "bel": "be", "bre": "br", "bul": "bg", "cat": "ca", "cym": "cy",
    "dan": "da", "deu": "de", "ell": "el", "eng": "en", "epo": "eo", "est": "et", "eus": "eu", "fao": "fo",
    "fin": "fi", "fra": "fr", "gle": "ga", "glg": "gl", "hbs": "sh", "heb": "he", "hin": "hi", "ind": "id",
    "isl": "is", "ita": "it", "kaz": "kk", "lat": "la", "lit": "lt", "mal": "ml", "mar": "mr", "mkd": "mk",
    "mlt": "mt", "msa": "ms", "nld": "nl", "nno": "nn", "nob": "nb", "nor": "no", "oci": "oc", "pol": "pl",
    "por": "pt", "ron": "ro", "rus": "ru", "slv": "sl", "sme": "se", "spa": "es", "srd": "sc", "swe": "sv",
    "tat": "tt", "tur": "tr", "ukr": "uk", "urd": "ur", "zlm": "ms",
}  # fmt: skip
_WHOLE = {"hbs_BS": "bs", "hbs_HR": "hr", "hbs_SR": "sr-Latn"}
# Variants that BCP 47 registers. Apertium has more (a spelling reform, a university's taste): left out.
_VARIANTS = {"aran": "aranes", "gascon": "gascon", "valencia": "valencia"}


@dataclass(frozen=True, slots=True)
class Leg:
    """One pair on the way from a language to another, and the mode that does it."""

    source: str
    target: str
    mode: Path


Way = tuple[Leg, ...]


def installed() -> dict[Pair, Leg]:
    """The installed pairs; none where Apertium itself is not."""
    if not shutil.which("lt-proc"):
        return {}
    folder = Path(os.environ.get("L10N_APERTIUM_DIR") or "/usr/share/apertium") / "modes"
    found = {}
    # Of two modes for one pair the one with the longer name is the newer.
    for file in sorted(folder.glob("*.mode"), key=lambda file: (len(file.stem), file.stem)):
        if match := _MODE.fullmatch(file.stem):
            pair = tag(match[1]), tag(match[2])
            found[pair] = Leg(*pair, file)
    return dict(sorted(found.items()))


def ways() -> dict[Pair, Way]:
    """The way to do each pair that can be done: the direct ones, then those through a third language."""
    legs = installed()
    found: dict[Pair, Way] = {pair: (leg,) for pair, leg in legs.items()}
    through = {pair: way for pair, way in _joined(legs.values()) if pair not in found}
    return found | dict(sorted(through.items()))


def _joined(legs: Iterable[Leg]) -> Iterable[tuple[Pair, Way]]:
    """Every pair that two legs do, the preferred way last."""
    by_source: dict[str, list[Leg]] = {}
    for leg in legs:
        by_source.setdefault(leg.source, []).append(leg)
    firsts = (leg for some in by_source.values() for leg in some)
    for first in sorted(firsts, key=lambda leg: packages.preferred(leg.target), reverse=True):
        for second in by_source.get(first.target, ()):
            ends = first.source, second.target
            if locale.language(ends[0]) != locale.language(ends[1]):
                yield ends, (first, second)


def way(source: str, target: str) -> Way:
    """The way to do a pair. Raises EngineError where it takes what is not installed."""
    found = ways().get((source, target))
    if found is None:
        wanted = packages.missing(source, target, installed().keys())
        hint = f"run: apt install {' '.join(('apertium', *wanted))}"
        if not wanted:
            hint = f"use another engine than Apertium: Debian has no pairs from {source} to {target}"
        raise EngineError(f"Apertium has no pair for {source} -> {target} here", hint=hint)
    return found


def tag(code: str) -> str:
    """Apertium's name of a language as a BCP 47 tag: `eng` -> `en`, `por_BR` -> `pt-BR`."""
    if code in _WHOLE:
        return _WHOLE[code]
    language, _, more = code.partition("_")
    short = _SHORT.get(language, language)
    return f"{short}-{_VARIANTS.get(more, more)}" if more else short
