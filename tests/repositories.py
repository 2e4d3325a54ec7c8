"""A project in a git repository, and what translators and writers do in it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10n.catalog import parse
from l10n.model import Entry

if TYPE_CHECKING:
    from projects import Project

CATALOG = "locales/es/tea.po"
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TEA = """\
Is peppermint tea good for the stomach?

Peppermint tea can ease bloating. It does not cure an ulcer! Drink at most 3 cups a day.
"""
QUESTION = "Is peppermint tea good for the stomach?"
EASES, CURES, CUPS = (
    "Peppermint tea can ease bloating.",
    "It does not cure an ulcer!",
    "Drink at most 3 cups a day.",
)
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_EDITOR": "true",
    "GIT_AUTHOR_NAME": "Ana",
    "GIT_AUTHOR_EMAIL": "ana@example.org",
    "GIT_COMMITTER_NAME": "Ana",
    "GIT_COMMITTER_EMAIL": "ana@example.org",
}


@dataclass(frozen=True)
class Repository:
    """A project in a git repository of its own."""

    l10n: Project

    def git(self, *arguments: str, fails: bool = False) -> str:
        """What git says, on both outputs."""
        code, said = self.run(*arguments)
        assert (code != 0) == fails, said
        return said

    def run(self, *arguments: str) -> tuple[int, str]:
        """How git ends, and what it says on both outputs."""
        ran = subprocess.run(
            ["git", *arguments],
            cwd=self.l10n.root,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **ALONE},
        )
        return ran.returncode, ran.stdout + ran.stderr

    def commit(self, name: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", name)

    def branch(self, name: str, start: str = "main") -> None:
        self.git("switch", "-q", "-c", name, start)

    def entries(self) -> dict[str, Entry]:
        """The messages of the catalog, by msgid."""
        return {one.source: one for one in parse(self.l10n.read(CATALOG).encode(), CATALOG).entries}

    def translate(self, source: str, target: str) -> None:
        """What a translator with a text editor does."""
        text = self.l10n.read(CATALOG)
        before = self.entries()[source].raw
        assert before is not None
        head = before.partition("msgstr ")[0].replace("#, fuzzy\n", "")
        self.l10n.write(CATALOG, text.replace(before, f'{head}msgstr "{target}"\n'))

    def rewrite(self, old: str, new: str) -> None:
        """What a writer does, with the extraction after it."""
        self.l10n.write("source_texts/tea.txt", self.l10n.read("source_texts/tea.txt").replace(old, new))
        assert self.l10n("extract", "--locale", "es").code == 0

    def check(self, *arguments: str) -> tuple[int, list[tuple[str, str]]]:
        """The exit code of a check, and check and source of each finding about what is bound to what."""
        ran = self.l10n("check", "--format", "json", *arguments)
        found = json.loads(ran.out)["findings"] if ran.code < 2 else []
        about = ("conflict", "rebound", "number")
        return ran.code, [(one["check"], one["source"]) for one in found if one["check"] in about]
