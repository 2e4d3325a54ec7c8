"""Texts to Apertium's stream format and back: escapes, slots, watched words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import readable, slotted

from l10n.engines.apertium import stream
from l10n.engines.apertium.renderings import edited, rendering, says
from l10n.engines.apertium.stream import Watched
from l10n.model import Span
from l10n.text.codes.inline import strip


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab é.\\[]{}^$@/<>~*#\u00a0\u200b\n"), max_size=20), st.booleans())
def test_what_was_encoded_is_decoded_to_itself(text: str, bound: bool) -> None:
    encoded = stream.encode(text, bound=bound)
    # The pipeline gives superblanks back as they are, and escapes what was escaped.
    decoded = stream.decode(encoded.stream, encoded)
    assert decoded.unknown == ()
    assert decoded.text == text.strip(" ")


@pytest.mark.parametrize("bound", [True, False])
def test_slots_survive_the_way_through_the_stream(bound: bool) -> None:
    text = slotted("See {0}, <1>the <2>red</2></1> one{3}.")
    encoded = stream.encode(text, bound=bound)
    assert readable(stream.decode(encoded.stream, encoded).text) == readable(text)


def test_words_made_of_two_carry_the_labels_of_both() -> None:
    """As `de la` becomes `du` in French: the pair goes around all that its words became."""
    encoded = stream.encode(slotted("La <0>presión de la sangre</0> es alta"), bound=True)
    said = "La [[0]]pression[[/]] [[0; 0; 0]]du sang[[/]] est haute"
    assert readable(stream.decode(said, encoded).text) == "La <0>pression du sang</0> est haute"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("Hola..", "Hola."),
        ("Hola. [\U000f0000] ", "Hola [\U000f0000] "),
        ("de la [[0]]Chine..[[/]]", "de la [[0]]Chine.[[/]]"),
        ("Hola", None),
        ("Hola. Adiós", None),
        ("", None),
    ],
)
def test_the_full_stop_of_our_own_is_taken_off_whatever_blanks_follow_it(
    answer: str, text: str | None
) -> None:
    assert stream.unended(answer) == text


def test_watched_words_are_counted_in_the_text_without_its_slots() -> None:
    text = slotted("See {0} the <1>big</1> {2} house {3} now")
    plain = "See the big house now"
    span = Span(plain.index("big house"), plain.index(" now"))
    encoded = stream.encode(text, bound=True, watched=[Watched(span, "casona")])
    (watched,) = encoded.watched
    bare, _ = strip(encoded.source)
    assert re.fullmatch("big \U000f0002 house", watched.span.cut(bare))


TREE = Watched(Span(4, 8), "roble")


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("El [[0]]árbol[[/]] cae", "El roble cae"),
        ("[[0]]Árbol[[/]] que cae", "Roble que cae"),
        ("El [[0]]árbol[[/]] de la [[0]]casa[[/]] cae", "El roble cae"),
        ("El [[0]]árbol[[/]] cae sobre [[0]]casa[[/]]", "El árbol cae sobre casa"),
        ("El árbol cae", "El árbol cae"),
        ("Los [[0]]robles[[/]] caen", "Los robles caen"),
        ("El [[0]]*oakish[[/]] cae", "El roble cae"),
    ],
)
def test_a_term_replaces_what_its_words_became_where_that_is_one_stretch(answer: str, text: str) -> None:
    encoded = stream.encode("The tree falls", bound=True, watched=[TREE])
    decoded = stream.decode(answer, encoded, lambda text, term: says(text, term, "es"))
    assert (decoded.text, decoded.unknown) == (text, ())


def test_a_word_of_two_runs_is_no_rendering_of_one() -> None:
    links = [(Span(0, 3), Span(0, 5)), (Span(4, 8), Span(0, 5))]
    assert rendering("largo", Span(4, 8), links) is None
    assert rendering("largo", Span(0, 8), links) == Span(0, 5)


words = st.text(st.sampled_from("abc "), min_size=1, max_size=8)


@given(st.lists(st.tuples(words, words, st.booleans(), words), max_size=6))
def test_edits_change_their_spans_alone_and_links_keep_pointing_at_their_words(
    pieces: list[tuple[str, str, bool, str]],
) -> None:
    """Each piece is words left as they are, words with a link, whether these are edited, and to what."""
    target, wanted, links, edits, there = "", "", [], [], []
    for left, linked, is_edited, new in pieces:
        target, wanted = target + left, wanted + left
        span = Span(len(target), len(target) + len(linked))
        now = new if is_edited else linked
        links.append((span, span))
        there.append(Span(len(wanted), len(wanted) + len(now)))
        edits += [(span, new)] if is_edited else []
        target, wanted = target + linked + ".", wanted + now + "."
    made, moved = edited(target, links, edits)
    assert made == wanted
    assert [span.cut(made) for _, span in moved] == [span.cut(wanted) for span in there]


@pytest.mark.parametrize(
    ("text", "term", "held"),
    [
        ("Dos casas rojas", "casa roja", True),
        ("Presión de sangre", "presión sanguínea", False),
        ("La presión arterial", "Presión arterial", True),
        ("Nada", "", True),
    ],
)
def test_a_draft_says_a_term_when_it_has_all_its_words_in_any_form(text: str, term: str, held: bool) -> None:
    assert says(text, term, "es") == held


@pytest.mark.parametrize(
    ("source", "answer", "text"),
    [
        ("There is hope", "hay esperanza", "Hay esperanza"),
        ("if it hurts", "Si duele", "si duele"),
        ("(if it hurts)", "(Si duele)", "(si duele)"),
        ("if ADN hurts", "ADN duele", "ADN duele"),
        ("pH is low", "el pH es bajo", "el pH es bajo"),
        ("USA first", "el primero", "el primero"),
        ("3 red cars", "Tres coches", "Tres coches"),
        ("", "Nada", "Nada"),
    ],
)
def test_a_draft_begins_with_a_capital_where_its_source_does(source: str, answer: str, text: str) -> None:
    assert stream.decode(answer, stream.encode(source, bound=True)).text == text


def test_a_word_with_marks_on_its_parts_is_named_once() -> None:
    encoded = stream.encode("The SARS-CoV-2 test", bound=True)
    assert stream.decode("El *SARS-*CoV-2 prueba", encoded).unknown == ("SARS-CoV-2",)
