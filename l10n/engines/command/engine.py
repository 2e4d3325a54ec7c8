"""The engine itself: what a project says of its program, and the program asked for translations."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from l10n import locale
from l10n.engines import Segment, Translation
from l10n.engines.command.asking import Way, run
from l10n.engines.command.lines import question, translation
from l10n.engines.command.program import running
from l10n.engines.options import Options
from l10n.errors import EngineError, L10nError
from l10n.outcome import Report, silent

_NAME = re.compile(r"[\w.+-]{1,64}")
_VERSION = re.compile(r"[\w.+:-]{0,64}")
_PAIR = re.compile(r"\s*(\S+?)(?:\s+|-)(\S+)\s*")
_LARGE = 64 << 20
"""Bytes of a file of the command line from which on its size and time stand for what is in it."""
_EXAMPLE = 'run = ["python3", "translate.py"]'


@dataclass(frozen=True, slots=True)
class Command:
    """A program, its command line and the folder it runs in. With no `serves` it is asked for any pair."""

    name: ClassVar[str] = "command"
    attempts: ClassVar[int] = 2
    takes_terms: ClassVar[bool] = True

    line: tuple[str, ...] = ()
    root: Path = Path()
    called: str = ""
    version: str = ""
    serves: tuple[tuple[str, str], ...] = ()
    patience: float = 60
    batch: int = 64

    def configured(self, options: Mapping[str, object], folder: Path) -> Command:
        """The engine with a project's options; `folder` is `.l10n`, in the project's root."""
        read = Options(options)
        read.known("run", "name", "version", "pairs", "timeout", "batch")
        line = read.texts("run")
        if "run" in options and not (line and line[0].strip()):
            raise L10nError("run names no program", hint=f"write {_EXAMPLE}")
        usual = re.sub(r"[^\w.+-]", "-", Path(line[0]).name if line else "")[:64]
        return Command(
            line,
            folder.absolute().parent,
            _fitting(read, "name", _NAME, usual),
            _fitting(read, "version", _VERSION, ""),
            tuple(map(_pair, read.texts("pairs"))),
            read.number("timeout", self.patience, 0.1, 86_400),
            read.whole("batch", self.batch, 1, 10_000),
        )

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs the project lists; none where the program is not there."""
        return self.serves if self.line and self._program() else ()

    def prepare(self, source: str, target: str, progress: Report = silent) -> bool:  # noqa: ARG002
        """Whether the program is asked for a pair. Raises EngineError where there is none to ask."""
        self._found()
        return not self.serves or (source, target) in self.serves

    def origin(self, source: str, target: str) -> str:
        """`command mytool en-es`. Raises EngineError where the program is missing or not for this pair."""
        self._found()
        if self.serves and (source, target) not in self.serves:
            raise EngineError(
                f"{self.called} is not for {source} to {target}", hint="see `pairs` in [engines.command]"
            )
        return " ".join(filter(None, (self.name, self.called, f"{source}-{target}", self.version)))

    def signature(self, source: str, target: str) -> str:
        """The version that the project gives; else the command line, and what is in its files."""
        line = json.dumps(self.line)
        if self.version:
            return f"command 1 {source}-{target} {line} version={self.version}"
        sums = [_sum(file) for file in map(self._file, (self._found(), *self.line[1:])) if file]
        return f"command 1 {source}-{target} {line} {' '.join(sums)}"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Translation]:
        """One translation for each text, in order. Raises EngineError as `translate_all` does."""
        made = dict(self.translate_all([Segment(text) for text in texts], source, target))
        return [made[at] for at in range(len(texts))]

    def translate_all(
        self, segments: Sequence[Segment], source: str, target: str
    ) -> Generator[tuple[int, Translation], None, None]:
        """Each segment with its translation as the program answers."""
        line = (self._found(), *self.line[1:])
        way = Way(
            lambda: running(line, str(self.root)),
            lambda number: question(number, segments[number], source, target),
            self.batch,
            self.patience,
        )
        for number, said in run(way, len(segments)):
            if isinstance(said, str):
                yield number, Translation("", failure=said)
            else:
                yield number, translation(said, segments[number])

    def _program(self) -> str | None:
        """Where the program is: a name with a slash is a file from the root, any other is on the PATH."""
        called = self.line[0]
        return shutil.which(str(self.root / called) if "/" in called else called)

    def _found(self) -> str:
        if not self.line:
            raise EngineError("no program is named", hint=f"write {_EXAMPLE} under [engines.command]")
        found = self._program()
        if found is None:
            hint = f"install {self.line[0]}, or see `run` in [engines.command]"
            raise EngineError(f"there is no program {self.line[0]}", hint=hint)
        return str(Path(found).absolute())

    def _file(self, word: str) -> Path | None:
        """The file that a word of the command line names, if it does."""
        with suppress(OSError):  # it may be too long for a name
            if (file := self.root / word).is_file():
                return file
        return None


def _fitting(read: Options, name: str, form: re.Pattern[str], default: str) -> str:
    value = read.text(name, default)
    if value != default and not form.fullmatch(value):
        raise L10nError(
            f"{name} = {value!r} cannot be", hint="write letters, digits and . + - alone, at most 64"
        )
    return value


def _pair(text: str) -> tuple[str, str]:
    """`en-es`, `en zh-Hant`."""
    found = _PAIR.fullmatch(text)
    if not found or (" " not in text.strip() and text.count("-") > 1):
        raise L10nError(f"pairs: {text!r} is no pair of locales", hint='write "en es" or "en zh-Hant"')
    return locale.normalize(found[1]), locale.normalize(found[2])


def _sum(file: Path) -> str:
    try:
        seen = file.stat()
        return _digest(file, seen.st_size, seen.st_mtime_ns)
    except OSError as error:
        raise EngineError(f"cannot be read: {error.strerror}", file, hint="check its permissions") from None


@lru_cache(maxsize=64)
def _digest(file: Path, size: int, time: int) -> str:
    if size > _LARGE:
        return f"{size}@{time}"
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
