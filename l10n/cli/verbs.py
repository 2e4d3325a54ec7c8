"""The verbs of a project, in the order one uses them."""

from __future__ import annotations

import sys

import click

from l10n.cli.common import (
    Settings,
    absolute,
    below,
    finish,
    locales_option,
    paths_argument,
    publish,
    result,
    surface,
)


@click.command()
@click.pass_obj
def init(settings: Settings) -> None:
    """Write a commented l10n.toml."""
    from l10n import pipeline

    settings.say(f"wrote {pipeline.init(settings.folder)}")


@click.command()
@paths_argument
@locales_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
@click.pass_obj
def extract(settings: Settings, paths: tuple[str, ...], locales: tuple[str, ...], check: bool) -> None:
    """Sources to PO files, merged with what is there."""
    from l10n import pipeline

    with settings.bar("extract") as progress:
        outcome = pipeline.extract(
            settings.config(), absolute(settings, paths), locales, check=check, progress=progress
        )
    for line in outcome.lines if settings.verbose or check else ():
        result(line)
    finish(settings, outcome, unmet=check and outcome.changed > 0)


@click.command()
@paths_argument
@locales_option
@click.option("--engine", "engines", multiple=True, metavar="NAME", help="This engine (repeatable: a chain).")
@click.option("--dry-run", is_flag=True, help="Count what there is to draft; translate nothing.")
@click.option("--force", is_flag=True, help="Make drafts anew that nobody touched; reviewed ones stay.")
@click.option(
    "--learn", is_flag=True, help="First use what reviewers changed: their words, and terms to offer."
)
@click.pass_obj
def draft(
    settings: Settings,
    paths: tuple[str, ...],
    locales: tuple[str, ...],
    engines: tuple[str, ...],
    dry_run: bool,
    force: bool,
    learn: bool,
) -> None:
    """Fill empty entries from memory, then an engine; every draft is fuzzy and says what made it."""
    from l10n import pipeline

    with settings.bar("draft") as progress:
        outcome = pipeline.draft(
            settings.config(),
            absolute(settings, paths),
            locales,
            names=engines,
            dry_run=dry_run,
            learn=learn,
            force=force,
            whole=settings.verbose,
            progress=progress,
        )
    for line in outcome.lines:
        result(line)
    finish(settings, outcome)


@click.command()
@paths_argument
@locales_option
@click.option(
    "--format",
    "-f",
    "form",
    default="text",
    metavar="F",
    help="text, json, github, gitlab, junit, sarif or html.",
)
@click.option("--output", "-o", type=click.Path(), metavar="FILE", help="Write the report there.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="error",
    help="The least severity that fails the run.",
)
@click.option("--base", metavar="REF", help="Fail only on what got worse since this revision of git.")
@click.option(
    "--update-baseline", is_flag=True, help="What is found now is known, and fails no run any more."
)
@click.pass_obj
def check(
    settings: Settings,
    paths: tuple[str, ...],
    locales: tuple[str, ...],
    form: str,
    output: str | None,
    fail_on: str,
    base: str | None,
    update_baseline: bool,
) -> None:
    """Findings in translations, and the gates of completeness."""
    from l10n import pipeline, reports

    reports.by_name(form)
    config = settings.config()
    with settings.bar("check") as progress:
        outcome = pipeline.check(
            config,
            absolute(settings, paths),
            locales,
            fail_on=fail_on,
            base=base,
            accept=update_baseline,
            progress=progress,
        )
    publish(settings, outcome.report, form, output, str(config.root))
    finish(settings, outcome, unmet=not outcome.report.ok)


@click.command()
@paths_argument
@locales_option
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
            absolute(settings, paths),
            locales,
            unreviewed=unreviewed,
            folder=None if output is None else below(settings, output),
            progress=progress,
        )
    for line in outcome.lines:
        result(line)
    finish(settings, outcome, unmet=outcome.unmet)


@click.command()
@paths_argument
@locales_option
@click.option(
    "--format", "-f", "form", type=click.Choice(["text", "json", "html"]), default="text", help="The form."
)
@click.option("--todo", is_flag=True, help="What waits for people, entry by entry, the gravest first.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show no more than N entries of it.")
@click.pass_obj
def status(
    settings: Settings,
    paths: tuple[str, ...],
    locales: tuple[str, ...],
    form: str,
    todo: bool,
    limit: int | None,
) -> None:
    """Per locale: units and words reviewed, drafted, stale, missing."""
    from l10n import pipeline, reports

    if limit is not None and not todo:
        raise click.UsageError("--limit is for --todo")
    if todo:
        _waiting(settings, paths, locales, form, limit)
        return
    outcome = pipeline.status(settings.config(), absolute(settings, paths), locales)
    said = reports.status(
        outcome.progress,
        form,
        colour=settings.colour,
        candidates=outcome.candidates,
        terms=outcome.terms,
    )
    click.echo(said, color=settings.colour)
    finish(settings, outcome)


def _waiting(
    settings: Settings, paths: tuple[str, ...], locales: tuple[str, ...], form: str, limit: int | None
) -> None:
    """Print the order of work."""
    from l10n import pipeline
    from l10n.outcome import Outcome
    from l10n.reports import todo

    if form == "html":
        raise click.UsageError("--todo is written as text or json")
    outcome = Outcome()
    with settings.bar("status") as progress:
        listed = pipeline.todo(settings.config(), absolute(settings, paths), locales, outcome, progress)
    if form == "json":
        click.echo(todo.as_json_text(listed, limit), nl=False)
    else:
        click.echo(todo.text(listed, surface(settings), limit), nl=False, color=settings.colour)
    for line in outcome.lines:
        settings.say(line)
    finish(settings, outcome)


@click.command()
@click.argument("file", required=False, type=click.Path())
@click.option("--locale", "-l", "tag", metavar="TAG", help="The text's language; the project's, else en.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", help="The form.")
@click.pass_obj
def segment(settings: Settings, file: str | None, tag: str | None, form: str) -> None:
    """One sentence a line, from FILE or standard input."""
    from l10n import pipeline
    from l10n.storage import files

    name = "standard input" if file is None else str(file)
    data = sys.stdin.buffer.read() if file is None else files.read(str(below(settings, file)), name)
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
