"""States come from gettext's own marks; headers, counts and polib's objects say the same as gettext does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import polib
import pytest

from l10n.catalog import (
    dump,
    edit,
    format_entry,
    from_polib,
    new,
    parse,
    progress,
    targets,
    to_polib,
    with_draft,
    word_count,
)  # fmt: skip
from l10n.errors import L10nError
from l10n.model import EMPTY_TARGET, Counts, Entry, Key, State

Gettext = Callable[..., "CompletedProcess[bytes]"]


def entry_of(text: str) -> Entry:
    return parse(text.encode(), "a.po").entries[0]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('msgid "a"\nmsgstr ""\n', State.EMPTY),
        ('#, fuzzy\nmsgid "a"\nmsgstr ""\n', State.EMPTY),
        ('msgid "a"\nmsgstr " \\t\\n"\n', State.EMPTY),
        ('msgid " "\nmsgstr " "\n', State.REVIEWED),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] ""\n', State.EMPTY),
        ('msgid "a"\nmsgstr "b"\n', State.REVIEWED),
        (f'msgid "a"\nmsgstr "{EMPTY_TARGET}"\n', State.REVIEWED),
        ('# MT: argos en-es 1.9\nmsgid "a"\nmsgstr "b"\n', State.REVIEWED),
        ('#| msgid "z"\nmsgid "a"\nmsgstr "b"\n', State.REVIEWED),
        ('# MT: argos en-es 1.9\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n', State.DRAFT),
        ('#! fuzzy\nmsgid "a"\nmsgstr "b"\n', State.DRAFT),
        ('#,  no-wrap,fuzzy\n\nmsgid "a"\nmsgstr "b"\n', State.DRAFT),
        ('#, fuzzy\n#| msgid "z"\nmsgid "a"\nmsgstr "b"\n', State.STALE),
        ('#, fuzzy\n#~ msgid "a"\n#~ msgstr "b"\n', State.OBSOLETE),
    ],
)
def test_the_state_is_told_by_flags_and_texts_alone(text: str, state: State) -> None:
    assert entry_of(text).state is state


def test_a_draft_is_fuzzy_with_its_origin_and_a_translator_accepts_it_by_clearing_fuzzy() -> None:
    empty = entry_of('# Ask the clinic.\n#. paragraph\n#: a.md\nmsgid "Rest."\nmsgstr ""\n')
    draft = with_draft(empty, "Descansa.", "MT: argos en-es 1.9")
    text = format_entry(draft)
    assert text == (
        "# Ask the clinic.\n# MT: argos en-es 1.9\n#. paragraph\n#: a.md\n#, fuzzy\n"
        'msgid "Rest."\nmsgstr "Descansa."\n'
    )
    assert replace(entry_of(text), raw=None, line=draft.line) == draft
    accepted = entry_of(text.replace("#, fuzzy\n", ""))
    assert (accepted.state, accepted.origin) == (State.REVIEWED, "MT: argos en-es 1.9")


@pytest.mark.parametrize(
    ("text", "target", "origin"),
    [
        ('msgid "a"\nmsgstr "b"\n', "c", "MT: x"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', "c", "MT: x"),
        ('#~ msgid "a"\n#~ msgstr "b"\n', "c", "MT: x"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n', "c", "MT: x"),
        ('msgid "a"\nmsgstr ""\n', " ", "MT: x"),
        ('msgid "a"\nmsgstr ""\n', "c", "argos"),
    ],
)
def test_only_an_empty_entry_takes_a_draft_and_only_one_that_shows_as_such(
    text: str, target: str, origin: str
) -> None:
    with pytest.raises(L10nError):
        with_draft(entry_of(text), target, origin)


def test_half_a_plural_message_that_is_fuzzy_stays_fuzzy_when_the_rest_is_filled_in() -> None:
    half = entry_of('#, fuzzy\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] ""\n')
    whole = edit(half, plural_targets=("c", "d"), comments=("done",))
    assert entry_of(format_entry(whole)).state is State.DRAFT
    reviewed = edit(half, plural_targets=("c", "d"), state=State.REVIEWED)
    assert entry_of(format_entry(reviewed)).state is State.REVIEWED


def test_a_target_and_the_first_plural_form_are_one_text() -> None:
    entry = entry_of('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n')
    assert edit(entry, target="x").plural_targets == ("x", "d")
    assert edit(entry, plural_targets=("y", "z")).target == "y"


MIXED = """
msgid "Reviewed one."
msgstr "r"

#, fuzzy
msgid "A draft here now."
msgstr "d"

#, fuzzy
#| msgid "Old."
msgid "Stale."
msgstr "s"

msgid "Empty so far."
msgstr ""

msgid "Nothing."
msgstr "<EMPTY>"

