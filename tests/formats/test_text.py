"""Plain text: identity and partition over generated articles, and what layout may change without harm.

What blocks and roles a text has is told in text_blocks.txt.
"""

from __future__ import annotations

import textwrap
import time
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from l10n import document
from l10n.formats import text as plain
from l10n.model import Document, Key, Span, Unit

MODERATE = settings(max_examples=150, deadline=None)

WORDS = tuple(
    """
    fever most people rest water helps goes away seldom after days medicine children take mg 5 2.5 (or tea)
    body's well-known doctor's best Emma Paris WHO dr. e.g. 50% é naïve https://example.org/a {name}
    """.split()  # noqa: SIM905  (it reads as the prose that is made of it)
)
words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=14).map(" ".join)
sentences = st.builds(
    "{}{}".format, words.map(lambda said: said[0].upper() + said[1:]), st.sampled_from([".", "?", "!", "."])
)
prose = st.lists(sentences, min_size=1, max_size=6).map(" ".join)
chinese = st.lists(st.sampled_from(["多数发烧", "两天", "会退", "。", "，", "请喝水"]), min_size=1).map(
    "".join
)
marks = st.sampled_from(["- ", "* ", "• ", "– ", "1. ", "2) ", "(3) ", "a. ", "一、", "・", "\t-  "])
lists = st.lists(st.builds("{}{}".format, marks, words), min_size=1, max_size=4).map("\n".join)
spoken = st.builds(
    "{} {}?{}{} {}".format,
    st.sampled_from(["Q:", "Q1.", "Question 2:", "P:", "Frage:", "问："]),
    words,
    st.sampled_from(["\n", " ", "\n\n"]),
    st.sampled_from(["A:", "A1.", "Answer:", "R:", "Antwort:", "答："]),
    prose,
)
wrapped = st.builds(lambda said, width: "\n".join(textwrap.wrap(said, width)), prose, st.integers(20, 130))
headings = st.sampled_from(["Overview", "Treatment:", "Signs include:", "Title\n=====", "-----", "Is it so?"])
odd = st.sampled_from(
    ["\u2028", "\x0c", "\x85", "\t", "\xa0", "  ", "\ufeff", "\u200f", "e\u0301\u0302\u0303"]
)
parts = st.one_of(prose, chinese, lists, spoken, wrapped, headings, odd)
articles = st.builds(
    lambda bom, body, ending, newline: (bom + body + ending).replace("\n", newline),
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.builds("{}{}".format, parts, st.sampled_from(["\n", "\n\n", " \n\t\n", ""]))).map("".join),
    st.sampled_from(["", "\n", "\n\n", " "]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)


def read(text: str, size: str = "sentence") -> Document:
    return document.parse(text, "a.txt", plain, "en", size)


def sources(text: str) -> list[str]:
    return [unit.source for unit in read(text).units]


@given(articles, st.sampled_from(["sentence", "block"]))
@MODERATE
def test_an_article_is_given_back_and_its_units_are_slices_of_it(text: str, size: str) -> None:
    """Identity, with no translations and with each equal to its source; partition; codes of a sentence."""
    found = read(text, size)
    end = 0
    for unit in found.units:
        assert end <= unit.span.start < unit.span.end <= len(text)
        end = unit.span.end
        assert plain.codes(unit.source, unit.codes) == unit.codes
    assert document.build(found, {}, "zh", plain) == text
    assert document.build(found, {unit.key: unit.source for unit in found.units}, "zh", plain) == text


@given(articles)
@MODERATE
def test_blocks_are_sorted_slices_without_white_space_around(text: str) -> None:
    end = 0
    for block in plain.blocks(text):
        assert end <= block.span.start < block.span.end
        assert block.text == block.text.strip()
        assert block.pieces[0].span.cut(text) == block.pieces[0].text
        end = block.span.end


@given(articles)
@MODERATE
def test_the_newline_of_a_file_changes_no_text(text: str) -> None:
    one = text.replace("\r\n", "\n").replace("\r", "\n")
    assert sources(one.replace("\n", "\r\n")) == sources(one.replace("\n", "\r")) == sources(one)


