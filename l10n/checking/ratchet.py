"""The ratchet: what a project was at a revision of git, so that a run fails on what got worse and no more."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from l10n import config, formats, git
from l10n.checks.known import known, parted
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import CheckReport, Gate

_SUFFIXES = (".po", ".tbx", ".xml", ".toml")


@contextmanager
def laid_out(settings: Config, commit: str) -> Iterator[Config | None]:
    """The project as a commit has it, in a scratch folder; None where there was none yet, or a broken one.

    Links, submodules and files that no run reads (pictures, programs) are left out; nothing of it is run.
    """
    folder = str(settings.root)
    with tempfile.TemporaryDirectory(prefix="l10n-") as name, git.blobs(folder) as blob:
        root = Path(name).resolve()
        for path, named in git.tree(folder, commit).items():
            if not _is_read(path) or ".." in PurePosixPath(path).parts or path.startswith("/"):
                continue
            data = blob(named)
            if data is not None:
                file = root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        try:
            yield config.load(root) if (root / settings.path).is_file() else None
        except L10nError:
            yield None


def _is_read(path: str) -> bool:
    """Whether a run may read a file: a source, a catalog, terms, what the project says."""
    return path.lower().endswith(_SUFFIXES) or formats.known(path)


def compared(now: CheckReport, then: CheckReport, has_gone: Callable[[str], bool]) -> CheckReport:
    """The report of now: what was found then too is known, and a gate that is no worse than then is met.

    `has_gone` is that of `known.parted`.
    """
    new, old, _ = parted(now.findings, known((*then.findings, *then.known)), has_gone)
    before = {(gate.locale, gate.gate): gate.have for gate in then.gates}
    gates = tuple(_eased(gate, before) for gate in now.gates)
    return replace(now, gates=gates, findings=tuple(new), known=(*now.known, *old))


def _eased(gate: Gate, before: Mapping[tuple[str, str], float | None]) -> Gate:
    was = before.get((gate.locale, gate.gate))
    if was is None or gate.have is None:
        return gate
    return replace(gate, was=was, ok=gate.ok or gate.have >= was)
