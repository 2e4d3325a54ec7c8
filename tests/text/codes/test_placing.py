"""Slots placed by word alignment: around the same words, never torn, whatever the links say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import codes_of, readable, slotted

from l10n.model import Span
from l10n.text.codes.inline import SLOT, protect, strip, verify
from l10n.text.codes.placing import place

word = st.sampled_from(["red", "car,", "药片", "5", "(H2O)", "é\u0301.", "—"])
items = st.one_of(word, st.just("{x}"))
sentences = st.recursive(
    st.lists(items, min_size=1, max_size=4).map(" ".join),
    lambda inner: st.tuples(st.sampled_from("abc"), inner, st.sampled_from(["", " ", " and "]), inner).map(
        lambda made: f"<{made[0]}>{made[1]}</{made[0]}>{made[2]}{made[3]}"
    ),
    max_leaves=8,
)
places = st.integers(-2, 40)
links = st.lists(st.tuples(st.builds(Span, places, places), st.builds(Span, places, places)), max_size=8)


@settings(max_examples=300, deadline=None)
@given(sentences, st.lists(word, max_size=9).map(" ".join), links)
def test_whatever_the_links_every_slot_stands_once_and_pairs_are_nested(
    source: str, target: str, links: list[tuple[Span, Span]]
) -> None:
    """Links may be missing, reversed, overlapping, out of the text; the words stay as they are."""
    protected = protect(source, codes_of(source))
    placed = place(target, protected.text, links)
    assert verify(placed, protected).split()[:2] in ([], ["nothing", "is"])
    assert "".join(SLOT.sub("", placed).split()) == "".join(target.split())


@settings(max_examples=200, deadline=None)
@given(sentences, links)
def test_no_pair_comes_out_empty_where_there_are_words_enough(
    source: str, links: list[tuple[Span, Span]]
) -> None:
    protected = protect(source, codes_of(source))
    target = " ".join(["word"] * source.count("</"))
    assert verify(place(target, protected.text, links), protected) == ""


def linked(source: str, target: str, *pairs: tuple[str, str]) -> list[tuple[Span, Span]]:
    bare, _ = strip(slotted(source))
    found = []
    for here, there in pairs:
        at, to = bare.index(here), target.index(there)
        found.append((Span(at, at + len(here)), Span(to, to + len(there))))
    return found


@pytest.mark.parametrize(
    ("source", "target", "pairs", "placed"),
    [
        (  # a pair goes with its word
            "The <0>red</0> car.",
            "El coche rojo.",
            [("red", "rojo"), ("car", "coche")],
            "El coche <0>rojo</0>.",
        ),
        (  # around several words that are parted now, as little as holds them all
            "Do <0>not take</0> it.",
            "No lo tome.",
            [("not", "No"), ("take", "tome")],
            "<0>No lo tome</0>.",
        ),
        (  # nested pairs
            "See <0>the <1>red</1> car</0> now.",
            "Vea ya el coche rojo.",
            [("See", "Vea"), ("the", "el"), ("red", "rojo"), ("car", "coche"), ("now", "ya")],
            "Vea ya <0>el coche <1>rojo</1></0>.",
        ),
        (  # a single after the word it followed
            "Take a pill{0} daily.",
            "Tome a diario una píldora.",
            [("Take", "Tome"), ("pill", "píldora"), ("daily", "diario")],
            "Tome a diario una píldora{0}.",
        ),
        (  # before the word it preceded, where the one before it is not linked
            "So ({0} mg) is fine.",
            "Entonces (mg) va bien.",
            [("mg", "mg"), ("fine", "bien")],
            "Entonces ({0} mg) va bien.",
        ),
        (  # no space is invented in a script without spaces, none lost beside Latin letters
            "Take <0>two</0> {1} tablets.",
            "请服用两片药。",
            [("two", "两片"), ("tablets", "药")],
            "请服用<0>两片</0>{1}药。",
        ),
        (  # punctuation inside the pair stays inside
            "He said <0>“rest, now.”</0> Then left.",
            "Dijo “descanse, ya.” Luego se fue.",
            [("rest", "descanse"), ("now", "ya"), ("Then", "Luego")],
            "Dijo <0>“descanse, ya.”</0> Luego se fue.",
        ),
        (  # part of a word that stays what it is
            "Drink H<0>2</0>O.",
            "Beba H2O.",
            [("Drink", "Beba"), ("H2O", "H2O")],
            "Beba H<0>2</0>O.",
        ),
        (  # no links at all: in proportion
            "one <0>two</0> three four",
            "uno dos tres cuatro",
            [],
            "uno <0>dos</0> tres cuatro",
        ),
        ("<0>All of it</0>", "Todo eso, sí", [], "<0>Todo eso, sí</0>"),
        (  # a stray link does not pull a pair over the sentence
            "What causes <0>hair loss</0>?",
            "¿Cuál es la causa de la caída del cabello?",
            [("hair", "¿"), ("causes", "causa"), ("What", "Cuál"), ("loss", "caída"), ("hair", "cabello")],
            "¿Cuál es la causa de la <0>caída del cabello</0>?",
        ),
        (  # but both parts of what a word became are held, where it is in two
            "Do <0>not</0> eat.",
            "Ne mangez pas.",
            [("not", "Ne"), ("eat", "mangez"), ("not", "pas")],
            "<0>Ne mangez pas</0>.",
        ),
        (  # what nothing links, and stands there as it is
            "Press <0>+</0> now, then rest.",
            "Ya apriete +, luego descanse.",
            [("Press", "apriete"), ("now", "Ya"), ("then", "luego"), ("rest", "descanse")],
            "Ya apriete <0>+</0>, luego descanse.",
        ),
        (  # behind a phrase whose words changed places
            "So hair loss{0} is common.",
            "La caída del cabello es frecuente.",
            [("hair", "cabello"), ("loss", "caída"), ("is", "es"), ("common", "frecuente")],
            "La caída del cabello{0} es frecuente.",
        ),
    ],
)  # fmt: skip
def test_places(source: str, target: str, pairs: list[tuple[str, str]], placed: str) -> None:
    assert readable(place(target, slotted(source), linked(source, target, *pairs))) == placed
