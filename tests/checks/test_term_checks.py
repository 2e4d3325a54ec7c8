"""The checks of terms: what they find, and what they rightly leave alone."""

from __future__ import annotations

import pytest

from l10n import checks
from l10n.formats import markdown
from l10n.model import Entry, Key, State
from l10n.text.words.terms import Concept, Glossary

GLOSSARY = Glossary(
    [
        Concept("fever", ("fiebre",), ("calentura",)),
        Concept("blood pressure", ("presión arterial", "tensión arterial")),
        Concept("flu", ("gripe",)),
        Concept("", forbidden=("curación milagrosa",)),
    ],
    "en",
    "es",
)


def says(
    source: str, target: str, state: State = State.REVIEWED, glossary: Glossary | None = GLOSSARY
) -> list[str]:
    codes = markdown.codes(source)
    entry = Entry(Key(None, source), target, state)
    context = checks.context(entry, "a.po", "en", "es", codes, markdown.codes(target, codes), glossary)
    found = checks.run([context], checks.load(["forbidden-term", "term"]))
    return [f"{one.severity} {one.check}: {one.message}" for one in found]


@pytest.mark.parametrize(
    ("source", "target", "findings"),
    [
        ("Rest until the fever is gone.", "Descanse hasta que pase la fiebre.", []),
        ("High fevers are rare.", "Las fiebres altas son raras.", []),
        ("High blood pressure.", "Tensión arterial alta.", []),
        (
            "High blood pressure.",
            "Mucha fuerza de la sangre.",
            ["warning term: not as in the glossary: blood pressure = presión arterial or tensión arterial"],
        ),
        (
            "Fever and flu.",
            "Temperatura y catarro.",
            [
                "warning term: not as in the glossary: fever = fiebre",
                "warning term: not as in the glossary: flu = gripe",
            ],
        ),
        (
            "The fever.",
            "La calentura y la fiebre.",
            ["error forbidden-term: the glossary forbids calentura for fever"],
        ),
        (
            "The fever.",
            "Fiebre y calenturas.",
            [
                "warning forbidden-term: the glossary forbids calentura for "
                "fever, and calenturas looks like it"
            ],
        ),
        # Forbidden for fever, and there is none.
        ("The heat.", "La calentura del sol.", []),
        (
            "It works.",
            "Es una curación milagrosa.",
            ["error forbidden-term: the glossary forbids curación milagrosa"],
        ),
        # Where a link leads is no text.
        ("See [here](https://fever.org).", "Vea [aquí](https://fever.org).", []),
    ],
)
def test_terms_are_looked_for_on_both_sides(source: str, target: str, findings: list[str]) -> None:
    assert says(source, target) == findings


def test_a_draft_is_never_an_error() -> None:
    assert says("The fever.", "La calentura.", State.DRAFT) == [
        "warning forbidden-term: the glossary forbids calentura for fever",
        "warning term: not as in the glossary: fever = fiebre",
    ]


def test_without_a_glossary_nothing_is_said() -> None:
    assert says("The fever.", "La calentura.", glossary=None) == []
