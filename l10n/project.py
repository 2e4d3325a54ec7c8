"""Which source, catalog and output belong together; finding them, and writing files whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from l10n import locale
from l10n.config import Config
from l10n.errors import L10nError

STATE_FOLDER = ".l10n"
"""The cache of machine output and the lock: rebuildable, ignored by git."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source file: where it is, how messages and PO references call it, and its `{path}`."""

    file: Path
    shown: str
    stem: str

    @property
    def suffix(self) -> str:
        """The file's suffix with its dot."""
        return self.file.suffix


def sources(config: Config, paths: Sequence[Path] = ()) -> list[Source]:
    """Every source file of the project in the order of its paths, or those at or below `paths`.

    Hidden files, links that lead out of the project, catalogs and built files are none.
    Raises L10nError for a path that is not there or holds no source.
    """
    found: dict[str, Source] = {}
    own = _own_folders(config)
    for pattern in config.sources:
        fixed = _fixed_part(pattern)
        for file in config.root.glob(pattern):
            shown = file.relative_to(config.root).as_posix()
            if shown in found or not _is_source(config.root, file, shown, own):
                continue
            stem = PurePosixPath(shown).relative_to(fixed).with_suffix("").as_posix()
            found[shown] = Source(file, shown, stem)
    listed = [found[shown] for shown in sorted(found)]
    return listed if not paths else _narrowed(config, listed, paths)


def collisions(config: Config, listed: Sequence[Source]) -> dict[str, L10nError]:
    """For each source that shares its catalog with another one: the error that says so, by shown path."""
    by_stem: dict[str, list[Source]] = defaultdict(list)
    for source in listed:
        by_stem[source.stem.casefold()].append(source)
    errors = {}
    for group in by_stem.values():
        for source in group if len(group) > 1 else ():
            other = next(one for one in group if one is not source)
            catalog = config.catalogs.format(locale="{locale}", path=source.stem)
            errors[source.shown] = L10nError(
                f"shares the catalog {catalog} with {other.shown}", source.shown, hint="rename one of them"
            )
    return errors


def catalog_file(config: Config, source: Source, tag: str) -> Path:
    """Where the PO file of a source and a locale stands. Raises L10nError where a link leads it out."""
    name = config.catalogs.format(locale=locale.gettext_name(tag), path=source.stem)
    return _inside(config, config.root / name)


def output_file(config: Config, source: Source, tag: str, folder: Path | None = None) -> Path:
    """Where the localized article goes; with `folder`, below it instead of the pattern's fixed part."""
    name = config.output.format(locale=tag, path=source.stem, suffix=source.suffix)
    if folder is not None:
        fixed, _, rest = config.output.partition("{locale}")
        below = ("{locale}" + rest).format(locale=tag, path=source.stem, suffix=source.suffix)
        return folder / (fixed.rsplit("/", 1)[-1] + below)
    file = _inside(config, config.root / name)
    if file.resolve() == source.file.resolve():
        raise L10nError(f"output = {config.output!r} would write over it", source.shown, hint="change output")
    return file


def shown(config: Config, file: Path) -> str:
    """How messages call a file: from the project's root where it lies below it."""
    return file.relative_to(config.root).as_posix() if file.is_relative_to(config.root) else str(file)


