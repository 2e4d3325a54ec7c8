"""One Argos package at work: many sentences through CTranslate2 at once, as argostranslate decodes one.

argostranslate hands CTranslate2 batches of 32 tokens, about a sentence each. The same settings over all
sentences of a call, sorted by length into large batches, give the same translations for a fraction of the
work.
"""

from __future__ import annotations

import operator
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from l10n.engines.argos import align, packages
from l10n.engines.argos.align import Links
from l10n.engines.argos.packages import Package
from l10n.errors import EngineError

BEAM = 4
LENGTH_PENALTY = 0.2
SETTINGS = f"beam={BEAM} length_penalty={LENGTH_PENALTY} replace_unknowns"
"""What besides the model decides a translation."""
_LIBRARIES = ("argostranslate", "ctranslate2", "sentencepiece", "sacremoses")
_BATCH_TOKENS = 1024  # on a model of real size 2.9 times less work than 32, and 2048 gains little more
_AT_ONCE = 1024
"""Sentences in one call into C++, which Ctrl-C has to wait for."""
_LONGEST = 256
"""Where decoding stops, CTranslate2's own limit: a translation this long has not come to its end."""
_PERIOD = 12
"""The longest run of tokens that counts as a loop when it comes again and again."""


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

    def links(self) -> Links:
        """Which words of the source became which of the text."""
        return align.links(self.source, self.pieces, self.text, self.target_pieces, self.attention)


def tokenize(package: Package, sentence: str) -> list[str]:
    """The pieces that the package's model sees. Raises EngineError where the package is broken."""
    _, tokenizer = load(package)
    pieces: list[str] = tokenizer.encode(sentence)
    return pieces


def decode(package: Package, sentences: Sequence[str], *, attention: bool = False) -> list[Decoded]:
    """A translation of each sentence, in order. Equal ones are worth sparing by the caller.

    Raises EngineError where the package is broken or CTranslate2 gives up.
    """
    translator, tokenizer = load(package)
    tokenized = [tokenizer.encode(sentence) for sentence in sentences]
    by_length = sorted(range(len(sentences)), key=lambda at: len(tokenized[at]), reverse=True)
    found: dict[int, Decoded] = {}
    for start in range(0, len(by_length), _AT_ONCE):
        chunk = by_length[start : start + _AT_ONCE]
        results = _translate(package, translator, [tokenized[at] for at in chunk], attention)
        for at, result in zip(chunk, results, strict=True):
            found[at] = _decoded(package, tokenizer, sentences[at], tokenized[at], result)
    return [found[at] for at in range(len(sentences))]


def load(package: Package) -> tuple[Any, Any]:
    """(CTranslate2 translator, tokenizer) of a package, kept for the rest of the process.

    Raises EngineError where the libraries are missing or the package is broken.
    """
    packages.check(package)
    return _load(package, packages.digest(package))


@lru_cache(maxsize=4)
def _load(package: Package, _digest: str) -> tuple[Any, Any]:
    packages.verify(package)
    return open_model(package)


def open_model(package: Package) -> tuple[Any, Any]:
    """What `load` gives, opened anew. Raises EngineError where the libraries are missing or it cannot be."""
    require()
    import ctranslate2
    from argostranslate import tokenizer as tokenizers

    cores = _cores()
    inside = min(4, cores)  # more threads on one batch gain little; further cores take further batches
    tokens = package.folder / "sentencepiece.model"
    try:
        translator = ctranslate2.Translator(
            str(package.folder / "model"),
            device="cpu",
            compute_type="auto",
            inter_threads=max(1, cores // inside),
            intra_threads=inside,
        )
        if tokens.is_file():
            tokenizer = tokenizers.SentencePieceTokenizer(tokens)
        else:
            tokenizer = tokenizers.BPETokenizer(package.folder / "bpe.model", package.source, package.target)
        tokenizer.encode("a")
    except (RuntimeError, ValueError, OSError) as error:
        raise package.error(f"cannot be loaded: {_first_line(error)}") from None
    return translator, tokenizer


def require() -> None:
    """Raise EngineError where a library is not installed; imports none."""
    for library in _LIBRARIES:
        if find_spec(library) is None:
            hint = "run: python -m pip install 'l10n[argos]'"
            raise EngineError(f"the argos engine is not installed ({library} is missing)", hint=hint)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _translate(package: Package, translator: Any, tokens: list[list[str]], attention: bool) -> list[Any]:
    prefix = [[package.target_prefix]] * len(tokens) if package.target_prefix else None
    try:
        results: list[Any] = translator.translate_batch(
            tokens,
            target_prefix=prefix,
            replace_unknowns=True,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            beam_size=BEAM,
            num_hypotheses=1,
            length_penalty=LENGTH_PENALTY,
            max_decoding_length=_LONGEST,
            return_scores=True,
            return_attention=attention,
        )
    except (RuntimeError, ValueError) as error:
        raise package.error(f"gave up: {_first_line(error)}") from None
    return results


def _decoded(package: Package, tokenizer: Any, sentence: str, pieces: list[str], result: Any) -> Decoded:
    target_pieces: list[str] = result.hypotheses[0]
    text: str = tokenizer.decode(target_pieces)
    if package.target_prefix:
        text = text.removeprefix(package.target_prefix)
    text = text.removeprefix(" ")
    # CTranslate2's score: the sum of log-probabilities over (number of tokens, the end sign too) ** penalty.
    score = result.scores[0] * (len(target_pieces) + 1) ** (LENGTH_PENALTY - 1)
    attention = result.attention[0] if result.attention else ()
    failure = _failure(sentence, pieces, text, target_pieces)
    return Decoded(sentence, text, score, failure, pieces, target_pieces, attention)


def _failure(sentence: str, pieces: Sequence[str], text: str, target_pieces: Sequence[str]) -> str:
    """What gives a bad translation away by its looks alone, "" where nothing does."""
    if not _has_word(text) and _has_word(sentence):
        return "the model gave nothing back"
    if len(target_pieces) >= _LONGEST:
        return "the model came to no end"
    often = repeats(target_pieces)
    if often > max(2, repeats(pieces)):
        return f"the model repeated itself {often} times"
    return ""


def repeats(pieces: Sequence[str]) -> int:
    """How often the run of tokens that is said most often in a row is said, 1 where none is said again.

    Runs of up to twelve tokens with a letter among them count; a single token counts one time less, since
    languages do double words.
    """
    most = 1
    for period in range(1, _PERIOD + 1):
        same = list(map(operator.eq, pieces, pieces[period:]))
        if sum(same) < period * most:
            continue
        run = 0
        for at, again in enumerate(same):
            run = run + 1 if again else 0
            often = run // period + (period > 1)
            if often > most and _has_word("".join(pieces[at : at + period])):
                most = often
    return most


def _has_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
