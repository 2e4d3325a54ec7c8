"""What `l10n check --base` finds in real git repositories, and what it lets pass."""

from __future__ import annotations

import pytest
from repositories import CATALOG, CUPS, CURES, EASES, HEAD, QUESTION, Repository

from l10n.model import Key, State


def test_a_translation_that_git_bound_to_another_source_is_found(plain: Repository) -> None:
    """A draft accepted on one branch, its source edited on the other by a tool that writes no `#|`."""
    long = (
        "Take one tablet every morning with a glass of water, and do not chew it, since its coat has a use."
    )
    draft = (
        f'{HEAD}#: source_texts/tea.txt\n#, fuzzy\nmsgid ""\n"{long[:40]}"\n"{long[40:]}"\n'
        'msgstr "Tome un comprimido cada mañana con agua, sin masticarlo."\n'
    )
    plain.l10n.write(CATALOG, draft)
    plain.commit("draft")
    plain.branch("writer")
    plain.l10n.write(CATALOG, draft.replace("its coat has a use", "it burns"))
    plain.commit("edit")
    plain.branch("ana")
    plain.l10n.write(CATALOG, draft.replace("#, fuzzy\n", ""))
    plain.commit("review")
    assert plain.check("--base", "main")[0] == 0  # a review, of the very same source
    plain.git("merge", "writer")
    edited = long.replace("its coat has a use", "it burns")
    assert plain.entries()[edited].state is State.REVIEWED
    assert plain.check() == (0, [])
    assert plain.check("--base", "ana~1")[1] == plain.check("--base", "ana~0^1")[1] == [("rebound", edited)]
    assert plain.check("--base", "ana^2")[1] == [("rebound", edited)]  # the draft of the new source there
    ran = plain.l10n("check", "--base", "ana^1")
    assert ran.code == 1
    assert "before a merge this was the translation of “Take one tablet" in ran.out
    # The driver leaves it fuzzy, and the check has nothing to say.
    plain.git("reset", "-q", "--hard", "ana^1")
    assert plain.l10n("merge-driver", "--install").code == 0
    plain.git("merge", "writer")
    assert (plain.entries()[edited].state, plain.entries()[edited].previous) == (State.STALE, Key(None, long))
    assert plain.check("--base", "HEAD^1")[1] == []


def test_what_a_person_did_since_is_no_rebound(plain: Repository) -> None:
    """Reviews at the new source, changed words, typography, a text that is still where it was, short ones."""
    plain.translate(EASES, "El té de menta alivia la hinchazón.")
    plain.translate(CURES, "¡No cura una úlcera!")
    plain.translate(CUPS, "Beba como mucho 3 tazas al día.")
    plain.translate(QUESTION, "¿Sí?")
    plain.commit("reviewed")
    start = plain.git("rev-parse", "HEAD").strip()
    plain.rewrite("It does not cure an ulcer!", "It doesn’t cure an ulcer!")
    plain.rewrite("3 cups a day", "3 cups each day")
    plain.commit("edits")
    plain.translate("It doesn’t cure an ulcer!", "¡No cura una úlcera!")
    plain.commit("looked at one")
    plain.translate("Drink at most 3 cups each day.", "Beba como mucho 3 tazas al día.")
    assert plain.check("--base", start) == (0, [])  # the last one is not committed yet, and counts
    plain.commit("looked at the other")
    plain.rewrite("doesn’t cure", "doesn't  cure")
    plain.rewrite(QUESTION, "Does tea of peppermint do good?")
    text = plain.l10n.read(CATALOG)
    more = (
        text.replace("#, fuzzy\n", "")
        + '\nmsgid "Tea eases bloating."\nmsgstr "El té de menta alivia la hinchazón."\n'
    )
    plain.l10n.write(CATALOG, more)
    plain.commit("more")
    assert plain.check("--base", start) == (0, [])
    # Once the message is gone that it was written for, nobody is left who has a right to it.
    never = "Peppermint tea never eases bloating."
    plain.l10n.write(CATALOG, more.replace(EASES, never))
    assert plain.check("--base", start) == (1, [("rebound", never), ("rebound", "Tea eases bloating.")])


def test_a_text_pasted_under_another_message_is_found_before_it_is_committed(plain: Repository) -> None:
    plain.translate(EASES, "El té de menta alivia la hinchazón.")
    plain.commit("reviewed")
    plain.translate(EASES, "")
    plain.translate(CURES, "El té de menta alivia la hinchazón.")
    assert plain.check("--base", "main") == (1, [("rebound", CURES)])
    assert plain.check("--base", "HEAD", "--locale", "es", "source_texts/tea.txt")[0] == 1
    assert plain.check()[1] == []


