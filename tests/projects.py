"""A project laid out from a dict, and the command line run in it as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LEAST = 'source-locale = "en"\nlocales = ["es", "zh-Hans", "ar"]\nsources = ["source_texts/**/*"]\n'


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own; calling it runs `l10n` there."""

    root: Path

    def __call__(self, *arguments: str, stdin: str | None = None, **environment: str) -> Ran:
        command = [sys.executable, "-W", "error", "-m", "l10n", *arguments]
        ran = subprocess.run(
            command,
            cwd=self.root,
            input=None if stdin is None else stdin.encode(),
            capture_output=True,
            env={**os.environ, "NO_COLOR": "1", **environment},
            check=False,
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def read(self, name: str) -> str:
        """The text of a file, newlines as they are."""
        return (self.root / name).read_bytes().decode()

    def write(self, name: str, text: str) -> None:
        """Write a file, newlines as they are."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def bytes(self) -> dict[str, bytes]:
        """Every file of the project but the caches, by its path."""
        found = (file for file in self.root.rglob("*") if file.is_file())
        named = {file.relative_to(self.root).as_posix(): file.read_bytes() for file in found}
        return {name: data for name, data in named.items() if not name.startswith(".l10n/")}
