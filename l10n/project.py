"""Which source, catalog and output belong together, and where they are. Paths are strings: see `files`."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from os import scandir
from os.path import exists, islink, realpath, splitext
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from l10n import locale
from l10n.config import Config
from l10n.errors import L10nError
from l10n.storage import files

_WILD = re.compile(r"(\*+|\?|\[!?[^\]]+\])|([^*?\[]+|\[)")
STATE_FOLDER = ".l10n"
"""The cache of machine output and the lock: rebuildable, ignored by git."""


class Source(NamedTuple):
    """A source file: where it is, how messages and PO references call it, and its `{path}`.

    Of a file too big for one catalog each part is a source: `part` counts from 1, 0 for a whole file; its
    bytes are those from `start` to `end`, and `line` is the number of lines before them.
    """

    file: str
    shown: str
    stem: str
    part: int = 0
    start: int = 0
    end: int = 0
    line: int = 0

    @property
    def suffix(self) -> str:
        """The file's suffix with its dot."""
        return splitext(self.shown)[1]


def sources(config: Config, paths: Sequence[Path] = ()) -> list[Source]:
    """Every source file of the project in the order of its paths, or those at or below `paths`.

    Hidden files, links that lead out of the project, catalogs and built files are none.
    Raises L10nError for a path that is not there or holds no source.
    """
    found: dict[str, Source] = {}
    own, root = _own_folders(config), str(config.root)
    for pattern in config.sources:
        fixed = _fixed_part(pattern)
        below = f"{fixed}/" if fixed else ""
        fits = _regex(pattern).fullmatch
        for shown in _files(root, fixed, own):
            if shown not in found and fits(shown):
                found[shown] = Source(f"{root}/{shown}", shown, splitext(shown)[0].removeprefix(below))
    listed = [found[shown] for shown in sorted(found)]
    return listed if not paths else _narrowed(config, listed, paths)


def matches(shown: str, pattern: str) -> bool:
    """Whether a pattern of sources names this one."""
    return _regex(pattern).fullmatch(shown) is not None


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


def parts(source: Source, pieces: Iterable[bytes]) -> Iterator[Source]:
    """A source as its parts, given their bytes in order; the first has the catalog the whole would have."""
    start = line = 0
    for number, piece in enumerate(pieces, 1):
        stem = source.stem if number == 1 else f"{source.stem}.{number:04}"
        end = start + len(piece)
        yield source._replace(stem=stem, part=number, start=start, end=end, line=line)
        start, line = end, line + piece.count(b"\n")


def neighbour(source: Source, step: int) -> Source | None:
    """The part `step` parts further on, as far as its catalog goes; None before the first."""
    number = source.part + step
    if number < 1:
        return None
    stem = source.stem if source.part < 2 else source.stem.rpartition(".")[0]
    return source._replace(part=number, stem=stem if number == 1 else f"{stem}.{number:04}")


def catalog_name(config: Config, source: Source, tag: str) -> str:
    """How messages call the PO file of a source and a locale: its path from the project's root."""
    return config.catalogs.format(locale=locale.gettext_name(tag), path=source.stem)


def catalog_file(config: Config, source: Source, tag: str) -> str:
    """Where the PO file of a source and a locale stands. Raises L10nError where a link leads it out."""
    return inside(config, f"{config.root}/{catalog_name(config, source, tag)}")


def catalogs(config: Config, tag: str) -> list[str]:
    """The PO files that are there for a locale, by path from the project's root."""
    pattern = config.catalogs.format(locale=locale.gettext_name(tag), path="**/*")
    fits = _regex(pattern).fullmatch
    return [name for name in _files(str(config.root), _fixed_part(pattern), ()) if fits(name)]


def catalogs_folder(config: Config) -> str:
    """The folder, from the project's root, that all catalogs are below; the empty text for the root."""
    return config.catalogs.partition("{")[0].rpartition("/")[0]


def output_file(config: Config, source: Source, tag: str, folder: Path | None = None) -> str:
    """Where the localized article goes; with `folder`, below it instead of the pattern's fixed part."""
    stem = source.stem if source.part < 2 else source.stem.rpartition(".")[0]
    name = config.output.format(locale=tag, path=stem, suffix=source.suffix)
    if folder is not None:
        fixed, _, rest = config.output.partition("{locale}")
        below = ("{locale}" + rest).format(locale=tag, path=stem, suffix=source.suffix)
        return f"{folder}/{fixed.rsplit('/', 1)[-1]}{below}"
    file = inside(config, f"{config.root}/{name}")
    if name == source.shown or (islink(file) and realpath(file) == realpath(source.file)):
        raise L10nError(f"output = {config.output!r} would write over it", source.shown, hint="change output")
    return file


