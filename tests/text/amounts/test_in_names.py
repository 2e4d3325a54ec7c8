"""Pairs whose only figures are those of names, of which nothing more is asked."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text.amounts import number_difference, quantity_difference
from l10n.text.amounts.altered import altered
from l10n.text.amounts.in_names import has_only_names

SAME = [
    ("COVID-19 is spread by droplets.", "La COVID-19 se propaga por gotículas."),
    ("SARS-CoV-2 causes COVID-19.", "La COVID-19 la causa el SARS-CoV-2."),
]
OTHER = [
    ("Influenza has no figure.", "La gripe no tiene cifra."),
    ("COVID-19 is new.", "La COVID-18 es nueva."),
    ("COVID-19 came, COVID-19 went.", "La COVID-19 vino y se fue."),
    ("COVID-19 kills 2 in 100.", "La COVID-19 mata a 2 de cada 100."),
    ("COVID-19 lasts two weeks.", "La COVID-19 dura dos semanas."),
    ("COVID-19 is new.", "La COVID-19 es nueva (2)."),
    ("COVID-19 is new.", "La COVID-١٩ es nueva."),
    ("Type B-19 % is rare.", "El tipo B-19 % es raro."),
    ("Model X-2.5 is new.", "El modelo X-2.5 es nuevo."),
    ("A week-2 visit is due.", "Toca la visita de la semana-2."),
]


@pytest.mark.parametrize(("source", "target"), SAME)
def test_equal_names_are_all_there_is(source: str, target: str) -> None:
    assert has_only_names(source, target, "en", "es")


@pytest.mark.parametrize(("source", "target"), OTHER)
def test_whatever_else_is_there_is_looked_at(source: str, target: str) -> None:
    assert not has_only_names(source, target, "en", "es")


PIECES = st.lists(
    st.sampled_from(["COVID-19", "CoV-2", "H-1", "fever", "5 mg", "two", "-", " ", ". ", "%", "days"])
)


@given(PIECES, PIECES)
def test_of_such_pairs_no_closer_look_finds_anything(here: list[str], there: list[str]) -> None:
    source, target = "".join(here), "".join(there)
    if not has_only_names(source, target, "en", "es"):
        return
    with ExitStack() as closer:
        for module in (number_difference, quantity_difference, sys.modules[altered.__module__]):
            closer.enter_context(patch.object(module, "has_only_names", return_value=False))
        assert number_difference.compare(source, target, "en", "es") == number_difference.Difference()
        assert quantity_difference.compare(source, target, "en", "es") == quantity_difference.Difference()
        assert altered(source, target, "en", "es") is None
