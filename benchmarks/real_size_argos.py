"""An Argos package of real size without a trained model: what a real one costs, saying what it is told.

Six layers a side, 512 wide, 2,048 inside, eight heads, 32,000 tokens, int8: the layout of Argos's models. All
weights are random and faint except one circuit: the last decoder layer looks at the source token in its own
place and says it, the end sign too. So each sentence is as long as its source, as translations are about, its
output is known, and every matrix is multiplied as in a real model. Nothing about quality can be told from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece
from ctranslate2.converters import utils as fusing
from ctranslate2.converters.converter import Converter
from ctranslate2.specs import TransformerSpec, common_spec

LAYERS, HEADS, WIDTH, INNER, VOCABULARY, POSITIONS = 6, 8, 512, 2048, 32_000, 300
PLACE = WIDTH // HEADS
"""How many of the numbers that describe a token say where it stands; the rest say which one it is."""
FAINT = 0.002
VERSION = "1"
"""Grows with the recipe: packages of an older one are built anew."""


def package(folder: Path, texts: Iterable[str]) -> Path:
    """The folder of packages that holds the package en-es, made from these texts if it is not there yet."""
    home = folder / f"real-size-{VERSION}"
    inside = home / "translate-en_es-1_0"
    if not (inside / "metadata.json").is_file():
        inside.mkdir(parents=True, exist_ok=True)
        pieces = _tokenizer(texts, inside / "sentencepiece.model")
        _Copier(pieces).convert(str(inside / "model"), quantization="int8", force=True)
        metadata = {"package_version": "1.0", "argos_version": "1.9.0", "from_code": "en", "to_code": "es"}
        named = {**metadata, "from_name": "English", "to_name": "Spanish"}
        (inside / "metadata.json").write_text(json.dumps(named), encoding="utf-8")
    return home


def _tokenizer(texts: Iterable[str], file: Path) -> list[str]:
    """The pieces of a tokenizer trained on the texts; it is written to a file."""
    made = BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=made,
        vocab_size=8000,
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
        num_threads=1,
    )
    file.write_bytes(made.getvalue())
    tokenizer = sentencepiece.SentencePieceProcessor(model_proto=made.getvalue())
    return [tokenizer.id_to_piece(number) for number in range(3, tokenizer.get_piece_size())]


class _Copier(Converter):  # type: ignore[misc]  # ctranslate2 has no types
    """The weights as a CTranslate2 specification."""

    def __init__(self, pieces: list[str]) -> None:
        self.chance = np.random.default_rng(1)
        more = (f"\u2581unused{number}" for number in range(VOCABULARY))
        self.vocabulary = ["<unk>", "<blank>", "<s>", "</s>", *pieces, *more][:VOCABULARY]

    def _load(self) -> TransformerSpec:
        spec = TransformerSpec.from_config((LAYERS, LAYERS), HEADS, alignment_layer=-1, alignment_heads=HEADS)
        tokens = self.random(VOCABULARY, WIDTH)
        tokens[:, :PLACE] = 0
        tokens /= np.linalg.norm(tokens, axis=1, keepdims=True)
        for side, part in (("encoder", spec.encoder), ("decoder", spec.decoder)):
            shared = part.embeddings[0] if isinstance(part.embeddings, list) else part.embeddings
            shared.weight = tokens
            part.position_encodings.encodings = _places()
            self.norm(part.layer_norm)
            for number, layer in enumerate(part.layer):
                self.attention(layer.self_attention, alone=True)
                if side == "decoder":
                    self.attention(layer.attention, alone=False, copying=number == LAYERS - 1)
                self.norm(layer.ffn.layer_norm)
                self.linear(layer.ffn.linear_0, INNER, WIDTH)
                self.linear(layer.ffn.linear_1, WIDTH, INNER)
        spec.decoder.projection.weight = tokens
        spec.decoder.projection.bias = np.zeros(VOCABULARY, np.float32)
        spec.config.decoder_start_token = "<s>"
        spec.config.add_source_eos = True
        spec.register_source_vocabulary(self.vocabulary)
        spec.register_target_vocabulary(self.vocabulary)
        return spec

    def random(self, *shape: int) -> np.ndarray[Any, np.dtype[np.float32]]:
        return self.chance.standard_normal(shape, np.float32)

    def linear(self, spec: Any, out: int, into: int) -> None:
        spec.weight, spec.bias = self.random(out, into) * FAINT, np.zeros(out, np.float32)

    def norm(self, spec: Any) -> None:
        spec.gamma, spec.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def attention(self, spec: Any, *, alone: bool, copying: bool = False) -> None:
        self.norm(spec.layer_norm)
        query, key, value = (common_spec.LinearSpec() for _ in range(3))
        for part in (query, key, value, spec.linear[-1]):
            self.linear(part, WIDTH, WIDTH)
        if copying:  # every head compares places; together they carry over all that says which token it is
            places = np.tile(np.eye(PLACE, WIDTH, dtype=np.float32), (HEADS, 1))
            query.weight += places
            key.weight += places
            value.weight += np.eye(WIDTH, dtype=np.float32)
            spec.linear[-1].weight += 3 * np.sqrt(WIDTH) * np.eye(WIDTH, dtype=np.float32)
        if alone:
            fusing.fuse_linear(spec.linear[0], [query, key, value])
        else:
            spec.linear[0].weight, spec.linear[0].bias = query.weight, query.bias
            fusing.fuse_linear(spec.linear[1], [key, value])


def _places() -> np.ndarray[Any, np.dtype[np.float32]]:
    """Sines and cosines of many rates, one row a position: rows of other positions have little in common."""
    rates = np.linspace(0.05, 3.1, PLACE // 2)
    angles = np.arange(POSITIONS)[:, None] * rates
    table = np.zeros((POSITIONS, WIDTH), np.float32)
    table[:, 0:PLACE:2], table[:, 1:PLACE:2] = np.sin(angles), np.cos(angles)
    return table * np.float32(np.sqrt(2 * WIDTH / PLACE))


__all__ = ["ctranslate2", "package"]
