"""XML from strangers: a record at a time, nothing expanded or fetched, and written as it reads back."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.interchange import xml
from l10n.interchange.xml import Element

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>\n<a>&c;</a>'


def parsed(text: str | bytes, *doctypes: str) -> Element:
    return xml.parse(io.BytesIO(text if isinstance(text, bytes) else text.encode()), doctypes)


def test_records_come_whole_and_what_is_above_them_as_it_begins_and_ends() -> None:
    text = '<file name="a">\nnot kept <unit id="1">one <b>two</b> three</unit><unit/></file>'
    seen = [(kind, one.name, one.line) for kind, one in xml.events(io.BytesIO(text.encode()), {"unit"})]
    assert seen == [("start", "file", 1), ("record", "unit", 2), ("record", "unit", 2), ("end", "file", 1)]
    unit = next(one for kind, one in xml.events(io.BytesIO(text.encode()), {"unit"}) if kind == "record")
    assert (unit.attributes, unit.text(), unit.first("b")) == (
        {"id": "1"},
        "one two three",
        Element("b", {}, ["two"], line=2),
    )


def test_text_is_one_piece_whatever_stands_between_its_lines() -> None:
    assert parsed("<a>one &amp; <!-- said --><![CDATA[<two>]]>&#10;</a>").children == ["one & <two>\n"]


def test_names_say_their_namespace() -> None:
    root = parsed('<a xmlns="urn:x" xmlns:y="urn:y" xml:lang="en" y:is="1" no="2"><y:b/></a>')
    assert (root.name, root.namespace) == ("a", "urn:x")
    assert root.attributes == {"xml:lang": "en", "{urn:y}is": "1", "no": "2"}
    assert [(one.name, one.namespace) for one in root.elements()] == [("b", "urn:y")]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "not valid XML: no element found"),
        ("<a>\n<b></a>", 2, "not valid XML: mismatched tag"),
        ("<a>\n&nbsp;</a>", 2, "not valid XML: undefined entity"),
        (LAUGHS, 1, "a DOCTYPE is not read"),
        ('\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 2, "a DOCTYPE is not read"),
        ('<!DOCTYPE a SYSTEM "known.dtd" [<!ENTITY b "c">]><a/>', 1, "a DOCTYPE is not read"),
        ('<!DOCTYPE a SYSTEM "known.dtd">\n<a>&b;</a>', 2, "the entity b is unknown"),
        ("<a>" * 100 + "\n" + "<a>" * 200, 2, "more than 200 elements inside of each other"),
        ('<?xml version="1.0" encoding="shift_jis"?><a/>', 1, "its encoding cannot be read"),
        ('<?xml version="1.0" encoding="no-such"?><a/>', 1, "its encoding cannot be read"),
        (b"<a>\n\xff</a>", 2, "not valid XML: not well-formed"),
        ("<a>\x07</a>", 1, "not valid XML: not well-formed"),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str | bytes, line: int, said: str) -> None:
    with pytest.raises(L10nError) as error:
        parsed(text, "known.dtd")
    assert (error.value.line, error.value.message.startswith(said)) == (line, True), error.value


def test_a_doctype_that_names_the_format_alone_is_passed_over() -> None:
    assert parsed('<!DOCTYPE a SYSTEM "known.dtd"><a>b</a>', "known.dtd").text() == "b"


def test_a_record_without_end_is_refused_before_memory_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "LARGEST", 1000)
    for text in (f"<a>{'x' * 2000}</a>", f"<a>{'<b/>' * 100}</a>", f'<a><b c="{"x" * 2000}"/></a>'):
        with pytest.raises(L10nError, match="split it"):
            parsed(text)


def test_a_tag_without_end_is_refused_before_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser reads it anew with each piece that follows."""
    monkeypatch.setattr(xml, "LARGEST", 1 << 17)
    with pytest.raises(L10nError, match="a tag of more than"):
        parsed('<a b="' + "x" * (1 << 20))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_the_encodings_of_the_field(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><a>Señal</a>'
    assert parsed(text.encode(encoding)).text() == "Señal"


def test_what_no_xml_can_hold_is_refused_not_written() -> None:
    assert xml.unwritable("a\tb\n") == ""
    assert xml.unwritable("a\x07") == "U+0007"
    with pytest.raises(L10nError, match=r"U\+FFFF cannot stand in XML"):
        xml.text("\uffff")


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r&<>\"']"), max_size=12
)
names = st.sampled_from(["a", "b", "xml:lang"])


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.recursive(
        texts,
        lambda inner: st.builds(
            lambda attributes, children: Element("a", attributes, list(children), "urn:x"),
            st.dictionaries(names, texts, max_size=2),
            st.lists(inner, max_size=3),
        ),
        max_leaves=8,
    )
)
def test_what_is_written_reads_back_as_it_was(made: Element | str) -> None:
    root = Element("root", {"xmlns": "urn:x"}, [made], "urn:x")
    again = parsed(xml.dump(root, {"urn:x": ""}))
    assert plain(again.children) == plain([made])


def plain(children: list[Element | str]) -> list[object]:
    """Elements as tuples, neighbouring texts joined, without lines."""
    found: list[object] = []
    for one in children:
        if isinstance(one, Element):
            found.append((one.name, one.attributes, plain(one.children)))
        elif found and isinstance(found[-1], str):
            found[-1] += one
        elif one:
            found.append(one)
    return found


def test_a_namespace_without_a_prefix_is_said() -> None:
    with pytest.raises(L10nError, match="urn:x has no prefix"):
        xml.dump(Element("a", namespace="urn:x"))
