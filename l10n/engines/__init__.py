"""Translation engines: texts in, translations out, in the same order. One file each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine made of one text. `score` is a mean log-probability where the engine has one.

    `unknown` are source words the engine left as they were because it does not know them. `failure` says why
    there is no text: an engine that cannot do one sentence says so here and goes on with the others.
    """

    text: str
    score: float | None = None
    unknown: tuple[str, ...] = ()
    failure: str = ""


class Engine(Protocol):
    """A translation engine. It sees texts, never a file.

    In a text, each inline code is one private-use character, a *slot* (`l10n.text.inline` makes and reads
    them): the engine's output must hold the same slots at their new places. How it gets them through (attention,
    superblanks, tags, masks) is its own affair; what it returns is verified.
    """

    name: str

    def signature(self, source: str, target: str) -> str:
        """All the settings that make this engine's output for a pair: the same signature, the same output."""
        ...

    def pairs(self) -> Iterable[tuple[str, str]]:
        """The (source, target) locales it can do now, as BCP 47 tags."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        """One translation for each text, in order. Raises EngineError where the engine as a whole breaks."""
        ...
