"""The laws, over every sample article and catalog here, and over real articles where there are some."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from l10n import articles, catalog, config, document, formats
from l10n.model import Document, State
from l10n.outcome import Outcome

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data"
SETTINGS = config.load(ROOT)
SAMPLES = sorted(file for file in (ROOT / "source_texts").rglob("*") if formats.known(file))
CATALOGS = sorted((ROOT / "locales").rglob("*.po"))


def walked(file: Path) -> tuple[Document, formats.Format]:
    form = formats.for_path(file)
    return document.read(file, file.name, form, "en"), form


def assert_laws(file: Path) -> None:
    """Identity twice over, and the partition."""
    found, form = walked(file)
    text = file.read_bytes().decode()
    assert found.text == text
    assert document.build(found, {}, "es", form) == text
    assert document.build(found, {unit.key: unit.source for unit in found.units}, "zh-Hans", form) == text
    at = 0
    for unit in found.units:
        assert at <= unit.span.start < unit.span.end <= len(text)
        at = unit.span.end
        assert [(code.text, code.shape) for code in form.codes(unit.source, unit.codes)] == [
            (code.text, code.shape) for code in unit.codes
        ]


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_identity_and_partition_hold_on_every_sample(file: Path) -> None:
    assert_laws(file)


@pytest.mark.skipif(not REAL.exists(), reason="the real articles are not beside the repository")
def test_identity_and_partition_hold_on_real_articles() -> None:
    files = [*(REAL / "articles").glob("*.txt"), *(REAL / "medquad").glob("*.txt")]
    assert files
    for file in files:
        assert_laws(file)


def test_there_is_enough_to_try() -> None:
    assert len(SAMPLES) >= 8
    assert len(CATALOGS) == len(SAMPLES) * len(SETTINGS.locales)


@pytest.mark.parametrize("file", CATALOGS, ids=lambda file: "/".join(file.parts[-3:]))
def test_every_catalog_is_lossless_and_passes_msgfmt(file: Path) -> None:
    data = file.read_bytes()
    assert catalog.dump(catalog.parse(data, file.name)) == data
    if shutil.which("msgfmt") is None:
        pytest.skip("gettext is not installed")
    ran = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_one_article_is_wholly_reviewed_in_each_locale_and_every_draft_says_what_made_it() -> None:
    outcome = Outcome()
    whole: dict[str, list[str]] = {tag: [] for tag in SETTINGS.locales}
    for article in articles.read(SETTINGS, (), outcome):
        for tag in SETTINGS.locales:
            standing = articles.standing(article, articles.read_catalog(SETTINGS, article, tag))
            if all(entry.state is State.REVIEWED for entry in standing):
                whole[tag].append(article.source.stem)
            for entry in standing:
                assert (entry.state is State.DRAFT) == entry.origin.startswith(("MT: ", "TM: ")), entry.key
    assert not outcome.errors
    assert all("ors" in stems for stems in whole.values())
