"""A folder of one's own for installed models, and no index."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(name="home")
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")  # nobody listens
    return home
