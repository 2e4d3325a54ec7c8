"""A translation of a sentence that differs in numbers alone, with the wanted numbers; or none at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.text.amounts.number_difference import Difference, compare
from l10n.text.amounts.number_repair import repaired, rewritings


@pytest.mark.parametrize(
    ("wanted", "source", "target", "tag", "made"),
    [
        ("Take 10 mg.", "Take 5 mg.", "Tome 5 mg.", "es", "Tome 10 mg."),
        ("Take 2.5 mg.", "Take 5 mg.", "Tome 5 mg.", "es", "Tome 2,5 mg."),
        ("Take 2.50 mg.", "Take 1.5 mg.", "Tome 1,5 mg.", "es", "Tome 2,50 mg."),
        ("Take 10 or 20 mg.", "Take 5 or 10 mg.", "Tome 5 o 10 mg.", "es", "Tome 10 o 20 mg."),
        (
            "Take 20 mg, not 5.",
            "Take 10 mg, not 5.",
            "In place of 5, take 10.",
            "es",
            "In place of 5, take 20.",
        ),
        (
            "About 12,500 people.",
            "About 1,500 people.",
            "Etwa 1.500 Menschen.",
            "de",
            "Etwa 12.500 Menschen.",
        ),
        ("Take 10 mg.", "Take 5 mg.", "تناول ٥ ملغ.", "ar", "تناول ١٠ ملغ."),
        ("Take 2.5 mg.", "Take 3.5 mg.", "تناول ٣٫٥ ملغ.", "ar", "تناول ٢٫٥ ملغ."),
        ("At 10:30 rest.", "At 9:15 rest.", "A las 9:15 descanse.", "es", "A las 10:30 descanse."),
        ("Take 1/4 pill.", "Take 1/2 pill.", "Tome 1/2 pastilla.", "es", "Tome 1/4 pastilla."),
    ],
)
def test_numbers_that_can_be_replaced(wanted: str, source: str, target: str, tag: str, made: str) -> None:
    assert repaired(wanted, source, target, "en", tag) == made


@pytest.mark.parametrize(
    ("why", "wanted", "source", "target"),
    [
        ("a word differs too", "Take 10 mg now.", "Take 5 mg.", "Tome 5 mg."),
        ("the unit differs too", "Take 10 g.", "Take 5 mg.", "Tome 5 mg."),
        ("the translation spells it out", "Take 10 pills.", "Take 5 pills.", "Tome cinco pastillas."),
        ("both spell it out", "Take ten pills.", "Take five pills.", "Tome cinco pastillas."),
        ("one number became two", "Take 3 to 4 pills.", "Take 5 to 5 pills.", "Tome de 5 a 5."),
        ("it belongs to a name", "COVID-20 is here.", "COVID-19 is here.", "COVID-19 está aquí."),
        ("the translation had it wrong before", "Take 10 mg.", "Take 5 mg.", "Tome 50 mg."),
        ("the translation says it once more", "Take 10 mg.", "Take 5 mg.", "Tome 5 mg, y no más de 5 mg."),
        ("nothing is to be replaced", "Take 5 mg.", "Take 5 mg.", "Tome 5 mg."),
    ],
)
def test_where_it_is_not_sure_there_is_nothing(why: str, wanted: str, source: str, target: str) -> None:
    assert repaired(wanted, source, target, "en", "es") is None, why


numbers = st.one_of(st.integers(0, 99_999).map(str), st.decimals(0, 999, places=1).map(str))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(numbers, numbers, numbers, numbers, st.sampled_from(["es", "fr", "de", "ar", "hi", "zh-Hans"]))
def test_what_is_made_says_the_wanted_numbers_and_no_other(
    old: str, other: str, new: str, newer: str, tag: str
) -> None:
    """Whatever the numbers: either nothing, or a text that a check on numbers is content with."""
    source, wanted = (f"Take {one} mg, then {two} mg." for one, two in ((old, other), (new, newer)))
    target = f"A {old.replace('.', ',')} B {other.replace('.', ',')} C"
    made = repaired(wanted, source, target, "en", tag)
    assert made is None or compare(wanted, made, "en", tag) == Difference()


@pytest.mark.parametrize(
    ("source", "target", "tag", "made"),
    [
        ("1 in 4,000 babies", "1 en 4,000 bebés", "es", "1 en 4000 bebés"),
        ("5,000 to 50,000 cases", "5,000 a 50,000 casos", "es", "5000 a 50.000 casos"),
        ("10,500 people", "10,500 Menschen", "de-AT", "10.500 Menschen"),
        ("a dose of 1.500 g", "eine Dosis von 1.500 g", "de", "eine Dosis von 1,500 g"),
    ],
)
def test_numbers_that_readers_would_take_for_others(source: str, target: str, tag: str, made: str) -> None:
    for span, written in reversed(rewritings(source, target, "en", tag)):
        target = target[: span.start] + written + target[span.end :]
    assert target == made


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("1,500 people", "1,500 personas", "es-MX"),
        ("1,500 people", "1.500 personas", "es"),
        ("1,500 or 1.500 g", "1.500 o 1,500 g", "es"),
        ("1,500 people", "2,500 personas", "es"),
    ],
)
def test_numbers_that_are_right_or_not_the_sources_stay(source: str, target: str, tag: str) -> None:
    assert rewritings(source, target, "en", tag) == ()
