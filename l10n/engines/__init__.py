"""Translation engines: texts in, translations out. One file or folder each; `chain` chooses among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol, cast

from l10n.errors import EngineError, L10nError
from l10n.model import Span
from l10n.outcome import Report


@dataclass(frozen=True, slots=True)
class Translation:
    """What an engine made of one text. `score` is a mean log-probability where the engine has one.

    `unknown` are words the engine could not translate: they stand in the text as they are. `failure` says why
    there is no text: an engine that cannot do one sentence says so here and goes on with the others.
    """

    text: str
    score: float | None = None
    unknown: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Preferred:
    """A term of the glossary that stands in a text: where, counted in the text without its slots, and the
    translation that is preferred.
    """

    span: Span
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Segment:
    """What an engine is asked for: a text with slots, and what may help with it.

    `before` and `after` are its neighbours in the article, in the source language without markup, in their
    order. `attempt` counts from 0: where it is more, what the engine said before had the fault `fault`, and
    it is asked to find another way.
    """

    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    terms: tuple[Preferred, ...] = ()
    attempt: int = 0
    fault: str = ""


class Engine(Protocol):
    """A translation engine, a module or an object. It sees texts, never a file.

    In a text, each inline code is one private-use character, a *slot* (`l10n.text.codes.inline` makes and
    reads them): the engine's output must hold the same slots at their new places. How it gets them through
    (attention, superblanks, tags, masks) is its own affair; what it returns is verified.
    """

    @property
    def name(self) -> str:
        """What people call it in `l10n.toml` and on the command line."""
        ...

    @property
    def batch(self) -> int:
        """How many texts it likes to have at once: an interrupted run loses no more than these."""
        ...

    def signature(self, source: str, target: str) -> str:
        """All the settings that make this engine's output for a pair: the same signature, the same output."""
        ...

    def origin(self, source: str, target: str) -> str:
        """The short form that stands in the PO file: `argos en-es 1.9`.

        Raises EngineError where it cannot do the pair; the hint says what would make it able to.
        """
        ...

    def pairs(self) -> Iterable[tuple[str, str]]:
        """The (source, target) locales it can do now, as BCP 47 tags; none where it is not installed."""
        ...

    def prepare(self, source: str, target: str, progress: Report) -> bool:
        """Whether it can do a pair that `pairs` does not list, after a download if that is what it takes."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        """One translation for each text, in order. Raises EngineError where the engine as a whole breaks."""
        ...


class Streaming(Engine, Protocol):
    """An engine that would rather have all of a run's segments at once, and tell of each as it gets done."""

    @property
    def attempts(self) -> int:
        """In how many ways it can try a segment: it is asked again, `attempt` one higher, if need be."""
        ...

    @property
    def takes_terms(self) -> bool:
        """Whether the terms of a segment change what it makes of it."""
        ...

    def translate_all(
        self, segments: Sequence[Segment], source: str, target: str
    ) -> Iterator[tuple[int, Translation]]:
        """(number of the segment, its translation), each number once, in any order, as they get done.

        Raises EngineError where the engine as a whole breaks; what was told before stands.
        """
        ...


class Configurable(Engine, Protocol):
    """An engine that a project can say something to, in the table `[engines.<name>]` of its file."""

    def configured(self, options: Mapping[str, object], folder: Path) -> Engine:
        """The engine with these options, its table as TOML gives it, perhaps an empty one.

        `folder` is the project's own for what it remembers, `.l10n`; it may not be there yet. Raises
        L10nError, without a path, for an option that is unknown or cannot be.
        """
        ...


class Estimating(Engine, Protocol):
    """An engine that can say beforehand what a run would cost."""

    def estimate(self, segments: Sequence[Segment], source: str, target: str) -> str:
        """A line for people: `openai (gpt-x): about 12,300 tokens in, 9,800 out, 0.04 USD`. Asks nobody."""
        ...


@dataclass(frozen=True, slots=True)
class Route:
    """An engine and the pair it is asked for, which may be a wider one than the project's.

    `note` then says so, for people: `es-MX is drafted as es`.
    """

    engine: Engine
    source: str
    target: str
    note: str = ""