#~ msgid "Gone."
#~ msgstr "g"
"""


def test_a_build_gets_reviewed_texts_and_on_request_all_others(header: str) -> None:
    catalog = parse((header + MIXED).encode(), "a.po")
    reviewed = {Key(None, "Reviewed one."): "r", Key(None, "Nothing."): EMPTY_TARGET}
    assert targets(catalog) == reviewed
    unreviewed = {Key(None, "A draft here now."): "d", Key(None, "Stale."): "s"}
    assert targets(catalog, drafts=True) == reviewed | unreviewed


def test_progress_counts_units_and_source_words_by_state_as_msgfmt_does(
    gettext: Gettext, header: str
) -> None:
    catalog = parse((header + MIXED).encode(), "a.po")
    made = progress(catalog.entries)
    assert made.units == Counts(units=5, reviewed=2, drafted=1, stale=1, missing=1)
    assert made.words == Counts(units=11, reviewed=3, drafted=4, stale=1, missing=3)
    said = gettext("msgfmt", "--statistics", "-o", "/dev/null", (header + MIXED).encode()).stderr.decode()
    assert [int(number) for number in re.findall(r"\d+", said)] == [2, 2, 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Take 5 mg — daily.", 4),
        ("肝癌 can be 治愈", 6),
        ("", 0),
        ("ยา", 2),
        ("well-known don't", 2),
        ("간암 치료", 2),
    ],
)
def test_words_are_what_white_space_separates_and_each_character_where_there_is_none(
    text: str, words: int
) -> None:
    assert word_count(text) == words


LOCALES = [
    "es",
    "fr",
    "zh-Hans",
    "ar",
    "pt-BR",
    "pl",
    "th",
    "ru",
    "ja",
    "de",
    "sl",
    "ga",
    "sr-Latn",
    "fil",
    "cy",
    "he",
]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_new_catalog_passes_msgfmt_without_a_warning_and_never_changes(
    gettext: Gettext, locale: str
) -> None:
    data = dump(new(locale, "a.po", "Health\nanswers", [Entry(Key(None, "Rest."))]))
    result = gettext("msgfmt", "-c", "-v", "-o", "/dev/null", data)
    assert (result.returncode, result.stderr.decode().strip()) == (
        0,
        "0 translated messages, 1 untranslated message.",
    )
    assert data == dump(new(locale, "a.po", "Health\nanswers", [Entry(Key(None, "Rest."))]))
    again = parse(data, "a.po")
    assert again.locale == locale
    assert dump(again) == data
    fields = polib.pofile(data.decode()).metadata
    assert fields["Language"] == locale.replace("-", "_")
    assert fields["X-Generator"] == "l10n"
    assert "POT-Creation-Date" not in fields


def test_through_polib_and_back_only_what_a_script_changed_is_rewritten(header: str) -> None:
    catalog = parse((header + '#= odd\nmsgid  "Wait."\nmsgstr "Espera."\n' + MIXED).encode(), "a.po")
    file = to_polib(catalog)
    assert file.percent_translated() == 50
    assert [entry.msgid for entry in file.fuzzy_entries()] == ["A draft here now.", "Stale."]
    assert file.metadata["Language"] == "es"
    entry = file.find("Stale.")
    assert entry is not None
    entry.msgstr = "ya no"
    entry.flags.remove("fuzzy")
    entry.previous_msgid = None
    expected = (header + '#= odd\nmsgid  "Wait."\nmsgstr "Espera."\n' + MIXED).replace(
        '#, fuzzy\n#| msgid "Old."\nmsgid "Stale."\nmsgstr "s"', 'msgid "Stale."\nmsgstr "ya no"'
    )
    assert dump(from_polib(file, catalog)).decode() == expected


def test_a_script_that_changes_the_header_through_polib_changes_those_lines_alone() -> None:
    text = (
        '# Our team.\n#, fuzzy\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"X-Odd: a\\n"\n"Language: es\\n"\n"X-Odd: b\\n"\n\n'
        '#: a.c:1\n#: b.c:2\nmsgid "folded "\n"so"\nmsgstr ""\n"una "\n"vez"\n'
    )
    catalog = parse(text.encode(), "a.po")
    file = to_polib(catalog)
    assert dump(from_polib(file, catalog)).decode() == text
    file.metadata["Language"] = "es_MX"
    file[0].msgstr = "ya"
    then = text.replace('"Language: es\\n"', '"Language: es_MX\\n"').replace('""\n"una "\n"vez"', '"ya"')
    assert dump(from_polib(file, catalog)).decode() == then
    file.header = "Your team."
    file.metadata_is_fuzzy = False
    said = dump(from_polib(file, catalog)).decode()
    assert said.startswith('# Your team.\nmsgid ""\n')
    assert said.endswith(then[then.index("#: a.c") :])


def test_a_file_without_a_header_gets_none_through_polib() -> None:
    catalog = parse(b'msgid "a"\nmsgstr "b"\n', "a.po")
    assert dump(from_polib(to_polib(catalog), catalog)) == b'msgid "a"\nmsgstr "b"\n'


def test_to_polib_says_what_polib_reads_itself(real_catalogs: list[Path]) -> None:
    for path in real_catalogs:
        theirs = polib.pofile(str(path), wrapwidth=0)
        ours = to_polib(parse(path.read_bytes(), path.name))
        assert ours.metadata == theirs.metadata
        assert [str(entry) for entry in ours] == [str(entry) for entry in theirs]
