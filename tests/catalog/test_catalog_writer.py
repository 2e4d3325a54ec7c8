"""Writing touches what changed and no more, in gettext's own manner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from l10n.catalog import dump, edit, format_entry, parse
from l10n.errors import L10nError
from l10n.model import Catalog, Entry, Key, State

Gettext = Callable[..., "CompletedProcess[bytes]"]

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04")
TEXTS = st.text(CHARACTERS | st.sampled_from('\n\r\t"\\ -.#~|'), max_size=30)
SENTENCES = st.text(st.sampled_from('abc é肝。(,-:/!"\\\n\t'), min_size=1, max_size=60)


def rewritten(catalog: Catalog) -> Catalog:
    """The catalog with every raw text forgotten, so that all of it is written anew."""
    return replace(catalog, entries=tuple(replace(entry, raw=None) for entry in catalog.entries))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_changed_entry_keeps_the_lines_of_what_did_not_change_in_it(header: str, newline: str) -> None:
    """Folded at 20 columns by somebody: clearing fuzzy or a new msgstr folds nothing anew."""
    source, target = 'msgid ""\n"Rest "\n"and water."\n', 'msgstr ""\n"Reposo "\n"y agua."\n'
    text = f"{header}# MT: x\n#, fuzzy\n{source}{target}".replace("\n", newline)
    catalog = parse(text.encode(), "a.po")
    (entry,) = catalog.entries
    accepted = edit(entry, state=State.REVIEWED, origin="")
    written = dump(replace(catalog, entries=(accepted,))).decode()
    assert written == f"{header}{source}{target}".replace("\n", newline)
    again = edit(accepted, target="Descanso.")
    written = dump(replace(catalog, entries=(again,))).decode()
    assert written == f'{header}{source}msgstr "Descanso."\n'.replace("\n", newline)


def test_a_changed_entry_is_rewritten_and_its_neighbours_keep_every_byte(header: str) -> None:
    before = '#x odd\nmsgid   "One."\nmsgstr "Uno."\n'
    between = '#: a.md\n#, fuzzy\n#| msgid "To."\nmsgid "Two."\nmsgstr "Dos"\n'
    after = '\n\n\n#. far below\nmsgid "Th"\n"ree."\nmsgstr "Tres."\n# tail\n'
    catalog = parse((header + before + between + after).encode(), "a.po")
    one, two, three = catalog.entries
    accepted = edit(two, target="Dos.", state=State.REVIEWED, previous=None)
    written = dump(replace(catalog, entries=(one, accepted, three))).decode()
    assert written == header + before + '#: a.md\nmsgid "Two."\nmsgstr "Dos."\n' + after


def test_an_edit_that_changes_nothing_keeps_the_raw_text(header: str) -> None:
    entry = parse(f'{header}msgid   "One."\nmsgstr "Uno."\n'.encode(), "a.po").entries[0]
    assert edit(entry, target="Uno.", flags=(), state=State.REVIEWED) is entry


def test_entries_written_close_together_part_when_one_comes_between(header: str) -> None:
    text = header + 'msgid "One."\nmsgstr "Uno."\nmsgid "Two."\nmsgstr "Dos."'
    catalog = parse(text.encode(), "a.po")
    one, two = catalog.entries
    new = Entry(Key(None, "Half."))
    assert dump(replace(catalog, entries=(one, two, new))).decode() == f'{text}\n\nmsgid "Half."\nmsgstr ""\n'
    assert dump(replace(catalog, entries=(two, one))).decode() == (
        header + 'msgid "Two."\nmsgstr "Dos."\n\nmsgid "One."\nmsgstr "Uno."\n'
    )


def test_a_file_with_windows_newlines_gets_them_in_new_entries(header: str) -> None:
    catalog = parse(header.replace("\n", "\r\n").encode(), "a.po")
    written = dump(replace(catalog, entries=(Entry(Key(None, "a\nb"), comments=("x\ny",)),)))
    assert written.count(b"\n") == written.count(b"\r\n")
    assert written.endswith(b'# x\r\n# y\r\nmsgid ""\r\n"a\\n"\r\n"b"\r\nmsgstr ""\r\n')


ENTRIES = st.builds(
    Entry,
    key=st.builds(Key, st.none() | TEXTS.filter(bool), TEXTS.filter(bool)),
    target=TEXTS,
    comments=st.lists(TEXTS, max_size=2).map(tuple),
    notes=st.lists(TEXTS, max_size=2).map(tuple),
    references=st.lists(TEXTS, max_size=2).map(tuple),
    flags=st.lists(TEXTS, max_size=2).map(tuple),
    origin=st.just("") | TEXTS.map(lambda text: f"MT: {text}"),
    state=st.sampled_from(State),
    previous=st.none() | st.builds(Key, st.none() | TEXTS, TEXTS),
)


@given(ENTRIES, st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_text_can_add_a_line_of_its_own(entry: Entry, wrapped: bool) -> None:
    """Whatever is in its texts and comments, one entry is written, and read back with the same texts."""
    (again,) = parse(format_entry(entry, wrapped).encode(), "a.po").entries
    assert (again.key, again.target, again.previous) == (entry.key, entry.target, entry.previous)
    assert (again.state is State.OBSOLETE) == (entry.state is State.OBSOLETE)
    if again.state is State.REVIEWED:
        assert entry.state not in (State.DRAFT, State.STALE)


def test_comments_from_a_form_cannot_become_flags_or_messages() -> None:
    entry = Entry(
        Key(None, "One."),
        target="Uno.",
        state=State.DRAFT,
        comments=(', python-format\n~ msgid "x"', '#~ msgid "y"', "#, fuzzy", '#| msgid "z"'),
        references=("a b.md:3\n#, fuzzy",),
    )
    assert format_entry(entry).splitlines() == [
        "# , python-format", '# ~ msgid "x"', '# #~ msgid "y"', "# #, fuzzy", '# #| msgid "z"',
        "#: \u2068a b.md:3 #, fuzzy\u2069", "#, fuzzy", 'msgid "One."', 'msgstr "Uno."',
    ]  # fmt: skip


def test_a_file_name_with_spaces_is_one_reference_there_and_back() -> None:
    entry = Entry(Key(None, "One."), references=("my file.md:3", "b.md"))
    text = format_entry(entry)
    assert text.startswith("#: \u2068my file.md\u2069:3 b.md\n")
    assert parse(text.encode(), "a.po").entries[0].references == entry.references


@given(st.lists(st.tuples(SENTENCES, SENTENCES), max_size=8, unique_by=lambda pair: pair[0]))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_unwrapped_entries_are_written_as_gettext_writes_them(
    gettext: Gettext, header: str, pairs: list[tuple[str, str]]
) -> None:
    """Escapes, and the folding after each newline inside a text, are those of `msgcat --no-wrap`."""
    entries = tuple(
        Entry(
            Key(None, source),
            target,
            State.DRAFT,
            Key(None, target),
            comments=("note",),
            references=("a.md",),
        )
        for source, target in [("first", "first"), *pairs]
    )
    data = dump(replace(parse(header.encode(), "a.po"), entries=entries))
    result = gettext("msgcat", "--no-wrap", data)
    assert result.returncode == 0, result.stderr
    assert result.stdout.rstrip(b"\n") == data.rstrip(b"\n")


def test_in_a_wrapped_file_a_changed_entry_is_wrapped_as_gettext_would(gettext: Gettext, header: str) -> None:
    long = "The liver (left lobe) is scanned—see the guide/notes—with a well-known 5-10 mg dose, e.g. `a`."
    wide = (
        "肝癌可以通过介入治疗治愈吗？介入治疗是一种微创治疗方法，"
        "可以有效地控制肿瘤的生长，但是不能完全治愈肝癌。"
    )
    text = header + f'msgid "{long}"\nmsgstr "{wide}"\n\nmsgid "{long} {long}"\nmsgstr "{long}:`x` {wide}"\n'
    wrapped = gettext("msgcat", text.encode()).stdout
    catalog = parse(wrapped, "a.po")
    first, second = catalog.entries
    changed = replace(catalog, entries=(first, edit(second, target=f"{second.target} {long}")))
    assert dump(changed) == gettext("msgcat", dump(changed)).stdout
    assert b'"\n"' in dump(changed).split(b"msgid")[-1]


def test_in_a_file_without_wrapping_a_changed_entry_is_not_wrapped(header: str) -> None:
    long = "word " * 40
    text = header + f'msgid "{long}"\nmsgstr ""\n\nmsgid "a"\nmsgstr "a"\n'
    catalog = parse(text.encode(), "a.po")
    changed = replace(catalog, entries=(catalog.entries[0], edit(catalog.entries[1], target=long)))
    assert dump(changed).decode() == text.replace('msgstr "a"', f'msgstr "{long}"')


@pytest.mark.parametrize(
    "arguments", [("--width=60",), ("--no-wrap",), ("--sort-by-file",), ("--sort-output",)]
)
def test_real_catalogs_rewritten_by_gettext_keep_their_meaning(
    gettext: Gettext, real_catalogs: list[Path], arguments: tuple[str, ...]
) -> None:
    """What gettext's tools make of a file is read as the same entries, and given back byte for byte."""
    for path in real_catalogs:
        data = path.read_bytes()
        again = gettext("msgcat", *arguments, data).stdout
        catalog = parse(again, path.name)
        assert dump(catalog) == again

        def meaning(entries: tuple[Entry, ...]) -> set[tuple[Key, str, State, Key | None]]:
            return {(entry.key, entry.target, entry.state, entry.previous) for entry in entries}

        assert meaning(catalog.entries) == meaning(parse(data, path.name).entries)


