"""What a report for programs holds of a finding: no more of its texts than anybody reads, at its place."""

from __future__ import annotations

from dataclasses import replace

from l10n.model import Finding
from l10n.text.window import shortened, window

TEXT, MESSAGE = 10_000, 2_000
"""Code points of a text and of a message, at most. A text of 10 MB with 1,000 findings is 10 GB else."""


def bounded(one: Finding) -> tuple[Finding, bool]:
    """The finding with its texts cut to `TEXT` code points, places counted in what is left; whether any was.

    The message is cut too, and says so by a `…`.
    """
    if len(one.source) <= TEXT and len(one.target) <= TEXT and len(one.message) <= MESSAGE:
        return one, False
    source, target = window(one.source, one.source_at, TEXT), window(one.target, one.at, TEXT)
    cut = replace(
        one,
        message=shortened(one.message, None, MESSAGE),
        source=source.text,
        source_at=source.span,
        target=target.text,
        at=target.span,
    )
    return cut, source.before or source.after or target.before or target.after
