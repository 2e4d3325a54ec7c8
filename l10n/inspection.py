"""What stands in the catalogs: how far each locale and each source is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from l10n import articles, candidates, catalog, selection
from l10n.config import Config
from l10n.model import Progress
from l10n.outcome import Outcome
from l10n.text.words.term_candidates import Candidate


@dataclass(slots=True)
class Counted(Outcome):
    """The outcome of `status`: progress by locale and source, candidates for the glossary."""

    progress: dict[str, dict[str, Progress]] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    terms: str = ""
    """The file of the glossary to add them to."""


def status(settings: Config, paths: Sequence[Path], tags: Sequence[str]) -> Counted:
    """Units and words by state, for each locale and source."""
    outcome = Counted()
    chosen = selection.locales(settings, tags)
    outcome.progress = {tag: {} for tag in chosen}
    with outcome.collecting():
        outcome.candidates, outcome.terms = candidates.of(settings, chosen), candidates.table(settings)
    for article in articles.read(settings, paths, outcome):
        for tag in chosen:
            with outcome.collecting():
                found = articles.read_catalog(settings, article, tag)
                counted = catalog.progress(articles.standing(article, found))
                by_source = outcome.progress[tag]
                name = article.source.shown
                by_source[name] = by_source[name] + counted if name in by_source else counted
    return outcome
