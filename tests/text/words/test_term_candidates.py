"""Terms told by corrections: what is sure is offered, what is not is left out."""

from __future__ import annotations

from l10n.text.words.revisions import Revision
from l10n.text.words.term_candidates import candidates

OTHERS = [
    ("Rest is good for you.", "El reposo es bueno.", None),
    ("Drink water every day.", "Beba agua cada día.", "Beba agua cada día."),
    ("Fever is a symptom.", "La fiebre es un síntoma.", "La fiebre es un síntoma."),
    ("Wash your hands.", "Lave sus manos.", "Lávese las manos."),
]
COLDS = [
    ("A cold is mild.", "Un resfriado es leve.", "Un catarro es leve."),
    ("Colds pass by themselves.", "Los resfriados pasan.", "Los catarros pasan."),
    ("Nobody dies of a cold.", "Nadie muere de un resfriado.", "Nadie muere por un catarro."),
]


def offered(*entries: tuple[str, str, str | None], tag: str = "es") -> list[tuple[str, str, str, int]]:
    revisions = [Revision(*entry, f"a.po:{number}") for number, entry in enumerate(entries)]
    return [(one.source, one.draft, one.reviewed, one.count) for one in candidates(revisions, "en", tag)]


def test_the_same_correction_in_three_entries_is_offered_in_its_plainest_form() -> None:
    assert offered(*OTHERS, *COLDS) == [("cold", "resfriado", "catarro", 3)]


def test_places_are_those_of_the_entries() -> None:
    revisions = [Revision(*entry, f"a.po:{number}") for number, entry in enumerate((*OTHERS, *COLDS))]
    (one,) = candidates(revisions, "en", "es")
    assert one.places == ("a.po:4", "a.po:5", "a.po:6")


def test_two_are_too_few_and_one_sentence_in_many_articles_is_one_opinion() -> None:
    assert offered(*OTHERS, *COLDS[:2]) == []
    assert offered(*OTHERS, *COLDS[:1] * 5) == []


def test_words_that_were_left_standing_as_often_are_no_error() -> None:
    left = [(f"A cold is {how}.", f"Un resfriado es {como}.") for how, como in HOW]
    others = (*OTHERS, *((f"See {one}.", f"Vea {one}.", None) for one in ("Ann", "Bob", "Eve", "Kim")))
    assert offered(*others, *COLDS, *((one, other, other) for one, other in left[:2])) != []
    assert offered(*others, *COLDS, *((one, other, other) for one, other in left)) == []


HOW = [("bad", "malo"), ("long", "largo"), ("short", "corto")]


def test_what_reviewers_changed_there_and_back_is_a_matter_between_them() -> None:
    back = [(source, reviewed, draft) for source, draft, reviewed in COLDS]
    assert offered(*OTHERS, *COLDS, *back) == []


def test_a_correction_that_goes_with_no_source_term_is_not_offered() -> None:
    style = [
        ("Rest a lot.", "Descanse mucho.", "Descanse bastante."),
        ("Drink more water.", "Beba mucho agua.", "Beba bastante agua."),
        ("He sleeps badly.", "Duerme mucho mal.", "Duerme bastante mal."),
    ]
    assert offered(*OTHERS, *style) == []


def test_the_longer_of_two_terms_is_meant_where_both_go_with_it() -> None:
    tract = [
        (
            f"{organ} of the respiratory tract",
            f"{suyo} del tracto respiratorio",
            f"{suyo} de la vía respiratoria",
        )
        for organ, suyo in (("Infections", "Infecciones"), ("Diseases", "Enfermedades"), ("Pain", "Dolor"))
    ]
    assert offered(*OTHERS, *tract) == [("respiratory tract", "tracto respiratorio", "vía respiratoria", 3)]


def test_words_that_changed_places_are_one_correction() -> None:
    sore = [
        (f"A sore throat {does}.", f"Una garganta dolorida {hace}.", f"Un dolor de garganta {hace}.")
        for does, hace in (("passes", "pasa"), ("hurts", "molesta"), ("helps", "ayuda"))
    ]
    assert offered(*OTHERS, *sore) == [("sore throat", "garganta dolorida", "dolor de garganta", 3)]


def test_a_project_that_has_reviewed_nothing_else_can_tell_too() -> None:
    assert offered(*COLDS) == [("cold", "resfriado", "catarro", 3)]


def test_scripts_without_spaces_are_read_too() -> None:
    colds = [
        ("A cold is mild.", "感冒很轻。", "伤风很轻。"),
        ("Colds pass.", "感冒会好。", "伤风会好。"),
        ("Treat a cold at home.", "在家治感冒。", "在家治伤风。"),
    ]
    assert offered(*OTHERS[:1], *colds, tag="zh-Hans") == [("cold", "感冒", "伤风", 3)]
