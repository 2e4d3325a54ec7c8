"""Readers that are no part of this project, asked in the Python of their own that `tools/peers` builds.

A test that needs them fails where they are missing: `make test` builds them.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / ".venv-peers"

_UNITS = """
import json, sys
from translate.storage import csvl10n, tbx, tmx, xliff, xliff2
kinds = {"xliff12": xliff.Xliff1File, "xliff20": xliff2.Xliff2File}
kinds |= {"csv": csvl10n.csvfile, "tmx": tmx.tmxfile, "tbx": tbx.tbxfile}
store = kinds[sys.argv[1]].parsestring(sys.stdin.buffer.read())
print(json.dumps([
    [u.source, u.target or "", "fuzzy" * u.isfuzzy(), "approved" * bool(getattr(u, "isapproved", bool)())]
    for u in store.units if u.istranslatable()
]))
"""
_FAULTS = """
import json, sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
found = []
for text in json.load(sys.stdin):
    schema.validate(etree.fromstring(text.encode()))
    found.append([f"{one.line}: {one.message}" for one in schema.error_log])
print(json.dumps(found))
"""


def ran(script: str, *arguments: str, data: bytes = b"") -> bytes:
    """What a script prints in the outside Python. Fails the test where that is missing or the script does."""
    python = FOLDER / "bin" / "python"
    if not python.exists():
        pytest.fail(f"{FOLDER.name} is not here: run `make test`, or tools/peers once", pytrace=False)
    done = subprocess.run([python, "-c", script, *arguments], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def units(data: bytes, kind: str) -> list[list[str]]:
    """(source, target, "fuzzy" or "", "approved" or "") of each unit, as translate-toolkit reads a file.

    `kind` is one of xliff12, xliff20, csv, tmx and tbx.
    """
    found: list[list[str]] = json.loads(ran(_UNITS, kind, data=data))
    return found


def faults(files: Sequence[bytes], schema: str) -> list[list[str]]:
    """What lxml says of each file against a schema of OASIS, xliff-core-1.2-strict or xliff-core-2.0."""
    path = FOLDER / "schemas" / f"{schema}.xsd"
    texts: Any = [one.decode() for one in files]
    found: list[list[str]] = json.loads(ran(_FAULTS, str(path), data=json.dumps(texts).encode()))
    return found
