"""PO files in real git repositories: the merge driver, and what `l10n check --base` finds."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from projects import LEAST, Project

from l10n import git
from l10n.catalog import parse
from l10n.errors import L10nError
from l10n.model import Entry, Key, State

CATALOG = "locales/es/tea.po"
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TEA = """\
Is peppermint tea good for the stomach?

Peppermint tea can ease bloating. It does not cure an ulcer! Drink at most 3 cups a day.
"""
QUESTION = "Is peppermint tea good for the stomach?"
EASES, CURES, CUPS = (
    "Peppermint tea can ease bloating.",
    "It does not cure an ulcer!",
    "Drink at most 3 cups a day.",
)
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ana",
    "GIT_AUTHOR_EMAIL": "ana@example.org",
    "GIT_COMMITTER_NAME": "Ana",
    "GIT_COMMITTER_EMAIL": "ana@example.org",
}


@dataclass(frozen=True)
class Repository:
    """A project in a git repository of its own."""

    l10n: Project

    def git(self, *arguments: str, fails: bool = False) -> str:
        """What git says, on both outputs."""
        ran = subprocess.run(
            ["git", *arguments],
            cwd=self.l10n.root,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **ALONE},
        )
        said = ran.stdout + ran.stderr
        assert (ran.returncode != 0) == fails, said
        return said

    def commit(self, name: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", name)

    def branch(self, name: str, start: str = "main") -> None:
        self.git("switch", "-q", "-c", name, start)

    def entries(self) -> dict[str, Entry]:
        """The messages of the catalog, by msgid."""
        return {one.source: one for one in parse(self.l10n.read(CATALOG).encode(), CATALOG).entries}

    def translate(self, source: str, target: str) -> None:
        """What a translator with a text editor does."""
        text = self.l10n.read(CATALOG)
        before = self.entries()[source].raw
        assert before is not None
        head = before.partition("msgstr ")[0].replace("#, fuzzy\n", "")
        self.l10n.write(CATALOG, text.replace(before, f'{head}msgstr "{target}"\n'))

    def rewrite(self, old: str, new: str) -> None:
        """What a writer does, with the extraction after it."""
        self.l10n.write("source_texts/tea.txt", self.l10n.read("source_texts/tea.txt").replace(old, new))
        assert self.l10n("extract", "--locale", "es").code == 0

    def check(self, *arguments: str) -> tuple[int, list[tuple[str, str]]]:
        """The exit code of a check, and check and source of each finding."""
        ran = self.l10n("check", "--format", "json", *arguments)
        found = json.loads(ran.out)["findings"] if ran.code < 2 else []
        return ran.code, [(one["check"], one["source"]) for one in found]


@pytest.fixture
def plain(project: Callable[..., Project]) -> Repository:
    """A project with one article, extracted and committed; git merges its catalogs as any text."""
    made = project(
        {"source_texts/tea.txt": TEA, ".gitignore": ".l10n/\n"}, LEAST.replace(', "zh-Hans", "ar"', "")
    )
    found = Repository(made)
    found.git("init", "-q", "-b", "main")
    assert made("extract").code == 0
    found.commit("article")
    return found


@pytest.fixture
def repository(plain: Repository) -> Repository:
    """The same with the merge driver."""
    assert plain.l10n("merge-driver", "--install").code == 0
    plain.commit("merge driver")
    return plain


def test_neighbours_translated_on_two_branches_merge(repository: Repository) -> None:
    repository.branch("ana")
    repository.translate(EASES, "El té de menta alivia la hinchazón.")
    repository.commit("one")
    repository.branch("bea")
    repository.translate(CURES, "¡No cura una úlcera!")
    repository.commit("two")
    repository.git("merge", "ana")
    assert [one.target for one in repository.entries().values()] == [
        "",
        "El té de menta alivia la hinchazón.",
        "¡No cura una úlcera!",
        "",
    ]
    assert repository.l10n("extract", "--check", "--locale", "es").code == 0


@pytest.mark.parametrize("way", ["merge", "rebase", "cherry-pick"])
def test_an_edited_source_and_a_review_of_the_old_one_meet(repository: Repository, way: str) -> None:
    """However the two meet, the review is at the new source, fuzzy, and a second extraction agrees."""
    repository.translate(CUPS, "Bebe 3 tazas.")
    repository.commit("first")
    repository.branch("writer")
    repository.rewrite("3 cups", "4 cups")
    repository.commit("edit")
    repository.branch("ana")
    repository.translate(CUPS, "Beba como mucho 3 tazas al día.")
    repository.commit("review")
    if way == "cherry-pick":
        repository.git("cherry-pick", "writer")
    else:
        repository.git(way, "writer")
    entry = repository.entries()["Drink at most 4 cups a day."]
    assert (entry.target, entry.state, entry.previous) == (
        "Beba como mucho 3 tazas al día.",
        State.STALE,
        Key(None, CUPS),
    )
    assert CUPS not in repository.entries()
    assert repository.l10n("extract", "--check", "--locale", "es").code == 0


def test_two_translations_of_one_message_are_a_conflict_that_git_and_check_tell(
    repository: Repository,
) -> None:
    repository.branch("ana")
    repository.translate(CUPS, "Beba como mucho 3 tazas al día.")
    repository.translate(EASES, "El té de menta alivia la hinchazón.")
    repository.commit("one")
    repository.branch("bea")
    repository.translate(CUPS, "No tome más de 3 tazas diarias.")
    repository.commit("two")
    said = repository.git("merge", "ana", fails=True)
    line = repository.entries()[CUPS].line
    assert f"{CATALOG}:{line}: two people translated this message differently" in said
    assert "CONFLICT" in said
    assert f"UU {CATALOG}" in repository.git("status", "--short")
    entry = repository.entries()[CUPS]
    assert entry.state is State.DRAFT
    assert "Beba como mucho" in entry.target
    assert "No tome más" in entry.target
    assert repository.entries()[EASES].target == "El té de menta alivia la hinchazón."
    assert ("conflict", CUPS) in repository.check("--fail-on", "never")[1]
    assert repository.l10n("check", "--fail-on", "warning").code == 1


def test_criss_cross_merges_keep_the_work_of_both_sides(repository: Repository) -> None:
    """Two common ancestors, which differ over one message: git merges them first, with the driver."""
    repository.branch("ana")
    repository.translate(CUPS, "Beba como mucho 3 tazas al día.")
    repository.translate(EASES, "El té de menta alivia la hinchazón.")
    repository.commit("ana 1")
    repository.branch("bea")
    repository.translate(CUPS, "No tome más de 3 tazas diarias.")
    repository.commit("bea 1")
    for name, other in (("ana", "bea~0"), ("bea", "ana~1")):
        repository.git("switch", "-q", name)
        repository.git("merge", other, fails=True)
        repository.translate(CUPS, "Beba como mucho 3 tazas al día.")
        repository.commit(f"{name} 2")
    repository.git("switch", "-q", "ana")
    repository.translate(QUESTION, "¿Es bueno el té de menta?")
    repository.commit("ana 3")
    repository.git("switch", "-q", "bea")
    repository.translate(CURES, "¡No cura una úlcera!")
    repository.commit("bea 3")
    assert len(repository.git("merge-base", "--all", "ana", "bea").split()) == 2
    repository.git("merge", "ana")
    assert [one.target for one in repository.entries().values()] == [
        "¿Es bueno el té de menta?",
        "El té de menta alivia la hinchazón.",
        "¡No cura una úlcera!",
        "Beba como mucho 3 tazas al día.",
    ]


def test_an_ancestor_with_conflict_marks_of_git_counts_as_none(
    tmp_path: Path, project: Callable[..., Project]
) -> None:
    one = 'msgid "One"\nmsgstr "Uno"\n'
    marks = f"{HEAD}<<<<<<< x\n{one}=======\n>>>>>>> y\n"
    l10n = project({"O": marks, "A": HEAD + one, "B": f'{HEAD}{one}\nmsgid "Two"\nmsgstr "Dos"\n'})
    ran = l10n("merge-driver", "O", "A", "B", "9", "locales/es/a.po")
    assert (ran.code, ran.err) == (0, "")
    assert l10n.read("A") == l10n.read("B")


@pytest.mark.parametrize("side", ["A", "B"])
def test_a_side_that_is_no_po_file_is_told_with_its_line_and_nothing_changes(
    project: Callable[..., Project], side: str
) -> None:
    good = f'{HEAD}msgid "One"\nmsgstr "Uno"\n'
    l10n = project({"O": good, "A": good, "B": good} | {side: f"{good}msgid 7\n"})
    before = l10n.bytes()
    ran = l10n("merge-driver", "O", "A", "B", "7", "locales/es/a.po")
    whose = {"A": "our", "B": "their"}[side]
    assert ran.code == 2
    assert ran.err.startswith(f"locales/es/a.po:8: {whose} version: ")
    assert ran.err.count("\n") == 1
    assert l10n.bytes() == before


@pytest.mark.parametrize("arguments", [("O",), ("O", "A", "B", "7", "x.po", "more"), ("--install", "O")])
def test_usage_of_the_driver(project: Callable[..., Project], arguments: tuple[str, ...]) -> None:
    ran = project({})("merge-driver", *arguments)
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_installing_twice_changes_nothing_and_keeps_what_was_there(plain: Repository) -> None:
    plain.l10n.write(".gitattributes", "*.png binary")
    plain.git("config", "merge.other.driver", "true")
    first = plain.l10n("merge-driver", "--install")
    assert (first.code, first.err) == (0, "")
    assert plain.l10n.read(".gitattributes") == "*.png binary\nlocales/**/*.po merge=l10n\n"
    config = (plain.l10n.root / ".git/config").read_bytes()
    again = plain.l10n("merge-driver", "--install")
    assert (again.code, again.out) == (0, "git merges the catalogs with l10n already\n")
    assert (plain.l10n.root / ".git/config").read_bytes() == config
    assert plain.l10n.read(".gitattributes").count("l10n") == 1
    assert plain.git("config", "merge.other.driver") == "true\n"
    for file, says in ((CATALOG, "l10n"), ("source_texts/tea.txt", "unspecified"), ("a/b.po", "unspecified")):
        assert plain.git("check-attr", "merge", file) == f"{file}: merge: {says}\n"


def test_another_rule_for_the_same_files_gives_way_or_is_named(plain: Repository) -> None:
    plain.l10n.write(".gitattributes", "locales/**/*.po merge=l10n\n*.po merge=union\n")
    assert plain.l10n("merge-driver", "--install").code == 0
    assert plain.git("check-attr", "merge", CATALOG) == f"{CATALOG}: merge: l10n\n"
    assert plain.l10n.read(".gitattributes").count("l10n") == 2
    plain.l10n.write(".git/info/attributes", "*.po merge=binary\n")
    ran = plain.l10n("merge-driver", "--install")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert ran.err.startswith(".gitattributes: another rule goes before ours")


BROKEN = {
    "markers": b"<<<<<<< a\nmsgid 7\n=======\n>>>>>>> b\n",
    "Latin-1": 'msgid "Rest."\nmsgstr "Descansé."\n'.encode("latin-1"),
    "no program": b"",
}


@pytest.mark.parametrize("why", BROKEN)
def test_where_the_driver_cannot_merge_git_stops_with_both_sides_in_the_file(
    repository: Repository, why: str
) -> None:
    """Left alone, git would keep our side, without a mark in it: whoever adds that has lost the other."""
    repository.branch("ana")
    repository.translate(CUPS, "Beba como mucho 3 tazas al día.")
    file = repository.l10n.root / CATALOG
    file.write_bytes(file.read_bytes() + b"\n" + BROKEN[why])
    repository.commit("one")
    repository.branch("bea")
    repository.translate(QUESTION, "¿Es bueno el té de menta?")
    repository.commit("two")
    if why == "no program":
        driver = repository.git("config", "merge.l10n.driver").strip()
        repository.git("config", "merge.l10n.driver", f"/nowhere{driver}")
    assert "merged line by line instead" in repository.git("merge", "ana", fails=True)
    assert f"UU {CATALOG}" in repository.git("status", "--short")
    found = file.read_bytes()
    assert BROKEN[why] in found
    assert "¿Es bueno".encode() in found
    assert b"Beba como mucho" in found


def test_installing_in_a_worktree_and_for_a_project_in_a_folder(tmp_path: Path, plain: Repository) -> None:
    side = Repository(Project(tmp_path / "side"))
    plain.git("worktree", "add", "-q", "-b", "side", str(side.l10n.root))
    config = (
        'source-locale = "en"\nlocales = ["es"]\nsources = ["*.txt"]\ncatalogs = "my po/{path}.{locale}.po"\n'
    )
    side.l10n.write("docs/l10n.toml", config)
    assert side.l10n("-C", "docs", "merge-driver", "--install").code == 0
    assert "merge-driver %O %A %B %L %P" in plain.git("config", "merge.l10n.driver")
    assert side.l10n.read("docs/.gitattributes") == '"my po/**/*.po" merge=l10n\n'
    file = "docs/my po/deep/tea.es.po"
    assert side.git("check-attr", "merge", file) == f"{file}: merge: l10n\n"


def test_nothing_of_the_repository_is_run_in_place_of_the_driver(repository: Repository) -> None:
    """A folder called l10n in somebody's branch is no program of ours."""
    repository.branch("ana")
    repository.translate(EASES, "El té de menta alivia la hinchazón.")
    repository.commit("one")
    repository.branch("bea")
    repository.translate(CURES, "¡No cura una úlcera!")
    repository.l10n.write("l10n/__init__.py", "raise SystemExit('the wrong one')\n")
    repository.commit("two")
    assert "the wrong one" not in repository.git("merge", "ana")


