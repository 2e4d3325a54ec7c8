"""Three-way merges: row by row, what is kept whatever comes, and which bytes nobody touched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n import checks
from l10n.catalog import dump, edit, merge, parse
from l10n.catalog.three_way import ThreeWay, three_way
from l10n.model import Catalog, Entry, Key, State
from l10n.text.similarity import cosmetic_fold

Gettext = Callable[..., "CompletedProcess[bytes]"]

CASES = {
    case.split("\n", 1)[0]: re.split(r"^--- .*\n", case, flags=re.MULTILINE)[1:]
    for case in (Path(__file__).parent / "three_way.txt").read_text("utf-8").split("===\n")
}
IN_CONFLICT = re.compile(r"^--- merged, in conflict: (.*)", re.MULTILINE)
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def merged(base: str | None, ours: str, theirs: str, header: str) -> ThreeWay:
    texts = (
        None if text is None else parse((header + text).encode(), "es.po") for text in (base, ours, theirs)
    )
    first, second, third = texts
    assert second is not None
    assert third is not None
    return three_way(first, second, third)


@pytest.mark.parametrize("title", CASES)
def test_row_by_row(gettext: Gettext, header: str, title: str) -> None:
    base, ours, theirs, expected = CASES[title]
    found = merged(base, ours, theirs, header)
    assert dump(found.catalog).decode() == header + expected
    assert gettext("msgfmt", "-c", "-o", "/dev/null", dump(found.catalog)).returncode == 0
    whole = (Path(__file__).parent / "three_way.txt").read_text("utf-8")
    case = whole[whole.index(title) :].partition("===\n")[0]
    assert [key.source for key in found.conflicts] == IN_CONFLICT.findall(case)


def test_a_conflict_is_what_the_check_reports_and_what_msgcat_writes(gettext: Gettext, header: str) -> None:
    versions = [f'{header}msgid "Drink water."\nmsgstr "{text}"\n' for text in ("Beba agua.", "Tome agua.")]
    ours, theirs = (text.removeprefix(header) for text in versions)
    found = merged("", ours, theirs, header)
    entry = found.catalog.entries[0]
    context = checks.context(entry, "es.po", "en", "es")
    assert [one.check for one in checks.run([context])] == ["conflict"]
    msgcat = parse(gettext("msgcat", *(text.encode() for text in versions)).stdout, "t.po").entries[0]
    marks = re.compile(r"(?<=#-#-#-#-#  ).*(?=  #-#-#-#-#)")
    assert marks.sub("", msgcat.target) == marks.sub("", entry.target)
    assert msgcat.state == entry.state == State.DRAFT


def test_without_a_common_ancestor_both_are_kept(header: str) -> None:
    ours = 'msgid "One"\nmsgstr "Uno"\n\nmsgid "Both"\nmsgstr ""\n'
    theirs = 'msgid "Both"\nmsgstr "Ambos"\n\nmsgid "Two"\nmsgstr "Dos"\n'
    found = merged(None, ours, theirs, header)
    assert [(one.source, one.target) for one in found.catalog.entries] == [
        ("One", "Uno"),
        ("Both", "Ambos"),
        ("Two", "Dos"),
    ]
    assert not found.conflicts


def test_a_second_edit_finds_the_text_by_its_first_source(header: str) -> None:
    base = '#, fuzzy\n#| msgid "Rest."\nmsgid "Rest a day."\nmsgstr "Descansa."\n'
    ours = '#, fuzzy\n#| msgid "Rest."\nmsgid "Stay in bed for as long as a day."\nmsgstr "Descansa."\n'
    theirs = 'msgid "Rest a day."\nmsgstr "Descanse un día."\n'
    (entry,) = merged(base, ours, theirs, header).catalog.entries
    assert (entry.target, entry.state, entry.previous) == (
        "Descanse un día.",
        State.STALE,
        Key(None, "Rest a day."),
    )


def test_headers_merge_field_by_field_and_never_conflict() -> None:
    def file(*lines: str) -> Catalog:
        return parse((HEAD + "".join(f'"{line}\\n"\n' for line in lines)).encode(), "es.po")

    base = file("PO-Revision-Date: 2024-01-01 00:00+0000", "Last-Translator: Ana", "X-Generator: l10n")
    ours = file("PO-Revision-Date: 2024-03-01 09:00+0000", "Last-Translator: Bea", "X-Generator: l10n")
    theirs = file(
        "PO-Revision-Date: 2024-03-01 09:30-0500",
        "Last-Translator: Carla",
        "Plural-Forms: x",
        "X-Generator: l10n",
    )
    expected = [
        "PO-Revision-Date: 2024-03-01 09:30-0500",
        "Last-Translator: Carla",
        "Plural-Forms: x",
        "X-Generator: l10n",
    ]
    for one, other in ((ours, theirs), (theirs, ours)):
        found = three_way(base, one, other)
        assert found.catalog.header is not None
        assert found.catalog.header.target.split("\n")[2:-1] == expected
        assert not found.conflicts
    only = three_way(base, base, theirs).catalog.header
    assert only is theirs.header


def test_comments_at_the_end_of_the_file_are_kept_from_both(header: str) -> None:
    body = 'msgid "One"\nmsgstr "Uno"\n'
    found = merged(body, f"{body}\n# ours\n", f"{body}\n# theirs\n", header)
    assert dump(found.catalog).decode() == f"{header}{body}\n# ours\n# theirs\n"


def test_a_side_that_changed_its_newlines_or_wrapping_alone_is_followed(header: str) -> None:
    body = 'msgid "One"\nmsgstr "Uno"\n\nmsgid "Two"\nmsgstr ""\n'
    windows = (header + body).replace("\n", "\r\n").encode()
    ours = (header + body.replace('msgstr ""', 'msgstr "Dos"')).encode()
    wrapped = (header + body.replace('msgstr "Uno"', 'msgstr ""\n"Uno"')).encode()
    base = parse((header + body).encode(), "a.po")
    mine = parse(ours, "a.po")
    for one, other in product((mine,), (parse(windows, "a.po"), parse(wrapped, "a.po"))):
        both = {dump(three_way(base, one, other).catalog), dump(three_way(base, other, one).catalog)}
        assert len(both) == 1
    assert both == {wrapped.replace(b'"Two"\nmsgstr ""', b'"Two"\nmsgstr "Dos"')}
    assert dump(three_way(base, mine, parse(windows, "a.po")).catalog) == ours.replace(b"\n", b"\r\n")


# Three versions of one catalog: sentences, half of them alike, as people and programs leave them.
SOURCES = [
    "Take one tablet every day.",
    "Take one tablet every single day.",
    "Don't wait.",
    "Don’t wait.",
    "Rest.",
    "Drink water with it, not tea.",
    "Drink water with it.",
]


def _entry(draw: st.DrawFn, source: str, side: str) -> str:
    state = draw(st.sampled_from(["empty", "machine", "person", "stale", "reviewed", "obsolete"]))
    text = (
        ""
        if state == "empty"
        else f"{draw(st.sampled_from(['b', 'b', side]))}{draw(st.integers(1, 2))} {source}"
    )
    if state == "obsolete":
        return f'#~ msgid "{source}"\n#~ msgstr "{text}"\n'
    lines = [f"# {side} saw it"] * draw(st.booleans())
    lines += ["# MT: argos en-es"] * (state == "machine")
    lines += [f"#. {draw(st.sampled_from(['paragraph', 'heading']))}"] * draw(st.booleans())
    lines += ["#, fuzzy"] * (state in ("machine", "person", "stale"))
    lines += [f'#| msgid "{draw(st.sampled_from(SOURCES))}"'] * (state == "stale")
    return "\n".join([*lines, f'msgid "{source}"', f'msgstr "{text}"', ""])


@st.composite
def versions(draw: st.DrawFn) -> tuple[Catalog, Catalog, Catalog]:
    """A base and two sides: each message as in the base, or made anew, or gone, or elsewhere."""
    base = {
        source: _entry(draw, source, "b") for source in draw(st.lists(st.sampled_from(SOURCES), unique=True))
    }
    made = []
    for side in "ot":
        kept = {
            source: text if draw(st.booleans()) else _entry(draw, source, side)
            for source, text in base.items()
            if draw(st.integers(0, 3))
        }
        for source in draw(st.lists(st.sampled_from(SOURCES), unique=True, max_size=3)):
            kept.setdefault(source, _entry(draw, source, side))
        order = draw(st.permutations(list(kept))) if draw(st.booleans()) else list(kept)
        made.append({source: kept[source] for source in order})
    texts = ("\n".join((HEAD, *one.values())) for one in (base, *made))
    first, second, third = (parse(text.encode(), "es.po") for text in texts)
    return first, second, third


@settings(max_examples=300, deadline=None)
@given(versions())
def test_what_one_side_alone_did_is_the_merge_to_the_byte(three: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = three
    assert dump(three_way(base, base, theirs).catalog) == dump(theirs)
    assert dump(three_way(base, ours, base).catalog) == dump(ours)
    assert dump(three_way(base, ours, ours).catalog) == dump(ours)
    assert dump(three_way(None, ours, ours).catalog) == dump(ours)


@settings(max_examples=400, deadline=None)
@given(versions(), st.booleans())
def test_no_words_of_a_person_are_lost_on_either_side(
    three: tuple[Catalog, Catalog, Catalog], known: bool
) -> None:
    base, ours, theirs = three
    for one, other in ((ours, theirs), (theirs, ours)):
        found = three_way(base if known else None, one, other)
        text = dump(found.catalog).decode()
        assert dump(parse(text.encode(), "es.po")).decode() == text
        entries = found.catalog.entries
        shown = "\n".join(line for entry in entries for line in (entry.target, *entry.comments))
        was = {entry.target for entry in base.entries}
        for entry in (*ours.entries, *theirs.entries):
            if entry.target and not entry.origin and entry.target not in was:
                assert entry.target in shown


@settings(max_examples=400, deadline=None)
@given(versions())
def test_nothing_is_promoted_and_a_conflict_is_two_reviews(three: tuple[Catalog, Catalog, Catalog]) -> None:
    """What comes out reviewed was reviewed on a side: at that source, or at one that reads the same."""
    base, ours, theirs = three
    found = three_way(base, ours, theirs)
    sides = (*ours.entries, *theirs.entries)
    sure = {(cosmetic_fold(one.source), one.target) for one in sides if _vouched(one)}
    for entry in found.catalog.entries:
        if entry.state is State.REVIEWED:
            assert (cosmetic_fold(entry.source), entry.target) in sure
        assert ("#-#-#-#-#" in entry.target) == (entry.key in found.conflicts)
        if entry.key in found.conflicts:
            reviews = {one.target for one in sides if one.state is State.REVIEWED}
            assert sum(text in entry.target for text in reviews) >= 2
            assert entry.state is State.DRAFT


def _vouched(entry: Entry) -> bool:
    return entry.state is State.REVIEWED or (entry.state is State.OBSOLETE and "fuzzy" not in entry.flags)


def test_two_people_at_work_on_a_real_catalog(real_catalogs: list[Path]) -> None:
    """Every third message edited on each side, and extracted on one of them: all of it is there, in place."""
    for path in real_catalogs:
        base = parse(path.read_bytes(), "es.po")
        live = [one for one in base.entries if one.state is not State.OBSOLETE]
        ours = replace(
            base,
            entries=tuple(
                edit(one, target=f"{one.target} (ours)") if number % 3 == 0 and one.plural is None else one
                for number, one in enumerate(base.entries)
            ),
        )
        template = [
            replace(one, key=Key(one.key.context, f"{one.source} And more.")) if number % 3 == 1 else one
            for number, one in enumerate(live)
        ]
        theirs = merge(template, base).catalog
        found = three_way(base, ours, theirs)
        assert not found.conflicts
        keys = [one.key for one in found.catalog.entries if one.state is not State.OBSOLETE]
        assert keys == [one.key for one in template]
        texts = {one.target for one in found.catalog.entries}
        assert {one.target for one in (*ours.entries, *theirs.entries) if "(ours)" in one.target} <= texts
        text = dump(found.catalog)
        assert dump(parse(text, "es.po")) == text
