"""The memory gives what a person has reviewed for the very same source, and nothing else."""

from __future__ import annotations

import pytest

from l10n.memory import Match, Memory
from l10n.model import EMPTY_TARGET, Catalog, Entry, Key, State


def catalog(path: str, *entries: Entry) -> Catalog:
    return Catalog("es", path, entries)


def reviewed(source: str, target: str, context: str | None = None) -> Entry:
    return Entry(Key(context, source), target, State.REVIEWED)


def test_the_same_source_elsewhere_is_found_with_its_place() -> None:
    memory = Memory([catalog("a.po", reviewed("Rest.", "Descanse."))])
    assert memory.exact(Key(None, "Rest.")) == Match("Descanse.", "a.po")
    assert memory.exact(Key(None, "Rest")) is None


def test_the_same_context_counts_most_then_how_often_then_which_was_first() -> None:
    memory = Memory(
        [
            catalog("a.po", reviewed("Cold", "Frío", "weather"), reviewed("Cold", "Resfriado")),
            catalog("b.po", reviewed("Cold", "Catarro"), reviewed("Cold", "Catarro", "illness")),
        ]
    )
    assert memory.exact(Key("weather", "Cold")) == Match("Frío", "a.po")
    assert memory.exact(Key("food", "Cold")) == Match("Catarro", "b.po")
    assert memory.exact(Key(None, "Cold")) == Match("Catarro", "b.po")
    tied = Memory([catalog("a.po", reviewed("Cold", "Uno", "x"), reviewed("Cold", "Dos", "y"))])
    assert tied.exact(Key(None, "Cold")) == Match("Uno", "a.po")


@pytest.mark.parametrize(
    "entry",
    [
        Entry(Key(None, "Rest."), "Descanse.", State.DRAFT),
        Entry(Key(None, "Rest."), "Descanse.", State.STALE),
        Entry(Key(None, "Rest."), "Descanse.", State.OBSOLETE),
        Entry(Key(None, "Rest."), EMPTY_TARGET, State.REVIEWED),
        Entry(Key(None, "Rest."), "Descanse.", State.REVIEWED, plural="Rests."),
    ],
)
def test_what_nobody_reviewed_or_says_nothing_alone_is_not_remembered(entry: Entry) -> None:
    assert Memory([catalog("a.po", entry)]).exact(Key(None, "Rest.")) is None