def test_a_translation_that_git_bound_to_another_source_is_found(plain: Repository) -> None:
    """A draft accepted on one branch, its source edited on the other by a tool that writes no `#|`."""
    long = (
        "Take one tablet every morning with a glass of water, and do not chew it, since its coat has a use."
    )
    draft = (
        f'{HEAD}#: source_texts/tea.txt\n#, fuzzy\nmsgid ""\n"{long[:40]}"\n"{long[40:]}"\n'
        'msgstr "Tome un comprimido cada mañana con agua, sin masticarlo."\n'
    )
    plain.l10n.write(CATALOG, draft)
    plain.commit("draft")
    plain.branch("writer")
    plain.l10n.write(CATALOG, draft.replace("its coat has a use", "it burns"))
    plain.commit("edit")
    plain.branch("ana")
    plain.l10n.write(CATALOG, draft.replace("#, fuzzy\n", ""))
    plain.commit("review")
    assert plain.check("--base", "main")[0] == 0  # a review, of the very same source
    plain.git("merge", "writer")
    edited = long.replace("its coat has a use", "it burns")
    assert plain.entries()[edited].state is State.REVIEWED
    assert plain.check() == (0, [])
    assert plain.check("--base", "ana~1")[1] == plain.check("--base", "ana~0^1")[1] == [("rebound", edited)]
    ran = plain.l10n("check", "--base", "ana^1")
    assert ran.code == 1
    assert "at ana^1 this was the translation of “Take one tablet" in ran.out
    # The driver leaves it fuzzy, and the check has nothing to say.
    plain.git("reset", "-q", "--hard", "ana^1")
    assert plain.l10n("merge-driver", "--install").code == 0
    plain.git("merge", "writer")
    assert (plain.entries()[edited].state, plain.entries()[edited].previous) == (State.STALE, Key(None, long))
    assert plain.check("--base", "HEAD^1")[1] == []


