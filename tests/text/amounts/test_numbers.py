"""Numbers in a text, by value: every locale's notation is read back, every numeral that our data knows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.text.amounts import figures, numbers, numerals
from l10n.text.amounts.number_difference import compare
from l10n.text.amounts.numerals import words

LOCALES = ("en", "es", "es-MX", "fr", "fr-CA", "de", "de-CH", "pt-BR", "ru", "pl", "ar-EG", "fa", "hi", "bn")
SPOKEN = ("ar", "de", "en", "es", "fr", "hi", "it", "pt", "ru", "sw", "zh")

values = st.decimals(min_value=0, max_value=10**9, places=3).map(lambda value: value.normalize())


def read(text: str, tag: str) -> list[tuple[str, ...]]:
    return [mention.values for mention in numbers.mentions(text, tag)]


@settings(max_examples=200, deadline=None)
@given(values, st.sampled_from(LOCALES))
def test_a_number_written_as_a_locale_writes_it_is_read_back(value: Decimal, tag: str) -> None:
    locale = Locale.parse(tag, sep="-")
    system = locale.default_numbering_system
    written = format_decimal(value, format="#,##0.###", locale=locale, numbering_system=system)
    (found,) = numbers.mentions(f"x {written} y", tag)
    possible = [found.values, *found.others]
    assert Decimal(found.values[0]) == value if len(possible) == 1 else (str_of(value),) in possible


def str_of(value: Decimal) -> str:
    return figures.decimal(*f"{value:f}".partition(".")[::2])


@settings(max_examples=200, deadline=None)
@given(st.lists(values, max_size=4), st.sampled_from(LOCALES), st.sampled_from(LOCALES))
def test_the_same_numbers_in_two_locales_do_not_differ(amounts: list[Decimal], here: str, there: str) -> None:
    source, target = (
        " | ".join(
            format_decimal(one, format="#,##0.###", locale=Locale.parse(tag, sep="-")) for one in amounts
        )
        for tag in (here, there)
    )
    found = compare(source, target, here, there)
    assert (found.lost, found.new, found.fewer) == ((), (), ())


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(LOCALES))
def test_another_whole_number_always_differs(was: int, now: int, tag: str) -> None:
    found = compare(f"Take {was} mg.", f"Take {now} mg.", "en", tag)
    assert bool(found.lost and found.new) == (was != now)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.,:/ 　½kK٫٬'’-–a万億१۲十\u00a0mil", max_size=60), st.sampled_from(SPOKEN))
def test_any_text_is_read_in_order_and_differs_from_itself_in_nothing(text: str, tag: str) -> None:
    spans = [mention.span for mention in numbers.mentions(text, tag)]
    assert all(start < end for start, end in spans)
    assert all(here.end <= there.start for here, there in pairwise(spans))
    assert compare(text, text, tag, tag) == compare("", "", tag, tag)


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("2.5 mg, 1,000 people, 1,234.5", "en", [("2.5",), ("1000",), ("1234.5",)]),
        ("2,5 mg, 1.000, 1 000, 10 000,5", "es", [("2.5",), ("1000",), ("1000",), ("10000.5",)]),
        ("٢٫٥ و ١٠٬٠٠٠", "ar", [("2.5",), ("10000",)]),
        ("12,34,567", "hi", [("1234567",)]),
        ("2·5", "en", [("2.5",)]),
        ("in 2020 100 people", "en", [("2020",), ("100",)]),
        ("3.8.1 and 0800", "en", [("3", "8", "1"), ("0800",)]),
        ("10:30, 1½, 3/4", "en", [("10", "30"), ("1.5",), ("3", "4")]),
        ("5 mil millones de 1,2 millones", "es", [("5000000000",), ("1200000",)]),
        ("80 多万, 1万2000人, 3亿", "zh", [("800000",), ("12000",), ("300000000",)]),
        ("1만 2천 명", "ko", [("12000",)]),
        ("10 लाख", "hi", [("1000000",)]),
        ("milioni 5", "sw", [("5000000",)]),
        ("take .5 mg. 5 times", "en", [("0.5",), ("5",)]),
    ],
)
def test_notations(text: str, tag: str, expected: list[tuple[str, ...]]) -> None:
    assert read(text, tag) == expected


def test_a_number_grown_onto_a_name_knows_its_name() -> None:
    found = numbers.mentions("COVID-19, vitamin B12, type-2, 5mg", "en")
    assert [mention.name for mention in found] == ["COVID", "B", "", ""]


def test_a_number_of_the_other_convention_is_known_as_such() -> None:
    (comma,) = numbers.mentions("1,500", "de")
    assert (comma.values, comma.foreign) == (("1.5",), "1500")


def test_digits_without_end_cost_no_arithmetic() -> None:
    endless = "9" * 5000
    assert read(f"{endless} million", "en") == [(endless,)]
    assert read(f"{endless}½", "en")[0] == (endless,)


@pytest.mark.parametrize(
    ("text", "tag", "value"),
    [
        ("twenty-five", "en", "25"),
        ("two hundred and five", "en", "205"),
        ("three thousand two", "en", "3002"),
        ("half a million", "en", "500000"),
        ("medio millón", "es", "500000"),
        ("diez mil", "es", "10000"),
        ("quatre-vingt-dix-sept", "fr", "97"),
        ("einundzwanzig", "de", "21"),
        ("zweimal", "de", "2"),
        ("عشرة آلاف", "ar", "10000"),
        ("خمسة وعشرون", "ar", "25"),
        ("والثالثة", "ar", "3"),
        ("п'ять", "uk", "5"),
        ("двухлетний", "ru", "2"),
        ("三十五", "zh", "35"),
        ("一亿两千万", "zh", "120000000"),
        ("二〇二〇", "zh", "2020"),
        ("XIXe siècle", "fr", "19"),
        ("9 mars", "fr", "3"),
        ("dua belas", "id", "12"),
        ("สอง", "th", "2"),
        ("साढ़े तीन लाख", "hi", "350000"),
        ("सवा लाख", "hi", "125000"),
        ("पौने दो", "hi", "1.75"),
        ("साढ़े छह बजे", "hi", "30"),
        ("साडेतीनशे", "mr", "350"),
        ("ஆயிரத்திற்கும்", "ta", "1000"),
    ],
)
def test_words_stand_for_numbers(text: str, tag: str, value: str) -> None:
    assert value in words.values(text, tag)


@pytest.mark.parametrize("tag", SPOKEN)
def test_what_is_known_of_a_language_is_one_to_twelve_at_least(tag: str) -> None:
    known = numerals.of(tag)
    missing = {"1", "2"} - set(known.words.values()) if tag == "zh" else set()
    if tag != "zh":
        missing = {str(number) for number in range(1, 10)} - set(known.words.values())
    assert not missing


@pytest.mark.parametrize("tag", ["hi", "ur", "bn", "mr", "ne"])
def test_languages_whose_numerals_have_no_rule_list_every_one_to_a_hundred(tag: str) -> None:
    known = numerals.of(tag)
    found = {
        int(value) for value in (*known.words.values(), *map(str, known.scales.values())) if value.isdigit()
    }
    assert found >= set(range(101))


@pytest.mark.parametrize(("text", "tag"), [("दस्त", "hi"), ("विचार", "hi"), ("माहितीस", "mr"), ("ছয়ের", "bn")])
def test_a_numeral_is_no_part_of_a_word_whose_vowels_are_marks(text: str, tag: str) -> None:
    assert numbers.plain_words(text, tag) == ()


@pytest.mark.parametrize(
    ("text", "tag"), [("1 लाख 26 हज़ार 300", "hi"), ("1 لاکھ 26 ہزار 300", "ur"), ("১ লক্ষ ২৬ হাজার ৩০০", "bn")]
)
def test_lakhs_and_thousands_are_parts_of_one_number(text: str, tag: str) -> None:
    assert read(text, tag) == [("126300",)]


def test_a_word_before_a_number_may_add_a_part_to_it() -> None:
    assert read("সাড়ে ১৬ কোটি", "bn") == [("165000000",)]
    (time,) = numbers.mentions("साढ़े 6 बजे", "hi")
    assert ("6", "30") in time.others


def test_a_zero_typed_for_the_sign_of_abbreviation_is_no_number() -> None:
    assert read("आई०डी० १० और १००", "hi") == [("10",), ("100",)]


def test_a_language_without_data_is_known_as_such() -> None:
    assert not numerals.of("is")
    assert words.values("þrír", "is") == {}


KNOWN = sorted(path.stem for path in Path(numerals.__file__).parent.glob("*.toml"))


CASES: tuple[Callable[[str], str], ...] = (str, str.upper, str.title)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KNOWN), st.data())
def test_the_first_question_to_a_text_hides_no_numeral_that_a_closer_look_finds(
    tag: str, data: st.DataObject
) -> None:
    known = numerals.of(tag)
    some = [*known.plain_words, *known.words, "patients", "often", "days", "日", "วัน", "ngày", "시간"]
    pieces = data.draw(st.lists(st.sampled_from(some), max_size=4))
    written = [data.draw(st.sampled_from(CASES))(one) for one in pieces]
    text = data.draw(st.sampled_from((" ", "", "-", ", ", " (", "\n"))).join(written)
    spelled = [(mention.span, mention.values[0]) for mention in numbers.plain_words(text, tag)]
    assert spelled == [(span, value) for span, value in words.plain(text, tag)]


@pytest.mark.parametrize("tag", ["en", "es", "ar", "zh-Hans", "xx"])
def test_a_digit_of_any_script_is_a_figure(tag: str) -> None:
    digits = [chr(code) for code in range(0x110000) if chr(code).isdecimal()]
    assert all(numbers.hints(f"a {one} b", tag) for one in digits)
    assert all(read(f"a {one} b", tag) == [(str(int(one)),)] for one in digits)


@pytest.mark.parametrize("tag", ["en", "es", "fr", "de", "zh-Hans"])
def test_most_texts_have_neither_figures_nor_numerals(tag: str) -> None:
    assert numbers.hints("Often, patients seem content; the lesson: wash your sleeves.", tag) is None


def test_nothing_times_a_million_has_no_scale_to_share() -> None:
    assert read("00 2/2 million 8", "en") == [("0", "2000000", "2000000"), ("8",)]


def test_numbers_without_end_are_read_one_after_the_other() -> None:
    text = "COVID-19 1-2 3:45 5/6 " * 5_000
    assert len(numbers.mentions(text, "en")) == 5_000 * 5
