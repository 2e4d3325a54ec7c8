"""What git knows, asked of the program itself: commits, the files in them, what changed, configuration.

Nothing of a repository is run, and no word of a user or a file can be taken for an option.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from l10n.errors import L10nError

_QUIET = {
    "LC_ALL": "C",  # its messages are read
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
_ID = re.compile(rb"\b[0-9a-f]{40,64}\b")


class Change(NamedTuple):
    """What a commit made of a file: ids of what it held before, one for each parent, and after."""

    path: str
    before: tuple[str, ...]
    after: str


def output(folder: str, *arguments: str) -> bytes:
    """What `git arguments…` prints, run in `folder`. Raises L10nError with what git says where it fails."""
    ran = _run(folder, arguments)
    if ran.returncode:
        raise _failed(folder, ran)
    return ran.stdout


def option(folder: str, name: str) -> str | None:
    """The value of a configuration variable of the repository itself, None where it has none."""
    ran = _run(folder, ("config", "--local", "--get", name))
    if ran.returncode > 1:
        raise _failed(folder, ran)
    return None if ran.returncode else ran.stdout.decode(errors="replace").removesuffix("\n")


def commit(folder: str, reference: str) -> str:
    """The id of the commit that a branch, a tag or any other name stands for.

    Raises L10nError where there is none, or no repository.
    """
    if not reference or reference.startswith("-") or "\0" in reference or ":" in reference:
        raise L10nError(f"{reference!r} cannot be a revision", hint="name a branch, a tag or a commit")
    ran = _run(folder, ("rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}"))
    if ran.returncode:
        if b"fatal:" in ran.stderr:
            raise _failed(folder, ran)
        hint = "check the name; a shallow clone has to fetch it first"
        raise L10nError(f"git knows no revision {reference!r}", hint=hint)
    return ran.stdout.decode().strip()


def tree(folder: str, revision: str, below: str = "") -> dict[str, str]:
    """The files of a commit at and below a path, by path from `folder`, with the ids of what they hold."""
    listed = output(folder, "ls-tree", "-r", "-z", revision, "--", *((below,) if below else ()))
    found: dict[str, str] = {}
    for line in listed.split(b"\0"):
        about, _, name = line.partition(b"\t")
        if about.startswith(b"100"):  # a file; not a link, not a submodule
            found[os.fsdecode(name)] = about.split()[2].decode()
    return found


def blob_id(data: bytes, like: str) -> str:
    """The id that git gives a file's bytes, in the kind of hash that `like` is."""
    hashed = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return hashed(b"blob %d\0" % len(data) + data).hexdigest()


def parting(folder: str, named: str) -> str:
    """The commit where HEAD and the commit `named` parted, as far as this clone knows; else `named`."""
    ran = _run(folder, ("merge-base", named, "HEAD"))
    return named if ran.returncode else ran.stdout.decode().strip()


def merging(folder: str) -> str | None:
    """The commit that is being merged into HEAD in these files, None where none is."""
    ran = _run(folder, ("rev-parse", "--verify", "--quiet", "MERGE_HEAD"))
    return None if ran.returncode else ran.stdout.decode().strip()


def changes(folder: str, since: str, below: str, *, merges: bool = False) -> list[Change]:
    """What each commit since the commit `since` made of a file, or of all below a path; the latest first.

    A merge is there where a file differs from what all its parents have; with `merges` there is nothing else.
    """
    said = output(
        folder,
        *("log", "--format=", "--raw", "-z", "-c", "--relative", "--no-abbrev", "--no-renames"),
        *(
            "--full-history",
            *(("--merges",) if merges else ()),
            f"{since}..HEAD",
            "--",
            *((below,) if below else ()),
        ),
    )
    found: list[Change] = []
    words = iter(said.split(b"\0"))
    for word in words:
        about = word.lstrip(b"\n")
        if about.startswith(b":"):
            *before, after = (one.decode() for one in _ID.findall(about))
            found.append(Change(os.fsdecode(next(words)), tuple(before), after))
    return found


@contextmanager
def blobs(folder: str) -> Iterator[Callable[[str], bytes | None]]:
    """A function that gives the bytes of an id, None for one that is not there; one process for all."""
    with _started(folder, "cat-file", "--batch") as process:
        asking, telling = process.stdin, process.stdout
        assert asking is not None
        assert telling is not None

        def read(named: str) -> bytes | None:
            try:
                asking.write(f"{named}\n".encode())
                asking.flush()
                about = telling.readline().split()
                if len(about) == 3:
                    return telling.read(int(about[2]) + 1)[:-1]
            except OSError:
                about = []
            if not about:
                raise L10nError("git stopped", folder, hint="run `git fsck`")
            return None

        yield read


def _run(folder: str, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *arguments], cwd=folder, env={**os.environ, **_QUIET}, capture_output=True, check=False
        )
    except OSError as error:
        raise _missing(folder, error) from None


def _started(folder: str, *arguments: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            ["git", *arguments],
            cwd=folder,
            env={**os.environ, **_QUIET},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise _missing(folder, error) from None


def _missing(folder: str, error: OSError) -> L10nError:
    if isinstance(error, FileNotFoundError) and Path(folder).is_dir():
        return L10nError("git is not installed", hint="install it, for example `apt install git`")
    return L10nError(f"git cannot be run: {error.strerror or error}", folder, hint="check the folder")


def _failed(folder: str, ran: subprocess.CompletedProcess[bytes]) -> L10nError:
    said = ran.stderr.decode(errors="replace").strip().split("\n")[0].removeprefix("fatal: ")
    if said.startswith("not a git repository"):
        return L10nError("not in a git repository", folder, hint="run it in a clone, or `git init` first")
    hint = "mend that first"
    if said.startswith("detected dubious ownership"):  # as in most containers
        hint = f"run `git config --global --add safe.directory {shlex.quote(folder)}` if you trust it"
    return L10nError(f"git says: {said or 'nothing'}", folder, hint=hint)
