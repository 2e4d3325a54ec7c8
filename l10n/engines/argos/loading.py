"""Models on their way into memory: the libraries they need, opened once a process, and what can be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from l10n.engines.argos import packages
from l10n.engines.argos.machine import PLAIN, Backend, unusable
from l10n.engines.argos.packages import Package
from l10n.errors import EngineError

_LIBRARIES = ("argostranslate", "ctranslate2", "sentencepiece", "sacremoses")


@dataclass(frozen=True, slots=True)
class Model:
    """A package that is open: CTranslate2's translator, the package's tokenizer, where it runs."""

    package: Package
    backend: Backend
    translator: Any
    tokenizer: Any

    def tokenize(self, sentence: str) -> list[str]:
        """The pieces that the model sees of a sentence."""
        pieces: list[str] = self.tokenizer.encode(sentence)
        return pieces

    def error(self, error: Exception) -> EngineError:
        """What CTranslate2 raised, as an error that says what to do."""
        if self.backend.device == "cuda":
            return unusable("cuda", error)
        return self.package.error(f"gave up: {_first_line(error)}")


def load(package: Package, backend: Backend) -> Model:
    """A package opened, kept for the rest of the process.

    Raises EngineError where the libraries are missing or the package is broken.
    """
    packages.check(package)
    return _load(package, backend, packages.digest(package))


@lru_cache(maxsize=4)
def _load(package: Package, backend: Backend, _digest: str) -> Model:
    packages.verify(package)
    return open_model(package, backend)


def open_model(package: Package, backend: Backend = PLAIN) -> Model:
    """What `load` gives, opened anew. Raises EngineError where the libraries are missing or it cannot be."""
    require()
    import ctranslate2
    from argostranslate import tokenizer as tokenizers

    tokens = package.folder / "sentencepiece.model"
    try:
        translator = ctranslate2.Translator(
            str(package.folder / "model"),
            device=backend.device,
            compute_type=backend.compute_type,
            inter_threads=backend.batches,
            intra_threads=backend.threads,
        )
        if tokens.is_file():
            tokenizer = tokenizers.SentencePieceTokenizer(tokens)
        else:
            tokenizer = tokenizers.BPETokenizer(package.folder / "bpe.model", package.source, package.target)
        tokenizer.encode("a")
    except (RuntimeError, ValueError, OSError) as error:
        if "CUDA" in str(error) or "cublas" in str(error):
            raise unusable("cuda", error) from None
        raise package.error(f"cannot be loaded: {_first_line(error)}") from None
    return Model(package, backend, translator, tokenizer)


def require() -> None:
    """Raise EngineError where a library is not installed; imports none."""
    for library in _LIBRARIES:
        if find_spec(library) is None:
            hint = "run: python -m pip install 'l10n[argos]'"
            raise EngineError(f"the argos engine is not installed ({library} is missing)", hint=hint)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
