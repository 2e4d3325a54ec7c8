"""Terms are found whatever their inflection, the longest first; a translation may say them in many ways."""

from __future__ import annotations

import time

import pytest

from l10n.text.words.renderings import Rendered
from l10n.text.words.terms import Concept, Finder, Glossary


def found(text: str, *terms: str, tag: str = "en") -> list[str]:
    """`term: what stands in the text` for each hit."""
    finder = Finder([Concept(term) for term in terms], tag)
    return [f"{hit.concept.source}: {hit.span.cut(text)}" for hit in finder.find(text)]


@pytest.mark.parametrize(
    ("tag", "term", "text", "there"),
    [
        ("en", "fever", "High Fevers come and go.", "Fevers"),
        ("en", "body", "Both bodies were warm.", "bodies"),
        ("en", "diagnosis", "Two diagnoses were made.", "diagnoses"),
        ("en", "vaccinate", "She was vaccinated.", "vaccinated"),
        ("en", "run", "He was running.", "running"),
        ("en", "child", "Keep it from children.", "children"),
        ("en", "Parkinson disease", "Parkinson's disease is slow.", "Parkinson's disease"),
        ("en", "self-isolation", "Self isolation helps.", "Self isolation"),
        ("en", "heart attack", "Heart\u00a0attacks hurt.", "Heart\u00a0attacks"),
        ("es", "infección", "Las infecciones son frecuentes.", "infecciones"),
        ("fr", "hôpital", "Les hôpitaux et l’hôpital.", "hôpitaux"),
        ("es", "resfriado común", "Los resfriados comunes pasan.", "resfriados comunes"),
        ("de", "Krampf", "Bei Krämpfen ruhen.", "Krämpfen"),
        ("de", "Impfung", "Nach den Impfungen ruhen.", "Impfungen"),
        ("ru", "вакцина", "После вакцины бывает жар.", "вакцины"),
        ("pl", "gorączka", "Bez gorączki nie trzeba.", "gorączki"),
        ("tr", "aşı", "Aşılar güvenlidir.", "Aşılar"),
        ("zh-Hans", "疫苗", "接种疫苗很重要。", "疫苗"),
        ("ja", "高血圧", "高血圧の人は医師に。", "高血圧"),
        ("th", "วัคซีน", "ฉีดวัคซีนทุกปี", "วัคซีน"),
        ("ar", "لقاح", "اللقاحات آمنة.", "اللقاحات"),
        ("hi", "बुखार", "बुखार दो दिन रहा।", "बुखार"),
        ("sw", "homa", "Ana homa kali.", "homa"),
    ],
)
def test_inflection_hides_no_term(tag: str, term: str, text: str, there: str) -> None:
    assert found(text, term, tag=tag)[:1] == [f"{term}: {there}"]


@pytest.mark.parametrize(
    ("tag", "term", "text"),
    [
        ("en", "organ", "The organization helps."),
        ("en", "infect", "The infection is gone."),
        ("en", "heart attack", "At heart, attack is defence."),
        ("en", "blood pressure", "There was blood. Pressure helped."),
        ("en", "AIDS", "It aids recovery."),
        ("en", "WHO", "Ask those who know."),
        ("en", "WHO", "WHO SHOULD REST"),
        ("en", "fever", "feverfew tea"),
        ("fr", "toux", "Tous les patients."),
        ("ar", "كحولي", "حول العالم"),
    ],
)
def test_another_word_is_no_term(tag: str, term: str, text: str) -> None:
    assert found(text, term, tag=tag) == []


def test_the_longest_term_counts_and_terms_do_not_overlap() -> None:
    terms = ("blood", "blood pressure", "high blood pressure", "pressure cuff")
    assert found("High blood pressure cuffs and blood.", *terms) == [
        "high blood pressure: High blood pressure",
        "blood: blood",
    ]


def test_of_two_inflections_the_one_in_the_text_counts() -> None:
    assert found("masks on, one mask off", "mask", "masks") == ["masks: masks", "mask: mask"]


def test_acronyms_stand_in_capitals_and_longer_ones_in_any() -> None:
    assert found("HIV, ICUs and Covid-19", "HIV", "ICU", "COVID-19") == [
        "HIV: HIV",
        "ICU: ICUs",
        "COVID-19: Covid-19",
    ]


def test_the_cost_grows_with_the_text_alone() -> None:
    """Ten times the text costs about ten times as much, whatever is in the glossary."""
    finder = Finder([Concept("a " * n + "b") for n in range(60)] + [Concept("a")], "en")

    def cost(words: int) -> float:
        start = time.process_time()
        assert sum(1 for _ in finder.find("a " * words)) == words
        return time.process_time() - start

    cost(100)
    assert cost(20_000) < 40 * max(cost(2_000), 0.001)


@pytest.mark.parametrize(
    ("tag", "term", "text"),
    [
        ("es", "infección", "Se infectó y las infecciones siguen."),
        ("es", "enfermedad respiratoria aguda", "Las enfermedades agudas y respiratorias."),
        ("es", "ensayo clínico", "Los ensayos clínicos."),
        ("de", "Grippe", "Die Schweinegrippe ist selten."),
        ("de", "Blutdruck", "Bluthochdruck und der Blutdruck."),
        ("fr", "gastro-entérite", "Une gastroentérite."),
        ("ar", "عرض", "تظهر الأعراض بسرعة."),
        ("ar", "مراكز مكافحة الأمراض (CDC)", "وفقا لـ CDC"),
        ("zh-Hans", "新冠肺炎", "新冠 肺炎患者"),
        ("ru", "вакцина", "О вакцинах и вакцинации."),
    ],
)
def test_a_translation_may_say_a_term_in_many_ways(tag: str, term: str, text: str) -> None:
    assert Rendered(text, tag).holds(term)


@pytest.mark.parametrize(
    ("tag", "term", "text"),
    [
        ("es", "fiebre", "La temperatura subió."),
        ("es", "infarto de miocardio", "Un ataque al corazón."),
        ("de", "Grippe", "Eine Erkältung."),
        ("zh-Hans", "流感", "普通感冒"),
        ("ar", "حمى", "ارتفاع الحرارة"),
        ("fr", "tos", "Le total"),
    ],
)
def test_another_word_is_not_the_term(tag: str, term: str, text: str) -> None:
    assert not Rendered(text, tag).holds(term)


def test_what_is_forbidden_counts_where_its_source_is() -> None:
    concepts = [
        Concept("flu", ("gripe",), ("gripa",)),
        Concept("constipated", ("estreñido",), ("constipado",)),
        Concept("", forbidden=("placebo mágico",)),
    ]
    glossary = Glossary(concepts, "en", "es")

    def misused(source: str, target: str) -> list[tuple[str, str]]:
        return [(term, of) for term, of, _ in glossary.misused(source, target)]

    assert misused("The flu.", "La gripa.") == [("gripa", "flu")]
    assert misused("The flu.", "La gripe.") == []
    assert misused("A cold.", "Está constipado.") == []
    assert misused("Constipated?", "¿Constipado?") == [("constipado", "constipated")]
    assert misused("Rest.", "Un placebo mágico.") == [("placebo mágico", "")]
