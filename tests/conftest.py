"""Fixtures that many tests need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from projects import LEAST, Project


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
