"""TBX: both styles of the standard and the older martif read, the newer one written."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import outside
import pytest

from l10n.errors import L10nError
from l10n.interchange import tbx
from l10n.text.words.terms import Term

NAME = f"{{{tbx.NAMESPACE}}}"

MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><descrip type="definition">A raised body temperature.</descrip>
<langSet xml:lang="en"><tig><term>fever</term></tig></langSet>
<langSet xml:lang="es"><tig><term>fiebre</term></tig>
<ntig><termGrp><term>calentura</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
</langSet></termEntry></body></text></martif>"""

DCT = """<tbx type="TBX-Min" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry id="c1"><langSec xml:lang="en-GB">
<descripGrp><descrip type="definition">In the chest.</descrip></descripGrp>
<termSec><term>chest  pain</term></termSec>
<termSec><term>thoracic pain</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>douleur thoracique</term><note>noun</note>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def read(text: str) -> list[Term]:
    return tbx.read(io.BytesIO(text.encode()), "en")


def test_the_older_form_is_read() -> None:
    note = "A raised body temperature."
    assert read(MARTIF) == [
        Term("fever", "fiebre", "es", note),
        Term("fever", "calentura", "es", note, forbidden=True),
    ]


def test_the_newer_form_is_read_a_term_for_each_word_of_a_concept() -> None:
    assert read(DCT) == [
        Term("chest pain", "douleur thoracique", "fr", "noun In the chest."),
        Term("thoracic pain", "douleur thoracique", "fr", "noun In the chest."),
    ]


TERMS = [
    Term("fever", "fiebre", "es"),
    Term("fever", "calentura", "es", "rural <usage>", forbidden=True),
    Term("fever", "fièvre", "fr"),
    Term("chest pain", "dolor de pecho", "es"),
    Term("", "constipado", "es", forbidden=True),
]


@pytest.mark.parametrize("version", ["2", "3"])
def test_what_is_written_is_read_back(version: str) -> None:
    found = tbx.read(io.BytesIO(tbx.write(TERMS, "en", version=version)), "en")
    assert found == TERMS


def test_what_is_written_keeps_the_rules_of_the_standard() -> None:
    """TBX-Core has no word for what is forbidden; entries, languages and terms stand inside of each other."""
    for some, dialect in ((TERMS[:1], "TBX-Core"), (TERMS, "TBX-Min")):
        root = ET.fromstring(tbx.write(some, "en", version="3"))
        assert (root.tag, root.get("type"), root.get("style")) == (f"{NAME}tbx", dialect, "dca")
        assert [one.tag for one in root] == [f"{NAME}tbxHeader", f"{NAME}text"]
        entries = list(root.iter(f"{NAME}conceptEntry"))
        assert len({one.get("id") for one in entries}) == len(entries)
        for section in root.iter(f"{NAME}langSec"):
            assert section.get("{http://www.w3.org/XML/1998/namespace}lang")
            assert {one.tag for one in section} == {f"{NAME}termSec"}
            assert all(one[0].tag == f"{NAME}term" for one in section)


def test_the_older_form_keeps_its_rules_too() -> None:
    """TBX-Basic: header and text, a term first in its `tig`, then what is said of its use, then notes."""
    root = ET.fromstring(tbx.write(TERMS, "en"))
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    assert [one.tag for one in root] == ["martifHeader", "text"]
    for section in root.iter("langSet"):
        assert section.get("{http://www.w3.org/XML/1998/namespace}lang")
        for word in section:
            inside = [one.tag for one in word]
            assert (word.tag, inside) == (
                "tig",
                [one for one in ("term", "termNote", "note") if one in inside],
            )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html/>", "1: <html> begins no TBX; export it as TBX"),
        ("<!DOCTYPE m [<!ENTITY a 'aaaa'>]><martif/>", "1: a DOCTYPE is not read; remove it"),
        (
            "<martif><text><body><termEntry>\n<langSet xml:lang='en'><tig>\n<term>"
            + "word " * 65
            + "</term></tig></langSet></termEntry></body></text></martif>",
            "2: word word word word word word word word … is no term but a text; take it out",
        ),
    ],
)
def test_what_is_hostile_or_broken_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(L10nError) as caught:
        read(text)
    assert f"{caught.value.line}: {caught.value}" == message


def test_what_translate_toolkit_writes_is_read() -> None:
    script = (
        "import sys\n"
        "from translate.storage import tbx\n"
        "store = tbx.tbxfile(sourcelanguage='en', targetlanguage='es')\n"
        "store.addsourceunit('fever').target = 'fiebre'\n"
        "sys.stdout.buffer.write(bytes(store))\n"
    )
    assert tbx.read(io.BytesIO(outside.ran(script)), "en") == [Term("fever", "fiebre", "es")]


def test_translate_toolkit_reads_what_we_write() -> None:
    some = [Term("fever", "fiebre", "es"), Term("chest pain", "dolor <en> el pecho", "es")]
    found = outside.units(tbx.write(some, "en"), "tbx")
    assert [one[:2] for one in found] == [["fever", "fiebre"], ["chest pain", "dolor <en> el pecho"]]
