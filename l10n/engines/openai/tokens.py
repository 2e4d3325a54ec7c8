"""About how many tokens a text is, and what they cost: estimated by script, without a model's own tokenizer.

Vocabularies differ from model to model, and so does what a translation needs: an estimate is no bill.
"""

from __future__ import annotations

import re

from l10n import locale

# Tokens a character, near OpenAI's o200k_base; older and smaller vocabularies take up to three times as many
# outside of Latin letters.
_SCRIPTS = (
    (re.compile("[\u0000-\u007f]"), 0.25),
    (re.compile("[\u0080-\u036f\u1e00-\u1eff]"), 0.9),
    (re.compile("[\u0370-\u058f]"), 0.4),
    (re.compile("[\u0590-\u08ff]"), 0.45),
    (re.compile("[\u0900-\u0dff]"), 0.5),
    (re.compile("[\u0e00-\u10ff\u1780-\u17ff]"), 0.7),
    (re.compile("[\u1200-\u139f]"), 1.7),
    (re.compile("[\u1100-\u11ff\u2e80-\uffff]"), 0.85),
    (re.compile("[\U00010000-\U0010ffff]"), 1.5),
)
_OTHER = 0.5
FOR_ONE = 14
"""What the JSON around a sentence takes, there and back."""

# Tokens of a translation for one that is counted in its English source, by its script: Latin, Arabic and
# Chinese as 500 sentences of TICO-19 have them in o200k_base, the others by their letters.
_GROWTH = {
    "Latn": 1.15, "Cyrl": 1.4, "Grek": 1.7, "Arab": 1.2, "Hebr": 1.4, "Hans": 0.97, "Hant": 1.2, "Jpan": 1.3,
    "Kore": 1.4, "Deva": 1.5, "Beng": 1.5, "Thai": 1.6,
}  # fmt: skip
_GROWTH_ELSE = 2.2


def count(text: str) -> int:
    """About how many tokens a text is."""
    known = [(len(script.findall(text)), weight) for script, weight in _SCRIPTS]
    other = len(text) - sum(number for number, _ in known)
    return round(sum(number * weight for number, weight in known) + other * _OTHER + 0.5)


def translated(text: str, target: str) -> int:
    """About how many tokens its translation is."""
    return round(count(text) * _GROWTH.get(locale.script(target), _GROWTH_ELSE)) + 1


def cost(there: int, back: int, price_in: float | None, price_out: float | None) -> str:
    """`, 0.04 USD`; "" where a price is not known."""
    if price_in is None or price_out is None:
        return ""
    dollars = (there * price_in + back * price_out) / 1_000_000
    return f", {dollars:,.2f} USD" if dollars >= 0.01 or dollars == 0 else ", less than 0.01 USD"
