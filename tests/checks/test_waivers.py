"""A finding that a translator waives, with a reason, is not said again, until the source is another one."""

from __future__ import annotations

import pytest

from l10n import catalog, checks
from l10n.catalog.three_way import three_way
from l10n.model import Entry, Key, State
from l10n.text.waivers import Waiver, expired, waivers

SOURCE, TARGET = "Take 5 mg.", "Tome 10 mg."


def said(*comments: str, state: State = State.REVIEWED, target: str = TARGET) -> list[str]:
    entry = Entry(Key(None, SOURCE), target, state, comments=comments)
    found = checks.run([checks.context(entry, "es.po", "en", "es")])
    return [f"{one.severity} {one.check}: {one.message}" for one in found]


def test_a_waiver_with_a_reason_is_heeded() -> None:
    assert said() == ["error number: 5 mg became 10 mg"]
    assert said("l10n-ignore: number the tablets here are of 10 mg") == []
    assert said("l10n-ignore: number: the tablets here are of 10 mg") == []
    assert said("Seen by Ana.", "l10n-ignore: unknown-word, number see the leaflet") == [
        "note waiver: there is no unknown-word finding to waive: take the waiver out"
    ]


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("l10n-ignore: number", "warning waiver: the waiver of number gives no reason"),
        ("l10n-ignore: number: -", "warning waiver: the waiver of number gives no reason"),
        ("l10n-ignore: * because", "warning waiver: the waiver names no check"),
        ("l10n-ignore: nombre because", "warning waiver: 'nombre' is no check that can be waived"),
        ("l10n-ignore:", "warning waiver: the waiver names no check"),
        ("l10n-ignore: conflict I like both", "warning waiver: 'conflict' is no check that can be waived"),
    ],
)
def test_a_waiver_that_says_too_little_is_told_and_not_heeded(comment: str, told: str) -> None:
    assert sorted(said(comment)) == sorted([told, "error number: 5 mg became 10 mg"])


def test_a_waiver_with_nothing_to_waive_is_told() -> None:
    told = "note waiver: there is no number finding to waive: take the waiver out"
    assert said("l10n-ignore: number it was wrong once", target="Tome 5 mg.") == [told]


def test_what_was_not_looked_for_is_not_told_to_be_missing() -> None:
    """A check that is off, or that stood back behind a conflict, may have had something to say."""
    waived = "l10n-ignore: number tablets of 10 mg"
    off = checks.context(Entry(Key(None, SOURCE), TARGET, State.REVIEWED, comments=(waived,)), "", "en", "es")
    assert checks.run([off], weights={"number": "off"}) == []
    both = "#-#-#-#-#  ours  #-#-#-#-#\nTome 10 mg.\n#-#-#-#-#  theirs  #-#-#-#-#\nTome 11 mg."
    assert [one.partition(":")[0] for one in said(waived, target=both)] == ["error conflict"]


def test_what_is_stale_has_no_waiver() -> None:
    assert said("l10n-ignore: number as above", state=State.STALE) == ["warning number: 5 mg became 10 mg"]


def test_a_merge_with_another_source_expires_it_and_loses_no_word() -> None:
    po = '# l10n-ignore: number tablets of 10 mg\nmsgid "Take 5 mg now."\nmsgstr "Tome 10 mg ahora."\n'
    template = [Entry(Key(None, "Take 5 mg now, please."))]
    merged = catalog.merge(template, catalog.parse(po.encode(), "es.po")).catalog
    (entry,) = [one for one in merged.entries if one.state is not State.OBSOLETE]
    assert entry.comments[0] == "l10n-ignored: number tablets of 10 mg (of another source)"
    assert waivers(entry.comments) == []


def test_a_merge_of_two_branches_expires_it_where_one_has_another_source() -> None:
    """One side has edited the source, the other the waiver of the old one."""
    old = '# l10n-ignore: number tablets of 10 mg\nmsgid "Take 5 mg now."\nmsgstr "Tome 10 mg ahora."\n'
    base = catalog.parse(old.encode(), "es.po")
    edited = catalog.merge([Entry(Key(None, "Take 5 mg now, please."))], base).catalog
    worded = catalog.parse(old.replace("of 10 mg", "of 10 mg, says Ana").encode(), "es.po")
    for ours, theirs in ((edited, worded), (worded, edited)):
        merged = three_way(base, ours, theirs).catalog
        (entry,) = [one for one in merged.entries if one.state is not State.OBSOLETE]
        assert entry.comments == ("l10n-ignored: number tablets of 10 mg, says Ana (of another source)",)


def test_waivers_are_read_line_by_line() -> None:
    assert waivers(["first\nl10n-ignore: unit,number  why not\nlast"]) == [
        Waiver(("unit", "number"), "why not")
    ]
    assert expired("first\nl10n-ignore: unit why") == "first\nl10n-ignored: unit why (of another source)"
