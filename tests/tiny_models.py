"""The tiny model that is committed, under other codes and in other wrappings."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

MODEL = Path(__file__).parent / "data" / "tiny-en-es.argosmodel"
TOP = "translate-en_es-1_0"


def files() -> dict[str, bytes]:
    with zipfile.ZipFile(MODEL) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def model(source: str = "en", target: str = "es", version: str = "1.0") -> bytes:
    """The tiny model under other codes."""
    top = f"translate-{source}_{target}-{version.replace('.', '_')}"
    renamed = {name.replace(TOP, top): data for name, data in files().items()}
    metadata = {"from_code": source, "to_code": target, "package_version": version}
    renamed[f"{top}/metadata.json"] = json.dumps(metadata).encode()
    return packed(renamed)


def saved(tmp_path: Path, data: bytes) -> Path:
    file = tmp_path / "some.argosmodel"
    file.write_bytes(data)
    return file


def visible(home: Path) -> list[str]:
    """What stands in the packages' folder besides the lock."""
    return sorted(path.name for path in home.iterdir() if path.name != ".l10n-lock") if home.exists() else []
