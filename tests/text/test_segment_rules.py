"""The rules of languages are data: every file is read, and a slip in one is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.errors import L10nError
from l10n.text import segment_rules
from l10n.text.segment_rules import rules_for

SHIPPED = Path(segment_rules.__file__).parent / "rules"


@pytest.mark.parametrize("language", sorted(path.stem for path in SHIPPED.glob("*.toml")))
def test_every_rules_file_is_read_and_writes_abbreviations_without_their_last_full_stop(
    language: str,
) -> None:
    rules = rules_for(language)
    assert rules.abbreviations >= rules_for("default").abbreviations
    assert not [word for word in rules.abbreviations if word.endswith(".") or " " in word or not word]


def test_a_language_without_a_file_has_the_general_rules() -> None:
    assert rules_for("xx") == rules_for("default")


def test_spaced_abbreviations_are_known_between_their_parts() -> None:
    assert ("z", "b") in rules_for("de").spaced


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("title = ['x']", "unknown key 'title'"),
        ("titles = 'x'", "'titles' is not a list"),
        ("titles = [", "not TOML"),
    ],
)
def test_a_slip_in_a_rules_file_names_the_file(
    written: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "default.toml").write_text("", encoding="utf-8")
    (tmp_path / "qq.toml").write_text(written, encoding="utf-8")
    monkeypatch.setattr(segment_rules, "_FOLDER", tmp_path)
    segment_rules._load.cache_clear()
    rules_for.cache_clear()
    try:
        with pytest.raises(L10nError, match="qq.toml: " + said):
            rules_for("qq")
    finally:
        segment_rules._load.cache_clear()
        rules_for.cache_clear()
