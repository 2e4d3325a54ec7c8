"""Numerals added up: `two hundred and five` is 2, 200, 205 and 5, whichever of them a figure asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from l10n.text.amounts.numerals import Numerals

_ENOUGH = 10**18  # what is larger is no number of a text, but a text made of numerals


def spelled(words: Sequence[str], known: Numerals) -> Iterator[str]:
    """The values of the numerals among folded `words`, each alone and neighbours together (`two hundred`)."""
    number, leading = _Sum(), ""
    for word in words:
        if word in known.leading:
            leading = known.leading[word]
            yield from number.interrupted()
            continue
        if word in known.joiners:
            yield from (known.words[word],) if word in known.words else ()  # "a" joins, and it is one
            continue
        multiplier = known.scale(word)
        worth = None if multiplier else known.worth(word)
        if multiplier:
            yield from number.led("1", leading) if leading else ()
            yield from number.scaled(multiplier)
        elif worth is not None and worth.isdigit():
            led = number.led(worth, leading) if leading else None
            yield from led or number.added(int(worth), twenties=known.twenties)
        elif worth:
            yield from number.halved(worth)
        else:
            yield from number.interrupted()
        leading = ""
    yield from number.ended()


@dataclass(slots=True)
class _Sum:
    """A number as its words come in: `total` of thousands done, `current` since, `part` the half before.

    `scale` is the last of the thousands, `aside` what one other word parts from
    what comes (`dos días y medio`).
    """

    total: int = 0
    current: int = 0
    part: str = ""
    scale: int = 0
    aside: int = 0

    def scaled(self, multiplier: int) -> Iterator[str]:
        """Takes in `hundred` or `million`; what the number may be now."""
        if self.part and not self.total:
            yield _part_of(self.part, multiplier)
        if self.total and not self.current and multiplier > self.scale:
            self.current, self.total = self.total, 0  # nghìn tỷ, mil millones: thousands of them
        self.current = max(self.current, 1) * multiplier
        if multiplier >= 1000:
            self.total, self.current, self.scale = self.total + self.current, 0, multiplier
        yield str(self.total + self.current)
        if self.total + self.current > _ENOUGH:
            self.total = self.current = 0
        self.part = ""

    def added(self, value: int, *, twenties: bool) -> Iterator[str]:
        """Takes in a numeral; its value, and the number before where it is none of it."""
        yield str(value)
        if twenties and (self.current, value) == (4, 20):
            self.current = 80
        elif _adds(self.current, value):
            self.current += value
        else:
            yield from self.ended()
            self.current = value
        self.part = ""

    def halved(self, part: str) -> Iterator[str]:
        """Takes in a half, or what else is no whole number; it may belong to what comes before it (`two and a
        half`).
        """
        yield part
        whole = self.total + self.current or self.aside
        if part == "0.5" and whole:
            part = f"{whole}.5"
            yield str(whole + self.scale // 2) if self.scale else part
        yield from self.ended()
        self.part = part

    def led(self, number: str, part: str) -> Iterator[str]:
        """Takes in a numeral with what the word before it adds: three and a half, before a scale perhaps."""
        yield from self.ended()
        (self.part,), *others = with_part(number, part)
        yield self.part
        yield from (value for reading in others for value in reading)

    def interrupted(self) -> Iterator[str]:
        """Takes in a word that is no numeral."""
        self.aside = self.total + self.current
        yield from self.ended()
        self.part = ""

    def ended(self) -> Iterator[str]:
        """The number so far, if any; the next one begins."""
        if self.total or self.current:
            yield str(self.total + self.current)
        self.total = self.current = self.scale = 0


def _part_of(part: str, multiplier: int) -> str:
    """Half a million: 500000."""
    whole, _, decimals = part.partition(".")
    return str(int(whole + decimals) * multiplier // 10 ** len(decimals))


def _adds(current: int, value: int) -> bool:
    """Whether `value` after `current` is the same number: 20 and 5, 100 and 25, 60 and 15, 5 and 20 or 10."""
    room = 100 if current % 100 == 0 else 20 if current % 20 == 0 else 10 if current % 10 == 0 else 0
    return current == 0 or value < room or (current < 10 and value < 100 and value % 10 == 0)


def with_part(number: str, part: str) -> list[tuple[str, ...]]:
    """What `number` and a part of one more may be worth, likeliest first: 6.5, half past six, 6."""
    whole = int(number)
    hour, minutes = (whole, 60 * Decimal(part)) if part[0] != "-" else (whole - 1, 60 + 60 * Decimal(part))
    return [(str(whole + Decimal(part)),), (str(hour), str(int(minutes))), (number,)]