BUILT_IN: tuple[tuple[str, str], ...] = (
    ("argos", "l10n.engines.argos:ENGINE"),
    ("apertium", "l10n.engines.apertium"),
    ("command", "l10n.engines.command:ENGINE"),
    ("openai", "l10n.engines.openai:ENGINE"),
    ("libretranslate", "l10n.engines.libretranslate:ENGINE"),
    ("pseudo", "l10n.engines.pseudo"),
)
"""The engines that come with l10n, as entry points say it: name, and a module or an object of one that is an
Engine. Imported when first needed.
"""

GROUP = "l10n.engines"
"""The entry-point group of third parties' engines."""

AUTO = "auto"


@cache
def names() -> tuple[str, ...]:
    """The names of all engines there are: the built-in ones, then third parties' by name."""
    built_in = [name for name, _ in BUILT_IN]
    return (*built_in, *sorted({point.name for point in entry_points(group=GROUP)} - set(built_in)))


@cache
def get(name: str) -> Engine:
    """The engine called `name`. Raises L10nError where there is none, or a third party's cannot be loaded."""
    value = dict(BUILT_IN).get(name)
    if value is not None:
        return cast("Engine", EntryPoint(name, value, GROUP).load())
    for point in entry_points(group=GROUP, name=name):
        try:
            return cast("Engine", point.load())
        except (ImportError, AttributeError) as error:
            raise L10nError(
                f"the engine {name!r} ({point.value}) cannot be loaded: {error}",
                hint="reinstall or remove the package that brings it",
            ) from error
    near = get_close_matches(name, (AUTO, *names()), 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join((AUTO, *names()))}"
    raise L10nError(f"unknown engine {name!r}", hint=hint)


def configured(name: str, options: Mapping[str, object], folder: Path) -> Engine:
    """The engine called `name` with a project's options. Raises L10nError for one that takes none of them."""
    engine = get(name)
    if hasattr(engine, "configured"):
        return cast("Configurable", engine).configured(options, folder)
    if options:
        raise L10nError(f"the engine {name} has no options", hint=f"remove [engines.{name}]")
    return engine


def attempts(engine: Engine) -> int:
    """In how many ways an engine can try a segment."""
    return cast("Streaming", engine).attempts if hasattr(engine, "translate_all") else 1


def translates(engine: Engine) -> bool:
    """Whether what it says is language. An engine says `translates = False` of one that tests layouts: nobody
    asks then whether its numbers and letters are right.
    """
    return bool(getattr(engine, "translates", True))


def takes_terms(engine: Engine) -> bool:
    """Whether the terms of a segment change what an engine makes of it."""
    return hasattr(engine, "translate_all") and cast("Streaming", engine).takes_terms


def translations(
    engine: Engine, segments: Sequence[Segment], source: str, target: str, batch: int | None = None
) -> Iterator[list[tuple[int, Translation]]]:
    """What an engine makes of the segments, as `Streaming.translate_all` tells it, those that come at once in
    one list.

    Raises EngineError where it breaks, whatever it raised, and where a batch comes back in another number.
    """
    with breaking():
        if hasattr(engine, "translate_all"):
            for one in cast("Streaming", engine).translate_all(segments, source, target):
                yield [one]
            return
        size = batch or engine.batch
        for start in range(0, len(segments), size):
            some = segments[start : start + size]
            made = engine.translate([one.text for one in some], source, target)
            if len(made) != len(some):
                raise EngineError(f"it returned {len(made)} translations for {len(some)} texts")
            yield list(enumerate(made, start))


@contextmanager
def breaking() -> Iterator[None]:
    """Whatever an engine raises within is an EngineError, since it may be anybody's code."""
    try:
        yield
    except EngineError:
        raise
    except L10nError as error:
        raise EngineError(error.message, error.path, error.line, error.hint) from error
    except Exception as error:
        raise EngineError(f"it broke: {type(error).__name__}: {error}") from error


def known(wanted: Sequence[str]) -> tuple[str, ...]:
    """The names as they are. Raises L10nError, as `get` does, where one is no engine's."""
    for name in wanted:
        if name != AUTO:
            get(name)
    return tuple(wanted)
