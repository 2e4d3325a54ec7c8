"""Units as a locale spells them: each is found where it stands, in any case, by its first character."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from l10n.text.amounts import measures, quantities
from l10n.text.amounts.measures import found_at, spellings

TAGS = ("en", "es", "de", "fr", "tr", "az", "ru", "el", "ar", "hi", "zh-Hans", "ja", "ko", "sw", "th")


@pytest.mark.parametrize("tag", TAGS)
def test_every_spelling_is_found_at_its_place(tag: str) -> None:
    known = spellings(tag)
    for spelled in known.after:
        found = found_at(known.find_after, f"5 {spelled}", 2)
        assert found is not None
        assert spelled.startswith(found[0])
    for spelled in known.rates:
        assert found_at(known.find_rate, spelled, 0) is not None


@pytest.mark.parametrize("tag", TAGS)
def test_case_aside_the_first_character_leads_to_what_an_expression_would_find(tag: str) -> None:
    known = spellings(tag)
    every = re.compile("|".join(map(re.escape, known.after)), re.IGNORECASE)
    for spelled in known.after:
        for written in (spelled.upper(), spelled.title(), spelled.swapcase()):
            assert (found_at(known.find_after, written, 0) is not None) == (every.match(written) is not None)


@pytest.mark.parametrize("letters", ["iıİI", "sſS", "kK\u212a", "µμΜ", "σςΣ", "å\u212bÅ"])
def test_letters_that_are_one_case_aside_are_one_folded(letters: str) -> None:
    assert len(set(map(measures.folded_character, letters))) == 1


@pytest.mark.parametrize("tag", TAGS)
def test_no_month_is_said_without_the_beginning_of_a_name_for_it(tag: str) -> None:
    known = spellings(tag)
    for spelled, meant in known.after.items():
        if any(one.name == "month" for one in meant):
            assert quantities.may_have(f"5 {spelled}", tag, "months", 12)
    assert not quantities.may_have("5 mg", tag, "months", 12)


def test_a_unit_on_both_sides_of_a_number_is_found_behind_any_space() -> None:
    (found,) = quantities.quantities("体温摄氏 37  度", "zh-Hans")
    assert (found.values, found.span.cut("体温摄氏 37  度")) == ((Decimal(37),), "摄氏 37  度")


def test_numbers_without_end_are_looked_at_one_after_the_other() -> None:
    assert quantities.quantities("37 " * 20_000, "zh-Hans") == ()