def test_what_a_person_did_since_is_no_rebound(plain: Repository) -> None:
    """Reviews at the new source, changed words, typography, a text that is still where it was, short ones."""
    plain.translate(EASES, "El té de menta alivia la hinchazón.")
    plain.translate(CURES, "¡No cura una úlcera!")
    plain.translate(CUPS, "Beba como mucho 3 tazas al día.")
    plain.translate(QUESTION, "¿Sí?")
    plain.commit("reviewed")
    start = plain.git("rev-parse", "HEAD").strip()
    plain.rewrite("It does not cure an ulcer!", "It doesn’t cure an ulcer!")
    plain.rewrite("3 cups a day", "3 cups each day")
    plain.commit("edits")
    plain.translate("It doesn’t cure an ulcer!", "¡No cura una úlcera!")
    plain.commit("looked at one")
    plain.translate("Drink at most 3 cups each day.", "Beba como mucho 3 tazas al día.")
    assert plain.check("--base", start) == (0, [])  # the last one is not committed yet, and counts
    plain.commit("looked at the other")
    plain.rewrite("doesn’t cure", "doesn't  cure")
    plain.rewrite(QUESTION, "Does tea of peppermint do good?")
    text = plain.l10n.read(CATALOG)
    more = (
        text.replace("#, fuzzy\n", "")
        + '\nmsgid "Tea eases bloating."\nmsgstr "El té de menta alivia la hinchazón."\n'
    )
    plain.l10n.write(CATALOG, more)
    plain.commit("more")
    assert plain.check("--base", start) == (0, [])
    # Once the message is gone that it was written for, nobody is left who has a right to it.
    never = "Peppermint tea never eases bloating."
    plain.l10n.write(CATALOG, more.replace(EASES, never))
    assert plain.check("--base", start) == (1, [("rebound", never), ("rebound", "Tea eases bloating.")])


