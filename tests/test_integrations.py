"""Where CI people look: `l10n check` in a step of GitHub, in pre-commit, on a terminal, with broken files."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import outside
import pytest
import yaml
from repositories import ALONE, CATALOG, CUPS, Repository

from l10n import reports

ROOT = Path(__file__).parent.parent
FORMS = [form for form, _ in reports.BUILT_IN]
WRONG = "Beba como máximo 30 tazas al día."


@pytest.fixture
def wrong(plain: Repository) -> Repository:
    """A project with one error in a reviewed translation."""
    plain.translate(CUPS, WRONG)
    return plain


def test_every_form_of_a_run_with_an_error_is_written_and_ends_with_1(wrong: Repository) -> None:
    for form in FORMS:
        ran = wrong.l10n("check", "--format", form, "--output", f"out/{form}")
        assert (ran.code, ran.out) == (1, ""), form
        text = wrong.l10n.read(f"out/{form}")
        assert "3 cups became 30 tazas" in text
        assert text.endswith("\n")
    assert wrong.l10n("check").out == wrong.l10n.read("out/text")


def test_a_broken_file_ends_with_2_and_the_report_has_the_rest_and_the_break(wrong: Repository) -> None:
    wrong.l10n.write("source_texts/leaf.txt", "Pick the leaf.\n")
    assert wrong.l10n("extract").code == 0
    wrong.l10n.write("locales/es/leaf.po", 'msgid "Pick\n')
    told = {}
    for form in ("text", "json", "sarif"):
        ran = wrong.l10n("check", "--format", form)
        assert ran.code == 2, form
        assert re.fullmatch(r"locales/es/leaf\.po:1: [^\n]*\n", ran.err)
        assert "3 cups became 30 tazas" in ran.out, form
        told[form] = ran.out
    (error,) = json.loads(told["json"])["errors"]
    assert (error["path"], error["line"]) == ("locales/es/leaf.po", 1)
    (invocation,) = json.loads(told["sarif"])["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert told["text"].endswith("; 1 file could not be read\n")


def test_po_check_has_the_same_forms(wrong: Repository) -> None:
    for form in ("github", "html"):
        ran = wrong.l10n("po", "check", CATALOG, "--format", form)
        assert ran.code == 1
        assert "3 cups became 30 tazas" in ran.out
    unknown = wrong.l10n("po", "check", CATALOG, "--format", "sariff")
    assert (unknown.code, unknown.err) == (2, "unknown form of report 'sariff'; did you mean sarif?\n")


def test_the_status_is_a_page_too(wrong: Repository) -> None:
    page = wrong.l10n("status", "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert "source_texts/<wbr>tea.txt" in page


def test_a_terminal_gets_the_line_that_points_to_the_place(wrong: Repository) -> None:
    outer, inner = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80"}
    command = [sys.executable, "-m", "l10n", "check"]
    with subprocess.Popen(
        command, cwd=wrong.l10n.root, stdout=inner, stderr=inner, env=environment
    ) as running:
        running.wait()
        os.close(inner)
        text = os.read(outer, 1 << 16).decode().replace("\r\n", "\n")
    os.close(outer)
    assert f"    target  {WRONG}\n{' ' * 29}^^^^^^^^\n" in text


def test_a_step_of_github_gets_annotations_from_the_repository_and_a_summary(wrong: Repository) -> None:
    root = wrong.l10n.root
    step = {"GITHUB_STEP_SUMMARY": str(root / "summary.md"), "GITHUB_WORKSPACE": str(root.parent)}
    ran = wrong.l10n("check", "--format", "github", **step)
    assert ran.out.startswith(f"::error file=project/{CATALOG},line=")
    assert wrong.l10n("check", "--format", "github", **step).code == 1
    assert wrong.l10n.read("summary.md").count("### l10n check: failed\n") == 2


def test_the_action_is_one_that_github_reads() -> None:
    outside.checked("github-actions", ROOT / "action.yml")


def test_the_steps_of_the_action_install_and_check(wrong: Repository, tmp_path: Path) -> None:
    wrong.commit("an error")
    action = Action(yaml.safe_load((ROOT / "action.yml").read_text("utf-8")), wrong.l10n.root, tmp_path)
    assert action.step(0, {}) == (0, "")
    # Arguments are words: no shell runs what is in them, and no star is a file.
    inputs = {"args": "--locale es --fail-on\nnever $(touch\u00a0pwned) *"}
    code, said = action.step(1, inputs)
    assert (code, "pwned" in said, (wrong.l10n.root / "pwned").exists()) == (2, True, False)
    code, said = action.step(1, {"base": "HEAD~1", "args": "--fail-on warning"})
    assert (code, said[: len("::error file=")]) == (1, "::error file=")
    assert "l10n check: failed" in (tmp_path / "summary.md").read_text("utf-8")
    assert action.step(1, {"args": "--fail-on never"})[0] == 0


class Action:
    """A composite action, run as GitHub's runner does: expressions filled in, bash with -e and pipefail."""

    def __init__(self, action: Mapping[str, Any], workspace: Path, temporary: Path) -> None:
        self.inputs = {name: one.get("default", "") for name, one in action["inputs"].items()}
        self.steps = action["runs"]["steps"]
        site = sysconfig.get_paths()["purelib"]
        self.environment = {
            **os.environ,
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(temporary),
            # What pip would fetch is here already.
            "PIP_NO_DEPS": "1",
            "PIP_NO_BUILD_ISOLATION": "1",
            "PYTHONPATH": site,
        }

    def step(self, number: int, inputs: Mapping[str, str]) -> tuple[int, str]:
        """How a step ends and what it prints."""
        step, given = self.steps[number], {**self.inputs, **inputs}

        filled = {
            name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: str(given[match[1]]), text)
            for name, text in step["env"].items()
        }
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.environment["GITHUB_WORKSPACE"],
            env={**self.environment, **filled},
            capture_output=True,
            check=False,
        )
        return ran.returncode, (ran.stdout + ran.stderr).decode()


def test_the_hooks_are_ones_that_pre_commit_reads() -> None:
    outside.ran_program("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))


def test_pre_commit_stops_a_commit_with_an_error(wrong: Repository) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    here = Path(sys.executable).parent
    local = [{**hook, "language": "system", "entry": f"{here / hook['entry']}"} for hook in hooks]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    wrong.l10n.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    wrong.git("add", "-A")
    said = pre_commit(wrong, 1)
    assert re.search(r"^l10n check\.+Failed$", said, re.MULTILINE)
    assert "error [number] 3 cups became 30 tazas" in said
    assert re.search(r"^l10n extract --check\.+Passed$", said, re.MULTILINE)
    wrong.translate(CUPS, WRONG.replace("30", "3"))
    wrong.git("add", "-A")
    assert "Failed" not in pre_commit(wrong, 0)
    wrong.git("commit", "-qm", "mended")
    wrong.git("rm", "-q", CATALOG)
    assert re.search(r"^l10n extract --check\.+Failed$", pre_commit(wrong, 1), re.MULTILINE)


def pre_commit(repository: Repository, code: int) -> str:
    home = {"PRE_COMMIT_HOME": str(repository.l10n.root.parent / "pre-commit"), **ALONE}
    return outside.ran_program("pre-commit", "run", cwd=repository.l10n.root, code=code, environment=home)
