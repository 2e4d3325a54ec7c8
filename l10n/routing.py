"""Which engines a project's drafts come from: as it names them, with its options, for one locale."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from l10n import config, engines, project
from l10n.config import Config
from l10n.engines import Engine, Route, chain
from l10n.errors import L10nError
from l10n.outcome import Outcome, Report


def chosen(settings: Config, names: Sequence[str]) -> tuple[str, ...]:
    """The engines of a run: `names`, or those of the project where there are none.

    Raises L10nError for an unknown one, which names the file where that is in it: as a table of options too.
    """
    for name in settings.engine_options:
        _get(settings, f"engines.{name}", name)
    if names:
        return engines.known(names)
    for name in settings.engines:
        if name != engines.AUTO:
            _get(settings, "draft.engine", name)
    return settings.engines


def _get(settings: Config, key: str, name: str) -> None:
    try:
        engines.get(name)
    except L10nError as error:
        raise config.located(settings, key, error) from None


def configured(settings: Config, name: str) -> Engine:
    """An engine with the project's options. Raises L10nError that names the file for one that cannot be."""
    options = settings.engine_options.get(name, {})
    try:
        return engines.configured(name, options, Path(project.state_file(settings, "")))
    except L10nError as error:
        if error.path or not options:
            raise
        raise config.located(settings, f"engines.{name}", error) from None


def routes(
    settings: Config, names: Sequence[str], tag: str, outcome: Outcome, progress: Report
) -> list[Route]:
    """The routes to a locale, in order; what is to be said of them is added to the outcome's lines.

    Raises L10nError where no engine can do it.
    """

    def skipped(said: str) -> None:
        outcome.lines.append(f"{tag}: {said}")

    found = chain.chain(
        names,
        settings.source_locale,
        tag,
        get=lambda name: configured(settings, name),
        progress=progress,
        skipped=skipped,
    )
    outcome.lines += [f"{tag}: {route.note}" for route in found if route.note]
    return found


def estimating(settings: Config, names: Sequence[str], tag: str) -> list[Route]:
    """Those of the engines that can say what a run for a locale would cost."""
    return chain.estimating(names, settings.source_locale, tag, get=lambda name: configured(settings, name))
