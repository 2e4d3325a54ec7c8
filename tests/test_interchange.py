"""`l10n export` and `l10n import`: nothing changes that nobody changed, and nobody's work is lost."""

from __future__ import annotations

import itertools
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from xml.dom import minidom

import pytest
from projects import Project

from l10n import config, pipeline

Make = Callable[..., Project]

CONFIG = 'source-locale = "en"\nlocales = ["es", "pt-BR"]\nsources = ["source_texts/**/*"]\n'
ARTICLE = """# Is rest good for a sprain?

Rest helps **on the first day**. Ask {name} about [ice](https://ice.example.org).

A bandage keeps the ankle still.

Pain that stays is a reason to see a doctor.
"""
PO = "locales/es/sprain.po"
TARGETS = {
    "Is rest good for a sprain?": ("", "¿Es bueno el reposo?"),
    "Rest helps **on the first day**.": ("", "El reposo ayuda **el primer día**."),
    "A bandage keeps the ankle still.": ("# MT: argos en-es 1.9\n#, fuzzy\n", "Una venda guarda el tobillo."),
    "Pain that stays is a reason to see a doctor.": ("", ""),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a reviewed translation, one with codes, a draft and entries without any."""
    made = Project(tmp_path_factory.mktemp("template"))
    made.write("l10n.toml", CONFIG)
    made.write("source_texts/sprain.md", ARTICLE)
    made.write("source_texts/more/cold.txt", "A cold passes.\n")
    assert made("extract").code == 0
    po = made.read(PO)
    for source, (head, target) in TARGETS.items():
        before = f'msgid "{source}"\nmsgstr ""'
        assert before in po
        po = po.replace(before, f'{head}msgid "{source}"\nmsgstr "{target}"')
    made.write(PO, ordered(po))
    assert made("extract", "--check").code == 0
    return made


@pytest.fixture
def made(template: Project, tmp_path: Path) -> Project:
    """A copy of the project to work on."""
    return Project(Path(shutil.copytree(template.root, tmp_path / "project")))


def ordered(po: str) -> str:
    """Translators' comments stand before extracted ones."""
    return re.sub(r"((?:#[.:].*\n)+)(# MT.*\n)", r"\2\1", po)


FORMS = [
    ("--to", "xliff"),
    ("--to", "xliff", "--xliff-version", "2.0"),
    ("--to", "csv"),
    ("--to", "csv", "--bom"),
]
ENDS = {"xliff": "xlf", "csv": "csv"}


def handed_out(made: Project, *form: str) -> str:
    """The file of the Spanish article, in one of the formats."""
    file = f"out/es/sprain.{ENDS[form[1]]}"
    assert made("export", *form, "-o", "out").code == 0
    return file


def entry(made: Project, source: str) -> str:
    found = re.search(rf'(?:#.*\n)*msgid "{re.escape(source)}"\nmsgstr .*\n', made.read(PO))
    assert found
    return found[0]


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_out_and_in_again_changes_no_byte(made: Project, form: tuple[str, ...]) -> None:
    before = made.bytes()
    ran = made("export", *form, "-o", "out")
    ends = ENDS[form[1]]
    assert ran.out.split() == [
        f"out/es/more/cold.{ends}",
        f"out/pt-BR/more/cold.{ends}",
        f"out/es/sprain.{ends}",
        f"out/pt-BR/sprain.{ends}",
    ]
    ran = made("import", "--from", form[1], *ran.out.split())
    assert (ran.code, ran.out, ran.err) == (0, "", "0 catalogs written: 12 unchanged\n")
    assert {name: data for name, data in made.bytes().items() if not name.startswith("out/")} == before


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_all_of_a_locale_goes_into_one_file(made: Project, form: tuple[str, ...]) -> None:
    file = f"es.{ENDS[form[1]]}"
    assert made("export", *form, "--locale", "es", "-o", file).out == f"{file}\n"
    assert made("import", "--from", form[1], file).err == "0 catalogs written: 6 unchanged\n"
    ran = made("export", *form, "-o", file)
    assert (ran.code, ran.err) == (
        2,
        f"{made.root}/{file}: holds one locale, and there are several; add --locale, or name a folder\n",
    )


def answered(text: str, source: str, target: str, *, form: str, approved: bool) -> str:
    """The file with a translation for an entry without one, as a person leaves it who approves it, or not."""
    unit = {"xliff": "<trans-unit ", "2.0": "<unit ", "csv": "\nes,"}[form]
    units = text.split(unit)
    (at,) = (number for number, one in enumerate(units) if source in one)
    if form == "xliff":
        changes = {'state="needs-translation"/>': f'state="translated">{target}</target>'}
        units[at] = 'approved="yes" ' * approved + units[at]
    elif form == "2.0":
        state = "reviewed" if approved else "translated"
        answer = f"</source><target>{target}</target></segment>"
        changes = {"</source>\n</segment>": answer, 'state="initial"': f'state="{state}"'}
    else:
        changes = {",,empty,": f",{target},{'reviewed' if approved else 'draft'},"}
    for was, now in changes.items():
        assert was in units[at]
        units[at] = units[at].replace(was, now)
    return unit.join(units)


PAIN = "Pain that stays is a reason to see a doctor."


@pytest.mark.parametrize("approved", [True, False])
@pytest.mark.parametrize(("form", "option"), [("xliff", FORMS[0]), ("2.0", FORMS[1]), ("csv", FORMS[2])])
def test_what_a_person_approves_is_reviewed_and_the_rest_a_draft(
    made: Project, form: str, option: tuple[str, ...], approved: bool
) -> None:
    file = handed_out(made, *option)
    made.write(file, answered(made.read(file), PAIN, "Vea a un médico.", form=form, approved=approved))
    before = made.read(PO)
    ran = made("import", "--from", option[1], file)
    kind = "reviewed" if approved else "drafts"
    assert (ran.code, ran.err) == (0, f"1 catalog written: 4 unchanged, 1 {kind}\n")
    assert entry(made, PAIN).endswith('msgstr "Vea a un médico."\n')
    assert ("#, fuzzy\n" in entry(made, PAIN)) is not approved
    changed = set(made.read(PO).splitlines()) ^ set(before.splitlines())
    assert changed <= {"#, fuzzy", 'msgstr "Vea a un médico."'}


def test_a_draft_that_a_person_approves_loses_its_origin(made: Project) -> None:
    file = handed_out(made, "--to", "xliff")
    text = made.read(file)
    made.write(
        file, text.replace('state="needs-review-translation" state-qualifier="leveraged-mt"', 'state="final"')
    )
    assert made("import", "--from", "xliff", file).err == "1 catalog written: 4 unchanged, 1 reviewed\n"
    assert "fuzzy" not in entry(made, "A bandage keeps the ankle still.")
    assert "MT:" not in entry(made, "A bandage keeps the ankle still.")


def test_a_reviewed_translation_gives_way_to_an_approved_one_only(made: Project) -> None:
    file = handed_out(made, "--to", "xliff")
    text = made.read(file).replace("¿Es bueno el reposo?", "¿Sirve el reposo?")
    made.write(file, text.replace('approved="yes"', 'approved="no"'))
    ran = made("import", "--from", "xliff", file)
    assert ran.code == 1
    assert f"not approved, and the catalog has a reviewed translation; {PO}:" in ran.out
    assert "¿Es bueno el reposo?" in made.read(PO)
    made.write(file, text)
    assert made("import", "--from", "xliff", file).code == 0
    assert "¿Sirve el reposo?" in made.read(PO)


def test_what_two_people_changed_stays_and_is_said(made: Project) -> None:
    """The catalog was reviewed anew while the file was away."""
    file = handed_out(made, "--to", "xliff")
    made.write(file, made.read(file).replace("¿Es bueno el reposo?", "¿Sirve el reposo?"))
    made.write(PO, made.read(PO).replace("¿Es bueno el reposo?", "¿Ayuda el reposo?"))
    before = made.read(PO)
    ran = made("import", "--from", "xliff", file)
    assert (ran.code, made.read(PO)) == (1, before)
    assert f"{file}:6: the catalog has another reviewed translation; {PO}:" in ran.out


def test_what_was_changed_in_the_catalog_alone_is_not_undone(made: Project) -> None:
    file = handed_out(made, "--to", "csv")
    made.write(PO, made.read(PO).replace("Una venda guarda", "Una venda sujeta"))
    before = made.read(PO)
    assert made("import", "--from", "csv", file).code == 0
    assert made.read(PO) == before


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('<g id="1" equiv-text="**">el primer día</g>', "el primer día", "** is lost"),
        (
            '<g id="1" equiv-text="**">el primer día</g>',
            '<g id="1"></g>el primer día',
            "nothing is left inside **",
        ),
        ("El reposo ", 'El reposo <x id="9" equiv-text="{x}"/>', "{x} is not in the source"),
        ("El reposo ", "El {reposo} ", "{reposo} is not in the source"),
        ("El reposo ", "El &lt;script&gt; ", "<script> is not in the source"),
        ("El reposo ", 'El <ph id="c1" ctype="x-codepoint">D800</ph>', "the character U+D800"),
        ("El reposo ", 'El <ph id="c1" ctype="x-codepoint">0</ph>', "the character U+0000"),
    ],
)
def test_a_translation_that_lost_a_code_is_refused_with_its_place(
    made: Project, was: str, now: str, said: str
) -> None:
    file = handed_out(made, "--to", "xliff")
    made.write(file, made.read(file).replace(was, now))
    before = made.read(PO)
    ran = made("import", "--from", "xliff", file)
    assert (ran.code, made.read(PO)) == (2, before)
    assert ran.err.endswith(f"{file}:12: not taken: {said}; mend it in the file and import it again\n")


