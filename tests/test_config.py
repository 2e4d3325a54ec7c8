"""The project file: least form, defaults, and mistakes that name their line and their mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from l10n import config
from l10n.errors import L10nError

LEAST = """\
source-locale = "en"
locales = ["es", "zh-Hans", "ar"]
sources = ["source_texts/**/*"]
"""


def parse(text: str) -> config.Config:
    return config.parse(text, Path("/project"), "l10n.toml")


def test_the_least_form_has_the_documented_defaults() -> None:
    got = parse(LEAST)
    assert got.locales == ("es", "zh-Hans", "ar")
    assert (got.catalogs, got.output) == ("locales/{locale}/{path}.po", "build/{locale}/{path}{suffix}")
    assert (got.unit, got.references, got.engines, got.unreviewed) == (
        "sentence",
        "file",
        ("auto",),
        "source",
    )
    assert got.thresholds("es") == config.Thresholds(0, 0)
    assert got.project == "project"


def test_the_template_of_init_is_the_defaults_written_out() -> None:
    got = config.parse(config.TEMPLATE, Path("/project"), "l10n.toml")
    least = parse('source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/**/*"]\n')
    written_out = re.sub(r"(?m)^# ([a-z-]+ = )", r"\1", config.TEMPLATE.split("# [check.locale")[0])
    assert written_out != config.TEMPLATE
    assert got == least == config.parse(written_out, Path("/project"), "l10n.toml")


def test_tags_are_normalized_and_a_locale_overrides_gates() -> None:
    got = parse(
        LEAST.replace("zh-Hans", "zh_hans")
        + "[draft]\nengine = ['argos', 'apertium']\n"
        + "[check]\ncoverage = 50\n[check.locale.zh_Hans]\nreviewed = 99.5\n"
    )
    assert got.locales[1] == "zh-Hans"
    assert got.engines == ("argos", "apertium")
    assert got.thresholds("zh-Hans") == config.Thresholds(99.5, 50)
    assert got.thresholds("es") == config.Thresholds(0, 50)


def test_a_project_adds_rules_for_sentences() -> None:
    got = parse(
        LEAST + '[segmentation.en]\ninner = ["approx."]\n[segmentation.default]\nnever = ["Dr. No"]\n'
    )
    assert got.segmentation == {"en": {"inner": ("approx.",)}, "default": {"never": ("Dr. No",)}}


def test_checks_weigh_what_the_project_says_and_sources_have_gates() -> None:
    got = parse(
        LEAST
        + "[check]\nbaseline = 'known.json'\n[check.severity]\npunctuation = 'off'\n"
        + "[check.locale.es]\nreviewed = 90\n[check.locale.es.severity]\nnumber = 'warning'\n"
        + "[check.sources.'source_texts/children/**']\nreviewed = 100\n"
    )
    assert got.severities_of("ar") == {"punctuation": "off"}
    assert got.severities_of("es") == {"punctuation": "off", "number": "warning"}
    assert got.source_gates == {"source_texts/children/**": config.Thresholds(100, 0)}
    assert (got.baseline, got.thresholds("es").reviewed) == ("known.json", 90)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            LEAST + "[segmentation.en]\ntitels = ['Sr']",
            "l10n.toml:5: unknown key 'segmentation.en.titels'; did you mean 'titles'?",
        ),
        (
            LEAST + "[segmentation.en]\n\ninner = 'Sr'",
            'l10n.toml:6: segmentation.en.inner must be a list of strings; write inner = ["one", "two"]',
        ),
        (
            LEAST + "[segmentation.en]\nnever = ['x', ' ']",
            "l10n.toml:5: segmentation.en.never has an entry with nothing in it; take it out",
        ),
        (
            LEAST + "[segmentation]\ninner = ['x']",
            "l10n.toml:5: 'segmentation.inner' must be a table; name a language: [segmentation.en]",
        ),
        (LEAST + "unitt = 'block'", "l10n.toml:4: unknown key 'unitt'; did you mean 'unit'?"),
        (
            LEAST + "[draft]\nengin = 'argos'",
            "l10n.toml:5: unknown key 'draft.engin'; did you mean 'engine'?",
        ),
        (
            LEAST + "engine = 'argos'",
            "l10n.toml:4: unknown key 'engine'; it belongs under [draft]",
        ),
        (
            LEAST + "[build]\nunit = 'block'",
            "l10n.toml:5: unknown key 'build.unit'; it belongs above all tables",
        ),
        (LEAST + "unit = 'word'", "l10n.toml:4: unit = 'word' cannot be; choose one of sentence, block"),
        (
            LEAST + "[check]\nreviewed = 101",
            "l10n.toml:5: check.reviewed = 101 is no percentage; write a number, 0 to 100",
        ),
        (
            LEAST + "[check]\nreviewed = true",
            "l10n.toml:5: check.reviewed = True is no percentage; write a number, 0 to 100",
        ),
        (
            'locales = ["es"]\nsources = ["a"]',
            "l10n.toml: 'source-locale' is missing; add source-locale = \"en\"",
        ),
        (LEAST.replace('"es"', '"xx"'), "l10n.toml:2: unknown locale 'xx'; did you mean xh?"),
        (LEAST.replace('"es"', '"en"'), "l10n.toml:2: 'en' is the source's own; take it out"),
        (LEAST.replace('"ar"', '"es"'), "l10n.toml:2: 'es' stands twice; take one out"),
        (
            LEAST.replace('["es", "zh-Hans", "ar"]', '"es"'),
            "l10n.toml:2: 'locales' must be a list of strings; ",
        ),
        (
            LEAST + "[check.locale.fr]\nreviewed = 1",
            "l10n.toml:4: [check.locale.fr] is none of the locales; add it to locales",
        ),
        (
            LEAST + "[check.severity]\nnumber = 'fatal'",
            "l10n.toml:5: check.severity.number = 'fatal' cannot be; choose one of error, warning, note, off",
        ),
        (
            LEAST + "[check.locale.es.severity]\nnumber = 1",
            "l10n.toml:5: check.locale.es.severity.number = 1 cannot be; choose one of error, ",
        ),
        (
            LEAST + "[check.sources.'../x/**']\nreviewed = 1",
            "l10n.toml:4: '../x/**' leaves the project; stay below its root",
        ),
        (LEAST + "[check]\nbaseline = '/x'", "l10n.toml:5: baseline = '/x' leaves the project; stay below"),
        (LEAST + "locales = [", "l10n.toml:4: not valid TOML: "),
        (
            LEAST + 'catalogs = "../{locale}/{path}.po"',
            "l10n.toml:4: catalogs = '../{locale}/{path}.po' leaves the project; stay below its root",
        ),
        (
            LEAST + 'output = "/srv/{locale}/{path}"',
            "l10n.toml:4: output = '/srv/{locale}/{path}' leaves the project",
        ),
        (
            LEAST + 'output = "o/{path}"',
            "l10n.toml:4: output = 'o/{path}' has no {locale}; without it files would",
        ),
        (
            LEAST + 'catalogs = "l/{locale}/{x}/{path}"',
            "l10n.toml:4: catalogs = 'l/{locale}/{x}/{path}' cannot be f",
        ),
        (
            LEAST.replace("source_texts", "../source_texts"),
            "l10n.toml:3: '../source_texts/**/*' leaves the project; stay below its root",
        ),
    ],
)
def test_a_mistake_names_its_line_and_its_mend(text: str, message: str) -> None:
    with pytest.raises(L10nError) as caught:
        parse(text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_the_project_is_found_from_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "l10n.toml").write_text(LEAST)
    below = tmp_path / "source_texts" / "children"
    below.mkdir(parents=True)
    assert config.load(below).root == tmp_path.resolve()


def test_pyproject_may_hold_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.l10n]\n" + LEAST)
    assert config.load(tmp_path).path == "pyproject.toml"


def test_no_project_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(L10nError, match=r"no l10n\.toml here or above; run `l10n init`"):
        config.load(tmp_path)


def test_a_project_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "l10n.toml").write_bytes(LEAST.encode() + b"# caf\xe9\n")
    with pytest.raises(L10nError, match=r"^l10n\.toml:4: not UTF-8; save the file as UTF-8$"):
        config.load(tmp_path)
