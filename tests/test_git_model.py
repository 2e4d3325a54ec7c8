"""Branches that a model wrote, brought together in real git in every way: no person's words are lost."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from po_models import Messages, worked_on, written
from projects import LEAST, Project
from repositories import CATALOG, Repository

from l10n.catalog import parse
from l10n.model import State
from l10n.text.similarity import cosmetic_fold

WAYS: dict[str, list[tuple[str, ...]]] = {
    "merge": [("switch", "ours"), ("merge", "theirs")],
    "merge, one side preferred": [("switch", "ours"), ("merge", "-Xtheirs", "theirs")],
    "merge, not committed": [("switch", "ours"), ("merge", "--no-commit", "theirs")],
    "squash": [("switch", "ours"), ("merge", "--squash", "theirs")],
    "rebase": [("switch", "theirs"), ("rebase", "ours")],
    "cherry-pick": [("switch", "ours"), ("cherry-pick", "--keep-redundant-commits", "main..theirs")],
    "stash": [
        ("switch", "--detach", "theirs"),
        ("reset", "main"),
        ("stash",),
        ("switch", "ours"),
        ("stash", "pop"),
    ],
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("way", WAYS)
def test_no_words_of_a_person_are_lost(project: Callable[..., Project], way: str, seed: int) -> None:
    random = Random(f"{way} {seed}")
    repository = Repository(project({}, LEAST))
    repository.git("init", "-q", "-b", "main")
    assert repository.l10n("merge-driver", "--install").code == 0
    base = worked_on((), random, "b", 20)
    _commit(repository, base)
    sides = [_branch(repository, name, base, random) for name in ("ours", "theirs")]
    *before, last = WAYS[way]
    for command in before:
        repository.git(command[0], "-q", *command[1:])
    _settled(repository, last)
    found = parse((repository.l10n.root / CATALOG).read_bytes(), CATALOG).entries
    shown = [(*(one.plural_targets or (one.target,)), *one.comments) for one in found]
    text = "\n".join(line for lines in shown for line in lines)
    old = {words for one in base for words in one.texts}
    for one in (*sides[0], *sides[1]):
        assert not one.person or not [words for words in set(one.texts) - old if words not in text]
    if last[0] in ("merge", "stash"):  # in the others what was reviewed on the way counts too
        sure = {(cosmetic_fold(one.source), one.texts) for side in sides for one in side if one.is_reviewed}
        reviewed = (one for one in found if one.state is State.REVIEWED)
        assert {(cosmetic_fold(one.source), one.plural_targets or (one.target,)) for one in reviewed} <= sure


def _commit(repository: Repository, messages: Messages) -> None:
    file = repository.l10n.root / CATALOG
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written(messages))
    repository.git("add", "-A")
    repository.git("commit", "-q", "--allow-empty", "-m", "work")


def _branch(repository: Repository, name: str, messages: Messages, random: Random) -> Messages:
    repository.branch(name)
    for _ in range(2):
        messages = worked_on(messages, random, name[0], random.randint(1, 5))
        _commit(repository, messages)
    return messages


def _settled(repository: Repository, command: tuple[str, ...]) -> None:
    """Run a command of git; where it stops, take the file as it is, with both versions in it, and go on."""
    code, said = repository.run(*command)
    while code:
        assert f"UU {CATALOG}" in repository.git("status", "--porcelain"), said
        assert "#-#-#-#-#" in repository.l10n.read(CATALOG)
        repository.git("add", "-A")
        if command[0] not in ("rebase", "cherry-pick"):
            return
        code, said = repository.run(command[0], "--continue")
