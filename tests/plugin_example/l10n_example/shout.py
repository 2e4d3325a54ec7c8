"""An engine: "translates" any language into English capitals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from l10n.engines import Translation
from l10n.outcome import Report

name = "shout"
batch = 1000
translates = False  # nobody needs to ask whether what it says is in the right language


def signature(source: str, target: str) -> str:
    """Everything that changes the output: only the version does."""
    return "shout 1"


def origin(source: str, target: str) -> str:
    """What stands in the PO file's comment."""
    return "shout"


def pairs() -> Iterable[tuple[str, str]]:
    """No pair is listed: `prepare` answers for each that is asked for."""
    return ()


def prepare(source: str, target: str, progress: Report) -> bool:
    """Every pair can be done at once."""
    return True


def translate(texts: Sequence[str], source: str, target: str) -> list[Translation]:
    """Capitals. Slots are no letters, so they stay where they are."""
    return [Translation(text.upper()) for text in texts]
