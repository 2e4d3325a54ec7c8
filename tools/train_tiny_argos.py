"""Train the tiny English-Spanish model of tests/data and pack it as a real Argos package.

    python3 -m venv build/torch
    build/torch/bin/pip install torch==2.13.0 ctranslate2==4.8.5 sentencepiece==0.2.3 numpy
    build/torch/bin/python tools/train_tiny_argos.py build/tiny-argos

It takes about ten minutes on one core, writes `tiny-en-es.argosmodel` and its `.sha256` into the folder and
says how many held-out sentences it translates exactly. The model (CTranslate2, int8) learns the sentences of
tiny_argos_sentences.py and makes big models' mistakes on everything else: it proves that the machinery around
a model works, never how well anything translates. The committed file is the one whose checksum stands beside
it; another processor or torch may train a slightly different one, and tests must not lean on its every word.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import tempfile
import time
import zipfile
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece
import torch
from ctranslate2.converters import utils as fusing
from ctranslate2.converters.converter import Converter
from ctranslate2.specs import TransformerSpec, common_spec
from tiny_argos_sentences import pairs
from torch import nn
from torch.nn import functional

NAME = "translate-en_es-1_0"
METADATA = {
    "package_version": "1.0",
    "argos_version": "1.9.0",
    "from_code": "en",
    "from_name": "English",
    "to_code": "es",
    "to_name": "Spanish",
}
PACKAGE_README = """# A tiny model for tests

Trained on generated sentences by tools/train_tiny_argos.py of l10n. It proves that the machinery around a
model works; never use it to translate anything.
"""
LAYERS, HEADS, WIDTH, INNER, POSITIONS = 2, 4, 128, 384, 256
UNKNOWN, PAD, START, END = range(4)  # the vocabulary begins as OpenNMT-py's does
BATCH, WARM_UP, RATE = 64, 200, 1.5e-3


class Attention(nn.Module):
    """Pre-norm multi-head attention with its residual."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH, 1e-6)
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))

    def forward(self, x: torch.Tensor, memory: torch.Tensor | None, mask: torch.Tensor) -> torch.Tensor:
        asked = self.norm(x)
        known = asked if memory is None else memory
        query, key, value = (
            layer(side).view(x.size(0), -1, HEADS, WIDTH // HEADS).transpose(1, 2)
            for layer, side in ((self.query, asked), (self.key, known), (self.value, known))
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return x + self.out(seen.transpose(1, 2).reshape(x.shape))


class FeedForward(nn.Module):
    """Pre-norm feed-forward layer with its residual."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH, 1e-6)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.narrow(functional.relu(self.widen(self.norm(x))))


class Transformer(nn.Module):
    """OpenNMT-py's layout: sinusoidal positions, one embedding shared by source, target and output."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, WIDTH)
        nn.init.normal_(self.embedding.weight, 0, WIDTH**-0.5)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.encoder = nn.ModuleList(nn.ModuleList([Attention(), FeedForward()]) for _ in range(LAYERS))
        self.decoder = nn.ModuleList(
            nn.ModuleList([Attention(), Attention(), FeedForward()]) for _ in range(LAYERS)
        )
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(WIDTH, 1e-6), nn.LayerNorm(WIDTH, 1e-6)
        self.dropout = nn.Dropout(0.1)
        self.register_buffer("positions", torch.from_numpy(sinusoids()))

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        return self.dropout(self.embedding(ids) * math.sqrt(WIDTH) + self.positions[: ids.size(1)])

    def forward(self, source: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        present = (source != PAD)[:, None, None, :]
        memory = self.embed(source)
        for attention, feed in self.encoder:
            memory = feed(attention(memory, None, present))
        memory = self.encoder_norm(memory)
        length = target.size(1)
        past = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
        x = self.embed(target)
        for attention, crossing, feed in self.decoder:
            x = feed(crossing(attention(x, None, past), memory, present))
        return functional.linear(self.decoder_norm(x), self.embedding.weight, self.bias)


def sinusoids() -> np.ndarray:
    """Sines at even and cosines at odd places, one row a position."""
    rates = np.exp(np.arange(0, WIDTH, 2) * -(math.log(10000.0) / WIDTH))
    angles = np.arange(POSITIONS)[:, None] * rates
    table = np.zeros((POSITIONS, WIDTH), np.float32)
    table[:, 0::2], table[:, 1::2] = np.sin(angles), np.cos(angles)
    return table


class Exporter(Converter):
    """The trained weights as a CTranslate2 specification, whose last layer's heads give the alignment."""

    def __init__(self, model: Transformer, vocabulary: list[str]) -> None:
        self.weights = {name: value.detach().numpy() for name, value in model.state_dict().items()}
        self.vocabulary = vocabulary

    def _load(self) -> TransformerSpec:
        spec = TransformerSpec.from_config((LAYERS, LAYERS), HEADS, alignment_layer=-1, alignment_heads=HEADS)
        for side, part in (("encoder", spec.encoder), ("decoder", spec.decoder)):
            shared = part.embeddings[0] if isinstance(part.embeddings, list) else part.embeddings
            shared.weight = self.weights["embedding.weight"]
            part.position_encodings.encodings = self.weights["positions"]
            self.norm(part.layer_norm, f"{side}_norm")
            for number, layer in enumerate(part.layer):
                where = f"{side}.{number}"
                self.attention(layer.self_attention, f"{where}.0", alone=True)
                if side == "decoder":
                    self.attention(layer.attention, f"{where}.1", alone=False)
                self.feed(layer.ffn, f"{where}.{2 if side == 'decoder' else 1}")
        spec.decoder.projection.weight = self.weights["embedding.weight"]
        spec.decoder.projection.bias = self.weights["bias"]
        spec.config.decoder_start_token = "<s>"
        spec.config.add_source_eos = False
        spec.register_source_vocabulary(self.vocabulary)
        spec.register_target_vocabulary(self.vocabulary)
        return spec

    def linear(self, spec: common_spec.LinearSpec, name: str) -> None:
        spec.weight, spec.bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]

    def norm(self, spec: common_spec.LayerNormSpec, name: str) -> None:
        spec.gamma, spec.beta = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]

    def attention(self, spec: object, name: str, *, alone: bool) -> None:
        self.norm(spec.layer_norm, f"{name}.norm")
        query, *known = (common_spec.LinearSpec() for _ in range(3))
        for part, layer in zip((query, *known), ("query", "key", "value"), strict=True):
            self.linear(part, f"{name}.{layer}")
        if alone:
            fusing.fuse_linear(spec.linear[0], [query, *known])
        else:
            self.linear(spec.linear[0], f"{name}.query")
            fusing.fuse_linear(spec.linear[1], known)
        self.linear(spec.linear[-1], f"{name}.out")

    def feed(self, spec: object, name: str) -> None:
        self.norm(spec.layer_norm, f"{name}.norm")
        self.linear(spec.linear_0, f"{name}.widen")
        self.linear(spec.linear_1, f"{name}.narrow")


def train_tokenizer(sentences: list[str], path: Path) -> sentencepiece.SentencePieceProcessor:
    """A unigram tokenizer in which every digit is a token, so that numbers are copied digit by digit."""
    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_writer=file,
            vocab_size=700,
            character_coverage=1.0,
            model_type="unigram",
            split_digits=True,
            hard_vocab_limit=False,
            minloglevel=2,
            num_threads=1,
        )
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def vocabulary_of(tokenizer: sentencepiece.SentencePieceProcessor) -> list[str]:
    """The tokenizer's pieces after the four special tokens, in OpenNMT-py's order."""
    numbers = range(tokenizer.get_piece_size())
    plain = [n for n in numbers if not (tokenizer.is_control(n) or tokenizer.is_unknown(n))]
    return ["<unk>", "<blank>", "<s>", "</s>", *map(tokenizer.id_to_piece, plain)]


