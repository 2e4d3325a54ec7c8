"""`l10n po merge` as a person runs it who has no project."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from projects import Project

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
Make = Callable[..., Project]
OLD = HEAD + 'msgid "Rest for a day."\nmsgstr "Descanse."\n'
NEW = HEAD + 'msgid "Rest for a whole day."\nmsgstr ""\n'


@pytest.fixture
def files(project: Make) -> Project:
    return project({"es.po": OLD, "new.pot": NEW})


def test_an_edited_message_is_fuzzy_and_nothing_but_the_output_is_written(files: Project) -> None:
    ran = files("po", "merge", "es.po", "new.pot", "-o", "out.po")
    assert (ran.code, ran.err) == (0, "1 fuzzy, their source changed\n")
    assert files.read("out.po") == (
        HEAD + '#, fuzzy\n#| msgid "Rest for a day."\nmsgid "Rest for a whole day."\nmsgstr "Descanse."\n'
    )
    assert files.read("es.po") == OLD


def test_without_fuzzy_matching_it_is_new_and_the_old_one_obsolete(files: Project) -> None:
    assert files("po", "merge", "-N", "-U", "es.po", "new.pot").err == "1 new, 1 obsolete\n"
    assert files.read("es.po") == NEW + '\n#~ msgid "Rest for a day."\n#~ msgstr "Descanse."\n'


def test_a_broken_template_leaves_the_file_as_it_is(files: Project) -> None:
    files.write("new.pot", NEW + 'msgid "unclosed\n')
    ran = files("po", "merge", "-U", "es.po", "new.pot")
    assert ran.code == 2
    assert ran.err.startswith("new.pot:")
    assert files.read("es.po") == OLD
