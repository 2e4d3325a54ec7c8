"""PO files in real git repositories: the merge driver, its installation, and what is asked of git."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from projects import Project
from repositories import CATALOG, CUPS, CURES, EASES, HEAD, QUESTION, TEA, Repository

from l10n import git
from l10n.errors import L10nError
from l10n.model import Key, State


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
    ran = repository.l10n(
        "check"
    )  # the finding is a warning, as all about fuzzy entries are; the gate is not
    assert ran.code == 1
    assert "es: resolved: 75 %, 100 % needed: not met" in ran.out
    assert repository.l10n("build", "--unreviewed", "draft").code == 0
    built = repository.l10n.read("build/es/tea.txt")
    assert "El té de menta alivia la hinchazón." in built
    assert CUPS in built  # rather than both translations, marks and all
    repository.translate(CUPS, "Beba como mucho 3 tazas al día.")
    assert repository.check() == (0, [])


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


def test_a_clone_in_which_nobody_installed_it_merges_as_text(repository: Repository) -> None:
    """No error, and none of the driver's care: `check --base` is what is left there."""
    repository.git("config", "--remove-section", "merge.l10n")
    repository.branch("ana")
    repository.translate(QUESTION, "¿Es bueno el té de menta?")
    repository.commit("one")
    repository.branch("bea")
    repository.translate(CUPS, "Beba como mucho 3 tazas al día.")
    repository.commit("two")
    repository.git("merge", "ana")
    assert [bool(one.target) for one in repository.entries().values()] == [True, False, False, True]
    repository.branch("carla")
    repository.translate(QUESTION, "¿Va bien el té de menta?")
    repository.commit("three")
    repository.git("merge", "ana", fails=True)
    assert "<<<<<<< " in repository.l10n.read(CATALOG)
    ran = repository.l10n("check")
    assert ran.code == 2
    assert "unresolved merge conflict" in ran.err


def test_a_submodule_and_a_worktree_of_a_bare_repository(tmp_path: Path, plain: Repository) -> None:
    root = str(plain.l10n.root)
    plain.git("clone", "-q", "--bare", root, str(tmp_path / "bare.git"))
    bare = Repository(Project(tmp_path / "bare.git"))
    bare.git("worktree", "add", "-q", str(tmp_path / "tree"))
    above = Repository(Project(tmp_path / "above"))
    above.l10n.write("README", "")
    above.git("init", "-q")
    above.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", root, "the articles")
    for folder in (tmp_path / "tree", tmp_path / "above/the articles"):
        place = Repository(Project(folder))
        assert place.l10n("-C", "locales", "merge-driver", "--install").code == 0
        place.commit("merge driver")
        place.branch("ana", "HEAD")
        place.translate(EASES, "El té de menta alivia la hinchazón.")
        place.commit("one")
        place.branch("bea", "ana^")
        place.translate(CURES, "¡No cura una úlcera!")
        place.commit("two")
        place.git("merge", "ana")
        assert [bool(one.target) for one in place.entries().values()] == [False, True, True, False]
    assert above.run("config", "merge.l10n.driver")[0] == 1


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


def test_no_repository_and_no_git(tmp_path: Path, project: Callable[..., Project]) -> None:
    l10n = project({"source_texts/tea.txt": TEA})
    above = {"GIT_CEILING_DIRECTORIES": str(l10n.root.parent)}
    for arguments in (("check", "--base", "main"), ("merge-driver", "--install")):
        ran = l10n(*arguments, **above)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith("not in a git repository; run it in a clone, or `git init` first\n")
        ran = l10n(*arguments, PATH=str(tmp_path))
        assert (ran.code, ran.err) == (2, "git is not installed; install it, for example `apt install git`\n")


def test_a_repository_of_somebody_else_is_named_with_the_way_out(plain: Repository) -> None:
    ran = plain.l10n("check", "--base", "main", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "run `git config --global --add safe.directory " in ran.err


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
