"""What a project says: the configuration as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

CATALOGS = "locales/{locale}/{path}.po"
OUTPUT = "build/{locale}/{path}{suffix}"


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
    engine_options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """For each engine's name its options, as the project's file has them."""
    source_gates: Mapping[str, Thresholds] = field(default_factory=dict)
    """Gates of the sources that a pattern names, by pattern: each is one of its own in each locale."""
    severities: Mapping[str, str] = field(default_factory=dict)
    """What a check weighs on a reviewed entry, by its id: `error`, `warning`, `note`, or `off`."""
    locale_severities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The same for single locales."""
    baseline: str = ""
    """The file of findings that are known and fail no run, from `root`; empty for none."""
    formats: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """For each format's name its options, as the project's file has them."""
    segmentation: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """For each language's tag, or "default", the rules for sentences that the project adds."""
    glossary: tuple[str, ...] = ()
    """The files of terms, from `root`."""
    term_comments: bool = False

    def severities_of(self, tag: str) -> Mapping[str, str]:
        """What checks weigh in one locale where the project says so, by their ids."""
        return {**self.severities, **self.locale_severities.get(tag, {})}

    def thresholds(self, tag: str) -> Thresholds:
        """The gates of one locale: its own where it has some, else the project's."""
        return self.locale_gates.get(tag, self.gates)
