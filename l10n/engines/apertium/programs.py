"""What a mode runs: its programs with their arguments, their versions, a digest of their data."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from l10n.errors import EngineError

_REINSTALL = "reinstall the Apertium packages"


def stages(mode: Path) -> tuple[list[list[str]], bool]:
    """The commands of a mode, each flushing at a NUL, and whether they carry word-bound blanks.

    Raises EngineError for a mode that cannot be read.
    """
    helper = shutil.which("apertium-wblank-mode")
    try:
        line = _said([helper, "-z", str(mode)]) if helper else mode.read_text("utf-8")
        # $1 chooses how the generator shows words it does not know (-g: marked), $2 is for debugging.
        commands = [
            ["-g" if part == "$1" else part for part in shlex.split(command) if part != "$2"]
            for command in line.strip().split("|")
        ]
    except (OSError, ValueError) as error:
        raise EngineError(f"Apertium's mode {mode.stem} cannot be read: {error}", hint=_REINSTALL) from None
    if not all(commands):
        raise EngineError(f"Apertium's mode {mode.stem} names no programs", hint=_REINSTALL)
    if helper:
        return commands, True
    return [[program, "-z", *arguments] for program, *arguments in commands], False


@lru_cache
def versions() -> str:
    """The versions of Apertium and its dictionary reader."""
    return " ".join(_said(command).strip() for command in (["apertium", "-V"], ["lt-proc", "--version"]))


@lru_cache
def digest(mode: Path) -> str:
    """Sixteen hexadecimal digits of what the mode runs: its commands and the contents of their files."""
    found = hashlib.sha256()
    for stage in stages(mode)[0]:
        for part in stage:
            found.update(Path(part).name.encode() + b"\0")
            if os.sep in part and Path(part).is_file():
                found.update(hashlib.sha256(Path(part).read_bytes()).digest())
    return found.hexdigest()[:16]


def _said(command: Sequence[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError(f"{command[0]} cannot be run: {error}", hint="run: apt install apertium") from None
