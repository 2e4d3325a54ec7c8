"""The openai engine: language models behind any server that speaks OpenAI's chat completions.

OpenAI itself, or llama.cpp, vLLM, Ollama and LM Studio on a machine of one's own. A project names the model
in `[engines.openai]`; without that it can do no pair.
"""

from __future__ import annotations

from l10n.engines.openai.engine import OpenAI

ENGINE = OpenAI()
"""The engine without options."""
