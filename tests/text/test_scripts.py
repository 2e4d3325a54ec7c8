"""The script of each letter, and the letters that a locale's texts are mostly made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text import scripts


@pytest.mark.parametrize("script", sorted(scripts.COMMON))
def test_every_common_letter_is_a_letter_of_its_script(script: str) -> None:
    letters = re.findall(f"[{scripts.COMMON[script]}]", "".join(map(chr, range(0x110000))))
    assert letters
    assert {scripts.of_letter(one) for one in letters} == {script}


@given(st.text(), st.sampled_from(["es", "ru", "ar", "zh-Hans", "ja", "ko", "hi", "ta", "und-Zsym"]))
def test_what_is_not_uncommon_is_plain_or_of_the_locales_own_script(text: str, tag: str) -> None:
    strange = set(scripts.uncommon(tag).findall(text))
    for char in set(text) - strange:
        assert char.isascii() or scripts.of_letter(char) in scripts.expected(tag)


def test_a_common_word_is_all_of_a_locales_own_letters() -> None:
    assert scripts.common_word("es").fullmatch("niño")
    assert scripts.common_word("zh-Hans").fullmatch("医生")
    assert not scripts.common_word("ar").fullmatch("COVID")
