"""`l10n.toml` (or `[tool.l10n]` in `pyproject.toml`) -> Config; each mistake named with line and mend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from l10n import locale
from l10n.errors import L10nError

FILE = "l10n.toml"
CATALOGS = "locales/{locale}/{path}.po"
OUTPUT = "build/{locale}/{path}{suffix}"

TEMPLATE = """\
# What is translated, into what, and where it goes. Every key that is commented out shows its default.

# The language the articles are written in, and those they are translated into (BCP 47 tags).
source-locale = "en"
locales = ["es"]

# Patterns of source files, from the project's root; the suffix tells the format (.txt, .md, .html, .json …).
sources = ["source_texts/**/*"]

# Where the PO files stand and where localized articles go. {locale} is spelled gettext's way in the first
# (zh_Hans), the web's way in the second (zh-Hans); {path} is the source's path below the fixed part of its
# pattern, without its suffix.
# catalogs = "locales/{locale}/{path}.po"
# output = "build/{locale}/{path}{suffix}"

# What a translator sees at a time: "sentence" or "block" (a whole paragraph).
# unit = "sentence"

# The "#:" comments of PO files: "file", "line" (they churn with every edit) or "none".
# references = "file"

[draft]
# Which engine makes first drafts: "auto", a name (argos, apertium, pseudo), or a list to try in turn.
# engine = "auto"
# How alike a source in the memory must be, in percent; 0: only the very same.
# min-similarity = 75

[memory]
# Whether a sentence that people have translated in the same place of another article counts as reviewed.
# accept-exact = false

[build]
# What stands in an article where nobody has reviewed a translation yet: "source", "draft" or "fail".
# unreviewed = "source"

[check]
# The least percentage of units reviewed by a person, and with any text at all (drafts too).
# reviewed = 0
# coverage = 0

# [check.locale.es]
# reviewed = 100

# Texts in the front matter of Markdown, the fields of a data set, and the format a field is written in:
# docs/formats.md.
# [formats.markdown]
# translate = ["title", "description", "seo.title"]
# [formats.jsonl]
# fields = ["question", "answer"]
# answer = "markdown"

# Terms and their translations (CSV or TBX), for the checks; with comments = true in the PO files too.
# [glossary]
# files = ["terms.csv"]
# comments = false

# What your texts have and the rules of their language do not know: docs/segmentation.md.
# [segmentation.en]
# inner = ["approx."]
# never = ["Dr. No"]
"""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The completeness gates of a locale, in percent of units."""

    reviewed: float = 0
    coverage: float = 0


@dataclass(frozen=True, slots=True)
class Config:
    """A project: its root and all its file says. Locales are BCP 47 tags, patterns relative to `root`."""

    root: Path
    path: str
    source_locale: str
    locales: tuple[str, ...]
    sources: tuple[str, ...]
    project: str
    catalogs: str = CATALOGS
    output: str = OUTPUT
    unit: str = "sentence"
    references: str = "file"
    engines: tuple[str, ...] = ("auto",)
    min_similarity: float = 75
    accept_exact: bool = False
    unreviewed: str = "source"
    gates: Thresholds = field(default_factory=Thresholds)
    locale_gates: Mapping[str, Thresholds] = field(default_factory=dict)
    formats: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """For each format's name its options, as the project's file has them."""
    segmentation: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """For each language's tag, or "default", the rules for sentences that the project adds."""
    glossary: tuple[str, ...] = ()
    """The files of terms, from `root`."""
    term_comments: bool = False

    def thresholds(self, tag: str) -> Thresholds:
        """The gates of one locale: its own where it has some, else the project's."""
        return self.locale_gates.get(tag, self.gates)


def load(start: Path) -> Config:
    """The configuration of the project `start` lies in: the nearest `l10n.toml` or `[tool.l10n]` upwards.

    Raises L10nError where there is none, or where it says something that cannot be.
    """
    folder = start.resolve()
    if not folder.is_dir():
        raise L10nError("no such folder", str(start), hint="give -C the folder of a project")
    for root in (folder, *folder.parents):
        file = root / FILE
        if file.is_file():
            return parse(_text(file), root, FILE)
        file = root / "pyproject.toml"
        if file.is_file() and "[tool.l10n" in (text := _text(file)):
            return parse(text, root, "pyproject.toml", table=("tool", "l10n"))
    raise L10nError(f"no {FILE} here or above", str(start), hint="run `l10n init` in the project's root")


def parse(text: str, root: Path, shown: str, table: tuple[str, ...] = ()) -> Config:
    """The configuration that `text` holds, under `table` of it. `shown` is how messages call the file."""
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        said = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise L10nError(f"not valid TOML: {said}", shown, line, "mend the line") from None
    for name in table:
        data = data.get(name, {})
    return _Reader(text, shown).config(data, root)


