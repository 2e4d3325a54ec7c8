"""`l10n memory`: what people have translated already, searched, and exchanged as TMX."""

from __future__ import annotations

import sys

import click

from l10n.cli.common import Settings, absolute, below, finish, locales_option, result


@click.group()
def memory() -> None:
    """The translation memory: import, export, search."""


@memory.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE.tmx…")
@click.pass_obj
def memory_import(settings: Settings, files: tuple[str, ...]) -> None:
    """Take in TMX files. What was imported stands below .l10n/memory/: remove it there to forget it."""
    from l10n import pipeline

    with settings.bar("import") as progress:
        outcome = pipeline.memory_import(settings.config(), absolute(settings, files), progress)
    for line in outcome.lines:
        result(line)
    finish(settings, outcome)


@memory.command("export")
@locales_option
@click.option("--output", "-o", type=click.Path(), metavar="FILE", help="Instead of standard output.")
@click.pass_obj
def memory_export(settings: Settings, locales: tuple[str, ...], output: str | None) -> None:
    """Write all that people have reviewed, and what was imported, as TMX 1.4."""
    from l10n import pipeline

    file = None if output is None else below(settings, output)
    outcome = pipeline.memory_export(settings.config(), locales, file, sys.stdout.buffer.write)
    sys.stdout.buffer.flush()
    for line in outcome.lines:
        settings.say(line)
    finish(settings, outcome)


@memory.command("search")
@click.argument("text")
@locales_option
@click.option(
    "--min",
    "least",
    type=click.IntRange(0, 100),
    default=60,
    show_default=True,
    help="Percent alike at least.",
)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Matches at most.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def memory_search(
    settings: Settings, text: str, locales: tuple[str, ...], least: int, limit: int, form: str
) -> None:
    """Translations of TEXT and of texts like it, with what differs."""
    from l10n import pipeline
    from l10n.reports import matches

    config = settings.config()
    found = pipeline.memory_search(config, text, locales, least=least / 100, limit=limit)
    if form == "json":
        click.echo(matches.as_json(found, text, config.source_locale))
    elif found:
        click.echo(
            matches.as_text(found, text, config.source_locale, colour=settings.colour), color=settings.colour
        )
    else:
        settings.say(f"no match of {least} % or more")
