"""`l10n export` and `l10n import`: translations and terms for people with other tools, and back."""

from __future__ import annotations

import click

from l10n.cli.common import Settings, absolute, below, finish, locales_option, paths_argument, result

FORMS = ("xliff", "tmx", "tbx", "csv")


@click.command()
@paths_argument
@locales_option
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="What to write.")
@click.option(
    "--xliff-version",
    "xliff",
    type=click.Choice(["1.2", "2.0"]),
    default="1.2",
    help="Which XLIFF: 1.2, or 2.0.",
)
@click.option("--tbx-version", "tbx", type=click.Choice(["2", "3"]), default="2", help="Which TBX: 2, or 3.")
@click.option("--bom", is_flag=True, help="Begin a table with the mark by which Excel knows UTF-8.")
@click.option("--output", "-o", type=click.Path(), metavar="DIR|FILE", help="Instead of build/export.")
@click.pass_obj
def export(
    settings: Settings,
    paths: tuple[str, ...],
    locales: tuple[str, ...],
    form: str,
    xliff: str,
    tbx: str,
    bom: bool,
    output: str | None,
) -> None:
    """Catalogs as XLIFF or CSV (a file an article, or one for all), the memory as TMX, terms as TBX."""
    from l10n import pipeline

    with settings.bar("export") as progress:
        outcome = pipeline.export(
            settings.config(),
            absolute(settings, paths),
            locales,
            form,
            version=tbx if form == "tbx" else xliff,
            output=None if output is None else below(settings, output),
            bom=bom,
            progress=progress,
        )
    for line in outcome.lines:
        result(line)
    finish(settings, outcome)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE|DIR…")
@locales_option
@click.option("--from", "form", type=click.Choice(FORMS), required=True, help="What the files are.")
@click.pass_obj
def import_(settings: Settings, files: tuple[str, ...], locales: tuple[str, ...], form: str) -> None:
    """Take in XLIFF or CSV into catalogs, TMX into the memory, TBX into the glossary."""
    from l10n import pipeline

    outcome = pipeline.import_(settings.config(), form, absolute(settings, files), locales)
    for line in outcome.lines:
        result(line)
    finish(settings, outcome, unmet=outcome.unmet)
