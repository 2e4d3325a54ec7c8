"""The command line: arguments, exit codes, printing. No logic: every verb is a function of `pipeline`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn, cast

import click

from l10n import __version__
from l10n.cli.common import DONE, IMPOSSIBLE, INTERRUPTED, Settings, is_terminal, say_error
from l10n.errors import L10nError

_COMMANDS = {
    "init": "verbs",
    "extract": "verbs",
    "draft": "verbs",
    "check": "verbs",
    "build": "verbs",
    "status": "verbs",
    "segment": "verbs",
    "models": "models",
    "memory": "memory",
    "export": "interchange",
    "import": "interchange",
    "merge-driver": "git",
    "po": "po",
}
"""Each command, in the order of the help, and the module of this package that has it, imported late: as an
attribute of that name, with `_` for `-` and, where the name is a Python keyword, `_` behind it.
"""


class Verbs(click.Group):
    """The commands of `_COMMANDS`; each is the attribute of its module that has its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's)
        """The names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's)
        """The command of that name, None where there is none."""
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        found = import_module(f"l10n.cli.{module}")
        name = cmd_name.replace("-", "_")
        return cast("click.Command", getattr(found, f"{name}_" if iskeyword(name) else name))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, package_name="l10n")
@click.option("-C", "folder", type=click.Path(), default=".", metavar="DIR", help="Run as if there.")
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
@click.option("--no-color", is_flag=True, help="No colours.")
@click.pass_context
def cli(context: click.Context, folder: str, quiet: bool, verbose: bool, no_color: bool) -> None:
    """Translate articles sentence by sentence: sources to PO files, drafts, review, localized articles."""
    colour = not no_color and not os.environ.get("NO_COLOR") and is_terminal(sys.stdout)
    context.obj = Settings(folder, quiet, verbose, colour)


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 unmet, 2 impossible, 130 interrupted."""
    try:
        cli.main(prog_name="l10n", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(IMPOSSIBLE)
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "l10n"
        say_error(L10nError(error.format_message().rstrip("."), where, hint=f"see `{where} --help`"))
        sys.exit(IMPOSSIBLE)
    except L10nError as error:
        say_error(error)
        sys.exit(IMPOSSIBLE)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough of it: no traceback, and none at interpreter shutdown either.
        _say_no_more()
        sys.exit(DONE)
    except OSError as error:
        from l10n.storage.files import os_error

        said = error.filename and os_error(error, str(error.filename), "read")
        say_error(said or os_error(error, "standard output", "written"))
        _say_no_more()
        sys.exit(IMPOSSIBLE)
    sys.exit(DONE)


def _say_no_more() -> None:
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
