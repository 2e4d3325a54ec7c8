"""The drafting desk of one locale: empty entries out of their catalogs, drafts back into them, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from l10n import articles, catalog, project
from l10n.articles import Article, Outcome
from l10n.config import Config
from l10n.draft import Request
from l10n.model import Draft, Key, State


@dataclass(slots=True)
class Folder:
    """One catalog on the desk: which of its entries wait for a draft, and the drafts they have got."""

    file: Path
    shown: str
    lines: dict[Key, int]
    waiting: set[Key]
    drafts: dict[Key, Draft] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """All empty entries of a locale as requests, in the order of articles and sentences."""

    settings: Config
    tag: str
    requests: list[Request] = field(default_factory=list)
    owners: list[tuple[Folder, Key]] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)

    def collect(self, chosen: Iterable[Article], outcome: Outcome) -> None:
        """Put the empty entries of each article's catalog on the desk; unreadable ones go to the errors."""
        for article in chosen:
            with outcome.collecting():
                found = articles.read_catalog(self.settings, article, self.tag)
                if found is None:
                    continue
                codes = article.codes()
                waiting = [one for one in found.entries if one.state is State.EMPTY and one.key in codes]
                lines = {one.key: one.line for one in waiting}
                file = project.catalog_file(self.settings, article.source, self.tag)
                folder = Folder(file, found.path, lines, set(lines))
                for entry in waiting:
                    self.requests.append(Request(entry.source, codes[entry.key], entry.key, article.format))
                    self.owners.append((folder, entry.key))

    def put(self, number: int, draft: Draft) -> None:
        """Keep the draft of one request, and write its catalog once it was the last that waited there."""
        folder, key = self.owners[number]
        folder.waiting.discard(key)
        folder.drafts[key] = draft
        if not folder.waiting:
            self.write(folder)

    def write_all(self) -> None:
        """Write whatever has been drafted and is not on the disk yet."""
        for folder in dict.fromkeys(id(owner) for owner, _ in self.owners):
            self.write(next(owner for owner, _ in self.owners if id(owner) == folder))
