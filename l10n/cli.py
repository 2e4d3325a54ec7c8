"""The command line: arguments, exit codes, printing. No logic: every verb is a function of `pipeline`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

import click

from l10n import __version__
from l10n.errors import L10nError

if TYPE_CHECKING:
    from pathlib import Path

    from l10n.config import Config
    from l10n.outcome import Outcome

DONE, UNMET, IMPOSSIBLE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done · a gate unmet or changes found · could not be done · Ctrl-C, what was finished kept."""

_F = TypeVar("_F", bound=Callable[..., Any])


class Settings(NamedTuple):
    """The global options: where to start, how much to say, whether to colour."""

    start: str
    quiet: bool
    verbose: bool
    colour: bool

    @property
    def folder(self) -> Path:
        """Where the command runs as if it was started there."""
        from pathlib import Path  # late, like all that `l10n --help` has no use for

        return Path(self.start)

    def config(self) -> Config:
        """The project's configuration."""
        from l10n.config import load

        return load(self.folder)

    def say(self, text: str) -> None:
        """A message for people, on standard error; silent with -q."""
        if not self.quiet:
            click.echo(text, err=True)

    @contextmanager
    def bar(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """A progress bar on standard error where that is a terminal: call it with (done, total)."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda _done, _total: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(label, total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)


def _paths(command: _F) -> _F:
    return click.argument("paths", nargs=-1, type=click.Path())(command)


def _locales(command: _F) -> _F:
    said = "Only this locale (repeatable)."
    return click.option("--locale", "-l", "locales", multiple=True, metavar="TAG", help=said)(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, package_name="l10n")
@click.option("-C", "folder", type=click.Path(), default=".", metavar="DIR", help="Run as if there.")
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
@click.option("--no-color", is_flag=True, help="No colours.")
@click.pass_context
def cli(context: click.Context, folder: str, quiet: bool, verbose: bool, no_color: bool) -> None:
    """Translate articles sentence by sentence: sources to PO files, drafts, review, localized articles."""
    colour = not no_color and "NO_COLOR" not in os.environ and sys.stdout.isatty()
    context.obj = Settings(folder, quiet, verbose, colour)


@cli.command()
@click.pass_obj
def init(settings: Settings) -> None:
    """Write a commented l10n.toml."""
    from l10n import pipeline

    settings.say(f"wrote {pipeline.init(settings.folder)}")


@cli.command()
@_paths
@_locales
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
@click.pass_obj
def extract(settings: Settings, paths: tuple[str, ...], locales: tuple[str, ...], check: bool) -> None:
    """Sources to PO files, merged with what is there."""
    from l10n import pipeline

    with settings.bar("extract") as progress:
        outcome = pipeline.extract(
            settings.config(), _absolute(settings, paths), locales, check=check, progress=progress
        )
    for line in outcome.lines if settings.verbose or check else ():
        _result(line)
    _finish(settings, outcome, unmet=check and outcome.changed > 0)


@cli.command()
@_paths
@_locales
@click.option("--engine", "engines", multiple=True, metavar="NAME", help="This engine (repeatable: a chain).")
@click.option("--dry-run", is_flag=True, help="Count what there is to draft; translate nothing.")
@click.pass_obj
def draft(
    settings: Settings,
    paths: tuple[str, ...],
    locales: tuple[str, ...],
    engines: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Fill empty entries from memory, then an engine; every draft is fuzzy and says what made it."""
    from l10n import pipeline

    with settings.bar("draft") as progress:
        outcome = pipeline.draft(
            settings.config(),
            _absolute(settings, paths),
            locales,
            names=engines,
            dry_run=dry_run,
            progress=progress,
        )
    for line in outcome.lines:
        _result(line)
    _finish(settings, outcome)


@cli.command()
@_paths
@_locales
@click.option("--format", "-f", "form", default="text", metavar="F", help="text, json or github.")
@click.option("--output", "-o", type=click.Path(), metavar="FILE", help="Write the report there.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="error",
    help="The least severity that fails the run.",
)
@click.pass_obj
def check(
    settings: Settings,
    paths: tuple[str, ...],
    locales: tuple[str, ...],
    form: str,
    output: str | None,
    fail_on: str,
) -> None:
    """Findings in translations, and the gates of completeness."""
    from l10n import pipeline, reports

    render = reports.by_name(form)
    with settings.bar("check") as progress:
        outcome = pipeline.check(
            settings.config(), _absolute(settings, paths), locales, fail_on=fail_on, progress=progress
        )
    report = render(outcome.report, colour=settings.colour and output is None)
    if output is None:
        click.echo(report, nl=not report.endswith("\n"), color=settings.colour)
    else:
        from l10n import files

        files.write(str(_below(settings, output)), (report.rstrip("\n") + "\n").encode(), str(output))
    _finish(settings, outcome, unmet=not outcome.report.ok)


@cli.command()
@_paths
@_locales
@click.option(
    "--unreviewed",
    type=click.Choice(["source", "draft", "fail"]),
    help="What stands where no review was yet.",
)
@click.option("--output", "-o", type=click.Path(), metavar="DIR", help="Instead of build/.")
@click.pass_obj
def build(
    settings: Settings,
    paths: tuple[str, ...],
    locales: tuple[str, ...],
    unreviewed: str | None,
    output: str | None,
) -> None:
    """Localized articles: the sources with their translations in place."""
    from l10n import pipeline

    with settings.bar("build") as progress:
        outcome = pipeline.build(
            settings.config(),
            _absolute(settings, paths),
            locales,
            unreviewed=unreviewed,
            folder=None if output is None else _below(settings, output),
            progress=progress,
        )
    for line in outcome.lines:
        _result(line)
    _finish(settings, outcome, unmet=outcome.unmet)


@cli.command()
@_paths
@_locales
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", help="The form.")
@click.pass_obj
def status(settings: Settings, paths: tuple[str, ...], locales: tuple[str, ...], form: str) -> None:
    """Per locale: units and words reviewed, drafted, stale, missing."""
    from l10n import pipeline, reports

    outcome = pipeline.status(settings.config(), _absolute(settings, paths), locales)
    click.echo(reports.status(outcome.progress, form, colour=settings.colour), color=settings.colour)
    _finish(settings, outcome)


@cli.command()
@click.argument("file", required=False, type=click.Path())
@click.option("--locale", "-l", "tag", metavar="TAG", help="The text's language; the project's, else en.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", help="The form.")
@click.pass_obj
def segment(settings: Settings, file: str | None, tag: str | None, form: str) -> None:
    """One sentence a line, from FILE or standard input."""
    from l10n import files, pipeline

    name = "standard input" if file is None else str(file)
    data = sys.stdin.buffer.read() if file is None else files.read(str(_below(settings, file)), name)
    found = pipeline.segment(settings.folder, data, name, tag)
    if form == "json":
        import json

        rows = [{"start": span.start, "end": span.end, "text": text} for span, text in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from l10n.text.escape import for_terminal

    for _, text in found:
        folded = " ".join(text.split())
        click.echo(for_terminal(folded) if sys.stdout.isatty() else folded)


@cli.group()
def models() -> None:
    """Argos translation models: list, install, remove."""


@models.command("list")
@click.option("--available", is_flag=True, help="Also those that can be downloaded.")
def models_list(available: bool) -> None:
    """The models that are installed."""
    from l10n import pipeline

    for line in pipeline.models_list(available=available):
        _result(line)


@models.command("install")
@click.argument("what", nargs=-1, required=True, metavar="SOURCE TARGET | FILE.argosmodel")
@click.pass_obj
def models_install(settings: Settings, what: tuple[str, ...]) -> None:
    """Install a model from the index (`install en es`) or from a file (`install FILE.argosmodel`)."""
    from l10n import pipeline

    if len(what) == 1:
        what = (str(_below(settings, what[0])),)
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


def _below(settings: Settings, path: str) -> Path:
    """A path of the command line, counted from where `-C` says we started."""
    return settings.folder.resolve() / path


def _absolute(settings: Settings, paths: Iterable[str]) -> list[Path]:
    return [_below(settings, path) for path in paths]


def _result(line: str) -> None:
    from l10n.text.escape import for_terminal

    click.echo(for_terminal(line))


def _finish(settings: Settings, outcome: Outcome, *, unmet: bool = False) -> None:
    """Say what was done and what could not be, and leave with the exit code that tells it."""
    if outcome.summary and not (outcome.errors and not outcome.changed):
        settings.say(outcome.summary)
    for error in outcome.errors:
        _error(error)
    if outcome.errors:
        sys.exit(IMPOSSIBLE)
    if outcome.interrupted:
        sys.exit(INTERRUPTED)
    if unmet:
        sys.exit(UNMET)


def _error(error: Exception) -> None:
    from l10n.text.escape import for_terminal

    click.echo(for_terminal(str(error)), err=True)


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 unmet, 2 impossible, 130 interrupted."""
    try:
        cli.main(prog_name="l10n", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(IMPOSSIBLE)
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "l10n"
        _error(L10nError(error.format_message().rstrip("."), where, hint=f"see `{where} --help`"))
        sys.exit(IMPOSSIBLE)
    except L10nError as error:
        _error(error)
        sys.exit(IMPOSSIBLE)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough of it: no traceback, and none at interpreter shutdown either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    sys.exit(DONE)