def test_a_text_pasted_under_another_message_is_found_before_it_is_committed(plain: Repository) -> None:
    plain.translate(EASES, "El té de menta alivia la hinchazón.")
    plain.commit("reviewed")
    plain.translate(EASES, "")
    plain.translate(CURES, "El té de menta alivia la hinchazón.")
    assert plain.check("--base", "main") == (1, [("rebound", CURES)])
    assert plain.check("--base", "HEAD", "--locale", "es", "source_texts/tea.txt")[0] == 1
    assert plain.check() == (0, [])


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "", "HEAD:locales", "main..HEAD"])
def test_a_revision_that_git_does_not_know(plain: Repository, name: str) -> None:
    ran = plain.l10n("check", f"--base={name}")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "revision" in ran.err


def test_no_repository_and_no_git(tmp_path: Path, project: Callable[..., Project]) -> None:
    l10n = project({"source_texts/tea.txt": TEA})
    above = {"GIT_CEILING_DIRECTORIES": str(l10n.root.parent)}
    for arguments in (("check", "--base", "main"), ("merge-driver", "--install")):
        ran = l10n(*arguments, **above)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith("not in a git repository; run it in a clone, or `git init` first\n")
        ran = l10n(*arguments, PATH=str(tmp_path))
        assert (ran.code, ran.err) == (2, "git is not installed; install it, for example `apt install git`\n")


def test_files_of_a_commit_by_any_name(plain: Repository) -> None:
    """Names with spaces, newlines and other scripts; links are no files; an id is that of git."""
    root = str(plain.l10n.root)
    names = ["locales/es/a b.po", "locales/es/line\nbreak.po", "locales/es/té.po"]
    for name in names:
        plain.l10n.write(name, name)
    (plain.l10n.root / "locales/es/link.po").symlink_to("a b.po")
    plain.commit("names")
    found = git.tree(root, git.commit(root, "HEAD"), "locales")
    assert set(found) == {CATALOG, *names}
    assert git.tree(root, "HEAD", "locales*") == {}
    with git.blobs(root) as blob:
        assert [blob(found[name]) for name in names] == [name.encode() for name in names]
        assert blob("0" * 40) is None
    assert [git.blob_id(name.encode(), "0" * 40) for name in names] == [found[name] for name in names]
    with pytest.raises(L10nError, match="git says: "):
        git.output(root, "log", "nowhere")
