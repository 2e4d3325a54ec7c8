"""The memory of a project follows its catalogs and imported files, and a draft takes from it what it may."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import Project

from l10n import catalog, config, pipeline, remembering
from l10n.errors import L10nError
from l10n.interchange import tmx
from l10n.memory import Memory
from l10n.model import Key, State
from l10n.storage import files

Make = Callable[..., Project]

LEAST = 'source-locale = "en"\nlocales = ["es", "fr"]\nsources = ["source_texts/**/*"]\n'
CONFIG = f'{LEAST}[draft]\nengine = "pseudo"\n'
FEVER = "Is fever bad?\n\nRest for 2 days. Drink *plenty* of water every day.\n"
COUGH = "Is cough bad?\n\nRest for 3 days. Drink **plenty** of water every day.\n"
TMX = (
    '<tmx version="1.4"><header srclang="en"/><body><tu tuid="1"><note>n</note>'
    '<tuv xml:lang="en"><seg>Wash your hands.</seg></tuv>'
    '<tuv xml:lang="es-419"><seg>Lávese las manos.</seg></tuv>'
    '<tuv xml:lang="de"><seg>Waschen Sie die Hände.</seg></tuv></tu></body></tmx>'
)


def review(project: Project, name: str, **targets: str) -> None:
    """Translate, as a person would, the entries whose source begins with these words."""
    text = project.read(name)
    for begins, target in targets.items():
        (msgid,) = (line for line in text.splitlines() if line.startswith(f'msgid "{begins}'))
        text = text.replace(f'{msgid}\nmsgstr ""', f'{msgid}\nmsgstr "{target}"')
    project.write(name, text)


def extract(project: Project) -> None:
    """What `l10n extract` does, without the time that a process takes to start."""
    assert pipeline.extract(config.load(project.root), [], [], check=False).errors == []


def entries(project: Project, name: str) -> dict[str, tuple[State, str, str]]:
    found = catalog.read(project.root / name).entries
    return {one.source: (one.state, one.target, one.origin) for one in found}


@pytest.fixture
def known(project: Make) -> Project:
    """A project with one article reviewed in Spanish and another one that nobody has begun."""
    made = project({"source_texts/fever.md": FEVER}, CONFIG)
    extract(made)
    review(
        made,
        "locales/es/fever.po",
        Is="¿Es mala la fiebre?",
        Rest="Descanse 2 días.",
        Drink="Beba *mucha* agua todos los días.",
    )
    made.write("source_texts/cough.md", COUGH)
    extract(made)
    return made


def targets(project: Project, source: str) -> list[str]:
    """What the memory has for a source in Spanish, by now."""
    settings = config.load(project.root)
    with remembering.refreshed(settings, settings.locales) as index:
        return [one.target for one in Memory(index, "en", "es").exact(Key(None, source))]


def test_a_draft_takes_the_same_and_the_like_and_leaves_the_rest_to_engines(known: Project) -> None:
    ran = known("draft", "--locale", "es")
    assert ran.code == 0
    assert "es: drafted 2 by memory fuzzy, 1 by MT: pseudo; 0 left empty" in ran.out
    made = entries(known, "locales/es/cough.po")
    assert made.pop("Is cough bad?")[2] == "MT: pseudo"
    assert made == {
        "Rest for 3 days.": (
            State.DRAFT,
            "Descanse 3 días.",
            "TM: 93% locales/es/fever.po, numbers replaced",
        ),
        "Drink **plenty** of water every day.": (
            State.DRAFT,
            "Beba **mucha** agua todos los días.",
            "TM: 99% locales/es/fever.po, other inline codes",
        ),
    }


def test_what_counts_as_alike_is_the_projects_to_say(known: Project) -> None:
    known.write("l10n.toml", CONFIG + "min-similarity = 60\n")
    assert "drafted 3 by memory fuzzy" in known("draft", "--locale", "es").out
    assert entries(known, "locales/es/cough.po")["Is cough bad?"] == (
        State.DRAFT,
        "¿Es mala la fiebre?",
        "TM: 61% locales/es/fever.po, source differs: fever -> cough",
    )
    (known.root / "locales/es/cough.po").unlink()
    extract(known)
    known.write("l10n.toml", CONFIG + "min-similarity = 0\n")
    assert "drafted 3 by MT: pseudo" in known("draft", "--locale", "es").out


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[draft]\nmin-similarity = 120", "draft.min-similarity = 120 is no percentage"),
        ('[draft]\naccept-exact = "yes"', "draft.accept-exact = 'yes' cannot be"),
        ("[draft]\naccept = true", "unknown key 'draft.accept'; did you mean 'accept-exact'?"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(L10nError) as error:
        config.parse(LEAST + written, tmp_path, "l10n.toml")
    assert said in str(error.value)


def test_nothing_is_accepted_unless_the_project_says_so_and_the_place_is_the_same(project: Make) -> None:
    """Law 5, and its one exception: the very same sentence between the very same neighbours."""
    article = "Is it bad?\n\nNot at all. Rest well.\n"
    for accept, wanted in ((False, State.DRAFT), (True, State.REVIEWED)):
        made = project({"source_texts/a.md": article}, f"{CONFIG}accept-exact = {str(accept).lower()}\n")
        extract(made)
        review(made, "locales/es/a.po", Is="¿Es malo?", Not="En absoluto.", Rest="Descanse bien.")
        made.write("source_texts/same.md", article)
        made.write("source_texts/other.md", "Does it hurt?\n\nNot at all. Drink water.\n")
        extract(made)
        made("draft", "--locale", "es")
        same = entries(made, "locales/es/same.po")
        assert {state for state, _, _ in same.values()} == {wanted}
        assert {origin for _, _, origin in same.values()} == (
            {""} if accept else {"TM: 100% locales/es/a.po"}
        )
        extract(made)
        said = made.read("locales/es/same.po").count("# accept-exact: TM: 100% locales/es/a.po\n")
        assert said == (3 if accept else 0), "who looks at the entry can tell that nobody did before"
        assert entries(made, "locales/es/other.po")["Not at all."][0] is State.DRAFT
        for name in ("same", "other"):
            (made.root / f"locales/es/{name}.po").unlink()


def test_the_memory_follows_the_catalogs(known: Project) -> None:
    assert targets(known, "Rest for 2 days.") == ["Descanse 2 días."]
    known.write("locales/es/fever.po", known.read("locales/es/fever.po").replace("Descanse", "Repose"))
    assert targets(known, "Rest for 2 days.") == ["Repose 2 días."]
    known.write("locales/es/fever.po", "this is no catalog")
    assert targets(known, "Rest for 2 days.") == []
    (known.root / "locales/es/fever.po").unlink()
    assert targets(known, "Is fever bad?") == []


def test_a_region_is_served_by_its_sisters_as_they_are_now(known: Project) -> None:
    """Drafting for es-MX alone, what people took back in es is not proposed, and what is new there is."""
    assert targets(known, "Rest for 2 days.")
    known.write("l10n.toml", CONFIG.replace('"es"', '"es", "es-MX"'))
    text = known.read("locales/es/fever.po")
    text = text.replace('msgid "Rest for', '#, fuzzy\nmsgid "Rest for').replace("¿Es mala", "¿Hace daño")
    known.write("locales/es/fever.po", text)
    extract(known)
    assert known("draft", "source_texts/fever.md", "--locale", "es-MX").code == 0
    made = entries(known, "locales/es_MX/fever.po")
    assert made["Rest for 2 days."][2] == "MT: pseudo"
    assert made["Is fever bad?"][1:] == ("¿Hace daño la fiebre?", "TM: 100% locales/es/fever.po")


def test_drafts_of_people_who_take_back_their_word_are_forgotten(known: Project) -> None:
    assert targets(known, "Rest for 2 days.")
    text = known.read("locales/es/fever.po")
    known.write("locales/es/fever.po", text.replace('msgid "Rest for', '#, fuzzy\nmsgid "Rest for'))
    assert targets(known, "Rest for 2 days.") == []


def test_an_unchanged_project_is_not_read_again(known: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in known.root.glob("locales/*/*.po"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    assert targets(known, "Rest for 2 days.")
    monkeypatch.setattr(files, "held", lambda *_: pytest.fail("read"))
    assert targets(known, "Rest for 2 days.")


def test_a_broken_memory_is_built_anew(known: Project) -> None:
    assert targets(known, "Rest for 2 days.")
    (file,) = known.root.glob(".l10n/memory-*.sqlite")
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    file.write_bytes(file.read_bytes()[:8192] + b"\xff" * 50_000)
    assert targets(known, "Rest for 2 days.") == ["Descanse 2 días."]
    for table in ("unit", "locale", "posting"):
        database = sqlite3.connect(file)
        database.execute(f"DROP TABLE {table}")
        database.close()
        ran = known("memory", "search", "Rest for 2 days.")
        assert (ran.code, ran.err) == (0, "")
        assert "Descanse 2 días." in ran.out


def test_a_memory_that_turns_out_broken_does_not_leave_the_work_to_engines(known: Project) -> None:
    assert targets(known, "Rest for 2 days.")
    (file,) = known.root.glob(".l10n/memory-*.sqlite")
    database = sqlite3.connect(file)
    database.execute("DROP TABLE posting")
    database.close()
    assert "drafted 2 by memory fuzzy" in known("draft", "--locale", "es").out


def test_two_drafts_at_once_lose_nothing(known: Project) -> None:
    command = [sys.executable, "-m", "l10n", "draft", "--locale"]
    runs = [
        subprocess.Popen([*command, tag], cwd=known.root, stdout=subprocess.PIPE)
        for tag in ("es", "fr", "es")
    ]
    assert [run.wait() for run in runs] == [0, 0, 0]
    for run in runs:
        assert run.stdout
        run.stdout.close()
    assert (
        len([1 for state, *_ in entries(known, "locales/es/cough.po").values() if state is State.DRAFT]) == 3
    )
    assert (
        len([1 for state, *_ in entries(known, "locales/fr/cough.po").values() if state is State.DRAFT]) == 3
    )


def test_imported_translations_are_found_until_their_file_is_removed(known: Project) -> None:
    known.write("from elsewhere.tmx", TMX)
    ran = known("memory", "import", "from elsewhere.tmx")
    assert (ran.code, ran.out) == (0, "from elsewhere.tmx: 1 units, 2 translations into es-419, de\n")
    assert targets(known, "Wash your hands.") == ["Lávese las manos."]
    known.write("from elsewhere.tmx", TMX.replace("Lávese", "Lavaos"))
    known("memory", "import", "from elsewhere.tmx")
    assert targets(known, "Wash your hands.") == ["Lavaos las manos."]
    (copy,) = known.root.glob(".l10n/memory/*.tmx")
    copy.unlink()
    assert targets(known, "Wash your hands.") == []


def test_a_file_that_a_tool_laid_out_holds_the_same_texts(known: Project) -> None:
    laid_out = TMX.replace("Wash your hands.", "\n      Wash your\n      hands.\n    ")
    known.write("laid out.tmx", laid_out.replace("Lávese las manos.", " Lávese las\n manos. "))
    assert known("memory", "import", "laid out.tmx").code == 0
    assert targets(known, "Wash your hands.") == ["Lávese las manos."]


def test_a_name_that_is_odd_or_long_is_no_hindrance(known: Project) -> None:
    for name in (f"{'x' * 240}.tmx", "a\nb \udcff.tmx"):
        known.write(name, TMX)
        assert known("memory", "import", name).code == 0
    assert targets(known, "Wash your hands.") == ["Lávese las manos."]


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("<tmx><body>\n<tu>", "a.tmx:2: not valid XML: no element found; export it again"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]>\n<tmx/>', "a.tmx:1: a DOCTYPE is not read; remove it"),
        (
            TMX.replace('"en"', '"it"'),
            "a.tmx: none of its 1 units has a text in en and one in another language",
        ),
        ("", "a.tmx:1: not valid XML: no element found"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named_and_the_others_are_taken(
    known: Project, holds: str, said: str
) -> None:
    known.write("a.tmx", holds)
    known.write("b.tmx", TMX)
    ran = known("memory", "import", "a.tmx", "b.tmx", "none.tmx")
    assert (ran.code, ran.out) == (2, "b.tmx: 1 units, 2 translations into es-419, de\n")
    assert said in ran.err
    assert "none.tmx: cannot be read: No such file or directory" in ran.err
    assert targets(known, "Wash your hands.") == ["Lávese las manos."]


def test_a_search_shows_matches_and_what_differs(known: Project) -> None:
    ran = known("memory", "search", "Drink water every day.", "--locale", "es")
    assert (ran.code, ran.out) == (
        0,
        " 78 %  es  locales/es/fever.po\n"
        "       Drink [-*plenty* of -]water every day.\n"
        "       Beba *mucha* agua todos los días.\n",
    )
    found = json.loads(known("memory", "search", "Rest for 5 days.", "--format", "json").out)
    assert found["text"] == "Rest for 5 days."
    (match,) = found["matches"]
    assert (match["alike"], match["score"]) == (93.75, 76.87)
    assert match["warnings"] == ["numbers differ"]
    assert match["difference"] == [["same", "Rest for "], ["gone", "2"], ["new", "5"], ["same", " days."]]
    nothing = known("memory", "search", "The heart beats.", "--min", "80")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "no match of 80 % or more\n")


def test_a_search_never_hides_a_negation(known: Project) -> None:
    ran = known("memory", "search", "Do not drink plenty of water every day.")
    assert "60 %  es  locales/es/fever.po  negation differs" in ran.out


def test_an_export_has_all_and_can_be_taken_in_elsewhere(known: Project, tmp_path: Path) -> None:
    known.write("a.tmx", TMX)
    known("memory", "import", "a.tmx")
    ran = known("memory", "export")
    assert ran.code == 0
    units = list(tmx.read(io.BytesIO(ran.out.encode())))
    assert [one.prop("x-file") for one in units] == ["source_texts/fever.md"] * 3 + [None]
    assert [variant.text for variant in units[2].variants] == [
        "Drink *plenty* of water every day.",
        "Beba *mucha* agua todos los días.",
    ]
    assert '<bpt i="1" x="1">*</bpt>plenty<ept i="1">*</ept>' in ran.out
    assert "<note>n</note>" in ran.out
    assert known("memory", "export", "--locale", "es", "-o", "es.tmx").code == 0
    assert [
        one.tag
        for unit in tmx.read(io.BytesIO((known.root / "es.tmx").read_bytes()))
        for one in unit.variants
    ][-2:] == [
        "en",
        "es-419",
    ]
    other = Project(tmp_path / "other")
    other.write("l10n.toml", CONFIG)
    other.write("source_texts/fever.md", FEVER.replace("*", "**"))
    extract(other)
    other.write("all.tmx", ran.out)
    assert other("memory", "import", "all.tmx").code == 0
    other("draft", "--locale", "es")
    assert [one[1] for one in entries(other, "locales/es/fever.po").values()] == [
        "¿Es mala la fiebre?",
        "Descanse 2 días.",
        "Beba **mucha** agua todos los días.",
    ]


def test_what_no_xml_can_hold_is_left_out_of_an_export_and_said(known: Project) -> None:
    text = known.read("locales/es/fever.po").replace("Descanse 2", "Descanse \\a2")
    known.write("locales/es/fever.po", text)
    ran = known("memory", "export", "-o", "all.tmx")
    assert ran.code == 0
    assert "left out: the character U+0007 cannot stand in XML" in ran.err
    assert "2 units written to" in ran.err
