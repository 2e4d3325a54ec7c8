"""HTML: what is text, what is code, and that a page stays the page it was.

The fixtures are html_blocks.txt; html.parser of the standard library is the second reader.
"""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import document
from l10n.errors import L10nError
from l10n.formats import by_name, for_path, inner
from l10n.formats.html_tokens import tokens
from l10n.model import Code, Document, Unit

FORM = by_name("html")
MODERATE = settings(max_examples=200, deadline=None)


def blocks_of(given: str) -> str:
    """The blocks of a text, each on a line: role, text, codes in ⟦ ⟧, line feeds as ⏎, notes, context."""
    lines = []
    for block in FORM.blocks(given):
        text, shown, at = block.text.strip(), f"{block.role}: ", 0
        for code in block.codes:
            shown += f"{text[at : code.span.start]}⟦{code.span.cut(text)}⟧"
            at = code.span.end
        shown += text[at:].replace("\xa0", " ")
        shown += "".join(f" (note {line})" for line in block.note.split("\n") if line)
        shown += f" (context {block.context})" if block.context else ""
        lines.append(shown.replace("\n", "⏎"))
    return "\n".join(lines)


def parsed(text: str, size: str = "sentence") -> Document:
    return document.parse(text, "a.html", FORM, "en", size)


def check_laws(text: str, size: str = "sentence") -> None:
    read = parsed(text, size)
    end = 0
    for unit in read.units:
        assert end <= unit.span.start < unit.span.end <= len(text), "units are sorted, disjoint slices"
        end = unit.span.end
        assert unit.source == unit.source.strip()
        assert inner(FORM, unit).codes(unit.source, unit.codes) == unit.codes
        assert all(code.span.cut(unit.source) == code.text for code in unit.codes)
        assert all(one.span.end <= other.span.start for one, other in pairwise(unit.codes))
    assert document.build(read, {}, "zh", FORM) == text
    assert document.build(read, {unit.key: unit.source for unit in read.units}, "zh", FORM) == text


@pytest.mark.cases("html_blocks.txt")
def test_blocks(given: str, wanted: str) -> None:
    assert blocks_of(given) == wanted


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_laws_hold_over_the_samples(bom: str, newline: str) -> None:
    for part in (Path(__file__).parent / "html_blocks.txt").read_text(encoding="utf-8").split("\n.\n"):
        check_laws(bom + part.replace("\n", newline))


SCRAPS = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<li>",
        "<ul>",
        "</ul>",
        "<td>",
        "<table>",
        "</table>",
        "<h2>",
        "<br>",
        "<hr/>",
    ),
    *(
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        '<a href="u" title="A b">',
        "</a>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
    ),
    *(
        '<img alt="a b">',
        "<img alt='c \"d\"'>",
        "<img alt=e>",
        "<input type=submit value=Go>",
        "<title>",
        "</title>",
    ),
    *(
        "<span translate=no>",
        '<span translate="yes">',
        "</span>",
        '<i lang="fr">',
        '<p lang="en">',
        "<html lang=en>",
    ),
    *(
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<textarea>",
        "</textarea>",
        "<!-- c -->",
        "<!--",
        "-->",
        "<!x>",
    ),
    *(
        "<![CDATA[",
        "]]>",
        "<?x",
        "?>",
        "</>",
        "<",
        ">",
        "&",
        '"',
        "'",
        "=",
        "/",
        "{{ v }}",
        "{",
        "}",
        "%s",
        "<x-y>",
    ),
    *(
        "&lt;",
        "&gt;",
        "&amp;",
        "&quot;",
        "&nbsp;",
        "&copy",
        "&#65;",
        "&#x26;",
        "&#32;",
        "&amp;lt;",
        "&bad;",
        "lt;",
        "amp",
    ),
    *("Take two. ", "Is it so? It is! ", "word ", "Étude ", "你好。世界", "x", "b", "country.Next", "- one "),
    *(
        "https://a.org/?b=1&amp;c=2",
        "me@x.org",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "  ",
        " ",
        "\x0c",
        "\xa0",
        "\u2028",
        "\ufeff",
    ),
)
texts = st.one_of(
    st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join), st.text("<>&;/!-ab='\" \n", max_size=40)
)


