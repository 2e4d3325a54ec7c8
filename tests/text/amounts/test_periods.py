"""Periods: a tablet a day is neither a tablet a week nor one an hour, in every language that is known."""

from __future__ import annotations

from itertools import product

import pytest

from l10n.text.amounts.periods import changed, rates, traces

ENGLISH = ("Take one tablet a day.", "Take one tablet a week.", "Take one tablet every hour.")

TABLETS = {
    "es": ("Tome una tableta al día.", "Tome una tableta a la semana.", "Tome una tableta cada hora."),
    "fr": (
        "Prenez un comprimé par jour.",
        "Prenez un comprimé par semaine.",
        "Prenez un comprimé par heure.",
    ),
    "pt": ("Tome um comprimido por dia.", "Tome um comprimido por semana.", "Tome um comprimido por hora."),
    "it": (
        "Prenda una compressa al giorno.",
        "Prenda una compressa alla settimana.",
        "Prenda una compressa all'ora.",
    ),
    "ca": (
        "Preneu una pastilla al dia.",
        "Preneu una pastilla a la setmana.",
        "Preneu una pastilla cada hora.",
    ),
    "ro": ("Luați o tabletă pe zi.", "Luați o tabletă pe săptămână.", "Luați o tabletă pe oră."),
    "de": (
        "Nehmen Sie täglich eine Tablette.",
        "Nehmen Sie wöchentlich eine Tablette.",
        "Nehmen Sie pro Stunde eine Tablette.",
    ),
    "nl": ("Neem één tablet per dag.", "Neem één tablet per week.", "Neem één tablet per uur."),
    "sv": ("Ta en tablett om dagen.", "Ta en tablett i veckan.", "Ta en tablett i timmen."),
    "pl": ("Jedna tabletka dziennie.", "Jedna tabletka tygodniowo.", "Jedna tabletka na godzinę."),
    "cs": ("Jedna tableta denně.", "Jedna tableta týdně.", "Jedna tableta za hodinu."),
    "ru": ("Одна таблетка в день.", "Одна таблетка в неделю.", "Одна таблетка в час."),
    "uk": ("Одна таблетка на день.", "Одна таблетка на тиждень.", "Одна таблетка на годину."),
    "tr": ("Günde bir tablet alın.", "Haftada bir tablet alın.", "Saatte bir tablet alın."),
    "ar": ("تناول حبة واحدة يوميًا.", "تناول حبة واحدة أسبوعيًا.", "تناول حبة واحدة كل ساعة."),
    "fa": ("روزی یک قرص بخورید.", "هفته‌ای یک قرص بخورید.", "هر ساعت یک قرص بخورید."),
    "ur": ("روزانہ ایک گولی لیں۔", "ہفتے میں ایک گولی لیں۔", "ہر گھنٹے ایک گولی لیں۔"),
    "hi": ("प्रतिदिन एक गोली लें।", "हफ़्ते में एक गोली लें।", "हर घंटे एक गोली लें।"),
    "mr": ("दररोज एक गोळी घ्या.", "आठवड्यातून एक गोळी घ्या.", "दर तासाला एक गोळी घ्या."),
    "ne": ("दिनको एक चक्की खानुहोस्।", "हप्ताको एक चक्की खानुहोस्।", "घण्टामा एक चक्की खानुहोस्।"),
    "bn": ("প্রতিদিন একটি ট্যাবলেট নিন।", "সপ্তাহে একটি ট্যাবলেট নিন।", "প্রতি ঘণ্টায় একটি ট্যাবলেট নিন।"),
    "ta": ("நாளைக்கு ஒரு மாத்திரை.", "வாரத்திற்கு ஒரு மாத்திரை.", "ஒவ்வொரு மணி நேரத்திற்கும் ஒரு மாத்திரை."),
    "zh": ("每天服用一片。", "每周服用一片。", "每小时服用一片。"),
    "ja": ("毎日1錠服用してください。", "毎週1錠服用してください。", "毎時1錠服用してください。"),
    "ko": ("하루에 한 알을 드십시오.", "일주일에 한 알을 드십시오.", "매시간 한 알을 드십시오."),
    "id": ("Minum satu tablet sehari.", "Minum satu tablet seminggu.", "Minum satu tablet setiap jam."),
    "ms": ("Ambil satu tablet sehari.", "Ambil satu tablet seminggu.", "Ambil satu tablet setiap jam."),
    "tl": (
        "Uminom ng isang tableta bawat araw.",
        "Uminom ng isang tableta bawat linggo.",
        "Uminom ng isang tableta bawat oras.",
    ),
    "vi": ("Uống một viên mỗi ngày.", "Uống một viên mỗi tuần.", "Uống một viên mỗi giờ."),
    "th": ("กินวันละหนึ่งเม็ด", "กินสัปดาห์ละหนึ่งเม็ด", "กินทุกชั่วโมง หนึ่งเม็ด"),
    "sw": ("Meza tembe moja kwa siku.", "Meza tembe moja kwa wiki.", "Meza tembe moja kwa saa."),
    "am": ("በቀን አንድ ኪኒን ይውሰዱ።", "በሳምንት አንድ ኪኒን ይውሰዱ።", "በሰዓት አንድ ኪኒን ይውሰዱ።"),
    "so": ("Qaado hal kiniin maalintii.", "Qaado hal kiniin toddobaadkii.", "Qaado hal kiniin saacaddii."),
    "ha": ("Sha ƙwaya ɗaya a rana.", "Sha ƙwaya ɗaya a mako.", "Sha ƙwaya ɗaya a kowace sa'a."),
}
"""One tablet a day, a week and an hour."""


@pytest.mark.parametrize("tag", TABLETS)
def test_a_rate_in_another_period_is_changed_and_one_in_its_own_is_not(tag: str) -> None:
    for (own, source), (other, target) in product(enumerate(ENGLISH), enumerate(TABLETS[tag])):
        assert bool(changed(source, target, "en", tag)) == (own != other), (source, target)
        assert bool(changed(target, source, tag, "en")) == (own != other), (target, source)


@pytest.mark.parametrize(("tag", "texts"), [("en", ENGLISH), *TABLETS.items()])
def test_the_period_of_a_rate_leaves_traces_in_its_text(tag: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert rates(text, tag)
        assert rates(text, tag).keys() <= traces(text, tag)


def test_a_change_is_shown_with_both_places() -> None:
    source, target = "Once daily, with food.", "Con la comida, una vez a la semana."
    found = changed(source, target, "en", "es")
    assert found is not None
    assert (found.was.cut(source), found.now.cut(target)) == ("daily", "a la semana")


def test_a_slash_makes_a_rate_of_a_noun() -> None:
    assert changed("Give 4 ml/kg/day.", "أعط 4 مل/كجم/ساعة.", "en", "ar")
    assert not changed("Give 4 ml/kg/day.", "أعط 4 مل/كجم/يوم.", "en", "ar")


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("Take it twice a day.", "Tómelo cada 12 horas.", "es"),
        ("Take it every day for a week.", "Nehmen Sie es eine Woche lang jeden Tag.", "de"),
        ("Rest at night, every night.", "Riposi ogni giorno di notte.", "it"),
        ("It took a day.", "Это заняло сутки.", "ru"),
        ("Wash daily.", "Laver.", "fr"),
        ("Wash daily.", "Lavu semajne.", "eo"),
        ("Wash well.", "Lávese cada semana.", "es"),
    ],
)
def test_a_rate_that_may_be_said_otherwise_is_left_alone(source: str, target: str, tag: str) -> None:
    assert changed(source, target, "en", tag) is None
