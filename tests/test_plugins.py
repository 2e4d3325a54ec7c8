"""A package of somebody else's adds a format, an engine and a check, found by their entry points."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import LEAST, Project

EXAMPLE = Path(__file__).parent / "plugin_example"

FILM = """\
1
00:00:01,000 --> 00:00:04,000
Wash your hands
before you <i>touch</i> the wound.

2
00:00:05,000 --> 00:00:07,500
Then wait.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example as an installer leaves it there: built into a wheel, unpacked."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, "-m", "flit_core.wheel", "--outdir", str(folder)]
    subprocess.run(build, cwd=folder / "source", check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def test_the_example_adds_a_format_an_engine_and_a_check(
    project: Callable[..., Project], installed: Path
) -> None:
    l10n = project({"source_texts/film.srt": FILM}, LEAST.replace('"es", "zh-Hans", "ar"', '"es"'))
    there = str(installed)

    assert l10n("extract", PYTHONPATH=there).code == 0
    assert 'msgid "Wash your hands before you <i>touch</i> the wound."' in l10n.read("locales/es/film.po")

    assert l10n("draft", "--engine", "shout", PYTHONPATH=there).code == 0
    drafted = l10n.read("locales/es/film.po")
    assert 'msgstr "WASH YOUR HANDS BEFORE YOU <i>TOUCH</i> THE WOUND."' in drafted

    findings = json.loads(l10n("check", "--format", "json", PYTHONPATH=there).out)["findings"]
    assert {one["severity"] for one in findings if one["check"] == "shouting"} == {"warning"}

    l10n("build", "--unreviewed", "draft", PYTHONPATH=there)
    assert l10n.read("build/es/film.srt") == FILM.replace(
        "Wash your hands\nbefore you <i>touch</i> the wound.",
        "WASH YOUR HANDS BEFORE YOU <i>TOUCH</i> THE WOUND.",
    ).replace("Then wait.", "THEN WAIT.")


def test_without_the_package_its_names_are_unknown(project: Callable[..., Project]) -> None:
    l10n = project({"source_texts/film.srt": FILM})
    ran = l10n("extract", "source_texts/film.srt")
    assert (ran.code, ran.err.split(";")[0]) == (2, "source_texts/film.srt: no format reads .srt files")
    assert l10n("draft", "--engine", "shout").code == 2