@given(texts, st.sampled_from(["sentence", "block"]))
@MODERATE
def test_a_page_is_given_back_and_its_units_are_slices_of_it(text: str, size: str) -> None:
    """Identity and partition, whatever the text; and a sentence's codes are those of its document."""
    check_laws(text, size)


@given(texts)
@MODERATE
def test_the_tokens_tile_a_text(text: str) -> None:
    for whole in (True, False):
        found = list(tokens(text, whole=whole))
        assert "".join(text[start:end] for _, start, end, _ in found) == text
        assert all(start < end for _, start, end, _ in found)


class Skeleton(HTMLParser):
    """A page's tags, comments and the rest as the standard library reads them, without the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[object] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(
            (tag, [(name, value if name not in ("alt", "title") else "") for name, value in attrs])
        )
        self.words += [value or "" for name, value in attrs if name in ("alt", "title")]

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.seen.append(f"<!--{data}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_by_another(text: str) -> Skeleton:
    reader = Skeleton()
    reader.feed(text)
    reader.close()
    return reader


words = st.lists(
    st.sampled_from(
        [
            *("fever", "Rest.", "&lt;i&gt;", "R&amp;D", "5 &lt; 6", "&nbsp;", "caf&eacute;", "&#34;"),
            *("<b>now</b>", "<br>", "<code>a &amp; b</code>", "<!-- c -->", '<i lang="fr">oui</i>'),
            *('<img src="x" alt="A drop.">', '<a href="u" title="It\'s">this</a>'),
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
elements = st.one_of(
    *(st.builds(f"<{name}>{{}}</{name}>".format, words) for name in ("p", "h2", "div", "blockquote")),
    st.builds("<ul><li>{}<li>{}</ul>".format, words, words),
    st.builds("<table><tr><td>{}<td>{}</table>".format, words, words),
    st.builds("<p>{}</p><pre>{}</pre>".format, words, words),
    st.builds("<img alt={} src=x>".format, st.sampled_from(['"Say &quot;a&quot;"', "'It is'", "Liver"])),
)
pages = st.lists(elements, min_size=1, max_size=4).map("\n".join)
NASTY = st.sampled_from(["ж", "5 < 6 & \"x\" 'y'", "a <b", "Q&A", "<", "&", "</p", 'ж"', "'"])


@given(pages, NASTY, st.sampled_from(["sentence", "block"]))
@MODERATE
def test_a_translated_page_has_the_tags_of_its_source(page: str, nasty: str, size: str) -> None:
    """Law of the splice: words change, tags stay, whatever is written where words were."""
    read = parsed(page, size)
    targets = {unit.key: _translated(unit, nasty) for unit in read.units}
    written = read_by_another(document.build(read, targets, "zh-Hans", FORM))
    assert written.seen == read_by_another(page).seen
    assert not targets or nasty in "".join(written.words)


def _translated(unit: Unit, nasty: str) -> str:
    """The unit's source with `nasty` for each run of words, its codes kept; no quotation mark in a tag."""
    out, at, in_tag = "", 0, False
    for code in (*unit.codes, None):
        gap = unit.source[at : code.span.start if code else None]
        said = nasty.replace('"', "&quot;") if in_tag else nasty
        out += re.sub(r"[^\W\d_][\w\W]*[^\W\d_]|[^\W\d_]", lambda _, said=said: said, gap)  # type: ignore[misc]
        if code:
            out, at = out + code.value, code.span.end
            in_tag = code.text.startswith("<") and not code.text.endswith(">")
            if nasty in ("<", "&", "a <b", "</p"):
                out += " "
    return out


