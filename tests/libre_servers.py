"""A LibreTranslate server on this machine: its replies and refusals are those of version 1.9's own code.

What it makes of a text is up to the test. In HTML it translates each run of text between two tags alone, and
unescapes what comes of it, as LibreTranslate does.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from servers import Answer, Asked, Server, said, serving

KEY = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
_ALIASES = {"pb": "pt-BR", "zh": "zh-Hans", "zt": "zh-Hant"}
_TAG = re.compile(r"(<[^<>]*>)")


@dataclass
class Libre:
    """How the server is set up. `models` are Argos's codes: of a language, and of what it becomes."""

    text: Callable[[str], str]
    html: Callable[[str], str] | None = None
    models: dict[str, Sequence[str]] = field(default_factory=lambda: {"en": ["es", "zh", "pb"], "es": ["en"]})
    keys: tuple[str, ...] = ()
    key_required: bool = False
    batch_limit: int = -1
    char_limit: int = -1
    unescapes: bool = True

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/languages":
            return said(self._languages())
        if asked.path != "/translate" or asked.method != "POST":
            return said({"error": "Not found"}, 404)
        data = asked.json
        if data.get("api_key") and self.keys and data["api_key"] not in self.keys:
            return said({"error": "Invalid API key"}, 403)
        if self.key_required and not data.get("api_key"):
            return said({"error": "Please contact the server operator to get an API key"}, 400)
        return self._translate(data)

    def _languages(self) -> list[dict[str, Any]]:
        codes = dict.fromkeys([*self.models, *(one for some in self.models.values() for one in some)])
        return [
            {"code": _iso(code), "name": code, "targets": [code, *map(_iso, self.models.get(code, ()))]}
            for code in codes
        ]

    def _translate(self, data: Any) -> Answer:
        texts = data["q"] if isinstance(data["q"], list) else [data["q"]]
        if isinstance(data["q"], list) and -1 < self.batch_limit < len(texts):
            return _refused(
                f"Invalid request: request ({len(texts)}) exceeds text limit ({self.batch_limit})"
            )
        for text in texts:
            if -1 < self.char_limit < len(text):
                return _refused(
                    f"Invalid request: request ({len(text)}) exceeds text limit ({self.char_limit})"
                )
        source, target = _model(data["source"]), _model(data["target"])
        if source not in self.models:
            return _refused(f"{source} is not supported")
        if target not in self.models[source]:
            return _refused(f"{target} is not available as a target language from {source}")
        make = (self.html or self._runs) if data["format"] == "html" else self.text
        made = [html.unescape(make(text)) if self.unescapes else make(text) for text in texts]
        return said({"translatedText": made if isinstance(data["q"], list) else made[0]})

    def _runs(self, text: str) -> str:
        made = []
        for run in _TAG.split(text):
            bare = html.unescape(run)
            made.append(
                run if _TAG.match(run) or not bare.strip() else html.escape(self._kept(bare), quote=False)
            )
        return "".join(made)

    def _kept(self, run: str) -> str:
        """The translation of a run, with the space it has at its edges."""
        return f"{' ' * run.startswith(' ')}{self.text(run.strip())}{' ' * run.endswith(' ')}"


def _iso(code: str) -> str:
    return _ALIASES.get(code, code)


def _model(code: str) -> str:
    return next((own for own, iso in _ALIASES.items() if iso.lower() == code.lower()), code.lower())


def _refused(why: str) -> Answer:
    return said({"error": why}, 400)


@contextmanager
def translating(libre: Libre) -> Iterator[Server]:
    """The server as long as the block runs."""
    with serving(libre) as server:
        yield server
