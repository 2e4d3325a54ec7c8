"""XLIFF 2.0: what goes out is valid and comes back as it was; what other tools write is read with care."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import outside
import pytest
from exchanged import returned, row, rows, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.interchange import xliff20
from l10n.interchange.codes import plain
from l10n.interchange.rows import Incoming, Row, mark
from l10n.model import Key, State

NAME = "{urn:oasis:names:tc:xliff:document:2.0}"
INLINE = {"pc", "ph", "sc", "ec", "cp"}
REFS = ("dataRef", "dataRefStart", "dataRefEnd")
NMTOKEN = re.compile(r"[\w.:-]+")


def read(text: str) -> list[Incoming]:
    return list(xliff20.read(io.BytesIO(text.encode())))


def unit(inner: str) -> Incoming:
    head = '<xliff version="2.0" srcLang="en" trgLang="es" xmlns="urn:oasis:names:tc:xliff:document:2.0">'
    return read(f'{head}<file id="f1" original="a.txt"><unit id="1">{inner}</unit></file></xliff>')[0]


def segment(state: str) -> str:
    return f"<segment{state}><source>Yes</source><target>Sí</target></segment>"


@settings(max_examples=150, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=4))
def test_what_goes_out_comes_back_as_it_was(some: list[Row]) -> None:
    """Law: text, key, context and mark survive; reviewed comes back reviewed, and nothing else does."""
    sent = sheet(*some)
    back = list(xliff20.read(io.BytesIO(xliff20.write([sent], "en", "es"))))
    assert len(back) == len(sent.rows)
    for one, was in zip(back, sent.rows, strict=True):
        entry = was.entry
        assert (one.key, one.path, one.locale) == (entry.key.fingerprint, "source_texts/a.txt", "es")
        assert (one.source, returned(one, was)) == (entry.source, entry.target)
        assert one.reviewed == (entry.state is State.REVIEWED)
        assert one.mark == mark(returned(one, was), reviewed=one.reviewed) == was.mark


@settings(max_examples=150, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=4))
def test_what_goes_out_keeps_the_rules_of_the_schema(some: list[Row]) -> None:
    """Required attributes, the order of elements, states, ids once in each text, data that is there."""
    root = ET.fromstring(xliff20.write([sheet(*some)], "en", "pt-BR"))
    assert (root.tag, root.attrib) == (
        f"{NAME}xliff",
        {"version": "2.0", "srcLang": "en", "trgLang": "pt-BR"},
    )
    ids = [one.get("id", "") for one in root[0]]
    assert len(ids) == len(set(ids))
    assert all(map(NMTOKEN.fullmatch, [*ids, root[0].get("id", "")]))
    for one in root[0]:
        parts = [child.tag.removeprefix(NAME) for child in one]
        assert [part for part in ("notes", "originalData", "segment") if part in parts] == parts
        data = [child.get("id") for group in one.findall(f"{NAME}originalData") for child in group]
        assert len(data) == len(set(data))
        held = one.find(f"{NAME}segment")
        assert held is not None
        assert held.get("state") in {"initial", "reviewed"}
        assert re.fullmatch(r"[^:]+:[^:]+", held.get("subState", "l10n:x"))
        assert [child.tag for child in held] in ([f"{NAME}source"], [f"{NAME}source", f"{NAME}target"])
        for text in held:
            inside = list(text.iter())[1:]
            assert {element.tag.removeprefix(NAME) for element in inside} <= INLINE
            named = [element.get("id") for element in inside if element.tag != f"{NAME}cp"]
            assert all(named)
            assert len(named) == len(set(named))
            used = [element.get(ref) for element in inside for ref in REFS if element.get(ref)]
            assert set(used) <= set(data)


def test_codes_are_elements_with_their_data() -> None:
    written = xliff20.write([sheet(row("Take <b>two</b> {x} <i>now.\x07"))], "en", "es").decode()
    assert (
        '<originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data>'
        '<data id="d3">{x}</data><data id="d4">&lt;i&gt;</data></originalData>' in written
    )
    assert (
        'Take <pc id="1" dataRefStart="d1" dataRefEnd="d2" equivStart="&lt;b&gt;" equivEnd="&lt;/b&gt;" '
        'canCopy="no" canDelete="no">two</pc> '
        '<ph id="2" dataRef="d3" equiv="{x}" canCopy="no" canDelete="no"/> '
        '<sc id="3" isolated="yes" dataRef="d4" equiv="&lt;i&gt;" canCopy="no" canDelete="no"/>'
        'now.<cp hex="0007"/>' in written
    )


def test_a_stale_entry_shows_what_its_source_was() -> None:
    stale = row("Take 10 mg.", "Tome 5 mg.", State.STALE, previous=Key(None, "Take 5 mg."))
    written = xliff20.write([sheet(stale)], "en", "es").decode()
    assert '<note category="l10n:previous-source">Take 5 mg.</note>' in written
    assert '<segment state="initial" subState="l10n:stale">' in written


@pytest.mark.parametrize(
    ("state", "reviewed"),
    [
        (' state="reviewed"', True),
        (' state="final"', True),
        (' state="translated"', False),
        (' state="initial"', False),
        ("", False),
        (' state="Final"', False),
    ],
)
def test_reviewed_is_what_a_person_has_said_is(state: str, reviewed: bool) -> None:
    assert unit(segment(state)).reviewed is reviewed


def test_a_unit_that_a_tool_has_cut_is_read_as_one() -> None:
    cut = unit(
        "<segment state='final'><source>One.</source><target>Uno.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment state='translated'><source>Two.</source><target>Dos.</target></segment>"
    )
    assert (cut.source, cut.target, cut.reviewed) == ("One. Two.", ("Uno.", " ", "Dos."), False)
    half = unit(
        "<segment state='final'><source>One.</source><target>Uno.</target></segment>"
        "<segment><source>Two.</source></segment>"
    )
    assert half.target == ()


def test_segments_whose_translations_a_tool_has_put_in_another_order() -> None:
    turned = unit(
        "<segment><source>One</source><target order='3'>uno</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>two</source><target order='1'>dos</target></segment>"
    )
    assert (turned.source, plain(turned.target)) == ("One two", "dos uno")


def test_markers_and_codes_that_tools_add_are_understood() -> None:
    said = unit(
        "<originalData><data id='d1'>[</data></originalData>"
        "<segment><source>x</source><target>a<mrk id='m' type='term'>b</mrk><sm id='s'/>"
        "<ph id='7' dataRef='d1'/><em startRef='s'/><cp hex='0007'/></target></segment>"
    )
    assert plain(said.target) == "ab[\x07"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<xliff version='1.2'/>", "1: no XLIFF 2.0; export it as XLIFF 1.2 or 2.0"),
        ("<!DOCTYPE xliff SYSTEM 'x.dtd'><xliff version='2.0'/>", "1: a DOCTYPE is not read; remove it"),
        (
            "<xliff version='2.0'><file id='f'>\n<unit id='1'/></file></xliff>",
            "2: a unit without a segment; export it again",
        ),
        (
            "<xliff version='2.0'><unit><segment><source>\n<cp hex='xyz'/></source></segment></unit></xliff>",
            "2: 'xyz' is no character; write its number in hex",
        ),
    ],
)
def test_what_is_hostile_or_broken_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(L10nError) as caught:
        read(text)
    assert f"{caught.value.line}: {caught.value}" == message


def test_translate_toolkit_reads_what_we_write() -> None:
    some = [
        row("Rest & drink.", "Descanse y beba.", State.REVIEWED),
        row("Keep warm.", "Abríguese.", State.DRAFT, origin="MT: argos en-es"),
        row("Not yet."),
    ]
    found = outside.units(xliff20.write([sheet(*some)], "en", "es"), "xliff20")
    assert [one[:2] for one in found] == [
        ["Rest & drink.", "Descanse y beba."],
        ["Keep warm.", "Abríguese."],
        ["Not yet.", ""],
    ]


def test_what_goes_out_is_valid_by_the_schema_of_oasis() -> None:
    files: list[bytes] = []

    @settings(max_examples=100, deadline=None, derandomize=True, database=None)
    @given(st.lists(rows(), min_size=1, max_size=4))
    def collect(some: list[Row]) -> None:
        files.append(xliff20.write([sheet(*some)], "en", "pt-BR"))

    collect()
    found = outside.faults([*files, files[0].replace(b"original=", b"origin=")], "xliff-core-2.0")
    assert len(files) >= 50
    assert found[:-1] == [[] for _ in files]
    assert found[-1] != []  # it does look
