"""Guard rails: what a machine garbles is named by its kind, and what a translator may do is let through."""

from __future__ import annotations

import pytest

from l10n.draft.faults import Kind
from l10n.draft.guards import Words, fault

LONG = "Drink a glass of water every hour, and call the nurse if the fever is still high in the evening."
LARGO = "Beba un vaso de agua cada hora y llame a la enfermera si la fiebre sigue alta por la noche."

BAD = [
    (Kind.LOOP, "Ginger helps.", "El jengibre jengibre jengibre jengibre ayuda.", "es"),
    (Kind.LOOP, "Ginger helps a lot.", "el virus de la fiebre de la fiebre de la fiebre de la fiebre", "es"),
    (Kind.LOOP, "It helps with a cough.", "它有助于咳嗽咳嗽咳嗽咳嗽。", "zh-Hans"),
    (Kind.LOOP, "It is pneumonia.", "Es una neuneuneuneuneumonía.", "es"),
    (Kind.LOOP, "Take it now.", "Tómelo ya. Tómelo ya.", "es"),
    (Kind.SCRIPT, "Rest well at home.", "Descanse mucho en casa.", "ar"),
    (Kind.SCRIPT, "Rest well at home.", "Descanse дома.", "es"),
    (Kind.SCRIPT, "Rest well at home.", "Отдыхайте дома.", "es"),
    (Kind.SCRIPT, "Rest well at home.", "家でゆっくり休んでください。", "zh-Hans"),
    (Kind.SCRIPT, "Rest well at home.", "請在家好好休養。", "zh-Hans"),
    (Kind.SCRIPT, "Rest well at home.", "请在家好好休养。", "zh-Hant"),
    (Kind.SCRIPT, "Rest well at home and drink water.", "घर पर aaraam karein aur paani piyein", "hi"),
    (Kind.COPIED, LONG, LONG, "es"),
    (Kind.COPIED, "Rest well at home.", "rest well at home", "fr"),
    (Kind.COPIED, LONG, "Beba un vaso de agua, and call the nurse if the fever is still high.", "es"),
    (Kind.CODES, 'Rest <em class="a">well</em>.', 'Descanse <em clase="un">bien</em>.', "es"),
    (Kind.LENGTH, LONG, "Beba un vaso de agua.", "es"),
    (Kind.LENGTH, LONG, "Beba un vaso de agua cada hora y llame a la", "es"),
    (Kind.LENGTH, "Rest.", "Es muy importante que usted descanse todo el tiempo posible.", "es"),
    (Kind.UNIT, "Take 5 mg.", "Tome 5 g.", "es"),
    (Kind.NUMBER, "Take 5 mg.", "Tome 50 mg.", "es"),
    (Kind.NUMBER, "Take 25 pills.", "Tome las pastillas.", "es"),
    (Kind.NUMBER, "Take a pill.", "Tome 30 pastillas.", "es"),
    (Kind.NEGATION, "Do not drive after the test.", "Conduzca después de la prueba.", "es"),
    (Kind.NEGATION, "You must never share needles.", "Sie müssen Nadeln mit anderen teilen.", "de"),
    (Kind.NEGATION, "You must not drive.", "رانندگی کنید.", "fa"),
]


@pytest.mark.parametrize(("kind", "source", "target", "tag"), BAD)
def test_a_fault_is_found_and_named(kind: Kind, source: str, target: str, tag: str) -> None:
    found = fault(Words(source, target, "en", tag))
    assert found is not None
    assert (found.kind, bool(found.message)) == (kind, True)


GOOD = [
    (LONG, LARGO, "es"),
    ("Take 5 mg.", "Tome 5 miligramos.", "es"),
    ("Take 1 g a day.", "Tome 1000 mg al día.", "es"),
    ("Take two pills.", "Tome 2 pastillas.", "es"),
    ("COVID-19", "COVID-19", "es"),
    ("Hospital", "Hospital", "es"),
    ("Dr. Ada Moss, Boston", "Dr. Ada Moss, Boston", "fr"),
    ("The ACE2 receptor binds the virus.", "ACE2 受体与病毒结合。", "zh-Hans"),
    ("Take ibuprofen (Advil) at night.", "تناول الإيبوبروفين (Advil) ليلا.", "ar"),
    ("Walk slowly.", "धीरे धीरे चलें।", "hi"),
    ("You feel weak.", "Vous vous sentez faible.", "fr"),
    ("Chills", "Schüttelfrost", "de"),
    ("Very, very, very slowly.", "Muy, muy, muy despacio.", "es"),
    ("See https://example.org/a/b/c for more.", "Más en https://example.org/a/b/c.", "es"),
    ("Do not drive after the test.", "Evite conducir después de la prueba.", "es"),
    ("You must not drive.", "Gidatu dezakezu.", "eu"),
    ("Respiratory syncytial virus (RSV)", "الفيروس المخلوي التنفسي (الفيروس المخلوي التنفسي)", "ar"),
    ("A fever of 100.4 °F (38 °C)", "Fieber von 38 °C (100,4 °F)", "de"),
    ("It is similar to a heart monitor, a monitor.", "Es similar a un monitor cardiaco, un monitor.", "es"),
    ("The main types are type 1 and type 2.", "Les types principaux sont le type 1 et le type 2.", "fr"),
    (
        "It is a carcinoma in situ of a duct or a carcinoma in situ of a lobe.",
        "Es un carcinoma in situ del conducto o un carcinoma in situ del lóbulo.",
        "es",
    ),
    ("Rest <b>well</b>.", "Descanse <b>bien</b>.", "es"),
    ("Less than 5 < 6 and a_b.", "Menos de 5 < 6 y a_b.", "es"),
    ("alpha (α) and beta (β)", "альфа (α) и бета (β)", "ru"),
]


@pytest.mark.parametrize(("source", "target", "tag"), GOOD)
def test_what_a_translator_may_write_passes(source: str, target: str, tag: str) -> None:
    assert fault(Words(source, target, "en", tag)) is None


def test_within_one_language_most_of_a_text_may_stay() -> None:
    assert fault(Words(LONG, LONG, "en-US", "en-GB")) is None


def test_relatives_share_whole_clauses() -> None:
    shared = "El virus causa un dolor local."
    source = f"{shared} Ahora hay una vacuna contra el virus de la gripe."
    target = f"{shared} Ara hi ha una vacuna contra el virus de la grip."
    assert fault(Words(source, target, "es", "ca")) is None
    assert fault(Words(shared, shared, "es", "ca")) is None
    found = fault(Words(source, source, "es", "ca"))
    assert found is not None
    assert found.kind is Kind.COPIED


def test_words_that_the_engine_says_it_did_not_know_are_not_held_against_it() -> None:
    source, target = "What is mitral valve prolapse?", "¿Qué es mitral valve prolapse?"
    told = fault(Words(source, target, "en", "es", ("mitral", "valve", "prolapse")))
    silent = fault(Words(source, target, "en", "es"))
    assert (told, silent and silent.kind) == (None, Kind.COPIED)
