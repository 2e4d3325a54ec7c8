"""A translation put into HTML: no sign becomes markup, no quotation mark ends a value."""

from __future__ import annotations

import json

import pytest

from l10n import document
from l10n.formats import by_name, configured
from l10n.model import Key

FORM = by_name("html")


def built(text: str, targets: dict[str, str], locale: str = "es") -> str:
    read = document.parse(text, "a.html", FORM, "en", "block")
    assert set(targets) <= {unit.source for unit in read.units}, [unit.source for unit in read.units]
    return document.build(read, {Key(None, source): said for source, said in targets.items()}, locale, FORM)


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("un <b>dos</b> tres", "un <b>dos</b> tres"),
        ("&lt;b&gt; &amp;lt; &nbsp;", "&lt;b&gt; &amp;lt; &nbsp;"),
        ("R&D, AT&T; &bogus;", "R&amp;D, AT&amp;T; &amp;bogus;"),
        ("a<b y <c", "a&lt;b y &lt;c"),
        ("a <!-- b", "a &lt;!-- b"),
        ("\"uno\" y 'dos' > café\xa0«é»", "\"uno\" y 'dos' > café\xa0«é»"),
    ],
)
def test_a_sign_that_is_no_markup_never_becomes_some(target: str, written: str) -> None:
    assert built("<p>Source.</p>", {"Source.": target}) == f"<p>{written}</p>"


def test_an_attribute_keeps_its_quotation_marks_and_an_unquoted_one_gets_some() -> None:
    said = 'l\'eau "x" & <y'
    assert built('<img alt="Water">', {"Water": said}) == '<img alt="l\'eau &quot;x&quot; &amp; &lt;y">'
    assert built("<img alt='Water'>", {"Water": said}) == "<img alt='l&#39;eau \"x\" &amp; &lt;y'>"
    assert built("<img alt=Water>", {"Water": said}) == '<img alt="l\'eau &quot;x&quot; &amp; &lt;y">'
    assert built('<img alt=a"b>', {'a"b': 'c"d\ne'}) == '<img alt="c&quot;d e">'
    assert built('<p title="One. Two.">x</p>', {"One. Two.": "Uno"}) == '<p title="Uno">x</p>'
    assert built("<p>x <img alt=Water> y</p>", {'x <img alt="Water"> y': 'x <img alt="Agua & sal"> y'}) == (
        '<p>x <img alt="Agua &amp; sal"> y</p>'
    )


def test_a_title_cannot_be_ended_by_its_translation() -> None:
    assert built("<title>Source</title>", {"Source": "a </title> b"}) == "<title>a &lt;/title> b</title>"


def test_lines_of_a_translation_get_the_newline_of_the_page() -> None:
    assert built("<p>Source.</p>\r\n", {"Source.": "uno\ndos"}) == "<p>uno\r\ndos</p>\r\n"


def test_a_page_in_a_field_of_a_data_set_keeps_its_attributes() -> None:
    form = configured(by_name("json"), {"fields": ["answer"], "answer": "html"})
    text = json.dumps({"answer": "<p>Rest <b>now</b>.</p><img alt=\"Bed\"><img alt='Chair'>"})
    read = document.parse(text, "a.json", form, "en")
    assert [(unit.source, unit.role) for unit in read.units] == [
        ("Rest <b>now</b>.", "answer"),
        ("Bed", "alt text"),
    ]
    targets = {Key(None, "Bed"): 'una "cama"', Key(None, "Rest <b>now</b>."): "5 < 6 <b>ya</b>"}
    written = json.loads(document.build(read, targets, "es", form))["answer"]
    assert written == "<p>5 &lt; 6 <b>ya</b></p><img alt=\"una &quot;cama&quot;\"><img alt='Chair'>"
