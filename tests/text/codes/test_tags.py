"""Slots as tags: what goes out comes back, what models do to tags is undone, words like tags stay words."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import readable, slotted

from l10n.model import Code, CodeShape, Span
from l10n.text.codes.inline import SLOT, Protected, number, protect, verify
from l10n.text.codes.tags import from_tags, to_tags

MANY = settings(max_examples=200, deadline=None)
SHAPES = {"◦": CodeShape.SINGLE, "⟦": CodeShape.OPEN, "⟧": CodeShape.CLOSE}

words = st.text(st.sampled_from("ab <>&;/gx01#＜é药\u0301\n\ue000\ue401"), max_size=8)
lookalikes = st.sampled_from(
    ["<x0/>", "<G1 >", "</g1>", "&lt;g0&gt;", "&amp;lt;x0/&amp;gt;", "&#39;", "&quot;"]
)
marked = st.lists(st.one_of(words, lookalikes, st.sampled_from("◦⟦⟧")), max_size=14).map("".join)
"""Texts whose codes are ◦, ⟦ and ⟧, among words that look like our tags, plain and escaped."""


def _protected(text: str) -> Protected:
    places = [(at, char) for at, char in enumerate(text) if char in SHAPES]
    return protect(text, [Code(Span(at, at + 1), char, "mark", SHAPES[char], 0) for at, char in places])


@MANY
@given(marked)
def test_what_became_tags_comes_back_as_the_same_text(text: str) -> None:
    source = _protected(text).text
    assert from_tags(to_tags(source), source) == source


@MANY
@given(marked)
def test_an_xml_reader_sees_the_same_text_and_the_same_tags(text: str) -> None:
    source = _protected(text).text
    root = ElementTree.fromstring(f"<t>{to_tags(source)}</t>")
    assert "".join(root.itertext()) == SLOT.sub("", source)
    assert len(list(root.iter())) - 1 == len({number(char) for char in SLOT.findall(source)})


@MANY
@given(marked)
def test_a_tag_that_was_never_sent_is_refused_or_stays_text(text: str) -> None:
    protected = _protected(text)
    made = from_tags(f"{to_tags(protected.text)}<x900/>", protected.text)
    assert made == f"{protected.text}<x900/>" or verify(made, protected) == "a code is invented"


@pytest.mark.parametrize(
    ("reply", "read"),
    [
        ("<g0>Tome</g0> dos<x1/>.", "<0>Tome</0> dos{1}."),
        ("< G0 >Tome</ g0 > dos< X1 / >.", "<0>Tome</0> dos{1}."),
        ("＜g0＞服用＜／g0＞两粒＜x1／＞", "<0>服用</0>两粒{1}"),
        ("&lt;g0&gt;Tome&lt;/g0&gt; dos&lt;x1/&gt;.", "<0>Tome</0> dos{1}."),
        ("<g0>Tome</g0> dos<x1></x1>.", "<0>Tome</0> dos{1}."),
        ("<g0>Tome</g0> dos<x1>.", "<0>Tome</0> dos{1}."),
        ("<g0>Tome<g0/> dos<g1/>.", "<0>Tome</0> dos{1}."),
        ("<x0>Tome<x0> dos</x1>.", "<0>Tome</0> dos{1}."),
    ],
)
def test_what_models_do_to_tags_is_undone(reply: str, read: str) -> None:
    assert readable(from_tags(reply, slotted("Take <0>two</0> pills{1}."))) == read


@pytest.mark.parametrize(
    "reply",
    [
        "<g0>Tome dos<x1/>.",
        "</g0>Tome<g0> dos<x1/>.",
        "<g0>A</g0><g0>B</g0><x1/>",
        "<g0>Tome</g0><x1/> dos<x1/>.",
    ],
)
def test_what_leaves_a_doubt_is_left_for_verify(reply: str) -> None:
    source = _protected("Take ⟦two⟧ pills◦.")
    assert verify(from_tags(reply, source.text), source)


def test_words_that_look_like_tags_stay_words() -> None:
    source = slotted("Write &lt;g0> or <x5/> in <0>the box</0>; 1 < 2 & 3 > 2.")
    sent = to_tags(source)
    assert sent == "Write &amp;lt;g0&gt; or &lt;x5/&gt; in <g0>the box</g0>; 1 &lt; 2 &amp; 3 &gt; 2."
    assert from_tags(sent.replace("&lt;x5/&gt;", "<x5/>"), source) == source


def test_more_is_unescaped_than_was_escaped_and_less_is_taken_as_it_is() -> None:
    """Models escape quotes that nobody asked them to, and forget to escape what was."""
    assert from_tags("&quot;2 &lt; 3&quot; & m&#39;s <b>&nbsp;</b>", "x") == '"2 < 3" & m\'s <b>&nbsp;</b>'
