"""Front matter: which texts are found, how translations are written, what is refused."""

from __future__ import annotations

import time

import pytest
import yaml

from l10n import document, formats
from l10n.errors import L10nError
from l10n.formats import Format, by_name
from l10n.model import EMPTY_TARGET, Key

PATHS = ["title", "description", "seo.title", "tags[]", "authors[].bio", "params"]


def markdown(*paths: str) -> Format:
    """Markdown with these paths of front matter translated."""
    return formats.configured(by_name("markdown"), {"translate": list(paths) or PATHS})


def blocks_of(given: str, form: Format) -> str:
    """The blocks of a text, each on a line: role, text, codes in ⟦ ⟧."""
    said = []
    for block in form.blocks(given):
        text, shown, at = block.text, f"{block.role}: ", 0
        for code in block.codes:
            shown += f"{text[at : code.span.start]}⟦{code.span.cut(text)}⟧"
            at = code.span.end
        said.append(shown + text[at:])
    return "\n".join(said)


def built(given: str, targets: dict[str, str], *paths: str) -> str:
    """A text with some of its sentences translated."""
    form = markdown(*paths)
    read = document.parse(given, "a.md", form, "en")
    assert targets.keys() <= {unit.source for unit in read.units}
    return document.build(read, {Key(None, one): target for one, target in targets.items()}, "es", form)


@pytest.mark.cases("front_matter.txt")
def test_what_is_found(given: str, wanted: str) -> None:
    assert blocks_of(given, markdown()) == wanted


@pytest.mark.cases("front_matter.txt")
def test_it_is_given_back_byte_for_byte(given: str, wanted: str) -> None:
    form = markdown()
    for text in (given, given.replace("\n", "\r\n"), f"\ufeff{given}"):
        read = document.parse(text, "a.md", form, "en")
        assert document.build(read, {}, "es", form) == text
        assert document.build(read, {unit.key: unit.source for unit in read.units}, "es", form) == text
        for unit in read.units:
            assert formats.inner(form, unit).codes(unit.source, unit.codes) == unit.codes


@pytest.mark.cases("front_matter.txt")
def test_without_configuration_it_stays_as_it_is(given: str, wanted: str) -> None:
    found = blocks_of(given, by_name("markdown"))
    assert found == "\n".join(line for line in wanted.split("\n") if line.startswith("paragraph: "))


@pytest.mark.cases("front_matter.txt")
def test_without_libyaml_the_same_is_found(given: str, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert blocks_of(given, markdown()) == wanted


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        # A plain scalar stays plain as long as it is read as it stands, by any reader of YAML.
        ("Fever", "Fiebre, y qué hacer", "Fiebre, y qué hacer"),
        ("Fever", "Fiebre: qué hacer", '"Fiebre: qué hacer"'),
        ("Fever", "Fiebre #1", '"Fiebre #1"'),
        ("Fever", "¿Fiebre? «sí»", "¿Fiebre? «sí»"),
        ("Fever", "- Fiebre", '"- Fiebre"'),
        ("Fever", '"Fiebre" y "frío"', '"\\"Fiebre\\" y \\"frío\\""'),
        ("Fever", "no", '"no"'),
        ("Fever", "Null", '"Null"'),
        ("Fever", "1.5", '"1.5"'),
        ("Fever", "2024-05-01", '"2024-05-01"'),
        ("Fever", "5 mg", "5 mg"),
        ("Fever", "Fiebre:", '"Fiebre:"'),
        ("Fever", "Fie\u2028bre\x07", '"Fie\\u2028bre\\u0007"'),
        ("Fever", "uno\ndos", '"uno\\ndos"'),
        ("'Fever'", "l'été", "'l''été'"),
        ("'Fever'", "tab\tulado", "'tab\tulado'"),
        ("'Fever'", "uno\ndos", '"uno\\ndos"'),
        ('"Fever"', 'a "b" \\ c\td', '"a \\"b\\" \\\\ c\\td"'),
        ("!!str Fever", "no", '!!str "no"'),
        ("&a  Fever # b", "[x]", '&a  "[x]" # b'),
        ("|\n  Fever", "a: 'b'\n# c", "|\n  a: 'b'\n  # c"),
        ("|-  # b\n\n    Fever", "a\x85x\x1bx", '"\\na\\u0085x\\u001bx" # b'),
        (">-\n  Fever", "uno\ndos", ">-\n  uno\n\n  dos"),
        ("|\n  Fever", "a\u2029b", '"a\\u2029b\\n"'),
    ],
)
def test_a_yaml_scalar_keeps_its_style_where_it_can(source: str, target: str, written: str) -> None:
    given = f"---\nx: 1 # c\ntitle: {source}\ny: '2'\n---\n"
    made = built(given, {"Fever": target})
    assert made == f"---\nx: 1 # c\ntitle: {written}\ny: '2'\n---\n"


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ("Fever", "Fiebre, tos", '"Fiebre, tos"'),
        ("Fever", "[Fiebre]", '"[Fiebre]"'),
        ("Fever", "Fiebre y tos", "Fiebre y tos"),
        ("'Fever'", "Fiebre, {tos}", "'Fiebre, {tos}'"),
    ],
)
def test_in_brackets_commas_need_quotes(source: str, target: str, written: str) -> None:
    assert (
        built(f"---\ntags: [{source}, b: c]\n---\n", {"Fever": target})
        == f"---\ntags: [{written}, b: c]\n---\n"
    )


