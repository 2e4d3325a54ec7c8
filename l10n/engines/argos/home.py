"""The folder of Argos packages while it changes: ours alone, with room beside them, and its record."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from l10n.engines.argos import packages
from l10n.engines.argos.packages import RECORD
from l10n.errors import L10nError
from l10n.storage import files

SCRATCH = ".l10n-"
"""What the names of our own files and folders among the packages begin with."""


@contextmanager
def ours() -> Iterator[Path]:
    """The packages' folder, ours alone for the time; what a killed run left there is cleared away."""
    place = packages.directory()
    try:
        place.mkdir(parents=True, exist_ok=True)
        handle = os.open(place / f"{SCRATCH}lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _unwritten(place, error) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            hint = "wait for it to end"
            raise L10nError("another l10n installs or removes models here", place, hint=hint) from None
        for left in place.glob(f"{SCRATCH}*"):
            if left.is_dir():
                shutil.rmtree(left)
        yield place
    except OSError as error:
        raise _unwritten(place, error) from None
    finally:
        os.close(handle)


@contextmanager
def scratch(place: Path) -> Iterator[Path]:
    """A folder on the packages' own file system, gone afterwards with all that is in it."""
    with tempfile.TemporaryDirectory(dir=place, prefix=SCRATCH, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def away(folder: Path, scratch: Path) -> None:
    """Take a package out of the packages' folder; of a link, the link alone."""
    if folder.is_symlink():
        folder.unlink()
    else:
        folder.rename(scratch / f"old-{folder.name}")


def write_record(place: Path, changes: dict[str, dict[str, str] | None]) -> None:
    """Put what was installed into the folder's record, by package folder; None for what is gone."""
    record = packages.read_record(place) | changes
    kept = {name: known for name, known in sorted(record.items()) if known}
    files.write(str(place / RECORD), f"{json.dumps(kept, indent=1)}\n".encode(), RECORD)


def _unwritten(place: Path, error: OSError) -> L10nError:
    place = error.filename or place
    return L10nError(f"cannot be written: {error.strerror}", place, hint="see ARGOS_PACKAGES_DIR")
