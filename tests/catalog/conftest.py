"""gettext's own tools, the oracles of these tests."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)

Gettext = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def gettext(tmp_path_factory: pytest.TempPathFactory) -> Gettext:
    """Runs a gettext tool on files given by their bytes: `gettext("msgmerge", "--previous", old, new)`."""
    if shutil.which("msgfmt") is None:
        pytest.skip("gettext is not installed")
    folder: Path = tmp_path_factory.mktemp("gettext")

    def run(tool: str, *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
        command = [tool]
        for number, argument in enumerate(arguments):
            if isinstance(argument, bytes):
                path = folder / f"{number}.po"
                path.write_bytes(argument)
                command.append(str(path))
            else:
                command.append(argument)
        return subprocess.run(
            command, capture_output=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}, check=False
        )

    return run


@pytest.fixture(scope="session")
def header() -> str:
    """A header entry in Spanish with two plural forms, and the blank line after it."""
    return HEADER


@pytest.fixture(scope="session")
def real_catalogs() -> list[Path]:
    """Real PO files that people kept for years, where they are at hand."""
    folder = Path(__file__).parents[3] / "shared" / "data" / "catalogs"
    found = sorted(folder.rglob("*.po"))
    if not found:
        pytest.skip("no real catalogs beside the project")
    return found