def read_bytes(file: Path, called: str) -> bytes:
    """The bytes of a file. Raises L10nError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise _os_error(error, called, "read") from None


def write(file: Path, data: bytes, called: str) -> bool:
    """Replace a file whole: True where it was written, False where it held these bytes already.

    The new bytes are on the disk before the old ones go, so a kill or a full disk leaves one or the other.
    """
    try:
        if file.is_file() and file.read_bytes() == data:
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file.resolve(), data)
    except OSError as error:
        raise _os_error(error, called, "written") from None
    return True


def update(
    config: Config, file: Path, change: Callable[[bytes | None], bytes | None], *, dry: bool = False
) -> bool:
    """Replace a file by what `change` makes of its bytes (None: no such file); True where it differs.

    With `dry` nothing is written.

    `change` may be called twice: once to see whether anything changes, and once more under the project's lock
    if somebody wrote the file in between, so that two runs at once never lose each other's work.
    """
    called = shown(config, file)
    before = read_bytes(file, called) if file.exists() else None
    after = change(before)
    if after is None or after == before:
        return False
    if dry:
        return True
    with _lock(config):
        now = read_bytes(file, called) if file.exists() else None
        if now != before:
            after = change(now)
            if after is None or after == now:
                return False
        return write(file, after, called)


@contextmanager
def _lock(config: Config) -> Iterator[None]:
    file = config.root / STATE_FOLDER / "lock"
    try:
        file.parent.mkdir(exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _os_error(error, f"{STATE_FOLDER}/lock", "written") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(file: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), file.stat().st_mode & 0o7777 if file.exists() else _default_mode())
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _default_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _os_error(error: OSError, called: str, done: str) -> L10nError:
    hint = {
        errno.ENOSPC: "free some space and run it again",
        errno.EDQUOT: "free some space and run it again",
        errno.EACCES: "check the permissions of the file and its folder",
        errno.EPERM: "check the permissions of the file and its folder",
        errno.EROFS: "the file system is read-only",
        errno.ENOENT: "check the path",
        errno.EISDIR: "a folder stands where the file should; move it away",
        errno.ENOTDIR: "a file stands where a folder should; move it away",
        errno.EEXIST: "a file stands where a folder should; move it away",
    }.get(error.errno or 0, "see what the system says")
    return L10nError(f"cannot be {done}: {error.strerror or error}", called, hint=hint)


def _inside(config: Config, file: Path) -> Path:
    # Thousands of files share a few folders: a folder is resolved once, a file only if it is a link.
    inner = file.resolve() if file.is_symlink() else _resolved(file.parent) / file.name
    if not inner.is_relative_to(_resolved(config.root)):
        raise L10nError("leads out of the project", shown(config, file), hint="remove the link")
    return file


@cache
def _resolved(folder: Path) -> Path:
    return folder.resolve()


def _own_folders(config: Config) -> tuple[str, ...]:
    """The folders l10n writes into, as prefixes of shown paths: no source is looked for there."""
    fixed = (pattern.split("{", 1)[0].rpartition("/")[0] for pattern in (config.catalogs, config.output))
    return (*(f"{folder}/" for folder in fixed if folder), f"{STATE_FOLDER}/")


def _is_source(root: Path, file: Path, called: str, own: tuple[str, ...]) -> bool:
    if called.startswith(own) or any(part.startswith(".") for part in PurePosixPath(called).parts):
        return False
    return file.is_file() and file.resolve().is_relative_to(root.resolve())


def _fixed_part(pattern: str) -> str:
    """The folders of a pattern before its first wildcard: `source_texts` of `source_texts/**/*`."""
    parts = PurePosixPath(pattern).parts
    wild = next((i for i, part in enumerate(parts) if re.search(r"[*?\[]", part)), len(parts) - 1)
    return PurePosixPath(*parts[:wild]).as_posix()


def _narrowed(config: Config, listed: list[Source], paths: Sequence[Path]) -> list[Source]:
    chosen: dict[str, Source] = {}
    for path in paths:
        file = path.absolute() if path.is_absolute() else (Path.cwd() / path)
        resolved = Path(os.path.normpath(file))
        if not resolved.exists():
            raise L10nError("no such file", str(path), hint="check the path")
        hits = [one for one in listed if one.file == resolved or one.file.is_relative_to(resolved)]
        if not hits:
            hits = [one for one in listed if one.file.resolve().is_relative_to(resolved.resolve())]
        if not hits:
            said = " or ".join(config.sources)
            raise L10nError("no source of this project", str(path), hint=f"sources are {said}")
        chosen.update((one.shown, one) for one in hits)
    return [chosen[name] for name in sorted(chosen)]
