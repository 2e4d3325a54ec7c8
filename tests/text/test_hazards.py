"""Words that say that somebody may come to harm, in the languages of hazards.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from l10n.text import hazards as module
from l10n.text.hazards import hazards

TABLE = tomllib.loads(Path(module.__file__).with_name("hazards.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("en", "In an EMERGENCY call your doctor.", ("EMERGENCY", "call")),
        ("en", "Bleeding, more bleeding.", ("Bleeding",)),
        ("en-GB", "An overdose can be fatal.", ("overdose", "fatal")),
        ("es", "No conduzca durante el embarazo.", ("embarazo",)),
        ("de", "Rufen Sie sofort den Notruf.", ("sofort", "Notruf")),
        ("zh-Hans", "请立即就医。", ("立即",)),
        ("ar", "اتصل بالطوارئ", ("اتصل", "طوارئ")),
    ],
)
def test_they_are_found_as_written_each_once(tag: str, text: str, found: tuple[str, ...]) -> None:
    assert hazards(text, tag) == found


def test_a_word_within_another_is_none() -> None:
    assert hazards("A diet of audible soldiers.", "en") == ()


def test_a_language_that_is_not_known_has_none() -> None:
    assert hazards("Emergency", "fi") == ()


@pytest.mark.parametrize("tag", sorted(TABLE))
def test_every_word_of_the_table_finds_itself(tag: str) -> None:
    for word in TABLE[tag]["words"]:
        plain = re.sub(r"\*", "", word)
        assert hazards(f"… {plain} …", tag), word