def test_a_source_that_has_changed_since_is_said_and_the_rest_is_taken(made: Project) -> None:
    file = handed_out(made, "--to", "xliff")
    made.write(file, answered(made.read(file), PAIN, "Vea a un médico.", form="xliff", approved=True))
    made.write("source_texts/sprain.md", ARTICLE.replace("keeps the ankle still", "holds the ankle"))
    made("extract")
    ran = made("import", "--from", "xliff", file)
    assert (ran.code, ran.out) == (
        1,
        f"{file}:24: no entry has this source any more: A bandage keeps the ankle still.\n",
    )
    assert "Vea a un médico." in made.read(PO)


def indented(text: str) -> str:
    """As a tool leaves a file that it prints neatly, white space in texts and around codes too."""
    return minidom.parseString(text).toprettyxml()


def without_marks(text: str) -> str:
    return re.sub(r"<context-group.*?</context-group>\n", "", text)


def renumbered(text: str) -> str:
    counted = itertools.count(1)
    return without_marks(
        re.sub('<trans-unit id="[^"]*"', lambda _: f'<trans-unit id="{next(counted)}"', text)
    )


def segmented(text: str) -> str:
    """As Trados does: `seg-source`, and markers in both texts."""
    text = re.sub(r"(<target[^>]*[^/]>)(.*?)</target>", r'\1<mrk mtype="seg" mid="1">\2</mrk></target>', text)
    mark = r'<mrk mtype="seg" mid="1">\1</mrk>'
    return re.sub(r"<source>(.*?)</source>", rf"\g<0><seg-source>{mark}</seg-source>", text)


