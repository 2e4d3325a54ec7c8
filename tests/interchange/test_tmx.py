"""TMX in and out: every unit, its inline codes as elements of their own, and all else that a file says."""

from __future__ import annotations

import io
from pathlib import Path

import outside
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import codes_of

from l10n.errors import L10nError
from l10n.interchange import codes, tmx
from l10n.interchange.tmx import TranslationUnit
from l10n.memory import slotted
from l10n.text.codes.inline import protect

HEAD = '<tmx version="1.4"><header srclang="en"/><body>'


def read(units: str) -> list[TranslationUnit]:
    return list(tmx.read(io.BytesIO(f"{HEAD}{units}</body></tmx>".encode())))


def only(units: str) -> TranslationUnit:
    (found,) = read(units)
    return found


def pair(source: str, target: str) -> str:
    return (
        f'<tu><tuv xml:lang="en"><seg>{source}</seg></tuv><tuv xml:lang="es"><seg>{target}</seg></tuv></tu>'
    )


def slots(unit: TranslationUnit) -> tuple[str, str]:
    source, target = unit.variants
    return slotted(source.text, source.codes, target.text, target.codes)


def test_a_unit_has_a_text_for_each_language_spelled_our_way() -> None:
    unit = only(
        '<tu tuid="7"><note>Check it.</note><prop type="x-context">dose</prop>'
        '<tuv xml:lang="EN-us"><seg>Rest.</seg></tuv><tuv lang="pt_br"><seg>Repouse.</seg></tuv></tu>'
    )
    assert [(one.tag, one.text) for one in unit.variants] == [("en-US", "Rest."), ("pt-BR", "Repouse.")]
    assert (unit.prop("x-context"), unit.prop("x-file")) == ("dose", None)
    found = unit.first(["pt", "pt-BR"])
    assert found is not None
    assert found.text == "Repouse."


def test_what_names_no_language_or_has_no_text_is_left_out() -> None:
    unit = only(
        '<tu><tuv><seg>a</seg></tuv><tuv xml:lang="klingonese"><seg>b</seg></tuv><tuv lang="es"/></tu>'
    )
    assert unit.variants == ()


def test_inline_elements_are_codes_named_across_languages() -> None:
    unit = only(
        pair(
            'Take <bpt i="1" x="1">&lt;b></bpt>two<ept i="1">&lt;/b></ept> <ph x="2">{x}</ph>.',
            'De <ph x="2">{x}</ph>, tome <bpt i="4" x="1">&lt;strong></bpt>dos<ept i="4">&lt;/strong></ept>.',
        )
    )
    assert [one.text for one in unit.variants] == [
        "Take <b>two</b> {x}.",
        "De {x}, tome <strong>dos</strong>.",
    ]
    assert slots(unit) == ("Take \ue400two\ue800 \ue001.", "De \ue001, tome \ue400dos\ue800.")


def test_codes_that_do_not_answer_each_other_leave_the_text_alone() -> None:
    lost = only(pair('Take <ph x="1">{x}</ph>.', "Tome."))
    assert [one.text for one in lost.variants] == ["Take {x}.", "Tome."]
    assert slots(lost) == ("Take \ue000.", "")


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ("a <hi>b <hi>c</hi></hi> d", "a b c d"),
        ('a <ph>&lt;img alt="<sub>b</sub>"></ph>', 'a <img alt="b">'),
        ('<it pos="begin">&lt;b></it>a', "<b>a"),
        ("a <ut>{b}</ut>", "a {b}"),
        ('a<ph x="1"/>b', "ab"),
        ('<ept i="9">&lt;/b></ept>a', "</b>a"),
    ],
)
def test_other_elements_of_a_segment(segment: str, text: str) -> None:
    assert [one.text for one in only(pair(segment, segment)).variants] == [text, text]


