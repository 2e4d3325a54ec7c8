"""The laws over what dialects of Markdown add; and what of a document's layout makes no other text of it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from l10n import document
from l10n.formats import by_name, inner
from l10n.model import Document, Key, Unit

SAMPLES = Path(__file__).parent
MODERATE = settings(max_examples=200, deadline=None)

SCRAPS = (
    *(":::tip[T] x\n", ":::\n", "::: {.a}\n", '!!! note "Title *x*"\n', "??? tip\n", '=== "Tab"\n', "    "),
    *("> [!NOTE]\n", "> [!tip]- Title\n", "/// note | Title\n", "///\n", "{{< a\n", ">}}\n", "{% x %}\n"),
    *("{% highlight x %}\n", "{% endhighlight %}\n", "{: .a}\n", "{#id}", "$$\n", "$$ x $$\n", "$a_1$"),
    *('import a from "b"\n', "export const a = {\n", "}\n", "<A>\n", "</A>\n", "<A b={", "}>", "<b>", "</b>"),
    *("{", "}", "{a}", "{/* c */}", "`", '"', "'", "${", "//", "/*", "*/", "\\begin{a}\n", "\\end{a}\n"),
    *('--8<-- "a"\n', "<div markdown>\n", "<details>\n", "<p>", "</p>\n", "<!-- c -->\n", '<img alt="a">\n'),
    *(
        "| a | b |\n",
        "|---|---|\n",
        "Term\n",
        ": def\n",
        ":   def\n",
        "[^1]",
        "[^1]: note\n",
        "```\n",
        "~~~\n",
    ),
    *("- ", "1. ", "> ", "# ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "word ", "It is so. ", "*", "**", "x"),
)
documents = st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join)


def parsed(text: str, name: str = "markdown", size: str = "sentence") -> Document:
    return document.parse(text, f"a.{name}", by_name(name), "en", size)


def check_laws(text: str, name: str, size: str = "sentence") -> None:
    form, read = by_name(name), parsed(text, name, size)
    end = 0
    for unit in read.units:
        assert end <= unit.span.start < unit.span.end <= len(text)
        end = unit.span.end
        assert inner(form, unit).codes(unit.source, unit.codes) == unit.codes
    assert document.build(read, {}, "zh", form) == text
    assert document.build(read, {unit.key: unit.source for unit in read.units}, "zh", form) == text


@given(documents, st.sampled_from(["markdown", "mdx"]), st.sampled_from(["sentence", "block"]))
@MODERATE
def test_a_text_is_given_back_and_its_units_are_slices_of_it(text: str, name: str, size: str) -> None:
    """Identity and partition over every dialect's marks in every order; codes are those of the document."""
    check_laws(text, name, size)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sample", ["markdown_blocks.txt", "markdown_dialects.txt", "markdown_mdx.txt"])
def test_the_laws_hold_over_the_samples(sample: str, newline: str) -> None:
    for part in (SAMPLES / sample).read_text(encoding="utf-8").split("\n.\n"):
        text = part.replace("→", "\t").replace("·", " ").replace("\n", newline)
        for name in ("markdown", "mdx"):
            check_laws(text, name)


def in_cyrillic(unit: Unit) -> str:
    """The unit's source with other letters, its codes kept."""
    out, at = "", 0
    for code in unit.codes:
        out += re.sub(r"[^\W\d_]", "ж", unit.source[at : code.span.start]) + code.value
        at = code.span.end
    return out + re.sub(r"[^\W\d_]", "ж", unit.source[at:])


@pytest.mark.parametrize("sample", ["markdown_dialects.txt", "markdown_mdx.txt"])
def test_a_translated_document_has_the_blocks_of_its_source(sample: str) -> None:
    name = "mdx" if "mdx" in sample else "markdown"
    for given_ in (SAMPLES / sample).read_text(encoding="utf-8").split("\n.\n")[1::3]:
        text = given_.replace("→", "\t").replace("·", " ")
        read = parsed(text, name, "block")
        written = document.build(
            read, {unit.key: in_cyrillic(unit) for unit in read.units}, "es", by_name(name)
        )
        assert [unit.role for unit in parsed(written, name, "block").units] == [
            unit.role for unit in read.units
        ]
        assert skeleton(written) == skeleton(text)


def skeleton(text: str) -> list[tuple[str, str, str]]:
    """What a second reader takes a document for, without its words, and the indentation it takes for code."""
    seen = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        seen.append((token.type, token.tag, token.content if token.type == "fence" else ""))
        for child in token.children or []:
            if child.type not in ("text", "softbreak"):
                verbatim = child.content if child.type == "code_inline" else str(child.attrGet("href") or "")
                seen.append((child.type, child.tag, verbatim))
    return seen


# Whole sentences, some over several lines, so that every layout of them has the same ones.
sentences = st.sampled_from(
    [
        "A fever is no *illness*.",
        "It helps to [drink](u) water.",
        "Call a doctor at once!",
        "Is **that** all there is to do?",
        "Take `5 mg` after the meal, not before it.",
    ]
)
paragraphs = st.lists(sentences, min_size=1, max_size=4)


