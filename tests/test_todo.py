"""`l10n status --todo`: all that waits for people, what may hurt most first."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from projects import LEAST, Project

from l10n import config, todo, waiting
from l10n.checking.examinations import Examinations
from l10n.drafted import Record
from l10n.model import Draft, Key, State
from l10n.outcome import Outcome
from l10n.reports import Surface
from l10n.reports import todo as reports

HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
TEA = """Is tea safe?

Take 5 mg of it with water. Do not take more than 10 mg.

Call a doctor at once. It tastes good.
"""
PROGRAM = """import json, sys

for line in sys.stdin:
    said = {"id": json.loads(line)["id"], "text": "Sabe muy bien.", "score": -1.2}
    print(json.dumps(said), flush=True)
"""
SAFE, DOSE, MOST, CALL, GOOD = (
    "Is tea safe?",
    "Take 5 mg of it with water.",
    "Do not take more than 10 mg.",
    "Call a doctor at once.",
    "It tastes good.",
)


def entry(source: str, target: str, *lead: str) -> str:
    body = f"msgid {json.dumps(source)}\nmsgstr {json.dumps(target, ensure_ascii=False)}\n"
    return "".join(f"{line}\n" for line in lead) + body


def draft(source: str, target: str, origin: str = "MT: argos en-es 1.9") -> str:
    return entry(source, target, f"# {origin}", "#, fuzzy")


def catalog(*entries: str) -> str:
    return "\n".join((HEAD, *entries))


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write("l10n.toml", LEAST.replace('["es", "zh-Hans", "ar"]', '["es", "fr"]'))
    project.write("source_texts/tea.txt", TEA)
    return project


def listed(project: Project, *tags: str, path: str = "") -> list[dict[str, Any]]:
    """What `status --todo --format json` prints, made in this process."""
    outcome = Outcome()
    paths = [project.root / path] if path else []
    found = todo.queue(config.load(project.root), paths, tags, outcome)
    assert not outcome.errors
    read: list[dict[str, Any]] = json.loads(reports.as_json_text(found))["todo"]
    return read


def parts(one: dict[str, Any]) -> dict[str, str]:
    return {why["part"]: why["said"] for why in one["reasons"]}


def test_what_may_hurt_most_comes_first(tea: Project) -> None:
    tea.write(
        "locales/es/tea.po",
        catalog(
            draft(SAFE, "¿Es seguro el té?"),
            draft(DOSE, "Tome 50 mg con agua."),
            entry(MOST, "No tome más de 100 mg."),
            draft(CALL, "#-#-#-#-#  a.po  #-#-#-#-#\nLlame.\n#-#-#-#-#  b.po  #-#-#-#-#\nLlame ya."),
        ),
    )
    found = listed(tea, "es")
    assert [(one["source"], one["state"]) for one in found] == [
        (CALL, "draft"),  # a conflict
        (MOST, "reviewed"),  # what readers see now
        (DOSE, "draft"),
        (GOOD, "empty"),
        (SAFE, "draft"),
    ]
    assert found[0]["risk"] == 1
    assert parts(found[2])["number"] == "5 mg became 50 mg"
    assert [one["risk"] for one in found[2:]] == sorted((one["risk"] for one in found[2:]), reverse=True)
    assert set(found[0]) == {
        "locale", "path", "line", "key", "state", "risk", "reasons", "source", "target"
    }  # fmt: skip


def test_a_line_says_where_how_much_and_why_and_the_end_how_much_there_is(tea: Project) -> None:
    tea.write(
        "locales/es/tea.po",
        catalog(*(draft(one, "Sí, es bueno.") for one in (SAFE, CALL, GOOD)), draft(DOSE, "Tome 50 mg.")),
    )
    ran = tea("status", "--todo", "--locale", "es", "--limit", "1")
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert lines[0].startswith("locales/es/tea.po:")
    assert "risk 0.9" in lines[0]
    assert " draft [number: 5 mg became 50 mg; " in lines[0]
    assert lines[1:3] == [f"    source  {DOSE}", "    target  Tome 50 mg."]
    assert lines[4] == "es: 5 entries, 25 words: 4 drafted, 1 missing"
    assert lines[5].startswith("5 entries, 25 words in all; the first 20 % of them hold ")
    assert lines[6:] == ["the first 1 shown"]


def test_nothing_from_a_file_reaches_a_terminal_as_it_is(tea: Project) -> None:
    tea.write("locales/es/tea.po", catalog(draft(DOSE, "Tome \x1b[31m50 mg\u202e.", "MT: x\x1b[0m y")))
    for form in ("text", "json"):
        out = tea("status", "--todo", "--format", form).out
        assert not {"\x1b", "\u202e"} & set(out)


def test_where_all_is_reviewed_nothing_waits(tea: Project) -> None:
    tea.write("source_texts/tea.txt", f"{GOOD}\n")
    for tag in ("es", "fr"):
        tea.write(f"locales/{tag}/tea.po", catalog(entry(GOOD, "Sabe bien.")))
    assert tea("status", "--todo").out == "nothing waits\n"
    assert json.loads(tea("status", "--todo", "--format", "json").out) == {"total": 0, "todo": []}


def test_a_locale_without_catalogs_is_all_missing_and_equal_risks_stay_in_order(tea: Project) -> None:
    tea.write("source_texts/tea.txt", "One.\n\nTwo.\n\nSix.\n")
    found = listed(tea)
    assert [(one["locale"], one["line"], one["state"]) for one in found] == [
        (tag, 0, "empty") for tag in ("es", "fr") for _ in range(3)
    ]
    assert found == listed(tea)


def test_what_changed_in_the_source_is_told(tea: Project) -> None:
    stale = entry(DOSE, "Tome 2 mg con agua.", "#, fuzzy", '#| msgid "Take 2 mg of it with water."')
    tea.write("locales/es/tea.po", catalog(stale, entry(GOOD, "Sabe bien.")))
    first = listed(tea, "es")[0]
    assert first["state"] == "stale"
    assert parts(first)["stale"] == "the source changed in numbers: 2 -> 5"


def test_how_sure_the_engine_was_counts_until_a_person_edits_its_text(tea: Project) -> None:
    sure, unsure, edited = "¿Es seguro el té?", "Llame a un médico ya.", "Sabe muy bien."
    tea.write("locales/es/tea.po", catalog(draft(SAFE, sure), draft(CALL, unsure), draft(GOOD, edited)))
    maker = "MT: argos en-es 1.9"
    with Record(tea.root / ".l10n" / "drafts.sqlite", pytest.fail) as record:
        record.remember(
            "es",
            "locales/es/tea.po",
            {
                Key(None, SAFE): Draft(sure, maker, -0.01),
                Key(None, CALL): Draft(unsure, maker, -2.0),
                Key(None, GOOD): Draft("Sabe bien.", maker, -2.0),
            },
        )
    said = {one["source"]: parts(one)["engine"] for one in listed(tea, "es") if one["target"]}
    assert said == {
        SAFE: "argos en-es 1.9 was 99 % sure of a word",
        CALL: "argos en-es 1.9 was 14 % sure of a word",
        GOOD: "a draft of argos en-es 1.9",
    }


def test_the_score_of_a_draft_comes_from_the_engine_to_the_order(tea: Project) -> None:
    tea.write("source_texts/tea.txt", f"{GOOD}\n")
    tea.write("engine.py", PROGRAM)
    with (tea.root / "l10n.toml").open("a") as file:
        file.write('\n[engines.command]\nrun = ["python3", "engine.py"]\nname = "own"\n')
    assert tea("extract").code == 0
    assert tea("draft", "--locale", "es", "--engine", "command").code == 0
    (one,) = listed(tea, "es")
    assert one["target"] == "Sabe muy bien."
    assert parts(one)["engine"] == "command own en-es was 30 % sure of a word"


def test_a_match_of_the_memory_says_how_like_its_source_is(tea: Project) -> None:
    tea.write("locales/es/tea.po", catalog(draft(SAFE, "¿Es seguro el té?", "TM: 81% locales/es/a.po")))
    found = {one["source"]: one for one in listed(tea, "es")}
    assert parts(found[SAFE])["memory"] == "from a source 81 % like it"


def test_words_that_are_in_nothing_reviewed_are_told(tea: Project) -> None:
    tea.write("locales/es/tea.po", catalog(entry(GOOD, "Sabe bien."), draft(SAFE, "¿Es seguro el té?")))
    tea.write("source_texts/cup.txt", "Tea is served in a cup.\n")
    tea.write("locales/es/cup.po", catalog(entry("Tea is served in a cup.", "El té se sirve en taza.")))
    for path in ("", "source_texts/tea.txt"):
        found = {one["source"]: one for one in listed(tea, "es", path=path)}
        assert parts(found[SAFE])["new words"] == "33 % of its words are in nothing reviewed"


def test_an_error_that_the_baseline_knows_does_not_come_back_to_the_top(tea: Project) -> None:
    tea.write("locales/es/tea.po", catalog(entry(DOSE, "Tome 50 mg con agua.")))
    assert "reviewed" in {one["state"] for one in listed(tea)}
    with (tea.root / "l10n.toml").open("a") as file:
        file.write('\n[check]\nbaseline = "known.json"\n')
    assert tea("check", "--update-baseline", "--fail-on", "never").code in (0, 1)
    assert "reviewed" not in {one["state"] for one in listed(tea)}


def test_paths_and_locales_narrow_it(tea: Project) -> None:
    tea.write("source_texts/cup.txt", "A cup.\n")
    assert {one["path"] for one in listed(tea, "fr", path="source_texts/cup.txt")} == {"locales/fr/cup.po"}
    assert tea("status", "--todo", "-l", "de").code == 2


def test_a_broken_catalog_is_told_and_the_others_are_listed(tea: Project) -> None:
    tea.write("locales/es/tea.po", 'msgid "x\n')
    ran = tea("status", "--todo", "--format", "json")
    assert ran.code == 2
    assert "locales/es/tea.po:1" in ran.err
    assert {one["locale"] for one in json.loads(ran.out)["todo"]} == {"fr"}


@pytest.mark.parametrize(
    "arguments", [("--limit", "3"), ("--todo", "--format", "html"), ("--todo", "--limit", "0")]
)
def test_what_does_not_go_together_is_refused(tea: Project, arguments: tuple[str, ...]) -> None:
    ran = tea("status", *arguments)
    assert ran.code == 2
    assert not ran.out


def test_what_has_not_changed_is_not_looked_at_again(tea: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    tea.write("locales/es/tea.po", catalog(draft(DOSE, "Tome 50 mg con agua.")))
    settings = config.load(tea.root)
    looked: list[str] = []
    real = waiting.cues

    def noted(source: str, *rest: Any) -> Any:
        looked.append(source)
        return real(source, *rest)

    monkeypatch.setattr(waiting, "cues", noted)
    first = todo.queue(settings, (), ())
    assert DOSE in looked
    looked.clear()
    assert todo.queue(settings, (), ()) == first
    assert not looked
    tea.write("locales/es/tea.po", catalog(draft(DOSE, "Tome 5 mg con agua.")))
    assert todo.queue(settings, (), ("es",)) != first
    assert looked.count(DOSE) == 1


def test_what_was_remembered_and_is_broken_is_made_again(tea: Project) -> None:
    before = listed(tea)
    with closing(sqlite3.connect(tea.root / ".l10n" / "examinations.sqlite")) as database, database:
        database.execute("""UPDATE examination_1 SET data = '["a", [1], 2]' WHERE place LIKE 'waiting%'""")
    assert listed(tea) == before


def test_the_outcome_is_for_whoever_wants_it(tea: Project) -> None:
    tea.write("locales/es/tea.po", 'msgid "x\n')
    outcome = Outcome()
    assert todo.queue(config.load(tea.root), (), (), outcome)
    assert [one.path for one in outcome.errors] == ["locales/es/tea.po"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Do not take 5 mg 3 times.", (("3",), ("5 mg",), ("not",), ())),
        ("Call 112 in an emergency.", (("112",), (), (), ("Call", "emergency"))),
    ],
)
def test_what_a_source_says_that_must_not_come_out_wrong(source: str, expected: tuple[Any, ...]) -> None:
    found = waiting.cues(source, (), "en")
    assert (found.numbers, found.quantities, found.negations, found.hazards) == expected


def test_of_a_long_source_the_first_few_are_kept() -> None:
    found = waiting.cues("Take 5 mg, not 7, in danger. " * 10_000, (), "en", "Take 5 mg. " * 10_000)
    assert found.quantities == ("5 mg",) * 4
    assert found.numbers == ("7",) * 4
    assert found.change
    assert (found.change.said, found.change.negations) == ("", True)


def test_on_a_terminal_the_place_is_pointed_to_and_texts_are_cut(tea: Project) -> None:
    tea.write("locales/es/tea.po", catalog(draft(DOSE, "Tome 50 mg con agua.")))
    found = todo.queue(config.load(tea.root), (), ("es",))
    lines = reports.text(found, Surface(columns=34), limit=1).splitlines()
    assert lines[1] == "    source  Take 5 mg of it with…"
    assert lines[2].strip() == "^^^^"
    assert lines[3].startswith("    target  Tome 50 mg")
    broken = reports.text(found, Surface(columns=20), limit=1)
    assert "^" not in broken  # a line that is broken has no place below it
    assert "\x1b[31;1mrisk 0.9" in reports.text(found, Surface(colour=True))


def test_words_are_known_in_any_case_and_in_scripts_without_spaces() -> None:
    assert waiting.vocabulary("Take TEA") == waiting.vocabulary("tea take, tea 5")
    assert waiting.vocabulary("服用药物") > waiting.vocabulary("药物")


def test_states_that_wait() -> None:
    assert {State.EMPTY, State.DRAFT, State.STALE} == waiting.WAITING
    assert Examinations("maker", None).get_as(list, "place", b"name") is None
