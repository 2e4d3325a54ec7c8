"""The glossary of a project: its files, which terms are for a locale, what translators see of them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from projects import Project

from l10n import glossary
from l10n.errors import L10nError
from l10n.interchange import term_table
from l10n.text.words.terms import Term

Make = Callable[..., Project]

CONFIG = """source-locale = "en"
locales = ["es", "pt-BR", "pt-PT"]
sources = ["source_texts/*"]
[glossary]
files = ["terms.csv"]
comments = true
"""
TERMS = """source,target,locale,note,forbidden
fever,fiebre,es,,calentura
flu,gripe,es,,
flu,gripe,pt-BR,,
nurse,enfermeira,pt-BR,,
nurse,enfermeira parteira,pt-PT,,
"""


@pytest.mark.parametrize(
    ("table", "terms"),
    [
        ("source,target\nfever,fiebre\n", [Term("fever", "fiebre")]),
        (
            "Term;Translation;Note\nfever;fiebre|calentura;hot\n",
            [Term("fever", "fiebre", note="hot"), Term("fever", "calentura", note="hot")],
        ),
        (
            "sourceLang,targetLang,sourceString,targetString\nen,es_XX, chest  pain ,dolor\nde,es,Bein,pie\n",
            [Term("chest pain", "dolor", "es_XX")],
        ),
        (
            "en,es,pt-BR\nfever,fiebre,febre\nflu,,gripe\n",
            [Term("fever", "fiebre", "es"), Term("fever", "febre", "pt-BR"), Term("flu", "gripe", "pt-BR")],
        ),
        (
            "source,target,forbidden\nfever,fiebre,calentura\nflu,gripa,yes\nflu,gripe,no\n,milagro,x\n",
            [
                Term("fever", "fiebre"),
                Term("fever", "calentura", forbidden=True),
                Term("flu", "gripa", forbidden=True),
                Term("flu", "gripe"),
                Term("", "milagro", forbidden=True),
            ],
        ),
        ("source,target,status\nfever,calentura,deprecated\n", [Term("fever", "calentura", forbidden=True)]),
        ('source\ttarget\n"fever\nblister"\tfiebre\n', [Term("fever blister", "fiebre")]),
    ],
)
def test_tables_are_read_as_people_write_them(table: str, terms: list[Term]) -> None:
    assert term_table.read(table.encode("utf-8-sig"), "en") == terms


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            "a,b\n1,2\n",
            "1: no columns of terms and their translations; name the columns source, target, locale,",
        ),
        ("source,target\nfever,fiebre\n,tos\n", "3: a translation of nothing: tos; write what it is for"),
        (
            "source,target\n" + "word " * 65 + ",x\n",
            "2: word word word word word word word word … is no term",
        ),
        ("source,target\nfever,fiebre,extra\n", "2: 3 cells in a table of 2 columns"),
    ],
)
def test_what_is_no_glossary_is_refused_with_its_line(table: str, message: str) -> None:
    with pytest.raises(L10nError) as caught:
        term_table.read(table.encode(), "en")
    assert f"{caught.value.line}: {caught.value}".startswith(message)


def test_terms_stand_in_comments_and_do_not_churn(project: Make) -> None:
    made = project(
        {"source_texts/a.txt": "Is it flu?\n\nA fever or the flu? Rest.\n", "terms.csv": TERMS}, CONFIG
    )
    assert made("extract").code == 0
    po = made.read("locales/es/a.po")
    assert (
        "#. paragraph\n#. term: fever = fiebre (not: calentura)\n#. term: flu = gripe\n"
        '#: source_texts/a.txt\nmsgid "A fever or the flu?"' in po
    )
    before = made.bytes()
    again = made("extract", "--check")
    assert (again.code, made.bytes()) == (0, before)


def test_another_glossary_is_another_extraction(project: Make) -> None:
    made = project({"source_texts/a.txt": "Is it flu?\n", "terms.csv": TERMS}, CONFIG)
    made("extract")
    made.write("terms.csv", TERMS.replace("flu,gripe,es", "flu,influenza,es"))
    assert made("extract", "--check").code == 1
    made("extract")
    assert "#. term: flu = influenza\n" in made.read("locales/es/a.po")
    made.write("l10n.toml", CONFIG.replace("comments = true", ""))
    made("extract")
    assert "term:" not in made.read("locales/es/a.po")


def test_a_term_of_another_locale_is_not_for_this_one(project: Make) -> None:
    """pt-BR and pt-PT are both the project's: neither takes the other's terms."""
    made = project({"source_texts/a.txt": "Ask a nurse about flu.\n", "terms.csv": TERMS}, CONFIG)
    made("extract")
    assert "#. term: nurse = enfermeira\n" in made.read("locales/pt_BR/a.po")
    assert "#. term: nurse = enfermeira parteira\n" in made.read("locales/pt_PT/a.po")
    assert "term: flu" not in made.read("locales/pt_PT/a.po")


def test_a_broken_glossary_is_said_once_and_nothing_is_written(project: Make) -> None:
    made = project({"source_texts/a.txt": "Is it flu?\n", "terms.csv": "source,target\n,x\n"}, CONFIG)
    before = made.bytes()
    for command in ("extract", "check"):
        ran = made(command)
        assert (ran.code, ran.err) == (2, "terms.csv:2: a translation of nothing: x; write what it is for\n")
    made.write("l10n.toml", CONFIG.replace("terms.csv", "missing.csv"))
    ran = made("extract")
    assert (ran.code, ran.err) == (
        2,
        "missing.csv: no such file, and the glossary is to be in it; mend [glossary] in l10n.toml\n",
    )
    made.write("l10n.toml", CONFIG)
    assert made.bytes() == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("file = []", "l10n.toml:5: unknown key 'glossary.file'; did you mean 'files'?"),
        (
            'files = "terms.csv"',
            "l10n.toml:5: 'files' must be a list of strings; write files = [\"terms.csv\"]",
        ),
        ("comments = 1", "l10n.toml:5: glossary.comments = 1 cannot be; write true or false"),
    ],
)
def test_a_mistake_in_the_configuration_is_named(project: Make, line: str, message: str) -> None:
    made = project({}, CONFIG.partition("files")[0] + line + "\n")
    assert made("status").err == f"{message}\n"


def test_checks_use_it(project: Make) -> None:
    made = project({"source_texts/a.txt": "The fever is gone.\n", "terms.csv": TERMS}, CONFIG)
    made("extract", "--locale", "es")
    made.write(
        "locales/es/a.po",
        made.read("locales/es/a.po")
        .replace('msgstr ""\n', 'msgstr "La calentura."\n', 2)
        .replace('msgstr "La calentura."', 'msgstr ""', 1),
    )
    ran = made("check", "--locale", "es")
    assert ran.code == 1
    assert "[forbidden-term] the glossary forbids calentura for fever" in ran.out
    assert "[term] not as in the glossary: fever = fiebre" in ran.out


def test_a_term_that_many_translate_in_another_way_is_said_once_at_its_row(project: Make) -> None:
    sources = [f"Drink {kind} water with the flu." for kind in ("cold", "warm", "clean", "more")]
    made = project({"source_texts/a.txt": "\n\n".join((*sources, "Flu.")), "terms.csv": TERMS}, CONFIG)
    made("extract", "--locale", "es")
    po = made.read("locales/es/a.po")
    for source in sources:
        po = po.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "Beba con el catarro."')
    made.write("locales/es/a.po", po.replace('msgid "Flu."\nmsgstr ""', 'msgid "Flu."\nmsgstr "Gripe."'))
    found = json.loads(made("check", "--locale", "es", "--format", "json").out)["findings"]
    lines = [po[: po.index(f'msgid "{source}"')].rpartition("\n\n")[0].count("\n") + 3 for source in sources]
    places = ", ".join(f"locales/es/a.po:{line}" for line in lines)
    row = 1 + [line.partition(",")[0] for line in TERMS.splitlines()].index("flu")
    said = "4 translations of flu are not as in the glossary (gripe)"
    assert [(one["path"], one["line"], one["message"]) for one in found if one["check"] == "term"] == [
        ("terms.csv", row, f"{said}: {places}; change them, or add what they say")
    ]


def test_terms_go_out_as_tbx_and_others_come_in(project: Make) -> None:
    made = project(
        {
            "source_texts/a.txt": "Flu.\n",
            "terms.csv": TERMS,
            "more.csv": "source,target\nfever,fiebre\ncough,tos\n",
        },
        CONFIG,
    )
    ran = made("export", "--to", "tbx", "-o", "out.tbx")
    assert (ran.code, ran.out) == (0, "out.tbx\n")
    ran = made("import", "--from", "tbx", "out.tbx")
    assert (ran.code, ran.err, made.read("terms.csv")) == (0, "terms.csv: nothing to add\n", TERMS)
    made.write("other.tbx", made.read("out.tbx").replace("fiebre", "febrícula"))
    assert made("import", "--from", "tbx", "other.tbx").code == 0
    assert made.read("terms.csv") == TERMS + "fever,febrícula,es,,\n"
    assert made("import", "--from", "tbx", "nothing.tbx").code == 2


def test_a_term_that_any_of_the_files_has_comes_in_once(project: Make) -> None:
    """Locales are the same in the spelling of either file: `es_MX`, `es-MX`."""
    tables = {"terms.csv": "source,target,locale\n", "old.csv": "source,target,locale\nflu,gripe,es_MX\n"}
    made = project(tables, CONFIG.replace('files = ["terms.csv"]', 'files = ["terms.csv", "old.csv"]'))
    assert made("export", "--to", "tbx", "-o", "out.tbx").code == 0
    assert 'xml:lang="es-MX"' in made.read("out.tbx")
    assert made("import", "--from", "tbx", "out.tbx").err == "terms.csv: nothing to add\n"
    assert made.read("terms.csv") == tables["terms.csv"]


def test_a_glossary_of_many_terms_is_read_once(project: Make) -> None:
    made = project({"terms.csv": TERMS}, CONFIG)
    from l10n import config

    settings = config.load(made.root)
    assert glossary.of(settings, "es") is glossary.of(settings, "es")
    assert glossary.of(config.load(project({}).root), "es") is None
