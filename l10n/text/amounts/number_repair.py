"""Numbers of a translation written anew: the wanted ones of another sentence, or its own as its readers do.

`5 mg` becomes `10 mg` where only numbers differ, each is found again in the translation by value, as often as
in its source, and what comes out says the wanted numbers and no other; otherwise not at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from l10n import locale
from l10n.model import Span
from l10n.text.amounts import number_difference, numbers
from l10n.text.amounts.figures import ascii_digits
from l10n.text.amounts.mentions import Mention
from l10n.text.amounts.number_difference import Difference

_ARABIC_ZEROS = (0x660, 0x6F0)
_ARABIC_SIGNS = "٫", "٬"


def repaired(wanted: str, source: str, target: str, source_locale: str, target_locale: str) -> str | None:
    """`target`, a translation of `source`, as one of `wanted`; None where that is not sure.

    Numbers are written the way of the target's language, or copied where the translator had copied them.
    """
    theirs, ours = numbers.mentions(source, source_locale), numbers.mentions(wanted, source_locale)
    if len(ours) != len(theirs) or _skeleton(wanted, ours) != _skeleton(source, theirs):
        return None
    changed: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for old, new in zip(theirs, ours, strict=True):
        there, here = old.span.cut(source), new.span.cut(wanted)
        if changed.setdefault(old.values, (there, here, new.values[0])) != (there, here, new.values[0]):
            return None  # one number became two, and which is which in the translation nobody knows
        if there != here and (old.name or new.name):
            return None  # COVID-19 is not COVID-20
    edits: list[tuple[Mention, str]] = []
    for mention in numbers.mentions(target, target_locale):
        if mention.values in changed:
            there, here, value = changed[mention.values]
            if there != here:
                written = _written(mention.span.cut(target), there, here, value, target_locale)
                if written is None:
                    return None
                edits.append((mention, written))
    if Counter(mention.values for mention, _ in edits) != Counter(
        old.values
        for old in theirs
        if old.values in changed and changed[old.values][0] != changed[old.values][1]
    ):
        return None  # what the translation says more or less often may be about something else
    text = _edited(target, edits)
    before = number_difference.compare(source, target, source_locale, target_locale)
    after = number_difference.compare(wanted, text, source_locale, target_locale)
    return text if edits and before == after == Difference() else None


def rewritings(
    source: str, target: str, source_locale: str, target_locale: str
) -> tuple[tuple[Span, str], ...]:
    """The places of numbers that a translation has copied sign by sign and its readers take for others, each
    with how they write it: `1,500` in German is `1500`. None where the whole would say other numbers then.
    """
    found = number_difference.compare(source, target, source_locale, target_locale)
    edits = [
        (mention, written)
        for mention in found.misread
        if (written := _by_value(mention.foreign, mention.span.cut(target), target_locale))
    ]
    text = _edited(target, edits)
    if number_difference.compare(source, text, source_locale, target_locale) != replace(found, misread=()):
        return ()
    return tuple((mention.span, written) for mention, written in edits)


def _skeleton(text: str, mentions: tuple[Mention, ...]) -> str:
    """`text` with a zero for each number."""
    return _edited(text, [(mention, "0") for mention in mentions])


def _edited(text: str, edits: list[tuple[Mention, str]]) -> str:
    parts, at = [], 0
    for mention, new in edits:
        parts += [text[at : mention.span.start], new]
        at = mention.span.end
    return "".join((*parts, text[at:]))


def _written(figures: str, there: str, here: str, value: str, tag: str) -> str | None:
    """The new number in the place of `figures`, which stood for `there`; None where there is no plain way."""
    if figures == there:
        # Copied sign by sign. A decimal or a thousands sign may mean something else to other readers.
        return here if not set(".,") & {*there, *here} else _by_value(value, here, tag)
    plain = ascii_digits(figures)
    if any(char.isalpha() for char in plain) or ":" in figures or "/" in figures:
        return None
    if plain == figures:
        return _by_value(value, here, tag)
    zero = next(ord(char) - int(digit) for char, digit in zip(figures, plain, strict=True) if char != digit)
    text = _by_value(value, here, tag, _ARABIC_SIGNS if zero in _ARABIC_ZEROS else None)
    return text and "".join(chr(zero + int(char)) if char in "0123456789" else char for char in text)


def _by_value(value: str, here: str, tag: str, signs: tuple[str, str] | None = None) -> str | None:
    """A value in the locale's own signs, as many zeros behind its decimal sign as the wanted one has."""
    whole, sign, fraction = value.partition(".")
    if not whole.isdigit() or (sign and not fraction.isdigit()) or ":" in here or "/" in here:
        return None
    decimal_sign, group_sign = signs or locale.number_symbols(tag)
    if sign and (zeros := len(here) - len(here.rstrip("0"))):
        fraction += "0" * zeros
    is_grouped = len(whole) > 4 and not here.startswith(whole)
    if is_grouped:
        head = len(whole) % 3 or 3
        whole = group_sign.join((whole[:head], *(whole[at : at + 3] for at in range(head, len(whole), 3))))
    return f"{whole}{decimal_sign}{fraction}" if sign else whole