@pytest.mark.parametrize("dtd", ["tmx11.dtd", "tmx14.dtd"])
def test_the_doctype_that_tools_write_is_passed_over(dtd: str) -> None:
    text = f'<!DOCTYPE tmx SYSTEM "{dtd}">{HEAD}{pair("a", "b")}</body></tmx>'
    assert len(list(tmx.read(io.BytesIO(text.encode())))) == 1


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<html>\n</html>", 1, "not a TMX file but one of <html>"),
        ("<tu/>", 1, "not a TMX file but one of <tu>"),
        ('<!DOCTYPE tmx SYSTEM "http://example.org/tmx14.dtd"><tmx/>', 1, "a DOCTYPE is not read"),
        (f"{HEAD}\n<tu>", 2, "not valid XML: no element found"),
    ],
)
def test_what_is_no_tmx_is_named_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(L10nError) as error:
        list(tmx.read(io.BytesIO(text.encode())))
    assert (error.value.line, error.value.message) == (line, said)


def written(source: str, target: str) -> str:
    """A file with one unit, the codes of which `tests/marked.py` finds."""
    protected = protect(source, codes_of(source))
    segments = [
        ("en", tmx.segment(codes.source_parts(protected))),
        ("es", tmx.segment(codes.target_parts(target, codes_of(target), protected))),
    ]
    unit = tmx.written(tmx.unit(segments, {tmx.CONTEXT: "dose"}))
    return f"{tmx.head('en', 'sentence')}{unit}{tmx.foot()}"


def test_how_a_unit_looks() -> None:
    assert written("Take <b>two</b> {x}.", "Tome <b>dos</b> {x} & más.").splitlines()[3:] == [
        "<body>",
        "<tu>",
        '<prop type="x-context">dose</prop>',
        '<tuv xml:lang="en"><seg>Take <bpt i="1" x="1">&lt;b&gt;</bpt>two<ept i="1">&lt;/b&gt;</ept> '
        '<ph x="2">{x}</ph>.</seg></tuv>',
        '<tuv xml:lang="es"><seg>Tome <bpt i="1" x="1">&lt;b&gt;</bpt>dos<ept i="1">&lt;/b&gt;</ept> '
        '<ph x="2">{x}</ph> &amp; más.</seg></tuv>',
        "</tu>",
        "</body>",
        "</tmx>",
    ]


pieces = st.sampled_from(
    ["Take", "two", "<b>", "</b>", "{x}", "<i>not</i>", " ", "\n", "药", "&", "]]>", "\r"]
)
marked_texts = st.lists(pieces, min_size=1, max_size=8).map(" ".join)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(marked_texts, marked_texts)
def test_what_is_written_reads_back_with_its_slots(source: str, target: str) -> None:
    """The law of the round trip: texts come back as they were, codes that answered each other still do."""
    (unit,) = tmx.read(io.BytesIO(written(source, target).encode()))
    assert [one.text for one in unit.variants] == [source, target]
    before = slotted(source, codes_of(source), target, codes_of(target))
    if before[1]:
        assert slots(unit) == before


def test_a_unit_that_is_written_again_says_all_it_said() -> None:
    text = (
        '<tu tuid="1" creationdate="20200101T000000Z">\n<note>n</note>\n<prop type="x">p</prop>\n'
        '<tuv xml:lang="en" usagecount="3"><prop type="y">q</prop><seg>a <ph x="1"/> b</seg></tuv>\n</tu>\n'
    )
    assert tmx.written(only(text).element) == text


@pytest.mark.skipif(not Path("../shared/data/tico19/memory").is_dir(), reason="needs the shared data")
def test_real_memories_are_read_whole_and_written_as_they_were() -> None:
    for path in sorted(Path("../shared/data/tico19/memory").glob("*.tmx")):
        with path.open("rb") as stream:
            units = list(tmx.read(stream))
        assert len(units) == path.read_bytes().count(b"<tu ")
        assert {len(one.variants) for one in units} == {2}
        text = tmx.head("en", "sentence") + "".join(tmx.written(one.element) for one in units) + tmx.foot()
        again = list(tmx.read(io.BytesIO(text.encode())))
        assert [one.variants for one in again] == [one.variants for one in units]


def test_an_outside_reader_sees_the_same_texts() -> None:
    found = outside.units(written("Take <b>two</b>.", "Tome <b>dos</b>.").encode(), "tmx")
    assert [one[:2] for one in found] == [["Take <b>two</b>.", "Tome <b>dos</b>."]]
