"""The index of texts: the nearest of many, found by the words they share."""

from __future__ import annotations

from l10n.catalog.ngrams import Index


def test_the_nearest_of_many_is_found_by_its_rare_words() -> None:
    texts = [f"Take the tablets of kind {number} with a glass of water." for number in range(2_000)]
    index = Index([*texts, "Interventional therapy", "肝癌可以通过介入治疗治愈吗？"])
    assert 1234 in index.candidates("Take one tablet of kind 1234 with a glass of milk.")
    assert index.candidates("Interventional therapies")[0] == 2_000
    assert index.candidates("肝癌能否通过介入治疗治愈？")[0] == 2_001
    assert index.candidates("zzz") == []


def test_of_those_that_share_as_much_the_ones_of_its_length_are_found() -> None:
    """Every text has the same words, one of them more often than the next."""
    texts = [f"Drink {'tea ' * number}today" for number in range(3_000)]
    found = Index(texts).candidates(texts[700].replace("today", "tonight"))
    assert 700 in found
    assert max(abs(number - 700) for number in found) < 200


def test_a_query_gives_a_few_whatever_there_is_and_the_same_each_time() -> None:
    index = Index(["Rest for a day."] * 5_000 + [""])
    assert len(index.candidates("Rest for a week.")) < 250
    assert index.candidates("Rest for a week.") == index.candidates("Rest for a week.")
    assert index.candidates("") == []
    assert Index([]).candidates("Rest.") == []
    assert Index(["x" * 300_000]).candidates("x" * 300_000) == [0]
