"""The Argos engine as a project has configured it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from l10n.engines import Segment, Translation
from l10n.engines.argos import loading, lock, machine, packages
from l10n.engines.argos.decode import LENGTH_PENALTY, Way
from l10n.engines.argos.leg import Wish, leg
from l10n.engines.argos.loading import Model
from l10n.engines.argos.options import Options, read
from l10n.engines.argos.packages import Package
from l10n.errors import EngineError
from l10n.outcome import Report, silent

_WINDOW = 1 << 16
"""Texts that are sorted by length together: enough for any run but a corpus, and bounds the memory of one."""
_PIVOT_WINDOW = 256
"""Texts in English that wait for the second model, for each batch that is in work: lost at Ctrl-C."""


_PLAIN = Options()


@dataclass(frozen=True, slots=True)
class Argos:
    """The engine with its options; `folder` is the project's own, where there is one."""

    options: Options = _PLAIN
    folder: Path | None = None

    name = "argos"
    batch = 128
    takes_terms = True

    @property
    def attempts(self) -> int:
        """In how many ways a text can be decoded."""
        return len(_ways(self.options.beam))

    def configured(self, options: Mapping[str, object], folder: Path) -> Argos:
        """The engine with the options of `[engines.argos]`. Raises L10nError for one that cannot be."""
        return Argos(read(options), folder)

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of BCP 47 tags that installed models can do, those through English last.

        None where the libraries are missing, whatever models there are.
        """
        try:
            loading.require()
        except EngineError:
            return []
        return packages.pairs()

    def origin(self, source: str, target: str) -> str:
        """The models that serve a pair, as a draft names them: `argos fr-en 1.9 + en-es 1.9`.

        Raises EngineError where there are none.
        """
        return f"{self.name} {' + '.join(package.name for package in _route(source, target))}"

    def signature(self, source: str, target: str) -> str:
        """All that decides a translation: the models' digests, the libraries' versions, how they decode.

        Raises EngineError where there is no model, the libraries are missing, a model cannot be read, or is
        not the one that the project has drafted with so far.
        """
        route = _route(source, target)
        loading.require()
        lock.verify(self.folder, route)
        libraries = [f"{library}={version(library)}" for library in ("ctranslate2", "sentencepiece")]
        models = [f"{package.name} {packages.digest(package)}" for package in route]
        ways = "ways=" + ",".join(map(str, _ways(self.options.beam)))
        decoding = f"{ways} length_penalty={LENGTH_PENALTY} replace_unknowns"
        where = machine.output_settings(self.options)
        return "; ".join([self.name, *models, *libraries, decoding, where, "placing=2", "terms=1"])

    def prepare(self, source: str, target: str, progress: Report = silent) -> bool:
        """Whether the pair can be done, after downloading what the index has for it if need be.

        Raises L10nError where the libraries are missing, the index cannot be reached or a download fails.
        """
        from l10n.engines.argos import models

        loading.require()
        return bool(packages.route(source, target)) or models.fetch(source, target, progress, self.folder)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        """One translation for each text, in order, its slots at their new places.

        Raises EngineError where there is no model for the pair, or it is broken.
        """
        made = dict(self.translate_all([Segment(text) for text in texts], source, target))
        return [made[number] for number in range(len(texts))]

    def translate_all(
        self, segments: Sequence[Segment], source: str, target: str
    ) -> Iterator[tuple[int, Translation]]:
        """(number of the segment, its translation), each as it gets done, the longest first.

        Raises EngineError where there is no model for the pair, it is broken, or it is not the one that the
        project has drafted with so far.
        """
        route = _route(source, target)
        loading.require()
        lock.check(self.folder, route)
        backend = machine.backend(self.options)
        models = [loading.load(package, backend) for package in route]
        ways = _ways(self.options.beam)
        for attempt in sorted({one.attempt for one in segments}):
            way = ways[min(attempt, len(ways) - 1)]
            wishes = (
                Wish(number, one.text, one.terms)
                for number, one in enumerate(segments)
                if one.attempt == attempt
            )
            if len(models) == 1:
                yield from leg(models[0], wishes, way, _WINDOW)
            else:
                yield from _through(models, wishes, way)


def _through(models: Sequence[Model], wishes: Iterator[Wish], way: Way) -> Iterator[tuple[int, Translation]]:
    """Texts through English. Terms are left to the reviewer: nothing aligns their words with the last."""
    first, second = models
    failed: list[tuple[int, Translation]] = []
    scores: dict[int, float | None] = {}

    def english() -> Iterator[Wish]:
        bare = (Wish(wish.number, wish.text) for wish in wishes)
        for number, one in leg(first, bare, way, _WINDOW):
            if one.failure:
                failed.append((number, one))
            else:
                scores[number] = one.score
                yield Wish(number, one.text)

    for number, one in leg(second, english(), way, _PIVOT_WINDOW * second.backend.batches):
        yield from failed
        failed.clear()
        both = [score for score in (scores.pop(number), one.score) if score is not None]
        yield number, Translation(one.text, min(both, default=None), failure=one.failure)
    yield from failed


def _route(source: str, target: str) -> tuple[Package, ...]:
    route = packages.route(source, target)
    if not route:
        codes = (packages.codes(tag)[0] for tag in (source, target))
        hint = f"run: l10n models install {' '.join(codes)}"
        raise EngineError(f"no Argos model for {source} to {target} is installed", hint=hint)
    return route


def _ways(beam: int) -> tuple[Way, ...]:
    """How a text is decoded at first, then again where that failed.

    Of 156 sentences that the tiny model of our tests garbles, the second way saved 60, the third 30 more;
    the second alone with the beam left as it is saved 13: what beam search likes too well is often the end.
    """
    calm = Way(1, repetition_penalty=1.2, no_repeat=3)
    return Way(beam), calm, Way(beam, repetition_penalty=1.2, no_repeat=3, longest=20)
