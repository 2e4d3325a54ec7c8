"""Texts that would keep a check busy for hours if it looked at any part of one more than a few times."""

from __future__ import annotations

import pytest

from l10n import checks, formats
from l10n.model import Entry, Key, State

_SIZE = 60_000
"""Code points: what takes the square of that does not end while somebody waits."""


@pytest.mark.parametrize("check", checks.names())
@pytest.mark.parametrize(
    ("unit", "tag"),
    [
        ("a", "es"),
        ("word ", "fr"),
        ("e\u0301", "es"),
        ("\u0301", "ar"),
        ("(", "es"),
        ("<b>", "es"),
        ("不", "zh-Hans"),
        ("n'", "fr"),
        ("Ã©РС", "ru"),
    ],
)
def test_a_check_takes_no_longer_than_its_text_is_long(check: str, unit: str, tag: str) -> None:
    form = formats.by_name("html")
    source, target = "Drink it. " * (_SIZE // 10), unit * (_SIZE // len(unit))
    codes = form.codes(source)
    entry = Entry(Key(None, source), target, State.REVIEWED)
    context = checks.context(entry, "es.po", "en", tag, codes, form.codes(target, codes))
    for one in checks.run([context], [checks.get(check)]):
        assert one.check == check