steady = st.lists(
    st.lists(st.sampled_from([word for word in WORDS if word.islower() and word.isalpha()]), min_size=3).map(
        lambda said: f"{' '.join(said).capitalize()}."
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


def shows_wrapping(said: str) -> bool:
    lines = said.split("\n")
    return len(lines) == 1 or any(line[-1] != "." and after[0].islower() for line, after in pairwise(lines))


@given(st.lists(st.tuples(steady, st.integers(50, 100), st.integers(50, 100)), min_size=1, max_size=4))
@MODERATE
def test_wrapping_a_paragraph_at_another_width_changes_no_text(
    paragraphs: list[tuple[str, int, int]],
) -> None:
    """It must show that it is wrapped: at least one of its lines ends in mid-sentence, before a small letter.

    The other exceptions are words that look like a mark when they come to begin a line: `- `, `a. `, `Q: `.
    """
    unwrapped = [said for said, _, _ in paragraphs]
    first = ["\n".join(textwrap.wrap(said, width)) for said, width, _ in paragraphs]
    second = ["\n".join(textwrap.wrap(said, width)) for said, _, width in paragraphs]
    assume(all(map(shows_wrapping, [*first, *second])))
    head = ["Is it a fever?"]
    wanted = sources("\n\n".join(head + unwrapped))
    assert sources("\n\n".join(head + first)) == wanted
    assert sources("\n\n".join(head + second)) == wanted


MARKS = [
    ("- ", "- ", "- "),
    ("* ", "* ", "* "),
    ("  • ", "  • ", "  • "),
    ("– ", "– ", "– "),
    ("1. ", "2. ", "3. "),
    ("1) ", "2) ", "3) "),
    ("(a) ", "(b) ", "(c) "),
    ("i. ", "ii. ", "iii. "),
    ("A) ", "B) ", "C) "),
    ("① ", "② ", "③ "),
    ("1- ", "2- ", "3- "),
]


@pytest.mark.parametrize("marked", MARKS, ids=lambda marked: "".join(marked))
def test_another_mark_for_the_items_of_a_list_changes_no_text(marked: tuple[str, ...]) -> None:
    items = ["Rest at home.", "Drink water", "Sleep a lot"]
    listed = "".join(f"{mark}{item}\n" for mark, item in zip(marked, items, strict=True))
    text = f"What helps?\n\nThese three help:\n{listed}"
    assert [block.text for block in plain.blocks(text)] == ["What helps?", "These three help:", *items]
    assert [block.role for block in plain.blocks(text)][2:] == ["list item"] * 3


@pytest.mark.parametrize(
    ("given_text", "target", "expected"),
    [
        ("Q?\n\n  1) Rest\n     well.\n", "Descansa\nbien.", "Q?\n\n  1) Descansa\n     bien.\n"),
        ("Q?\r\n\r\nA: Rest well.\r\n", "Descansa\n\n bien.", "Q?\r\n\r\nA: Descansa\r\n   bien.\r\n"),
        ("\ufeffRest\twell.", "Descansa bien.\n", "\ufeffDescansa bien."),
    ],
)
def test_a_translation_of_several_lines_stays_in_its_block(
    given_text: str, target: str, expected: str
) -> None:
    (unit,) = [unit for unit in read(given_text).units if unit.source.split() == ["Rest", "well."]]
    written = document.build(read(given_text), {unit.key: target}, "es", plain)
    assert written == expected
    assert len(list(plain.blocks(written))) == len(list(plain.blocks(given_text)))


def test_a_block_with_no_letters_and_no_digits_is_none() -> None:
    assert [block.text for block in plain.blocks("What?\n\n* * *\n\n-----\n\n…\n\n5 mg\n")] == [
        "What?",
        "5 mg",
    ]


HOSTILE = {
    "a word": "a",
    "words": "word ",
    "short lines": "ab\n",
    "wrapped lines": "a line that is as long as a page is wide\nand goes on\n",
    "carriage returns": "\r",
    "mixed newlines": "a\rb\r\nc\n",
    "combining marks": "e\u0301\u0302\u0303\u0301\u0302\u0303",
    "ideographs": "漢\n漢字漢字漢字漢字漢字漢字漢字漢字\n",
    "spaces": " ",
    "questions": "Q: a?\n",
    "questions in a line": "Q: a? A: b. ",
    "letters": "P: a?\nP: b\nR: c\n",
    "numbers in prose": "1. a\nword\n5. word\n",
    "lists without marks": "x:\nrest\n",
    "quotes": '"”)\n',
    "percents": "%s 5% ",
    "addresses": "a@",
}


@pytest.mark.parametrize("scrap", HOSTILE.values(), ids=HOSTILE)
def test_the_cost_grows_with_the_text(scrap: str) -> None:
    """Eight times the text takes about eight times as long, far from the 64 times of a quadratic scan."""

    def seconds(size: int) -> float:
        text = "Q?\n\n" + scrap * (size // len(scrap))
        best = 60.0
        for _ in range(3):
            start = time.process_time()
            for _ in plain.blocks(text):
                pass
            best = min(best, time.process_time() - start)
        return best

    assert seconds(20_000) < 30 * max(seconds(2_500), 0.001)


def test_the_codes_of_a_translation_are_found_again() -> None:
    unit = Unit(Key(None, "See %s."), Span(0, 7), "paragraph")
    assert [code.text for code in plain.codes("Vea %s y 50 % de 20%.", unit.codes)] == ["%s"]
