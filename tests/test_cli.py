"""The command line as its users meet it: writers, translators with a text editor, CI."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest
from projects import LEAST, Project

Make = Callable[..., Project]

TEA = """\
Is peppermint tea good for the stomach?

A cup after dinner will not replace your doctor.
Peppermint tea can ease bloating. It does not cure an ulcer! Drink at most 3 cups a day, e.g. after meals.
"""

IRON = """\
# Taking iron tablets

Take **one tablet of 65 mg** a day, with [vitamin C](https://example.org/c) and
without tea.

- Do not chew it.
- Black stools are harmless.

| When | How much |
|------|----------|
| Day 1 | one tablet |
"""

FILES = {"source_texts/tea.txt": TEA, "source_texts/food/iron.md": IRON}


def accept(text: str) -> str:
    """What a translator does to every draft of a file: clear fuzzy."""
    return text.replace("#, fuzzy\n", "")


def translate(text: str, source: str, target: str) -> str:
    """What a translator with a text editor does to an empty entry."""
    entry = f'msgid "{source}"\nmsgstr ""\n'
    assert entry in text, text
    return text.replace(entry, f'msgid "{source}"\nmsgstr "{target}"\n')


def test_the_main_job_from_sources_to_a_localized_article(project: Make) -> None:
    l10n = project(FILES)
    assert l10n("extract").code == 0
    catalog = "locales/es/tea.po"
    assert 'msgid "It does not cure an ulcer!"' in l10n.read(catalog)

    drafted = l10n("draft", "--locale", "es", "--engine", "pseudo")
    assert (drafted.code, drafted.err.count("Traceback")) == (0, 0)
    assert l10n.read(catalog).count("#, fuzzy\n# MT: pseudo") + l10n.read(catalog).count("# MT: pseudo") >= 5

    # Drafts do not reach the article by themselves.
    assert l10n("build").code == 0
    assert l10n.read("build/es/tea.txt") == TEA
    assert l10n.read("build/zh-Hans/food/iron.md") == IRON

    # A person corrects two sentences and clears fuzzy on them; only they are in the article then.
    l10n("draft", "--locale", "zh-Hans", "--engine", "pseudo")
    chinese = l10n.read("locales/zh_Hans/tea.po")
    blocks = chinese.split("\n\n")
    for number, block in enumerate(blocks):
        for source, target in (
            ("Peppermint tea can ease bloating.", "薄荷茶可以缓解腹胀。"),
            ("It does not cure an ulcer!", "它不能治愈溃疡！"),
        ):
            if f'msgid "{source}"' in block:
                head = block.split("msgstr ")[0].replace("#, fuzzy\n", "")
                blocks[number] = f'{head}msgstr "{target}"'
    l10n.write("locales/zh_Hans/tea.po", "\n\n".join(blocks))
    l10n("build", "--locale", "zh-Hans")
    assert l10n.read("build/zh-Hans/tea.txt") == TEA.replace(
        "Peppermint tea can ease bloating. It does not cure an ulcer!", "薄荷茶可以缓解腹胀。它不能治愈溃疡！"
    )
    # The next extract drops the machine's name from what a person has accepted, and changes nothing else.
    accepted = l10n("extract")
    assert (accepted.code, accepted.err) == (0, "1 catalog written: comments and order only\n")
    assert l10n.read("locales/zh_Hans/tea.po").count("# MT:") == chinese.count("# MT:") - 2


def test_a_second_extract_writes_nothing_and_check_says_when_one_is_due(project: Make) -> None:
    l10n = project(FILES)
    assert l10n("extract", "--check").code == 1
    assert not (l10n.root / "locales").exists()
    l10n("extract")
    before = {file: file.stat().st_mtime_ns for file in l10n.root.rglob("*.po")}
    assert len(before) == 6
    assert l10n("extract", "--check").code == 0
    assert l10n("extract").code == 0
    assert {file: file.stat().st_mtime_ns for file in l10n.root.rglob("*.po")} == before
    l10n.write("source_texts/tea.txt", TEA.replace("3 cups", "4 cups"))
    assert l10n("extract", "--check").code == 1


def test_an_edited_sentence_is_stale_and_its_article_shows_the_new_source(project: Make) -> None:
    l10n = project(FILES)
    l10n("extract", "--locale", "es")
    source = "It does not cure an ulcer!"
    l10n.write("locales/es/tea.po", translate(l10n.read("locales/es/tea.po"), source, "¡No cura una úlcera!"))
    l10n("build", "--locale", "es")
    assert "¡No cura una úlcera!" in l10n.read("build/es/tea.txt")

    l10n.write("source_texts/tea.txt", TEA.replace("does not cure an ulcer", "does not heal an ulcer"))
    l10n("extract", "--locale", "es")
    entry = next(one for one in l10n.read("locales/es/tea.po").split("\n\n") if "heal an ulcer" in one)
    assert "#, fuzzy" in entry
    assert '#| msgid "It does not cure an ulcer!"' in entry
    assert 'msgstr "¡No cura una úlcera!"' in entry
    l10n("build", "--locale", "es")
    assert "heal an ulcer" in l10n.read("build/es/tea.txt")
    counts = json.loads(l10n("status", "--format", "json").out)["locales"]["es"]
    assert (counts["stale"], counts["reviewed"]) == (1, 0)


def test_status_counts_units_and_words_of_the_source_as_it_is_now(project: Make) -> None:
    l10n = project(FILES, LEAST.replace('"es", "zh-Hans", "ar"', '"es"'))
    before = json.loads(l10n("status", "--format", "json").out)["locales"]["es"]
    assert before["units"] == before["missing"] == 5 + 8
    assert before["words"]["units"] == before["words"]["missing"] > 40
    assert set(before["files"]) == set(FILES)
    l10n("extract")
    l10n("draft", "--engine", "pseudo")
    after = json.loads(l10n("status", "--format", "json").out)["locales"]["es"]
    assert (after["drafted"], after["missing"], after["reviewed"]) == (13, 0, 0)
    text = l10n("status")
    assert text.code == 0
    assert "es" in text.out


def test_gates_decide_the_exit_code_and_print_have_and_need(project: Make) -> None:
    l10n = project(FILES, LEAST + "[check]\ncoverage = 100\n[check.locale.ar]\ncoverage = 0\n")
    l10n("extract")
    ran = l10n("check", "--format", "json")
    report = json.loads(ran.out)
    assert ran.code == 1
    assert report["ok"] is False
    gates = {(gate["locale"], gate["gate"]): gate for gate in report["gates"]}
    assert gates["es", "coverage"]["have"] == 0
    assert gates["es", "coverage"]["need"] == 100
    assert l10n("check", "--locale", "ar").code == 0
    l10n("draft", "--engine", "pseudo", "--locale", "es")
    assert l10n("check", "--locale", "es").code == 0


def test_a_wrong_dose_is_an_error_once_reviewed_and_a_warning_before(project: Make) -> None:
    l10n = project(FILES)
    l10n("extract", "--locale", "es")
    path = "locales/es/food/iron.po"
    source = "Take **one tablet of 65 mg** a day, with [vitamin C](https://example.org/c) and without tea."
    wrong = "Tome **un comprimido de 650 mg** al día, con [vitamina C](https://example.org/c) y sin té."
    l10n.write(path, translate(l10n.read(path), source, wrong))
    ran = l10n("check", "--locale", "es", "--format", "json")
    assert ran.code == 1
    (finding,) = json.loads(ran.out)["findings"]
    assert (finding["check"], finding["severity"], finding["path"]) == ("number", "error", path)
    assert "65" in finding["message"]
    assert "650" in finding["message"]
    assert l10n.read(path).split("\n")[finding["line"] - 1 :][0].startswith(("#", "msgid"))
    github = l10n("check", "--locale", "es", "--format", "github").out
    assert github.startswith(f"::error file={path},line={finding['line']}")

    l10n.write(path, l10n.read(path).replace(f'msgid "{source}"', f'#, fuzzy\nmsgid "{source}"'))
    ran = l10n("check", "--locale", "es", "--format", "json")
    assert ran.code == 0
    assert [one["severity"] for one in json.loads(ran.out)["findings"]] == ["warning"]
    assert l10n("check", "--locale", "es", "--fail-on", "warning").code == 1


def test_build_policies_for_what_nobody_reviewed(project: Make) -> None:
    l10n = project(FILES)
    l10n("extract", "--locale", "es")
    l10n("draft", "--locale", "es", "--engine", "pseudo")
    assert l10n("build", "--locale", "es", "--unreviewed", "fail").code == 1
    assert not (l10n.root / "build").exists()
    assert l10n("build", "--locale", "es", "--unreviewed", "draft", "--output", "preview").code == 0
    assert l10n.read("preview/es/tea.txt") != TEA
    for name in ("locales/es/tea.po", "locales/es/food/iron.po"):
        l10n.write(name, accept(l10n.read(name)))
    assert l10n("build", "--locale", "es", "--unreviewed", "fail").code == 0
    assert l10n.read("build/es/tea.txt") == l10n.read("preview/es/tea.txt")


def test_segment_slices_tile_the_text(project: Make) -> None:
    l10n = project(FILES)
    rows = json.loads(l10n("segment", "source_texts/tea.txt", "--format", "json").out)
    assert [TEA[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    assert rows[-1]["text"] == "Drink at most 3 cups a day, e.g. after meals."
    piped = l10n("segment", "--locale", "en", stdin="One. Two?\n")
    assert piped.out == "One.\nTwo?\n"


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_every_catalog_passes_msgfmt_without_a_word(project: Make) -> None:
    l10n = project(FILES, LEAST.replace('"ar"', '"ar", "fr", "pt-BR", "pl", "th", "ru"'))
    l10n("extract")
    l10n("draft", "--engine", "pseudo")
    catalogs = sorted(l10n.root.rglob("*.po"))
    assert len(catalogs) == 16
    for file in catalogs:
        ran = subprocess.run(
            ["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, ""), file


@pytest.mark.skipif(shutil.which("msgattrib") is None, reason="gettext is not installed")
def test_gettext_tools_may_rewrite_a_catalog_in_between(project: Make) -> None:
    l10n = project(FILES)
    l10n("extract", "--locale", "es")
    l10n("draft", "--locale", "es", "--engine", "pseudo")
    file = l10n.root / "locales/es/food/iron.po"
    subprocess.run(["msgattrib", "--clear-fuzzy", "--width=60", "-o", file, file], check=True)
    rewritten = file.read_bytes()
    counts = json.loads(l10n("status", "--format", "json").out)["locales"]["es"]["files"]
    assert counts["source_texts/food/iron.md"]["reviewed"] == 8
    l10n("extract", "--locale", "es")
    # Only the comments that named the machine are gone.
    kept = b"\n".join(line for line in rewritten.split(b"\n") if not line.startswith(b"# MT: "))
    assert file.read_bytes() == kept


# --- what cannot be done: one line, exit 2, nothing changed, the other files done


def test_a_source_that_is_not_utf8_names_its_line_and_stops_no_other(project: Make) -> None:
    l10n = project(FILES)
    (l10n.root / "source_texts/latin.txt").write_bytes(b"Question?\n\nCaf\xe9 is fine.\n")
    ran = l10n("extract")
    assert ran.code == 2
    (line,) = [one for one in ran.err.splitlines() if "latin" in one]
    assert line.startswith("source_texts/latin.txt:3: ")
    assert "UTF-8" in line
    assert (l10n.root / "locales/es/tea.po").exists()
    assert not (l10n.root / "locales/es/latin.po").exists()


@pytest.mark.parametrize(
    ("damage", "line", "word"),
    [
        (lambda text: text.replace('msgid "It does', '<<<<<<< HEAD\nmsgid "It does'), None, "conflict"),
        (lambda text: text + '\nmsgid "half\n', None, "string"),
        (lambda text: text + '\nmsgid "It does not cure an ulcer!"\nmsgstr ""\n', None, "duplicate"),
        (lambda text: text.replace("charset=UTF-8", "charset=EBCDIC-XY"), None, "charset"),
    ],
    ids=["conflict", "unterminated", "duplicate", "charset"],
)
def test_a_broken_catalog_is_named_and_left_alone(
    project: Make, damage: Callable[[str], str], line: int | None, word: str
) -> None:
    l10n = project(FILES)
    l10n("extract", "--locale", "es")
    l10n.write("locales/es/tea.po", damage(l10n.read("locales/es/tea.po")))
    l10n.write("source_texts/food/iron.md", IRON.replace("chew", "break"))
    before = l10n.bytes()
    for command in (("extract",), ("draft", "--engine", "pseudo"), ("check",), ("build",), ("status",)):
        ran = l10n(*command, "--locale", "es")
        assert ran.code == 2, command
        said = [one for one in ran.err.splitlines() if one.startswith("locales/es/tea.po:")]
        assert len(said) == 1, ran.err
        assert word in said[0].lower()
        assert "; " in said[0]
        assert "Traceback" not in ran.err
        assert l10n.bytes()["locales/es/tea.po"] == before["locales/es/tea.po"]
    assert "break" in l10n.read("locales/es/food/iron.po")


def test_two_sources_with_one_catalog_are_refused_and_the_rest_is_done(project: Make) -> None:
    l10n = project({**FILES, "source_texts/tea.md": "# Tea\n"})
    ran = l10n("extract")
    assert ran.code == 2
    assert "shares the catalog locales/{locale}/tea.po with source_texts/tea.txt; rename" in ran.err
    assert (l10n.root / "locales/es/food/iron.po").exists()
    assert not (l10n.root / "locales/es/tea.po").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("extract", "--locale", "fr"),
            "l10n.toml: fr is none of the project's locales (es, zh-Hans, ar); add it",
        ),
        (("extract", "nowhere.txt"), "nowhere.txt: no such file; check the path"),
        (("draft", "--engine", "apertum"), "apertium"),
        (("check", "--format", "xml"), "xml"),
        (("extrakt",), "l10n: No such command 'extrakt'"),
        (("segment", "nowhere.txt"), "nowhere.txt"),
        (("segment", "--locale", "xx"), "unknown locale 'xx'"),
    ],
)
def test_a_mistake_of_the_user_is_one_line_and_changes_nothing(
    project: Make, arguments: tuple[str, ...], said: str
) -> None:
    l10n = project(FILES)
    l10n("extract", "--locale", "es")
    before = l10n.bytes()
    ran = l10n(*arguments, stdin="")
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert l10n.bytes() == before


def test_no_engine_for_a_pair_says_what_to_install_and_drafts_the_others(project: Make) -> None:
    l10n = project(FILES, LEAST.replace('"zh-Hans", "ar"', '"tlh"'))
    l10n("extract")
    ran = l10n("draft", "--engine", "apertium", ARGOS_PACKAGES_DIR=str(l10n.root / "none"))
    assert ran.code == 2
    assert "tlh" in ran.err
    assert "Traceback" not in ran.err


def test_init_writes_a_project_file_once(project: Make) -> None:
    l10n = project({})
    (l10n.root / "l10n.toml").unlink()
    assert l10n("init").code == 0
    text = l10n.read("l10n.toml")
    again = l10n("init")
    assert (again.code, l10n.read("l10n.toml")) == (2, text)


def test_hostile_text_reaches_no_terminal_raw(project: Make) -> None:
    l10n = project({"source_texts/a.md": "# Title\n\nTake 5 mg\u202e now \x1b[31mred\x1b[0m.\n"})
    l10n("extract", "--locale", "es")
    path = "locales/es/a.po"
    text = l10n.read(path)
    blocks = text.split("\n\n")
    blocks[-1] = blocks[-1].replace('msgstr ""', 'msgstr "Tome 50 mg\u202e ::error::\\n%0A\\033[31m ya."')
    l10n.write(path, "\n\n".join(blocks))
    for form in ("text", "github"):
        ran = l10n("check", "--locale", "es", "--format", form)
        assert "\x1b" not in ran.out + ran.err
        assert "\u202e" not in ran.out + ran.err
        assert not any(line.startswith("::error::") for line in ran.out.splitlines())


def test_help_is_quick_to_read_and_names_every_command(project: Make) -> None:
    out = project({})("--help").out
    for command in ("init", "extract", "draft", "check", "build", "status", "segment", "models"):
        assert f"  {command} " in out


def test_a_closed_output_stops_nothing_and_is_no_crash(project: Make) -> None:
    """As in `l10n check >&-`, or under a daemon: there is no standard output then."""
    l10n = project(FILES)
    l10n("extract")
    for verb in ("status", "status --todo", "check"):
        for closed in ("1>&-", "2>&-"):
            command = f'exec "$0" -m l10n {verb} {closed}'
            ran = subprocess.run(
                ["sh", "-c", command, sys.executable], cwd=l10n.root, capture_output=True, check=False
            )
            assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False), ran.stderr