def test_real_catalogs_written_anew_are_gettexts_own_output(
    gettext: Gettext, real_catalogs: list[Path]
) -> None:
    for path in real_catalogs:
        for arguments in (("--no-wrap",), ()):
            theirs = gettext("msgcat", *arguments, path.read_bytes()).stdout
            catalog = parse(theirs, path.name)
            ours = [format_entry(entry, wrapped=not arguments) for entry in rewritten(catalog).entries]
            raws = [(entry.raw or "").lstrip("\n") for entry in catalog.entries]
            same = sum(one == other for one, other in zip(ours, raws, strict=True))
            assert same >= len(raws) * (1.0 if arguments else 0.97)


def test_a_character_that_the_files_charset_lacks_is_an_error() -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\nmsgid "a"\nmsgstr ""\n'
    catalog = parse(text.encode(), "a.po")
    changed = replace(catalog, entries=(edit(catalog.entries[0], target="肝"),))
    with pytest.raises(L10nError, match=r"a\.po:5: .* has no place in ISO8859-1; convert"):
        dump(changed)


@pytest.mark.parametrize("character", ["\0", "\x04"])
def test_characters_that_gettext_cannot_hold_are_refused(character: str) -> None:
    with pytest.raises(L10nError, match="cannot stand in a PO file"):
        format_entry(Entry(Key(None, f"a{character}b")))


