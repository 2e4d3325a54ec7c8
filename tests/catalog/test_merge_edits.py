"""Merging after edits: split, joined, renumbered, negated, copied; and the laws, whatever was edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.catalog import dump, merge, parse
from l10n.model import Catalog, Entry, Key, State
from l10n.text.similarity import cosmetic_fold

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

# Title: what the translator has, what the source says now, and what comes out.
ROWS = {
    "both halves of a sentence that was split get its translation, to be cut": (
        'msgid "Take one tablet every morning, and drink a full glass of water with it."\nmsgstr "T, y B."\n',
        ["Take one tablet every morning.", "Drink a full glass of water with it."],
        '#, fuzzy\n#| msgid "Take one tablet every morning, and drink a full glass of water with it."\n'
        'msgid "Take one tablet every morning."\nmsgstr "T, y B."\n\n'
        '#, fuzzy\n#| msgid "Take one tablet every morning, and drink a full glass of water with it."\n'
        'msgid "Drink a full glass of water with it."\nmsgstr "T, y B."\n',
    ),
    "three thirds of a sentence, none of them much like the whole": (
        'msgid "Wash your hands well, dry them on a towel, then put the dressing on."\nmsgstr "L."\n',
        ["Wash your hands well.", "Dry them on a towel.", "Then put the dressing on."],
        "".join(
            '#, fuzzy\n#| msgid "Wash your hands well, dry them on a towel, then put the dressing on."\n'
            f'msgid "{part}"\nmsgstr "L."\n{gap}'
            for part, gap in (
                ("Wash your hands well.", "\n"),
                ("Dry them on a towel.", "\n"),
                ("Then put the dressing on.", ""),
            )
        ),
    ),
    "sentences that were joined get their translations joined, and each stays by itself": (
        'msgid "Take one tablet every morning."\nmsgstr "Tome una."\n\n'
        '# MT: pseudo\n#, fuzzy\nmsgid "Drink a full glass of water."\nmsgstr "Beba."\n',
        ["Take one tablet every morning and drink a full glass of water."],
        '# MT: pseudo\n#, fuzzy\n#| msgid "Take one tablet every morning. Drink a full glass of water."\n'
        'msgid "Take one tablet every morning and drink a full glass of water."\nmsgstr "Tome una. Beba."\n\n'
        '#~ msgid "Take one tablet every morning."\n#~ msgstr "Tome una."\n\n'
        '# MT: pseudo\n#, fuzzy\n#~ msgid "Drink a full glass of water."\n#~ msgstr "Beba."\n',
    ),
    "where one sentence carried two, the joined one has its text alone": (
        'msgid "Rest for a whole day."\nmsgstr "D, y B."\n\nmsgid "Drink much tea."\nmsgstr "<EMPTY>"\n',
        ["Rest for a whole day and drink much tea."],
        '#, fuzzy\n#| msgid "Rest for a whole day. Drink much tea."\n'
        'msgid "Rest for a whole day and drink much tea."\nmsgstr "D, y B."\n\n'
        '#~ msgid "Rest for a whole day."\n#~ msgstr "D, y B."\n\n'
        '#~ msgid "Drink much tea."\n#~ msgstr "<EMPTY>"\n',
    ),
    "numbers that changed are named, and once more after another edit": (
        '# mine\n# numbers: 5 -> 6\n#, fuzzy\n#| msgid "Take 5 mg, at most 1,000 mg."\n'
        'msgid "Take 6 mg, at most 1,000 mg."\nmsgstr "Tome 5."\n',
        ["Take 50 mg twice, at most 1000 mg."],
        '# mine\n# numbers: 5 -> 50, twice\n#, fuzzy\n#| msgid "Take 5 mg, at most 1,000 mg."\n'
        'msgid "Take 50 mg twice, at most 1000 mg."\nmsgstr "Tome 5."\n',
    ),
    "a number that goes, and a number that comes": (
        'msgid "Wait for 2 whole days."\nmsgstr "a"\n\nmsgid "Then see a doctor if it hurts."\nmsgstr "b"\n',
        ["Wait for some whole days.", "Then see 1 doctor if it hurts."],
        '# numbers: 2 -> (none)\n#, fuzzy\n#| msgid "Wait for 2 whole days."\n'
        'msgid "Wait for some whole days."\nmsgstr "a"\n\n'
        '# numbers: (none) -> 1\n#, fuzzy\n#| msgid "Then see a doctor if it hurts."\n'
        'msgid "Then see 1 doctor if it hurts."\nmsgstr "b"\n',
    ),
    "a number that is a word is one, and what a program fills in is none": (
        'msgid "Wait for 5 whole days."\nmsgstr "a"\n\nmsgid "Take three pills."\nmsgstr "b"\n\n'
        'msgid "%d of the days"\nmsgstr "c"\n',
        ["Wait for five whole days!", "Take six pills.", "%2$d of {0} days"],
        '#, fuzzy\n#| msgid "Wait for 5 whole days."\nmsgid "Wait for five whole days!"\nmsgstr "a"\n\n'
        '# numbers: three -> six\n#, fuzzy\n#| msgid "Take three pills."\n'
        'msgid "Take six pills."\nmsgstr "b"\n\n'
        '#, fuzzy\n#| msgid "%d of the days"\nmsgid "%2$d of {0} days"\nmsgstr "c"\n',
    ),
    "once a translator accepts, what was said of the numbers goes": (
        '# mine\n# numbers: 5 -> 50\nmsgid "Take 50 mg."\nmsgstr "Tome 50."\n',
        ["Take 50 mg."],
        '# mine\nmsgid "Take 50 mg."\nmsgstr "Tome 50."\n',
    ),
    "what stands in both halves' source is no change of numbers for either": (
        'msgid "Take 5 mg with water every morning, and 10 mg with milk every evening."\nmsgstr "5, 10"\n',
        ["Take 5 mg with water every morning.", "Take 20 mg with milk every evening."],
        '#, fuzzy\n#| msgid "Take 5 mg with water every morning, and 10 mg with milk every evening."\n'
        'msgid "Take 5 mg with water every morning."\nmsgstr "5, 10"\n\n'
        "# numbers: 5, 10 -> 20\n"
        '#, fuzzy\n#| msgid "Take 5 mg with water every morning, and 10 mg with milk every evening."\n'
        'msgid "Take 20 mg with milk every evening."\nmsgstr "5, 10"\n',
    ),
}  # fmt: skip


def template(sources: Sequence[str]) -> list[Entry]:
    return [Entry(Key(None, source)) for source in sources]


@pytest.mark.parametrize("row", ROWS)
def test_row_by_row(row: str) -> None:
    existing, sources, expected = ROWS[row]
    result = merge(template(sources), parse((HEADER + existing).encode(), "a.po"), copies=False)
    assert dump(result.catalog).decode() == HEADER + expected
    again = merge(template(sources), parse(dump(result.catalog), "a.po"), copies=False)
    assert dump(again.catalog) == dump(result.catalog)


def reviewed(*sources: str) -> Catalog:
    entries = (Entry(Key(None, said), f"<{at}>", State.REVIEWED) for at, said in enumerate(sources))
    return Catalog("es", "a.po", tuple(entries))


@pytest.mark.parametrize(
    ("edited", "opposite", "same"),
    [
        (
            "You should not drive after taking it.",
            "You should drive after taking it.",
            "You should not drive a car when you took it.",
        ),
        ("Don't give it to babies.", "Do give it to babies.", "Don't give any of it to small babies."),
        ("It never helps the liver.", "It ever helps the liver.", "It never really helped a sick liver."),
    ],
)
def test_the_opposite_never_goes_before_what_says_the_same(edited: str, opposite: str, same: str) -> None:
    """Wherever the two stand, and however many opposites there are."""
    many = [opposite.replace(".", f" {mark}.") for mark in "abcdefghijklmnopqrst"]
    for old in ([opposite, same], [same, opposite], [*many, opposite, same]):
        result = merge(template([edited]), reviewed(*old))
        assert result.report.fuzzied == ((Key(None, same), Key(None, edited)),)


def test_a_copy_is_made_only_of_what_is_very_much_alike_and_only_if_asked_for() -> None:
    old = reviewed("Take one tablet every day.", "Wash your hands.")
    sources = ["Take one tablet every day.", "Take two tablets every day.", "Wash your hands.", "Hands off."]
    with_copies = merge(template(sources), old)
    assert [entry.state for entry in with_copies.catalog.entries] == [
        State.REVIEWED,
        State.STALE,
        State.REVIEWED,
        State.EMPTY,
    ]
    assert with_copies.catalog.entries[1].target == "<0>"
    without = merge(template(sources), old, copies=False)
    assert without.catalog.entries[1].state is State.EMPTY
    assert merge(template(["Take 1 tablet daily."]), old, fuzzy=False).report.new


def test_of_many_equally_alike_each_finds_one_and_no_opposite() -> None:
    """Twenty messages that are as much like each of thirty; thirty more say the opposite."""
    names = [f"{one}{other}" for one in "abcde" for other in "fghijk"]
    old = [f"You should {word}drive in {name}." for word in ("not ", "") for name in names]
    new = [f"You should not drive in {number}." for number in range(10, 30)]
    for copies in (True, False):
        result = merge(template(new), reviewed(*old), copies=copies)
        assert [was.source for was, _ in result.report.fuzzied if "not" in was.source] == old[:20]


def test_of_many_that_stay_and_are_too_little_alike_none_is_copied() -> None:
    """Nor are they looked at again and again."""
    old = [f"You should rest at home for {name} days." for name in "abcdefghijklmnop"]
    result = merge(template([*old, "You should eat at work in q weeks."]), reviewed(*old))
    assert result.report.new == (Key(None, "You should eat at work in q weeks."),)


def test_of_a_thousand_alike_the_nearest_is_found_in_a_moment() -> None:
    """Each sentence has its number twice; an edit of a word finds its own among all the others."""
    old = [f"Patient number {n} takes {n} drops of the syrup every evening." for n in range(1_000)]
    new = [said.replace("every evening", "each evening") for said in old]
    result = merge(template(new[::-1]), reviewed(*old))
    assert dict(result.report.fuzzied) == {
        Key(None, one): Key(None, other) for one, other in zip(old, new, strict=True)
    }


WORDS = st.sampled_from(
    [
        "take",
        "drink",
        "the",
        "water",
        "tablet",
        "not",
        "never",
        "5",
        "50",
        "mg",
        "liver",
        "every",
        "day",
        "with",
    ]
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
SHAPES = st.sampled_from(["reviewed", "draft", "stale", "obsolete", "empty", "nothing"])
EDITS = st.sampled_from(
    ["keep", "keep", "word", "split", "join", "drop", "number", "typography", "swap", "new"]
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[bytes, list[Entry]]:
    """A catalog as its file, and its source after some edits."""
    sources = draw(st.lists(SENTENCES, min_size=1, max_size=8, unique=True))
    parts = [HEADER.rstrip("\n")]
    live = []
    for number, source in enumerate(sources):
        shape = draw(SHAPES)
        mark = "#~ " if shape == "obsolete" else ""
        target = {"empty": "", "nothing": "<EMPTY>"}.get(shape, f"texto {number}")
        head = {"draft": "# MT: pseudo\n#, fuzzy\n", "stale": '#, fuzzy\n#| msgid "Once 7."\n'}.get(shape, "")
        parts.append(f'{head}{mark}msgid "{source}"\n{mark}msgstr "{target}"')
        if shape != "obsolete" or draw(st.booleans()):
            live.append(source)
    return ("\n\n".join(parts) + "\n").encode(), template(edited(draw, live))


def edited(draw: st.DrawFn, sources: list[str]) -> list[str]:
    result: list[str] = []
    for source in sources:
        kind = draw(EDITS)
        words = source.split(" ")
        if kind == "word":
            words[draw(st.integers(0, len(words) - 1))] = "another"
            result.append(" ".join(words))
        elif kind == "split":
            cut = len(words) // 2
            result += [f"{' '.join(words[:cut])}.", " ".join(words[cut:])]
        elif kind == "join" and result:
            result[-1] = f"{result[-1]} and {source}"
        elif kind == "number":
            result.append(source.replace("5", "15"))
        elif kind == "typography":
            result.append(source.replace(" ", "\u00a0", 1))
        elif kind == "swap":
            result.insert(0, source)
        elif kind == "new":
            result += [source, draw(SENTENCES)]
        elif kind != "drop":
            result.append(source)
    return list(dict.fromkeys(result))


def texts(entries: Sequence[Entry]) -> Counter[str]:
    return Counter(entry.target for entry in entries if entry.target)


@given(stories(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_whatever_is_edited_nothing_is_lost_and_the_order_is_the_sources(
    story: tuple[bytes, list[Entry]], copies: bool
) -> None:
    """Every text that stood in a msgstr stands in one, whole."""
    data, wanted = story
    before = parse(data, "a.po")
    after = merge(wanted, before, copies=copies).catalog
    assert not texts(before.entries) - texts(after.entries)
    live = [entry.key for entry in after.entries if entry.state is not State.OBSOLETE]
    assert live == [entry.key for entry in wanted]


@given(stories(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_whatever_is_edited_a_second_merge_changes_no_byte(
    story: tuple[bytes, list[Entry]], copies: bool
) -> None:
    data, wanted = story
    once = dump(merge(wanted, parse(data, "a.po"), copies=copies).catalog)
    assert dump(merge(wanted, parse(once, "a.po"), copies=copies).catalog) == once


@given(stories(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_whatever_is_edited_nothing_is_promoted(story: tuple[bytes, list[Entry]], copies: bool) -> None:
    """What is reviewed was so before, for the same words; what returns is at most what it was."""
    data, wanted = story
    before = parse(data, "a.po")

    def vouched(entries: Sequence[Entry], *, obsolete: bool) -> Counter[tuple[str, str]]:
        return Counter(
            (cosmetic_fold(entry.source), entry.target)
            for entry in entries
            if entry.state is State.REVIEWED
            or (obsolete and entry.state is State.OBSOLETE and not entry.flags)
        )

    after = merge(wanted, before, copies=copies).catalog.entries
    assert not vouched(after, obsolete=True) - vouched(before.entries, obsolete=True)


@given(stories())
@settings(max_examples=100, deadline=None)
def test_undoing_an_edit_brings_back_what_was_reviewed_or_leaves_it_to_a_person(
    story: tuple[bytes, list[Entry]],
) -> None:
    """There and back: no text is lost on the way, and an entry is reviewed with its own text only."""
    data, wanted = story
    before = parse(data, "a.po")
    first = [
        replace(entry, raw=None, target="") for entry in before.entries if entry.state is not State.OBSOLETE
    ]
    there = merge(wanted, before, copies=False).catalog
    back = merge(template([entry.source for entry in first]), there, copies=False).catalog
    said = {entry.key: entry.target for entry in before.entries}
    for entry in back.entries:
        if entry.state is State.REVIEWED:
            assert entry.target == said[entry.key]
    assert not texts(before.entries) - texts(back.entries)