def test_sentences_end_at_a_line_break_that_stands_in_no_pair() -> None:
    def units(text: str) -> list[str]:
        return [unit.source for unit in parsed(text).units]

    assert units("<p>First line<br>\nsecond. Third.</p>") == ["First line", "second.", "Third."]
    assert units("<p>A <b>first<br>second</b> b.</p>") == ["A <b>first<br>second</b> b."]
    assert units("<p><b>One. Two.</b></p>") == ["One.", "Two."]
    assert units("<p><b>One. Two.</b> Three.</p>") == ["<b>One. Two.</b>", "Three."]
    assert units('<p>One. <img alt="Stop. Now."> Two.</p>') == ["One.", '<img alt="Stop. Now."> Two.']


def shapes(codes: tuple[Code, ...]) -> list[tuple[str, str, int | None]]:
    return [(code.text, code.shape, code.pair) for code in codes]


def test_the_words_of_a_tag_stand_in_a_pair_of_their_own_or_in_its_elements() -> None:
    """So nobody can move a half of the tag away, and no sentence ends between them."""
    assert shapes(FORM.codes('<img src="a" alt="A b" title="C">')) == [
        ('<img src="a" alt="', "open", 0),
        ('" title="', "single", None),
        ('">', "close", 0),
    ]
    assert shapes(FORM.codes('<b>x</b> <a title="A b">c</a>')) == [
        ("<b>", "open", 0),
        ("</b>", "close", 0),
        ('<a title="', "open", 1),
        ('">', "single", None),
        ("</a>", "close", 1),
    ]


def test_a_translation_is_read_as_its_source_is() -> None:
    """What language is foreign only a whole page can tell; a sentence takes it from its source's codes."""
    (unit,) = parsed('<html lang="en"><p>a <i lang="fr">b</i> and <b lang="en">c</b> d</p></html>').units
    assert [code.text for code in unit.codes] == ['<i lang="fr">b</i>', '<b lang="en">', "</b>"]
    target = 'd <b lang="en">ce</b> y <i lang="fr">b</i>'
    assert [code.text for code in FORM.codes(target, unit.codes)] == [
        '<b lang="en">',
        "</b>",
        '<i lang="fr">b</i>',
    ]


@pytest.mark.parametrize(
    ("given", "line", "said"),
    [
        ("<p>One.\n<!-- l10n:skp --></p>", 2, "unknown directive l10n:skp; did you mean l10n:skip?"),
        ("<!-- l10n:note -->\n<p>One.", 1, "l10n:note says nothing"),
        ("<p>One.\n<!-- l10n:note x --> Two.</p>", 2, "l10n:note stands inside of a text"),
        ("<p>One.</p>\n<!-- l10n:context end -->\n", 2, "l10n:context has no text behind it"),
        ("<ul><li>One.\n<!-- l10n:skip --></li><li>Two.</li></ul>", 2, "l10n:skip has no text behind it"),
        ("<p>One.</p>\n\n<!-- l10n:skip-end -->", 3, "l10n:skip-end without its other half"),
    ],
)
def test_a_directive_that_would_do_nothing_is_an_error_with_its_line(
    given: str, line: int, said: str
) -> None:
    with pytest.raises(L10nError) as error:
        list(FORM.blocks(given))
    assert error.value.line == line
    assert said in str(error.value)


def test_the_suffixes_of_pages() -> None:
    assert {for_path(f"a/b{suffix}").name for suffix in (".html", ".HTM", ".xhtml")} == {"html"}


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 10_000 + "x" + "</div>" * 10_000,
        "<b>" * 20_000 + "x" + "<br></b>" * 20_000,
        "x <a <a " * 15_000 + "y='>",
        "<ul><li>x" * 8_000,
        "<!--" * 25_000,
        "<![CDATA[>" * 10_000,
        "&amp;lt" * 15_000,
        "x" + " " * 100_000 + "y",
        "<script></script>" * 6_000 + "x",
        "<span translate=no>x<b translate=yes>y" * 2_500,
    ],
    ids=lambda text: text[:18],
)
def test_nothing_is_deep_or_long_enough_to_stop_it(text: str) -> None:
    start = time.process_time()
    assert document.build(parsed(text, "block"), {}, "es", FORM) == text
    FORM.codes(text)
    assert time.process_time() - start < 5, "a quadratic reading would take minutes"
