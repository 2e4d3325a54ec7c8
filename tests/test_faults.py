"""What goes wrong around a run: people save while it works, several run at once, files have odd names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import Project

from l10n import config, desk, pipeline
from l10n.config import Config

Make = Callable[..., Project]

CONFIG = """\
source-locale = "en"
locales = ["es"]
sources = ["source_texts/**/*"]

[draft]
engine = "pseudo"
"""
ARTICLE = "What helps?\n\nRest helps. Water helps. Sleep helps.\n"
PO = "locales/es/a.po"


@pytest.fixture
def made(project: Make) -> Project:
    """A project whose one article is extracted, with one reviewed sentence."""
    made = project({"source_texts/a.txt": ARTICLE}, CONFIG)
    assert made("extract").code == 0
    made.write(PO, reviewed(made.read(PO), "Rest helps.", "El reposo ayuda."))
    return made


def reviewed(po: str, source: str, target: str) -> str:
    """The text of a catalog with one more translation."""
    before = f'msgid "{source}"\nmsgstr ""'
    assert before in po
    return po.replace(before, f'msgid "{source}"\nmsgstr "{target}"')


def settings(made: Project) -> Config:
    return config.load(made.root)


@pytest.mark.parametrize("left", ["", "\n"])
def test_an_empty_catalog_is_not_filled_with_empty_entries(made: Project, left: str) -> None:
    made.write(PO, left)
    ran = made("extract")
    assert (ran.code, ran.err) == (
        2,
        f"{PO}: is an empty file; bring its text back, or remove it to begin anew\n",
    )
    assert made.read(PO) == left


@pytest.mark.parametrize("renames", [True, False])
def test_what_a_person_saves_while_an_engine_works_stays(
    made: Project, renames: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_and_put(*given: object) -> None:
        now = made.read(PO)
        if "El agua ayuda." not in now:
            saved = made.root / ("saved" if renames else PO)
            saved.write_text("# Saved by Ana.\n" + reviewed(now, "Water helps.", "El agua ayuda."))
            saved.rename(made.root / PO)
        put(*given)

    put: Callable[..., None] = desk._put
    monkeypatch.setattr(desk, "_put", save_and_put)
    assert pipeline.draft(settings(made), [], []).errors == []
    after = made.read(PO)
    assert after.startswith("# Saved by Ana.\n")
    assert 'msgid "Rest helps."\nmsgstr "El reposo ayuda."' in after
    assert 'msgid "Water helps."\nmsgstr "El agua ayuda."' in after
    assert after.count("# MT: pseudo\n") == 2


def test_a_catalog_that_is_broken_while_an_engine_works_is_left_alone(
    made: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil_and_write(one: desk.Desk, folder: desk.Folder, outcome: object) -> None:
        made.write(PO, "<<<<<<< HEAD\n" + ARTICLE)
        write(one, folder, outcome)

    write: Callable[..., None] = desk._write
    monkeypatch.setattr(desk, "_write", spoil_and_write)
    outcome = pipeline.draft(settings(made), [], [])
    assert {error.path for error in outcome.errors} == {PO}  # tried once more at the end
    assert made.read(PO) == "<<<<<<< HEAD\n" + ARTICLE


def test_runs_at_once_leave_what_one_after_the_other_leaves(project: Make) -> None:
    texts = {f"source_texts/{at}.txt": f"No. {at}.\n\n{ARTICLE}" for at in range(30)}
    made = project(texts, CONFIG)
    assert made("extract").code == made("draft").code == 0
    alone = made.bytes()
    for file in (made.root / "locales").rglob("*.po"):
        file.unlink()
    verbs = ["extract", "draft"] * 4
    command = [sys.executable, "-m", "l10n"]
    runs = [
        subprocess.Popen([*command, verb], cwd=made.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for verb in verbs
    ]
    for run in runs:
        _, said = run.communicate(timeout=120)
        # A draft may have come before the catalogs, and says so.
        assert run.returncode == 0 or b"run `l10n extract` first" in said, said
    assert made("extract").code == made("draft").code == 0
    assert made.bytes() == alone


ODD = ["with space", "new\nline", "-dash", "quo\"te's", "back\\slash", "{locale}", "::error::", "x" * 200]


def test_odd_names_go_through_every_verb(project: Make) -> None:
    texts = {f"source_texts/{name}.txt": f"{ARTICLE}\nNo. {at}.\n" for at, name in enumerate(ODD)}
    made = project(texts, CONFIG)
    for verb in ("extract", "draft", "build"):
        assert made(verb).code == 0
    assert {f"build/es/{name}.txt" for name in ODD} <= made.bytes().keys()
    for name in ODD:
        made.write(f"locales/es/{name}.po", doubtful(made.read(f"locales/es/{name}.po")))
    for form in ("text", "github"):
        ran = made("check", "--format", form, "--fail-on", "never")
        assert "new\\nline.po" in ran.out
        assert ran.code == 0
    for form, file in (("csv", "all.csv"), ("xliff", "all.xlf")):
        assert made("export", "--to", form, "-o", file).code == 0
        before = made.bytes()
        assert made("import", "--from", form, file).code == 0
        assert made.bytes() == before
    assert made("extract", "--check").code == 0


def doubtful(po: str) -> str:
    """The text of a catalog with a draft that says a number of its own."""
    after, count = re.subn('msgid "Rest helps."\nmsgstr .*', 'msgid "Rest helps."\nmsgstr "5 mg."', po)
    assert count == 1
    return after


def test_a_name_that_is_no_text_is_said_once(made: Project) -> None:
    try:
        (made.root / "source_texts" / os.fsdecode(b"caf\xe9.txt")).write_text(ARTICLE)
    except OSError:
        pytest.skip("this file system has no such names")
    for verb in ("extract", "draft", "build", "status"):
        ran = made(verb)
        assert (ran.code, ran.err.count("caf")) == (2, 1)
        assert "source_texts/caf\\udce9.txt: its name is not UTF-8; rename it" in ran.err
    assert made("extract", "source_texts/a.txt").code == 0


def test_a_full_disk_for_what_is_printed_is_one_line(made: Project) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    command = [sys.executable, "-m", "l10n", "status"]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, cwd=made.root, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"standard output: cannot be written: No space left on device; ")
    assert ran.stderr.count(b"\n") == 1


def test_a_full_disk_leaves_all_as_it_was(made: Project) -> None:
    # A limit for the size of a file is the smallest full disk there is.
    script = """
        import resource, signal, sys
        from l10n import cli
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
        cli.main()
    """
    made.write("source_texts/a.txt", ARTICLE.replace("Sleep", "Some sleep"))
    made.write("back.csv", "source,target,state\nWater helps.,El agua ayuda.,reviewed\n")
    made.write("new.pot", made.read(PO).replace("Water helps.", "Cold water helps."))
    before = made.bytes()
    for arguments in (
        ("extract",),
        ("import", "--from", "csv", "back.csv"),
        ("po", "merge", "-U", PO, "new.pot"),
        ("export", "--to", "csv"),
    ):
        command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
        ran = subprocess.run(command, cwd=made.root, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr
        assert ": cannot be written: File too large; " in ran.stderr
        assert made.bytes() == before
