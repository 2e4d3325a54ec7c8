"""The laws of the walk: identity, partition, one walk; and how translations are spliced in.

They are checked over documents made of every construct in every order, and real articles if there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from l10n import document
from l10n.errors import L10nError
from l10n.formats import by_name, inner
from l10n.model import EMPTY_TARGET, Document, Key, Unit

DATA = Path(__file__).parents[2] / "shared" / "data"
SAMPLES = Path(__file__).parent / "formats"

MODERATE = settings(max_examples=150, deadline=None)

# Marks, words and white space that make any construct of either format, or nearly one, in some order.
SCRAPS = (
    *("# ", "## ", "- ", "* ", "1. ", "2) ", "> ", ">", "    ", "  ", "\t", "***", "---\n", "===\n", "```\n"),
    *(
        "**",
        "*",
        "__",
        "_",
        "~~",
        "`",
        "``",
        "[",
        "](u)",
        '](</x y> "t\nt")',
        "][r]",
        "[]",
        "![",
        "[ ] ",
        "\\",
    ),
    *("<b>", "</b>", "<br>", '<a\nhref="x">', "</a>", "<div>", "<!-- c -->", "&amp;", "&nbsp;", "|", "\\\n"),
    *(
        "|---|---|\n",
        "| a | b |\n",
        "\n[r]: /u\n",
        "[^1]",
        "\n[^1]: note\n",
        "{#id}",
        ": def\n",
        ":::\n",
        "  \n",
    ),
    *(
        "$x$",
        "$5 ",
        "{{ v }}",
        "{name}",
        "%s",
        "{% t %}\n",
        "https://a.org/b_c_d",
        "<https://x.y>",
        "me@x.org",
    ),
    *(
        "Take two. ",
        "Is it so? It is! ",
        "word ",
        "Étude ",
        "你好。世界",
        "5 mg. ",
        "x",
        ". ",
        '"',
        "(",
        ")",
        "!",
    ),
    *("Q: ", "A: ", "• ", "Overview\n\n", " - one - two", "country.Next"),
    *("\n", "\n\n", "\n\n", "\r\n", "\r", "\x0c", "\x85", "\u2028", "\xa0", "\ufeff", " "),
)
documents = st.one_of(st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join), st.text(max_size=60))
formats = st.sampled_from(["markdown", "text"])
sizes = st.sampled_from(["sentence", "block"])


def parsed(text: str, format_name: str = "markdown", size: str = "sentence") -> Document:
    return document.parse(text, f"a.{format_name}", by_name(format_name), "en", size)


def built(text: str, targets: dict[str, str], locale: str = "es", format_name: str = "markdown") -> str:
    keyed = {Key(None, source): target for source, target in targets.items()}
    return document.build(parsed(text, format_name), keyed, locale, by_name(format_name))


def check_laws(text: str, format_name: str, size: str = "sentence") -> None:
    form = by_name(format_name)
    read = parsed(text, format_name, size)
    end = 0
    for unit in read.units:
        assert end <= unit.span.start < unit.span.end <= len(text), "units are sorted, disjoint slices"
        end = unit.span.end
        assert unit.source == unit.source.strip()
        assert inner(form, unit).codes(unit.source, unit.codes) == unit.codes
        assert all(code.span.cut(unit.source) == code.text for code in unit.codes)
    assert document.build(read, {}, "zh", form) == text
    assert document.build(read, {unit.key: unit.source for unit in read.units}, "zh", form) == text


@given(documents, formats, sizes)
@MODERATE
def test_a_text_is_given_back_and_its_units_are_slices_of_it(text: str, format_name: str, size: str) -> None:
    """Identity and partition, whatever the text; and a sentence's codes are those of its document."""
    check_laws(text, format_name, size)


@given(documents, formats)
@MODERATE
def test_what_is_not_translated_is_copied(text: str, format_name: str) -> None:
    """With every other unit translated as a mark, what is around the marks is the source's, spaces apart."""
    read = parsed(text, format_name)
    chosen = {unit.key for unit in read.units[::2]}
    written = document.build(read, dict.fromkeys(chosen, "@"), "es", by_name(format_name))
    rest, end = [], 0
    for unit in read.units:
        if unit.key in chosen:
            rest.append(text[end : unit.span.start])
            end = unit.span.end
    expected = "@".join([*rest, text[end:]])
    assert re.sub(r"\s", "", written) == re.sub(r"\s", "", expected)


