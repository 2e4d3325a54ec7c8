"""The guard rails on human translations, which they should leave alone, and on the same with faults planted.

Run as `python benchmarks/bench_guards.py [DATA]`; DATA holds tico19/memory/*.tmx, and other memories of the
kind can be put beside them. First the share of the translations as they are that any guard would refuse: a
memory may hold units that belong to other sources, and they count. Then each fault is planted into the
translations that were not refused and have a place for it: the share that any guard finds, and in brackets
how many it was planted in. Faults are drawn by lot from a fixed seed.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from l10n import locale
from l10n.draft.guards import GUARDS, Words, fault
from l10n.interchange import tmx
from l10n.text.amounts import quantities
from l10n.text.denials import negation
from l10n.text.similarity import cues, negations

Pair = tuple[str, str]
Plant = Callable[[Words, random.Random], str]

_UNITS = {
    "mg": "g",
    "g": "mg",
    "µg": "mg",
    "mcg": "mg",
    "kg": "g",
    "mL": "L",
    "ml": "l",
    "L": "mL",
    "l": "ml",
}
_UNITS |= {"km": "m", "m": "cm", "cm": "mm", "mm": "cm", "nm": "mm", "h": "min", "min": "h", "%": "mg"}
_UNITS |= {"°C": "°F", "°F": "°C"}


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/data")
    memories = sorted(data.glob("tico19/memory/*.tmx"))
    pairs = {tag: some for path in memories for tag, some in read(path).items()}
    if not pairs:
        sys.exit(f"no tico19/memory/*.tmx in {data}")
    print("human translations refused, by guard, and CPU time a pair")
    for tag, some in pairs.items():
        print(refused(tag, some), flush=True)
    print("\nfaults planted and caught, % (planted)")
    print("locale   " + "".join(f"{name:>19}" for name in FAULTS))
    for tag, some in pairs.items():
        other = next((two for one, two in pairs.items() if locale.script(one) != locale.script(tag)), [])
        print(caught(tag, some, dict(other)), flush=True)


def read(path: Path) -> dict[str, list[Pair]]:
    """The pairs of a memory by target locale, as far as their source is English."""
    found: dict[str, list[Pair]] = {}
    with path.open("rb") as stream:
        for unit in tmx.read(stream):
            source = next((one for one in unit.variants if locale.language(one.tag) == "en"), None)
            for one in unit.variants:
                if source and one is not source:
                    found.setdefault(one.tag, []).append((source.text.strip(), one.text.strip()))
    return found


def refused(tag: str, pairs: Sequence[Pair]) -> str:
    """A line: the share of pairs that a guard refuses, and each guard's number of them."""
    counts = dict.fromkeys((guard.__name__ for guard in GUARDS), 0)
    any_of_them, started = 0, time.process_time()
    for source, target in pairs:
        words = Words(source, target, "en", tag)
        spoke = [guard.__name__ for guard in GUARDS if guard(words)]
        any_of_them += bool(spoke)
        for name in spoke:
            counts[name] += 1
    each = (time.process_time() - started) / len(pairs) * 1e6
    said = ", ".join(f"{name} {number}" for name, number in counts.items() if number)
    return f"{tag:8} {any_of_them / len(pairs):6.2%} of {len(pairs)}: {said}; {each:.0f} µs"


def caught(tag: str, pairs: Sequence[Pair], other: dict[str, str]) -> str:
    """A line: for each fault the share that was caught."""
    clean = [words for pair in pairs if not fault(words := Words(*pair, "en", tag))]
    cells = []
    for name, plant in FAULTS.items():
        chance = random.Random(f"{tag} {name}")
        planted = 0
        found = 0
        for words in clean:
            target = other.get(words.source, "") if plant is from_other else plant(words, chance)
            if target and target != words.target:
                planted += 1
                found += fault(Words(words.source, target, "en", tag)) is not None
        cells.append(f"{found / planted:.1%} ({planted})" if planted else "-")
    return f"{tag:9}" + "".join(f"{cell:>19}" for cell in cells)


def digit_changed(words: Words, chance: random.Random) -> str:
    places = [match.start() for match in re.finditer(r"\d", words.target)]
    if not places or not re.search(r"\d", words.source):
        return ""
    at = chance.choice(places)
    now = chance.choice([digit for digit in "0123456789" if digit != words.target[at]])
    return words.target[:at] + now + words.target[at + 1 :]


def number_lost(words: Words, chance: random.Random) -> str:
    found = list(re.finditer(r"(?<![\w.,-])\d+(?![\w.,])", words.target))
    if not found:
        return ""
    one = chance.choice(found)
    return words.target[: one.start()] + words.target[one.end() :]


def unit_changed(words: Words, _: random.Random) -> str:
    """A symbol of a unit exchanged for another one, where both sides have the quantity."""
    here = quantities.quantities(words.source, "en")
    there = quantities.quantities(words.target, words.target_locale)
    values = {value for one in here for value in one.values}
    for one in there:
        written = re.sub(r"^[\d.,\s٠-٩-]+", "", one.span.cut(words.target))
        if set(one.values) & values and written in _UNITS:
            start = one.span.end - len(written)
            return words.target[:start] + _UNITS[written] + words.target[one.span.end :]
    return ""


def looped(words: Words, chance: random.Random) -> str:
    """A phrase of one to five words, or one to eight characters, stuttered three to eight times."""
    parts = words.target.split() if " " in words.target else list(words.target)
    joint = " " if " " in words.target else ""
    if len(parts) < 4:
        return ""
    size, times = chance.randint(1, min(5, len(parts))), chance.randint(4, 8)
    at = chance.randrange(len(parts) - size + 1)
    if not any(char.isalpha() for char in joint.join(parts[at : at + size])):
        return ""
    return joint.join((*parts[:at], *parts[at : at + size] * times, *parts[at + size :]))


def second_half_lost(words: Words, _: random.Random) -> str:
    """What stops in the middle."""
    return _half(words.target, 0) if _is_long(words) else ""


def half_lost(words: Words, _: random.Random) -> str:
    """What left out the first half and ends as it should."""
    return _half(words.target, 1) if _is_long(words) else ""


def _is_long(words: Words) -> bool:
    return len(words.source) >= 60


def _half(text: str, which: int) -> str:
    middle = len(text) // 2
    at = text.find(" ", middle) if " " in text[middle:] else middle
    return text[at:].strip() if which else text[:at].strip()


def from_other(_words: Words, _: random.Random) -> str:
    """The translation of another memory, in another script."""
    raise AssertionError("it is looked up")


def source_left(words: Words, _: random.Random) -> str:
    return words.source if len(words.source.split()) > 3 else ""


def half_source_left(words: Words, _: random.Random) -> str:
    """The first half in the target language, the second as it was."""
    return f"{_half(words.target, 0)} {_half(words.source, 1)}" if _is_long(words) else ""


def negation_lost(words: Words, _: random.Random) -> str:
    """The words that deny taken out, where the source forbids plainly and they stand once."""
    pattern = negations(words.target_locale)
    if not pattern or not negation.lost(words.source, "", "en", words.target_locale):
        return ""
    return pattern.sub("", words.target) if cues(words.target, words.target_locale).negations == 1 else ""


FAULTS: dict[str, Plant] = {
    "digit": digit_changed,
    "number lost": number_lost,
    "unit": unit_changed,
    "loop": looped,
    "stops halfway": second_half_lost,
    "half left out": half_lost,
    "other script": from_other,
    "source": source_left,
    "half source": half_source_left,
    "negation": negation_lost,
}


if __name__ == "__main__":
    main()
