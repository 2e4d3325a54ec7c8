"""Remarks of a source that its translation has left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text.remarks import left_out


@pytest.mark.parametrize(
    ("source", "target", "remark"),
    [
        ("Take it (never on an empty stomach) twice.", "Tómelo dos veces.", "(never on an empty stomach)"),
        ("He said “wash them well” to her.", "Él se lo dijo.", "“wash them well”"),
        ("请服用（切勿空腹服用此药）两次。", "Tómelo dos veces.", "（切勿空腹服用此药）"),
    ],
)
def test_a_remark_without_any_sign_of_one_was_left_out(source: str, target: str, remark: str) -> None:
    place = left_out(source, target)
    assert place is not None
    assert place.cut(source) == remark


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Take it (never on an empty stomach) twice.", "Tómelo dos veces（nunca en ayunas）."),
        ("Name the child(ren) here.", "Nombre aquí a los niños."),
        ("The date (YYYY-MM-DD) is wrong.", "La fecha AAAA-MM-DD es incorrecta."),
        ("Ask the WHO (World Health Organization and its offices).", "Pregunte a la Organización."),
        ("He said “wash them well” to her.", "Él le dijo: «lávalas bien»."),
    ],
)
def test_what_is_short_or_has_marks_of_any_kind_is_left_alone(source: str, target: str) -> None:
    assert left_out(source, target) is None


@given(st.text())
def test_a_text_leaves_nothing_out_of_itself(text: str) -> None:
    assert left_out(text, text) is None


@pytest.mark.parametrize("piece", ["(", '"', "(a b c d ", "）", '"a b c d '])
def test_no_text_takes_more_than_its_length(piece: str) -> None:
    left_out(piece * 50_000, "")