def test_msgids_edited_by_a_script_or_by_hand_are_found_and_a_comment_says_they_were_looked_at(
    plain: Repository,
) -> None:
    plain.translate(CUPS, "Beba como mucho 3 tazas al día.")
    plain.commit("reviewed")
    for name in ("source_texts/tea.txt", CATALOG):
        plain.l10n.write(name, plain.l10n.read(name).replace("at most 3 cups", "at least 4 cups"))
    edited = "Drink at least 4 cups a day."
    assert plain.check("--base", "HEAD")[1] == [("rebound", edited), ("number", edited)]
    plain.commit("replaced everywhere")
    assert plain.check("--base", "HEAD^")[1] == [("rebound", edited), ("number", edited)]
    text = plain.l10n.read(CATALOG)

    def commented(line: str) -> list[tuple[str, str]]:
        entry = plain.entries()[edited].raw
        assert entry is not None
        plain.l10n.write(CATALOG, text.replace(entry, f"# {line}\n{entry}"))
        return plain.check("--base", "HEAD^")[1]

    assert ("rebound", edited) in commented("numbers: 3 -> 4")  # an extraction says so, not a person
    plain.l10n.write(CATALOG, text)
    assert ("rebound", edited) not in commented("checked, the dose is in the leaflet")


def test_extraction_and_review_in_one_commit_are_doubtful_and_an_editor_leaves_its_mark(
    plain: Repository,
) -> None:
    """As good as a script's work, but for the header, which every editor of PO files dates."""
    plain.translate(EASES, "El té de menta alivia la hinchazón.")
    plain.commit("reviewed")
    plain.rewrite("can ease bloating", "may ease bloating")
    edited = "Peppermint tea may ease bloating."
    plain.translate(edited, "El té de menta alivia la hinchazón.")
    text = "\n".join(line for line in plain.l10n.read(CATALOG).split("\n") if not line.startswith("#| "))
    plain.l10n.write(CATALOG, text)
    plain.commit("edited and reviewed")
    assert plain.check("--base", "HEAD^") == (1, [("rebound", edited)])
    plain.l10n.write(CATALOG, text.replace("1970-01-01", "2024-05-01"))
    assert plain.check("--base", "HEAD^") == (1, [("rebound", edited)])  # saved later, for another message
    plain.git("commit", "-q", "--all", "--amend", "-m", "edited and reviewed in Poedit")
    ran = plain.l10n("check", "--base", "HEAD^")
    assert ran.code == 0
    assert "warning [rebound] " in ran.out


def test_what_others_did_since_a_branch_left_is_no_doing_of_the_branch(plain: Repository) -> None:
    plain.translate(EASES, "El té de menta alivia la hinchazón.")
    plain.commit("reviewed")
    plain.branch("ana")
    plain.translate(CURES, "¡No cura una úlcera!")
    plain.commit("more")
    plain.git("switch", "-q", "main")
    plain.rewrite("can ease bloating", "may ease bloating")
    plain.commit("edit")
    plain.translate("Peppermint tea may ease bloating.", "El té de menta alivia la hinchazón.")
    plain.commit("review")
    plain.git("switch", "-q", "ana")
    assert plain.check("--base", "main") == (0, [])


@pytest.mark.parametrize("how", ["committed", "--no-commit"])
def test_a_text_that_was_mended_for_the_source_that_a_merge_took_away(plain: Repository, how: str) -> None:
    """Not the text of the start, nor its source: only the merge can tell."""
    gap = "".join(f'"{number} is a number, "\n' for number in range(4))
    one = (
        f'{HEAD}msgid ""\n"Take one tablet "\n{gap}"and rest."\nmsgstr ""\n"Tome uno "\n{gap}"y descanse."\n'
    )
    plain.l10n.write(CATALOG, one)
    plain.commit("reviewed")
    plain.branch("writer")
    plain.l10n.write(CATALOG, one.replace("Take one", "Take no"))
    plain.commit("replaced")
    plain.branch("ana")
    plain.l10n.write(CATALOG, one.replace("descanse", "repose"))
    plain.commit("mended")
    plain.git("merge", *(("--no-commit",) if how != "committed" else ()), "writer")
    (entry,) = plain.entries().values()
    assert (entry.source[:7], entry.target[-9:]) == ("Take no", "y repose.")
    code, found = plain.check("--base", "main")
    assert code == 1
    assert ("rebound", entry.source) in found


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "", "HEAD:locales", "main..HEAD"])
def test_a_revision_that_git_does_not_know(plain: Repository, name: str) -> None:
    ran = plain.l10n("check", f"--base={name}")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "revision" in ran.err
