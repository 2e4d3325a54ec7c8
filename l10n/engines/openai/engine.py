"""A language model as an engine: batches asked for, answers read, what is wrong with one asked for again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from l10n.engines import Segment, Translation
from l10n.engines.openai import prompt, tokens
from l10n.engines.openai.batches import batches
from l10n.engines.openai.options import Settings, read
from l10n.engines.openai.run import Run
from l10n.engines.web.exchange import require
from l10n.errors import EngineError
from l10n.outcome import Report, silent


@dataclass(frozen=True, slots=True)
class OpenAI:
    """The engine with its settings.

    A draft depends on the model, on all that it is told, and a little on the sentences that are asked for
    with it, even at temperature 0. Drafts are kept by sentence: one that has been made once stands, wherever
    its sentence comes again and whatever its neighbours are then.
    """

    settings: Settings = field(default_factory=lambda: read({}))

    @property
    def name(self) -> str:
        """`openai`."""
        return "openai"

    @property
    def batch(self) -> int:
        """How many segments are in a request at most."""
        return self.settings.batch

    @property
    def attempts(self) -> int:
        """Two: in a batch, then alone with what was wrong."""
        return 2

    @property
    def takes_terms(self) -> bool:
        """True: the model is told which translations to use."""
        return True

    def configured(self, options: Mapping[str, object], folder: Path) -> OpenAI:  # noqa: ARG002  it remembers nothing
        """The engine with a project's options. Raises L10nError, without a path, for one that cannot be."""
        return OpenAI(read(options))

    def signature(self, source: str, target: str) -> str:
        """The server, the model, and all that it is told but the texts. Raises EngineError for no model."""
        self._check_model()
        settings = self.settings
        parts = urlsplit(settings.address.url)
        return "; ".join((
            f"openai {prompt.VERSION} {parts.netloc}{parts.path} {settings.model} {source}-{target}",
            f"temperature={settings.temperature} seed={settings.seed} json={settings.json_schema}",
            f"batch={settings.batch} tokens={settings.tokens} context={settings.context}",
            f"style={json.dumps(settings.style)}",
        ))  # fmt: skip

    def origin(self, source: str, target: str) -> str:
        """`openai <model> en-es`. Raises EngineError where no model is named or there is no key."""
        self._check()
        return f"openai {self.settings.model} {source}-{target}"

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """None is listed: a model says yes to any, and `prepare` with it."""
        return ()

    def prepare(self, source: str, target: str, progress: Report = silent) -> bool:  # noqa: ARG002  all pairs alike
        """Whether a model is named, and a key is there if one is needed. Asks nobody."""
        try:
            self._check()
        except EngineError:
            return False
        return True

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        """One translation for each text, in order. Raises EngineError as `translate_all` does."""
        made = dict(self.translate_all([Segment(text) for text in texts], source, target))
        return [made[at] for at in range(len(texts))]

    def translate_all(
        self, segments: Sequence[Segment], source: str, target: str
    ) -> Iterator[tuple[int, Translation]]:
        """Each segment's number with its translation, as replies come in.

        Raises EngineError where the server cannot be reached, does not let us in, or answers nothing of use.
        """
        self._check()
        return Run(self.settings, segments, source, target).translations()

    def estimate(self, segments: Sequence[Segment], source: str, target: str) -> str:
        """`openai (gpt-x): about 12,300 tokens in, 9,800 out, 0.04 USD`, if every first answer will do."""
        there = back = 0
        for numbers in batches(segments, self.settings, target):
            some = [segments[at] for at in numbers]
            said = prompt.prompt(some, self.settings, source, target)
            there += tokens.count(said.system) + tokens.count(said.user)
            back += sum(tokens.translated(one.text, target) + tokens.FOR_ONE for one in some)
        cost = tokens.cost(there, back, self.settings.price_in, self.settings.price_out)
        return f"openai ({self.settings.model}): about {_round(there)} tokens in, {_round(back)} out{cost}"

    def _check_model(self) -> None:
        if not self.settings.model:
            hint = 'write model = "..." under [engines.openai] in l10n.toml'
            raise EngineError("no model is named for openai", hint=hint)

    def _check(self) -> None:
        self._check_model()
        require()
        address = self.settings.address
        if address.key_env and not address.is_loopback and not address.key():
            hint = f'set ${address.key_env}, or write key-env = "" where the server wants no key'
            raise EngineError(f"no key for {address.host}", hint=hint)


def _round(number: int) -> str:
    """A number of tokens in three digits: the others would pretend."""
    by = 10 ** max(0, len(str(number)) - 3)
    return f"{round(number / by) * by:,}"