def test_one_sentence_of_a_plain_scalar_can_put_quotes_around_all_of_it() -> None:
    given = "---\ndescription: It helps.\n  Not \\always. See a doctor.\n---\n"
    assert built(given, {"See a doctor.": "Vea."}) == given.replace("See a doctor.", "Vea.")
    made = built(given, {"See a doctor.": "Nota: vea."})
    assert made == '---\ndescription: "It helps. Not \\\\always. Nota: vea."\n---\n'


def test_translated_as_nothing_leaves_an_empty_text() -> None:
    assert built("---\ntitle: Fever\n---\n", {"Fever": EMPTY_TARGET}) == '---\ntitle: ""\n---\n'
    given = "---\ntitle: |+\n  Fever\n\nx: 1\n---\n"
    assert built(given, {"Fever": EMPTY_TARGET}) == '---\ntitle: "\\n\\n"\n  \n\nx: 1\n---\n'


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ('"Fever"', 'a "b" \\ c', '"a \\"b\\" \\\\ c"'),
        ("'Fever'", 'a "b" \\ c', "'a \"b\" \\ c'"),
        ("'Fever'", "l'été", '"l\'été"'),
        ("'Fever'", "uno\ndos", '"uno\\ndos"'),
        ("'''Fever'''", "l'été\nx", "'''l'été\nx'''"),
        ("'''Fever'''", "a '''b'''", "\"\"\"a '''b'''\"\"\""),
        ("'''Fever'''", "a\n'''b", '"""\na\n\'\'\'b"""'),
        ('"""Fever"""', 'a """b"""\\', '"""a \\"\\"\\"b\\"\\"\\"\\\\"""'),
        ('"""\nFever"""', "a\nb", '"""\na\nb"""'),
        ("'Fever'", "a\x07", '"a\\u0007"'),
    ],
)
def test_a_toml_string_gets_escapes_where_its_quotes_cannot_hold_a_target(
    source: str, target: str, written: str
) -> None:
    given = f"+++\nx = 1 # c\ntitle={source}# d\n+++\n"
    assert built(given, {"Fever": target}) == f"+++\nx = 1 # c\ntitle={written}# d\n+++\n"


def test_json_is_escaped() -> None:
    given = '{"title": "Fever", "n": 1.50, "tags": ["a\\/b"]}\n\nText.\n'
    assert built(given, {"Fever": 'a "b"\n\\ é'}) == given.replace("Fever", 'a \\"b\\"\\n\\\\ é')


def test_newlines_are_the_documents_own() -> None:
    given = "---\r\ntitle: |\r\n  Fever\r\n---\r\n"
    assert built(given, {"Fever": "uno\ndos"}) == "---\r\ntitle: |\r\n  uno\r\n  dos\r\n---\r\n"
    given = "+++\r\ntitle = '''Fever'''\r\n+++\r\n"
    assert built(given, {"Fever": "uno\ndos"}) == "+++\r\ntitle = '''uno\r\ndos'''\r\n+++\r\n"


