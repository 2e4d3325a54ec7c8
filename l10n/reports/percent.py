"""Percentages as people read them: never rounded up."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal


def percent(value: float) -> str:
    """`value` percent, floored to two decimals: 99.996 is `99.99`, and only 100 is `100`."""
    floored = Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_FLOOR)
    return format(floored, "f").rstrip("0").rstrip(".")
