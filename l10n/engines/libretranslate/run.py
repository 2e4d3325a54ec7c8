"""One run through a server: segments as texts to ask for, in batches; what goes wrong is asked for alone."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from l10n.engines import Segment, Translation, web
from l10n.engines.libretranslate import whole
from l10n.errors import EngineError
from l10n.text.codes.inline import SLOT
from l10n.text.codes.tags import from_tags, to_tags

_PATH = "/translate"
_OF_ALL = re.compile("api.?key|not supported|not available as a target", re.IGNORECASE)
"""What a server says, with status 400, that it would say of any text."""
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?")
_NO_OTHER = "there is no other way to ask the server for it"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text to ask for: the number of its segment and its own among the segment's."""

    segment: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pieces asked for together."""

    form: str
    pieces: tuple[_Piece, ...]


@dataclass(slots=True)
class Run:
    """Segments on their way through a server. The codes are the server's own, of the languages."""

    segments: Sequence[Segment]
    codes: tuple[str, str]
    size: int
    address: web.Address
    limits: web.Limits
    waiting: dict[int, list[str | None]] = field(default_factory=dict)
    """What has come for each segment that is not done yet."""
    failed: set[int] = field(default_factory=set)
    asks: deque[web.Ask] = field(default_factory=deque)

    def translations(self) -> Iterator[tuple[int, Translation]]:
        """Each segment's number with its translation. Raises EngineError where the server is of no use."""
        by_form: dict[str, list[_Piece]] = {}
        for at, segment in enumerate(self.segments):
            form, texts = _asked(segment)
            if not texts:
                yield at, Translation("", failure=segment.fault or _NO_OTHER)
                continue
            self.waiting[at] = [None] * len(texts)
            by_form.setdefault(form, []).extend(map(_Piece, [at] * len(texts), count(), texts))
        for form, pieces in by_form.items():
            for start in range(0, len(pieces), self.size):
                self.asks.append(self._ask(_Batch(form, tuple(pieces[start : start + self.size]))))
        if not self.asks:
            return
        with web.Exchange(self.address, self.limits) as exchange:
            for ask, answer in exchange.run(self.asks):
                yield from self._answered(ask.ticket, answer)

    def _ask(self, batch: _Batch) -> web.Ask:
        texts = [piece.text for piece in batch.pieces]
        source, target = self.codes
        said = texts if len(texts) > 1 else texts[0]
        body = {"q": said, "source": source, "target": target, "format": batch.form}
        return web.Ask(_PATH, body, batch)

    def _answered(self, batch: _Batch, answer: web.Reply | web.Refusal) -> Iterator[tuple[int, Translation]]:
        if isinstance(answer, web.Refusal) and answer.status == 400 and _OF_ALL.search(answer.reason):
            raise EngineError(f"{self.address.host}: {answer.reason}", hint=f"check ${self.address.key_env}")
        texts = None if isinstance(answer, web.Refusal) else _read(answer.data, len(batch.pieces))
        if texts is not None:
            for piece, text in zip(batch.pieces, texts, strict=True):
                yield from self._come(piece, text)
        elif len(batch.pieces) > 1:
            self.asks.extendleft(self._ask(_Batch(batch.form, (one,))) for one in reversed(batch.pieces))
        else:
            at = batch.pieces[0].segment
            if at not in self.failed:
                self.failed.add(at)
                reason = (
                    answer.reason if isinstance(answer, web.Refusal) else "the reply holds no translation"
                )
                yield at, Translation("", failure=reason)

    def _come(self, piece: _Piece, text: str) -> Iterator[tuple[int, Translation]]:
        """The translation of a segment, once the last of its pieces is there."""
        at = piece.segment
        come = self.waiting[at]
        come[piece.number] = text
        done = [one for one in come if one is not None]
        if len(done) == len(come) and at not in self.failed:
            yield at, _made(self.segments[at], done)


def _ways(text: str) -> list[tuple[str, list[str]]]:
    """The ways to ask for a text, best first: the form, and the texts to ask for.

    Whatever the form, the server replaces what looks like an entity (`&lt;`) in its answer.
    """
    tags = "html", [to_tags(text)]
    if _ENTITY.search(text):
        return [tags]
    if not SLOT.search(text):
        return [("text", [text])]
    parts = whole.texts(text)
    return [("text", parts), tags] if parts else [tags]


def _asked(segment: Segment) -> tuple[str, list[str]]:
    """The form to ask in and the texts to ask for; no text where all ways have been tried."""
    ways = _ways(segment.text)
    return ways[segment.attempt] if segment.attempt < len(ways) else ("", [])


def _made(segment: Segment, come: Sequence[str]) -> Translation:
    if _asked(segment)[0] == "html":
        made = come[0].replace("&", "&amp;") if _ENTITY.search(segment.text) else come[0]
        return Translation(from_tags(made, segment.text))
    if not SLOT.search(segment.text):
        return Translation(SLOT.sub("", come[0]))
    return whole.placed(segment.text, come)


def _read(data: object, size: int) -> list[str] | None:
    """The texts in a reply, if they are as many as were asked for."""
    texts = data.get("translatedText") if isinstance(data, dict) else None
    if isinstance(texts, str):
        texts = [texts]
    if not isinstance(texts, list) or len(texts) != size or not all(isinstance(one, str) for one in texts):
        return None
    return texts
