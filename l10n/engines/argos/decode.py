"""Many sentences through one model: sorted by length into large batches, a few of them in work at a time.

argostranslate hands CTranslate2 batches of 32 tokens, about a sentence each. The same settings over all
sentences of a run give the same translations for a fraction of the work. Batches are handed over one by one,
so that what is done is told at once and Ctrl-C is heard at once.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from l10n.engines.argos import align
from l10n.engines.argos.align import Links, Weights
from l10n.engines.argos.flaws import LONGEST, flaw
from l10n.engines.argos.loading import Model, open_model, require

__all__ = ["Decoded", "Way", "decode", "open_model", "require"]

LENGTH_PENALTY = 0.2
_UNKNOWN = "<unk>"
_AHEAD = 1
"""Batches handed over beside those in work. They cannot be taken back: the process ends after them."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.0002, 0.02
"""Seconds between two looks at whether a batch is done."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to decode. `longest` is how many pieces of a sentence a model is given at once.

    The penalty and the size of the runs of tokens that must not come twice are CTranslate2's own; 1 and 0
    leave decoding as argostranslate has it.
    """

    beam: int = 4
    repetition_penalty: float = 1
    no_repeat: int = 0
    longest: int = 150

    def __str__(self) -> str:
        """As it stands in a signature."""
        return f"{self.beam}/{self.repetition_penalty:g}/{self.no_repeat}/{self.longest}"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The translation of one sentence. `score` is the mean log-probability of its tokens.

    `failure` says what is wrong with it where its looks give it away; `attention` is empty unless asked for.
    """

    source: str
    text: str
    score: float
    failure: str
    pieces: Sequence[str]
    target_pieces: Sequence[str]
    attention: Sequence[Sequence[float]] = ()

    def weights(self) -> Weights:
        """How much each word of the text looked at each word of the source."""
        return align.weights(self.source, self.pieces, self.text, self.target_pieces, self.attention)

    def links(self) -> Links:
        """Which words of the source became which of the text."""
        return self.weights().links()


@dataclass(frozen=True, slots=True)
class _Task:
    """How batches are asked for. Looking for the source words of unknown tokens takes time of its own."""

    way: Way
    attention: bool
    replace_unknowns: bool


def decode(
    model: Model, sentences: Sequence[str], way: Way, *, attention: bool = False
) -> Iterator[tuple[int, Decoded]]:
    """(number of the sentence, its translation), the longest first. Equal ones are the caller's to spare.

    A token that the model cannot say becomes the source's word in its place; such sentences come last. Where
    a batch does not fit into the device's memory it is halved, and so are those after it. Raises EngineError
    where CTranslate2 gives up.
    """
    tokenized = [model.tokenize(sentence) for sentence in sentences]
    order = sorted(range(len(tokenized)), key=lambda at: -len(tokenized[at]))
    unknown: list[int] = []
    for at, result in _results(model, tokenized, order, _Task(way, attention, replace_unknowns=False)):
        if _UNKNOWN in result.hypotheses[0]:
            unknown.append(at)
        else:
            yield at, _decoded(model, sentences[at], tokenized[at], result)
    for at, result in _results(model, tokenized, unknown, _Task(way, attention, replace_unknowns=True)):
        yield at, _decoded(model, sentences[at], tokenized[at], result)


def _results(
    model: Model, tokenized: Sequence[list[str]], order: Sequence[int], task: _Task
) -> Iterator[tuple[int, Any]]:
    """CTranslate2's results for the sentences with these numbers, in this order, the longest first."""
    waiting = deque(order)
    limit = _limit(model, [tokenized[at] for at in order])
    flying: deque[tuple[list[int], list[Any]]] = deque()
    while waiting or flying:
        while waiting and len(flying) < model.backend.batches + _AHEAD:
            some = _batch(waiting, tokenized, limit)
            flying.append((some, _begun(model, [tokenized[at] for at in some], task)))
        some, begun = flying.popleft()
        try:
            results = [_waited(one) for one in begun]
        except (RuntimeError, ValueError) as error:
            if "out of memory" not in str(error) or len(some) == 1:
                raise model.error(error) from None
            limit = min(limit, max(1, len(tokenized[some[0]]) * len(some) // 2))
            waiting.extendleft(reversed(some))
            continue
        yield from zip(some, results, strict=True)


def _limit(model: Model, tokenized: Sequence[Sequence[str]]) -> int:
    """Tokens of a batch: what the backend likes, less where that would leave some of its threads idle."""
    share = sum(map(len, tokenized)) // model.backend.batches
    return min(model.backend.batch_tokens, max(share, model.backend.batch_tokens // 8))


def _batch(waiting: deque[int], tokenized: Sequence[Sequence[str]], limit: int) -> list[int]:
    """The next sentences, as many as with their padding stay under the limit, one at least."""
    most = max(1, limit // max(1, len(tokenized[waiting[0]])))
    return [waiting.popleft() for _ in range(min(most, len(waiting)))]


def _begun(model: Model, tokens: list[list[str]], task: _Task) -> list[Any]:
    """CTranslate2's promise of each translation."""
    prefix = model.package.target_prefix
    try:
        begun: list[Any] = model.translator.translate_batch(
            tokens,
            target_prefix=[[prefix]] * len(tokens) if prefix else None,
            replace_unknowns=task.replace_unknowns,
            asynchronous=True,
            beam_size=task.way.beam,
            num_hypotheses=1,
            length_penalty=LENGTH_PENALTY,
            repetition_penalty=task.way.repetition_penalty,
            no_repeat_ngram_size=task.way.no_repeat,
            max_decoding_length=LONGEST,
            return_scores=True,
            return_attention=task.attention,
        )
    except (RuntimeError, ValueError) as error:
        raise model.error(error) from None
    return begun


def _waited(begun: Any) -> Any:
    """The result, once it is there. Looking now and then instead of waiting lets Ctrl-C through."""
    pause = _FIRST_PAUSE
    while not begun.done():
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    return begun.result()


def _decoded(model: Model, sentence: str, pieces: list[str], result: Any) -> Decoded:
    target_pieces: list[str] = result.hypotheses[0]
    text: str = model.tokenizer.decode(target_pieces)
    if model.package.target_prefix:
        text = text.removeprefix(model.package.target_prefix)
    text = text.removeprefix(" ")
    # CTranslate2's score: the sum of log-probabilities over (number of tokens, the end sign too) ** penalty.
    score = result.scores[0] * (len(target_pieces) + 1) ** (LENGTH_PENALTY - 1)
    attention = result.attention[0] if result.attention else ()
    failure = flaw(sentence, pieces, text, target_pieces)
    return Decoded(sentence, text, score, failure, pieces, target_pieces, attention)
