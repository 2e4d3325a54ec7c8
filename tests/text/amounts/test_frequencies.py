"""Frequencies: twice a day is not every two days."""

from __future__ import annotations

import pytest

from l10n.text.amounts.frequencies import frequencies, turned


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("Take it twice a day.", "en", ("twice", {"2"})),
        ("Take it 3 times daily.", "en", ("3 times", {"3"})),
        ("Tome cuatro veces al día.", "es", ("cuatro veces", {"4"})),
        ("Dreimal täglich einnehmen.", "de", ("Dreimal", {"3"})),
        ("Neem het tweemaal daags.", "nl", ("tweemaal", {"2"})),
        ("Prendetelo due volte all’anno.", "it", ("due volte", {"2"})),
        ("Принимайте два раза в сутки.", "ru", ("два раза", {"2"})),
        ("Приймайте тричі на день.", "uk", ("тричі", {"3"})),
        ("Przyjmować 4 razy na dobę.", "pl", ("4 razy", {"4"})),
    ],
)
def test_a_number_of_times_in_a_span_of_time_is_found(
    text: str, tag: str, expected: tuple[str, set[str]]
) -> None:
    (found,) = frequencies(text, tag)
    assert (found.span.cut(text), set(found.values & expected[1])) == expected


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Take it once a day.", "en"),
        ("It is two times larger.", "en"),
        ("Принимайте раз в два дня.", "ru"),
        ("Take it twice a day.", "tlh"),
    ],
)
def test_what_is_no_frequency_or_of_an_unknown_language_is_none(text: str, tag: str) -> None:
    assert not list(frequencies(text, tag))


@pytest.mark.parametrize(
    ("source", "target", "tag", "expected"),
    [
        ("Take it twice a day.", "Nehmen Sie es alle zwei Tage.", "de", ("twice", "zwei Tage")),
        ("Take it twice a day.", "Tome a cada 2 dias.", "pt", ("twice", "2 dias")),
        ("Take it every three days.", "Принимайте трижды в день.", "ru", ("three days", "трижды")),
    ],
)
def test_a_frequency_that_became_a_span_of_time_is_turned(
    source: str, target: str, tag: str, expected: tuple[str, str]
) -> None:
    found = turned(source, target, "en", tag)
    assert found is not None
    assert (found.was.cut(source), found.now.cut(target)) == expected


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("Take it twice a day.", "Nehmen Sie es zweimal täglich.", "de"),
        ("Take it twice a day.", "Nehmen Sie es alle 12 Stunden.", "de"),
        ("Take it twice a day for two days.", "Zwei Tage lang zweimal täglich.", "de"),
        ("Take it every two days.", "Принимайте через день.", "ru"),
    ],
)
def test_one_frequency_in_other_words_is_not_turned(source: str, target: str, tag: str) -> None:
    assert turned(source, target, "en", tag) is None
