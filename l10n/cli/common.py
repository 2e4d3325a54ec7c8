"""What all commands share: the global options, exit codes, printing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from rich.progress import Progress

    from l10n.config import Config
    from l10n.model import CheckReport
    from l10n.outcome import Outcome
    from l10n.reports import Surface

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
        if self.quiet or not is_terminal(sys.stderr):
            yield lambda _done, _total: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        amount = TextColumn("{task.fields[amount]}")
        columns = (TextColumn("{task.description}"), BarColumn(), amount, TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            yield Bar(progress, label)


class Bar:
    """A bar on a terminal, called with (done, total); below it another one while something is downloaded."""

    def __init__(self, progress: Progress, label: str) -> None:
        self._progress = progress
        self._main = progress.add_task(label, total=None, amount="")
        self._download = progress.add_task("download", total=None, amount="", visible=False)

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done."""
        self._progress.update(self._main, completed=done, total=total, amount=f"{done:,}/{total:,}")

    def downloading(self, done: int, total: int) -> None:
        """Show how many bytes have come, of 0 where nobody knows how many there are."""
        amount = f"{done / 1e6:,.1f}/{total / 1e6:,.1f} MB" if total else f"{done / 1e6:,.1f} MB"
        self._progress.update(
            self._download, completed=done, total=total or None, amount=amount, visible=done != total
        )


def paths_argument(command: _F) -> _F:
    """The argument PATH…: the sources a command is narrowed to."""
    return click.argument("paths", nargs=-1, type=click.Path())(command)


def locales_option(command: _F) -> _F:
    """The option --locale, repeatable."""
    said = "Only this locale (repeatable)."
    return click.option("--locale", "-l", "locales", multiple=True, metavar="TAG", help=said)(command)


def below(settings: Settings, path: str) -> Path:
    """A path of the command line, counted from where `-C` says we started."""
    return settings.folder.resolve() / path


def absolute(settings: Settings, paths: Iterable[str]) -> list[Path]:
    """Paths of the command line, as `below` has them."""
    return [below(settings, path) for path in paths]


def result(line: str) -> None:
    """Print a line of result, with nothing in it that a terminal would obey."""
    from l10n.text.escape import for_log, for_terminal

    click.echo(for_log(for_terminal(line)))


def publish(settings: Settings, report: CheckReport, form: str, output: str | None, folder: str) -> None:
    """Write a check report to a file or to standard output; its paths count from `folder`.

    In a step of GitHub the summary of the step gets its own.
    """
    from l10n import reports
    from l10n.reports import places, summary
    from l10n.storage import files

    placed = places.placed(report, form, folder, os.environ)
    text = reports.render(form, placed, surface(settings) if output is None else reports.FILE)
    if output is None:
        click.echo(text, nl=False, color=settings.colour)
    else:
        files.write(str(below(settings, output)), text.encode(), output)
    step = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and step:
        summary.append(placed, step)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at what is written there; Python has None for a stream that was closed."""
    return stream is not None and stream.isatty()


def surface(settings: Settings) -> Surface:
    """What standard output is: a terminal with its columns and colours, or a file."""
    from l10n.reports import Surface

    columns = shutil.get_terminal_size().columns if is_terminal(sys.stdout) else 0
    return Surface(settings.colour, columns)


def finish(settings: Settings, outcome: Outcome, *, unmet: bool = False) -> None:
    """Say what was done and what could not be, and leave with the exit code that tells it."""
    if outcome.summary and not (outcome.errors and not outcome.changed):
        settings.say(outcome.summary)
    for error in {str(one): one for one in outcome.errors}.values():
        say_error(error)
    if outcome.errors:
        sys.exit(IMPOSSIBLE)
    if outcome.interrupted:
        sys.exit(INTERRUPTED)
    if unmet:
        sys.exit(UNMET)


def say_error(error: Exception) -> None:
    """Print an error on standard error, with nothing in it that a terminal would obey."""
    from l10n.text.escape import for_log, for_terminal

    click.echo(for_log(for_terminal(str(error))), err=True)
