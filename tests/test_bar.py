"""The progress bar: counts as counts, a download below it in bytes while it lasts."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from l10n.cli.common import Bar


def _shown(*, ends: bool) -> list[str]:
    columns = (TextColumn("{task.description}"), BarColumn(4), TextColumn("{task.fields[amount]}"))
    out = StringIO()
    progress = Progress(*columns, console=Console(file=out, width=60, no_color=True), auto_refresh=False)
    bar = Bar(progress, "draft")
    bar(1200, 48_000)
    bar.downloading(12_345_678, 243_123_456)
    if ends:
        bar.downloading(243_123_456, 243_123_456)
    progress.console.print(progress.get_renderable())
    return [" ".join(line.replace("━", "").replace("╸", "").split()) for line in out.getvalue().splitlines()]


def test_a_download_is_shown_in_bytes_below_what_is_counted() -> None:
    assert _shown(ends=False) == ["draft 1,200/48,000", "download 12.3/243.1 MB"]


def test_a_download_that_has_ended_is_shown_no_more() -> None:
    assert _shown(ends=True) == ["draft 1,200/48,000"]
