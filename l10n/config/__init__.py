"""`l10n.toml` (or `[tool.l10n]` in `pyproject.toml`) -> Config; each mistake named with line and mend."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from l10n.config import reader
from l10n.config.keys import Keys
from l10n.config.reader import SEGMENTATION_KEYS
from l10n.config.settings import Config, Thresholds
from l10n.config.template import TEMPLATE
from l10n.errors import L10nError

__all__ = [
    "FILE",
    "SEGMENTATION_KEYS",
    "TEMPLATE",
    "Config",
    "Thresholds",
    "around",
    "load",
    "located",
    "parse",
]

FILE = "l10n.toml"


def load(start: Path) -> Config:
    """The configuration of the project `start` lies in: the nearest `l10n.toml` or `[tool.l10n]` upwards.

    Raises L10nError where there is none, or where it says something that cannot be.
    """
    found = around(start)
    if found is None:
        raise L10nError(f"no {FILE} here or above", str(start), hint="run `l10n init` in the project's root")
    return found


def around(start: Path) -> Config | None:
    """The same for a command that needs no project: None where there is none."""
    folder = start.resolve()
    if not folder.is_dir():
        raise L10nError("no such folder", str(start), hint="give -C the folder of a project")
    for root in (folder, *folder.parents):
        file = root / FILE
        if file.is_file():
            return parse(_text(file), root, FILE)
        file = root / "pyproject.toml"
        if file.is_file() and "[tool.l10n" in (text := _text(file)):
            return parse(text, root, "pyproject.toml", table=("tool", "l10n"))
    return None


def parse(text: str, root: Path, shown: str, table: tuple[str, ...] = ()) -> Config:
    """The configuration that `text` holds, under `table` of it. `shown` is how messages call the file."""
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        said = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise L10nError(f"not valid TOML: {said}", shown, line, "mend the line") from None
    for name in table:
        data = data.get(name, {})
    return reader.read(Keys(text, shown), data, root)


def located(config: Config, name: str, error: L10nError) -> L10nError:
    """An error about the key or table `name` of a project's file, with the file and the line it stands on."""
    try:
        line = Keys(_text(config.root / config.path), config.path).line(name)
    except L10nError:
        line = None  # gone since it was read
    return L10nError(error.message, config.path, line, error.hint)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise L10nError("not UTF-8", file.name, line, "save the file as UTF-8") from None
    except OSError as error:
        raise L10nError(
            f"cannot be read: {error.strerror}", file.name, hint="check its permissions"
        ) from None
