"""The memory finds what people have reviewed for the very same source, and for sources like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memories import index, memory, unit

from l10n.memory import Index, Known, Memory, lookup
from l10n.memory import index as index_module
from l10n.model import Key
from l10n.text.similarity import ratio


def test_the_very_same_source_is_found_with_its_place() -> None:
    known = memory([("Rest.", "Descanse.")])
    (match,) = known.exact(Key(None, "Rest."))
    assert (match.target, match.path, match.alike) == ("Descanse.", "locales/es/a.po", 1.0)
    assert known.exact(Key(None, "Rest")) == []
    assert known.exact(Key(None, "\ud800")) == known.similar("\ud800") == []


def test_the_same_context_counts_most_then_how_often_then_which_was_first() -> None:
    def best(context: str | None, *units: tuple[str, str | None]) -> str:
        there = index(*(unit("Cold", target, context=where) for target, where in units))
        return Memory(there, "en", "es").exact(Key(context, "Cold"))[0].target

    known = (("Frío", "weather"), ("Resfriado", None), ("Catarro", None), ("Catarro", "illness"))
    assert best("weather", *known) == "Frío"
    assert best("food", *known) == "Catarro"
    assert best(None, *known) == "Catarro"
    assert best(None, ("Uno", "x"), ("Dos", "y")) == "Uno"


def test_a_sentence_of_many_articles_is_one_match_and_hides_no_other() -> None:
    there = index(*[unit("Rest.", "Descanse.")] * 30, unit("Rest!", "¡Descanse!"))
    known = Memory(there, "en", "es")
    assert [one.target for one in known.exact(Key(None, "Rest."))] == ["Descanse."]
    assert [one.target for one in known.similar("Rest.", limit=2)] == ["Descanse.", "¡Descanse!"]


def test_the_same_place_goes_before_what_is_met_more_often() -> None:
    there = index(unit("Yes.", "Sí."), unit("Yes.", "Sí."), unit("Yes.", "Claro.", around=7))
    known = Memory(there, "en", "es")
    assert known.exact(Key(None, "Yes."), around=7)[0].target == "Claro."
    assert known.exact(Key(None, "Yes."))[0].target == "Sí."


def test_the_locale_itself_goes_before_its_sisters_and_own_people_before_others() -> None:
    there = index(unit("Rest.", "Repose.", tag="es-419"), unit("Rest.", "Descanse.", tag="es"))
    with there.writing():
        there.put(Known(".l10n/memory/a.tmx", "", "", 2), [unit("Rest.", "Repósese.")])
    found = Memory(there, "en", "es").exact(Key(None, "Rest."))
    assert [one.target for one in found] == ["Descanse.", "Repósese.", "Repose."]
    assert [one.is_own for one in found] == [True, False, True]


def test_another_region_serves_and_another_script_does_not() -> None:
    there = index(unit("Rest.", "休息。", tag="zh"), unit("Rest.", "休息（繁）。", tag="zh-Hant"))
    key = Key(None, "Rest.")
    assert [one.locale for one in Memory(there, "en", "zh-Hans").exact(key)] == ["zh"]
    assert [one.locale for one in Memory(there, "en", "zh-TW").exact(key)] == ["zh-Hant"]
    assert [one.locale for one in Memory(there, "en").exact(key)] == ["zh", "zh-Hant"]
    assert Memory(there, "en", "ja").exact(key) == Memory(there, "en", "ja").similar("Rest.") == []


def test_like_sources_come_best_first() -> None:
    known = memory(
        [
            ("Drink a glass of water before every meal.", "a"),
            ("Drink a glass of milk before every meal.", "b"),
            ("The liver is an organ.", "c"),
        ]
    )
    found = known.similar("Drink a glass of water before each meal.")
    assert [one.target for one in found] == ["a", "b"]
    assert found[0].alike == pytest.approx(ratio(found[0].source, "Drink a glass of water before each meal."))


def test_one_that_says_the_opposite_comes_after_all_that_do_not() -> None:
    known = memory(
        [
            ("You should drive a car after the test.", "opposite"),
            ("You should not ride a bicycle after the test.", "same"),
        ]
    )
    found = known.similar("You should not drive a car after the test.")
    assert [one.target for one in found] == ["same", "opposite"]
    assert found[1].alike > 0.9 > 0.61 > found[1].score


@pytest.mark.parametrize(
    ("tag", "there", "wanted"),
    [
        ("zh", ["肝癌可以通过介入治疗治愈吗？", "感冒时应该多喝水。"], "肝癌能通过介入治疗治愈吗？"),
        (
            "ja",
            ["毎日コップ一杯の水を飲んでください。", "肝臓は臓器です。"],
            "毎日コップ二杯の水を飲んでください。",
        ),
        ("th", ["ดื่มน้ำมากๆ และพักผ่อน", "ตับเป็นอวัยวะ"], "ดื่มน้ำเยอะๆ และพักผ่อน"),
        (
            "ko",
            ["간암은 중재 시술로 완치될 수 있나요?", "물을 많이 드세요."],
            "간암이 중재 시술로 완치되나요?",
        ),
    ],
)
def test_scripts_without_spaces_are_found_by_pairs_of_characters(
    tag: str, there: list[str], wanted: str
) -> None:
    known = memory([(one, one) for one in there], source_locale=tag)
    assert [one.source for one in known.similar(wanted, 0.5)] == there[:1]


def test_other_codes_around_the_same_words_are_no_difference() -> None:
    known = Memory(index(unit("Take **two** pills.", "Tome **dos** pastillas.", "markdown")), "en", "es")
    (match,) = known.similar("Take \ue400two\ue800 pills.")
    assert (match.alike, match.target_slots) == (1.0, "Tome \ue400dos\ue800 pastillas.")
    assert known.similar("Take **two** pills.", slots=False)[0].alike == 1.0


words = st.sampled_from(
    ["rest", "drink", "water", "sleep", "liver", "heart", "not", "dose", "5", "50", "mg", "day", "pills"]
)
sentences = st.lists(words, min_size=4, max_size=9).map(" ".join)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(sentences, min_size=1, max_size=40, unique=True), sentences)
def test_nothing_is_more_alike_than_what_is_found(texts: list[str], wanted: str) -> None:
    """Against brute force: the most alike of all sources is among the matches."""
    found = memory([(one, one) for one in texts]).similar(wanted, 0.61)
    best = max(ratio(one, wanted) for one in texts)
    assert max((one.alike for one in found), default=0) == (best if best >= 0.61 else 0)


def test_it_is_so_over_the_bounds_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of a feature are cut by the thousands of their sources; here by eights."""
    monkeypatch.setattr(index_module, "PART", 8)
    monkeypatch.setattr(lookup, "PART", 8)
    texts = [f"Take {number} pills with water in the evening." for number in range(1, 60)]
    known = memory([(one, one) for one in texts])
    for text in texts:
        assert known.similar(text)[0].source == text


def test_when_very_many_have_all_in_common_the_exact_one_is_still_found() -> None:
    texts = [f"Take {number} of the pills." for number in range(9_000)]
    known = memory([(one, one) for one in texts])
    assert known.similar("Take 17 of the pills.")[0].source == "Take 17 of the pills."


def test_a_file_that_turns_out_broken_is_removed_and_said(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    with index(unit("Rest well.", "Descanse bien."), file=file) as there:
        (page,) = there.database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'posting'"
        ).fetchone()
    data = bytearray(file.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    file.write_bytes(data)
    with Index(file, "tests") as there:
        known = Memory(there, "en", "es")
        assert known.exact(Key(None, "Rest well."))[0].target == "Descanse bien."
        assert known.similar("Rest well.") == []
        assert "the next run builds it anew" in known.fault
        assert not file.exists()
        assert known.exact(Key(None, "Rest well.")) == []
