"""`l10n models`: the Argos models of this user."""

from __future__ import annotations

import click

from l10n.cli.common import Settings, result


@click.group()
def models() -> None:
    """Argos translation models: list, install, remove."""


@models.command("list")
@click.option("--available", is_flag=True, help="Also those that can be downloaded.")
@click.pass_obj
def models_list(settings: Settings, available: bool) -> None:
    """The models that are installed, and those that the project drafts with."""
    from l10n import pipeline

    for line in pipeline.models_list(settings.folder, available=available):
        result(line)


@models.command("install")
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET | FILE.argosmodel")
@click.option("--upgrade", is_flag=True, help="Even if the project drafts with another version by now.")
@click.pass_obj
def models_install(settings: Settings, what: tuple[str, ...], upgrade: bool) -> None:
    """Install a model from the index (`install en es`) or from a file (`install FILE.argosmodel`)."""
    from l10n import pipeline

    with settings.bar("models") as progress:
        line = pipeline.models_install(settings.folder, what, progress, upgrade=upgrade)
    settings.say(line)


@models.command("remove")
@click.argument("source")
@click.argument("target")
@click.pass_obj
def models_remove(settings: Settings, source: str, target: str) -> None:
    """Remove an installed model."""
    from l10n import pipeline

    settings.say(pipeline.models_remove(source, target))
