"""The origin of a draft is one line, and the unknown words in it are read again as they were written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from l10n.text import origin


def test_the_forms_that_stand_in_a_po_file() -> None:
    assert origin.machine("argos en-es 1.9") == "MT: argos en-es 1.9"
    assert (
        origin.machine("apertium eng-spa", ["foo", "bar", "foo"]) == "MT: apertium eng-spa; unknown: foo, bar"
    )
    assert origin.memory(100, "locales/es/a\nb.po") == "TM: 100% locales/es/a b.po"


@given(st.lists(st.text(max_size=8), max_size=4))
def test_unknown_words_are_read_again_and_never_leave_their_line(words: list[str]) -> None:
    line = origin.machine("x", words)
    assert len(line.splitlines()) == 1
    assert origin.machine("x", origin.unknown_words(line)) == line


def test_other_origins_name_no_unknown_words() -> None:
    assert origin.unknown_words("MT: argos en-es 1.9") == origin.unknown_words("") == ()


def test_what_made_a_draft_and_how_like_a_match_was_are_read_again() -> None:
    assert origin.maker(origin.machine("apertium eng-spa", ["foo"])) == "apertium eng-spa"
    assert origin.percent(origin.memory(87, "locales/es/a.po", "numbers replaced")) == 87
    assert origin.maker("TM: 87% a.po") == origin.maker("") == ""
    assert origin.percent("MT: argos en-es 1.9") is origin.percent("TM: soon") is None
