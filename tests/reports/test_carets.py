"""The text report on a terminal: a line below source and target that points to the place of a finding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from l10n import reports
from l10n.model import CheckReport, Finding, Severity, Span
from l10n.text.columns import columns
from l10n.text.window import shortened, window


def shown(
    target: str, at: Span | None, width: int = 80, source: str = "", here: Span | None = None
) -> list[str]:
    """The lines of source and target, without what stands before them."""
    one = Finding("number", Severity.ERROR, "m", "es.po", 7, "k", "es", source, target, at=at, source_at=here)
    surface = reports.Surface(columns=width)
    _, *lines = reports.render("text", CheckReport(findings=(one,)), surface).split("\n\n")[0].split("\n")
    return [line[12:] for line in lines]


def test_both_places_are_pointed_to() -> None:
    assert shown("Tome 50 mg.", Span(5, 10), source="Take 5 mg.", here=Span(5, 9)) == [
        "Take 5 mg.",
        "     ^^^^",
        "Tome 50 mg.",
        "     ^^^^^",
    ]


def test_a_file_has_no_such_lines_and_a_finding_without_a_place_neither() -> None:
    assert shown("Tome 50 mg.", Span(5, 10), width=0) == ["Tome 50 mg."]
    assert shown("Tome 50 mg.", None) == ["Tome 50 mg."]


def test_something_missing_is_pointed_to_as_one_column() -> None:
    assert shown("Tome.", Span(4, 4)) == ["Tome.", "    ^"]
    assert shown("", Span(0, 0)) == []


def test_a_wide_character_takes_two_columns() -> None:
    assert shown("每天服用５０毫克。", Span(4, 8)) == ["每天服用５０毫克。", "        ^^^^^^^^"]
    assert shown("하루 50mg", Span(3, 7)) == ["하루 50mg", "     ^^^^"]


def test_a_mark_takes_none() -> None:
    assert shown("cafe\u0301 50", Span(6, 8)) == ["cafe\u0301 50", "     ^^"]
    assert shown("cafe\u0301 50", Span(4, 5)) == ["cafe\u0301 50", "   ^"]
    assert shown("\u1112\u1161\u11ab 50", Span(4, 6)) == ["\u1112\u1161\u11ab 50", "   ^^"]


def test_what_is_written_out_takes_the_columns_of_that() -> None:
    assert shown("a\x1b[31m\u202e50", Span(7, 9)) == ["a\\x1b[31m\\u202e50", " " * 15 + "^^"]
    assert shown("a\nb", Span(1, 2)) == ["a\\nb", " ^^"]


def test_a_line_from_right_to_left_has_its_columns_elsewhere_and_is_not_pointed_to() -> None:
    assert shown("خذ 50 ملغ", Span(3, 5)) == ["خذ 50 ملغ"]
    assert shown("קח 50", Span(3, 5)) == ["קח 50"]


def test_a_long_line_is_cut_around_the_place() -> None:
    line, caret = shown("word " * 100 + "50 mg" + " word" * 100, Span(500, 505), width=60)
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) <= 48
    assert line[caret.index("^") : len(caret)] == "50 mg"


def test_so_is_one_of_wide_characters_that_fills_the_terminal_twice() -> None:
    line, caret = shown("每天服用药片" * 50 + "50mg" + "每天服用药片" * 50, Span(300, 304), width=80)
    assert columns(line) <= 68
    before = line[: line.index("50mg")]
    assert caret == " " * columns(before) + "^^^^"


@given(st.text(), st.text(), st.text(), st.integers(10, 200))
def test_a_line_never_wraps_on_any_but_the_narrowest_terminal(
    before: str, inside: str, after: str, width: int
) -> None:
    lines = shown(before + inside + after, Span(len(before), len(before) + len(inside)), width)
    assert len(lines) <= 2
    assert all(12 + columns(line) <= max(width, 34) for line in lines)


@given(st.text(), st.data(), st.integers(1, 50))
def test_a_window_is_a_slice_with_the_place_in_it(text: str, data: st.DataObject, length: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cut = window(text, Span(start, end), length)
    assert len(cut.text) <= length
    assert text[cut.start : cut.start + len(cut.text)] == cut.text
    assert cut.span is not None
    assert text[start:end].startswith(cut.span.cut(cut.text))
    assert (cut.before, cut.after) == (cut.start > 0, cut.start + len(cut.text) < len(text))
    assert cut.span.cut(cut.text) or start == end


def test_a_text_too_long_says_where_it_was_cut() -> None:
    assert shortened("one two three", Span(4, 7), 7) == "…e two t…"
    assert shortened("one two", None, 3) == "one…"
    assert shortened("one two", Span(4, 7), 7) == "one two"
