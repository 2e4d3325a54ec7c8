"""Codes as slots: what goes in comes out, what an engine breaks is seen, what can be mended is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import codes_of, readable, slotted

from l10n.errors import L10nError
from l10n.model import Code, CodeShape, Span
from l10n.text.codes.inline import SLOT, Protected, number, peel, protect, restore, shape, strip, verify
from l10n.text.codes.mending import repair

MANY = settings(max_examples=200, deadline=None)

words = st.text(st.sampled_from("ab .,é药\u0301\ue000\ue401\uf8ff\U000f0001\n"), max_size=6)


def _paired(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.builds(lambda name, text: f"<{name}>{text}</{name}>", st.sampled_from("abc"), inner)
    return st.lists(st.one_of(words, pair, inner), max_size=4).map("".join)


halves = st.sampled_from(["<a>", "</a>", "<b>", "</b>", "{x}", "{}"])
marked = st.recursive(st.one_of(words, halves), _paired, max_leaves=12)
"""Texts with nested pairs, halves without partners, crossing pairs, private-use characters."""


@MANY
@given(marked)
def test_restoring_what_was_protected_gives_the_text_back(text: str) -> None:
    """Law 7, whatever the codes: nested, crossing, halves, private-use characters in the text itself."""
    protected = protect(text, codes_of(text))
    assert restore(protected.text, protected) == text


@MANY
@given(marked)
def test_a_protected_text_is_in_order_and_needs_no_repair(text: str) -> None:
    protected = protect(text, codes_of(text))
    assert verify(protected.text, protected) == ""
    assert verify(repair(protected.text, protected), protected) == ""
    slots = SLOT.findall(protected.text)
    assert len(slots) == len(set(slots)) == len(protected.codes)


@MANY
@given(marked)
def test_a_lost_or_doubled_slot_never_passes(text: str) -> None:
    protected = protect(text, codes_of(text))
    for at, char in enumerate(protected.text):
        if SLOT.match(char):
            lost = protected.text[:at] + protected.text[at + 1 :]
            doubled = f"{protected.text} x {char}"
            assert verify(repair(lost, protected), protected)
            assert verify(repair(doubled, protected), protected)


@MANY
@given(marked)
def test_head_core_and_tail_are_the_text_and_pairs_are_not_torn(text: str) -> None:
    protected = protect(text, codes_of(text))
    head, core, tail = peel(protected)
    assert head + core + tail == protected.text
    assert SLOT.sub("", head + tail) == ""
    opened, closed = (
        [number(char) for char in SLOT.findall(core) if shape(char) is how]
        for how in (CodeShape.OPEN, CodeShape.CLOSE)
    )
    assert sorted(opened) == sorted(closed)


def test_a_value_stands_in_the_translation_in_the_place_of_the_text() -> None:
    """A shortcut reference: the translated word must still lead to the definition."""
    codes = (
        Code(Span(5, 6), "[", "link", CodeShape.OPEN, 0),
        Code(Span(13, 14), "]", "link", CodeShape.CLOSE, 0, value="][aspirin]"),
    )
    protected = protect("Take [aspirin].", codes)
    assert restore(protected.text.replace("Take", "Tome").replace("aspirin", "aspirina"), protected) == (
        "Tome [aspirina][aspirin]."
    )


@pytest.mark.parametrize(
    ("source", "made", "fault"),
    [
        ("Take <b>two</b> {x}.", "Tome <0>dos</0>.", "{x} is lost"),
        ("Take <b>two</b>.", "Tome <0>dos.", "</b> is lost"),
        ("Take {x}.", "Tome {0} o {0}.", "{x} is doubled"),
        ("Take {x}.", "Tome {0} {1}.", "a code is invented"),
        ("Take <b>two</b>.", "Tome </0>dos<0>.", "</b> closes before it opens"),
        ("<b>Take</b> <i>two</i>.", "<0>Tome <1>dos</0></1>.", "<i> and </b> cross"),
        ("Take <b>two</b>.", "Tome dos<0> </0>.", "nothing is left inside <b>"),
        ("Take <b>{x}</b>.", "Tome {1}<0></0>.", "nothing is left inside <b>"),
        ("Take <b></b> now.", "Tome<0></0> ya.", ""),
        ("<a>Take</a> <a>two</a>.", "<0>Tome <1>dos</1></0>.", "<a> came into another link"),
        ("<a>Take <a>two</a></a>.", "<0>Tome <1>dos</1></0>.", ""),
        ("<a>Take</a> <b>two</b>.", "<0>Tome <1>dos</1></0>.", ""),
        ("Take two.", "Tome \U000f0000.", "private-use character U+F0000 is invented"),
    ],
)
def test_what_an_engine_broke_is_named(source: str, made: str, fault: str) -> None:
    assert verify(slotted(made), protect(source, codes_of(source))) == fault


def test_only_what_stands_around_everything_is_kept_from_an_engine() -> None:
    def parts(text: str) -> tuple[str, ...]:
        return tuple(map(readable, peel(protect(text, codes_of(text)))))

    assert parts("<b><i>Take two.</i></b>") == ("<0><1>", "Take two.", "</1></0>")
    assert parts("<b>Take</b> <i>two</i>") == ("", "<0>Take</0> <1>two</1>", "")
    assert parts("{name} takes two") == ("", "{0} takes two", "")
    # Bold goes over two sentences: its halves stand at the outer edges of both translations.
    assert parts("<b>Take two.") == ("{0}", "Take two.", "")
    assert parts("Then rest.</b>") == ("", "Then rest.", "{0}")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Take {0} daily.", "Take daily."),
        ("Press {0}.", "Press."),
        ("{0} is good {1}", "is good"),
        ("<0>Take</0> two{1}.", "Take two."),
        ("a  b", "a  b"),
        ("at{0}once, H<1>2</1>O, 服{2}药", "at once, H2O, 服药"),
    ],
)
def test_stripping_leaves_no_trace_of_the_slots(text: str, bare: str) -> None:
    assert strip(slotted(text))[0] == bare


def test_offsets_of_stripped_slots_are_where_they_stood() -> None:
    bare, offsets = strip(slotted("Take {0} <1>two</1>."))
    assert bare == "Take two."
    assert offsets == (5, 5, 8)


def test_more_codes_than_there_are_slots_is_said() -> None:
    text = "{x} " * 1025
    with pytest.raises(L10nError, match="more than 1024 inline codes"):
        protect(text, codes_of(text))


def test_a_slot_of_no_code_stays_when_restored() -> None:
    assert restore("a \ue005", Protected("a", ())) == "a \ue005"
