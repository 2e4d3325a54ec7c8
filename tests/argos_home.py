"""The tiny model of tests/data installed as Argos packages, for the tests of the engine's parts."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from l10n.engines.argos import loading, machine, packages
from l10n.engines.argos.loading import Model

MODEL = Path(__file__).parent / "data" / "tiny-en-es.argosmodel"


def install(home: Path, source: str, target: str) -> Path:
    """The folder of the tiny model, installed under these codes whatever it translates."""
    folder = home / f"translate-{source}_{target}-1_0"
    with zipfile.ZipFile(MODEL) as archive:
        for name in archive.namelist():
            file = folder / name.split("/", 1)[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(archive.read(name))
    metadata = {"from_code": source, "to_code": target, "package_version": "1.0"}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def model() -> Model:
    """The installed en-es, open on one core."""
    (package,) = packages.route("en", "es")
    return loading.load(package, machine.PLAIN)
