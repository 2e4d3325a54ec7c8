"""What engines do to slots, undone: spaces, repetitions, codes that strayed; never more than that."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import codes_of, readable, slotted

from l10n.model import CodeShape
from l10n.text.codes.inline import SLOT, number, protect, shape, strip, verify
from l10n.text.codes.mending import repair

pieces = st.lists(
    st.sampled_from(["one", "two", "{x}", "<b>red</b>", "<i>a {y} b</i>", "<b><i>c</i></b>"]), max_size=5
)


@settings(max_examples=200, deadline=None)
@given(pieces.map(" ".join), st.randoms(use_true_random=False))
def test_a_single_is_in_the_pairs_it_was_in_wherever_it_strayed_to(text: str, chance: Random) -> None:
    protected = protect(text, codes_of(text))
    singles = [char for char in SLOT.findall(protected.text) if shape(char) is CodeShape.SINGLE]
    made = protected.text
    for char in singles:
        made = made.replace(char, "")
    for char in singles:
        at = chance.randint(0, len(made))
        made = made[:at] + char + made[at:]
    mended = repair(made, protected)
    assert verify(mended, protected) == ""
    assert inside(mended) == inside(protected.text)
    assert "".join(strip(mended)[0].split()) == "".join(strip(made)[0].split())


def inside(text: str) -> dict[str, list[int]]:
    """The pairs that each slot is in."""
    found, stack = {}, list[int]()
    for char in SLOT.findall(text):
        if shape(char) is CodeShape.CLOSE:
            stack.pop()
        found[char] = list(stack)
        if shape(char) is CodeShape.OPEN:
            stack.append(number(char))
    return found


@pytest.mark.parametrize(
    ("source", "made", "mended"),
    [
        ("Take <b>two</b> pills.", "Tome <0> dos </0> pastillas.", "Tome <0>dos</0> pastillas."),
        ("Take <b>two</b> pills.", "Tome<0> dos </0>pastillas.", "Tome <0>dos</0> pastillas."),
        ("Take <b>two</b> pills.", "Tome <0> <0>dos</0></0> pastillas.", "Tome <0>dos</0> pastillas."),
        ("Take {x}, then {y} (see {z}).", "Tome {0} , y{1}( véase {2} ).", "Tome {0}, y {1}( véase {2})."),
        ("Is it {x}?", "Est-ce {0} ?", "Est-ce {0} ?"),
        ("Take <b>two</b> pills.", "服<0> 两 </0>片药。", "服<0>两</0>片药。"),
        ("Take <b> two </b> pills.", "Tome <0> dos </0> pastillas.", "Tome <0> dos </0> pastillas."),
        # Words that moved took a single into a pair, or out of one.
        ("Of <b>high risk</b>{x}.", "De <0>riesgo{1} alto</0>.", "De <0>riesgo alto</0>{1}."),
        ("See {x} <b>the red</b> car.", "Vea <1>el {0} rojo</1> coche.", "Vea {0} <1>el rojo</1> coche."),
        ("See <b>the red {x}</b> car.", "Vea {1} <0>el rojo</0> coche.", "Vea <0>{1} el rojo</0> coche."),
        ("<b>It</b>{x} is.", "<0>{1}</0> Es.", "<0>{1}</0> Es."),  # which is all that it holds
        ("<b>One {x}</b> {y} two", "<0>Uno {2}</0> {1} dos", "<0>Uno {1}</0> {2} dos"),
    ],
)
def test_spaces_and_repetitions_are_mended_by_what_the_source_has(
    source: str, made: str, mended: str
) -> None:
    assert readable(repair(slotted(made), protect(source, codes_of(source)))) == mended
