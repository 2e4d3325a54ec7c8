"""Merging: msgmerge's rows, nothing lost, nothing promoted, the same bytes the second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from l10n.catalog import Merged, dump, edit, has_text, merge, parse
from l10n.model import Catalog, Entry, Key, State
from l10n.text.similarity import cosmetic_fold

Gettext = Callable[..., "CompletedProcess[bytes]"]

# Title: what the translator has, what the source says now, and what comes out.
ROWS = {
    "the same message is kept, with the source's notes and references": (
        '# mine\n#. old note\n#: old.md\nmsgid "Rest for a day."\nmsgstr "Descanse."\n',
        '#. paragraph\n#: new.md\nmsgid "Rest for a day."\nmsgstr ""\n',
        '# mine\n#. paragraph\n#: new.md\nmsgid "Rest for a day."\nmsgstr "Descanse."\n',
    ),
    "an edited source makes its translation fuzzy, with the previous source and the comments": (
        '# mine\n#: a.md\nmsgid "Take one tablet every day."\nmsgstr "Tome una."\n',
        '#: a.md\nmsgid "Take one tablet every single day."\nmsgstr ""\n',
        '# mine\n#: a.md\n#, fuzzy\n#| msgid "Take one tablet every day."\n'
        'msgid "Take one tablet every single day."\nmsgstr "Tome una."\n',
    ),
    "a second edit keeps the source that was once translated": (
        '#, fuzzy\n#| msgid "Take one tablet a day."\n'
        'msgid "Take one tablet every day."\nmsgstr "Tome una."\n',
        'msgid "Take one tablet every other day."\nmsgstr ""\n',
        '#, fuzzy\n#| msgid "Take one tablet a day."\n'
        'msgid "Take one tablet every other day."\nmsgstr "Tome una."\n',
    ),
    "a source that goes back to its first wording does not make the translation reviewed again": (
        '#, fuzzy\n#| msgid "Take one tablet a day."\n'
        'msgid "Take one tablet every day."\nmsgstr "Tome una."\n',
        'msgid "Take one tablet a day."\nmsgstr ""\n',
        '#, fuzzy\n#| msgid "Take one tablet a day."\nmsgid "Take one tablet a day."\nmsgstr "Tome una."\n',
    ),
    "an obsolete message that returns is revived, reviewed or fuzzy as it was": (
        '# mine\n#~ msgid "Rest well."\n#~ msgstr "Descanse."\n\n'
        '#, fuzzy\n#~| msgid "Drink tea."\n#~ msgid "Drink water."\n#~ msgstr "Beba."\n',
        'msgid "Drink water."\nmsgstr ""\n\nmsgid "Rest well."\nmsgstr ""\n',
        '#, fuzzy\n#| msgid "Drink tea."\nmsgid "Drink water."\nmsgstr "Beba."\n\n'
        '# mine\nmsgid "Rest well."\nmsgstr "Descanse."\n',
    ),
    "what goes becomes obsolete if translated, else it is dropped": (
        '# mine\n#. note\n#: a.md\n#, no-wrap\nmsgid "Rest for a day."\nmsgstr "Descanse."\n\n'
        'msgid "Nobody translated me"\nmsgstr ""\n\n'
        '#, fuzzy\n#| msgid "Drank."\nmsgid "Drink."\nmsgstr "Beba."\n',
        'msgid "Quite another thing?"\nmsgstr ""\n',
        'msgid "Quite another thing?"\nmsgstr ""\n\n'
        '# mine\n#, no-wrap\n#~ msgid "Rest for a day."\n#~ msgstr "Descanse."\n\n'
        '#, fuzzy\n#~| msgid "Drank."\n#~ msgid "Drink."\n#~ msgstr "Beba."\n',
    ),
    "an edited message may come from an obsolete one": (
        '#~ msgid "Take one tablet every day."\n#~ msgstr "Tome una."\n',
        'msgid "Take one tablet each day."\nmsgstr ""\n',
        '#, fuzzy\n#| msgid "Take one tablet every day."\n'
        'msgid "Take one tablet each day."\nmsgstr "Tome una."\n',
    ),
    "order follows the source": (
        'msgid "One thing."\nmsgstr "Uno."\n\nmsgid "Two birds."\nmsgstr "Dos."\n',
        'msgid "Two birds."\nmsgstr ""\n\nmsgid "One thing."\nmsgstr ""\n',
        'msgid "Two birds."\nmsgstr "Dos."\n\nmsgid "One thing."\nmsgstr "Uno."\n',
    ),
    "another context makes it another message": (
        'msgctxt "verb"\nmsgid "Treat the skin."\nmsgstr "Trate."\n',
        'msgctxt "noun"\nmsgid "Treat the skin."\nmsgstr ""\n',
        '#, fuzzy\n#| msgctxt "verb"\n#| msgid "Treat the skin."\n'
        'msgctxt "noun"\nmsgid "Treat the skin."\nmsgstr "Trate."\n',
    ),
    "a new plural makes it fuzzy and fills every form": (
        'msgid "Wait a day."\nmsgstr "Espere."\n',
        'msgid "Wait a day."\nmsgid_plural "Wait %d days."\nmsgstr[0] ""\nmsgstr[1] ""\n',
        '#, fuzzy\n#| msgid "Wait a day."\n'
        'msgid "Wait a day."\nmsgid_plural "Wait %d days."\nmsgstr[0] "Espere."\nmsgstr[1] "Espere."\n',
    ),
}  # fmt: skip


def merged(existing: str, template: str, header: str, *, copies: bool = True) -> Merged:
    wanted = parse((header + template).encode(), "t.pot").entries
    return merge(wanted, parse((header + existing).encode(), "a.po"), copies=copies)


@pytest.mark.parametrize("row", ROWS)
def test_row_by_row_as_msgmerge_does(gettext: Gettext, header: str, row: str) -> None:
    existing, template, expected = ROWS[row]
    assert dump(merged(existing, template, header).catalog).decode() == header + expected
    data = [(header + text).encode() for text in (existing, template)]
    theirs = gettext("msgmerge", "-q", "--previous", "--no-wrap", *data).stdout
    assert theirs.decode() == header + expected


OUR_ROWS = {
    "typography alone leaves it reviewed": (
        'msgid "Don\'t wait: \\"rest\\" 5-10 days - or more."\nmsgstr "Descanse."\n',
        'msgid "Don’t  wait: “rest”\u00a05–10 days — or mo\u00adre."\nmsgstr ""\n',
        'msgid "Don’t  wait: “rest”\u00a05–10 days — or mo\u00adre."\nmsgstr "Descanse."\n',
    ),
    "typography alone leaves a draft a draft": (
        '# MT: pseudo\n#, fuzzy\nmsgid "Don\'t wait."\nmsgstr "Descanse."\n',
        'msgid "Don’t wait."\nmsgstr ""\n',
        '# MT: pseudo\n#, fuzzy\nmsgid "Don’t wait."\nmsgstr "Descanse."\n',
    ),
    "a draft whose source was edited says of which source it is": (
        '# MT: argos en-es 1.9\n#, fuzzy\nmsgid "Take one tablet every day."\nmsgstr "Tome una."\n',
        'msgid "Take one tablet every single day."\nmsgstr ""\n',
        '# MT: argos en-es 1.9\n#, fuzzy\n#| msgid "Take one tablet every day."\n'
        'msgid "Take one tablet every single day."\nmsgstr "Tome una."\n',
    ),
    "once a translator accepted a draft, its origin and its previous source go": (
        '# mine\n# MT: argos en-es 1.9\n#| msgid "Rest well."\nmsgid "Rest."\nmsgstr "Descanse."\n',
        'msgid "Rest."\nmsgstr ""\n',
        '# mine\nmsgid "Rest."\nmsgstr "Descanse."\n',
    ),
    "a translation is used for one edited message, not for each that is alike": (
        'msgid "Take one tablet every day."\nmsgstr "Tome una."\n',
        'msgid "Take two tablets every day."\nmsgstr ""\n\nmsgid "Take one tablet every days."\nmsgstr ""\n',
        'msgid "Take two tablets every day."\nmsgstr ""\n\n'
        '#, fuzzy\n#| msgid "Take one tablet every day."\n'
        'msgid "Take one tablet every days."\nmsgstr "Tome una."\n',
    ),
    "a negation goes before likeness": (
        'msgid "You should drive after taking it."\nmsgstr "Conduzca."\n\n'
        'msgid "You should not drive when you take it."\nmsgstr "No conduzca."\n',
        'msgid "You should not drive after taking it."\nmsgstr ""\n',
        '#, fuzzy\n#| msgid "You should not drive when you take it."\n'
        'msgid "You should not drive after taking it."\nmsgstr "No conduzca."\n\n'
        '#~ msgid "You should drive after taking it."\n#~ msgstr "Conduzca."\n',
    ),
    "between equals the place decides": (
        'msgid "First part."\nmsgstr "1"\n\nmsgid "Wait for 4 weeks."\nmsgstr "A"\n\n'
        'msgid "Second part."\nmsgstr "2"\n\nmsgid "Wait for 6 weeks."\nmsgstr "B"\n',
        'msgid "First part."\nmsgstr ""\n\nmsgid "Second part."\n'
        'msgstr ""\n\nmsgid "Wait for 5 weeks."\nmsgstr ""\n',
        'msgid "First part."\nmsgstr "1"\n\nmsgid "Second part."\nmsgstr "2"\n\n'
        '# numbers: 6 -> 5\n#, fuzzy\n#| msgid "Wait for 6 weeks."\nmsgid "Wait for 5 weeks."\nmsgstr "B"\n\n'
        '#~ msgid "Wait for 4 weeks."\n#~ msgstr "A"\n',
    ),
    "plural forms that the source no longer has stay in a comment": (
        'msgid "Wait a day."\nmsgid_plural "Wait %d days."\nmsgstr[0] "Espere."\nmsgstr[1] "Esperen."\n',
        'msgid "Wait a day."\nmsgstr ""\n',
        '# msgstr[1]: Esperen.\n#, fuzzy\n#| msgid "Wait a day."\n#| msgid_plural "Wait %d days."\n'
        'msgid "Wait a day."\nmsgstr "Espere."\n',
    ),
    "flags of translators stay, what the source says of the same flag wins": (
        '#, no-wrap, c-format\nmsgid "Rest."\nmsgstr "Descanse."\n',
        '#, no-c-format\nmsgid "Rest."\nmsgstr ""\n',
        '#, no-wrap, no-c-format\nmsgid "Rest."\nmsgstr "Descanse."\n',
    ),
    "the same sentence twice in the source is one message with the notes of both": (
        "",
        "",  # see below: a PO file cannot say it
        '#. heading\n#. paragraph\n#: a.md b.md\nmsgid "Rest."\nmsgstr ""\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", OUR_ROWS)
def test_row_by_row_where_we_go_another_way(header: str, row: str) -> None:
    existing, template, expected = OUR_ROWS[row]
    if template:
        result = merged(existing, template, header, copies=False)
    else:
        twice = [Entry(Key(None, "Rest."), notes=(note,), references=(path,)) for note, path in
                 (("heading", "a.md"), ("paragraph", "b.md"))]  # fmt: skip
        result = merge(twice, parse(header.encode(), "a.po"))
    assert dump(result.catalog).decode() == header + expected


def test_the_report_says_what_became_of_every_message(header: str) -> None:
    existing = (
        'msgid "Kept."\nmsgstr "k"\n\nmsgid "It\'s fine."\n'
        'msgstr "c"\n\nmsgid "Edit this sentence."\nmsgstr "f"\n\n'
        'msgid "Away with it!"\nmsgstr "o"\n\nmsgid "xxxx"\nmsgstr ""\n\n#~ msgid "Back."\n#~ msgstr "r"\n'
    )
    template = "".join(
        f'msgid "{source}"\nmsgstr ""\n\n'
        for source in ("Kept.", "It’s fine.", "Edit that sentence.", "Back.", "?")
    )
    report = merged(existing, template, header).report
    assert report.kept == (Key(None, "Kept."),)
    assert report.cosmetic == ((Key(None, "It's fine."), Key(None, "It’s fine.")),)
    assert report.fuzzied == ((Key(None, "Edit this sentence."), Key(None, "Edit that sentence.")),)
    assert report.revived == (Key(None, "Back."),)
    assert report.new == (Key(None, "?"),)
    assert report.obsolete == (Key(None, "Away with it!"),)
    assert report.dropped == (Key(None, "xxxx"),)


WORDS = [
    "take",
    "drive",
    "not",
    "tablet",
    "water",
    "5",
    "50",
    "mg",
    "don't",
    "don’t",
    "the",
    "liver",
    "“rest”",
    '"rest"',
]
SOURCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
KEYS = st.builds(Key, st.sampled_from([None, None, None, "title"]), SOURCES)
TARGETS = st.sampled_from(["", "", " ", "uno", "dos", "tres", "<EMPTY>"])


@st.composite
def existing_entries(draw: st.DrawFn) -> Entry:
    target, fuzzy, obsolete = draw(TARGETS), draw(st.booleans()), draw(st.integers(0, 3)) == 0
    text = ""
    if draw(st.booleans()):
        text += "# MT: argos en-es 1.9\n"
    key = draw(KEYS)
    if draw(st.booleans()):
        text += "#. note\n#: a.md\n"
    text += "#, fuzzy\n" if fuzzy else ""
    mark = "#~ " if obsolete else ""
    if draw(st.booleans()):
        text += f'#{"~" if obsolete else ""}| msgid "once"\n'
    text += f'{mark}msgctxt "{key.context}"\n' if key.context else ""
    plural = draw(st.sampled_from([*[""] * 6, "s", "s '"]))
    escaped = key.source.replace('"', '\\"')
    text += f'{mark}msgid "{escaped}"\n'
    if plural:
        other = draw(TARGETS)
        text += f'{mark}msgid_plural "{plural}"\n{mark}msgstr[0] "{target}"\n{mark}msgstr[1] "{other}"\n'
    else:
        text += f'{mark}msgstr "{target}"\n'
    return parse(text.encode(), "a.po").entries[0]


CATALOGS = st.lists(existing_entries(), max_size=8, unique_by=lambda entry: entry.key)
TEMPLATES = st.lists(
    st.builds(
        Entry,
        key=KEYS,
        notes=st.sampled_from([(), ("note",)]),
        references=st.sampled_from([(), ("a.md",)]),
        plural=st.sampled_from([None, None, None, "a", "s", "s ’", "s '"]),
    ),
    max_size=8,
)


def as_file(entries: list[Entry], header: str) -> Catalog:
    """A catalog as if read from a file with these entries."""
    data = header + "\n".join(entry.raw or "" for entry in entries)
    return parse(data.encode(), "a.po")


def texts(entries: tuple[Entry, ...] | list[Entry]) -> Counter[str]:
    return Counter(
        text for entry in entries for text in (entry.plural_targets or (entry.target,)) if text.strip()
    )


@given(CATALOGS, TEMPLATES)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merging_twice_changes_no_byte_and_every_source_is_there_in_order(
    header: str, old: list[Entry], template: list[Entry]
) -> None:
    once = dump(merge(template, as_file(old, header)).catalog)
    again = parse(once, "a.po")
    second = merge(template, again)
    assert dump(second.catalog) == once
    assert all(entry.raw is not None for entry in second.catalog.entries)
    live = [entry.key for entry in again.entries if entry.state is not State.OBSOLETE]
    assert live == list(dict.fromkeys(entry.key for entry in template))


@given(CATALOGS, TEMPLATES)
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost(old: list[Entry], template: list[Entry]) -> None:
    """Every text that stood in some msgstr stands in one after the merge, or in a comment if its form is
    gone.
    """
    after = merge(template, as_file(old, "")).catalog.entries
    there = texts(after)
    there.update(comment.partition("]: ")[2] for entry in after for comment in entry.comments)
    assert not texts(old) - there


@given(CATALOGS, TEMPLATES)
@settings(max_examples=200, deadline=None)
def test_nothing_is_promoted(old: list[Entry], template: list[Entry]) -> None:
    """A reviewed entry was reviewed before, for a source that differs in typography at most."""

    def vouched(entries: tuple[Entry, ...] | list[Entry]) -> Counter[tuple[str | None, str, str]]:
        return Counter(
            (entry.key.context, cosmetic_fold(entry.source), entry.target)
            for entry in entries
            if entry.state is State.REVIEWED
            or (entry.state is State.OBSOLETE and "fuzzy" not in entry.flags and entry.target.strip())
        )

    before = vouched(old)
    after = merge(template, as_file(old, "")).catalog.entries
    assert not vouched([entry for entry in after if entry.state is State.REVIEWED]) - before


@given(CATALOGS)
@settings(max_examples=100, deadline=None)
def test_a_source_that_did_not_change_changes_no_byte(old: list[Entry]) -> None:
    catalog = as_file(old, "")
    assume(all(not entry.origin or entry.state is not State.REVIEWED for entry in catalog.entries))
    live = tuple(entry for entry in catalog.entries if entry.state is not State.OBSOLETE)
    settled = merge(live, catalog).catalog
    again = merge([replace(entry, raw=None, line=0) for entry in live], settled)
    assert dump(again.catalog) == dump(settled)


def test_a_catalog_that_an_editor_wrapped_and_sorted_keeps_its_bytes(gettext: Gettext, header: str) -> None:
    long = (
        "This sentence is long enough to be folded by an editor that folds lines, as most of them do today."
    )
    template = [
        Entry(Key(None, long), notes=("paragraph",), references=("a.md",)),
        Entry(Key(None, "Short.")),
    ]
    first = dump(merge(template, parse(header.encode(), "a.po")).catalog)
    catalog = parse(first, "a.po")
    entry = edit(catalog.entries[0], target=f"¡{long}!", state=State.REVIEWED)
    saved = gettext(
        "msgcat", "--width=60", dump(replace(catalog, entries=(entry, *catalog.entries[1:])))
    ).stdout
    assert saved.count(b"\n") > first.count(b"\n") + 3
    assert dump(merge(template, parse(saved, "a.po")).catalog) == saved


def test_real_catalogs_stand_still_and_follow_edits_as_msgmerge_does(
    gettext: Gettext, real_catalogs: list[Path]
) -> None:
    """The file itself as template changes nothing; every ninth source edited, each edit is found."""
    for path in real_catalogs:
        catalog = parse(path.read_bytes(), path.name)
        live = [entry for entry in catalog.entries if entry.state is not State.OBSOLETE]
        settled = dump(merge(live, catalog).catalog)
        assert dump(merge(live, parse(settled, path.name)).catalog) == settled
        edited = {
            number: Key(entry.key.context, f"{entry.source} Furthermore.")
            for number, entry in enumerate(live)
            if number % 9 == 0 and has_text(entry) and len(entry.source) > 30
        }
        template = [
            replace(entry, key=edited.get(number, entry.key), target="", raw=None)
            for number, entry in enumerate(live)
        ]
        result = merge(template, catalog)
        assert set(result.report.fuzzied) == {(live[number].key, key) for number, key in edited.items()}
        data = dump(result.catalog)
        assert gettext("msgfmt", "-o", "/dev/null", data).returncode == 0
        untouched = [entry for entry in result.catalog.entries if entry.raw is not None]
        assert len(untouched) >= len(live) - len(edited) - len(result.report.obsolete)