# Documents whose blocks all readers of Markdown see alike.
words = st.sampled_from(
    [
        "fever",
        "helps",
        "you.",
        "Rest",
        "*is*",
        "best!",
        "Take",
        "`5",
        "mg`",
        "now,",
        "**or**",
        "[ask](u).",
        "Éclair",
        "<b>x</b>",
    ]
)
lines = st.lists(words, min_size=1, max_size=6).map(" ".join)
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)
tables = st.lists(st.tuples(lines, lines), min_size=2, max_size=3).map(
    lambda rows: "\n".join(
        f"| {left} | {right} |" + ("\n|---|:-:|" if number == 0 else "")
        for number, (left, right) in enumerate(rows)
    )
)
leaves = st.one_of(
    paragraphs,
    st.builds("## {} ##".format, lines),
    st.builds("{}\n===".format, lines),
    st.builds("```\n{}\n```".format, lines),
    st.builds("<div>\n{}\n</div>".format, lines),
    st.builds("{}  \n{}".format, lines, lines),
    st.builds("![{}](a.png)".format, st.just("a liver")),
    tables,
)


def indented(prefix: str, first: str) -> Callable[[list[str]], str]:
    def put(blocks: list[str]) -> str:
        return first + f"\n{prefix}".join("\n\n".join(blocks).split("\n"))

    return put


wholes = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(indented("> ", "> ")),
        st.lists(inner, min_size=1, max_size=3).map(indented("  ", "- ")),
        st.lists(inner, min_size=1, max_size=3).map(indented("   ", "1. ")),
    ),
    max_leaves=6,
)
articles = st.lists(wholes, min_size=1, max_size=4).map("\n\n".join)
targets = st.sampled_from(
    [
        "{}",
        "{} - dos",
        "1. {}",
        "# {}",
        "- {}",
        "> {}",
        "{}  \n- y",
        "{}\n\n===",
        "+ {} |",
        "{} #",
        "<div> {}",
        "| {} |",
    ]
)


