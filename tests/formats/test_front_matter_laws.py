"""The laws of front matter: what was not translated reads as before, what was reads as its translation."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import document, formats
from l10n.errors import L10nError
from l10n.formats import by_name, front_matter, front_matter_texts
from l10n.model import Document, Key

MODERATE = settings(max_examples=200, deadline=None)
PATHS = ("title", "seo.title", "tags[]", "authors[].bio")
MARKDOWN = formats.configured(by_name("markdown"), {"translate": list(PATHS)})

# What a person may type, and what no YAML, TOML or JSON takes as it stands.
targets = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), min_size=1, max_size=20)
    | st.text("ab é:#-?,[]{}&*!|>'\"%@`=~\\/.0123 <\t\x07\x85\u2028\ufeff", min_size=1, max_size=12)
    | st.sampled_from(["no", "Null", "1.5", "0x1f", "2024-05-01", "12:30", "<<", "...", "'''", '"""', "\0"])
).map(str.strip)

words = st.sampled_from(
    ["Fever", "l'été", 'a "b"', "x: y", "a #b", "¿Sí?", "发烧", "\\n", "C:\\temp", "-", "[x]", "no"]
)
sentences = st.lists(words, min_size=1, max_size=5).map(lambda found: "Z " + " ".join(found))
texts = st.lists(sentences, min_size=1, max_size=3).map("\n\n".join) | sentences


def translated(read: Document, replies: list[str]) -> dict[Key, str]:
    """A target for each text in the front matter, but some; the same for the same source."""
    keys = enumerate(dict.fromkeys(unit.key for unit in read.units if unit.frame))
    return {key: reply for number, key in keys if (reply := replies[number % len(replies)])}


def expected(read: Document, targets: dict[Key, str], value: str) -> str:
    """What a text reads as when every paragraph of it is one unit: each replaced by its target."""
    paragraphs = [re.sub(r"\n", " ", part) for part in value.split("\n\n")]
    keys = {unit.source: unit.key for unit in read.units}
    said = []
    for paragraph in paragraphs:
        key = keys.get(paragraph.strip())
        target = targets.get(key, "") if key else ""
        said.append(paragraph.replace(paragraph.strip(), target) if target else paragraph)
    return "\n\n".join(said)


def check(text: str, load: Callable[[str], Any], replies: list[str]) -> None:
    """Identity, partition, and that the rest of the data is what it was."""
    read = document.parse(text, "a.md", MARKDOWN, "en", "block")
    end = 0
    for unit in read.units:
        assert end <= unit.span.start < unit.span.end
        end = unit.span.end
    assert document.build(read, {}, "es", MARKDOWN) == text
    assert document.build(read, {unit.key: unit.source for unit in read.units}, "es", MARKDOWN) == text
    found = front_matter.find(text)
    assert found is not None
    before = load(found.body.cut(text))
    chosen = translated(read, replies)
    built = document.build(read, chosen, "es", MARKDOWN)
    after = front_matter.find(built)
    assert after is not None
    assert built[after.end :] == text[found.end :]
    wanted = deepcopy(before)
    wanted["title"] = expected(read, chosen, before["title"])
    wanted["seo"]["title"] = expected(read, chosen, before["seo"]["title"])
    wanted["tags"] = [expected(read, chosen, one) if isinstance(one, str) else one for one in before["tags"]]
    for author in wanted["authors"]:
        author["bio"] = expected(read, chosen, author["bio"])
    assert load(after.body.cut(built)) == wanted


def yaml_scalar(value: str, style: str, indent: str, width: int) -> str:
    """A text as PyYAML writes it in one style, within a table so far in."""
    dumped = yaml.dump({"k": value}, default_style=style, allow_unicode=True, width=width, indent=4)
    lines = dumped.removesuffix("\n").removesuffix("...").rstrip("\n").split(": ", 1)[1].split("\n")
    body = [lines[0], *(f"{indent}{line}" if line.strip() else line for line in lines[1:])]
    return "\n".join(body)


styles = st.sampled_from(["", "'", '"', "|", ">"])


@given(st.lists(texts, min_size=5, max_size=5), st.lists(styles, min_size=5, max_size=5), st.data())
@MODERATE
def test_yaml(values: list[str], kinds: list[str], data: st.DataObject) -> None:
    """Whatever the style of its source and the letters of its target, a text reads as its target."""
    width = data.draw(st.sampled_from([12, 80]))
    one, two, three, four = (
        yaml_scalar(value, style, "    ", width) for value, style in zip(values[:4], kinds, strict=False)
    )
    flow = json.dumps(values[4]) if re.search(r"[,?\[\]{}:'\"#\n]", values[4]) else values[4]
    text = (
        f"---\n# c: d\ntitle: {one}\nx: &x [1.50, 'a', \"b\"]  # e\nseo:\n  title:  {two}\n  n: 0x1F\ny: *x\n"
        f"tags: [ {flow} , 3 ]\nauthors:\n-   bio: {three}\n    name: X\n- {{bio: 'Y', n: {{}}}}\n"
        f"-   name: X\n    bio: {four}\n---\nZ text.\n"
    )
    text = data.draw(st.sampled_from([text, f"\ufeff{text}"]))
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    check(text, lambda body: yaml.safe_load(body), data.draw(st.lists(targets, min_size=1, max_size=5)))


