"""`l10n po`: PO files by themselves, for people with no project of l10n."""

from __future__ import annotations

import sys

import click

from l10n.cli.common import Settings, below, finish, publish

_STANDARD = "-"


@click.group()
def po() -> None:
    """PO files without a project: copy, merge with a template, check."""


@po.command("cat")
@click.argument("file", type=click.Path())
@click.option(
    "--output", "-o", default=_STANDARD, metavar="OUT", help="The copy; standard output by default."
)
@click.pass_obj
def po_cat(settings: Settings, file: str, output: str) -> None:
    """Read FILE (`-`: standard input) and write it, byte for byte the same; say where it is no PO file."""
    from l10n import pipeline

    _put(settings, output, pipeline.po_cat(_read(settings, file), _shown(file)))


@po.command("merge")
@click.argument("definitions", metavar="DEF.po", type=click.Path())
@click.argument("reference", metavar="REF.pot", type=click.Path())
@click.option("--output", "-o", metavar="OUT", help="The merged file; standard output by default.")
@click.option("--update", "-U", is_flag=True, help="Write DEF.po itself.")
@click.option("--source", default="en", metavar="TAG", help="The language of the messages; en by default.")
@click.option("--no-fuzzy-matching", "-N", "exact", is_flag=True, help="Leave edited messages empty.")
@click.pass_obj
def po_merge(
    settings: Settings,
    definitions: str,
    reference: str,
    output: str | None,
    update: bool,
    source: str,
    exact: bool,
) -> None:
    """DEF.po brought up to REF.pot: an edited message fuzzy with its previous msgid, nothing lost."""
    from l10n import pipeline

    if update and output is not None:
        raise click.UsageError("--update writes DEF.po: leave --output out")
    template = _read(settings, reference)
    if update or _is_same(settings, output, definitions):
        said = pipeline.po_update(
            str(below(settings, definitions)),
            definitions,
            template,
            _shown(reference),
            source,
            fuzzy=not exact,
        )
    else:
        data = _read(settings, definitions)
        after, said = pipeline.po_merge(
            data, _shown(definitions), template, _shown(reference), source, fuzzy=not exact
        )
        _put(settings, output or _STANDARD, after)
    settings.say(said)


@po.command("check")
@click.argument("names", metavar="FILE.po…", nargs=-1, required=True, type=click.Path())
@click.option("--locale", "-l", "tag", metavar="TAG", help="The language; what the header says by default.")
@click.option("--source", default="en", metavar="TAG", help="The language of the messages; en by default.")
@click.option(
    "--format", "-f", "form", default="text", metavar="F", help="The form of the report, as of `l10n check`."
)
@click.option("--output", "-o", metavar="FILE", help="Write the report there.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="error",
    help="The least severity that fails the run.",
)
@click.pass_obj
def po_check(
    settings: Settings,
    names: tuple[str, ...],
    tag: str | None,
    source: str,
    form: str,
    output: str | None,
    fail_on: str,
) -> None:
    """Findings in translations."""
    from l10n import pipeline, reports

    reports.by_name(form)
    files = [(_shown(name), str(below(settings, name))) for name in names]
    with settings.bar("check") as progress:
        outcome = pipeline.po_check(files, tag, source, fail_on=fail_on, progress=progress)
    publish(settings, outcome.report, form, None if output == _STANDARD else output, settings.start)
    finish(settings, outcome, unmet=not outcome.report.ok)


def _is_same(settings: Settings, output: str | None, file: str) -> bool:
    """Whether both are one file: it is then brought up to date as it is when it is written."""
    if output is None or _STANDARD in (output, file):
        return False
    return below(settings, output).resolve() == below(settings, file).resolve()


def _shown(name: str) -> str:
    return "standard input" if name == _STANDARD else name


def _read(settings: Settings, name: str) -> bytes:
    from l10n.storage import files

    return sys.stdin.buffer.read() if name == _STANDARD else files.read(str(below(settings, name)), name)


def _put(settings: Settings, name: str, data: bytes) -> None:
    from l10n.storage import files

    if name == _STANDARD:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        files.write(str(below(settings, name)), data, name)
