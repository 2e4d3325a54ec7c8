"""Text from files is safe to print, and can be told apart from what it would pass for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text.escape import excerpt, for_github, for_github_property, for_log, for_terminal


@given(st.text())
def test_nothing_that_acts_on_a_terminal_or_hides_comes_through(text: str) -> None:
    shown = for_terminal(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert for_terminal(shown) == shown


@given(
    st.text(
        st.characters(
            categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u2800\u3164\uffa0\u115f\u1160"
        )
    )
)
def test_letters_and_spaces_stay_as_they_are(text: str) -> None:
    assert for_terminal(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo\r\n", "one\\ntwo\\r\\n"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("5\u202e05", "5\\u202e05"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("a\u3164b\ufe0f", "a\\u3164b\\ufe0f"),
        ("es\u00a0así", "es\u00a0así"),
    ],
)
def test_what_is_not_seen_is_written_out(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


@given(st.text())
def test_a_workflow_command_stays_one_line(text: str) -> None:
    assert not set("\r\n") & set(for_github(text))
    assert not set("\r\n:,") & set(for_github_property(text))


def test_what_github_unescapes_is_escaped_once() -> None:
    assert for_github("100%0A,\n:") == "100%250A,%0A:"
    assert for_github_property("a,b:c%\r") == "a%2Cb%3Ac%25%0D"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("::error::x.po:3: no PO file", "\\x3a:error::x.po:3: no PO file"),
        ("a\n  ::error::b", "a\n  \\x3a:error::b"),
        ("see ##[add-mask]a", "see \\x23#[add-mask]a"),
        ("std::vector, ## [1], :: ", "std::vector, ## [1], \\x3a: "),
    ],
)
def test_nothing_in_a_log_is_a_command_of_the_runner(said: str, shown: str) -> None:
    """It takes `::` for one where a line begins with it, and `##[` wherever it stands."""
    assert for_log(said) == shown


def test_an_excerpt_is_one_short_line() -> None:
    assert excerpt("a\n" * 100, 11) == "a\\na\\na\\na\\na\\n…"
    assert excerpt("short") == "short"