def train(data: list[tuple[list[int], list[int]]], vocabulary: int, steps: int, seed: int) -> Transformer:
    """The model after `steps` batches; prints the loss now and then."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model = Transformer(vocabulary).train()
    optimizer = torch.optim.Adam(model.parameters(), RATE, (0.9, 0.98))
    began = time.monotonic()
    for step in range(1, steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(step / WARM_UP, math.sqrt(WARM_UP / step))
        sources, targets = (padded(side) for side in zip(*chance.sample(data, BATCH), strict=True))
        guess = model(sources, targets[:, :-1]).flatten(0, 1)
        loss = functional.cross_entropy(
            guess, targets[:, 1:].flatten(), ignore_index=PAD, label_smoothing=0.1
        )
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % 100 == 0:
            print(f"step {step}: loss {loss.item():.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return model.eval()


def padded(rows: tuple[list[int], ...]) -> torch.Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])


def pack(files: dict[str, bytes], path: Path) -> str:
    """Write the package, the same bytes for the same files; its sha256."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{NAME}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            package.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def exact(
    model: Path, tokenizer: sentencepiece.SentencePieceProcessor, held_out: list[tuple[str, str]]
) -> float:
    """The share of held-out sentences that come out as their references; prints a few that do not."""
    translator = ctranslate2.Translator(str(model), device="cpu", intra_threads=1)
    tokens = [tokenizer.encode(english, out_type=str) for english, _ in held_out]
    results = translator.translate_batch(tokens, beam_size=4, length_penalty=0.2, max_batch_size=32)
    said = [tokenizer.decode_pieces(result.hypotheses[0]) for result in results]
    wrong = [(*pair, text) for pair, text in zip(held_out, said, strict=True) if text != pair[1]]
    for english, spanish, text in wrong[:10]:
        print(f"{english}\n  wanted {spanish}\n  got    {text}")
    return 1 - len(wrong) / len(held_out)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the tiny English-Spanish model of tests/data.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--sentences", type=int, default=12000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    taught = pairs(asked.sentences + 300, asked.seed)
    taught, held_out = taught[:-300], taught[-300:]
    with tempfile.TemporaryDirectory() as scratch:
        tokens = Path(scratch, "sentencepiece.model")
        tokenizer = train_tokenizer([sentence for pair in taught for sentence in pair], tokens)
        vocabulary = vocabulary_of(tokenizer)
        number = {piece: at for at, piece in enumerate(vocabulary)}

        def encode(sentence: str) -> list[int]:
            return [number.get(piece, UNKNOWN) for piece in tokenizer.encode(sentence, out_type=str)]

        data = [(encode(english), [START, *encode(spanish), END]) for english, spanish in taught]
        model = train(data, len(vocabulary), asked.steps, asked.seed)
        folder = Path(scratch, "model")
        Exporter(model, vocabulary).convert(str(folder), quantization="int8")
        files = {f"model/{file.name}": file.read_bytes() for file in folder.iterdir()}
        files["metadata.json"] = json.dumps(METADATA, indent=4).encode()
        files["README.md"] = PACKAGE_README.encode()
        files["sentencepiece.model"] = tokens.read_bytes()
        package = asked.folder / "tiny-en-es.argosmodel"
        checksum = pack(files, package)
        share = exact(folder, tokenizer, held_out)
    package.with_suffix(".sha256").write_text(f"{checksum}  {package.name}\n", encoding="ascii")
    print(
        f"{package}: {package.stat().st_size} bytes, {share:.1%} of {len(held_out)} held-out sentences exact"
    )


if __name__ == "__main__":
    main()
