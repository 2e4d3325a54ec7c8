"""Catalogs as they were at a revision of git, and what people have reviewed since."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple

from l10n import catalog, git, project
from l10n.catalog.header import header_fields
from l10n.catalog.number_notes import is_number_note
from l10n.checks import rebound
from l10n.checks.rebound import Place
from l10n.config import Config
from l10n.errors import L10nError
from l10n.git import Change
from l10n.model import Catalog, Finding, Key, Severity, State

_PERHAPS = "; somebody saved the file in an editor then, and may have"
_SAVED = ("PO-Revision-Date", "Last-Translator")
"""What an editor of PO files renews in the header at every save, and neither git nor a script does."""
_OURS = re.compile(r"other draft: |msgstr\[\d+\]: ")
"""What the comments of a merge begin with: see `three_way_message.py` and `carry.py`."""


class _Step(NamedTuple):
    """A catalog before a commit, in each of its parents, and after it."""

    before: Sequence[Catalog]
    after: Catalog


@dataclass(frozen=True, slots=True)
class Earlier:
    """The catalogs of a commit: `known` has the id of each by its path from the project's root `folder`.

    `merges` has, by path, what each merge since made of a catalog; `other` is the commit that is being merged
    in these files, if one is.
    """

    folder: str
    reference: str
    commit: str
    known: dict[str, str]
    merges: dict[str, list[Change]]
    other: str | None
    blob: Callable[[str], bytes | None]

    def base(self, now: Catalog) -> rebound.Base | None:
        """What the check `rebound` has to know of a catalog; None for one that is new or has not changed."""
        named = self.known.get(now.path)
        if named is None or git.blob_id(catalog.dump(now), named) == named:
            return None
        merged: dict[Place, Key] = {}
        for step in self._steps(self.merges.get(now.path, ())):
            merged |= rebound.put_together([one.entries for one in step.before], step.after.entries)
        if self.other:
            step = self._unsaved(now)
            merged |= rebound.put_together([one.entries for one in step.before], now.entries)
        before = self._catalog(named, now.path).entries
        if merged:
            then = {rebound.place(one) for one in before if one.state is State.REVIEWED}
            merged = {at: key for at, key in merged.items() if at not in then}
        return rebound.base(self.reference, before, now.entries, merged)

    def unreviewed(self, findings: Sequence[Finding], now: Catalog) -> list[Finding]:
        """The findings without those of `rebound` whose translation a person has reviewed at its new source.

        That shows in a commit, or in the files as they are now, that takes `fuzzy` off the same text at this
        source, or adds a translator's comment to it. Where the commit that brought the two together saved the
        file in an editor of PO files, extraction and review may be in one, and the finding is a warning. A
        merge counts with its comments alone: all else in it may be git's.
        """
        if not any(one.check == rebound.id for one in findings):
            return list(findings)
        places = {one.key.fingerprint: rebound.place(one) for one in now.entries}
        wanted = {places[one.key] for one in findings if one.check == rebound.id}
        reviewed: set[Place] = set()
        saved: set[Place] = set()
        for step in (self._unsaved(now), *self._steps(git.changes(self.folder, self.commit, now.path))):
            for where, is_reviewed in _acts(step, wanted):
                (reviewed if is_reviewed else saved).add(where)
        result: list[Finding] = []
        for one in findings:
            at = places[one.key] if one.check == rebound.id else None
            if at is None or at not in reviewed | saved:
                result.append(one)
            elif at not in reviewed:
                result.append(replace(one, severity=Severity.WARNING, message=one.message + _PERHAPS))
        return result

    def _steps(self, changes: Iterable[Change]) -> Iterator[_Step]:
        read: dict[
            str, Catalog
        ] = {}  # the latest comes first: what one was made from, the one before it made
        for path, before, after in changes:
            read = {named: read.get(named) or self._catalog(named, path) for named in (*before, after)}
            yield _Step([read[named] for named in before], read[after])

    def _unsaved(self, now: Catalog) -> _Step:
        """What was done to a catalog since the last commit."""
        parents = ("HEAD", *((self.other,) if self.other else ()))
        named = [git.tree(self.folder, parent, now.path).get(now.path) for parent in parents]
        return _Step([self._catalog(one, now.path) for one in named], now)

    def _catalog(self, named: str | None, path: str) -> Catalog:
        """A catalog by its id; an empty one where it was not there or could not be read by anybody."""
        data = self.blob(named) if named else None
        try:
            return catalog.parse(data, path) if data else Catalog("", path)
        except L10nError:
            return Catalog("", path)


@contextmanager
def at(settings: Config, reference: str | None) -> Iterator[Earlier | None]:
    """The catalogs at a revision, None where none is named. Raises L10nError for one git does not know.

    Where HEAD and the revision have parted they are those of the place: what others did since is not ours.
    """
    if reference is None:
        yield None
        return
    folder, below = str(settings.root), project.catalogs_folder(settings)
    commit = git.parting(folder, git.commit(folder, reference))
    known = git.tree(folder, commit, below)
    merges: dict[str, list[Change]] = {}
    for one in git.changes(folder, commit, below, merges=True):
        merges.setdefault(one.path, []).append(one)
    with git.blobs(folder) as blob:
        yield Earlier(folder, reference, commit, known, merges, git.merging(folder), blob)


def _acts(step: _Step, wanted: Set[Place]) -> Iterator[tuple[Place, bool]]:
    """The `wanted` places where somebody may have looked at the text in this step, and whether they did."""
    texts = {one.texts for one in wanted}
    after = [
        (one, at)
        for one in step.after.entries
        if one.state is State.REVIEWED
        and rebound.texts(one) in texts
        and (at := rebound.place(one)) in wanted
    ]
    if not after:
        return
    before = [one for side in step.before for one in side.entries if rebound.texts(one) in texts]
    fuzzy = {one.key: one.target for one in before if one.state in (State.DRAFT, State.STALE)}
    were = {rebound.place(one) for one in before if one.state is State.REVIEWED}
    comments: dict[str, set[str]] = {}
    for one in before:
        comments.setdefault(one.target, set()).update(one.comments)
    alone = len(step.before) == 1
    is_saved = alone and _saved(step.before[0]) != _saved(step.after)
    for one, at in after:
        known = comments.get(one.target)
        if known is not None:
            is_accepted = alone and fuzzy.get(one.key) == one.target
            if is_accepted or any(map(_is_own, set(one.comments) - known)):
                yield at, True
            elif is_saved and at not in were:
                yield at, False


def _is_own(comment: str) -> bool:
    return not (is_number_note(comment) or _OURS.match(comment))


def _saved(found: Catalog) -> list[str | None]:
    fields = header_fields(found.header.target) if found.header else {}
    return [fields.get(name) for name in _SAVED]
