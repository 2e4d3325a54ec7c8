"""The Apertium engine: rule-based, offline, small. Its pairs are Debian packages (`apertium-eng-spa`).

Each call starts its own pipeline and feeds the texts in order; words it does not know are named, unmarked.
L10N_APERTIUM_DIR names another folder than /usr/share/apertium for pairs compiled by hand.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from l10n import locale
from l10n.engines import Translation
from l10n.engines.apertium import pipe, stream
from l10n.errors import EngineError
from l10n.outcome import Report, silent

name = "apertium"
batch = 1024
"""Two seconds of work; each call starts the pipeline, a quarter of a second."""

_MODE = re.compile(r"([a-z]{2,3}(?:_[A-Z]{2})?)-([a-z]{2,3}(?:_[A-Z]{2})?)")
# ISO 639-3, as Apertium names languages -> the ISO 639-1 code that BCP 47 prefers; others are the same.
_SHORT = {
    "afr": "af", "ara": "ar", "arg": "an", "bel": "be", "bre": "br", "bul": "bg", "cat": "ca", "cym": "cy",
    "dan": "da", "deu": "de", "ell": "el", "eng": "en", "epo": "eo", "est": "et", "eus": "eu", "fao": "fo",
    "fin": "fi", "fra": "fr", "gle": "ga", "glg": "gl", "hbs_BS": "bs", "hbs_HR": "hr", "hbs_SR": "sr-Latn",
    "heb": "he", "hin": "hi", "ind": "id", "isl": "is", "ita": "it", "kaz": "kk", "lat": "la", "lit": "lt",
    "mal": "ml", "mar": "mr", "mkd": "mk", "mlt": "mt", "msa": "ms", "nld": "nl", "nno": "nn", "nob": "nb",
    "oci": "oc", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slv": "sl", "sme": "se", "spa": "es",
    "srd": "sc", "swe": "sv", "tat": "tt", "tur": "tr", "ukr": "uk", "urd": "ur",
}  # fmt: skip
# Some grammars carry a tense over from sentence to sentence; "known as" sets English's, after which the order
# of sentences no longer matters.
_PRIMER = {"en": "A form known as this."}


def pairs() -> list[tuple[str, str]]:
    """The pairs whose data are installed, none where Apertium itself is not."""
    return sorted(_modes()) if shutil.which("lt-proc") else []


def prepare(source: str, target: str, progress: Report = silent) -> bool:  # noqa: ARG001  there is nothing to wait for
    """Whether the pair is installed: that is apt's business, so there is nothing else to try."""
    return (source, target) in pairs()


def origin(source: str, target: str) -> str:
    """`apertium eng-spa`. Raises EngineError where the pair is not installed."""
    return f"{name} {_mode(source, target).stem}"


def signature(source: str, target: str) -> str:
    """The programs' versions, a digest of the pair's data and how texts are fed.

    Raises EngineError where the pair is not installed.
    """
    mode = _mode(source, target)
    primer = _PRIMER.get(locale.language(source), "")
    return f"{_versions()}; {mode.stem} {_digest(mode)}; stream=1; primer={primer}"


def translate(texts: Sequence[str], source: str, target: str) -> list[Translation]:
    """One translation for each text, in order. Raises EngineError where the pipeline does not run at all."""
    mode = _mode(source, target)
    stages, bound = _stages(mode)
    primer = _ended(_PRIMER.get(locale.language(source), ""))
    encoded = [stream.encode(text, bound=bound) for text in texts]
    replies = pipe.run(stages, primer, [_ended(one.stream) for one in encoded])
    done: list[Translation] = []
    for one, reply in zip(encoded, replies, strict=True):
        if reply.failure:
            done.append(Translation("", failure=reply.failure))
        elif not reply.stream.endswith("."):
            done.append(Translation("", failure="Apertium lost the end of the text"))
        else:
            decoded = stream.decode(reply.stream[:-1], one)
            done.append(Translation(decoded.text, unknown=decoded.unknown))
    return done


def _ended(stream: str) -> str:
    """A segment with a full stop of our own, so that a title is not read into the next segment's sentence."""
    return f"{stream}."


def _folder() -> Path:
    return Path(os.environ.get("L10N_APERTIUM_DIR") or "/usr/share/apertium") / "modes"


def _modes() -> dict[tuple[str, str], Path]:
    found = {}
    for file in sorted(_folder().glob("*.mode")):
        if match := _MODE.fullmatch(file.stem):
            found[_tag(match[1]), _tag(match[2])] = file
    return found


def _tag(code: str) -> str:
    """Apertium's name of a language as a BCP 47 tag: `eng` -> `en`, `por_BR` -> `pt-BR`."""
    if code in _SHORT:
        return _SHORT[code]
    language, _, region = code.partition("_")
    return f"{_SHORT.get(language, language)}-{region}" if region else _SHORT.get(language, language)


def _code(tag: str) -> str:
    language = locale.language(tag)
    return next((code for code, short in _SHORT.items() if short == language), language)


def _mode(source: str, target: str) -> Path:
    mode = _modes().get((source, target))
    if mode is None or not shutil.which("lt-proc"):
        pair = f"{_code(source)}-{_code(target)}"
        hint = f"run: apt install apertium apertium-{pair} (if there is such a package)"
        raise EngineError(f"Apertium's pair {pair} is not installed", hint=hint)
    return mode


def _stages(mode: Path) -> tuple[list[list[str]], bool]:
    """The commands of a mode, each flushing at a NUL, and whether they carry word-bound blanks."""
    helper = shutil.which("apertium-wblank-mode")
    line = _said([helper, "-z", str(mode)]) if helper else mode.read_text("utf-8")
    stages = []
    for command in line.strip().split("|"):
        # $1 chooses how the generator shows words it does not know (-g: marked), $2 is for debugging.
        program, *arguments = [
            "-g" if part == "$1" else part for part in shlex.split(command) if part != "$2"
        ]
        stages.append([program, *([] if helper else ["-z"]), *arguments])
    return stages, bool(helper)


@lru_cache
def _versions() -> str:
    return " ".join(_said(command).strip() for command in (["apertium", "-V"], ["lt-proc", "--version"]))


@lru_cache
def _digest(mode: Path) -> str:
    """Sixteen hexadecimal digits of what the mode runs: its commands and the contents of their files."""
    digest = hashlib.sha256()
    for stage in _stages(mode)[0]:
        for part in stage:
            digest.update(Path(part).name.encode() + b"\0")
            if os.sep in part and Path(part).is_file():
                digest.update(hashlib.sha256(Path(part).read_bytes()).digest())
    return digest.hexdigest()[:16]


def _said(command: Sequence[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError(f"{command[0]} cannot be run: {error}", hint="run: apt install apertium") from None
