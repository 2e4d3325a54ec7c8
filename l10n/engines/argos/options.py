"""What a project says to the engine in `[engines.argos]` of l10n.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from l10n.errors import L10nError

DEVICES = ("auto", "cpu", "cuda")
COMPUTE_TYPES = (
    "auto",
    "default",
    "int8",
    "int8_float32",
    "int8_float16",
    "int8_bfloat16",
    "int16",
    "float16",
    "bfloat16",
    "float32",
)
"""CTranslate2's own names; which of them there are on this machine is known when a model is loaded."""


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a project. `threads` and `batch_tokens` are 0 where the machine decides.

    `beam` is how many translations of a sentence are followed at once: argostranslate's number by default.
    """

    device: str = "auto"
    compute_type: str = "auto"
    beam: int = 4
    threads: int = 0
    batch_tokens: int = 0


_CHOICES = {"device": DEVICES, "compute-type": COMPUTE_TYPES}
_RANGES = {"beam": (1, 32), "threads": (1, 1024), "batch-tokens": (16, 1 << 20)}


def read(table: Mapping[str, object]) -> Options:
    """The options that a table of l10n.toml gives. Raises L10nError for one that is unknown or cannot be."""
    found: dict[str, str | int] = {}
    for key, value in table.items():
        if key in _CHOICES:
            found[key] = _choice(key, value)
        elif key in _RANGES:
            found[key] = _number(key, value)
        else:
            raise _unknown(key)
    default = Options()
    return Options(
        device=str(found.get("device", default.device)),
        compute_type=str(found.get("compute-type", default.compute_type)),
        beam=int(found.get("beam", default.beam)),
        threads=int(found.get("threads", default.threads)),
        batch_tokens=int(found.get("batch-tokens", default.batch_tokens)),
    )


def _choice(key: str, value: object) -> str:
    choices = _CHOICES[key]
    if isinstance(value, str) and value in choices:
        return value
    near = get_close_matches(value, choices, 1) if isinstance(value, str) else []
    hint = f'did you mean "{near[0]}"?' if near else f"write one of {', '.join(choices)}"
    raise L10nError(f"{key} = {_shown(value)} cannot be", hint=hint)


def _number(key: str, value: object) -> int:
    low, high = _RANGES[key]
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise L10nError(f"{key} = {_shown(value)} cannot be", hint=f"write a whole number from {low} to {high:,}")


def _unknown(key: str) -> L10nError:
    names = (*_CHOICES, *_RANGES)
    near = get_close_matches(key, names, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    return L10nError(f"unknown option {key!r}", hint=hint)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
