"""`l10n check` over a project: what it remembers, what it compares with, what is known, what sources owe."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from projects import LEAST, Project
from repositories import ALONE

from l10n import config
from l10n.checking import report, survey
from l10n.model import Finding
from l10n.outcome import silent

TEA = "Is tea safe?\n\nTake 5 mg of it with water. Do not take more than 10 mg.\n"
GOOD = {
    "Is tea safe?": "¿Es seguro el té?",
    "Take 5 mg of it with water.": "Tome 5 mg con agua.",
    "Do not take more than 10 mg.": "No tome más de 10 mg.",
}
WRONG = GOOD | {"Take 5 mg of it with water.": "Tome 50 mg con agua."}


@dataclass(frozen=True)
class Checks:
    """A project with one article in Spanish."""

    l10n: Project

    def translate(self, said: dict[str, str], name: str = "tea") -> None:
        entries = [
            f"msgid {json.dumps(one)}\nmsgstr {json.dumps(to, ensure_ascii=False)}\n"
            for one, to in said.items()
        ]
        head = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        self.l10n.write(f"locales/es/{name}.po", head + "\n".join(entries))

    def run(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        ran = self.l10n("check", "--format", "json", *arguments)
        assert ran.code in (0, 1), ran.err
        return ran.code, json.loads(ran.out)

    def found(self, *arguments: str) -> tuple[int, list[str]]:
        code, report = self.run(*arguments)
        return code, [f"{one['severity']} {one['check']}" for one in report["findings"]]

    def git(self, *arguments: str) -> str:
        command = ["git", *arguments]
        environment = {"PATH": "/usr/bin:/bin", **ALONE}
        ran = subprocess.run(
            command, cwd=self.l10n.root, check=True, capture_output=True, text=True, env=environment
        )
        return ran.stdout

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "work")


@pytest.fixture
def tea(tmp_path: Path) -> Checks:
    project = Project(tmp_path)
    project.write("l10n.toml", LEAST.replace('["es", "zh-Hans", "ar"]', '["es"]'))
    project.write("source_texts/tea.txt", TEA)
    made = Checks(project)
    made.translate(GOOD)
    return made


def examined(tea: Checks, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Finding], list[str]]:
    """(the findings of a run in this process, the catalogs that were looked at in it)."""
    looked: list[str] = []
    real = survey._examined

    def spy(read: Any, found: Any, *others: Any) -> Any:
        looked.append(found.path if found else "")
        return real(read, found, *others)

    with monkeypatch.context() as patch:
        patch.setattr(survey, "_examined", spy)
        settings = config.load(tea.l10n.root)
        outcome = report.check(settings, (), (), fail_on="error", base=None, progress=silent)
    return list(outcome.report.findings), looked


def test_what_has_not_changed_is_remembered(tea: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    tea.translate(WRONG)
    first, looked = examined(tea, monkeypatch)
    assert looked == ["locales/es/tea.po"]
    again, looked = examined(tea, monkeypatch)
    assert (again, looked) == (first, [])
    assert [one.message for one in first] == ["5 mg became 50 mg"]
    for name, text in (
        ("source_texts/tea.txt", TEA + "Rest.\n"),
        ("l10n.toml", tea.l10n.read("l10n.toml") + "\n[check]\nreviewed = 1\n"),
    ):
        tea.l10n.write(name, text)
        assert examined(tea, monkeypatch)[1] == ["locales/es/tea.po"], name
    tea.translate(GOOD)
    assert examined(tea, monkeypatch) == ([], ["locales/es/tea.po"])


def test_what_a_run_remembers_is_not_for_the_repository(tea: Checks) -> None:
    tea.git("init", "-q")
    assert tea.l10n("extract").code == 0
    assert tea.run()[0] == 0
    tea.commit()
    assert tea.git("ls-files", ".l10n") == ""
    tea.l10n.write(".l10n/models.lock", "{}")
    tea.commit()
    assert tea.git("ls-files", ".l10n") == ".l10n/models.lock\n"
    assert (tea.l10n.root / ".l10n/examinations.sqlite").exists()


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + bytes(100)])
def test_a_broken_memory_of_examinations_costs_time_only(tea: Checks, data: bytes) -> None:
    tea.translate(WRONG)
    file = tea.l10n.root / ".l10n/examinations.sqlite"
    file.parent.mkdir()
    file.write_bytes(data)
    for _ in range(2):
        assert tea.found() == (1, ["error number"])


def test_the_ratchet_fails_on_what_is_new_alone(tea: Checks) -> None:
    tea.l10n.write("l10n.toml", tea.l10n.read("l10n.toml") + "[check]\nreviewed = 100\n")
    tea.translate({key: to for key, to in WRONG.items() if "10 mg" not in key})
    tea.git("init", "-q")
    tea.commit()
    assert tea.found() == (1, ["error number"])
    code, report = tea.run("--base", "HEAD")
    assert (code, report["findings"], [gate["ok"] for gate in report["gates"]]) == (0, [], [True, True])
    moved = {"Is tea safe?": "¿Es seguro?", **{key: WRONG[key] for key in list(WRONG)[1:2]}}
    tea.translate(moved)
    assert tea.found("--base", "HEAD") == (0, [])  # another line, another neighbour: the same finding
    tea.translate(moved | {"Do not take more than 10 mg.": "No tome más de 100 mg."})
    assert tea.found("--base", "HEAD") == (1, ["error number"])
    tea.translate({"Is tea safe?": "¿Es seguro el té?"})
    code, report = tea.run("--base", "HEAD")
    (reviewed,) = [gate for gate in report["gates"] if gate["gate"] == "reviewed"]
    assert (code, reviewed["ok"]) == (1, False)  # two of three became one of three


def test_the_ratchet_says_what_it_could_not_read_of_what_was(tea: Checks) -> None:
    tea.translate(WRONG)
    whole = tea.l10n.read("locales/es/tea.po")
    tea.git("init", "-q")
    tea.l10n.write("locales/es/tea.po", whole + "msgid broken\n")
    tea.commit()
    tea.l10n.write("locales/es/tea.po", whole)
    ran = tea.l10n("check", "--base", "HEAD")
    assert (ran.code, "5 mg became 50 mg" in ran.out) == (1, True)
    assert "HEAD: locales/es/tea.po:14: " in ran.err
    assert "what is found in it is new" in ran.err
    tea.l10n.write("l10n.toml", "locales = 5\n")
    tea.commit()
    tea.l10n.write("l10n.toml", LEAST.replace('["es", "zh-Hans", "ar"]', '["es"]'))
    ran = tea.l10n("check", "--base", "HEAD")
    assert (ran.code, "5 mg became 50 mg" in ran.out) == (1, True)
    assert "HEAD: no l10n.toml there that can be read; every finding is new" in ran.err


def test_a_baseline_holds_what_is_known_and_nothing_else(tea: Checks) -> None:
    tea.translate(WRONG)
    ran = tea.l10n("check", "--update-baseline")
    assert ran.code == 0
    assert 'write baseline = "l10n-baseline.json" under [check]' in ran.err
    tea.l10n.write("l10n.toml", tea.l10n.read("l10n.toml") + '[check]\nbaseline = "l10n-baseline.json"\n')
    assert tea.found() == (0, [])
    tea.translate(WRONG | {"Do not take more than 10 mg.": "No tome más de 100 mg."})
    assert tea.found() == (1, ["error number"])
    tea.translate(WRONG | {"Take 5 mg of it with water.": "Tome 500 mg con agua."})
    assert tea.found() == (1, ["error number"])  # another number is another finding
    before = tea.l10n.read("l10n-baseline.json")
    for narrowed in (["source_texts/tea.txt"], ["--locale", "es"], ["--base", "HEAD"]):
        ran = tea.l10n("check", "--update-baseline", *narrowed)
        assert (ran.code, "a baseline is of the whole project" in ran.err) == (2, True)
    tea.l10n.write("locales/es/broken.po", 'msgid "x')
    tea.l10n.write("source_texts/broken.txt", "Is it?\n\nYes.\n")
    assert tea.l10n("check", "--update-baseline").code == 2  # what stands in the broken one is not known
    assert tea.l10n.read("l10n-baseline.json") == before
    (tea.l10n.root / "source_texts/broken.txt").unlink()
    (tea.l10n.root / "locales/es/broken.po").unlink()
    tea.l10n.write("l10n-baseline.json", "{}")
    ran = tea.l10n("check")
    assert (ran.code, ran.err) == (
        2,
        "l10n-baseline.json: is no baseline; write it anew with `l10n check --update-baseline`\n",
    )


def test_who_signs_a_wrong_draft_makes_a_new_finding(tea: Checks) -> None:
    tea.translate(WRONG)
    signed = tea.l10n.read("locales/es/tea.po")
    tea.l10n.write("locales/es/tea.po", signed.replace('msgid "Take', '#, fuzzy\nmsgid "Take'))
    tea.git("init", "-q")
    tea.commit()
    tea.l10n("check", "--update-baseline")
    assert tea.found("--base", "HEAD") == (0, [])
    tea.l10n.write("locales/es/tea.po", signed)
    assert tea.found("--base", "HEAD") == (1, ["error number"])
    tea.l10n.write("l10n.toml", tea.l10n.read("l10n.toml") + '[check]\nbaseline = "l10n-baseline.json"\n')
    assert tea.found() == (1, ["error number"])


def test_what_is_known_is_known_under_another_name(tea: Checks) -> None:
    tea.translate(WRONG)
    tea.git("init", "-q")
    tea.commit()
    tea.l10n("check", "--update-baseline")
    tea.l10n.write("l10n.toml", tea.l10n.read("l10n.toml") + '[check]\nbaseline = "l10n-baseline.json"\n')
    (tea.l10n.root / "source_texts/tea.txt").rename(tea.l10n.root / "source_texts/mint.txt")
    tea.l10n("extract")
    for arguments in ([], ["--base", "HEAD"], ["source_texts/mint.txt"]):
        assert tea.found(*arguments) == (0, []), arguments
    (tea.l10n.root / "locales/es/tea.po").unlink()
    assert tea.found("--base", "HEAD", "source_texts/mint.txt") == (0, [])
    tea.l10n.write("source_texts/tea.txt", "Take 5 mg of it with water.\n")
    tea.translate({"Take 5 mg of it with water.": "Tome 50 mg con agua."})
    assert tea.found()[0] == 1  # one was known, and now there are two


def test_who_makes_a_check_graver_makes_no_translation_worse(tea: Checks) -> None:
    tea.translate(GOOD | {"Take 5 mg of it with water.": "Tome 5 mg  con agua."})
    tea.git("init", "-q")
    tea.commit()
    tea.l10n.write("l10n.toml", tea.l10n.read("l10n.toml") + '[check.severity]\nwhitespace = "error"\n')
    assert tea.found() == (1, ["error whitespace"])
    assert tea.found("--base", "HEAD") == (0, [])


def test_a_baseline_says_what_it_holds_in_vain(tea: Checks) -> None:
    tea.translate(WRONG)
    tea.l10n("check", "--update-baseline")
    tea.l10n.write("l10n.toml", tea.l10n.read("l10n.toml") + '[check]\nbaseline = "l10n-baseline.json"\n')
    tea.translate(GOOD)
    said = "l10n-baseline.json: 1 finding found no more: `l10n check --update-baseline` takes it out\n"
    assert tea.l10n("check").err == said
    assert tea.l10n("check", "--locale", "es").err == ""  # who looks at a part does not know
    ran = tea.l10n("check", "--update-baseline")
    assert ran.err == "0 findings known now: l10n-baseline.json (0 new, 1 taken out)\n"
    assert tea.l10n("check").err == ""


def test_a_baseline_takes_no_other_file_s_place(tea: Checks) -> None:
    least = tea.l10n.read("l10n.toml") + '[check]\nbaseline = "l10n.toml"\n'
    tea.l10n.write("l10n.toml", least)
    ran = tea.l10n("check", "--update-baseline")
    assert (ran.code, ran.err) == (
        2,
        "l10n.toml: stands where the baseline should, and is none; move it away\n",
    )
    assert tea.l10n.read("l10n.toml") == least


def test_of_a_term_that_many_say_otherwise_only_the_new_are_told(tea: Checks) -> None:
    cups = [f"Drink the tea from cup {number}." for number in range(5)]
    other = {one: f"Beba la infusión de la taza {number}." for number, one in enumerate(cups)}
    tea.l10n.write("source_texts/cups.txt", " ".join(cups))
    tea.l10n.write("terms.csv", "en,es\ntea,té\n")
    tea.l10n.write("l10n.toml", tea.l10n.read("l10n.toml") + '[glossary]\nfiles = ["terms.csv"]\n')
    right = {one: to.replace("la infusión", "el té") for one, to in other.items()}
    tea.translate(right | {one: other[one] for one in cups[:4]}, "cups")
    tea.git("init", "-q")
    tea.commit()
    _, report = tea.run()
    assert [one["path"] for one in report["findings"]] == ["terms.csv"]
    tea.translate(right | {one: other[one] for one in cups[:2]}, "cups")
    assert tea.found("--base", "HEAD", "--fail-on", "warning") == (0, [])
    tea.translate(other, "cups")
    _, report = tea.run("--base", "HEAD")
    assert [one["source"] for one in report["findings"]] == [cups[4]]


def test_a_project_says_what_checks_weigh(tea: Checks) -> None:
    tea.translate(WRONG)
    least = tea.l10n.read("l10n.toml")
    tea.l10n.write("l10n.toml", least + '[check.severity]\nnumber = "note"\n')
    assert tea.found() == (0, ["note number"])
    tea.l10n.write("l10n.toml", least + '[check.locale.es.severity]\nnumber = "off"\n')
    assert tea.found() == (0, [])
    tea.l10n.write("l10n.toml", least + '[check.severity]\nnumbers = "off"\n')
    ran = tea.l10n("check")
    assert (ran.code, ran.err) == (
        2,
        "l10n.toml:5: [check.severity]: there is no check 'numbers'; did you mean number?\n",
    )


def test_single_sources_have_gates_of_their_own(tea: Checks) -> None:
    tea.l10n.write("source_texts/children/milk.txt", "Is milk safe?\n\nYes.\n")
    tea.l10n.write(
        "l10n.toml",
        tea.l10n.read("l10n.toml") + "[check.sources.'source_texts/children/**']\nreviewed = 100\n",
    )
    code, report = tea.run()
    gates = {gate["gate"]: (gate["have"], gate["ok"]) for gate in report["gates"]}
    assert (code, gates["reviewed source_texts/children/**"]) == (1, (0, False))
    tea.translate({"Is milk safe?": "¿Es segura la leche?", "Yes.": "Sí."}, "children/milk")
    assert tea.run()[0] == 0


def test_what_guards_nothing_is_told(tea: Checks) -> None:
    least = tea.l10n.read("l10n.toml")
    tea.l10n.write("l10n.toml", least + "[check.sources.'source_texts/childern/**']\nreviewed = 100\n")
    tea.translate(WRONG, "gone")
    ran = tea.l10n("check")
    assert ran.err.splitlines() == [
        'l10n.toml: [check.sources."source_texts/childern/**"] matches no source',
        "no source for locales/es/gone.po: not looked at",
    ]
    assert (ran.code, tea.l10n("check", "source_texts/tea.txt").err) == (0, "")
    tea.l10n.write("l10n.toml", least.replace("source_texts", "source_text"))
    assert tea.l10n("check").err == "no source matches source_text/**/*\n"


def test_a_waiver_is_of_all_plural_forms(tea: Checks) -> None:
    plural = (
        'msgid ""\nmsgstr "Language: es\\n"\n\n# l10n-ignore: number tablets of 50 mg\nmsgid "Take 5 mg."\n'
        'msgid_plural "Take 5 mg of them."\nmsgstr[0] "Tome 50 mg."\nmsgstr[1] "Tome 5 mg de estos."\n'
    )
    tea.l10n.write("plural.po", plural)
    assert tea.l10n("po", "check", "plural.po").out == "no findings\n"
    tea.l10n.write("plural.po", plural.replace('"Tome 50 mg', '"Tome 5 mg'))
    assert "there is no number finding to waive" in tea.l10n("po", "check", "plural.po").out


def test_a_source_that_is_broken_itself_stops_the_run(tea: Checks) -> None:
    tea.l10n.write("source_texts/cafe.txt", "Is coffee safe?\n\nIt is safe.\n\nThe cafÃ© is open.\n")
    code, report = tea.run()
    (finding,) = report["findings"]
    assert code == 1
    assert (finding["path"], finding["line"], finding["check"], finding["locale"]) == (
        "source_texts/cafe.txt",
        5,
        "mojibake",
        "en",
    )
    assert [gate["gate"] for gate in report["gates"] if not gate["ok"]] == ["source"]
    weighed = tea.l10n.read("l10n.toml") + '[check]\nbaseline = "known.json"\n'
    tea.l10n.write("l10n.toml", weighed)
    assert tea.l10n("check", "--update-baseline").code == 0
    assert tea.run()[0] == 0  # known, and yet no text to draft from
    tea.l10n("extract")
    ran = tea.l10n("draft", "--engine", "pseudo")
    assert "source_texts/cafe.txt:5: not drafted: text in a wrong charset: cafÃ© for é" in ran.out
    assert 'msgid "The cafÃ© is open."\nmsgstr ""\n' in tea.l10n.read("locales/es/cafe.po")
    tea.l10n.write("l10n.toml", weighed + '[check.severity]\nmojibake = "note"\n')
    (tea.l10n.root / "known.json").unlink()
    assert tea.l10n("check", "--update-baseline").code == 0
    assert "not drafted" not in tea.l10n("draft", "--engine", "pseudo").out


def test_one_source_with_two_translations_is_told(tea: Checks) -> None:
    tea.l10n.write("source_texts/milk.txt", "Is milk safe?\n\nTake 5 mg of it with water. Rest.\n")
    tea.translate(
        {"Is milk safe?": "¿Es segura la leche?", "Take 5 mg of it with water.": "Ingiera 5 mg con agua."},
        "milk",
    )
    code, report = tea.run()
    assert code == 0
    (finding,) = report["findings"]
    assert (finding["check"], finding["severity"], finding["path"]) == (
        "consistency",
        "warning",
        "locales/es/tea.po",
    )
    assert finding["message"] == "the same source is translated otherwise at locales/es/milk.po:9"