def test_the_units_of_front_matter_come_first_and_are_sentences() -> None:
    given = "---\ndescription: It helps. Not always.\n---\n\n# Fever\n"
    read = document.parse(given, "a.md", markdown(), "en")
    assert [(unit.role, unit.source, unit.inner) for unit in read.units] == [
        ("description", "It helps.", "text"),
        ("description", "Not always.", "text"),
        ("heading", "Fever", ""),
    ]
    assert built(given, {"It helps.": "有用。", "Not always.": "有时不。"}) == given.replace(
        "It helps. Not always.", "有用。 有时不。"
    )


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["title"], ["a"]),
        (["seo"], ["b", "c"]),
        (["seo.title"], ["b"]),
        (["list[0].title"], ["d"]),
        (["list[].title"], ["d", "e"]),
        (["*.title"], ["b", "f"]),
        (["**.title"], ["a", "b", "d", "e", "f"]),
        (['"a.b".title'], ["f"]),
        (["tags"], ["g", "h"]),
        (["tags[1]"], ["h"]),
        (["nothing"], []),
    ],
)
@pytest.mark.parametrize("language", ["yaml", "toml", "json"])
def test_paths(language: str, paths: list[str], found: list[str]) -> None:
    given = {
        "yaml": "---\ntitle: a\nseo: {title: b, x: c}\nlist:\n- title: d\n- title: e\n"
        "a.b: {title: f}\ntags: [g, h, [i]]\n---\n",
        "toml": "+++\ntitle = 'a'\ntags = ['g', 'h', ['i']]\n[seo]\ntitle = 'b'\nx = 'c'\n"
        "[[list]]\ntitle = 'd'\n[[list]]\ntitle = 'e'\n['a.b']\ntitle = 'f'\n+++\n",
        "json": '{"title": "a", "seo": {"title": "b", "x": "c"}, "list": [{"title": "d"}, {"title": "e"}],\n'
        '"a.b": {"title": "f"}, "tags": ["g", "h", ["i"]]}\n',
    }[language]
    assert sorted(block.text for block in markdown(*paths).blocks(given)) == found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"translate": "title"}, "translate must be a list of paths; write it like translate = "),
        ({"translate": [1]}, "translate: 1 is no path; write it like"),
        ({"translate": ["a..b"]}, "the path 'a..b' cannot be read"),
        ({"translat": ["title"]}, "markdown has no option 'translat'; "),
    ],
)
def test_options_that_cannot_be(options: dict[str, object], said: str) -> None:
    with pytest.raises(L10nError) as error:
        formats.configured(by_name("markdown"), options)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("given", "line", "said"),
    [
        (
            "---\na: 1\ntitle: b: c\n---\n",
            3,
            "front matter is not valid YAML: mapping values are not allowed",
        ),
        ("---\na: 1\nb: \x07\n---\n", 3, "front matter is not valid YAML: "),
        ("---\n{a: 1\n---\n", 3, "front matter is not valid YAML: "),
        ("---\ntitle: a\n'title': b\n---\n", 3, "the key 'title' stands twice in front matter; take one out"),
        ("---\na: 1\nb: !!python/name:os.system x\n---\n", 3, "front matter makes a Python object: "),
        ("---\na: 1\n--- b\nc: 1\n---\n", 3, "front matter holds two YAML documents; take one out"),
        (
            "---\na: &a b\ntitle: *a\n---\n",
            3,
            "the alias *a stands where text is translated; write the text out",
        ),
        ("---\na: &a {title: x}\nseo: *a\n---\n", 3, "the alias *a stands where text is translated"),
        ("---\ntitle: &a b\nslug: *a\n---\n", 3, "the alias *a repeats a text that is translated (title)"),
        ("---\nseo: &a {title: b}\nx: {<<: *a}\n---\n", 3, "the alias *a repeats a text that is translated"),
        ("---\nx:\n" + "  - " + "[" * 200 + "\n---\n", 3, "front matter is nested more than 100 deep"),
        ("+++\na = 1\ntitle = b\n+++\n", 3, "front matter is not valid TOML: Invalid value; mend the line"),
        ("+++\na = 1\na = 2\n+++\n", 3, "front matter is not valid TOML: Cannot overwrite a value"),
        ("+++\na = 1\nb = [\n+++\n", 3, "front matter is not valid TOML: "),
        ("+++\na = " + "[" * 5000 + "\n+++\n", 2, "front matter is not valid TOML: "),
        ('{\n"title": "a",\n}\n', 3, "front matter is not valid JSON: "),
        ('{\n"title": "a", "title": "b"\n}\n', 1, "the key 'title' stands twice in front matter"),
        ('{"a": 1,\n"title": "\\ud800"}\n', 2, "the text of 'title' holds what no PO file can"),
        ('{"a":\n' + "[" * 100_000 + "\n}\n", 3, "front matter is not valid JSON: "),
    ],
)
def test_what_is_refused_with_its_line(given: str, line: int, said: str) -> None:
    form = markdown()
    with pytest.raises(L10nError) as error:
        list(form.blocks(given))
    assert error.value.line == line
    assert error.value.path is None
    assert str(error.value).startswith(said)
    assert list(by_name("markdown").blocks(given)) == []  # not configured, it is not even read


def test_aliases_that_would_explode_are_only_names() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    given = "---\ntitle: Fever\n" + "\n".join(lines) + "\n---\n"
    assert built(given, {"Fever": "Fiebre"}) == given.replace("Fever", "Fiebre")


def test_a_key_of_several_lines_is_a_role_of_one() -> None:
    (block,) = markdown("**").blocks('---\n"a\\n  b": Fever\n---\n')
    assert block.role == "a b"


def test_what_cannot_be_written_is_an_error() -> None:
    with pytest.raises(L10nError, match="translations cannot be written into front matter") as error:
        built("---\nx: 1\ntitle: Fever\n---\n", {"Fever": "\ud800"})
    assert error.value.line == 3


@pytest.mark.parametrize(
    "value",
    [
        "a " * 100_000,
        "x" + " " * 100_000 + "y",
        '"' + " " * 100_000 + '"',
        '"' + "\\\n " * 20_000 + 'x"',
        "'" + "''" * 20_000 + "x'",
        "|\n" + "  x\n\n" * 10_000,
        ">\n" + "  x\n   y\n" * 10_000,
    ],
)
def test_long_values_cost_what_their_length_says(value: str) -> None:
    given = f"---\ntitle: {value}\n---\n"
    form = markdown()
    started = time.process_time()
    read = document.parse(given, "a.md", form, "en", "block")
    document.build(read, {unit.key: f"{unit.source}: x" for unit in read.units[:10]}, "es", form)
    assert time.process_time() - started < 10
