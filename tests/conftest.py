"""Fixtures that many tests need."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from projects import LEAST, Project
from repositories import TEA, Repository

# A shell starts what runs in the background with Ctrl-C switched off, and programs pass that on to those they
# start: tests of interrupts would wait in vain.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a project from file names and texts; `l10n.toml` is the least form unless given."""

    def make(files: Mapping[str, str], config: str = LEAST) -> Project:
        made = Project(tmp_path / "project")
        made.write("l10n.toml", config)
        for name, text in files.items():
            made.write(name, text)
        return made

    return make


@pytest.fixture
def plain(project: Callable[..., Project]) -> Repository:
    """A project with one article, extracted and committed; git merges its catalogs as any text."""
    made = project(
        {"source_texts/tea.txt": TEA, ".gitignore": ".l10n/\n"}, LEAST.replace(', "zh-Hans", "ar"', "")
    )
    found = Repository(made)
    found.git("init", "-q", "-b", "main")
    assert made("extract").code == 0
    found.commit("article")
    return found


@pytest.fixture
def repository(plain: Repository) -> Repository:
    """The same with the merge driver."""
    assert plain.l10n("merge-driver", "--install").code == 0
    plain.commit("merge driver")
    return plain
