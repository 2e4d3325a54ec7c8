"""Argos packages on this machine: where they are, which locales they translate, whether they are whole.

A package is a folder with `metadata.json`, a CTranslate2 model and a tokenizer. argostranslate's own finder
creates five folders on import and stops at the first folder it cannot read, so the metadata is read here; its
environment variable and settings file are honoured.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from l10n import locale
from l10n.errors import EngineError, L10nError

_T = TypeVar("_T")

RECORD = "l10n-models.json"
"""The file beside the packages that says which bytes were installed; argostranslate looks at folders only."""

# Argos's codes that are no BCP 47 tags, or say less than they mean.
_TAGS = {"zh": "zh-Hans", "zt": "zh-Hant", "pb": "pt-BR", "pt": "pt-PT", "tl": "fil"}
_CODES = {tag: code for code, tag in _TAGS.items()} | {"no": "nb"}
_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")
_METADATA_LIMIT = 1 << 20
TOKENIZERS = ("sentencepiece.model", "bpe.model")
"""One of them is in every package."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package. `source` and `target` are Argos's codes, not locales."""

    folder: Path
    source: str
    target: str
    version: str
    target_prefix: str = ""

    @property
    def name(self) -> str:
        """What messages and drafts call it: `en-es 1.9`."""
        return f"{self.source}-{self.target} {self.version}"

    @property
    def order(self) -> tuple[int, ...]:
        """A sort key: later versions after earlier ones."""
        return version_order(self.version)

    def error(self, problem: str) -> EngineError:
        """The error that says this package is broken, and how to be rid of it."""
        hint = f"run: l10n models remove {self.source} {self.target}, then install it again"
        return EngineError(f"Argos model {self.name} {problem}", self.folder, hint=hint)


def directory() -> Path:
    """The folder that packages are installed in, whether it is there or not.

    As argostranslate finds it: ARGOS_PACKAGES_DIR, the same name in its settings.json, the XDG data folder.
    """
    if named := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(named)
    home = Path.home()
    configured = Path(
        os.environ.get("XDG_CONFIG_HOME") or home / ".config", "argos-translate", "settings.json"
    )
    if configured.is_file():
        try:
            settings = json.loads(configured.read_bytes())
        except (OSError, ValueError) as error:
            raise L10nError(f"cannot be read: {error}", configured, hint="mend or remove it") from None
        if isinstance(settings, dict) and isinstance(named := settings.get("ARGOS_PACKAGES_DIR"), str):
            return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share", "argos-translate", "packages")


def installed() -> list[Package]:
    """The packages whose metadata can be read, the latest version of each pair, by pair."""
    latest: dict[tuple[str, str], Package] = {}
    for package in readable():
        pair = package.source, package.target
        latest[pair] = max(latest.get(pair, package), package, key=lambda one: one.order)
    return [latest[pair] for pair in sorted(latest)]


def readable() -> list[Package]:
    """All packages whose metadata can be read, older versions too; `faults` names the rest."""
    found = []
    for folder in _folders():
        with suppress(L10nError):
            found.append(read(folder))
    return [package for package in found if package]


def faults() -> list[L10nError]:
    """Why some folders among the packages are no whole ones."""
    found = []
    for folder in _folders():
        try:
            if package := read(folder):
                check(package)
        except L10nError as error:
            found.append(error)
    return found


def read(folder: Path) -> Package | None:
    """The package in a folder; None for one of another type. Raises L10nError where nobody can tell."""
    file = folder / "metadata.json"
    if file.exists() and not file.is_file():  # a pipe would be waited for
        raise L10nError("is no Argos package: metadata.json is no file", folder, hint="remove it")
    try:
        with file.open("rb") as opened:
            raw = opened.read(_METADATA_LIMIT)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise L10nError(f"is no Argos package: metadata.json: {reason}", folder, hint="remove it") from None
    return parse_metadata(raw, folder)


def check(package: Package) -> None:
    """Raise EngineError where the package has no model or no tokenizer."""
    if not (package.folder / "model/model.bin").is_file():
        raise package.error("is broken: model/model.bin is missing")
    if not any((package.folder / name).is_file() for name in TOKENIZERS):
        raise package.error("is broken: its tokenizer is missing")


def parse_metadata(raw: bytes, folder: Path) -> Package | None:
    """The package that `metadata.json` describes; None for one that is no translation model.

    Raises L10nError for anything else.
    """
    try:
        return described(json.loads(raw), folder)
    except (ValueError, RecursionError):
        raise L10nError("metadata.json is not JSON", folder, hint="get the model anew") from None


def described(data: object, folder: Path) -> Package | None:
    """The package that metadata or an entry of the index describes; None for no translation model.

    Raises L10nError where it is not an object with sound codes and version.
    """
    if not isinstance(data, dict):
        raise L10nError("its metadata is not a JSON object", folder, hint="get the model anew")
    if data.get("type", "translate") != "translate":
        return None
    source, target, version = (_word(data, key) for key in ("from_code", "to_code", "package_version"))
    if not (_CODE.fullmatch(source) and _CODE.fullmatch(target) and _VERSION.fullmatch(version)):
        problem = "its metadata has no sound from_code, to_code and package_version"
        raise L10nError(problem, folder, hint="get the model anew")
    return Package(folder, source, target, version, _word(data, "target_prefix"))