@pytest.mark.parametrize("form", FORMS[:2], ids=" ".join)
@pytest.mark.parametrize(
    "changed",
    [
        lambda text: ElementTree.tostring(ElementTree.fromstring(text), encoding="unicode"),
        indented,
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        without_marks,
        renumbered,
        segmented,
        lambda text: text.replace("</target>", "</target><alt-trans><target>No</target></alt-trans>"),
    ],
)
def test_what_tools_do_to_a_file_that_nobody_translated_changes_nothing(
    made: Project, form: tuple[str, ...], changed: Callable[[str], str]
) -> None:
    file = handed_out(made, *form)
    made.write(file, changed(made.read(file)))
    before = made.read(PO)
    ran = made("import", "--from", "xliff", file)
    assert (ran.code, ran.out, made.read(PO)) == (0, "", before)
    assert re.fullmatch(r"0 catalogs written: .*unchanged.*\n", ran.err)


@pytest.mark.parametrize("form", FORMS[:3], ids=" ".join)
def test_a_unit_whose_source_is_another_now_is_refused_by_name(made: Project, form: tuple[str, ...]) -> None:
    """A key alone is no proof: columns are moved, people write in sources."""
    file = handed_out(made, *form)
    text = made.read(file).replace("Is rest good for a sprain?", "Is rest bad for a sprain?")
    made.write(file, text.replace("¿Es bueno el reposo?", "¿Es malo el reposo?"))
    before = made.read(PO)
    ran = made("import", "--from", form[1], file)
    assert (ran.code, made.read(PO)) == (1, before)
    assert "the file has another source for it: Is rest bad for a sprain?; locales/es/sprain.po:" in ran.out


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("Vea a\nun médico.", "it has line breaks, and its source has none"),
        ("Vea a un \x1b[31mmédico.", "the character U+001B"),
    ],
)
def test_a_cell_that_no_sentence_has_is_refused(made: Project, target: str, said: str) -> None:
    made.write("mine.csv", f'source,target\n{PAIN},"{target}"\n')
    ran = made("import", "--from", "csv", "mine.csv", "--locale", "es")
    hint = "mend it in the file and import it again"
    assert (ran.code, ran.err.splitlines()[-1]) == (2, f"mine.csv:2: not taken: {said}; {hint}")


def test_a_folder_is_all_the_files_in_it(made: Project) -> None:
    assert made("export", "--to", "xliff", "-o", "out").code == 0
    assert made("import", "--from", "xliff", "out").err == "0 catalogs written: 12 unchanged\n"
    ran = made("import", "--from", "csv", "out")
    said = "no csv file in this folder; their names end with .csv"
    assert (ran.code, ran.err) == (2, f"out: {said}\n")


