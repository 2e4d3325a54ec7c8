"""The rules of languages are data: every file is read, a slip has its place, and a project adds its own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from l10n import config
from l10n.errors import L10nError
from l10n.model import Span
from l10n.text.sentences import segment_rules
from l10n.text.sentences.segment import segment
from l10n.text.sentences.segment_rules import NONE, forced, kept, project_rules, rules_for

SHIPPED = Path(segment_rules.__file__).parent / "rules"
PROMISED = [
    *("en", "es", "fr", "de", "pt", "it", "nl", "ru", "uk", "pl", "cs", "ro"),
    *("da", "sv", "el", "tr", "ar", "fa", "hi", "zh", "ja", "ko", "th"),
]


@pytest.mark.parametrize("language", sorted(path.stem for path in SHIPPED.glob("*.toml")))
def test_every_rules_file_is_read_and_writes_abbreviations_without_their_last_full_stop(
    language: str,
) -> None:
    rules = rules_for(language)
    assert rules.abbreviations >= rules_for("default").abbreviations
    assert not [word for word in rules.abbreviations if word.endswith(".") or " " in word or not word]
    assert all(word == word.lower() for word in rules.starters | rules.lettered | rules.months)


def test_the_promised_languages_have_rules_of_their_own() -> None:
    assert [language for language in PROMISED if rules_for(language) == rules_for("default")] == []


def test_a_language_without_a_file_has_the_general_rules() -> None:
    assert rules_for("xx") == rules_for("default")


def test_languages_that_share_their_abbreviations_share_their_rules() -> None:
    assert rules_for("nb") == rules_for("nn") == rules_for("no") != rules_for("default")


def test_spaced_abbreviations_are_known_between_their_parts() -> None:
    assert ("z", "b") in rules_for("de").spaced


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("title = ['x']", "unknown key 'title'"),
        ("titles = 'x'", "'titles' is not a list"),
        ("titles = [1]", "'titles' is not a list"),
        ("titles = ['.']", "'titles' has an entry with nothing in it"),
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


def test_a_project_adds_words_as_its_texts_have_them() -> None:
    """With their full stops and spaces, for one language or for all."""
    project = project_rules({"de": {"inner": ["i. Vm.", "Kps."]}, "default": {"titles": ["Sr."]}})
    german = rules_for("de", project)
    assert german.inner - rules_for("de").inner == {"i.Vm", "Kps"}
    assert "Sr" in german.titles
    assert "Sr" in german.abbreviations
    assert rules_for("fr", project).inner == rules_for("fr").inner
    assert "Sr" in rules_for("fr", project).titles


def test_what_one_project_adds_no_other_sees() -> None:
    one, two = project_rules({"en": {"inner": ["qqq"]}}), project_rules({"en": {"inner": ["rrr"]}})
    assert "qqq" in rules_for("en", one).inner
    assert "qqq" not in rules_for("en", two).inner | rules_for("en").inner | rules_for("en", NONE).inner


def test_equal_rules_of_a_project_are_read_once() -> None:
    first, second = (project_rules({"en": {"inner": ["once."]}}) for _ in range(2))
    assert rules_for("en", first) is rules_for("en", second)


def test_a_region_takes_the_rules_of_its_language() -> None:
    assert "Sto" in rules_for("pt", project_rules({"pt-BR": {"titles": ["Sto."]}})).titles


@pytest.mark.parametrize(
    ("table", "message", "hint"),
    [
        ({"titels": ["Sr"]}, "unknown key 'segmentation.en.titels'", "did you mean 'titles'?"),
        ({"qq": ["Sr"]}, "unknown key 'segmentation.en.qq'", "use one of always"),
        ({"never": "Dr. No"}, "'segmentation.en.never' is not a list of strings", 'write ["one", "two"]'),
        ({"never": [" "]}, "'segmentation.en.never' has an entry with nothing in it", "take it out"),
    ],
)
def test_a_slip_of_a_project_names_the_key_and_the_nearest_one(
    table: dict[str, list[str]], message: str, hint: str
) -> None:
    with pytest.raises(L10nError) as caught:
        project_rules({"en": table})
    assert caught.value.message == message
    assert (caught.value.hint or "").startswith(hint)


def test_the_configuration_knows_the_same_keys() -> None:
    assert tuple(config.SEGMENTATION_KEYS) == segment_rules.KEYS


def test_no_sentence_ends_inside_a_phrase_that_is_kept() -> None:
    """Any white space stands for the phrase's own, and the phrase is no part of a longer word."""
    rules = rules_for("en", project_rules({"en": {"never": ["No. Six", "Vit. B"]}}))
    assert kept("Read No. \n Six. Then Vit. B. Not No. Sixty, nor Vit. Be.", rules) == [
        Span(5, 14),
        Span(21, 27),
    ]
    assert kept("Read No. Six.", rules_for("en")) == []


def test_a_sentence_ends_behind_a_phrase_that_always_ends_one() -> None:
    """With a quotation mark that closes; a phrase with a space at its end wants white space behind it."""
    rules = rules_for("en", project_rules({"en": {"always": ["STOP", "over; "]}}))
    assert forced('He said "STOP" then NONSTOP it was over;and over; again STOP', rules) == [14, 49]
    assert forced("STOP it", rules_for("en")) == []


def test_what_a_project_adds_decides_where_sentences_end() -> None:
    """A phrase that is kept outweighs one that ends a sentence, and so does an inline code."""
    text = "Dept. Four read Dr. No. It said END. then more END. Four"
    tables = {"en": {"inner": ["Dept."], "never": ["Dr. No. It"], "always": ["END."]}}
    rules = rules_for("en", project_rules(tables))
    assert [span.cut(text) for span in segment(text, "en", [Span(46, 56)], rules=rules)] == [
        "Dept. Four read Dr. No. It said END.",
        "then more END. Four",
    ]


def test_phrases_of_scripts_without_spaces_stand_anywhere() -> None:
    rules = rules_for("zh", project_rules({"zh": {"always": ["以上"], "never": ["第。一"]}}))
    assert forced("说明以上下面", rules) == [4]
    assert kept("看第。一章", rules) == [Span(1, 4)]


@pytest.mark.parametrize("piece", ["a b ", "a  ", "ab", "a b c "])
def test_phrases_are_found_in_linear_time(piece: str) -> None:
    """Four times the text is not sixteen times the time."""
    rules = rules_for("en", project_rules({"en": {"never": ["a b c d"], "always": ["b c d. "]}}))

    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        before = time.process_time()
        assert kept(text, rules) == []
        assert forced(text, rules) == []
        return time.process_time() - before

    taken(1000)
    assert taken(200_000) < 10 * taken(50_000) + 0.05
