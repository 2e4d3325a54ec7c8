"""What an author's edit costs: one sentence of twelve is one to look at; a new shape costs nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from l10n import config, pipeline
from l10n.config import Config

TWELVE = [
    "A cold is a light illness of the nose and the throat.",
    "It begins with a sore throat and sneezing.",
    "On the third day the nose is blocked.",
    "Most people are well again after seven to ten days.",
    "No medicine makes it shorter.",
    "Antibiotics do not help against viruses.",
    "Drink enough, and rest when you are tired.",
    "A spoon of honey calms a cough at night.",
    "Never give honey to a child under 1 year.",
    "Paracetamol takes away the headache, e.g. 500 mg for an adult.",
    "See a doctor if you have a fever above 39.5 °C.",
    "Wash your hands often, so that others stay well.",
]
EDITED = [*TWELVE[:5], "Antibiotics never help against viruses.", *TWELVE[6:]]


def text(sentences: list[str]) -> str:
    return f"How long does a cold last?\n\n{' '.join(sentences)}\n"


def markdown(sentences: list[str]) -> str:
    return f"# How long does a cold last?\n\n{' '.join(sentences)}\n"


def html(sentences: list[str]) -> str:
    return f"<h1>How long does a cold last?</h1>\n<p>{' '.join(sentences)}</p>\n"


def jsonl(sentences: list[str]) -> str:
    return json.dumps({"question": "How long does a cold last?", "answer": " ".join(sentences)}) + "\n"


def csv(sentences: list[str]) -> str:
    return f'question,answer\nHow long does a cold last?,"{" ".join(sentences)}"\n'


KINDS = [("txt", text), ("md", markdown), ("mdx", markdown), ("html", html), ("jsonl", jsonl), ("csv", csv)]


def reviewed_project(root: Path, suffix: str, source: str) -> Config:
    """A project whose one article is wholly reviewed."""
    (root / "source_texts").mkdir()
    (root / "l10n.toml").write_text(
        'source-locale = "en"\nlocales = ["es"]\nsources = ["source_texts/*"]\n', encoding="utf-8"
    )
    settings = config.load(root)
    write(root, suffix, source)
    pipeline.extract(settings, [], [], check=False)
    file = root / "locales/es/a.po"
    said = re.sub(
        r'(?<=\n)msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "Dice: \1"', file.read_text("utf-8")
    )
    file.write_text(said, encoding="utf-8")
    return settings


def write(root: Path, suffix: str, source: str) -> None:
    (root / "source_texts" / f"a.{suffix}").write_text(source, encoding="utf-8")


def standing(settings: Config) -> tuple[int, int, int]:
    """Units, those that are reviewed and those that are stale, after an extraction."""
    assert pipeline.extract(settings, [], [], check=False).errors == []
    (counted,) = pipeline.status(settings, [], []).progress["es"].values()
    return counted.units.units, counted.units.reviewed, counted.units.stale


@pytest.mark.parametrize(("suffix", "made"), KINDS)
def test_one_sentence_edited_of_twelve_leaves_eleven_reviewed(
    suffix: str, made: Callable[[list[str]], str], tmp_path: Path
) -> None:
    settings = reviewed_project(tmp_path, suffix, made(TWELVE))
    assert standing(settings) == (13, 13, 0)
    write(tmp_path, suffix, made(EDITED))
    assert standing(settings) == (13, 12, 1)


@pytest.mark.parametrize(
    ("suffix", "before", "after"),
    [
        (
            "txt",
            text(TWELVE),
            text(TWELVE).replace("of the nose", "of\nthe nose").replace(" and sn", "\nand sn"),
        ),
        ("md", markdown(TWELVE), markdown(TWELVE).replace(". ", ".\n").replace(" of ", "\n  of ")),
        ("md", "- Rest well.\n- Drink tea.\n", "1) Rest well.\n2) Drink tea.\n"),
        ("md", "- Rest well.\n- Drink tea.\n", "> * Rest well.\n> * Drink tea.\n"),
        ("md", "# Who is at risk?\n\nSmokers are.\n", "Who is at risk?\n===\n\nSmokers are.\n"),
        ("md", "## Who is at risk?\n\nSmokers are.\n", "### Who is at risk? ###\n\nSmokers are.\n"),
        (
            "txt",
            "Who is at risk?\n\n- Smokers are.\n- Babies are.\n",
            "Who is at risk?\n\n• Smokers are.\n• Babies are.\n",
        ),
        (
            "html",
            html(TWELVE),
            html(TWELVE).replace(" the ", "\n      the ").replace("<p>", "<p class=a>\n  "),
        ),
        (
            "html",
            "<ul><li>Rest well.<li>Drink tea.</ul>",
            "<ol>\n <li>Rest well.</li>\n <li>Drink tea.</li>\n</ol>",
        ),
    ],
)
def test_another_shape_of_the_same_words_leaves_all_reviewed(
    suffix: str, before: str, after: str, tmp_path: Path
) -> None:
    settings = reviewed_project(tmp_path, suffix, before)
    count, reviewed, _ = standing(settings)
    assert count == reviewed > 1
    write(tmp_path, suffix, after)
    assert standing(settings) == (count, count, 0)
