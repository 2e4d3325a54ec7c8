"""The openai engine: language models behind any server that speaks OpenAI's chat completions.

OpenAI itself, or llama.cpp, vLLM, Ollama and LM Studio on a machine of one's own. A project names the model
in `[engines.openai]`; without that it can do no pair. The module is the engine without options.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from l10n.engines.openai.engine import OpenAI
from l10n.engines.openai.options import read


def configured(options: Mapping[str, object], folder: Path) -> OpenAI:  # noqa: ARG001  it remembers nothing
    """The engine with a project's options. Raises L10nError, without a path, for one that cannot be."""
    return OpenAI(read(options))


_PLAIN = OpenAI(read({}))

name = _PLAIN.name
batch = _PLAIN.batch
attempts = _PLAIN.attempts
takes_terms = _PLAIN.takes_terms
signature = _PLAIN.signature
origin = _PLAIN.origin
pairs = _PLAIN.pairs
prepare = _PLAIN.prepare
translate = _PLAIN.translate
translate_all = _PLAIN.translate_all
estimate = _PLAIN.estimate
