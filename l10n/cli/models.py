"""`l10n models`: the Argos models of this user."""

from __future__ import annotations

import click

from l10n.cli.common import Settings, below, result


@click.group()
def models() -> None:
    """Argos translation models: list, install, remove."""


@models.command("list")
@click.option("--available", is_flag=True, help="Also those that can be downloaded.")
def models_list(available: bool) -> None:
    """The models that are installed."""
    from l10n import pipeline

    for line in pipeline.models_list(available=available):
        result(line)


@models.command("install")
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET | FILE.argosmodel")
@click.pass_obj
def models_install(settings: Settings, what: tuple[str, ...]) -> None:
    """Install a model from the index (`install en es`) or from a file (`install FILE.argosmodel`)."""
    from l10n import pipeline

    if len(what) == 1:
        what = (str(below(settings, what[0])),)
    with settings.bar("download") as progress:
        line = pipeline.models_install(what, progress)
    settings.say(line)


@models.command("remove")
@click.argument("source")
@click.argument("target")
@click.pass_obj
def models_remove(settings: Settings, source: str, target: str) -> None:
    """Remove an installed model."""
    from l10n import pipeline

    settings.say(pipeline.models_remove(source, target))