def test_a_table_that_people_made_is_matched_by_its_sources(made: Project) -> None:
    made.write(
        "mine.csv",
        f"source,target,state\n{PAIN},Vea a un médico.,approved\nA cold passes.,Pasa.,\nWhat?,¿Qué?,\n",
    )
    ran = made("import", "--from", "csv", "mine.csv", "--locale", "es")
    assert (ran.code, ran.out) == (1, "mine.csv:4: no entry has this source any more: What?\n")
    assert "fuzzy" not in entry(made, PAIN)
    assert 'msgstr "Pasa."' in made.read("locales/es/more/cold.po")
    assert "#, fuzzy" in made.read("locales/es/more/cold.po")
    ran = made("import", "--from", "csv", "mine.csv")
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2,
        "mine.csv: does not say what locale it is for; add --locale",
    )


def test_locales_are_matched_as_people_spell_them(made: Project) -> None:
    file = handed_out(made, "--to", "xliff")
    text = answered(made.read(file), PAIN, "Vea a un médico.", form="xliff", approved=True)
    made.write(file, text.replace('target-language="es"', 'target-language="es_MX"'))
    assert made("import", "--from", "xliff", file, "--locale", "pt-BR").err == "0 catalogs written\n"
    assert made("import", "--from", "xliff", file).err == "1 catalog written: 4 unchanged, 1 reviewed\n"
    made.write(file, text.replace('target-language="es"', 'target-language="fr"'))
    assert made("import", "--from", "xliff", file).err.startswith(
        f"{file}: is for fr, which is none of its locales; the project has es, pt-BR\n"
    )


def test_one_broken_file_does_not_stop_the_others(made: Project) -> None:
    file = handed_out(made, "--to", "xliff")
    made.write(file, answered(made.read(file), PAIN, "Vea a un médico.", form="xliff", approved=True))
    made.write("bad.xlf", "<!DOCTYPE x [<!ENTITY a SYSTEM '/etc/passwd'>]><xliff>&a;</xliff>")
    ran = made("import", "--from", "xliff", "bad.xlf", "gone.xlf", file)
    assert ran.code == 2
    assert ran.err == (
        "1 catalog written: 4 unchanged, 1 reviewed\n"
        "bad.xlf:1: a DOCTYPE is not read; remove it\n"
        "gone.xlf: cannot be read: No such file or directory; check the path\n"
    )


def test_what_cannot_go_out_is_said(project: Make) -> None:
    """A message with plural forms, which no article has; a text of codes that would nest too deep."""
    deep = "*a **" * 160 + "b" + "** a*" * 160
    made = project({"source_texts/a.md": f"{deep}\n\nRest.\n"}, CONFIG.replace(', "pt-BR"', ""))
    made("extract")
    po = made.read("locales/es/a.po").replace(
        'msgid "Rest."\nmsgstr ""', 'msgid "Rest."\nmsgid_plural "Rests."\nmsgstr[0] ""\nmsgstr[1] ""'
    )
    made.write("locales/es/a.po", po)
    ran = made("export", "--to", "xliff", "-o", "es.xlf")
    assert [line.partition(": ")[2] for line in ran.out.splitlines()] == [
        "left out: it has too many inline codes",
        "left out: it has plural forms",
    ]


@pytest.mark.parametrize(("form", "version"), [("xliff", "1.2"), ("xliff", "2.0"), ("csv", "")])
def test_the_samples_come_back_as_they_went(form: str, version: str, tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    for name in ("source_texts", "locales"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "l10n.toml", tmp_path)
    settings = config.load(tmp_path)
    before = {file: file.read_bytes() for file in (tmp_path / "locales").rglob("*.po")}
    out = tmp_path / "out"
    assert pipeline.export(settings, [], ["es", "ar"], form, version=version, output=out).errors == []
    outcome = pipeline.import_(settings, form, sorted(out.rglob("*.*")), [])
    assert (outcome.errors, outcome.lines, outcome.changed) == ([], [], 0)
    assert {file: file.read_bytes() for file in before} == before


def test_without_a_catalog_there_is_nothing_to_hand_out(project: Make) -> None:
    ran = project({"source_texts/a.txt": "Rest.\n"}, CONFIG)("export", "--to", "xliff")
    assert (ran.code, ran.err.splitlines()) == (
        2,
        [
            f"source_texts/a.txt: no catalog for {tag} yet; run `l10n extract` first"
            for tag in ("es", "pt-BR")
        ],
    )
