"""XLIFF 1.2: what goes out is valid and comes back as it was; what other tools write is read with care."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import outside
import pytest
from exchanged import returned, row, rows, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.interchange import xliff12
from l10n.interchange.codes import plain
from l10n.interchange.rows import Incoming, Row, mark
from l10n.model import Key, State

NAME = "{urn:oasis:names:tc:xliff:document:1.2}"
INLINE = {"g", "x", "bx", "ex", "ph"}
STATES = {"needs-translation", "needs-review-translation", "signed-off"}
QUALIFIERS = {None, "leveraged-mt", "leveraged-tm", "fuzzy-match"}
ORDER = ["source", "target", "context-group", "note", "alt-trans"]


def read(text: str) -> list[Incoming]:
    return list(xliff12.read(io.BytesIO(text.encode())))


def unit(inner: str, about: str = 'id="1"') -> Incoming:
    body = f"<body><trans-unit {about}>{inner}</trans-unit></body>"
    file = (
        f'<file original="a.txt" source-language="en" target-language="es" datatype="plaintext">{body}</file>'
    )
    return read(f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{file}</xliff>')[0]


@settings(max_examples=150, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=4))
def test_what_goes_out_comes_back_as_it_was(some: list[Row]) -> None:
    """Law: text, key and mark survive; reviewed comes back reviewed, and nothing else does."""
    sent = sheet(*some)
    back = list(xliff12.read(io.BytesIO(xliff12.write([sent], "en", "es"))))
    assert len(back) == len(sent.rows)
    for one, was in zip(back, sent.rows, strict=True):
        entry = was.entry
        assert (one.key, one.path, one.locale) == (entry.key.fingerprint, "source_texts/a.txt", "es")
        assert returned(one, was) == entry.target
        assert one.reviewed == (entry.state is State.REVIEWED)
        assert one.mark == mark(returned(one, was), reviewed=one.reviewed) == was.mark


@settings(max_examples=150, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=4))
def test_what_goes_out_keeps_the_rules_of_the_schema(some: list[Row]) -> None:
    """Required attributes, the order of elements, states that the standard has, ids once in each text."""
    root = ET.fromstring(xliff12.write([sheet(*some)], "en", "pt-BR"))
    assert (root.tag, root.get("version")) == (f"{NAME}xliff", "1.2")
    file = root[0]
    assert {"original", "source-language", "target-language", "datatype"} == set(file.attrib)
    assert [one.tag for one in file] == [f"{NAME}header", f"{NAME}body"]
    ids = [one.get("id") for one in file[1]]
    assert len(ids) == len(set(ids))
    for one in file[1]:
        assert one.tag == f"{NAME}trans-unit"
        assert one.get("approved") in (None, "yes")
        places = [ORDER.index(child.tag.removeprefix(NAME)) for child in one]
        assert places[:2] == [0, 1]
        assert places == sorted(places)
        target = one[1]
        assert target.get("state") in STATES
        assert target.get("state-qualifier") in QUALIFIERS
        for text in one[:2]:
            inside = list(text.iter())[1:]
            assert {element.tag.removeprefix(NAME) for element in inside} <= INLINE
            named = [element.get("id") for element in inside]
            assert all(named)
            assert len(named) == len(set(named))
        for alternative in one.findall(f"{NAME}alt-trans"):
            assert [child.tag for child in alternative] == [f"{NAME}source", f"{NAME}target"]


def test_codes_are_elements_that_a_tool_can_guard() -> None:
    written = xliff12.write([sheet(row("Take <b>two</b> {x} <i>now."))], "en", "es").decode()
    assert (
        'Take <g id="1" equiv-text="&lt;b&gt;">two</g> <x id="2" equiv-text="{x}"/> '
        '<bx id="3" equiv-text="&lt;i&gt;"/>now.' in written
    )


def test_a_stale_entry_shows_what_its_source_was() -> None:
    stale = row("Take 10 mg.", "Tome 5 mg.", State.STALE, previous=Key(None, "Take 5 mg."))
    written = xliff12.write([sheet(stale)], "en", "es").decode()
    assert (
        '<alt-trans alttranstype="previous-version">'
        "<source>Take 5 mg.</source><target>Tome 5 mg.</target></alt-trans>" in written
    )


@pytest.mark.parametrize(
    ("about", "target", "reviewed"),
    [
        ('id="1" approved="yes"', "<target>Sí</target>", True),
        ('id="1" approved="yes"', '<target state="final">Sí</target>', True),
        ('id="1" approved="yes"', '<target state="translated">Sí</target>', True),
        ('id="1"', '<target state="signed-off">Sí</target>', True),
        ('id="1"', '<target state="final">Sí</target>', True),
        # A state that nobody has approved, or that contradicts the approval.
        ('id="1"', '<target state="translated">Sí</target>', False),
        ('id="1"', "<target>Sí</target>", False),
        ('id="1" approved="no"', '<target state="final">Sí</target>', False),
        ('id="1" approved="yes"', '<target state="needs-review-translation">Sí</target>', False),
        ('id="1" approved="yes"', '<target state="new">Sí</target>', False),
        ('id="1" approved="yes"', '<target state="x-done">Sí</target>', False),
        # A tool that translates beforehand may call its work approved.
        ('id="1" approved="yes"', '<target state-qualifier="leveraged-mt">Sí</target>', False),
        (
            'id="1" approved="yes"',
            '<target state="translated" state-qualifier="exact-match">Sí</target>',
            False,
        ),
        ('id="1" approved="yes"', '<target state="final" state-qualifier="leveraged-mt">Sí</target>', True),
    ],
)
def test_reviewed_is_what_a_person_has_said_is(about: str, target: str, reviewed: bool) -> None:
    assert unit(f"<source>Yes</source>{target}", about).reviewed is reviewed


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        ("Una <mrk mtype='seg' mid='0'>frase</mrk>.", "Una frase."),
        ("<bpt id='1'>**</bpt>dos<ept id='1'>**</ept>", "**dos**"),
        ("a<ph id='9' ctype='x-codepoint'>0007</ph>b", "a\x07b"),
        ("<g id='1' equiv-text='['>uno</g>", "[uno"),
    ],
)
def test_what_other_tools_write_is_understood(inner: str, says: str) -> None:
    assert plain(unit(f"<source>x</source><target>{inner}</target>").target) == says


def test_elements_of_other_namespaces_are_not_ours() -> None:
    said = unit("<source>x</source><mq:target xmlns:mq='urn:mq'>y</mq:target><target>z</target>")
    assert plain(said.target) == "z"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<po/>", "1: no XLIFF 1.2; export it as XLIFF 1.2 or 2.0"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><xliff version='1.2'/>", "1: a DOCTYPE is not read; remove it"),
        (
            "<xliff version='1.2'>\n<file>&lol;</file></xliff>",
            "2: not valid XML: undefined entity; export it again",
        ),
        (
            "<xliff version='1.2'><file><body>\n<trans-unit id='1'/></body></file></xliff>",
            "2: a trans-unit without a source; export it again",
        ),
        (
            "<xliff version='1.2'><file><body>\n<trans-unit id='1'><source><script/></source></trans-unit>"
            "</body></file></xliff>",
            "2: <script> inside of a text; take it out",
        ),
        (
            "<xliff version='1.2'>" + "<g>" * 500 + "</g>" * 500 + "</xliff>",
            "1: more than 200 elements inside of each other; that is no file of translations",
        ),
        (
            "<xliff version='1.2'><trans-unit><source>x</source><target>"
            "<ph id='1' ctype='x-codepoint'>110000</ph></target></trans-unit></xliff>",
            "1: '110000' is no character; write its number in hex",
        ),
    ],
)
def test_what_is_hostile_or_broken_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(L10nError) as caught:
        read(text)
    assert f"{caught.value.line}: {caught.value}" == message


def test_translate_toolkit_reads_what_we_write() -> None:
    some = [
        row("Take <b>two</b>.", "Tome <b>dos</b>.", State.REVIEWED),
        row("Rest & drink.", "Descanse y beba.", State.DRAFT, origin="MT: argos en-es"),
        row("Not yet."),
    ]
    found = outside.units(xliff12.write([sheet(*some)], "en", "es"), "xliff12")
    assert found == [
        ["Take two.", "Tome dos.", "", "approved"],
        ["Rest & drink.", "Descanse y beba.", "fuzzy", ""],
        ["Not yet.", "", "", ""],
    ]


def test_what_goes_out_is_valid_by_the_schema_of_oasis() -> None:
    files: list[bytes] = []

    @settings(max_examples=100, deadline=None, derandomize=True, database=None)
    @given(st.lists(rows(), min_size=1, max_size=4))
    def collect(some: list[Row]) -> None:
        files.append(xliff12.write([sheet(*some)], "en", "pt-BR"))

    collect()
    found = outside.faults([*files, files[0].replace(b"original=", b"origin=")], "xliff-core-1.2-strict")
    assert len(files) >= 50
    assert found[:-1] == [[] for _ in files]
    assert found[-1] != []  # it does look
