"""git's merge driver for PO files: three files merged into one of them, and its place in a repository."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import PurePosixPath

from l10n import catalog, git, locale, project
from l10n.catalog.states import CONFLICT_MARK
from l10n.catalog.three_way import three_way
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import Catalog, Key
from l10n.storage import files

_NAME = "PO files, merged message by message"
_ATTRIBUTES = ".gitattributes"
_AS_TEXT = (
    f"said=$?; grep -qs -e '{CONFLICT_MARK}' %A || {{ "
    "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B; "
    "case $? in 25?) echo 'our version stands; theirs is in git checkout --theirs';; "
    "*) echo 'merged line by line instead: look at every entry that changed';; esac >&2; };"
)
"""What a shell does after the driver failed, unless it was over two translations, which are in the file."""
_DIFFER = "two people translated this message differently"
_KEEP_ONE = "keep one text, delete the #-#-#-#-# lines and clear fuzzy"


def run(base: str, ours: str, theirs: str, shown: str, source_locale: str) -> list[L10nError]:
    """Merge the PO files `base`, `ours` and `theirs` into `ours`; an error for each message in conflict.

    Raises L10nError, and leaves `ours` as it is, where a side cannot be read or is no PO file. A base that is
    none (where git had to make one up, it has conflicts of its own) counts as not known.
    """
    mine, other = _parsed(ours, shown, "our version"), _parsed(theirs, shown, "their version")
    found = three_way(_base(base, shown), mine, other, source_locale)
    data = catalog.dump(found.catalog)
    # Read back before it is written: a merge that is no PO file must never stand in anybody's work.
    lines = {entry.key: entry.line for entry in catalog.parse(data, shown).entries}
    if len(lines) != len(found.catalog.entries):
        raise L10nError("these two versions cannot be merged", shown, hint="merge them by hand")
    files.write(ours, data, shown)
    return [_conflict(shown, key, lines[key]) for key in found.conflicts]


def install(settings: Config) -> list[str]:
    """Make git use the driver for the project's catalogs; what was done, nothing where all was there.

    The driver goes into the repository's own configuration, which no clone takes along, and its pattern into
    `.gitattributes` beside the project's file.
    """
    folder = str(settings.root)
    git.output(folder, "rev-parse", "--git-dir")
    done: list[str] = []
    for name, value in (("merge.l10n.name", _NAME), ("merge.l10n.driver", _command())):
        if git.option(folder, name) != value:
            git.output(folder, "config", "--local", "--replace-all", name, value)
            done.append(f"git config: {name} set")
    if not _is_chosen(settings):
        file = project.inside(settings, f"{folder}/{_ATTRIBUTES}")
        pattern = _pattern(project.catalogs_folder(settings), PurePosixPath(settings.catalogs).suffix)
        files.write(file, _with_line(files.read_if_there(file, _ATTRIBUTES) or b"", pattern), _ATTRIBUTES)
        if not _is_chosen(settings):
            hint = "see `git check-attr -a` on a catalog, and remove the other rule"
            raise L10nError("another rule goes before ours", _ATTRIBUTES, hint=hint)
        done.append(f"{_ATTRIBUTES}: {pattern} merge=l10n; commit it")
    return done


def _is_chosen(settings: Config) -> bool:
    """Whether git would call the driver for catalogs as the project has them, in every locale."""
    names = [
        settings.catalogs.format(locale=locale.gettext_name(tag), path="folder/article")
        for tag in settings.locales
    ]
    said = git.output(str(settings.root), "check-attr", "-z", "merge", "--", *names)
    return all(value == b"l10n" for value in said.split(b"\0")[2::3])


def _parsed(file: str, shown: str, whose: str) -> Catalog:
    data = files.read(file, shown)
    try:
        return catalog.parse(data, shown)
    except L10nError as error:
        raise L10nError(f"{whose}: {error.message}", shown, error.line, error.hint) from None


def _base(file: str, shown: str) -> Catalog | None:
    data = files.read_if_there(file, shown)
    try:
        return catalog.parse(data, shown) if data else None
    except L10nError:
        return None


def _conflict(shown: str, key: Key, line: int) -> L10nError:
    from l10n.text.escape import excerpt

    return L10nError(f"{_DIFFER}: {excerpt(key.source, 60)}", shown, line, _KEEP_ONE)


def _command() -> str:
    """What git is to run: this very Python, which no PATH and no folder called l10n at hand can change.

    Where that cannot merge, or is there no longer, git is to stop at the file with both sides in it, merged
    as text: git itself would leave our side alone there, and whoever adds that has lost the other.
    """
    python = shlex.quote(sys.executable or "python3").replace("%", "%%")
    return f"{python} -P -m l10n merge-driver %O %A %B %L %P || {{ {_AS_TEXT} exit $said; }}"


def _pattern(folder: str, suffix: str) -> str:
    """The project's catalogs as git matches paths: `locales/**/*.po`."""
    literal = re.sub(r"([\\*?\[\]!#])", r"\\\1", folder)
    pattern = f"{literal}/**/*{suffix}" if literal else f"*{suffix}"
    if not re.search(r'[\s"]', pattern):
        return pattern
    quoted = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _with_line(before: bytes, pattern: str) -> bytes:
    """The attributes with a line for `pattern` at their end, where the last that counts wins."""
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    gap = newline if before and not before.endswith(b"\n") else b""
    return before + gap + f"{pattern} merge=l10n".encode() + newline
