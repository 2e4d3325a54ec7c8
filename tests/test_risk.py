"""The risk of an entry: made of named reasons, the same in any order, and no reason makes it smaller."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import checks
from l10n.model import Finding, Severity, State
from l10n.risk import FOUND, Change, Cues, Facts, reasons, score, together

DOSE = Finding("number", Severity.WARNING, "5 mg became 50 mg")
SPACE = Finding("whitespace", Severity.WARNING, "two spaces in a row")
PLAIN = Facts(State.DRAFT, Cues(words=3))

TEXTS = st.lists(st.text(min_size=1, max_size=5), max_size=5).map(tuple)
FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from(sorted({*FOUND, "of-a-plugin"} - {"conflict"})),
        st.sampled_from(Severity),
        st.text(min_size=1, max_size=8),
        about=TEXTS,
    ),
    max_size=4,
).map(tuple)
CHANGES = st.none() | st.builds(Change, st.text(max_size=8), st.booleans(), st.booleans())
FACTS = st.builds(
    Facts,
    st.sampled_from([State.EMPTY, State.DRAFT, State.STALE, State.REVIEWED]),
    st.builds(Cues, st.integers(0, 500), TEXTS, TEXTS, TEXTS, TEXTS, CHANGES),
    FINDINGS,
    st.sampled_from(["", "argos en-es 1.9"]),
    st.none() | st.floats(-50, 1),
    st.none() | st.integers(0, 100),
    st.none() | st.floats(0, 1),
)


@given(FACTS)
def test_a_risk_is_what_its_reasons_come_to(facts: Facts) -> None:
    named = reasons(facts)
    assert 0 <= score(facts) <= 1
    assert score(facts) == together(one.chance for one in named)
    assert [one.chance for one in named] == sorted((one.chance for one in named), reverse=True)
    assert all(one.part and one.said for one in named)


@given(FACTS, st.randoms())
def test_the_order_of_findings_changes_nothing(facts: Facts, chance: object) -> None:
    some = list(facts.findings)
    chance.shuffle(some)  # type: ignore[attr-defined]
    assert score(replace(facts, findings=tuple(some))) == score(facts)


@given(FACTS, FINDINGS)
def test_no_finding_makes_a_risk_smaller(facts: Facts, more: tuple[Finding, ...]) -> None:
    known = {one.check for one in facts.findings}
    new = tuple(one for one in more if one.check not in known)
    assert score(replace(facts, findings=facts.findings + new)) >= score(facts)


@given(FACTS, st.floats(-10, 0), st.floats(-10, 0))
def test_the_surer_an_engine_the_smaller_the_risk(facts: Facts, one: float, other: float) -> None:
    worse, better = (
        score(replace(facts, state=State.DRAFT, percent=None, score=some)) for some in sorted((one, other))
    )
    assert worse >= better


def test_every_check_that_comes_with_l10n_has_its_own_weight() -> None:
    assert {name for name, _ in checks.BUILT_IN} <= FOUND.keys()


def test_a_dose_comes_before_a_space_and_both_before_what_is_only_at_stake() -> None:
    full = Cues(40, ("7", "8", "9"), ("5 mg", "1 g", "2 L"), ("not", "never", "no"), ("call", "die", "risk"))
    dose, space = (score(replace(PLAIN, findings=(one,))) for one in (DOSE, SPACE))
    assert dose > score(replace(PLAIN, cues=full)) > score(PLAIN)
    assert dose > space > score(PLAIN)


def test_a_conflict_is_certain() -> None:
    assert score(replace(PLAIN, findings=(Finding("conflict", Severity.WARNING, "two versions met"),))) == 1


def test_a_note_weighs_less_and_several_of_one_check_are_one_reason() -> None:
    twice = replace(PLAIN, findings=(DOSE, replace(DOSE, message="1 mg is missing")))
    assert score(twice) == score(replace(PLAIN, findings=(DOSE,)))
    assert reasons(twice)[0].said == "5 mg became 50 mg (and 1 more)"
    note = replace(DOSE, severity=Severity.NOTE)
    assert score(replace(PLAIN, findings=(note,))) < score(twice)


def test_each_word_that_the_engine_did_not_know_counts() -> None:
    def unknown(*words: str) -> float:
        said = Finding("unknown-word", Severity.WARNING, "the engine does not know", about=words)
        return score(replace(PLAIN, findings=(said,)))

    assert unknown("gravis") < unknown("myasthenia", "gravis") < 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts(State.EMPTY), "no translation"),
        (Facts(State.DRAFT, maker="argos en-es 1.9", score=-0.5), "argos en-es 1.9 was 61 % sure of a word"),
        (Facts(State.DRAFT, maker="apertium eng-spa"), "a draft of apertium eng-spa"),
        (Facts(State.DRAFT), "a draft"),
        (Facts(State.DRAFT, percent=87), "from a source 87 % like it"),
        (Facts(State.STALE), "the source changed"),
        (
            Facts(State.STALE, Cues(change=Change("5 -> 50, +not", numbers=True, negations=True))),
            "the source changed in numbers and negations: 5 -> 50, +not",
        ),
        (
            Facts(State.REVIEWED, Cues(quantities=("5 mg", "1 g", "2 L", "3 L"))),
            "5 mg, 1 g, 2 L, … in the source",
        ),
    ],
)
def test_what_people_are_told(facts: Facts, said: str) -> None:
    assert reasons(facts)[0].said == said


def test_a_changed_number_in_the_source_weighs_more_than_other_words() -> None:
    words, number = (
        Facts(State.STALE, Cues(change=Change("a -> b", numbers=turned))) for turned in (False, True)
    )
    assert score(number) > score(words) > score(Facts(State.DRAFT))


def test_a_match_that_is_like_its_source_is_safer_than_one_that_is_not() -> None:
    assert score(Facts(State.DRAFT, percent=100)) == 0
    assert score(Facts(State.DRAFT, percent=70)) > score(Facts(State.DRAFT, percent=95))


def test_words_that_nobody_reviewed_make_a_draft_doubtful_but_no_reviewed_entry() -> None:
    assert score(replace(PLAIN, unseen=0.5)) > score(PLAIN) == score(replace(PLAIN, unseen=0.0))
    reviewed = replace(PLAIN, state=State.REVIEWED)
    assert score(replace(reviewed, unseen=0.5)) == score(reviewed)