def shown(config: Config, file: str) -> str:
    """How messages call a file: from the project's root where it lies below it."""
    return file.removeprefix(f"{config.root}/")


def state_file(config: Config, name: str) -> str:
    """Where a file of our own is: a cache, the lock. Raises L10nError where a link leads it out."""
    return inside(config, f"{config.root}/{STATE_FOLDER}/{name}")


def keep_out_of_git(config: Config) -> None:
    """Say in our own folder that nothing in it is for the repository but the record of models.

    Raises L10nError where that cannot be written.
    """
    file = state_file(config, ".gitignore")
    if not exists(file):
        files.write(file, b"*\n!/models.lock\n", f"{STATE_FOLDER}/.gitignore")


def lock(config: Config) -> str:
    """The file that whoever writes a catalog holds while the old one may still change."""
    return state_file(config, "lock")


def inside(config: Config, file: str) -> str:
    """A file that is about to be written. Raises L10nError where it lies outside the project, links followed.

    A repository may come from anybody: its links must not say which files of its user are written.
    """
    # Thousands of files share a few folders: a folder is resolved once, a file only if it is a link.
    inner = realpath(file) if islink(file) else _resolved(file.rpartition("/")[0])
    if not f"{inner}/".startswith(f"{_resolved(str(config.root))}/"):
        raise L10nError("leads out of the project", shown(config, file), hint="remove the link")
    return file


@cache
def _resolved(folder: str) -> str:
    return realpath(folder)


def _own_folders(config: Config) -> tuple[str, ...]:
    """The folders l10n writes into, as prefixes of shown paths: no source is looked for there."""
    fixed = (pattern.split("{", 1)[0].rpartition("/")[0] for pattern in (config.catalogs, config.output))
    return (*(f"{folder}/" for folder in fixed if folder), f"{STATE_FOLDER}/")


def _files(root: str, fixed: str, own: tuple[str, ...]) -> Iterator[str]:
    """The files below the folder `fixed` of the project, by shown path.

    Left out: hidden files and folders, links that lead out of the project, folders that are `own`.
    """
    inside_root = f"{_resolved(root)}/"
    waiting = [fixed] if f"{realpath(f'{root}/{fixed}')}/".startswith(inside_root) else []
    while waiting:
        folder = waiting.pop()
        try:
            with scandir(f"{root}/{folder}" if folder else root) as inside:
                entries = list(inside)
        except OSError:
            continue  # it is not there, or may not be read: it has no sources to show
        for entry in entries:
            called = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                if entry.is_file() and realpath(entry.path).startswith(inside_root):
                    yield called
            elif entry.is_dir():
                if not f"{called}/".startswith(own):
                    waiting.append(called)
            elif entry.is_file():
                yield called


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    """A source pattern as a regular expression over shown paths: `**` stands for any folders, or none."""
    parts = PurePosixPath(pattern).parts
    folders = ("(?:[^/]+/)*" if part == "**" else f"{_part(part)}/" for part in parts[:-1])
    last = "(?:[^/]+/)*[^/]+" if parts[-1] == "**" else _part(parts[-1])
    return re.compile("".join(folders) + last)


def _part(part: str) -> str:
    """One part of a pattern, with `*`, `?` and `[…]`; none of them matches a slash."""
    found = []
    for wild, literal in _WILD.findall(part):
        if literal:
            found.append(re.escape(literal))
        elif wild[0] == "[":
            within = re.escape(wild[1:-1].removeprefix("!")).replace(r"\-", "-")
            found.append(f"[^/{within}]" if wild[1] == "!" else f"[{within}]")
        else:
            found.append("[^/]*" if wild[0] == "*" else "[^/]")
    return "".join(found)


def _fixed_part(pattern: str) -> str:
    """The folders of a pattern before its first wildcard: `source_texts` of `source_texts/**/*`."""
    parts = PurePosixPath(pattern).parts
    wild = next((i for i, part in enumerate(parts) if re.search(r"[*?\[]", part)), len(parts) - 1)
    return "/".join(parts[:wild])


def _narrowed(config: Config, listed: list[Source], paths: Sequence[Path]) -> list[Source]:
    chosen: dict[str, Source] = {}
    for path in paths:
        named = os.path.normpath(path.absolute())
        if not os.path.exists(named):
            raise L10nError("no such file", str(path), hint="check the path")
        hits = [one for one in listed if f"{one.file}/".startswith(f"{named}/")]
        if not hits:
            real = realpath(named)
            hits = [one for one in listed if f"{realpath(one.file)}/".startswith(f"{real}/")]
        if not hits:
            said = " or ".join(config.sources)
            raise L10nError("no source of this project", str(path), hint=f"sources are {said}")
        chosen.update((one.shown, one) for one in hits)
    return [chosen[name] for name in sorted(chosen)]
