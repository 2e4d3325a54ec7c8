"""The tables of a project's file -> Config."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from l10n.config.keys import EXAMPLES, TABLES, Keys, leaves
from l10n.config.settings import CATALOGS, OUTPUT, Config, Thresholds
from l10n.errors import L10nError

SEVERITIES = ("error", "warning", "note", "off")
"""What a check may weigh."""

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


def read(keys: Keys, data: Mapping[str, Any], root: Path) -> Config:
    """The configuration that `data`, a project's table, holds. Raises L10nError for what cannot be."""
    keys.known(data, TABLES[""])
    for name in ("source-locale", "locales", "sources"):
        if name not in data:
            raise L10nError(f"{name!r} is missing", keys.shown, hint=f"add {EXAMPLES[name]}")
    draft, build, check = (_table(keys, data, name) for name in ("draft", "build", "check"))
    gates = _thresholds(keys, check, Thresholds(), "check.")
    config = Config(
        root=root,
        path=keys.shown,
        source_locale=keys.tag(keys.string(data, "source-locale"), "source-locale"),
        locales=tuple(keys.tag(tag, "locales") for tag in keys.strings(data, "locales")),
        sources=keys.strings(data, "sources"),
        project=keys.string(data, "project", root.name),
        catalogs=keys.pattern(data, "catalogs", CATALOGS, ("locale", "path")),
        output=keys.pattern(data, "output", OUTPUT, ("locale", "path", "suffix")),
        unit=keys.choice(data, "unit", ("sentence", "block")),
        references=keys.choice(data, "references", ("file", "line", "none")),
        engines=_engines(keys, draft),
        min_similarity=keys.percent(draft, "min-similarity", 75, "draft."),
        accept_exact=keys.flag(draft, "accept-exact", "draft."),
        unreviewed=keys.choice(build, "unreviewed", ("source", "draft", "fail")),
        gates=gates,
        locale_gates=dict(_locale_gates(keys, check, gates)),
        source_gates=dict(_source_gates(keys, check)),
        severities=_severities(keys, check, "check.severity"),
        locale_severities=_locale_severities(keys, check),
        baseline=_inner_path(keys, check, "baseline"),
        engine_options=_tables(keys, data, "engines"),
        formats=_tables(keys, data, "formats"),
        segmentation=dict(_segmentation(keys, data)),
        **_glossary(keys, data),
    )
    _consistent(keys, config)
    return config


def _consistent(keys: Keys, config: Config) -> None:
    """Raise for what each key allows and all of them together do not."""
    if config.source_locale in config.locales:
        raise keys.wrong("locales", f"{config.source_locale!r} is the source's own", "take it out")
    for tag in config.locales:
        if config.locales.count(tag) > 1:
            raise keys.wrong("locales", f"{tag!r} stands twice", "take one out")
    for tag in config.locale_gates:
        if tag not in config.locales:
            raise keys.wrong(tag, f"[check.locale.{tag}] is none of the locales", "add it to locales")
    for pattern in config.sources:
        if leaves(pattern):
            raise keys.wrong("sources", f"{pattern!r} leaves the project", "stay below its root")


def _table(keys: Keys, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """One of TABLES, with no unknown key in it."""
    table = keys.table(data, name)
    keys.known(table, TABLES[name], f"{name}.")
    return table


def _tables(keys: Keys, data: Mapping[str, Any], name: str) -> dict[str, Mapping[str, Any]]:
    """The tables within a table, by name; what may stand in each its owner knows."""
    table = keys.table(data, name)
    return {one: keys.table(table, one) for one in table}


def _engines(keys: Keys, data: Mapping[str, Any]) -> tuple[str, ...]:
    value = data.get("engine", "auto")
    return (value,) if isinstance(value, str) and value else keys.strings(data, "engine")


def _thresholds(keys: Keys, data: Mapping[str, Any], default: Thresholds, prefix: str) -> Thresholds:
    return Thresholds(
        keys.percent(data, "reviewed", default.reviewed, prefix),
        keys.percent(data, "coverage", default.coverage, prefix),
    )


def _locale_gates(keys: Keys, data: Mapping[str, Any], gates: Thresholds) -> Iterator[tuple[str, Thresholds]]:
    for tag, one in keys.table(data, "locale").items():
        prefix = f"check.locale.{tag}."
        if not isinstance(one, dict):
            raise keys.wrong(tag, f"{prefix[:-1]!r} must be a table", f"write [{prefix[:-1]}]")
        keys.known(one, ["reviewed", "coverage", "severity"], prefix)
        yield keys.tag(tag, tag), _thresholds(keys, one, gates, prefix)


def _source_gates(keys: Keys, data: Mapping[str, Any]) -> Iterator[tuple[str, Thresholds]]:
    table = keys.table(data, "sources")
    for pattern, one in table.items():
        prefix = f"check.sources.{pattern}."
        if not isinstance(one, dict):
            hint = 'write [check.sources."source_texts/children/**"]'
            raise keys.wrong(pattern, f"{prefix[:-1]!r} must be a table", hint)
        keys.known(one, ["reviewed", "coverage"], prefix)
        if leaves(pattern):
            raise keys.wrong(pattern, f"{pattern!r} leaves the project", "stay below its root")
        yield pattern, _thresholds(keys, one, Thresholds(), prefix)


def _severities(keys: Keys, data: Mapping[str, Any], prefix: str) -> dict[str, str]:
    """What checks weigh, by id; whether there is such a check the checks know."""
    table = keys.table(data, "severity")
    for name, value in table.items():
        if value not in SEVERITIES:
            hint = f"choose one of {', '.join(SEVERITIES)}"
            raise keys.wrong(name, f"{prefix}.{name} = {value!r} cannot be", hint)
    return dict(table)


def _locale_severities(keys: Keys, data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    tables = keys.table(data, "locale")
    return {
        keys.tag(tag, tag): _severities(keys, keys.table(tables, tag), f"check.locale.{tag}.severity")
        for tag in tables
    }


def _inner_path(keys: Keys, data: Mapping[str, Any], name: str) -> str:
    """A file below the root, "" where the key is not there."""
    if name not in data:
        return ""
    value = keys.string(data, name)
    if leaves(value):
        raise keys.wrong(name, f"{name} = {value!r} leaves the project", "stay below its root")
    return value


def _glossary(keys: Keys, data: Mapping[str, Any]) -> dict[str, Any]:
    table = _table(keys, data, "glossary")
    comments = keys.flag(table, "comments", "glossary.")
    found = keys.strings(table, "files") if "files" in table else ()
    return {"glossary": found, "term_comments": comments and bool(found)}


def _segmentation(keys: Keys, data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    tables = keys.table(data, "segmentation")
    for tag in tables:
        prefix = f"segmentation.{tag}"
        if not isinstance(tables[tag], dict):
            raise keys.wrong(tag, f"{prefix!r} must be a table", "name a language: [segmentation.en]")
        table = keys.table(tables, tag)
        keys.known(table, SEGMENTATION_KEYS, f"{prefix}.")
        for name, words in table.items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                what = f"{prefix}.{name} must be a list of strings"
                raise keys.wrong(name, what, f'write {name} = ["one", "two"]')
            if not all(word.strip(". ") for word in words):
                raise keys.wrong(name, f"{prefix}.{name} has an entry with nothing in it", "take it out")
        if tag != "default":
            keys.tag(tag, tag)
        yield tag, {name: tuple(words) for name, words in table.items()}
