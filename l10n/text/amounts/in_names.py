"""Whether the only figures of two texts are those of names that both have: `COVID-19`, `SARS-CoV-2`.

Such pairs are many where one subject is written about, and nothing else about their numbers can be wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache

from l10n.text.amounts import numbers

_GROWN = re.compile(r"[-‐‑–](?<=[A-Z].)([0-9]{1,4})(?![\w‐‑–-]|[ \u00a0\u202f]?[%‰°]|[.,:/⁄][0-9])")
"""Figures grown onto a capital letter, and onto nothing behind them."""
_FIGURES_ALONE = (True, False)


@lru_cache(maxsize=64)  # several checks ask for the same two texts, one after the other
def has_only_names(source: str, target: str, source_locale: str, target_locale: str) -> bool:
    """Whether both texts have the same figures in names, as often, no other ones, and no number in words."""
    if numbers.hints(source, source_locale) != _FIGURES_ALONE:
        return False
    ours = _GROWN.findall(source)
    if not ours or numbers.hints(target, target_locale) != _FIGURES_ALONE:
        return False
    figures = sum(map(len, ours))
    return (
        sorted(ours) == sorted(_GROWN.findall(target))
        and numbers.count(source) == figures
        and numbers.count(target) == figures
    )