def located(config: Config, name: str, error: L10nError) -> L10nError:
    """An error about the key or table `name` of a project's file, with the file and the line it stands on."""
    try:
        line = _Reader(_text(config.root / config.path), config.path).line(name)
    except L10nError:
        line = None  # gone since it was read
    return L10nError(error.message, config.path, line, error.hint)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads typed keys out of TOML data; knows the file's text, so that errors can name a line."""

    text: str
    shown: str

    def config(self, data: Mapping[str, Any], root: Path) -> Config:
        self.known(data, _KEYS)
        for name in ("source-locale", "locales", "sources"):
            if name not in data:
                raise L10nError(f"{name!r} is missing", self.shown, hint=f"add {_EXAMPLES[name]}")
        draft, build, check = (self.table(data, name) for name in ("draft", "build", "check"))
        self.known(draft, ["engine", "min-similarity"], "draft.")
        memory = self.table(data, "memory")
        self.known(memory, ["accept-exact"], "memory.")
        self.known(build, ["unreviewed"], "build.")
        self.known(check, ["reviewed", "coverage", "locale"], "check.")
        gates = self.thresholds(check, Thresholds(), "check.")
        config = Config(
            root=root,
            path=self.shown,
            source_locale=self.tag(self.string(data, "source-locale"), "source-locale"),
            locales=tuple(self.tag(tag, "locales") for tag in self.strings(data, "locales")),
            sources=self.strings(data, "sources"),
            project=self.string(data, "project", root.name),
            catalogs=self.pattern(data, "catalogs", CATALOGS, ("locale", "path")),
            output=self.pattern(data, "output", OUTPUT, ("locale", "path", "suffix")),
            unit=self.choice(data, "unit", ("sentence", "block")),
            references=self.choice(data, "references", ("file", "line", "none")),
            engines=self.engines(draft),
            min_similarity=self.percent(draft, "min-similarity", 75, "draft."),
            accept_exact=self.flag(memory, "accept-exact", "memory."),
            unreviewed=self.choice(build, "unreviewed", ("source", "draft", "fail")),
            gates=gates,
            locale_gates=dict(self.locale_gates(check, gates)),
            formats={name: self.table(self.table(data, "formats"), name) for name in data.get("formats", {})},
            segmentation=dict(self.segmentation(data)),
            **self.glossary(data),
        )
        self.consistent(config)
        return config

    def consistent(self, config: Config) -> None:
        """Raise for what each key allows and all of them together do not."""
        if config.source_locale in config.locales:
            raise self.wrong("locales", f"{config.source_locale!r} is the source's own", "take it out")
        for tag in config.locales:
            if config.locales.count(tag) > 1:
                raise self.wrong("locales", f"{tag!r} stands twice", "take one out")
        for tag in config.locale_gates:
            if tag not in config.locales:
                raise self.wrong(tag, f"[check.locale.{tag}] is none of the locales", "add it to locales")
        for pattern in config.sources:
            if _leaves(pattern):
                raise self.wrong("sources", f"{pattern!r} leaves the project", "stay below its root")

    def wrong(self, name: str, what: str, hint: str) -> L10nError:
        return L10nError(what, self.shown, self.line(name), hint)

    def line(self, name: str) -> int | None:
        """The line where a key or a table of that name first stands."""
        last = re.escape(name.rsplit(".", 1)[-1])
        found = re.search(rf"""(?m)^\s*(?:["']?{last}["']?\s*=|\[.*\b{last}["']?\s*\])""", self.text)
        return self.text.count("\n", 0, found.end()) + 1 if found else None

    def known(self, data: Mapping[str, Any], names: list[str], prefix: str = "") -> None:
        for name in data:
            if name not in names:
                near = get_close_matches(name, names, 1, 0.5)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}"
                raise self.wrong(name, f"unknown key {prefix + name!r}", hint)

    def table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = data.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, f"{name!r} must be a table", f"write [{name}]")
        return value

    def string(self, data: Mapping[str, Any], name: str, default: str | None = None) -> str:
        value = data.get(name, default)
        if not isinstance(value, str) or not value:
            raise self.wrong(name, f"{name!r} must be a string", f"write {_EXAMPLES.get(name, 'a text')}")
        return value

    def strings(self, data: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = data[name]
        if not (isinstance(value, list) and value and all(isinstance(one, str) and one for one in value)):
            raise self.wrong(name, f"{name!r} must be a list of strings", f"write {_EXAMPLES[name]}")
        return tuple(value)

    def choice(self, data: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> str:
        value = data.get(name, choices[0])
        if value not in choices:
            raise self.wrong(name, f"{name} = {value!r} cannot be", f"choose one of {', '.join(choices)}")
        return str(value)

    def flag(self, data: Mapping[str, Any], name: str, prefix: str) -> bool:
        value = data.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name, f"{prefix}{name} = {value!r} cannot be", "write true or false")
        return value

    def tag(self, value: str, name: str) -> str:
        try:
            return locale.normalize(value)
        except L10nError as error:
            raise self.wrong(name, error.message, error.hint) from None

    def engines(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        value = data.get("engine", "auto")
        return (value,) if isinstance(value, str) and value else self.strings(data, "engine")

    def pattern(self, data: Mapping[str, Any], name: str, default: str, fields: tuple[str, ...]) -> str:
        value = self.string(data, name, default)
        used = re.findall(r"\{([^{}]*)\}", value)
        strange = [one for one in used if one not in fields]
        if strange or value.count("{") != len(used) or value.count("}") != len(used):
            known = ", ".join(f"{{{one}}}" for one in fields)
            raise self.wrong(name, f"{name} = {value!r} cannot be filled in", f"only {known} can stand in it")
        for needed in ("locale", "path"):
            if needed not in used:
                raise self.wrong(
                    name,
                    f"{name} = {value!r} has no {{{needed}}}",
                    "without it files would write over each other",
                )
        if _leaves(value):
            raise self.wrong(name, f"{name} = {value!r} leaves the project", "stay below its root")
        return value

    def thresholds(self, data: Mapping[str, Any], default: Thresholds, prefix: str) -> Thresholds:
        return Thresholds(
            self.percent(data, "reviewed", default.reviewed, prefix),
            self.percent(data, "coverage", default.coverage, prefix),
        )

    def percent(self, data: Mapping[str, Any], name: str, default: float, prefix: str) -> float:
        value = data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            raise self.wrong(name, f"{prefix}{name} = {value!r} is no percentage", "write a number, 0 to 100")
        return value

    def locale_gates(self, data: Mapping[str, Any], gates: Thresholds) -> Iterator[tuple[str, Thresholds]]:
        for tag, one in self.table(data, "locale").items():
            prefix = f"check.locale.{tag}."
            if not isinstance(one, dict):
                raise self.wrong(tag, f"{prefix[:-1]!r} must be a table", f"write [{prefix[:-1]}]")
            self.known(one, ["reviewed", "coverage"], prefix)
            yield self.tag(tag, tag), self.thresholds(one, gates, prefix)

    def glossary(self, data: Mapping[str, Any]) -> dict[str, Any]:
        table = self.table(data, "glossary")
        self.known(table, ["files", "comments"], "glossary.")
        comments = self.flag(table, "comments", "glossary.")
        found = self.strings(table, "files") if "files" in table else ()
        return {"glossary": found, "term_comments": comments and bool(found)}

    def segmentation(self, data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
        tables = self.table(data, "segmentation")
        for tag in tables:
            prefix = f"segmentation.{tag}"
            if not isinstance(tables[tag], dict):
                raise self.wrong(tag, f"{prefix!r} must be a table", "name a language: [segmentation.en]")
            table = self.table(tables, tag)
            self.known(table, SEGMENTATION_KEYS, f"{prefix}.")
            for name, words in table.items():
                if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                    what = f"{prefix}.{name} must be a list of strings"
                    raise self.wrong(name, what, f'write {name} = ["one", "two"]')
                if not all(word.strip(". ") for word in words):
                    raise self.wrong(name, f"{prefix}.{name} has an entry with nothing in it", "take it out")
            if tag != "default":
                self.tag(tag, tag)
            yield tag, {name: tuple(words) for name, words in table.items()}


_KEYS = ["source-locale", "locales", "sources", "project", "catalogs", "output", "unit", "references"]
_KEYS += ["draft", "memory", "build", "check", "formats", "segmentation", "glossary"]

SEGMENTATION_KEYS = [
    "titles",
    "inner",
    "numbered",
    "may_end",
    "closing",
    "units",
    "starters",
    "lettered",
    "ordinal_after",
    "months",
    "quote_goes_on",
    "openings",
    "never",
    "always",
]
"""What a `[segmentation.<language>]` table may hold; text/segment_rules.py says what it does."""

_EXAMPLES = {
    "source-locale": 'source-locale = "en"',
    "locales": 'locales = ["es"]',
    "sources": 'sources = ["source_texts/**/*"]',
    "engine": 'engine = ["argos", "apertium"]',
    "files": 'files = ["terms.csv"]',
}


def _leaves(pattern: str) -> bool:
    """Whether a pattern is absolute or climbs with `..` (a Windows drive or separator counts too)."""
    parts = re.split(r"[/\\]", pattern)
    return parts[0] == "" or ".." in parts or re.match(r"[A-Za-z]:", pattern) is not None


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise L10nError("not UTF-8", file.name, line, "save the file as UTF-8") from None
    except OSError as error:
        raise L10nError(
            f"cannot be read: {error.strerror}", file.name, hint="check its permissions"
        ) from None
