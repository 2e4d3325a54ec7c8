"""Merging after an edit of typography: what says the same stays reviewed, and only that."""

from __future__ import annotations

import pytest

from l10n.catalog import merge
from l10n.model import Catalog, Entry, Key, State


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Take 5 mg.", "Take 50 mg."),
        ("Take 5 mg.", "Take 5mg."),
        ("You can drive.", "You cannot drive."),
        ("It can not go.", "It cannot go."),
        ("Run `a - b` now.", "Run `a – b` now."),
        ('See <a href="x">it</a>.', "See <a href=“x”>it</a>."),
        ("a man-eating fish", "a man—eating fish"),
        ("Use -v there.", "Use --v there."),
        ("Cool it to -5 °C.", "Cool it to –5 °C."),
        ("Cool it to -5 °C.", "Cool it to −5 °C."),
        ("It is 5-10 cm.", "It is 5—10 cm."),
        ("It is 5′ long.", "It is 5' long."),
        ("می\u200cخورد", "میخورد"),
        ("Rest now.", "Rest, now."),
        ("rest", "Rest"),
        ("Rest.\n", "Rest."),
        ("Take 10² pills.", "Take 102 pills."),
        ("Take 5 pills.", "Take ５ pills."),
        ("Take 50 pills.", "Take 5 0 pills."),
        ("Take 50 pills.", "Take 5\u00a00 pills."),
        ("Cool it to 5-10 °C.", "Cool it to 5−10 °C."),
        ("क्\u200dष", "क्ष"),
        ("Take 50 mg.", "Take \u202e05\u202c mg."),
    ],
)
def test_a_change_in_a_number_a_negation_a_word_or_code_is_never_cosmetic(old: str, new: str) -> None:
    catalog = Catalog("es", "a.po", (Entry(Key(None, old), "x", State.REVIEWED),))
    result = merge([Entry(Key(None, new))], catalog)
    assert not result.report.cosmetic
    assert result.catalog.entries[0].state in (State.STALE, State.EMPTY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Rest for 5 days.", "Rest  for\u00a05\u2009days."),
        ("Rest for 5 days.", "Rest for\u202f5\u3000days.\u200b"),
        ("Take paracetamol.", "\ufeffTake para\u00adceta\u2060mol."),
        ('He said "rest".', "He said “rest”."),
        ('He said "rest".', "He said «rest»."),
        ("He said «rest».", "He said „rest“."),
        ("他说“休息”。", "他说「休息」。"),
        ("It's the child's.", "It’s the child´s."),
        ("Rest for 5-10 days.", "Rest for 5–10 days."),
        ("Rest for 5-10 days.", "Rest for 5‑10 days."),
        ("Rest - or walk.", "Rest – or walk."),
        ("Rest - or walk.", "Rest—or walk."),
        ("Wait and see...", "Wait and see…"),
        ("Un café al día.", "Un cafe\u0301 al día."),
    ],
)
def test_a_change_of_typography_alone_leaves_it_reviewed_and_is_reported(old: str, new: str) -> None:
    catalog = Catalog("es", "a.po", (Entry(Key(None, old), "x", State.REVIEWED),))
    result = merge([Entry(Key(None, new))], catalog)
    assert result.report.cosmetic == ((Key(None, old), Key(None, new)),)
    assert result.catalog.entries[0].state is State.REVIEWED