def toml_string(value: str, style: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    if style == '"""':
        broken = escaped.replace(" ", " \\\n  ", 1)
        return f'"""\n{broken}"""'
    if style == "'''" and "'''" not in value:
        return f"'''\n{value}'''"
    if style == "'" and not re.search(r"['\n]", value):
        return f"'{value}'"
    return '"{}"'.format(escaped.replace("\n", "\\n"))


@given(st.lists(texts, min_size=5, max_size=5), st.data())
@MODERATE
def test_toml(values: list[str], data: st.DataObject) -> None:
    """The same for TOML's four kinds of strings."""
    kinds = data.draw(st.lists(st.sampled_from(['"', "'", '"""', "'''"]), min_size=5, max_size=5))
    one, two, three, four, five = map(toml_string, values, kinds)
    text = (
        f"+++\n# c = d\ntitle = {one} # e\nx = [1_000, 'a', {{ y = \"b\" }}]\nseo . title={two}\n"
        f"tags = [ {three}, # f\n 3, ]\n[[authors]]\nbio = {four}\n[authors.z]\nbio = 1\n[[ authors ]]\n"
        f'"bio"\t= {five}\n+++\nZ text.\n'
    )
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    check(text, tomllib.loads, data.draw(st.lists(targets, min_size=1, max_size=5)))


@given(st.lists(texts, min_size=4, max_size=4), st.booleans(), st.sampled_from([None, 1]), st.data())
@MODERATE
def test_json(values: list[str], ascii_only: bool, indent: int | None, data: st.DataObject) -> None:
    """The same for JSON."""
    one, two, three, four = values
    content = {"title": one, "seo": {"title": two, "n": 1}, "tags": [three, 2.5], "authors": [{"bio": four}]}
    text = json.dumps(content, ensure_ascii=ascii_only, indent=indent) + "\nZ text.\n"
    check(text, json.loads, data.draw(st.lists(targets, min_size=1, max_size=5)))


SCRAPS = (
    *(
        "title: ",
        "seo:\n",
        "  title: ",
        "tags:\n",
        "- ",
        "  - ",
        "a: ",
        "title = ",
        "[seo]\n",
        "[[authors]]\n",
        "bio = ",
    ),
    *(
        "'",
        '"',
        "'''",
        '"""',
        "|\n",
        ">\n",
        "|+2\n",
        ">-\n",
        "&a ",
        "*a\n",
        "!!str ",
        "!x ",
        "? ",
        ": ",
        "<<: ",
        "#c\n",
    ),
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        "\\",
        "\\n",
        "\\x41",
        "\\u00e9",
        "\\\n",
        "Fever",
        "no",
        "1.5",
        "é",
        " ",
        "  ",
        "\t",
    ),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\x85",
        "\u2028",
        "\ufeff",
        "\x07",
        "...",
        "---",
        "%Y 1\n",
        "{title: x}\n",
        "= ",
    ),
)


@given(
    st.sampled_from(["---\n", "+++\n", "{\n"]),
    st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join),
    targets,
)
@settings(max_examples=600, deadline=None)
def test_anything_between_fences_is_given_back_or_refused(fence: str, body: str, target: str) -> None:
    """Whatever stands there: an error with its line, or the very same bytes, and targets that are read."""
    text = f"{fence}{body}\n{'}' if fence[0] == '{' else fence[:-1]}\n"
    wanted = MARKDOWN.translate  # type: ignore[attr-defined]
    try:
        blocks = list(front_matter_texts.blocks(text, wanted))
    except L10nError as error:
        refused_at = error.line
    else:
        refused_at = 0
    if refused_at != 0:
        assert refused_at is not None
        assert 1 <= refused_at <= text.count("\n") + text.count("\r") + 1
        return
    for block in blocks:
        assert block.frame is not None
        assert block.frame.start <= block.span.start < block.span.end <= block.frame.end
    read = document.parse(text, "a.md", MARKDOWN, "en")
    assert document.build(read, {}, "es", MARKDOWN) == text
    assert document.build(read, {unit.key: unit.source for unit in read.units}, "es", MARKDOWN) == text
    document.build(read, dict.fromkeys([unit.key for unit in read.units], target), "es", MARKDOWN)
