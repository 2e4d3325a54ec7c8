"""`l10n merge-driver`: the merge of PO files that git calls, and its installation."""

from __future__ import annotations

import sys

import click

from l10n.cli.common import UNMET, Settings, below, result, say_error
from l10n.errors import L10nError

_USAGE = "give %O %A %B as git does, or --install"


@click.command("merge-driver")
@click.argument("files", nargs=-1, type=click.Path(), metavar="[%O %A %B [%L] [%P]]")
@click.option("--install", is_flag=True, help="Have git use it for this project's catalogs.")
@click.pass_obj
def merge_driver(settings: Settings, files: tuple[str, ...], install: bool) -> None:
    """Merge three versions of a PO file into the second, for git: base, ours, theirs.

    Exit 1 where two people translated one message differently; 2, and no file changed, where one of the three
    is no PO file. %L (the size of conflict marks) changes nothing; %P is how messages call the file.
    """
    from l10n import pipeline

    if install:
        if files:
            raise L10nError("--install takes no files", hint=_USAGE)
        for line in pipeline.install_merge_driver(settings.config()):
            result(line)
        return
    if not 3 <= len(files) <= 5:
        raise L10nError(f"{len(files)} files named", "l10n merge-driver", hint=_USAGE)
    base, ours, theirs = (str(below(settings, file)) for file in files[:3])
    named = [word for word in files[3:] if not word.isdecimal()] or [files[1]]
    conflicts = pipeline.merge_driver(settings.folder, base, ours, theirs, named[-1])
    for one in conflicts:
        say_error(one)
    if conflicts:
        sys.exit(UNMET)
