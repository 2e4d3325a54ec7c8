"""A folder of one's own for installed models, and no index; or one on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argos_site import Site, serving


@pytest.fixture(name="home")
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")  # nobody listens
    return home


@pytest.fixture(name="site")
def _site(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with serving() as site:
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{site.url}/")
        yield site
