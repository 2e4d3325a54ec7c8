"""Facts about languages that no other test has for its subject."""

from __future__ import annotations

import pytest

from l10n import locale


@pytest.mark.parametrize("tag", ["prs", "prs-AF", "fa-AF"])
def test_dari_is_the_persian_of_afghanistan(tag: str) -> None:
    assert locale.normalize(tag) == tag
    assert locale.language(tag) == "fa"
    assert locale.script(tag) == "Arab"
    assert locale.direction(tag) == "rtl"
    assert locale.number_conventions(tag)[0] == ("٫", "٬")


def test_a_catalog_of_dari_keeps_its_name() -> None:
    assert locale.gettext_name(locale.normalize("prs")) == "prs"