def laid_out(words: list[str], width: int, prefix: str) -> str:
    lines: list[str] = []
    line = ""
    for word in words:
        if line and len(line) + len(word) > width:
            lines, line = [*lines, line], ""
        line = f"{line} {word}".strip()
    return f"\n{prefix}".join([*lines, line])


@given(paragraphs, st.integers(20, 90), st.integers(20, 90), st.sampled_from(["", "> ", "  "]))
@MODERATE
def test_wrapping_a_paragraph_anew_changes_no_msgid(
    said: list[str], width: int, other: int, prefix: str
) -> None:
    words = " ".join(said).split()
    first = {"": "", "> ": "> ", "  ": "- "}[prefix]
    one, two = (first + laid_out(words, each, prefix) for each in (width, other))
    assert keys(one) == keys(two)


@given(
    st.lists(st.tuples(st.integers(0, 2), sentences), min_size=1, max_size=6),
    st.sampled_from(["- ", "* ", "+ ", "1. ", "1) "]),
    st.sampled_from(["- ", "* ", "+ ", "1. ", "1) "]),
    st.sampled_from(["\n", "\n\n"]),
)
@MODERATE
def test_other_marks_of_a_list_change_no_msgid(
    items: list[tuple[int, str]], mark: str, other: str, space: str
) -> None:
    depth = 0
    shown: list[tuple[int, str]] = []
    for level, words in items:
        depth = min(level, depth + 1) if shown else 0
        shown.append((depth, words))
    one, two = (
        space.join(" " * len(each) * deep + each + words for deep, words in shown) for each in (mark, other)
    )
    assert keys(one) == keys(two)


@given(sentences, sentences, st.sampled_from(["{}\n===", "{}\n---", "# {}", "## {} ##", "{}\n=", "### {}"]))
@MODERATE
def test_another_style_of_heading_changes_no_msgid(title: str, below: str, style: str) -> None:
    assert keys(f"{style.format(title)}\n\n{below}\n") == keys(f"# {title}\n\n{below}\n")


def keys(text: str) -> list[Key]:
    return [unit.key for unit in parsed(text).units]


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        ('!!! note "Source."\n', 'a "b" c\nd', '!!! note "a "b" c d"\n'),
        (":::tip[Source.]\n:::\n", "a] - b", ":::tip[a\\] - b]\n:::\n"),
        (":::tip Source.\n:::\n", "# a", ":::tip # a\n:::\n"),
        ("> [!tip]- Source.\n> x\n", "- a", "> [!tip]- - a\n> x\n"),
        ("Source.\n: x\n", ": a\nb", "\\: a b\n: x\n"),
        ("a\n\n: Source.\n", "a\n\n: b", "a\n\n: a\n  \\: b\n"),
        ("<p>\n  Source.\n</p>\n", "a < b\n\n&amp; c", "<p>\n  a &lt; b  &amp; c\n</p>\n"),
        ("Source.\n", "!!! a", "\\!!! a\n"),
        ("Source.\n", ":::a", "\\:::a\n"),
        ("> Source.\n", "[!NOTE] a", "> [!NOTE] a\n"),
    ],
)
def test_a_translation_stays_in_its_place(source: str, target: str, written: str) -> None:
    """Titles stay on their line, terms and definitions begin no other, and HTML gets no blank lines."""
    read = parsed(source, size="block")
    assert document.build(read, {Key(None, "Source."): target}, "es", by_name("markdown")) == written


def test_a_translation_in_mdx_opens_no_statement() -> None:
    read = parsed("Source.\n", "mdx")
    assert document.build(read, {Key(None, "Source."): "import a"}, "es", by_name("mdx")) == (
        "&#105;mport a\n"
    )


@pytest.mark.parametrize("name", ["markdown", "mdx"])
@pytest.mark.parametrize(
    "scrap",
    [
        *("> ", "- ", "1. ", "[", "![", "*a ", "**a *b ", "`", "$a ", "{", "{{", "{a", "<A ", "<A b={", "{'"),
        *('!!! note "T"\n', ":::\n", "{{< a\n", "{% a\n", "$$ a\n", "import {\n", "export const a = {\n"),
        *("export const a = (\n\n", "a`\n\n", "\\begin{a}\n", "> [!a] b\n", "<script>\n", "{: a } "),
        *("<A>\n", "<A b={\n", '<A b="\n', "{`${", "a\n|-|\n", "{% highlight a %}\n", "a\n: b\n", "<p>\n"),
        *("a\u0301\u0302", "word ", "<!--\n", "{/* ", "import '\\", '{"\\"', "[^a]: ", "```\n"),
    ],
)
def test_nothing_hangs(scrap: str, name: str) -> None:
    """Ten thousand of anything take a second at most; where time grew with the square it would be minutes."""
    text = f"{scrap * 10_000}x"
    began = time.process_time()
    read = parsed(text, name, "block")
    assert document.build(read, {}, "es", by_name(name)) == text
    assert time.process_time() - began < 5