def version_order(version: str) -> tuple[int, ...]:
    """The numbers in a version, for comparing: 1.10 comes after 1.9."""
    return tuple(int(number) for number in re.findall(r"[0-9]{1,9}", version))


def tag_of(code: str) -> str:
    """The BCP 47 tag of an Argos code: `zh-Hans` for `zh`."""
    return _TAGS.get(code, code.replace("_", "-"))


def codes(tag: str) -> tuple[str, ...]:
    """The Argos codes that can serve a locale, best first; none of another script than the locale's."""
    language = locale.language(tag)
    if language == "zh":
        return (_CODES["zh-Hant" if locale.script(tag) == "Hant" else "zh-Hans"],)
    general = _CODES.get(language, language)
    same_script = locale.script(tag) == locale.script(tag_of(general))
    exact = _CODES.get(tag, tag)
    return tuple(dict.fromkeys((exact, general) if same_script else (exact,)))


def asked(word: str) -> tuple[str, ...]:
    """The Argos codes that a person means by a locale or a code of Argos's own.

    Raises L10nError for what is neither.
    """
    return (word,) if word in _TAGS else codes(locale.normalize(word))


def route(source: str, target: str) -> tuple[Package, ...]:
    """The package for a pair of locales, or two that pivot through English; empty where there are none."""
    return route_of(codes(source), codes(target))


def route_of(sources: Sequence[str], targets: Sequence[str]) -> tuple[Package, ...]:
    """The same for Argos's codes that can serve the two locales, best first."""
    by_pair = {(package.source, package.target): package for package in installed()}
    if direct := between(by_pair, sources, targets):
        return (direct,)
    first, second = between(by_pair, sources, ("en",)), between(by_pair, ("en",), targets)
    return (first, second) if first and second else ()


def between(
    by_pair: Mapping[tuple[str, str], _T], sources: Sequence[str], targets: Sequence[str]
) -> _T | None:
    """What a mapping has for the first pair of these codes that it knows."""
    wanted = ((source, target) for source in sources for target in targets)
    return next((by_pair[pair] for pair in wanted if pair in by_pair), None)


def pairs() -> list[tuple[str, str]]:
    """The pairs of BCP 47 tags that `route` has packages for, those through English last."""
    direct = [(tag_of(package.source), tag_of(package.target)) for package in installed()]
    before = [source for source, target in direct if target == "en"]
    after = [target for source, target in direct if source == "en"]
    through = [(source, target) for source in before for target in after if source != target]
    return list(dict.fromkeys(direct + through))


def digest(package: Package) -> str:
    """The sha256 over all files that decide what the package writes, their names included.

    Computed once a process for as long as the files' sizes and times stay. Raises EngineError where one
    cannot be read.
    """
    try:
        seen = tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in _deciding(package.folder))
        return _digest(package.folder, seen)
    except OSError as error:
        raise package.error(f"is broken: {error.strerror or error}") from None


def verify(package: Package) -> None:
    """Raise EngineError where the package is recorded and its bytes are not those that were installed."""
    known = read_record(package.folder.parent).get(package.folder.name)
    if known is not None and known.get("digest") != digest(package):
        raise package.error("is broken: its files are not those that were installed")


def read_record(folder: Path) -> dict[str, dict[str, str]]:
    """What we installed in this folder: by package folder its digest, its archive's sha256 and its origin."""
    file = folder / RECORD
    if not file.is_file():
        return {}
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise L10nError(f"cannot be read: {error}", file, hint="remove it") from None
    if not isinstance(data, dict) or not all(isinstance(one, dict) for one in data.values()):
        raise L10nError("is no record of models", file, hint="remove it")
    return data


def _folders() -> list[Path]:
    """The folders of `directory`, without those of an installation that is going on or was killed."""
    home = directory()
    try:
        return sorted(path for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise L10nError(f"cannot be read: {error.strerror}", home, hint="see ARGOS_PACKAGES_DIR") from None


def _word(data: dict[str, Any], key: str) -> str:
    value = data.get(key, "")
    return value if isinstance(value, str) else ""


def _deciding(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    names = ["metadata.json", *TOKENIZERS]
    names += [f"model/{file.name}" for file in sorted((folder / "model").iterdir()) if file.is_file()]
    return ((name, (folder / name).stat()) for name in names if (folder / name).is_file())


@lru_cache(maxsize=64)
def _digest(folder: Path, seen: tuple[tuple[str, int, int], ...]) -> str:
    whole = hashlib.sha256()
    for name, size, _ in seen:
        with (folder / name).open("rb") as file:
            inner = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{name} {size} {inner}\n".encode())
    return whole.hexdigest()
