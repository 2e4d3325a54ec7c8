"""Quantities: one amount in any unit and language is the same; one number with another unit is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text.amounts import quantities
from l10n.text.amounts.quantity_difference import compare, shown

SAME = [
    ("Take 5 mg daily.", "Tome 5 mg al día.", "es"),
    ("Take 5 mg daily.", "Tome 5 miligramos al día.", "es"),
    ("Take 5 MG daily.", "Prenez 5\u202fmg par jour.", "fr"),
    ("Take 1 g.", "Prenez 1000 mg.", "fr"),
    ("Take 1.5 g.", "Nehmen Sie 1.500 mg.", "de"),
    ("5 mcg", "5 µg", "fr"),
    ("5 mcg", "5 мкг", "ru"),
    ("10 mg", "١٠ ملغ", "ar"),
    ("10 mg", "10毫克", "zh-Hans"),
    ("5 mg", "miligramu 5", "sw"),
    ("3 hours", "3 घंटे", "hi"),
    ("5 mL for 7 days", "7 நாட்களுக்கு 5 மி.லி.", "ta"),
    ("8 hours", "৮ ঘণ্টায়", "bn"),
    ("35 mm", "३५ मी.मी.", "mr"),
    ("5 days", "५ दिनसम्म", "ne"),
    ("for 24 hours", "durante 1 día", "es"),
    ("a 2-week course", "una cura di 2 settimane", "it"),
    ("400 IU of vitamin D", "400 UI de vitamine D", "fr"),
    ("90 mg/dL", "90 mg/dl", "fr"),
    ("90 mg/dL", "0.9 g/L", "en-GB"),
    ("10 mg/kg/day", "10 mg/kg por día", "es"),
    ("50 mL per hour", "50 ml/h", "de"),
    ("5%", "百分之5", "zh-Hans"),
    ("38 °C", "摄氏38度", "zh-Hans"),
    ("100.4 °F", "38 °C", "es"),
    ("6 feet apart", "a 2 metros", "es"),
    ("120/80 mmHg", "120/80 mm Hg", "fr"),
    ("2–3 g", "2000–3000 mg", "fr"),
]


@pytest.mark.parametrize(("source", "target", "tag"), SAME)
def test_what_amounts_to_the_same_is_the_same(source: str, target: str, tag: str) -> None:
    found = compare(source, target, "en", tag)
    assert (found.changed, found.lost, found.new) == ((), (), ())


CHANGED = [
    ("Take 5 mg.", "Tome 5 g.", "es", "5 mg became 5 g"),
    ("Take 5 mcg.", "Tome 5 mg.", "es", "5 mcg became 5 mg"),
    ("Take 5 mg.", "خذ ٥ غرام.", "ar", "5 mg became ٥ غرام"),
    ("100 mg/dL", "100 mg/L", "fr", "100 mg/dL became 100 mg/L"),
    ("5 mmol/L", "5 mg/dL", "es", "5 mmol/L became 5 mg/dL"),
    ("for 5 days", "saa 5", "sw", "5 days became saa 5"),
    ("39 °C", "39 °F", "es", "39 °C became 39 °F"),
    ("5 mL", "5 L", "pt-BR", "5 mL became 5 L"),
    ("1 mg in 5 mL", "1 g in 5 mL", "it", "1 mg became 1 g"),
]


@pytest.mark.parametrize(("source", "target", "tag", "said"), CHANGED)
def test_the_same_number_with_another_unit_is_changed(source: str, target: str, tag: str, said: str) -> None:
    assert shown(compare(source, target, "en", tag).changed, source, target) == said


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("5 in 10 people", "5 de cada 10 personas", "es"),
        ("the 1960s", "20世纪60年代", "zh-Hans"),
        ("at 7:00 PT", "a las 07:00 h", "es"),
        ("5 mg", "5 de aquello", "es"),
        ("COVID-19", "COVID-19", "es"),
    ],
)
def test_what_is_no_unit_or_not_known_as_one_is_no_change(source: str, target: str, tag: str) -> None:
    assert compare(source, target, "en", tag).changed == ()


def test_amounts_that_say_the_same_by_other_numbers_are_converted() -> None:
    source, target = "Take 1 g of it.", "Tome 1000 mg."
    assert shown(compare(source, target, "en", "es").converted, source, target) == ("1 g became 1000 mg")


def test_a_quantity_is_where_it_stands_and_what_it_is_worth() -> None:
    text = "Take 2.5 mg of it."
    (one,) = quantities.quantities(text, "en")
    assert (one.span.cut(text), one.values, one.places) == ("2.5 mg", (Decimal("2.5"),), 1)
    assert one.unit.dimensions() == {("mass",)}


metric = st.sampled_from([("kg", 1000), ("g", 1), ("mg", Decimal("0.001")), ("µg", Decimal("0.000001"))])


@given(st.integers(1, 9999), metric, metric)
def test_an_amount_is_changed_by_another_unit_and_by_no_rewriting(
    number: int, one: tuple[str, Decimal], other: tuple[str, Decimal]
) -> None:
    """For any two metric units: the same number differs, the converted number does not."""
    source = f"Take {number} {one[0]} now."
    rewritten = format((Decimal(number) * one[1] / other[1]).normalize(), "f")
    found = compare(source, f"Tome {rewritten} {other[0]} ahora.", "en", "es-MX")
    assert (found.changed, found.lost) == ((), ())
    wrong = compare(source, f"Tome {number} {other[0]} ahora.", "en", "es-MX")
    assert bool(wrong.changed) == (one != other)
