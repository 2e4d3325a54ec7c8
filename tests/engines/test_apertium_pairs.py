"""Which pairs of Apertium there are, in what names, through what other language, and what to install."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n import locale
from l10n.engines import apertium
from l10n.engines.apertium import modes, packages, programs
from l10n.errors import EngineError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of modes that are files only; lt-proc counts as installed."""
    (tmp_path / "modes").mkdir()
    monkeypatch.setenv("L10N_APERTIUM_DIR", str(tmp_path))
    monkeypatch.setattr("l10n.engines.apertium.modes.shutil.which", lambda name: name)
    return tmp_path / "modes"


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}.mode").write_text("lt-proc x")


def test_languages_are_named_as_bcp_47_names_them(folder: Path) -> None:
    put(folder, "eng-spa", "spa-eng_US", "cat-por_BR", "spa-ast", "eng-hbs_SR", "spa-cat_valencia", "es-pt")
    put(folder, "oc_aran-es")
    # Parts of a pair, other spellings of one, the grammars of its makers: no languages.
    put(
        folder,
        "eng-spa-tagger",
        "eng-cat_iec2017",
        "spa-cat_valencia_uni",
        "eco-es-fr",
        "Cyrl-Latn",
        "nno-nno_e",
    )
    direct = [
        ("ca", "pt-BR"),
        ("en", "es"),
        ("en", "sr-Latn"),
        ("es", "ast"),
        ("es", "ca-valencia"),
        ("es", "en-US"),
        ("es", "pt"),
        ("oc-aranes", "es"),
    ]
    assert apertium.pairs()[: len(direct)] == direct
    for pair in apertium.pairs():
        assert [locale.normalize(one) for one in pair] == list(pair)


def test_pairs_through_a_third_language_come_after_the_direct_ones(folder: Path) -> None:
    put(folder, "eng-spa", "spa-eng", "es-pt", "spa-ita")
    assert apertium.pairs() == [
        ("en", "es"),
        ("es", "en"),
        ("es", "it"),
        ("es", "pt"),
        ("en", "it"),
        ("en", "pt"),
    ]
    assert apertium.origin("en", "it") == "apertium eng-spa + spa-ita"
    assert apertium.prepare("en", "it")
    assert not apertium.prepare("it", "en")


def test_a_direct_pair_is_preferred_and_spanish_among_pivots(folder: Path) -> None:
    put(folder, "eng-cat", "cat-fra", "eng-spa", "es-fr", "spa-cat")
    assert apertium.origin("en", "ca") == "apertium eng-cat"
    assert apertium.origin("en", "fr") == "apertium eng-spa + es-fr"
    put(folder, "eng-fra")
    assert apertium.origin("en", "fr") == "apertium eng-fra"


def test_there_are_no_more_than_two_legs_and_no_way_round_to_the_same_language(folder: Path) -> None:
    put(folder, "eng-spa", "spa-por", "por-cat", "spa-eng_US")
    assert apertium.pairs()[-2:] == [("en", "pt"), ("es", "ca")]


def test_of_two_modes_for_a_pair_the_newer_counts(folder: Path) -> None:
    put(folder, "spa-por", "es-pt")
    assert apertium.origin("es", "pt") == "apertium spa-por"


def test_without_apertium_there_are_no_pairs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "eng-spa")
    monkeypatch.setattr("l10n.engines.apertium.modes.shutil.which", lambda _: None)
    assert apertium.pairs() == []
    with pytest.raises(EngineError, match="en -> es here; run: apt install apertium apertium-eng-spa"):
        apertium.origin("en", "es")


@pytest.mark.parametrize(
    ("source", "target", "hint"),
    [
        ("en", "ca", "run: apt install apertium apertium-eng-cat"),
        ("en", "pt", "run: apt install apertium apertium-eng-spa apertium-es-pt"),
        ("en", "pt-BR", "run: apt install apertium apertium-eng-spa apertium-es-pt"),
        ("en", "es-MX", "run: apt install apertium apertium-eng-spa"),
        ("en-GB", "es", "run: apt install apertium apertium-eng-spa"),
        ("en", "sr-Latn", "run: apt install apertium apertium-hbs-eng"),
        ("en", "sr", "use another engine than Apertium: Debian has no pairs from en to sr"),
        ("en", "de", "use another engine than Apertium: Debian has no pairs from en to de"),
        ("es", "ro", "use another engine than Apertium: Debian has no pairs from es to ro"),
    ],
)
def test_a_pair_that_is_not_there_says_what_to_install(
    folder: Path, source: str, target: str, hint: str
) -> None:
    assert not apertium.prepare(source, target)
    with pytest.raises(EngineError) as caught:
        apertium.origin(source, target)
    assert str(caught.value) == f"Apertium has no pair for {source} -> {target} here; {hint}"


def test_what_is_installed_need_not_be_installed_again(folder: Path) -> None:
    put(folder, "eng-spa")
    assert packages.missing("en", "pt", modes.installed()) == ("apertium-es-pt",)
    assert packages.missing("en", "fr", modes.installed()) == ("apertium-fr-es",)
    assert packages.missing("en", "sc", {("en", "it"): None}) == ("apertium-srd-ita",)


def test_every_listed_package_has_pairs_of_locales() -> None:
    for pair, package in packages.PACKAGES.items():
        assert [locale.normalize(one) for one in pair] == list(pair)
        assert package.startswith("apertium-")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "names no programs"),
        (b"lt-proc x | | lt-proc y", "names no programs"),
        (b"lt-proc 'x", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_mode_that_is_no_list_of_programs_breaks_the_engine(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    monkeypatch.setattr("l10n.engines.apertium.programs.shutil.which", lambda _: None)
    (folder / "eng-spa.mode").write_bytes(content)
    with pytest.raises(EngineError, match=f"mode eng-spa {said}"):
        programs.stages(folder / "eng-spa.mode")
