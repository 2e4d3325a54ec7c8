"""Pseudo text: readable, longer, every slot where it was."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from marked import codes_of

from l10n.engines import pseudo
from l10n.text.codes.inline import SLOT, protect, verify


def one(text: str, target: str = "es") -> str:
    return pseudo.translate([text], "en", target)[0].text


def test_a_sentence_is_accented_longer_and_in_brackets() -> None:
    made = one("Take two tablets after every meal, never before it.")
    assert made == "⟦Ţååķéé ţŵöö ţååbļééţš ååfţééŕ éévééŕý mééååļ, ñéévééŕ bééfööŕéé îîţ.⟧"
    assert 1.25 < len(made) / len("Take two tablets after every meal, never before it.") < 1.5


def test_each_word_runs_from_right_to_left_where_the_language_does() -> None:
    assert one("in {0} it", "ar") == "⟦\u202eîîñ\u202c {0} \u202eîîţ\u202c⟧"


def test_any_pair_is_done() -> None:
    assert pseudo.prepare("xx", "yy")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Take", "<b>two</b>", "{x}", "5 mg", "药", "<i>", "</i>"])).map(" ".join))
def test_slots_and_figures_are_untouched(text: str) -> None:
    protected = protect(text, codes_of(text))
    for target in ("fr", "ar"):
        made = one(protected.text, target)
        assert verify(made, protected) == ""
        assert re.findall(r"\d+", SLOT.sub("", made)) == re.findall(r"\d+", SLOT.sub("", protected.text))
