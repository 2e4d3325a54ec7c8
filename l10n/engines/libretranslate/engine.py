"""The engine as an object with its settings: which pairs its server has, and texts through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from l10n.engines import Segment, Translation, web
from l10n.engines.libretranslate import languages
from l10n.engines.libretranslate.run import Run
from l10n.engines.options import Options
from l10n.engines.web import options as web_options
from l10n.errors import EngineError
from l10n.outcome import Report, silent

_WAYS = 2
_NOWHERE = web.Address("")
_OWN = ("version", "batch")
_DEFAULTS = web_options.Defaults(
    "", "LIBRETRANSLATE_API_KEY", "api_key", web.Limits(timeout=120, concurrency=2)
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project says: where the server is, `version` of what runs there, texts in one request."""

    address: web.Address = _NOWHERE
    limits: web.Limits = _DEFAULTS.limits
    version: str = ""
    batch: int = 16


def read(table: Mapping[str, object]) -> Settings:
    """The settings in a project's table. Raises L10nError, without a path, for what cannot be."""
    options = Options(table)
    options.known(*web_options.NAMES, *_OWN)
    version, batch = options.text("version"), options.whole("batch", Settings().batch, 1, 1000)
    if not options.text("url"):
        return Settings(version=version, batch=batch)
    address, limits = web_options.connection(options, _DEFAULTS)
    return Settings(address, limits, version, batch)


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """A LibreTranslate server as an Engine. It is asked once which pairs it has."""

    settings: Settings = Settings()
    name: str = "libretranslate"
    takes_terms: bool = False
    attempts: int = _WAYS
    _known: dict[str, languages.Languages] = field(default_factory=dict, repr=False, compare=False)

    @property
    def batch(self) -> int:
        """Texts in one request."""
        return self.settings.batch

    def configured(self, options: Mapping[str, object], folder: Path) -> LibreTranslate:  # noqa: ARG002  it remembers nothing
        """The engine with a project's options. Raises L10nError, without a path, for one that cannot be."""
        return LibreTranslate(read(options))

    def signature(self, source: str, target: str) -> str:
        """The server's address, and its version if the project says it: a server does not tell its models."""
        version = self.settings.version or "?"
        return f"{self.name} 1; {self.settings.address.url}; version={version}; {source}-{target}"

    def origin(self, source: str, target: str) -> str:
        """`libretranslate en-es`, with the version that the project says.

        Raises EngineError where the server does not have the pair, or cannot be asked.
        """
        self._languages().codes(source, target)
        return " ".join(filter(None, (self.name, f"{source}-{target}", self.settings.version)))

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs that the server says it has; none where there is no server, or it cannot be asked."""
        try:
            return self._languages().pairs() if self.settings.address.url else []
        except EngineError:
            return []

    def prepare(self, source: str, target: str, progress: Report = silent) -> bool:  # noqa: ARG002  nothing to wait for
        """Whether the server has the pair. Raises EngineError that says why it cannot be asked."""
        return (source, target) in self._languages().pairs()

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        """One translation for each text, in order. Raises EngineError as `translate_all` does."""
        done = dict(self.translate_all([Segment(text) for text in texts], source, target))
        return [done[number] for number in range(len(texts))]

    def translate_all(
        self, segments: Sequence[Segment], source: str, target: str
    ) -> Iterator[tuple[int, Translation]]:
        """Each segment's number with its translation, as they come.

        Raises EngineError where the server cannot be talked to, or does not want to talk to us.
        """
        codes = self._languages().codes(source, target)
        settings = self.settings
        return Run(segments, codes, settings.batch, settings.address, settings.limits).translations()

    def _languages(self) -> languages.Languages:
        address = self.settings.address
        if not address.url:
            hint = 'write url = "http://localhost:5000", or where yours is, in [engines.libretranslate]'
            raise EngineError("the libretranslate engine has no server", hint=hint)
        if "" not in self._known:
            answer = web.ask(address, self.settings.limits, "/languages")
            if isinstance(answer, web.Refusal):
                raise EngineError(f"{address.host}: {answer.reason}", hint=answer.hint)
            self._known[""] = languages.read(answer.data, address.host)
        return self._known[""]
