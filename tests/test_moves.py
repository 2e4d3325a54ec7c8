"""Articles that are renamed, sentences that move: their translations go with them, and none is promoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from projects import Project

CONFIG = 'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/**/*"]\n'
FEVER = """What is a fever?

A fever is a body temperature above 38 °C.
Most fevers pass within three days.
Drink plenty of water and rest.
"""
COUGH = """Why do I cough?

A cough clears the throat of dust.
It is rarely dangerous.
"""

Make = Callable[..., Project]


@pytest.fixture
def reviewed(project: Make) -> Project:
    """Two articles whose sentences are all reviewed but one, a draft."""
    made = project({"source_texts/fever.txt": FEVER, "source_texts/cough.txt": COUGH}, CONFIG)
    assert made("extract").code == 0
    for name in ("fever", "cough"):
        text = made.read(f"locales/es/{name}.po")
        head, blank, rest = text.partition("\n\n")
        entries = rest.split('msgstr ""')
        said = "".join(f'{part}msgstr "{name} {number}"' for number, part in enumerate(entries[:-1]))
        made.write(f"locales/es/{name}.po", head + blank + said + entries[-1])
    text = made.read("locales/es/fever.po")
    drafted = '# MT: pseudo\n#, fuzzy\nmsgid "Drink'
    made.write("locales/es/fever.po", text.replace('msgid "Drink', drafted))
    return made


def entries(project: Project, name: str) -> str:
    """The entries of a catalog without what the source says of them."""
    lines = project.read(f"locales/es/{name}.po").partition("\n\n")[2].splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("#.", "#:")))


def rename(project: Project, old: str, new: str, text: str) -> None:
    (project.root / "source_texts" / old).unlink()
    project.write(f"source_texts/{new}", text)


def test_a_renamed_article_has_the_catalog_it_had(reviewed: Project) -> None:
    """What was reviewed stays reviewed and what was a draft a draft; the old catalog stays where it is."""
    old = reviewed.read("locales/es/fever.po")
    rename(reviewed, "fever.txt", "illness/temperature.txt", FEVER)
    ran = reviewed("extract")
    assert ran.code == 0
    assert "4 kept from the catalog it had under another name" in ran.err
    assert entries(reviewed, "illness/temperature") == entries(reviewed, "fever")
    assert reviewed.read("locales/es/fever.po") == old
    before = reviewed.bytes()
    assert "nothing to change" in reviewed("extract").err
    assert reviewed.bytes() == before


def test_a_renamed_article_that_was_edited_follows_as_if_it_had_kept_its_name(reviewed: Project) -> None:
    rename(reviewed, "fever.txt", "temperature.txt", FEVER.replace("38", "37.5"))
    reviewed("extract")
    after = entries(reviewed, "temperature")
    assert (
        '# numbers: 38 -> 37.5\n#, fuzzy\n#| msgid "A fever is a body temperature above 38 °C."\n'
        'msgid "A fever is a body temperature above 37.5 °C."\nmsgstr "fever 1"\n'
    ) in after
    assert after.count("#, fuzzy") == 2


def test_of_two_old_catalogs_the_one_that_was_revised_last_is_taken(reviewed: Project) -> None:
    """After two renamings, with the catalog of the first name still there."""
    rename(reviewed, "fever.txt", "temperature.txt", FEVER)
    reviewed("extract")
    text = reviewed.read("locales/es/temperature.po").replace('"fever 1"', '"improved"')
    reviewed.write("locales/es/temperature.po", text.replace("1970-01-01", "2024-05-06"))
    rename(reviewed, "temperature.txt", "warmth.txt", FEVER)
    reviewed("extract")
    assert 'msgstr "improved"' in entries(reviewed, "warmth")


def test_a_new_article_with_one_known_sentence_is_no_renamed_one(reviewed: Project) -> None:
    """The sentence comes as a draft that says where it is from."""
    rename(
        reviewed,
        "fever.txt",
        "tea.txt",
        "Is tea healthy?\n\nIt is.\nDrink tea.\nMost fevers pass within three days.\n",
    )
    reviewed("extract")
    after = entries(reviewed, "tea")
    assert (
        "# TM: 100% locales/es/fever.po\n#, fuzzy\n"
        'msgid "Most fevers pass within three days."\nmsgstr "fever 2"\n'
    ) in after
    assert after.count('msgstr ""') == 3


def test_a_sentence_that_moves_between_articles_comes_as_a_draft(reviewed: Project) -> None:
    """Only a reviewed one does, and it stays in the catalog it left, obsolete."""
    sentence = "It is rarely dangerous."
    reviewed.write("source_texts/cough.txt", COUGH.replace(f"{sentence}\n", ""))
    reviewed.write("source_texts/fever.txt", FEVER.replace("Drink plenty of water and rest.", sentence))
    ran = reviewed("extract")
    assert "1 moved here from other articles, as drafts" in ran.err
    assert (f'# TM: 100% locales/es/cough.po\n#, fuzzy\nmsgid "{sentence}"\nmsgstr "cough 2"\n') in entries(
        reviewed, "fever"
    )
    assert f'#~ msgid "{sentence}"\n#~ msgstr "cough 2"\n' in reviewed.read("locales/es/cough.po")
    before = reviewed.bytes()
    assert reviewed("extract", "--check").code == 0
    reviewed.write(
        "source_texts/fever.txt", FEVER.replace("Drink plenty of water and rest.", sentence) + "\n"
    )
    reviewed("extract")
    assert reviewed.read("locales/es/fever.po").encode() == before["locales/es/fever.po"]


def test_check_sees_the_same_and_writes_nothing(reviewed: Project) -> None:
    rename(reviewed, "fever.txt", "temperature.txt", FEVER)
    before = reviewed.bytes()
    ran = reviewed("extract", "--check")
    assert ran.code == 1
    assert "4 kept from the catalog it had under another name" in ran.out
    assert reviewed.bytes() == before


def test_many_articles_renamed_at_once_each_find_their_own(project: Make) -> None:
    """What stands in all of them says nothing."""
    texts = {
        f"source_texts/a/{number}.txt": f"What is number {number}?\n\nIt is {number}.\nSee a doctor.\nRest.\n"
        for number in range(60)
    }
    made = project(texts, CONFIG)
    made("extract")
    for number in range(60):
        name = f"locales/es/a/{number}.po"
        said = made.read(name).replace('?"\nmsgstr ""', f'?"\nmsgstr "{number}"')
        made.write(name, said)
        made.write(f"source_texts/b/{number}.txt", texts[f"source_texts/a/{number}.txt"])
        (made.root / f"source_texts/a/{number}.txt").unlink()
    assert made("extract").code == 0
    for number in range(60):
        assert f'?"\nmsgstr "{number}"' in made.read(f"locales/es/b/{number}.po")
