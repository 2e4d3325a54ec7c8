"""Sentences of a block: what the spans promise, and what a person would cut, language by language."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.model import Span
from l10n.text.sentences.segment import item_start, segment

CASES = Path(__file__).parent / "segment_cases"
DATA = Path(__file__).parents[4] / "shared" / "data"
LOCALES = ("en", "de", "es", "zh-Hans", "ja", "ar", "pt-BR", "xx")

# What texts are made of that sentence ends hang on; any other character may come between.
fragments = st.sampled_from(
    [
        *(
            "Dr. ",
            "e.g. ",
            "5 mg. ",
            "z. B. ",
            "etc. ",
            "Aa",
            "b",
            "3",
            ". ",
            "…",
            "? ",
            "!",
            "。",
            ": ",
            ";",
        ),
        *(
            "1. ",
            "2. ",
            "(a) ",
            "- ",
            "   -  ",
            "• ",
            "* ",
            "①",
            "1、",
            "7% ",
            "a.B",
            "x@y.org",
            "http://a.b",
        ),
        *(
            '"',
            "“",
            "”",
            "(",
            ")",
            "«",
            "'",
            "」",
            "</b>",
            "\n",
            "\r\n",
            "\n\n",
            " ",
            "\t",
            "\u2028",
            "\u00a0",
            "😀",
        ),
    ]
)
texts = st.lists(fragments | st.text(max_size=3), max_size=30).map("".join)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, list[Span], list[int]]:
    """A text, atoms that may overlap and breaks."""
    text = draw(texts)
    offsets = st.integers(0, len(text))
    atoms = draw(
        st.lists(st.tuples(offsets, offsets).map(lambda pair: Span(min(pair), max(pair))), max_size=5)
    )
    return text, atoms, draw(st.lists(offsets, max_size=3))


def units(text: str, locale: str) -> list[str]:
    """What a translator sees: sentences without their list marks, white space folded."""
    return [" ".join(text[item_start(text, span) : span.end].split()) for span in segment(text, locale)]


def cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            locale = case.get("locale", path.stem)
            found.append(
                pytest.param(locale, case["input"], case["sentences"], id=f"{locale}: {case['title']}")
            )
    return found


@pytest.mark.parametrize(("locale", "text", "sentences"), cases())
def test_cuts_where_a_person_would(locale: str, text: str, sentences: list[str]) -> None:
    assert units(text, locale) == sentences


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(LOCALES))
def test_spans_hold_all_but_white_space(text: str, locale: str) -> None:
    """Sorted, disjoint, trimmed; nothing but white space before, between and after them."""
    spans = segment(text, locale)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert not "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)).strip()
    assert all(span.cut(text) == span.cut(text).strip() != "" for span in spans)


@settings(max_examples=200, deadline=None)
@given(blocks(), st.sampled_from(LOCALES))
def test_atoms_stay_whole_and_breaks_end_sentences(
    block: tuple[str, list[Span], list[int]], locale: str
) -> None:
    """No sentence begins or ends strictly inside an atom, but where the author broke the line inside it."""
    text, atoms, breaks = block
    spans = segment(text, locale, atoms, breaks)
    assert not [span for span in spans for at in breaks if span.start < at < span.end]
    at_breaks = {len(text[:at].rstrip()) for at in breaks} | {
        len(text) - len(text[at:].lstrip()) for at in breaks
    }
    outermost = {len(text) - len(text.lstrip()), len(text.rstrip())}
    for edge in {edge for span in spans for edge in span} - at_breaks - outermost:
        assert not [atom for atom in atoms if atom.start < edge < atom.end]


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from(LOCALES))
def test_a_list_mark_leaves_words_behind_it(text: str, locale: str) -> None:
    """Words begin inside their sentence, and the mark left out is no word."""
    for span in segment(text, locale):
        start = item_start(text, span)
        assert span.start <= start < span.end
        assert not text[start].isspace()
        assert len(text[span.start : start].split()) <= 2


prose = st.lists(
    st.sampled_from(
        [
            *("The patient ", "fever. ", "rests. ", "(see below). ", "It ends. ", "Dr. ", "e.g. ", "3.5 mg "),
            *("U.S. ", "No. 5 ", "etc. ", "vitamin C. ", "approx. ", "don't. ", "Why? ", "John F. Kennedy "),
            *("vit. ", "at 5 p.m. ", "Misc. ", "(It ends. It does.) ", "... ", "is well.  Then ", "on 2.5% "),
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(prose)
def test_what_is_known_beforehand_is_what_sentencex_says(text: str) -> None:
    """A text that is not ASCII is always voted on; an accent in a word changes no boundary."""
    assert segment(text, "en") == segment(text.replace("patient", "patiént"), "en")


@settings(max_examples=200, deadline=None)
@given(prose)
def test_what_stands_behind_a_blank_line_changes_nothing_before_it(text: str) -> None:
    """A text of several lines is looked at in full, a single line only where it may be cut."""
    assert segment(text, "en") == segment(f"{text}\n\nBehind it", "en")[:-1]


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000", "\u2028"])
def test_initials_may_have_any_white_space_between_them(space: str) -> None:
    """An engine beneath panics at white space of more than a byte before an initial."""
    text = f"A letter from J.{space}R.{space}Smith came.{space}He was well."
    assert [span.cut(text) for span in segment(text, "en")][-1] == "He was well."


def test_a_lone_surrogate_is_a_character_like_others() -> None:
    """JSON may hold one, and what cannot be encoded cannot be handed to sentencex."""
    text = "The \ud800 is odd (so\u00a0\ud801it is said). DNA. It stays."
    assert [span.cut(text) for span in segment(text, "en")][-1] == "It stays."


def test_white_space_alone_has_no_sentences() -> None:
    assert segment("", "en") == segment(" \n\t\u3000 ", "en") == []


def test_an_emphasis_over_two_sentences_keeps_them_together() -> None:
    text = "See **this. And that.** Then go."
    assert [span.cut(text) for span in segment(text, "en", [Span(4, 23)])] == [
        "See **this. And that.**",
        "Then go.",
    ]


def test_a_break_ends_a_sentence_in_the_middle_of_a_word() -> None:
    assert segment("abcd", "en", [Span(0, 4)], [2]) == [Span(0, 2), Span(2, 4)]


def test_changing_the_list_marks_changes_no_words() -> None:
    written = [
        "- Rest\n- Drink",
        "* Rest\n* Drink",
        "• Rest\n• Drink",
        "1. Rest\n2. Drink",
        "a) Rest\nb) Drink",
    ]
    assert [units(text, "en") for text in written] == [["Rest", "Drink"]] * len(written)


@pytest.mark.parametrize(
    "piece",
    [
        "a. ",
        '"a. ',
        "(a. ",
        "“你好。",
        "你好。",
        ". ",
        "1. ",
        "- ",
        "Aa - ",
        "Foo 5% ",
        "a\n",
        "'a. B ",
        "z. B. ",
        "A.\u00a0B. ",
        "Word. ",
        "? ! ",
        "...",
        "(",
        "“",
        "'",
        "( [ « 「 ",
        "   ",
        'Aa." ',
        "Aa.) ",
        "http://a.b/c. ",
        "x/",
        "(a) (b) ",
    ],
)
def test_long_odd_text_comes_through_whole(piece: str) -> None:
    """A hundred thousand characters of one kind: what is quadratic would take minutes here."""
    text = piece * (100_000 // len(piece))
    spans = segment(text, "en")
    assert "".join("".join(span.cut(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")
def test_the_shared_article_has_twenty_one_sentences() -> None:
    article = next((DATA / "articles").glob("*.txt")).read_text(encoding="utf-8")
    assert len(segment(article, "en")) == 21


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")
def test_nineteen_of_twenty_shared_cases_come_out_as_expected() -> None:
    """The cases of other segmenters that are prose: layout of PDF files is another matter."""
    right = total = 0
    for path in sorted((DATA / "segmentation").glob("*/*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            if case["recoverable"] and case["kind"] in ("golden", "more"):
                locale = "en" if path.stem == "lists" else path.stem
                got = ["".join(span.cut(case["text"]).split()) for span in segment(case["text"], locale)]
                right += got == ["".join(sentence.split()) for sentence in case["sentences"]]
                total += 1
    assert right / total > 0.95
