"""`.argosmodel` files unpacked with suspicion: a zip archive of one folder, that nobody vouches for."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from pathlib import Path

from l10n.errors import L10nError

MEMBERS = 5000
"""More files than this are no model; real ones have about twenty."""
UNPACKED = 4 << 30
"""Bytes; the largest models have a few hundred million."""
_CHUNK = 1 << 20
_TOP = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,127}")
_NAME = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9 ._+-]{1,128}")
_HINT = "get the model anew"


def unpack(archive: Path, into: Path) -> Path:
    """Unpack an archive into an empty folder; the one folder that it holds.

    Raises L10nError for what is no zip archive, is damaged, is larger than a model can be, or would write
    anywhere but into its own folder; `into` may then hold a part of it.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
            if len(members) > MEMBERS:
                raise L10nError(f"holds {len(members)} files, which no model does", archive, hint=_HINT)
            tops = {_checked(member, archive) for member in members}
            if len(tops) != 1:
                raise L10nError("does not hold one folder, as an Argos model does", archive, hint=_HINT)
            left = UNPACKED
            for member in members:
                left -= _write(opened, member, into, left, archive)
            return into / tops.pop()
    except FileNotFoundError as error:
        if error.filename != str(archive):
            raise
        raise L10nError("no such file", archive, hint="check the path") from None
    except (FileExistsError, NotADirectoryError):
        raise L10nError("holds the same file twice", archive, hint=_HINT) from None
    except IsADirectoryError:
        raise L10nError("is a folder", archive, hint="name a file that ends in .argosmodel") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        said = "is not a zip archive" if not zipfile.is_zipfile(archive) else f"is damaged: {error}"
        raise L10nError(said, archive, hint=_HINT) from None


def _checked(member: zipfile.ZipInfo, archive: Path) -> str:
    """The top folder of a member's name, once name and kind are harmless."""
    path = member.filename.removesuffix("/")
    parts = path.split("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    sound = _TOP.fullmatch(parts[0]) and all(map(_NAME.fullmatch, parts))
    # orig_filename: zipfile cuts a name at NUL.
    if member.orig_filename.removesuffix("/") != path or not sound:
        problem = f"holds a file with a name that no model has, {member.orig_filename!r}"
        raise L10nError(problem, archive, hint=_HINT)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise L10nError(f"holds a link or device, {path!r}", archive, hint=_HINT)
    if member.flag_bits & 1:
        raise L10nError("is encrypted", archive, hint=_HINT)
    if len(parts) == 1 and not member.is_dir():
        raise L10nError(f"holds {path!r} outside a folder", archive, hint=_HINT)
    return parts[0]


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path, left: int, archive: Path) -> int:
    """Unpack one member; its size in bytes. What its header says of its size is not believed."""
    target = into / member.filename
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with opened.open(member) as source, target.open("xb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise L10nError(f"unpacks to more than {UNPACKED >> 20} MiB", archive, hint=_HINT)
            file.write(chunk)
    return size