def structure(text: str) -> list[tuple[str, str, str]]:
    """A document's blocks as a second reader sees them, without their words."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    seen = []
    for token in reader.parse(text):
        verbatim = token.type in ("fence", "code_block")
        seen.append((token.type, token.tag, token.content if verbatim else ""))
    return seen


@given(articles, targets, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["es", "zh-Hans"]), sizes)
@MODERATE
def test_a_translated_article_has_the_blocks_of_its_source(
    article: str, target: str, newline: str, locale: str, size: str
) -> None:
    """Law of the splice: words change, blocks stay, whatever a translation begins or ends with."""
    text = f"{article}\n".replace("\n", newline)
    read = parsed(text, "markdown", size)
    written = document.build(
        read,
        {unit.key: target.format(_in_cyrillic(unit)) for unit in read.units},
        locale,
        by_name("markdown"),
    )
    assert structure(written) == structure(text)
    assert "\n" not in written.replace("\r\n", "") or newline == "\n"


def _in_cyrillic(unit: Unit) -> str:
    """The unit's source with other letters, its codes kept."""
    out, at = "", 0
    for code in unit.codes:
        out += re.sub(r"[^\W\d_]", "ж", unit.source[at : code.span.start]) + code.value
        at = code.span.end
    return out + re.sub(r"[^\W\d_]", "ж", unit.source[at:])


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("ending", ["", "\n", " \t\n\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("name", ["markdown_blocks.txt", "text_blocks.txt"])
def test_the_laws_hold_over_the_samples(name: str, bom: str, ending: str, newline: str) -> None:
    for part in (SAMPLES / name).read_text(encoding="utf-8").split("\n.\n"):
        text = bom + part.replace("→", "\t").replace("·", " ").replace("\n", newline) + ending
        check_laws(text, "markdown" if name.startswith("markdown") else "text")


def _real() -> Iterable[Path]:
    return sorted([*DATA.glob("medquad/*.txt"), *DATA.glob("articles/*.txt")])


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared real articles are not on this machine")
def test_the_laws_hold_over_real_articles_as_text_and_in_markdown() -> None:
    assert len(list(_real())) > 300
    for path in _real():
        text = path.read_bytes().decode("utf-8")
        check_laws(text, "text")
        flat = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
        check_laws("# {}\n\n{}\n".format(flat[0], "\n\n> ".join(flat[1:])), "markdown")


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared real articles are not on this machine")
def test_the_first_article_is_twenty_one_sentences() -> None:
    (path,) = DATA.glob("articles/*.txt")
    units = document.read(path, path.name, by_name("text"), "en").units
    assert [unit.role for unit in units] == ["question", "lead", *["paragraph"] * 19]


TWO = "It helps. Not always.\n"


def test_two_translations_are_joined_as_their_language_does() -> None:
    assert built("It helps.\nNot always.\n", {"It helps.": "Ayuda.", "Not always.": "No siempre."}) == (
        "Ayuda. No siempre.\n"
    )
    assert built(TWO, {"It helps.": "有用。", "Not always.": "有时不。"}, "zh-Hans") == "有用。有时不。\n"
    assert (
        built("> It helps.\n> Not always.", {"It helps.": "有用。", "Not always.": "不。"}, "ja")
        == "> 有用。不。"
    )


def test_beside_a_sentence_that_is_not_translated_the_white_space_stays() -> None:
    assert built("It helps.\nNot always.\n", {"It helps.": "有用。"}, "zh-Hans") == "有用。\nNot always.\n"


def test_a_missing_space_between_sentences_is_put_in() -> None:
    text = "It helps the whole country.Nobody knows why.\n"
    assert [unit.source for unit in parsed(text).units] == [
        "It helps the whole country.",
        "Nobody knows why.",
    ]
    translated = {"It helps the whole country.": "Ayuda.", "Nobody knows why.": "Quién sabe."}
    assert built(text, translated) == "Ayuda. Quién sabe.\n"


@pytest.mark.parametrize(
    ("empty", "expected"),
    [
        (["One."], "Dos. Tres.\n"),
        (["Two."], "Uno. Tres.\n"),
        (["Three."], "Uno. Dos.\n"),
        (["One.", "Two."], "Tres.\n"),
        (["Two.", "Three."], "Uno.\n"),
    ],
)
def test_translated_as_nothing_leaves_no_space_behind(empty: list[str], expected: str) -> None:
    targets = {"One.": "Uno.", "Two.": "Dos.", "Three.": "Tres."} | dict.fromkeys(empty, EMPTY_TARGET)
    assert built("One. Two.  Three.\n", targets) == expected


def test_a_hard_break_and_the_marks_of_inline_lists_stay() -> None:
    assert built("It helps.  \nNot always.", {"It helps.": "A.", "Not always.": "B."}, "zh") == "A.  \nB."
    assert built("It helps.\\\nNot always.", {"It helps.": "A.", "Not always.": "B."}, "zh") == "A.\\\nB."
    text = "Q?\n\nTake these:  - Rest well  - Drink water  - Sleep early"
    units = [unit.source for unit in parsed(text, "text").units]
    assert units == ["Q?", "Take these:", "Rest well", "Drink water", "Sleep early"]
    targets = {"Rest well": "一", "Drink water": "二", "Sleep early": "三"}
    assert built(text, targets, "zh", "text") == "Q?\n\nTake these:  - 一  - 二  - 三"


def test_where_joining_would_break_markup_a_space_stays() -> None:
    """In CommonMark `**` between a full stop and a letter does not close."""
    text = "**It helps.** Not always."
    targets = {"**It helps.**": "**有用。**", "Not always.": "有时不。"}
    assert built(text, targets, "zh-Hans") == "**有用。** 有时不。"


def test_a_pair_around_sentences_keeps_them_one_unit_unless_it_is_the_whole_block() -> None:
    assert [unit.source for unit in parsed("**One. Two.** Three.").units] == ["**One. Two.**", "Three."]
    assert [unit.source for unit in parsed("[One. Two.](u)").units] == ["One.", "Two."]
    assert [unit.source for unit in parsed("*One.*").units] == ["*One.*"]
    assert [unit.source for unit in parsed("A *one  \ntwo* b.").units] == ["A *one  \ntwo* b."]
    assert built("***One. Two.***", {"One.": "Uno.", "Two.": "Dos."}) == "***Uno. Dos.***"


def test_tags_pair_where_they_nest_with_everything_else() -> None:
    def shapes(text: str) -> list[str]:
        return [f"{code.text} {code.shape}" for code in by_name("markdown").codes(text)]

    assert shapes("<b>One <i>*two*</b></i>") == [
        "<b> open",
        "<i> single",
        "* open",
        "* close",
        "</b> close",
        "</i> single",
    ]
    assert shapes("<b>One *two</b> three*") == ["<b> single", "* open", "</b> single", "* close"]
    assert shapes("<br>One<br/>") == ["<br> single", "<br/> single"]


def test_what_has_no_letters_is_no_unit() -> None:
    assert not parsed("37.5 – 38\n\n`code` {name} https://example.org **½**\n\n***\n").units


def test_a_shortcut_reference_must_name_its_definition_in_a_translation() -> None:
    (unit,) = parsed("Take [aspirin] now.\n\n[aspirin]: /a").units
    assert [code.value for code in unit.codes] == ["[", "][aspirin]"]
    translated = by_name("markdown").codes("Toma [aspirina][aspirin] ya.", unit.codes)
    assert [code.value for code in translated] == ["[", "][aspirin]"]
    assert not by_name("markdown").codes("Toma [aspirina] ya.", unit.codes)


@pytest.mark.parametrize(
    "sentence", ["1. **Rest**", "# **Rest**", "- **Rest**", "    **Rest**", "> **Rest**"]
)
def test_a_sentence_alone_has_inline_codes_only(sentence: str) -> None:
    assert [code.text for code in by_name("markdown").codes(sentence)] == ["**", "**"]


def test_the_template_has_one_entry_for_each_text_in_order() -> None:
    text = (
        "# Rest.\n\n<!-- l10n:note To a child. -->\nRest. Sleep.\n\n<!-- l10n:context night -->\n- Sleep.\n"
    )
    read = parsed(text)
    entries = document.template(read, "line")
    assert [(entry.key.context, entry.source) for entry in entries] == [
        (None, "Rest."),
        (None, "Sleep."),
        ("night", "Sleep."),
    ]
    assert entries[0].notes == ("heading, paragraph", "To a child.")
    assert entries[2].notes == ("list item",)
    assert entries[0].references == ("a.markdown:1", "a.markdown:4")
    assert document.template(read, "file")[0].references == ("a.markdown",)
    assert document.template(read, "none")[0].references == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"One.\r\nTw\xe9.\n", "a.txt:2: byte 0xE9 is not UTF-8; save it as UTF-8"),
        (b"One.\rTwo.\n\n\x00", "a.txt:4: a NUL byte; save it as UTF-8"),
        ("\ufeffOne.".encode("utf-16-le"), "a.txt:1: is UTF-16, not UTF-8; save it as UTF-8"),
    ],
)
def test_what_is_not_utf_8_is_refused_with_its_line(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(L10nError) as error:
        document.read(tmp_path / "a.txt", "a.txt", by_name("text"), "en")
    assert str(error.value) == message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(L10nError, match=r"a\.txt: cannot be read: No such file"):
        document.read(tmp_path / "a.txt", "a.txt", by_name("text"), "en")


def test_an_authors_mistake_is_told_with_the_files_name() -> None:
    with pytest.raises(
        L10nError, match=r"a\.markdown:3: unknown directive l10n:skpi; did you mean l10n:skip\?"
    ):
        parsed("One.\n\n<!-- l10n:skpi -->\nTwo.")


@pytest.mark.parametrize(
    "deep", ["> " * 20_000 + "x", "- " * 20_000 + "x", "[" * 50_000 + "x", "*a " * 20_000]
)
def test_depth_breaks_nothing(deep: str) -> None:
    form = by_name("markdown")
    assert document.build(parsed(deep), {}, "es", form) == deep
