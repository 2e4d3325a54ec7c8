"""Readers that are no part of this project, asked in the Python of their own that `tools/peers` builds.

A test that needs them fails where they are missing: `make test` builds them.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
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
_JSON_FAULTS = """
import json, sys
import jsonschema
schema, *texts = json.load(sys.stdin)
validator = jsonschema.validators.validator_for(schema)
validator.check_schema(schema)
said = lambda one: f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}"
print(json.dumps([[said(one) for one in validator(schema).iter_errors(json.loads(text))] for text in texts]))
"""
_SUITES = """
import json, sys
from junitparser import JUnitXml
cases = lambda suite: [[case.name, *next(([type(one).__name__, one.message] for one in case.result
                                          if hasattr(one, "message")), ["", ""])] for case in suite]
print(json.dumps([[suite.name, cases(suite)] for suite in JUnitXml.fromstring(sys.stdin.buffer.read())]))
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
    """What lxml says of each file against a schema: xliff-core-1.2-strict, xliff-core-2.0 or junit-10."""
    path = FOLDER / "schemas" / f"{schema}.xsd"
    texts: Any = [one.decode() for one in files]
    found: list[list[str]] = json.loads(ran(_FAULTS, str(path), data=json.dumps(texts).encode()))
    return found


def json_faults(texts: Sequence[str], schema: Any) -> list[list[str]]:
    """What the package jsonschema says of each text against a schema, `place: fault`."""
    found: list[list[str]] = json.loads(ran(_JSON_FAULTS, data=json.dumps([schema, *texts]).encode()))
    return found


def suites(data: bytes) -> list[Any]:
    """[name, [[case, "Failure", "Error" or "", message]]] of each suite, as junitparser reads a report."""
    found: list[Any] = json.loads(ran(_SUITES, data=data))
    return found


def ran_program(
    name: str,
    *arguments: str,
    cwd: Path | None = None,
    code: int = 0,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What a program of the outside Python says. Fails the test where it is missing or does not end so."""
    program = FOLDER / "bin" / name
    if not program.exists():
        pytest.fail(f"{name} is not in {FOLDER.name}: run `make test`, or tools/peers once", pytrace=False)
    done = subprocess.run(
        [program, *arguments],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def checked(schema: str, file: Path) -> None:
    """Fails the test where check-jsonschema finds a fault in a file, by one of the schemas it has."""
    ran_program("check-jsonschema", "--builtin-schema", f"vendor.{schema}", str(file))
