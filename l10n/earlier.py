"""Catalogs as they were at a revision of git, and what people have reviewed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from l10n import catalog, git, project
from l10n.checks import rebound
from l10n.config import Config
from l10n.errors import L10nError
from l10n.model import Catalog, Entry, Finding, State
from l10n.text.similarity import cosmetic_fold


@dataclass(frozen=True, slots=True)
class Earlier:
    """The catalogs of a commit: `known` has the id of each by its path from the project's root `folder`."""

    folder: str
    reference: str
    commit: str
    known: dict[str, str]
    blob: Callable[[str], bytes | None]

    def base(self, now: Catalog) -> rebound.Base | None:
        """What the check `rebound` has to know of a catalog; None for one that is new or has not changed."""
        named = self.known.get(now.path)
        if named is None or git.blob_id(catalog.dump(now), named) == named:
            return None
        before = self._entries(named, now.path)
        return rebound.base(self.reference, before, now.entries) if before else None

    def unreviewed(self, findings: Sequence[Finding], now: Catalog) -> list[Finding]:
        """The findings without those of `rebound` whose translation a person has reviewed at its new source.

        That shows in a commit, or in the files as they are now, that takes `fuzzy` off the same text, its
        source as it is now but for typography. A merge does not count: there it may have been git.
        """
        if not any(one.check == rebound.id for one in findings):
            return list(findings)
        reviewed = self._reviewed(now)
        return [
            one
            for one in findings
            if one.check != rebound.id or (cosmetic_fold(one.source), one.target) not in reviewed
        ]

    def _reviewed(self, now: Catalog) -> set[tuple[str, str]]:
        steps = [
            (self._entries(was, now.path), self._entries(then, now.path))
            for was, then in git.changes(self.folder, self.commit, now.path)
        ]
        head = git.tree(self.folder, "HEAD", now.path).get(now.path)
        steps.append((self._entries(head, now.path) if head else (), now.entries))
        found: set[tuple[str, str]] = set()
        for before, after in steps:
            fuzzy = {one.key: one.target for one in before if one.state in (State.DRAFT, State.STALE)}
            found |= {
                (cosmetic_fold(one.source), one.target)
                for one in after
                if one.state is State.REVIEWED and fuzzy.get(one.key) == one.target
            }
        return found

    def _entries(self, named: str, path: str) -> tuple[Entry, ...]:
        """The entries of a catalog by its id; none where it was not there or could not be read by anybody."""
        data = self.blob(named)
        try:
            return catalog.parse(data, path).entries if data else ()
        except L10nError:
            return ()


@contextmanager
def at(settings: Config, reference: str | None) -> Iterator[Earlier | None]:
    """The catalogs at a revision, None where none is named. Raises L10nError for one git does not know."""
    if reference is None:
        yield None
        return
    folder = str(settings.root)
    commit = git.commit(folder, reference)
    known = git.tree(folder, commit, project.catalogs_folder(settings))
    with git.blobs(folder) as blob:
        yield Earlier(folder, reference, commit, known, blob)
