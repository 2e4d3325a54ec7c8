"""What the memory proposes as a draft: proposals.txt tells it, with the reasons why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from memories import index, unit

from l10n import draft
from l10n.draft import Request
from l10n.formats import by_name
from l10n.memory import IN_CONTEXT, Memory, neighbours
from l10n.model import Draft, Key


def drafted(
    known: Memory, wanted: str, least: float = 0.75, around: int = 0, context: str | None = None
) -> Draft:
    form = by_name("markdown")
    request = Request(wanted, form.codes(wanted), Key(context, wanted), form, around)
    ((_, made),) = draft.draft([request], [], memory=known, least=least)
    return made


PARTS = (Path(__file__).parent / "proposals.txt").read_text(encoding="utf-8").split("\n.\n")
CASES = list(zip(PARTS[0:-1:3], PARTS[1:-1:3], PARTS[2:-1:3], strict=True))


@pytest.mark.parametrize(
    ("given", "wanted"), [case[1:] for case in CASES], ids=[case[0].strip() for case in CASES]
)
def test_a_proposal(given: str, wanted: str) -> None:
    """Given: a reviewed source, its translation, the source that wants one. Then the draft and its origin."""
    source, target, asked = (line.replace("\\n", "\n") for line in given.split("\n"))
    made = drafted(Memory(index(unit(source, target, "markdown")), "en", "es"), asked)
    assert (f"{made.text}\n{made.origin}" if made.text else "nothing") == wanted


def test_without_a_least_similarity_only_the_very_same_is_taken() -> None:
    known = Memory(index(unit("Rest for a day.", "Descanse un día.")), "en", "es")
    assert drafted(known, "Rest for a day.", 0).text == "Descanse un día."
    assert drafted(known, "Rest for a days.", 0).text == ""


def test_where_the_best_cannot_be_used_the_next_one_is() -> None:
    known = Memory(
        index(
            unit("Do not take the pills with a glass of milk.", "No tome las pastillas con leche."),
            unit("Take the pills with 2 glasses of milk.", "Tome las pastillas con 2 vasos de leche."),
            unit("Take the pill with a glass of water.", "Tome la pastilla con un vaso de agua."),
        ),
        "en",
        "es",
    )
    assert (
        drafted(known, "Take the pills with a glass of milk.").text == "Tome la pastilla con un vaso de agua."
    )


def test_the_same_place_is_known_by_context_and_neighbours_and_one_opinion() -> None:
    here = neighbours("Is it catching?", "Wash your hands.")
    known = Memory(index(unit("Yes.", "Sí.", around=here), unit("Yes.", "Claro.", around=5)), "en", "es")
    assert drafted(known, "Yes.", around=here).signature == IN_CONTEXT
    assert drafted(known, "Yes.", around=5).text == "Claro."
    for around, context in (
        (0, None),
        (neighbours("Does it hurt?", "Wash your hands."), None),
        (here, "answer"),
    ):
        assert drafted(known, "Yes.", around=around, context=context).signature != IN_CONTEXT
    torn = Memory(index(unit("Yes.", "Sí.", around=here), unit("Yes.", "Claro.", around=here)), "en", "es")
    assert drafted(torn, "Yes.", around=here).signature != IN_CONTEXT
    sister = Memory(index(unit("Yes.", "Sí.", around=here, tag="es-419")), "en", "es")
    assert drafted(sister, "Yes.", around=here).signature != IN_CONTEXT


def test_what_a_reviewer_should_know_of_a_match_is_said() -> None:
    known = Memory(
        index(unit("Cold", "Resfriado", tag="es-419"), unit("Cold", "Frío", context="weather")), "en", "es"
    )
    assert drafted(known, "Cold").origin == (
        "TM: 100% locales/es/a.po, written for es-419; one of 2 translations"
    )
    assert drafted(known, "Cold", context="food").origin == (
        "TM: 100% locales/es/a.po, another context; one of 2 translations"
    )


def test_a_sentence_alone_in_its_article_has_no_place() -> None:
    assert neighbours(None, None) == 0
    assert neighbours("a", None) != neighbours(None, "a") != 0
