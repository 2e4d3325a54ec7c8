"""One run of a model over many segments: a batch that goes wrong is asked for again in smaller ones."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from l10n.engines import Segment, Translation, web
from l10n.engines.openai import prompt, replies
from l10n.engines.openai.batches import batches
from l10n.engines.openai.options import Settings
from l10n.engines.openai.prompt import FORMATS, LIMITS, Prompt
from l10n.errors import EngineError

_PATH = "/chat/completions"
_IN_A_ROW = 5
"""Segments that fail alone, before a single one has come out well, until the model is given up."""
_OUR_SETTINGS = ("temperature", "seed")
_ABOUT_LIMIT = re.compile("max_tokens|max_completion_tokens")
_ABOUT_FORMAT = re.compile("response_format|json_schema|json_object|structured output|grammar", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Numbers of segments asked for together, and how."""

    numbers: tuple[int, ...]
    prompt: Prompt
    form: int
    limit: int


@dataclass(slots=True)
class Run:
    """Segments on their way through a model. What the server turns out not to know is asked for once only."""

    settings: Settings
    segments: Sequence[Segment]
    source: str
    target: str
    form: int = 0
    """Which of FORMATS the server is asked for."""
    limit: int = 0
    """Which of `limits` it is told."""
    limits: Sequence[str] = LIMITS
    asks: deque[web.Ask] = field(default_factory=deque)
    done: int = 0
    failed: int = 0

    def translations(self) -> Iterator[tuple[int, Translation]]:
        """Each segment's number with its translation. Raises EngineError where the server is of no use."""
        self.form = len(FORMATS) - 1 if self.settings.json_schema == "off" else 0
        if self.settings.address.host == "api.openai.com":
            self.limits = (LIMITS[1], LIMITS[0], LIMITS[2])
        for numbers in batches(self.segments, self.settings, self.target):
            self.asks.append(self._ask(numbers))
        if not self.asks:
            return
        with web.Exchange(self.settings.address, self.settings.limits) as exchange:
            for ask, answer in exchange.run(self.asks):
                if isinstance(answer, web.Refusal):
                    yield from self._refused(ask.ticket, answer)
                else:
                    yield from self._answered(ask.ticket, replies.answer(answer.data))

    def _ask(self, numbers: tuple[int, ...]) -> web.Ask:
        some = [self.segments[at] for at in numbers]
        said = prompt.prompt(some, self.settings, self.source, self.target)
        body = said.body(self.settings, FORMATS[self.form], self.limits[self.limit], self.target)
        return web.Ask(_PATH, body, _Batch(numbers, said, self.form, self.limit), _ABOUT_FORMAT)

    def _answered(self, batch: _Batch, answer: replies.Answer) -> Iterator[tuple[int, Translation]]:
        wrong: list[int] = []
        for at, given in zip(batch.numbers, batch.prompt.ids, strict=True):
            made = replies.translation(answer, given, self.segments[at])
            if not made.failure:
                self.done += 1
                yield at, made
            elif len(batch.numbers) == 1:
                yield self._failed(at, made.failure)
            else:
                wrong.append(at)
        if wrong:
            self._again(batch, wrong)

    def _refused(self, batch: _Batch, refusal: web.Refusal) -> Iterator[tuple[int, Translation]]:
        if self._learns(batch, refusal):
            self.asks.appendleft(self._ask(batch.numbers))
        elif refusal.status in (400, 422) and refusal.param in _OUR_SETTINGS:
            hint = 'write temperature = "default"' if refusal.param == "temperature" else ""
            raise EngineError(f"{self.settings.address.host}: {refusal.reason}", hint=hint)
        elif len(batch.numbers) > 1:
            self._again(batch, batch.numbers)
        else:
            yield self._failed(batch.numbers[0], refusal.reason)

    def _learns(self, batch: _Batch, refusal: web.Refusal) -> bool:
        """Whether a server refuses the way it was asked, and there is another.

        In that it is asked from now on, by the requests too that are waiting already.
        """
        said = f"{refusal.param} {refusal.reason}"
        if refusal.status not in (400, 422, 500, 501):
            return False
        if self.settings.json_schema == "auto" and FORMATS[batch.form] and _ABOUT_FORMAT.search(said):
            self.form = max(self.form, batch.form + 1)
        elif self.limits[batch.limit] and _ABOUT_LIMIT.search(said):
            self.limit = max(self.limit, batch.limit + 1)
        else:
            return False
        waiting = [self._ask(ask.ticket.numbers) for ask in self.asks]
        self.asks.clear()
        self.asks.extend(waiting)
        return True

    def _again(self, batch: _Batch, wrong: Sequence[int]) -> None:
        """Ask again for what went wrong in a batch, before all others: in a smaller one, or its halves."""
        parts = [tuple(wrong)]
        if len(wrong) == len(batch.numbers):
            half = (len(wrong) + 1) // 2
            parts = [tuple(wrong[:half]), tuple(wrong[half:])]
        self.asks.extendleft(self._ask(part) for part in reversed(parts))

    def _failed(self, at: int, reason: str) -> tuple[int, Translation]:
        self.failed += 1
        if not self.done and self.failed >= _IN_A_ROW:
            raise EngineError(
                f"{self.settings.address.host}: {reason}", hint="try another model or json-schema"
            )
        return at, Translation("", failure=reason)