@pytest.mark.parametrize(
    ("changes", "was", "then"),
    [
        ({"target": "c"}, 'msgstr "b"', 'msgstr "c"'),
        ({"flags": ("no-wrap",)}, "#,c-format", "#, no-wrap"),
        ({"flags": ()}, "#,c-format\n", ""),
        ({"state": State.DRAFT}, "#,c-format", "#, fuzzy, c-format"),
        ({"notes": ("new",)}, "#.said", "#. new"),
        ({"references": ("b.md:1",)}, "#: a.md:1\n#: a.md:2", "#: b.md:1"),
        ({"comments": ("note", "more")}, "#  note", "# note\n# more"),
    ],
)
def test_comment_lines_that_say_the_same_stay(
    header: str, changes: dict[str, Any], was: str, then: str
) -> None:
    """Lines of references are folded as each tool likes, and no tool needs a space after `#.` or `#,`."""
    text = f'{header}#.said\n#: a.md:1\n#: a.md:2\n#,c-format\n#  note\nmsgid "a"\nmsgstr "b"\n'
    catalog = parse(text.encode(), "a.po")
    changed = replace(catalog, entries=(edit(catalog.entries[0], **changes),))
    assert dump(changed).decode() == text.replace(was, then)


def test_a_flag_comes_where_gettext_puts_it(header: str) -> None:
    text = f'{header}# note\n#: a.md:1\n#: a.md:2\n#| msgid "A"\nmsgid "a"\nmsgstr "b"\n'
    catalog = parse(text.encode(), "a.po")
    changed = replace(catalog, entries=(edit(catalog.entries[0], state=State.STALE),))
    assert dump(changed).decode() == text.replace("#|", "#, fuzzy\n#|")


@pytest.mark.parametrize("blank", [0, 1, 2])
def test_a_changed_entry_keeps_the_blank_lines_before_it(header: str, blank: int) -> None:
    lines = "\n" * blank
    text = f'{header}msgid "a"\nmsgstr "b"\n{lines}msgid "c"\nmsgstr "d"\n{lines}msgid "e"\nmsgstr "f"\n'
    catalog = parse(text.encode(), "a.po")
    first, second, third = catalog.entries
    changed = replace(catalog, entries=(first, edit(second, target="D"), third))
    assert dump(changed).decode() == text.replace('"d"', '"D"')
