"""Numbers in the words of Asia: numerals before what they count, years of other calendars."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text.amounts import numbers
from l10n.text.amounts.number_difference import Difference, compare
from l10n.text.amounts.numerals import han, words

COUNTING = ("ja", "km", "ko", "my", "th", "vi", "zh-Hans", "zh-Hant")


def plain(text: str, tag: str) -> list[tuple[str, str]]:
    return [(span.cut(text), value) for span, value in words.plain(text, tag)]


@pytest.mark.parametrize(
    ("text", "tag", "found"),
    [
        ("每日兩次，連服二十五天", "zh-Hant", [("兩", "2"), ("二十五", "25")]),
        ("第三天、三四天、几十天、10 万人、四周", "zh-Hans", []),
        ("一日三回、第二回", "ja", [("三", "3")]),
        ("하루 두 번, 사흘 동안, 열두 시간", "ko", [("두", "2"), ("사흘", "3"), ("열두", "12")]),
        ("네, 세 가지", "ko", []),
        ("hai mươi mốt ngày, ngày ba lần", "vi", [("hai mươi mốt", "21"), ("ba", "3")]),
        ("thứ hai, năm 2020, ba của bé, ngày hai tháng chín", "vi", []),
        ("วันละสองครั้ง สามารถ ห้ามแตะ", "th", [("สอง", "2")]),
        ("ដប់បួនថ្ងៃ", "km", [("ដប់បួន", "14")]),
        ("ဆယ့်လေးရက် နှစ်ကြိမ်", "my", [("ဆယ့်လေး", "14"), ("နှစ်", "2")]),
        ("tiga kali sehari, empat belas hari", "id", [("tiga", "3")]),
        ("lima triliun rupiah", "id", [("lima triliun", "5000000000000")]),
        ("dalawang beses, labing-apat na araw", "tl", [("dalawang", "2")]),
    ],
)  # fmt: skip
def test_a_numeral_counts_where_it_can_be_nothing_else(
    text: str, tag: str, found: list[tuple[str, str]]
) -> None:
    assert plain(text, tag) == found


@given(st.text(max_size=40), st.sampled_from(COUNTING))
def test_what_counts_stands_in_the_text_in_order(text: str, tag: str) -> None:
    spans = [span for span, _ in words.plain(f"{text} 三天 두 번 hai ngày {text}", tag)]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("piece", ["二", "두 ", "hai ", "สอง", "ពីរ", "နှစ်"])
@pytest.mark.parametrize("tag", COUNTING)
def test_no_text_takes_more_than_its_length(piece: str, tag: str) -> None:
    plain(piece * 5_000, tag)


@pytest.mark.parametrize(
    ("text", "tag", "value"),
    [
        ("8時半", "ja", "30"),
        ("上午8點半", "zh-Hant", "30"),
        ("8시 반", "ko", "30"),
        ("8 giờ rưỡi", "vi", "30"),
        ("三成", "zh", "30"),
        ("오천 명", "ko", "5000"),
        ("삼백", "ko", "300"),
        ("năm nghìn tỷ", "vi", "5000000000000"),
        ("cinco mil millones", "es", "5000000000"),
        ("ห้าล้านล้าน", "th", "5000000000000"),
        ("ร้อยละสิบ", "th", "10"),
        ("every other day", "en", "2"),
    ],
)
def test_words_are_worth(text: str, tag: str, value: str) -> None:
    assert words.values(text, tag)[value]


def test_marks_tell_vietnamese_words_apart() -> None:
    assert not words.values("sau đó, ba của bé", "vi")["6"]
    assert words.values("sáu ngày", "vi")["6"]


@pytest.mark.parametrize(
    ("text", "tag"), [("ปี 2563", "th"), ("พ.ศ. 2563", "th"), ("民國109年", "zh-Hant"), ("令和2年", "ja")]
)
def test_a_year_of_another_calendar_may_be_one_of_the_common_era(text: str, tag: str) -> None:
    assert compare("in 2020", text, "en", tag) == Difference()
    assert compare("in 2021", text, "en", tag).lost


def test_a_number_that_is_no_year_is_of_no_calendar() -> None:
    (mention,) = numbers.mentions("2563 คน", "id")
    assert mention.others == ()


def test_tenths_are_written_with_a_word_in_east_asia() -> None:
    assert compare("30% of them", "3割", "en", "ja") == Difference()
    assert compare("20% of them", "3割", "en", "ja") != Difference()


def test_korean_parts_one_number_by_a_space() -> None:
    assert [one.values for one in numbers.mentions("6만 6,576명", "ko")] == [("66576",)]
    assert [one.values for one in numbers.mentions("1만 2천 명", "ko")] == [("12000",)]


def test_a_few_is_no_sure_number() -> None:
    assert list(han.values("三四", sure=True)) == []
    assert {"3", "4"} <= set(han.values("三四"))


def test_a_scale_counts_where_both_languages_have_words_for_it() -> None:
    assert compare("five million", "5億", "en", "ja") != Difference()
    assert compare("5 million", "5 xx", "en", "xh") == Difference()
