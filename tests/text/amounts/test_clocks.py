"""Hours from sunrise: whoever reads them by another clock is six hours away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.model import Span
from l10n.text.amounts.clocks import readings

HOURS = [
    ("Meza dawa saa 2 asubuhi", "2", "sw", ["8", "20"]),
    ("Saa 12 alfajiri", "12", "sw", ["6", "18"]),
    ("ከጠዋቱ 3 ሰዓት ይምጡ", "3", "am", ["9", "21"]),
]


@pytest.mark.parametrize(("text", "hour", "tag", "elsewhere"), HOURS)
def test_an_hour_is_another_one_elsewhere(text: str, hour: str, tag: str, elsewhere: list[str]) -> None:
    start = text.index(hour)
    found = readings((hour,), text, Span(start, start + len(hour)), tag)
    assert [one for one, *_ in found] == elsewhere


def test_the_minutes_stay() -> None:
    text = "saa 3:30 usiku"
    assert list(readings(("3", "30"), text, Span(4, 8), "sw")) == [("9", "30"), ("21", "30")]


def test_a_number_of_hours_is_none_of_the_clock() -> None:
    assert list(readings(("2",), "baada ya saa 2", Span(13, 14), "sw")) == []


@given(st.integers(1, 12))
def test_six_hours_twice_are_the_same_hour(hour: int) -> None:
    text = f"saa {hour} usiku"
    once = next(readings((str(hour),), text, Span(4, len(text) - 6), "sw"))[0]
    text = f"saa {once} usiku"
    assert next(readings((once,), text, Span(4, len(text) - 6), "sw"))[0] == str(hour)
