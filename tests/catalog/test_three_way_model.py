"""Three-way merges of files that a model wrote: what both sides did is in the result, and no more."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from po_models import Message, Messages, worked_on, written

from l10n.catalog import dump, parse
from l10n.catalog.three_way import three_way
from l10n.model import Catalog, Entry, State
from l10n.text.similarity import cosmetic_fold

RANDOM = st.randoms(use_true_random=False)
STYLES = st.tuples(st.sampled_from(["\n", "\n", "\r\n"]), st.booleans())


def versions(random: Random) -> tuple[Messages, Messages, Messages]:
    base = worked_on((), random, "b", random.randint(0, 25))
    ours, theirs = (worked_on(base, random, person, random.randint(0, 10)) for person in "ot")
    return base, ours, theirs


def shown(entry: Entry) -> tuple[str, ...]:
    return entry.plural_targets or (entry.target,)


def lines(found: Catalog) -> str:
    return "\n".join(line for entry in found.entries for line in (*shown(entry), *entry.comments))


@settings(max_examples=300, deadline=None)
@given(RANDOM, st.tuples(STYLES, STYLES, STYLES), st.booleans())
def test_all_that_people_wrote_on_either_side_is_in_the_result(
    random: Random, styles: tuple[tuple[str, bool], ...], known: bool
) -> None:
    """Their translations, and their comments on translations: live, obsolete, in a conflict or a comment."""
    base, ours, theirs = versions(random)
    files = [
        written(one, newline, wrapped=wrapped)
        for one, (newline, wrapped) in zip((base, ours, theirs), styles, strict=True)
    ]
    first, second, third = (parse(data, "es.po") for data in files)
    data = dump(three_way(first if known else None, second, third).catalog)
    found = parse(data, "es.po")
    assert dump(found) == data
    text = lines(found)
    old = {words for one in base for words in (*one.texts, *one.comments)}
    for one in (*ours, *theirs):
        if any(one.texts):
            new = {*one.comments, *(one.texts if one.person else ())} - old
            assert not [words for words in new if words not in text]
    both = {words for one in ours for words in one.texts} & {words for one in theirs for words in one.texts}
    assert not [words for words in both if words not in text]
    if known:
        assert dump(three_way(third, found, third).catalog) == data  # merged once more: nothing left to do
        assert dump(three_way(first, first, third).catalog) == files[2]
        assert dump(three_way(first, second, first).catalog) == files[1]


@settings(max_examples=300, deadline=None)
@given(RANDOM)
def test_what_comes_out_reviewed_was_so_on_a_side_and_what_was_so_on_both_stays(random: Random) -> None:
    base, ours, theirs = versions(random)
    first, second, third = (parse(written(one), "es.po") for one in (base, ours, theirs))
    result = three_way(first, second, third)

    def said(one: Message) -> tuple[object, ...]:
        return one.context, cosmetic_fold(one.source), one.texts

    sure = {said(one) for one in (*ours, *theirs) if one.is_reviewed}
    entries = {(one.key.context, one.source): one for one in result.catalog.entries}
    for entry in entries.values():
        if entry.state is State.REVIEWED:
            assert (entry.key.context, cosmetic_fold(entry.source), shown(entry)) in sure
        marked = any("#-#-#-#-#" in text for text in shown(entry))
        assert marked == (entry.key in result.conflicts)
        assert not marked or entry.state is State.DRAFT
    live = [{one.key: one for one in side if not one.obsolete} for side in (base, ours, theirs)]
    for key in live[1].keys() & live[2].keys():
        assert entries[key].state is not State.OBSOLETE
        was, mine, other = (side.get(key) for side in live)
        if was and mine and other and was.is_reviewed and was.texts == mine.texts == other.texts:
            stays = mine.is_reviewed and other.is_reviewed
            assert not stays or (entries[key].state, shown(entries[key])) == (State.REVIEWED, was.texts)
