"""Numbers that both texts have, and that are not what they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text.amounts.altered import altered


def said(source: str, target: str, target_locale: str) -> tuple[str, str] | None:
    found = altered(source, target, "en", target_locale)
    return (found.was.cut(source), found.now.cut(target)) if found else None


@pytest.mark.parametrize(
    ("source", "target", "locale", "expected"),
    [
        ("Keep it at -20 °C.", "Guárdelo a 20 °C.", "es", ("-20", "20")),
        ("Keep it at −20 °C.", "保存于20℃。", "zh-Hans", ("−20", "20")),
        ("Keep it at 20 °C.", "Guárdelo a -20 °C.", "es", ("20", "-20")),
        ("Install version 2.4.1 now.", "Installez la version 2.1.4.", "fr", ("2.4.1", "2.1.4")),
        ("It takes 10-20 days.", "Tarda de 20 a 10 días.", "es", ("10-20", "20 a 10")),
        ("Since March 5, 2020.", "Seit dem 5. Mai 2020.", "de", ("March", "Mai")),
    ],
)
def test_equal_values_may_say_something_else(
    source: str, target: str, locale: str, expected: tuple[str, str]
) -> None:
    assert said(source, target, locale) == expected


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("Keep it at -20 °C.", "Guárdelo a 20 grados bajo cero.", "es"),
        ("Keep it at -20 °C.", "请在零下20度保存。", "zh-Hans"),
        ("Keep it at -20 °C.", "Säilytä 20 asteen pakkasessa.", "fi"),  # whose words for it are not known
        ("Released on 2017-06-17.", "Uitgebracht op 17-06-2017.", "nl"),
        ("It takes 10 -20 days.", "Tarda 10 a 20 días.", "es"),
        ("The CoV -2 virus.", "El virus 2 de CoV.", "es"),
        ("- 5 pills.", "5 comprimidos.", "es"),
        ("Two pills (-5) fell.", "Cayeron dos pastillas (−5).", "es"),
        ("It takes 10-20 days.", "يستغرق 20-10 يوما.", "ar"),  # shown as 10-20 from right to left
        ("It is 3-2 for us, and 2-3 for them.", "3-2 para nosotros, 2-3 para ellos.", "es"),
        ("On 3/5/2020, in May.", "El 5 de marzo de 2020.", "es"),
        ("From 5 March to 3 May.", "Del 5 de marzo al 3 de mayo.", "es"),
        ("See 2.4.1.", "Véase 2.4.", "es"),  # another value, which is the business of the comparison by value
    ],
)
def test_what_says_the_same_otherwise_is_left_alone(source: str, target: str, locale: str) -> None:
    assert said(source, target, locale) is None


@given(st.text(st.sampled_from("0123456789 -−.–~()aMay")))
def test_a_text_is_not_altered_against_itself(text: str) -> None:
    assert altered(text, text, "en", "en") is None


@pytest.mark.parametrize("piece", ["1-", "1.", "(-1 ", "May 1 ", "1 to ", "-"])
def test_no_text_takes_more_than_its_length(piece: str) -> None:
    long = piece * 4_000
    altered(long, long[1:], "en", "es")
